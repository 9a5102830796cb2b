"""Scores to the best analysis that is well formed: one tree with one root, names without loose ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[Any]

_FORBIDDEN = -1e9
#: Kinds of names of which two in a row are one.
_ONE_NAME = frozenset({"PER", "ORG"})
#: What a move that undoes a crossing may cost, in the model's scores; how many are tried, among how many heads.
_CHEAP, _MOVES, _CHOICES = 3.0, 4, 4
#: Words that are tried as the one root of a sentence.
_ROOTS = 8
#: Where the arcs of so many words cross, the words are no sentence, and no move makes them one.
_TANGLED = 40


def best_tree(arcs: Floats) -> tuple[list[int], bool]:
    """Return the head of each word (0 for the root) by `arcs`, and whether the words' own first choices were kept.

    `arcs` (n + 1, n + 1) scores row as the dependant of column; place 0 is the root. Only where the first choices
    make no tree with one root is the best tree searched (Chu and Liu 1965, Edmonds 1967; one root as Zmigrod et al.
    2020: the best of the trees with each candidate).
    """
    heads = arcs[1:].argmax(1).tolist()
    if _is_tree(heads):
        return heads, True
    scores = arcs.astype(np.float64)
    np.fill_diagonal(scores, _FORBIDDEN)
    scores[0] = _FORBIDDEN
    found = _spanning(scores)
    roots = [word for word in range(1, len(found)) if found[word] == 0]
    if len(roots) != 1:
        # The surest first: where more stand to choose from, the words are no sentence, and each costs a search.
        others = scores[:, 1:].max(1)
        roots = sorted(sorted(roots, key=lambda root: others[root] - scores[root, 0])[:_ROOTS])
        found = max((_rooted(scores, root) for root in roots), key=lambda tree: _total(scores, tree))
    return [int(head) for head in found[1:]], False


def uncrossed(arcs: Floats, heads: Sequence[int]) -> list[int]:
    """Return `heads` with those arcs moved that cross others and whose second choice costs next to nothing.

    English crosses one arc in two hundred; the model crosses more, where a word wavers between its neighbour and a
    noun behind it ("a Ukrainian hospital, according to two diplomats"). Of each crossing pair, the word whose next
    best head without a crossing costs least moves, where that is less than `_CHEAP`.
    """
    heads = list(heads)
    for _ in range(_MOVES):
        crossing = _crossing(heads)
        if not 0 < len(crossing) <= _TANGLED:
            break
        best: tuple[float, int, int] | None = None
        for word in crossing:
            for head in np.argsort(-arcs[word])[:_CHOICES].tolist():
                if head in {word, heads[word - 1]} or head == 0:
                    continue
                cost = float(arcs[word, heads[word - 1]] - arcs[word, head])
                if cost >= (_CHEAP if best is None else best[0]):
                    break
                moved = [*heads[: word - 1], head, *heads[word:]]
                if _is_tree(moved) and len(_crossing(moved)) < len(crossing):
                    best = (cost, word, head)
                    break
        if best is None:
            break
        heads[best[1] - 1] = best[2]
    return heads


def flat_at_hand(heads: Sequence[int], relations: Sequence[str]) -> list[int]:
    """Return `heads` (words from 0, the root -1) with the later words of a conjunct's name moved from the first name to it.

    Of "Joe Biden and Vladimir Putin" the model at times hangs "Putin" on "Joe": a name is not taken up again behind a conjunct.
    """
    heads = list(heads)
    for word, relation in enumerate(relations):
        first = heads[word]
        if relation != "flat" or not 0 <= first < word - 1:
            continue
        conjunct = word - 1
        while conjunct > first and relations[conjunct] == "flat":
            conjunct -= 1
        if conjunct > first and relations[conjunct] == "conj" and heads[conjunct] == first:
            heads[word] = conjunct
    return heads


def one_head(
    heads: Sequence[int], relations: Sequence[str], names: Sequence[tuple[int, int, str]]
) -> tuple[list[int], list[str]]:
    """Return heads and relations with those words of a person's name made its `flat` that hang where its first word does.

    Of "arrested General Juan Jose Zuniga" the model at times makes three objects; of "Sergei Lavrov and Antony Blinken" it
    hangs both words of the second on the first, whose conjunct it is.
    """
    heads, relations = list(heads), list(relations)
    before: tuple[int, int] | None = None
    for first, last, kind in names:
        if kind != "PER":
            continue
        outer = [word for word in range(first, last + 1) if not first <= heads[word] <= last]
        joined = before is not None and before[1] == first - 2 and relations[first - 1] == "cc"
        if joined and before is not None and all(before[0] <= heads[word] <= before[1] for word in outer):
            heads[outer[0]], relations[outer[0]] = _top(heads, before), "conj"
            heads[first - 1] = outer[0]
            for word in outer[1:]:
                heads[word], relations[word] = outer[0], "flat"
        for word in outer[1:]:
            if heads[word] == heads[outer[0]] >= 0:
                heads[word], relations[word] = outer[0], "flat"
        before = first, last
    return heads, relations


def _top(heads: Sequence[int], name: tuple[int, int]) -> int:
    """Return the first word of a name that hangs outside of it."""
    return next(word for word in range(name[0], name[1] + 1) if not name[0] <= heads[word] <= name[1])


def _crossing(heads: Sequence[int]) -> list[int]:
    """Return the words whose arcs cross another's."""
    words, above = np.arange(1, len(heads) + 1), np.asarray(heads)
    left, right = np.minimum(words, above)[:, None], np.maximum(words, above)[:, None]
    # Row against column: the column's word lies within the row's arc, and its own arc ends outside of it.
    crosses = (left < words) & (words < right) & ((left > left.T) | (right < right.T))
    found: list[int] = words[crosses.any(1) | crosses.any(0)].tolist()
    return found


def _is_tree(heads: Sequence[int]) -> bool:
    """Tell whether `heads` (of words 1, 2, ...) have one root and no circle."""
    if heads.count(0) != 1:
        return False
    reached = [0] * (len(heads) + 1)
    for word in range(1, len(heads) + 1):
        here = word
        while here and not reached[here]:
            reached[here] = word
            here = heads[here - 1]
        if here and reached[here] == word:
            return False
    return True


def _rooted(scores: NDArray[np.float64], root: int) -> list[int]:
    only = scores.copy()
    only[1:, 0] = _FORBIDDEN
    only[root, 0] = scores[root, 0]
    return _spanning(only)


def _total(scores: NDArray[np.float64], heads: Sequence[int]) -> float:
    return float(sum(scores[word, heads[word]] for word in range(1, len(heads))))


def _spanning(scores: NDArray[np.float64]) -> list[int]:
    """Return the head of every place by the best spanning tree from place 0 (whose own head is 0).

    Circles of first choices are contracted to one place until none is left, then opened again in reverse, each
    entered where the tree found for the contracted graph enters it.
    """
    work = scores.copy()
    alive = list(range(len(scores)))
    stages: list[tuple[list[int], list[int], dict[int, int], dict[int, int]]] = []
    while True:
        heads = {place: alive[int(work[place, alive].argmax())] for place in alive if place}
        circle = _circle(heads)
        if not circle:
            break
        keeper, within = circle[0], [heads[member] for member in circle]
        rest = [place for place in alive if place not in set(circle)]
        # An arc from the circle stands for that of its best member; an arc into it breaks the member's own.
        leaving = {place: circle[int(work[place, circle].argmax())] for place in rest if place}
        gains = work[np.ix_(circle, rest)] - work[circle, within][:, None]
        entering = {place: circle[int(gains[:, column].argmax())] for column, place in enumerate(rest)}
        for place, member in leaving.items():
            work[place, keeper] = work[place, member]
        work[keeper, rest] = gains.max(0)
        work[keeper, keeper] = _FORBIDDEN
        stages.append((circle, within, leaving, entering))
        alive = sorted([*rest, keeper])
    for circle, within, leaving, entering in reversed(stages):
        keeper = circle[0]
        for place, member in leaving.items():
            if heads[place] == keeper:
                heads[place] = member
        outside = heads.pop(keeper)
        heads.update(zip(circle, within, strict=True))
        heads[entering[outside]] = outside
    return [0, *(heads[place] for place in range(1, len(scores)))]


def _circle(heads: dict[int, int]) -> list[int]:
    """Return the places of one circle, or none."""
    reached: dict[int, int] = {0: 0}
    for start in heads:
        here = start
        while here not in reached:
            reached[here] = start
            here = heads[here]
        if here and reached[here] == start:
            circle = [here]
            while heads[circle[-1]] != here:
                circle.append(heads[circle[-1]])
            return circle
    return []


def best_labels(scores: Floats, follows: NDArray[np.bool_]) -> list[int]:
    """Return the best sequence of labels by `scores` (n, labels), no label after one that it may not follow.

    `follows` (labels + 1, labels) allows column after row; its last row is the beginning (Viterbi 1967).
    """
    greedy: list[int] = scores.argmax(1).tolist()
    if all(follows[before, after] for before, after in zip([-1, *greedy], greedy, strict=False)):
        return greedy
    barrier = np.where(follows, 0.0, _FORBIDDEN)
    best = scores[0] + barrier[-1]
    backwards: list[Ints] = []
    for row in scores[1:]:
        paths = best[:, None] + barrier[:-1]
        choice = paths.argmax(0)
        backwards.append(choice)
        best = paths[choice, np.arange(len(row))] + row
    path = [int(best.argmax())]
    for choice in reversed(backwards):
        path.append(int(choice[path[-1]]))
    return path[::-1]


def name_order(labels: Sequence[str]) -> NDArray[np.bool_]:
    """Return which of the BIO `labels` may follow which, for `best_labels`: I only after B or I of its kind."""
    follows = np.ones((len(labels) + 1, len(labels)), dtype=np.bool_)
    for after, label in enumerate(labels):
        if label.startswith("I-"):
            for before, earlier in enumerate([*labels, "O"]):
                follows[before, after] = earlier[1:] == label[1:]
    return follows


def name_spans(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return (first, last, kind) of each name in well-formed BIO `labels`, `last` included.

    Two persons, or two organisations, never stand side by side without a word or mark between: these are one name.
    """
    spans: list[tuple[int, int, str]] = []
    for place, label in enumerate(labels):
        kind = label[2:]
        goes_on = kind in _ONE_NAME and spans and spans[-1][1:] == (place - 1, kind)
        if label.startswith("B-") and not goes_on:
            spans.append((place, place, kind))
        elif label != "O" and spans:
            first, _, kind = spans[-1]
            spans[-1] = (first, place, kind)
    return spans
