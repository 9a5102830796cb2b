"""The averaged weights as files small enough to carry, in half precision, and back."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch

#: Bytes in a part at most.
PART = 15_000_000
#: Files that travel with the weights.
BESIDE = ("labels.json", "curve.jsonl")


def split(work: Path, to: Path) -> None:
    """Write `reader.pt` of `work` to the folder `to` as parts of half-precision numbers, with the files beside it."""
    to.mkdir(parents=True, exist_ok=True)
    weights = {name: value.half() for name, value in torch.load(work / "reader.pt", map_location="cpu").items()}
    content = io.BytesIO()
    torch.save(weights, content)
    whole = content.getvalue()
    for number, start in enumerate(range(0, len(whole), PART)):
        (to / f"reader.part{number}").write_bytes(whole[start : start + PART])
    for name in BESIDE:
        shutil.copyfile(work / name, to / name)


def join(parts: Path, work: Path) -> None:
    """Write `reader.pt` and the files beside it to the folder `work` from the parts in `parts`."""
    found = sorted(parts.glob("reader.part*"))
    if not found:
        message = f"{parts}: no reader.part files"
        raise SystemExit(message)
    work.mkdir(parents=True, exist_ok=True)
    weights = torch.load(io.BytesIO(b"".join(path.read_bytes() for path in found)), map_location="cpu")
    torch.save({name: value.float() for name, value in weights.items()}, work / "reader.pt")
    for name in BESIDE:
        if (parts / name).exists():
            shutil.copyfile(parts / name, work / name)


def mean(models: Sequence[Path], shares: Sequence[float], work: Path) -> None:
    """Write the weighted mean of trained weights that go on from one another to the folder `work` (Wortsman et al. 2022).

    Raises `SystemExit` where there is not one share a model, or they do not make one.
    """
    if len(models) != len(shares) or abs(sum(shares) - 1) > 1e-6:
        message = f"{len(models)} models and shares {list(shares)}: give one share a model; they must make 1"
        raise SystemExit(message)
    states = [torch.load(folder / "reader.pt", map_location="cpu") for folder in models]
    work.mkdir(parents=True, exist_ok=True)
    total = {name: sum(share * state[name] for share, state in zip(shares, states, strict=True)) for name in states[0]}
    torch.save(total, work / "reader.pt")
    shutil.copyfile(models[-1] / "labels.json", work / "labels.json")
