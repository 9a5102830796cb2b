"""Fit the line classifier of `legation.clean` and write its weights.

usage: fit_lines.py LINES.jsonl.gz [--write]     (LINES: {"publisher", "flavour", "lines", "labels"} per page)

A small network gives a first opinion; five more, which differ in their random start alone, know that opinion on the
neighbouring lines, and their mean counts. Figures are from five folds split by outlet, for three readings of the
thresholds, and with what pages of one outlet have in common (half of the outlets have one page only); with --write the networks are fitted on everything and saved beside the package's code.

OPENBLAS_NUM_THREADS=1 makes it six times as fast: the tables are small.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from legation.clean.classify import Network, second_opinion, spared, thresholds, with_repetition
from legation.clean.features import OWN, context_features, own_features, placed_features, words_in
from legation.clean.phrases import sure_kind
from legation.clean.repetition import Lines

Floats = NDArray[np.float64]
#: A page as read: outlet, article, flavour, lines, and for each line 1.0 where it is furniture.
Read = tuple[str, str, str, list[str], list[float]]

HIDDEN = 32
SECOND = 5
FOLDS = 5
TARGET = Path(__file__).parent.parent / "src/legation/clean/lines_model.json"


@dataclass(slots=True)
class Page:
    """A page described: features of its lines, what they are, and the score of the fold that did not see it."""

    publisher: str
    flavour: str
    labels: Floats
    words: Floats
    weights: Floats
    placed: Floats
    sure: NDArray[np.bool_]
    #: Lines that another article of the outlet has, too; most outlets have one alone here.
    repeated: NDArray[np.bool_]
    spared: NDArray[np.bool_]
    score: Floats


class Net:
    """One hidden layer of tanh units, a logistic output; fitted with Adam on a weighted loss."""

    def __init__(self, seed: int) -> None:
        """Start from a seed."""
        self.random = np.random.default_rng(seed)

    def fit(self, table: Floats, wanted: Floats, weight: Floats, epochs: int = 30) -> Net:
        """Fit rows of features to 0 or 1, each with its weight; return the net."""
        self.mean = table.mean(0)
        self.scale = np.maximum(table.std(0), 0.05)
        inputs = (table - self.mean) / self.scale
        width = inputs.shape[1]
        shapes = [(width, HIDDEN), (HIDDEN,), (HIDDEN,), (1,)]
        self.weights = [self.random.normal(0, 0.5 / np.sqrt(max(s[0], 1)), s) for s in shapes]
        first = [np.zeros(s) for s in shapes]
        second = [np.zeros(s) for s in shapes]
        step = 0
        for epoch in range(epochs):
            order = self.random.permutation(len(inputs))
            rate = 0.004 * 0.5 * (1 + np.cos(np.pi * epoch / epochs))
            for start in range(0, len(order), 256):
                rows = order[start : start + 256]
                gradients = self._gradients(inputs[rows], wanted[rows], weight[rows])
                step += 1
                for index, slope in enumerate(gradients):
                    gradient = slope + 1e-4 * self.weights[index]
                    first[index] = 0.9 * first[index] + 0.1 * gradient
                    second[index] = 0.999 * second[index] + 0.001 * gradient**2
                    move = first[index] / (1 - 0.9**step) / (np.sqrt(second[index] / (1 - 0.999**step)) + 1e-8)
                    self.weights[index] = self.weights[index] - rate * move
        return self

    def _gradients(self, inputs: Floats, wanted: Floats, weight: Floats) -> list[Floats]:
        into, into_bias, out, out_bias = self.weights
        hidden = np.tanh(inputs @ into + into_bias)
        chance = 1 / (1 + np.exp(-np.clip(hidden @ out + out_bias, -30, 30)))
        error = weight * (chance - wanted) / weight.sum()
        back = error[:, None] * out * (1 - hidden**2)
        return [inputs.T @ back, back.sum(0), hidden.T @ error, np.array([error.sum()])]

    def network(self) -> Network:
        """Return it as the package reads it."""
        return Network.of(self.saved())

    def saved(self) -> dict[str, list[float]]:
        """Return the weights for JSON."""
        parts = {"mean": self.mean, "scale": self.scale, "into": self.weights[0], "into_bias": self.weights[1]}
        parts |= {"out": self.weights[2], "out_bias": self.weights[3]}
        return {name: np.round(part, 4).tolist() for name, part in parts.items()}


def pages(path: str) -> list[Read]:
    """Read the pages, and make of each a clean copy, a short one and one with a little furniture."""
    chance = random.Random(7)  # noqa: S311 - no secret
    found: list[Read] = []
    with gzip.open(path, "rt") as stream:
        for row in map(json.loads, stream):
            lines: list[str] = []
            labels: list[float] = []
            for raw, label in zip(row["lines"], row["labels"], strict=True):
                line = raw.strip()
                if line:
                    # The marks of the pages are by overlap, so a credit inside the marked body counts as body there.
                    furniture = label == "furn" or (sure_kind(line) is not None and len(line.split()) < 25)
                    lines.append(line)
                    labels.append(float(furniture))
            found.append((row["publisher"], row["id"], row["flavour"], lines, labels))
            if row["flavour"] == "article":
                found += [(row["publisher"], row["id"], *rest) for rest in _variants(lines, labels, chance)]
    return found


def _variants(lines: list[str], labels: list[float], chance: random.Random) -> list[tuple[str, list[str], list[float]]]:
    """Make of an article a clean copy, a short one, one with a little furniture and one with its tail."""
    body = [(line, label) for line, label in zip(lines, labels, strict=True) if not label]
    if not body:
        return []
    cut = chance.randint(1, min(6, len(body)))
    mixed, run = [], 0
    for pair in zip(lines, labels, strict=True):
        run = run + 1 if pair[1] else 0
        if not pair[1] or (run <= 1 and chance.random() < 0.5):
            mixed.append(pair)
    tail = [(line, label) for line, label in zip(lines[-12:], labels[-12:], strict=True) if label]
    chosen = {"clean": body, "short": body[:cut], "mixed": mixed, "tail": body + tail}
    return [(flavour, [c[0] for c in rows], [c[1] for c in rows]) for flavour, rows in chosen.items() if rows]


def fit(train: Sequence[Page]) -> tuple[Net, list[Net]]:
    """Fit the networks; the opinions that the later ones know come from thirds that the first was not fitted on."""
    placed = [page.placed for page in train]
    outlets = sorted({page.publisher for page in train})
    opinions: list[Floats] = [np.zeros(0)] * len(train)
    for part in range(3):
        held = set(outlets[part::3])
        rest = [page for page in train if page.publisher not in held]
        network = _fitted(part, rest, [page.placed for page in rest]).network()
        for place, page in enumerate(train):
            if page.publisher in held:
                opinions[place] = network.scores(placed[place])
    first = _fitted(10, train, placed)
    known = [context_features(table, opinion) for table, opinion in zip(placed, opinions, strict=True)]
    return first, [_fitted(20 + number, train, known) for number in range(SECOND)]


def _fitted(seed: int, train: Sequence[Page], tables: Sequence[Floats]) -> Net:
    wanted, weights = (np.concatenate([getattr(page, name) for page in train]) for name in ("labels", "weights"))
    return Net(seed).fit(np.concatenate(tables), wanted, weights, 12)


def report(results: Iterable[Page], flavour: str, more: float, *, together: bool) -> None:
    """Print body words lost, and precision, recall and F1 of furniture, over the pages of a flavour.

    `more` is added to the log odds that a line needs; `together` counts what pages of one outlet have in common.
    """
    rows = [page for page in results if page.flavour == flavour]
    lost = body = hit = false = furniture = 0.0
    for page in rows:
        least = thresholds(page.words, page.score)
        least = np.where(least < 1, 1 / (1 + (1 / np.minimum(least, 1) - 1) * np.exp(-more)), least)
        score = with_repetition(page.score, page.repeated) if together else page.score
        taken = ((score >= least) & ~page.spared) | page.sure
        marked = page.labels > 0
        lost += page.words[taken & ~marked].sum()
        body += page.words[~marked].sum()
        hit += (taken & marked).sum()
        false += (taken & ~marked).sum()
        furniture += marked.sum()
    precision, recall = hit / max(hit + false, 1), hit / max(furniture, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(
        f"{flavour:10}{' together' if together else ' alone   '} at {more:+.1f}  body words lost {lost / body:7.3%}  furniture P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"
    )


def main() -> None:
    """Fit in folds, report, and with --write fit on everything and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lines")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    started = time.monotonic()
    found: list[Page] = []
    read = pages(arguments.lines)
    known = Lines()
    for publisher, article, _, lines, _ in read:
        known.note(publisher, article, lines)
    for publisher, article, flavour, lines, labels in read:
        own = own_features(tuple(lines))
        words = np.array([words_in(line) for line in lines])
        marked = np.array(labels)
        # Losing a body word is what costs; a long page must not outweigh ten short ones.
        weight = np.where(marked > 0, 1.0, 1.0 + np.sqrt(words)) / np.sqrt(10 + len(lines))
        placed, sure, kept = placed_features(own), own[:, OWN.index("sure")] > 0, spared(tuple(lines), own)
        common = known.repeated(publisher, article, lines)
        repeated = np.array([line in common for line in lines])
        found.append(
            Page(publisher, flavour, marked, words, weight, placed, sure, repeated, kept, np.zeros(len(lines)))
        )
    print(f"{len(found)} pages described in {time.monotonic() - started:.1f} s")
    outlets = sorted({page.publisher for page in found})
    random.Random(3).shuffle(outlets)  # noqa: S311 - no secret
    for fold in range(FOLDS):
        held = set(outlets[fold::FOLDS])
        first, second = fit([page for page in found if page.publisher not in held])
        networks = first.network(), [net.network() for net in second]
        for page in found:
            if page.publisher in held:
                context = context_features(page.placed, networks[0].scores(page.placed))
                page.score = second_opinion(networks[1], context)
    print(f"five folds in {time.monotonic() - started:.1f} s")
    for flavour in ("article", "container", "page", "clean", "short", "mixed", "tail"):
        for more, together in ((-0.5, False), (0.0, False), (0.5, False), (0.0, True)):
            report(found, flavour, more, together=together)
    if arguments.write:
        first, second = fit(found)
        TARGET.write_text(json.dumps({"first": first.saved(), "second": [net.saved() for net in second]}) + "\n")
        print(f"wrote {TARGET} ({TARGET.stat().st_size} bytes)")


if __name__ == "__main__":
    main()
