"""Treebank and name files to numbered examples, and examples to batches.

Every sentence is one `Example`. A task that a source does not annotate is simply absent from `Example.targets`; in a
batch its cells hold `IGNORED`, and a head whose cells are all so skips the batch. New tasks (trigger words, arcs from
trigger to party) add a key to `targets` and a head to the model; nothing else changes.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from legation.read.lemmas import apply_script, edit_script
from legation.read.wordpiece import CONTINUATION, LOWER, SPECIAL, UPPER, WordPiece, word_shapes

Ints = NDArray[np.int64]
Labels = dict[str, list[str]]

IGNORED = -1
#: Kinds of names that are learnt; MISC means too different things in the sources.
KINDS = ("PER", "ORG", "LOC")
#: Annotation habits of the name sources; the model is told whose habit it is to follow, and ships with the first.
HABITS = ("uner", "wikigold", "gum")
#: Labels rarer than this in training are left to the next likely one.
LEAST = {"deprel": 5, "upos": 1, "xpos": 1, "feats": 3, "lemma": 3}
MASK = "[MASK]"


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence in numbers: pieces (with [CLS] and [SEP]), and for [CLS] and each word its first and last piece."""

    pieces: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]
    habit: int
    targets: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded examples. `pieces`, `shapes`, `mask`: (B, T); `first`, `last`, `words`: (B, W); targets: (B, W)."""

    pieces: Any
    shapes: Any
    mask: Any
    first: Any
    last: Any
    words: Any
    habit: Any
    targets: dict[str, Any]


def load(path: Path) -> list[dict[str, Any]]:
    """Read one file of sentences (gzip JSONL)."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def inventory(sentences: Iterable[dict[str, Any]]) -> Labels:
    """Collect the labels of each task, the most frequent first; `root` always leads the relations."""
    counts: dict[str, Counter[str]] = {task: Counter() for task in LEAST}
    for sentence in sentences:
        if sentence["head"] is None:
            continue
        for task in ("deprel", "upos", "xpos", "feats"):
            counts[task].update(sentence[task])
        counts["lemma"].update(map(edit_script, sentence["words"], sentence["lemma"]))
    counts["deprel"]["root"] += 10**9
    labels = {
        task: [label for label, count in found.most_common() if count >= LEAST[task]] for task, found in counts.items()
    }
    labels["names"] = ["O", *(f"{place}-{kind}" for kind in KINDS for place in "BI")]
    return labels


def lexicon(sentences: Iterable[dict[str, Any]], *, agreement: float = 0.8) -> dict[tuple[str, str], str]:
    """Collect the edit script of each (lower-cased form, XPOS) that is right for nearly all its words.

    Numbers and signs are left to the model, and proper nouns seen once.
    """
    counts: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    for sentence in sentences:
        if sentence["head"] is None:
            continue
        for word, tag, lemma in zip(sentence["words"], sentence["xpos"], sentence["lemma"], strict=True):
            if any(c.isalpha() for c in word) and "\t" not in word and lemma != "_":
                counts.setdefault((word.lower(), tag), Counter())[word, lemma] += 1
    known = {}
    for pair, found in counts.items():
        # `=I` serves both "I" and "i", where the scripts of the two differ
        scripts = dict.fromkeys([edit_script(*seen) for seen in found] + [f"={lemma}" for _, lemma in found])
        right = {s: sum(n for (word, lemma), n in found.items() if apply_script(s, word) == lemma) for s in scripts}
        best = max(scripts, key=right.__getitem__)
        if right[best] >= agreement * found.total() and (pair[1] not in ("NNP", "NNPS") or found.total() > 1):
            known[pair] = best
    return known


class Numberer:
    """Sentences to examples, by a vocabulary and the inventory of labels."""

    def __init__(self, vocabulary: WordPiece, labels: Labels) -> None:
        """Take the vocabulary, and number the labels by their place in the inventory."""
        self.vocabulary = vocabulary
        self.labels = labels
        self._numbers = {task: {label: n for n, label in enumerate(names)} for task, names in labels.items()}

    def example(self, sentence: dict[str, Any]) -> Example:
        """Turn one sentence to numbers; whatever it does not annotate is left out."""
        words = sentence["words"]
        pieces, shapes, first, last = [self.vocabulary.start], [SPECIAL], [0], [0]
        for word, shape in zip(words, word_shapes(words), strict=True):
            found = self.vocabulary.pieces(word)
            first.append(len(pieces))
            pieces.extend(found)
            shapes.extend([shape] + [CONTINUATION] * (len(found) - 1))
            last.append(len(pieces) - 1)
        pieces.append(self.vocabulary.end)
        shapes.append(SPECIAL)
        source = sentence["src"].split("-")[0]
        habit = HABITS.index(source) if source in HABITS else 0
        return Example(pieces, shapes, first, last, habit, self._targets(sentence))

    def _targets(self, sentence: dict[str, Any]) -> dict[str, list[int]]:
        targets: dict[str, list[int]] = {}
        if sentence["head"] is not None:
            targets["heads"] = [IGNORED, *sentence["head"]]
            for task in ("deprel", "upos", "xpos", "feats"):
                targets[task] = self._number(task, sentence[task])
            scripts = map(edit_script, sentence["words"], sentence["lemma"])
            targets["lemma"] = self._number("lemma", scripts)
        if sentence["ner"] is not None:
            targets["names"] = self._number("names", (t if t[2:] in KINDS else "O" for t in sentence["ner"]))
        elif sentence["xpos"] is not None:
            targets["names"] = [IGNORED, *_surely_no_name(sentence["xpos"])]
        return targets

    def _number(self, task: str, labels: Iterable[str]) -> list[int]:
        numbers = self._numbers[task]
        return [IGNORED, *(numbers.get(label, IGNORED) for label in labels)]


def _surely_no_name(tags: Sequence[str]) -> list[int]:
    """Label words `O` (0) that are no proper noun, nor between two; leave all others open.

    EWT's training part has no names, but its tags tell which words belong to none.
    """
    proper = [tag in ("NNP", "NNPS", "FW", "ADD") for tag in tags]
    near = [any(proper[max(0, n - 2) : n]) and any(proper[n + 1 : n + 3]) for n in range(len(tags))]
    return [IGNORED if p or b else 0 for p, b in zip(proper, near, strict=True)]


def noisy(example: Example, mask: int, chance: random.Random) -> Example:
    """Return `example` with some words masked, and sometimes all in capitals or all in lower case."""
    pieces, shapes = list(example.pieces), list(example.shapes)
    for start, end in zip(example.first[1:], example.last[1:], strict=True):
        if chance.random() < 0.04:
            pieces[start : end + 1] = [mask] * (end + 1 - start)
    case = chance.random()
    if case < 0.03:
        shape = LOWER if case < 0.02 else UPPER
        letters = range(LOWER, UPPER + 1)
        shapes = [shape if s in letters else s for s in shapes]
    return Example(pieces, shapes, example.first, example.last, example.habit, example.targets)


def batches(lengths: Sequence[int], budget: int, chance: random.Random | None = None) -> Iterator[list[int]]:
    """Group example numbers of like length so that a padded batch holds at most `budget` pieces.

    With `chance`, lengths are blurred a little and the order is shuffled, so that epochs differ.
    """
    blur = [length + (chance.random() * 3 if chance else 0) for length in lengths]
    groups: list[list[int]] = [[]]
    longest = 0
    for number in sorted(range(len(lengths)), key=blur.__getitem__):
        longest = max(longest, lengths[number])
        if groups[-1] and longest * (len(groups[-1]) + 1) > budget:
            groups.append([])
            longest = lengths[number]
        groups[-1].append(number)
    if chance:
        chance.shuffle(groups)
    yield from groups


def collate(examples: Sequence[Example]) -> Batch:
    """Pad examples into one batch."""
    size = len(examples)
    pieces_wide = max(len(e.pieces) for e in examples)
    words_wide = max(len(e.first) for e in examples)
    wide = {name: np.zeros((size, pieces_wide), np.int64) for name in ("pieces", "shapes", "mask")}
    word = {name: np.zeros((size, words_wide), np.int64) for name in ("first", "last", "words")}
    targets: dict[str, Ints] = {}
    for row, example in enumerate(examples):
        length, count = len(example.pieces), len(example.first)
        wide["pieces"][row, :length] = example.pieces
        wide["shapes"][row, :length] = example.shapes
        wide["mask"][row, :length] = 1
        word["first"][row, :count] = example.first
        word["last"][row, :count] = example.last
        word["words"][row, :count] = 1
        for task, values in example.targets.items():
            cells = targets.setdefault(task, np.full((size, words_wide), IGNORED, np.int64))
            cells[row, :count] = values
    habit = np.array([e.habit for e in examples], np.int64)
    tensor = torch.from_numpy
    parts = {name: tensor(cells) for name, cells in {**wide, **word}.items()}
    return Batch(**parts, habit=tensor(habit), targets={task: tensor(cells) for task, cells in targets.items()})
