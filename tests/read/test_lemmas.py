from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.read.lemmas import Lemmatiser, apply_script, edit_script


@pytest.mark.parametrize(
    ("word", "lemma", "script"),
    [
        ("Talks", "talk", "l:1:"),
        ("met", "meet", "l:1:et"),
        ("was", "be", "=be"),
        ("Cuba", "Cuba", "s:0:"),
        ("States", "State", "s:1:"),
        ("OBAMA", "Obama", "t:0:"),
    ],
)
def test_scripts(word: str, lemma: str, script: str) -> None:
    assert edit_script(word, lemma) == script
    assert apply_script(script, word) == lemma


@given(st.text(alphabet="abAB'é", min_size=1, max_size=8), st.text(alphabet="abAB'é", min_size=1, max_size=8))
def test_a_script_leads_back_to_its_lemma(word: str, lemma: str) -> None:
    assert apply_script(edit_script(word, lemma), word) == lemma


def test_a_script_never_leaves_nothing() -> None:
    assert apply_script("l:3:", "an") == "an"
    assert apply_script("=_", "Ever") == "ever"


def test_known_pairs_come_first(tmp_path: Path) -> None:
    path = tmp_path / "lemmas.tsv.gz"
    path.write_bytes(gzip.compress(b"left\tVBD\tl:2:ave\n"))
    lemmatiser = Lemmatiser.load(path)
    assert lemmatiser.lemma("Left", "VBD", "l:0:") == "leave"
    assert lemmatiser.lemma("left", "JJ", "l:0:") == "left"


@pytest.mark.parametrize(
    ("word", "tag", "script", "lemma"),
    [
        ("shrank", "VBD", "l:0:", "shrink"),
        ("Overthrown", "VBN", "l:1:", "overthrow"),
        ("retweeted", "VBN", "l:1:", "retweet"),
        ("deescalated", "VBD", "l:1:", "deescalate"),
        ("i", "PRP", "l:0:", "I"),
        ("kerala", "NNP", "l:0:", "Kerala"),
    ],
)
def test_words_that_no_list_knows(word: str, tag: str, script: str, lemma: str) -> None:
    assert Lemmatiser({}).lemma(word, tag, script) == lemma


def test_a_form_that_a_list_of_words_holds_is_no_base_form() -> None:
    words = {"sentenced", "sentence", "plotting", "plot", "fre", "free", "agreed", "agree", "bring", "bringing"}
    lemma = Lemmatiser({("freed", "VBN"): "l:2:"}, words).lemma
    assert lemma("sentenced", "VBD", "l:0:") == "sentence"
    assert lemma("plotting", "VBG", "l:0:") == "plot"
    assert lemma("freed", "VBD", "l:2:") == "free"
    assert lemma("agreed", "VBN", "l:0:") == "agree"
    assert lemma("bring", "VB", "l:0:") == "bring"
