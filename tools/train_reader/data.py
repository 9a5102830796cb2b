"""Treebank and name files to numbered examples, and examples to batches.

Every sentence is one `Example`. A task that a source does not annotate is simply absent from `Example.targets`; in a
batch its cells hold `IGNORED`, and a head whose cells are all so skips the batch. Acts are told of in `Example.acts`,
which is None where a source does not mark them: silence there teaches nothing. `pool` makes batches of examples.
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

from legation.read.lemmas import apply_script, edit_script
from legation.read.wordpiece import CONTINUATION, SPECIAL, WordPiece, word_shapes
from tools.train_reader.corpus import event_labels

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
class Act:
    """One act in numbers: its trigger's word (1 is the first word), its labels, and (role, word) of each part."""

    word: int
    type: int
    mode: int
    status: int
    via: int
    stance: int
    roles: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence in numbers: pieces (with [CLS] and [SEP]), and for [CLS] and each word its first and last piece."""

    pieces: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]
    habit: int
    targets: dict[str, list[int]] = field(default_factory=dict)
    acts: tuple[Act, ...] | None = None


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
    return labels | event_labels()


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
        return Example(pieces, shapes, first, last, habit, self._targets(sentence), self._acts(sentence))

    def _acts(self, sentence: dict[str, Any]) -> tuple[Act, ...] | None:
        if sentence.get("events") is None:
            return None
        number = self._numbers
        return tuple(
            Act(
                word=event["word"] + 1,
                type=number["types"][event["type"]],
                mode=number["modes"].get(f"{event['type']}/{event['mode']}", IGNORED),
                status=number["status"][event["status"]],
                via=number["via"][event["via"]],
                stance=number["stance"][event["stance"]],
                roles=tuple(
                    (number["roles"][role], word + 1) for role, found in event["roles"].items() for word in found
                ),
            )
            for event in sentence["events"]
        )

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
