"""Copies of one story: what counts as one, on texts put together for it (`bench/duplicates.py` measures more)."""

import random
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.clean import make_document
from legation.clean.copies import (
    agency_of,
    are_copies,
    are_strangers,
    containment,
    one_story,
    own_words,
    pack,
    sampled,
    sketch,
    told_words,
    unpack,
)
from legation.serve.adding import group
from legation.store import intake
from legation.store.ledger import Ledger

WORDS = "harbour treaty envoy customs grain tanker mountain valley pipeline bridge election parliament soldier fisherman court judge market river border minister".split()


def story(seed, sentences=10):
    chance = random.Random(seed)  # noqa: S311 - no secret
    return [" ".join(chance.choices(WORDS, k=15)) + f" {seed}." for _ in range(sentences)]


def joined(one, other):
    return are_copies(sketch("\n".join(one)), sketch("\n".join(other)))


@pytest.mark.parametrize(
    "copy",
    [
        lambda s: s,
        lambda s: ["Another headline over it", *s[1:]],
        lambda s: s[:3],
        lambda s: [*s, *story(9, 4)],
        lambda s: [*story(9, 2), *s[2:]],
        lambda s: [*s[:6], *story(9, 4)],
        lambda s: [line.upper().replace(".", " !") for line in s],
    ],
)
def test_a_copy_is_known_in_either_order(copy):
    assert joined(story(1), copy(story(1)))
    assert joined(copy(story(1)), story(1))


@pytest.mark.parametrize(
    "other",
    [
        lambda _: story(2),
        lambda s: [*story(2), s[0]],
        lambda s: [s[0]],
        lambda s: [*story(2, 60), *s[:5], *story(3, 60)],
        lambda _: [],
    ],
)
def test_another_story_a_shared_sentence_or_a_digest_is_none(other):
    assert not joined(story(1), other(story(1)))


def test_short_texts_are_copies_only_when_equal():
    assert joined(["Ankara protested."], ["Ankara  protested"])
    assert not joined(["Ankara protested."], ["Baku protested."])
    assert not joined(["Six words stand in this line"], ["Six words stand in this column"])


def test_furniture_and_headline_make_no_copy():
    tail = "Subscribe to our newsletter\n© 2021 The Strait Times. All rights reserved. May not be reproduced in any form.\nShare this article"
    documents = [make_document(_Page("\n\n".join([*_sentences(seed), tail]))) for seed in (1, 2)]
    assert "Subscribe" not in own_words(documents[0])
    assert not are_copies(*(sketch(own_words(document)) for document in documents))


def test_menus_and_teasers_that_two_pages_share_make_no_copy_of_them():
    # Nothing about these lines says that they are furniture, and there are more of them than of the story.
    menu = "\n".join(f"{first.title()} and {second} news" for first in WORDS[:8] for second in WORDS[:8])
    documents = [make_document(_Page("\n\n".join([menu, *_sentences(seed)]))) for seed in (1, 2)]
    assert "Harbour and treaty news" not in told_words(documents[0])
    assert "Border shut" in told_words(make_document(_Page("Envoy recalled\nTalks off\nBorder shut")))
    assert not are_copies(*(sketch(told_words(document)) for document in documents))


@pytest.mark.parametrize("order", list(permutations(("one", "other", "both"))))
def test_a_text_that_joins_two_dispatches_makes_no_story_of_them(order, tmp_path):
    texts = {"one": story(1), "other": story(2), "both": [*story(1), *story(2)]}
    with Ledger(tmp_path / "l") as ledger:
        intake.prepare(ledger)
        with ledger.writing() as connection:
            for name in (*order, "again"):
                group(connection, name, sketch("\n".join(texts.get(name, texts["both"]))))
        with ledger.reading() as connection:
            stories = [set(intake.story_of(connection, name)) for name in ("one", "other")]
    assert stories[0].isdisjoint(stories[1])
    assert {"both", "again"} <= stories[0] | stories[1]


def test_a_cut_that_comes_before_the_whole_is_of_its_story():
    whole, head, most = (sketch("\n".join(lines)) for lines in (story(1), story(1)[:4], story(1)[:7]))
    stories = {1: [head], 2: [most]}
    assert one_story(whole, stories, stories) == [2, 1]
    assert not are_strangers([whole], [head, most])


def _sentences(seed):
    return [
        f"The envoy of district {seed} said on {word} that the {word} of the {seed} provinces would be closed by the {word}."
        for word in WORDS[seed * 5 : seed * 5 + 5]
    ]


class _Page:
    source, id, published, title = "here", None, None, None

    def __init__(self, text):
        self.text = text


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("ANKARA (Reuters) - Ministers met.", "Reuters"),
        ("Ministers met.\n\nSource: AFP", "AFP"),
        ("By Associated Press\n\nMinisters met.", "AP"),
        ("Ministers met. AP courses are popular.", None),
        ("The ministry told reporters of AFP what it knew.", None),
    ],
)
def test_the_agency_is_the_one_that_the_text_names_as_its_own(text, agency):
    assert agency_of(text) == agency


@given(st.text(max_size=400))
def test_any_text_has_a_sketch_that_comes_back_from_its_bytes(text):
    runs = sketch(text)
    assert (unpack(pack(runs)) == runs).all()
    assert len(sampled(runs)) <= len(runs)
    assert containment(runs, runs) == (1.0 if len(runs) else 0.0, len(runs))
