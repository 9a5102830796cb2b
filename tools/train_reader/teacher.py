"""The teacher's pretrained encoder, all-mpnet-base-v2, as weights of our `Encoder`, and packed small enough to carry.

It cuts words to the same pieces as MiniLM, under other numbers. Packed, a matrix has a byte a cell with a scale for each row, and
the table of pieces holds the rows that the training's sentences need: 100 MB in place of 440.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch

from tools.train_reader.model import LONGEST, read_safetensors
from tools.train_reader.sizes import TEACHER

#: Signs of the teacher's own for what MiniLM's vocabulary calls otherwise.
_SIGNS = {"[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>", "[PAD]": "<pad>"}
#: The first places of its table of places stand for padding.
_BEFORE = 2
_TOP = 127


def pretrained_teacher(folder: Path, vocabulary: list[str]) -> dict[str, Any]:
    """Return the weights of `Encoder(TEACHER)` that all-mpnet-base-v2 in `folder` gives, for the pieces of `vocabulary`."""
    given = read_safetensors(folder / "model.safetensors")
    theirs = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    numbers = {piece: number for number, piece in enumerate(theirs)}
    rows = torch.tensor([numbers[_SIGNS.get(piece, piece)] for piece in vocabulary])
    state = {
        "piece.weight": given["embeddings.word_embeddings.weight"][rows],
        "place.weight": given["embeddings.position_embeddings.weight"][_BEFORE : _BEFORE + LONGEST],
        "distance.weight": given["encoder.relative_attention_bias.weight"],
    }
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = given[f"embeddings.LayerNorm.{kind}"]
        for number in range(TEACHER.layers):
            source, ours = f"encoder.layer.{number}.", f"layers.{number}."
            state[f"{ours}joint.{kind}"] = torch.cat([given[f"{source}attention.attn.{name}.{kind}"] for name in "qkv"])
            for name, part in (
                ("joined", "attention.attn.o"),
                ("norm_attention", "attention.LayerNorm"),
                ("inner", "intermediate.dense"),
                ("outer", "output.dense"),
                ("norm_output", "output.LayerNorm"),
            ):
                state[f"{ours}{name}.{kind}"] = given[f"{source}{part}.{kind}"]
    return state


def pack(state: dict[str, Any], used: Iterable[int], to: Path, part: int) -> None:
    """Write the weights to the folder `to` as files of at most about `part` bytes; of pieces, the `used` ones alone."""
    to.mkdir(parents=True, exist_ok=True)
    rows = torch.tensor(sorted(used))
    packed: list[dict[str, Any]] = [{"rows": rows}]
    size = 0
    for name, values in state.items():
        kept = values[rows] if name == "piece.weight" else values
        entry: dict[str, Any] = {name: kept.half()}
        if kept.ndim > 1:
            scale = kept.abs().amax(1, keepdim=True).clamp(min=1e-8) / _TOP
            entry = {name: torch.round(kept / scale).to(torch.int8), f"{name}:scale": scale.half()}
        size += kept.numel()
        if size > part:
            packed.append({})
            size = kept.numel()
        packed[-1] |= entry
    for number, content in enumerate(packed):
        torch.save(content, to / f"teacher{number}.pt")


def unpack(folder: Path) -> dict[str, Any]:
    """Return the weights that `pack` wrote, from all parts found in `folder` and below it."""
    given: dict[str, Any] = {}
    for path in sorted(folder.rglob("teacher*.pt")):
        given |= torch.load(path, map_location="cpu")
    rows = given.pop("rows")
    state: dict[str, Any] = {}
    for name, values in given.items():
        if not name.endswith(":scale"):
            scale = given.get(f"{name}:scale")
            state[name] = values.float() if scale is None else values.float() * scale.float()
    table = torch.zeros(TEACHER.pieces, TEACHER.width)
    table[rows] = state["piece.weight"]
    return state | {"piece.weight": table}
