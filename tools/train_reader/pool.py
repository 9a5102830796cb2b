"""Examples laid end to end in flat arrays, from which padded batches are gathered without a loop over words.

A batch of a thousand words costs about a millisecond, so that even a fast GPU need not wait for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from legation.read.wordpiece import LOWER, UPPER
from tools.train_reader.corpus import ROLES
from tools.train_reader.data import IGNORED, Example

Ints = NDArray[np.int64]

TASKS = ("heads", "deprel", "upos", "xpos", "feats", "lemma", "names")
#: Columns of the table of acts.
COLUMNS = ("word", "type", "mode", "status", "via", "stance")
#: Share of the words hidden from the model, and of sentences all in lower case and all in capitals.
MASKED, LOWERED, RAISED = 0.04, 0.02, 0.01
_ACTOR, _RECIPIENT = list(ROLES).index("actor"), list(ROLES).index("recipient")


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded examples. `pieces`, `shapes`, `mask`: (B, T); `first`, `last`, `words`: (B, W); targets: (B, W).

    `acts` is empty where no row marks acts, else: `marked` (B) tells which rows do; `word`, `type`, `mode`, `status`,
    `via`, `stance` (B, E) hold IGNORED where a row has fewer acts; `roles` (B, E, R, W) is 1 at the words of each part;
    `pairs` (P, 4) are the row, two parties' words and the type of what the first did to the second (or with it).
    """

    pieces: Any
    shapes: Any
    mask: Any
    first: Any
    last: Any
    words: Any
    habit: Any
    targets: dict[str, Any]
    acts: dict[str, Any]

    def to(self, device: Any) -> Batch:
        """Return the batch on a device; copies to a GPU run beside its work."""

        def moved(value: Any) -> Any:
            if isinstance(value, dict):
                return {name: moved(part) for name, part in value.items()}
            return (value.pin_memory() if device.type == "cuda" else value).to(device, non_blocking=True)

        return Batch(*(moved(getattr(self, item.name)) for item in fields(self)))


@dataclass(frozen=True, slots=True)
class Lesson:
    """What teachers read of each word of a pool (see `teach`).

    `acts` (words, types) are probabilities, with no row where they teach none; `targets` (tasks, words) are what they agree
    on of TASKS, else IGNORED.
    """

    acts: NDArray[np.float16]
    targets: NDArray[np.int16]

    def without_acts(self) -> Lesson:
        """Return the lesson of teachers that know no acts: trees, tags and names alone."""
        return Lesson(acts=self.acts[:0], targets=self.targets)

    def keep(self, path: Path) -> None:
        """Write the lesson to a file."""
        np.savez(path, acts=self.acts, targets=self.targets)

    @classmethod
    def read(cls, path: Path) -> Lesson:
        """Return the lesson that `keep` wrote."""
        with np.load(path) as found:
            return cls(found["acts"], found["targets"])


class Pool:
    """Examples to draw batches from."""

    def __init__(self, examples: Sequence[Example], *, masked: float = MASKED) -> None:
        """Lay the examples end to end; `masked` is the share of words that are hidden in training."""
        self.masked = masked
        #: What teachers read of each word, (words, types), if there is a lesson.
        self.lesson: NDArray[np.float16] | None = None
        self.lengths = np.array([len(e.pieces) for e in examples], np.int64)
        self.counts = np.array([len(e.first) for e in examples], np.int64)
        self._starts = _starts(self.lengths)
        self._word_starts = _starts(self.counts)
        self._pieces = _joined([e.pieces for e in examples])
        self._shapes = _joined([e.shapes for e in examples])
        self._first = _joined([e.first for e in examples])
        self._last = _joined([e.last for e in examples])
        self._habit = np.array([e.habit for e in examples], np.int64)
        unknown = np.full(int(self.counts.sum()), IGNORED, np.int64)
        self._targets = np.stack([unknown] * len(TASKS)) if examples else np.zeros((len(TASKS), 0), np.int64)
        for number, example in enumerate(examples):
            start = self._word_starts[number]
            for task, values in example.targets.items():
                self._targets[TASKS.index(task), start : start + len(values)] = values
        self._lay_acts(examples)

    def learn(self, lesson: Lesson) -> None:
        """Take a lesson: its acts beside the marks, and its other targets where a word has none."""
        self.lesson = lesson.acts if len(lesson.acts) else None
        self._targets = np.where(self._targets == IGNORED, lesson.targets, self._targets)

    def words_of(self, number: int) -> tuple[int, int]:
        """Return where an example's words begin in the flat arrays, and how many there are, the root included."""
        return int(self._word_starts[number]), int(self.counts[number])

    def acts_of(self, number: int) -> list[tuple[int, int]]:
        """Return the word and the type of each act that an example marks."""
        start, count = int(self._act_starts[number]), int(self._act_counts[number])
        return [(int(word), int(kind)) for word, kind in self._acts[start : start + count, :2]]

    def _lay_acts(self, examples: Sequence[Example]) -> None:
        found = [e.acts or () for e in examples]
        self._marked = np.array([e.acts is not None for e in examples], np.int64)
        self._act_counts = np.array([len(acts) for acts in found], np.int64)
        self._act_starts = _starts(self._act_counts)
        rows = [[getattr(act, name) for name in COLUMNS] for acts in found for act in acts]
        self._acts = np.array(rows, np.int64).reshape(-1, len(COLUMNS))
        self._parts = [np.array(act.roles, np.int64).reshape(-1, 2) for acts in found for act in acts]

    def batch(self, numbers: Sequence[int], chance: np.random.Generator | None = None, mask: int = 0) -> Batch:
        """Return the batch of the examples of these numbers; with `chance`, some words are hidden behind `mask`."""
        rows = np.asarray(numbers, np.int64)
        places, present = _grid(self._starts[rows], self.lengths[rows])
        word_places, words = _grid(self._word_starts[rows], self.counts[rows])
        first = np.where(words, self._first[word_places], 0)
        last = np.where(words, self._last[word_places], 0)
        pieces = np.where(present, self._pieces[places], 0)
        shapes = np.where(present, self._shapes[places], 0)
        if chance is not None:
            pieces, shapes = _noisy(pieces, shapes, (first, last), words, chance, mask, self.masked)
        cells = np.where(words, self._targets[:, word_places], IGNORED)
        targets = {task: cells[n] for n, task in enumerate(TASKS) if (cells[n] != IGNORED).any()}
        return Batch(
            pieces=_tensor(pieces),
            shapes=_tensor(shapes),
            mask=_tensor(present.astype(np.int64)),
            first=_tensor(first),
            last=_tensor(last),
            words=_tensor(words.astype(np.int64)),
            habit=_tensor(self._habit[rows]),
            targets={task: _tensor(values) for task, values in targets.items()},
            acts={name: _tensor(values) for name, values in self._batch_acts(rows, word_places, words).items()},
        )

    def _batch_acts(self, rows: Ints, word_places: Ints, words: Any) -> dict[str, Any]:
        if self.lesson is None and not self._marked[rows].any():
            return {}
        wide = words.shape[1]
        places, present = _grid(self._act_starts[rows], self._act_counts[rows])
        if not places.shape[1]:
            places, present = np.zeros((len(rows), 1), np.int64), np.zeros((len(rows), 1), bool)
        table = self._acts if len(self._acts) else np.full((1, len(COLUMNS)), IGNORED, np.int64)
        cells = np.where(present[..., None], table[places], IGNORED)
        roles = np.zeros((*present.shape, len(ROLES), wide), np.float32)
        pairs: list[tuple[int, int, int, int]] = []
        for row, act in zip(*np.nonzero(present), strict=True):
            parts = self._parts[places[row, act]]
            roles[row, act, parts[:, 0], parts[:, 1]] = 1
            actors, recipients = (parts[parts[:, 0] == role, 1] for role in (_ACTOR, _RECIPIENT))
            if len(actors) and not len(recipients):
                actors, recipients = actors[:1], actors[1:]
            kind = int(cells[row, act, COLUMNS.index("type")])
            pairs.extend((int(row), int(a), int(b), kind) for a in actors for b in recipients if a != b)
        found = {name: np.ascontiguousarray(cells[..., n]) for n, name in enumerate(COLUMNS)}
        if self.lesson is not None:
            found["lesson"] = np.where(words[..., None], self.lesson[word_places], 0).astype(np.float32)
        return found | {
            "marked": self._marked[rows],
            "roles": roles,
            "pairs": np.array(pairs, np.int64).reshape(-1, 4),
        }


def collate(examples: Sequence[Example]) -> Batch:
    """Pad examples into one batch."""
    return Pool(examples).batch(range(len(examples)))


def _noisy(
    pieces: Ints,
    shapes: Ints,
    ends: tuple[Ints, Ints],
    words: Any,
    chance: np.random.Generator,
    mask: int,
    share: float,
) -> tuple[Ints, Ints]:
    """Hide a share of the words behind `mask`, and set some rows all in lower case or all in capitals."""
    first, last = ends
    hidden = (chance.random(words.shape) < share) & words
    hidden[:, 0] = False
    rows, columns = np.nonzero(hidden)
    pieces = pieces.copy()
    for row, start, end in zip(rows, first[rows, columns], last[rows, columns], strict=True):
        pieces[row, start : end + 1] = mask
    draw = chance.random((len(pieces), 1))
    letters = (shapes >= LOWER) & (shapes <= UPPER)
    shapes = np.where(letters & (draw < LOWERED), LOWER, shapes)
    return pieces, np.where(letters & (draw >= LOWERED) & (draw < LOWERED + RAISED), UPPER, shapes)


def _grid(starts: Ints, lengths: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Return the places (rows, longest) of the stretches, and which of them are within a row's own."""
    steps = np.arange(int(lengths.max(initial=0)))
    present = steps < lengths[:, None]
    return np.where(present, starts[:, None] + steps, starts[:, None] * 0), present


def _starts(lengths: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64) if len(lengths) else lengths


def _joined(parts: Sequence[Sequence[int]]) -> Ints:
    return np.concatenate([np.asarray(part, np.int64) for part in parts]) if parts else np.zeros(0, np.int64)


def _tensor(values: Any) -> Any:
    return torch.from_numpy(np.ascontiguousarray(values))
