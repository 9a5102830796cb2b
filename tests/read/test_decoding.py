from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.read.decoding import best_labels, best_tree, flat_at_hand, name_order, name_spans, one_head, uncrossed

LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]


def is_tree(heads: tuple[int, ...]) -> bool:
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        here, steps = word, 0
        while here and steps <= len(heads):
            here, steps = heads[here - 1], steps + 1
        if here:
            return False
    return True


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 4), st.integers(0, 10_000))
def test_the_tree_is_the_best_of_all_trees(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size + 1, size + 1)).astype(np.float32)
    np.fill_diagonal(scores, -9)
    heads, _ = best_tree(scores)
    trees = [heads for heads in product(range(size + 1), repeat=size) if is_tree(heads)]

    def total(tree: tuple[int, ...]) -> float:
        return float(sum(scores[word + 1, head] for word, head in enumerate(tree)))

    assert is_tree(tuple(heads))
    assert np.isclose(total(tuple(heads)), max(map(total, trees)), atol=1e-4)


@settings(max_examples=20, deadline=None)
@given(st.integers(20, 40), st.integers(0, 1000))
def test_larger_trees_are_trees(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size + 1, size + 1)).astype(np.float32)
    assert is_tree(tuple(best_tree(scores)[0]))


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 4), st.integers(0, 10_000))
def test_labels_are_the_best_allowed(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, len(LABELS))).astype(np.float32)
    follows = name_order(LABELS)

    def allowed(path: tuple[int, ...]) -> bool:
        return all(follows[a, b] for a, b in zip((-1, *path), path, strict=False))

    def total(path: tuple[int, ...]) -> float:
        return float(sum(scores[place, label] for place, label in enumerate(path)))

    paths = [path for path in product(range(len(LABELS)), repeat=size) if allowed(path)]
    found = tuple(best_labels(scores, follows))
    assert allowed(found)
    assert np.isclose(total(found), max(map(total, paths)), atol=1e-4)


def test_name_order() -> None:
    follows = name_order(LABELS)
    assert follows[1, 2]  # B-PER I-PER
    assert not follows[0, 2]  # O I-PER
    assert not follows[3, 2]  # B-LOC I-PER
    assert not follows[-1, 4]  # I-LOC first


def test_name_spans() -> None:
    assert name_spans(["B-PER", "I-PER", "B-PER", "O", "B-LOC"]) == [(0, 2, "PER"), (4, 4, "LOC")]


def scored(heads, other=0.0):
    """Scores that choose `heads`, with `other` for the rest."""
    scores = np.full((len(heads) + 1, len(heads) + 1), -9.0, dtype=np.float32)
    for word, head in enumerate(heads, 1):
        scores[word, head] = other
    return scores


def test_a_word_that_crosses_moves_to_its_second_choice_where_that_is_near():
    # Word 1 hangs on 4 and crosses the arc from 2 to 3's root at 5; its second choice is 2.
    heads = [4, 5, 2, 5, 0]
    scores = scored(heads)
    scores[1, 2] = -0.5
    assert uncrossed(scores, heads) == [2, 5, 2, 5, 0]


def test_a_sure_crossing_stays():
    heads = [4, 5, 2, 5, 0]
    assert uncrossed(scored(heads), heads) == heads


def test_uncrossing_never_makes_a_circle():
    # Word 1's only near alternative is its own dependant.
    heads = [4, 5, 1, 5, 0]
    scores = scored(heads)
    scores[1, 3] = -0.1
    assert is_tree(tuple(uncrossed(scores, heads)))


def test_a_conjuncts_name_is_its_own():
    # Presidents Joe Biden and Vladimir Vladimirovich Putin spoke
    relations = ["nmod", "nsubj", "flat", "cc", "conj", "flat", "flat", "root"]
    assert flat_at_hand([1, 7, 1, 4, 1, 1, 1, -1], relations) == [1, 7, 1, 4, 1, 4, 4, -1]


def test_a_name_of_many_words_stays_whole():
    relations = ["nsubj", "flat", "flat", "root"]
    assert flat_at_hand([3, 0, 0, -1], relations) == [3, 0, 0, -1]
    # "Ibn al Saud": a word of another relation in between is no conjunct.
    assert flat_at_hand([3, 0, 0, -1], ["nsubj", "det", "flat", "root"]) == [3, 0, 0, -1]


def test_a_persons_name_hangs_by_one_word():
    # arrested Juan Jose Zuniga
    heads, relations = one_head([-1, 0, 0, 0], ["root", "obj", "obj", "obj"], [(1, 3, "PER")])
    assert (heads, relations) == ([-1, 0, 1, 1], ["root", "obj", "flat", "flat"])
    same = [-1, 0, 0], ["root", "iobj", "obj"]
    assert one_head(*same, [(1, 1, "PER"), (2, 2, "ORG")]) == same


def test_two_names_of_persons_in_a_row_are_one():
    assert name_spans(["B-PER", "B-PER", "O", "B-PER"]) == [(0, 1, "PER"), (3, 3, "PER")]
    assert name_spans(["B-LOC", "B-LOC", "B-PER"]) == [(0, 0, "LOC"), (1, 1, "LOC"), (2, 2, "PER")]


def test_the_second_of_two_joined_names_is_a_conjunct_of_the_first():
    # Sergei Lavrov and Antony Blinken spoke
    given = [5, 0, 3, 1, 0, -1], ["nsubj", "flat", "cc", "nmod:desc", "flat", "root"]
    names = [(0, 1, "PER"), (3, 4, "PER")]
    heads, relations = one_head(*given, names)
    assert (heads, relations) == ([5, 0, 3, 0, 3, -1], ["nsubj", "flat", "cc", "conj", "flat", "root"])
    assert one_head(heads, relations, names) == (heads, relations)
