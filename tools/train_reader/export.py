"""The averaged weights to the shipped model: ONNX, quantised, with its labels, vocabulary and lemma list."""

from __future__ import annotations

import gzip
import json
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import torch
from torch import nn

from legation.read.engine import EVENT_OUTPUTS, FORM
from legation.read.wordpiece import WordPiece
from tools.train_reader.calibrate import calibrate
from tools.train_reader.corpus import load_corpus
from tools.train_reader.data import HABITS, Example, Numberer, lexicon, load
from tools.train_reader.model import FAR, TAG_TASKS, ReaderModel
from tools.train_reader.pool import Batch, collate
from tools.train_reader.quantise import quantise

INPUTS = ("pieces", "shapes", "first", "last", "words")
OUTPUTS = ("arcs", "heads", "relations", *TAG_TASKS, "names", *EVENT_OUTPUTS)
#: The treebanks trained on; the ranges of activations are measured on every so manieth sentence of them.
SAMPLED = ("ewt_train", "gum_train_nonNC")
SAMPLED_STEP = 12
#: Likely heads of each word that get a relation.
LIKELY_HEADS = 3


class Shipped(nn.Module):  # type: ignore[misc]
    """The model as it runs in the product: choices rather than scores, where no decoding needs the scores."""

    def __init__(self, model: ReaderModel) -> None:
        """Wrap a trained model."""
        super().__init__()
        self.model = model

    def forward(self, pieces: Any, shapes: Any, first: Any, last: Any, words: Any) -> tuple[Any, ...]:
        """Return the OUTPUTS; see `legation.read.engine` for what they mean. Pieces are never padded."""
        heads = self.model.heads
        states = self.model.encoder(pieces, shapes, None, first, last)
        arcs, dependant, head = heads["tree"](states, words)
        _, likely = arcs.topk(LIKELY_HEADS, -1)
        size, count, width = head.shape
        flat = likely.reshape(size, count * LIKELY_HEADS, 1).expand(-1, -1, width)
        picked = torch.gather(head, 1, flat).view(size, count, LIKELY_HEADS, width)
        relations = heads["tree"].relations(dependant, picked)
        # The first relation is `root`: only the root (place 0) may have it.
        bar = torch.zeros(relations.shape[-1])
        bar[0] = FAR
        relations = (relations - bar * (likely != 0).to(relations.dtype)[..., None]).argmax(-1)
        tags = [heads[task](states).argmax(-1) for task in TAG_TASKS]
        habit = torch.zeros_like(pieces[:, 0]) + HABITS.index("uner")
        return (arcs, likely, relations, *tags, heads["names"](states, habit), *heads["events"](states))


def export(work: Path, pretrained: Path, data: Path, corpus: Path, to: Path) -> None:
    """Write the model of `work` to the folder `to`; temperatures are fitted on the held-out tenth of the corpus."""
    labels = json.loads((work / "labels.json").read_text(encoding="utf-8"))
    model = ReaderModel(labels)
    model.load_state_dict(torch.load(work / "reader.pt"))
    vocabulary = (pretrained / "vocab.txt").read_text(encoding="utf-8").splitlines()
    numberer = Numberer(WordPiece(vocabulary), labels)
    acts = load_corpus(corpus)
    sampled = [s for name in SAMPLED for s in load(data / f"{name}.jsonl.gz")[::SAMPLED_STEP]]
    samples = unpadded(numberer, sampled + [s for s in acts if not s["held_out"]][::SAMPLED_STEP])
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        to_onnx(Shipped(model).eval(), samples[len(samples) // 4], plain)
        feeds = ({name: getattr(batch, name).numpy() for name in INPUTS} for batch in samples)
        quantise(plain, to / "model.onnx", feeds)
    shutil.copyfile(pretrained / "vocab.txt", to / "vocabulary.txt")
    made = datetime.now(UTC).date().isoformat()
    described = {"form": FORM, "name": f"legation-reader {made}", "labels": labels}
    (to / "labels.json").write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
    known = lexicon(s for name in SAMPLED for s in load(data / f"{name}.jsonl.gz"))
    lines = sorted(f"{form}\t{tag}\t{script}\n" for (form, tag), script in known.items())
    (to / "lemmas.tsv.gz").write_bytes(gzip.compress("".join(lines).encode(), 9, mtime=0))
    described |= calibrate(to, [s for s in acts if s["held_out"]])
    (to / "labels.json").write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")


def unpadded(numberer: Numberer, sentences: list[dict[str, Any]], most: int = 64) -> list[Batch]:
    """Return batches of sentences of exactly one length in pieces, the shortest first."""
    by_length: dict[int, list[Example]] = {}
    for sentence in sentences:
        example = numberer.example(sentence)
        if len(example.first) >= LIKELY_HEADS:
            by_length.setdefault(len(example.pieces), []).append(example)
    return [
        collate(examples[start : start + most])
        for _, examples in sorted(by_length.items())
        for start in range(0, len(examples), most)
    ]


def to_onnx(model: Shipped, example: Batch, path: Path) -> None:
    """Trace the model with free batch size and lengths."""
    given = tuple(getattr(example, name) for name in INPUTS)
    axes = {name: {0: "batch", 1: "length"} for name in INPUTS[:2]}
    axes |= {name: {0: "batch", 1: "count"} for name in (*INPUTS[2:], *OUTPUTS)}
    axes["arcs"][2] = "count"
    with torch.no_grad():
        torch.onnx.export(
            model,
            given,
            path,
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
