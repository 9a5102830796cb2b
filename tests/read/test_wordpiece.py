from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.read.reader import MODEL
from legation.read.wordpiece import (
    CAPITALISED,
    CAPITALISED_FIRST,
    DIGITS,
    LOWER,
    MIXED,
    MOST_PIECES,
    NUMBER_MIXED,
    SIGNS,
    SINGLE_CAPITAL,
    UPPER,
    UPPER_FIRST,
    WordPiece,
    split_basic,
    word_shapes,
)

TREEBANK = Path(__file__).parents[3] / "shared" / "data" / "nlp" / "gum_dev.jsonl.gz"
VOCABULARY = (MODEL / "vocabulary.txt").read_text(encoding="utf-8").splitlines()
PIECES = WordPiece(VOCABULARY)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Cuba", "cuba"),
        ("Orbán", "orb ##an"),
        ("Díaz-Canel", "diaz - cane ##l"),
        ("n't", "n ' t"),
        ("中国", "中 国"),
        ("\u200b", "[UNK]"),
        ("x" * 101, "[UNK]"),
    ],
)
def test_pieces(word: str, expected: str) -> None:
    assert [VOCABULARY[number] for number in PIECES.pieces(word)] == expected.split()


@given(st.text(max_size=60))
def test_any_word_has_pieces_but_not_too_many(text: str) -> None:
    found = PIECES.pieces(text)
    assert 1 <= len(found) <= MOST_PIECES


def test_split_basic() -> None:
    assert split_basic("A\u0301b, c!") == ["ab", ",", "c", "!"]


@pytest.mark.skipif(not TREEBANK.exists(), reason="the treebanks are not here")
def test_pieces_are_those_of_the_tokenizers_package() -> None:
    tokenizers = pytest.importorskip("tokenizers")
    theirs = tokenizers.BertWordPieceTokenizer(str(MODEL / "vocabulary.txt"), lowercase=True)
    with gzip.open(TREEBANK, "rt", encoding="utf-8") as lines:
        words = {word for line in lines for word in json.loads(line)["words"]}
    odd = {"e\u0301", "ﬁ", "İstanbul", "ß", "中国", "a\u00adb", "’’", "١٢", "🙂", "\ufffd"}
    for word in words | odd:
        assert PIECES.all_pieces(word) == theirs.encode(word, add_special_tokens=False).ids, word


def test_shapes() -> None:
    words = ["“", "The", "U.S.", "and", "Cuba", "A", "15", "F-16", "McCain", "NATO", "!"]
    shapes = [
        SIGNS,
        CAPITALISED_FIRST,
        UPPER,
        LOWER,
        CAPITALISED,
        SINGLE_CAPITAL,
        DIGITS,
        NUMBER_MIXED,
        MIXED,
        UPPER,
        SIGNS,
    ]
    assert word_shapes(words) == shapes
    assert word_shapes(["NATO", "MET"]) == [UPPER_FIRST, UPPER]
