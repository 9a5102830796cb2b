"""Quick figures during training: the heads' best choices taken as they are, no repair of trees.

The figures that are reported come from `bench/reader.py`, which measures the shipped model through the product's reader.
"""

from __future__ import annotations

from typing import Any

import torch

from legation.read.events import EventDecoder, scores_of
from legation.records import EventScore
from tools.train_reader.data import IGNORED, Numberer, batches
from tools.train_reader.model import TAG_TASKS, ReaderModel
from tools.train_reader.pool import Pool


def quick_figures(model: ReaderModel, numberer: Numberer, sentences: list[dict[str, Any]]) -> dict[str, float]:
    """Return UAS and LAS (without subtypes), tag accuracies and the F1 of names, in percent."""
    pool = Pool([numberer.example(sentence) for sentence in sentences])
    device = next(model.parameters()).device
    base = torch.tensor(_without_subtypes(numberer.labels["deprel"]), device=device)
    right = dict.fromkeys(("words", "uas", "las", *TAG_TASKS), 0)
    names = [0, 0, 0]
    for numbers in batches(pool.lengths.tolist(), 4000):
        batch = pool.batch(numbers).to(device)
        with torch.inference_mode():
            words = model.words(batch)
            arcs, dependant, head = model.heads["tree"](words, batch.words)
            chosen = arcs.argmax(-1)
            picked = torch.gather(head, 1, chosen[:, :, None].expand(-1, -1, head.shape[-1]))
            relation = model.heads["tree"].relations(dependant, picked[:, :, None, :]).squeeze(2).argmax(-1)
            if "heads" in batch.targets:
                gold = batch.targets["heads"]
                there = gold != IGNORED
                found = (chosen == gold) & there
                same = base[relation] == base[batch.targets["deprel"].clamp(min=0)]
                right["words"] += int(there.sum())
                right["uas"] += int(found.sum())
                right["las"] += int((found & same & (batch.targets["deprel"] != IGNORED)).sum())
                for task in TAG_TASKS:
                    choice = model.heads[task](words).argmax(-1)
                    right[task] += int(((choice == batch.targets[task]) & there).sum())
            guess = model.heads["names"](words, batch.habit).argmax(-1)
        for row, number in enumerate(numbers):
            if sentences[number]["ner"] is not None:
                count = len(sentences[number]["words"])
                _count_names(guess[row, 1 : count + 1], batch.targets["names"][row, 1 : count + 1], names)
    figures = {task: round(100 * n / max(1, right["words"]), 2) for task, n in right.items() if task != "words"}
    return {**figures, "names": round(200 * names[0] / max(1, names[1] + names[2]), 2)}


def read_events(
    model: ReaderModel, numberer: Numberer, sentences: list[dict[str, Any]]
) -> list[tuple[EventScore, ...]]:
    """Return the acts that the model in floats, without temperatures, proposes for each sentence."""
    decoder = EventDecoder(numberer.labels)
    pool = Pool([numberer.example(sentence) for sentence in sentences])
    device = next(model.parameters()).device
    found: list[tuple[EventScore, ...]] = [()] * len(sentences)
    for numbers in batches(pool.lengths.tolist(), 4000):
        with torch.inference_mode():
            given = model.heads["events"](model.words(pool.batch(numbers).to(device)))
        answers = {
            name: value.float().cpu().numpy() for name, value in zip(("acts", "triggers", "parts"), given, strict=True)
        }
        for row, number in enumerate(numbers):
            found[number] = decoder.found(*scores_of(answers, row, len(sentences[number]["words"])))
    return found


def _without_subtypes(labels: list[str]) -> list[int]:
    bases = [label.split(":")[0] for label in labels]
    return [bases.index(base) for base in bases]


def _count_names(guess: Any, gold: Any, counts: list[int]) -> None:
    found, meant = _spans(guess.tolist()), _spans(gold.tolist())
    counts[0] += len(found & meant)
    counts[1] += len(found)
    counts[2] += len(meant)


def _spans(labels: list[int]) -> set[tuple[int, int, int]]:
    """Return (first, after last, kind) of each name; labels are O, then B and I of each kind in turn."""
    spans = set()
    start, kind = 0, 0
    for place, label in enumerate([*labels, 0]):
        if kind and label != kind + 1:
            spans.add((start, place, kind))
            kind = 0
        if label % 2 == 1:
            start, kind = place, label
    return spans
