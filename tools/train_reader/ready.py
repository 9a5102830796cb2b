"""Training data made ready once: on a machine with a GPU, several trainings side by side should not each read the texts anew.

A folder holds `rest.pkl` and `pool0.pkl`, `pool1.pkl`, ...: the same sentences in the same order, in all but the first of which
every second showing of a corpus sentence names other parties (see `swapping`). Words keep their places, so that one lesson
(see `teach`) fits them all. The files are pickles, for the machine that wrote them.
"""

from __future__ import annotations

import pickle
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.train_reader.corpus import fold_of
from tools.train_reader.data import Example, Labels, Numberer
from tools.train_reader.pool import Pool
from tools.train_reader.swapping import Swapper

#: More parts than anybody trains without; a part of fewer is a run of these.
_FINEST = 10_000
_REST = "rest.pkl"


@dataclass(frozen=True, slots=True)
class Rest:
    """What trainings need beside a pool: labels, the sentences measured, and each example's place among the corpus's parts and name.

    `places` (examples) is 0 to 1 for sentences of the corpus, in the order of `corpus.fold_of`, and -1 for others.
    """

    labels: Labels
    held_out: list[dict[str, Any]]
    development: dict[str, list[dict[str, Any]]]
    places: NDArray[np.float64]
    ids: list[str]

    def outside(self, part: int, folds: int) -> NDArray[np.int64]:
        """Return the numbers of the examples that are in no such part of the corpus."""
        return np.flatnonzero((self.places < 0) | ((self.places * folds).astype(np.int64) != part))


def swapped(
    sentences: Sequence[dict[str, Any]],
    examples: Sequence[Example],
    how: tuple[Numberer, Swapper],
    chance: random.Random,
    longest: int,
) -> list[Example]:
    """Return the examples, with other names in all showings but the first of each of the corpus's sentences."""
    numberer, swapper = how
    found = list(examples)
    seen: set[str] = set()
    for number, sentence in enumerate(sentences):
        if sentence["src"] != "corpus":
            continue
        if sentence["id"] in seen:
            example = numberer.example(swapper.swapped(sentence, chance))
            if len(example.pieces) <= longest:
                found[number] = example
        seen.add(sentence["id"])
    return found


def places_of(sentences: Sequence[dict[str, Any]]) -> NDArray[np.float64]:
    """Return each sentence's place among the corpus's parts, 0 to 1; -1 for those of other sources."""
    return np.array([fold_of(s, _FINEST) / _FINEST if s["src"] == "corpus" else -1.0 for s in sentences])


def keep_rest(folder: Path, rest: Rest) -> None:
    """Write what trainings need beside a pool to the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _REST).write_bytes(pickle.dumps(rest, 5))


def keep_pool(folder: Path, number: int, pool: Pool) -> None:
    """Write a pool to the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"pool{number}.pkl").write_bytes(pickle.dumps(pool, 5))


def read_rest(folder: Path) -> Rest:
    """Return what `keep_rest` wrote."""
    rest: Rest = pickle.loads((folder / _REST).read_bytes())  # noqa: S301 - written by this machine a moment ago
    return rest


def read_pool(folder: Path, epoch: int) -> Pool:
    """Return the pool of an epoch; the pools that there are take turns, the first (no name swapped) only where alone."""
    count = len(list(folder.glob("pool*.pkl")))
    number = 1 + epoch % (count - 1) if count > 1 else 0
    return read_first(folder) if not number else _read(folder / f"pool{number}.pkl")


def read_first(folder: Path) -> Pool:
    """Return the pool in which no name is swapped."""
    return _read(folder / "pool0.pkl")


def _read(path: Path) -> Pool:
    pool: Pool = pickle.loads(path.read_bytes())  # noqa: S301 - written by this machine a moment ago
    return pool
