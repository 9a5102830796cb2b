"""How the lexicon and the model agree: whom the coder believes alone, and what the lexicon's bare word is worth."""

from dataclasses import replace

import pytest

import legation
from legation.coding.combine import ALONE, KNOWN, TOGETHER, combined
from legation.coding.frames import Frames, Roles
from legation.coding.lexicon import load_lexicon
from legation.coding.lexicon_acts import is_known
from legation.coding.parties import Parties
from legation.coding.proposals import Proposal
from legation.coding.status import Statuses
from legation.coding.tree import Tree
from legation.records import Candidate, Party, Span
from tests.make import reading

VERB = 1
NOBODY = Roles(actors=(), recipients=(), others=(), initiator=None, joint=False)


def _tree(object_word="traders|NOUN|2|obj"):
    return Tree(reading(f"Chad|PROPN|2|nsubj detained|VERB|0|root|detain {object_word}").sentences[0])


def _act(confidence, made_by="model"):
    chad = Candidate(code="TCD", sector="GOV", name="Chad", kind="state", score=1.0, evidence=())
    actor = Party(span=Span(0, 4), candidates=(chad,), sentence=0, head=0)
    return Proposal(
        head=VERB, type="COERCE", mode=None, status="actual", roles=replace(NOBODY, actors=(actor,)), words=(VERB,),
        confidence=confidence, made_by=made_by,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("known", "lexicon", "least"),
    [(False, False, ALONE), (True, False, KNOWN), (False, True, TOGETHER), (True, True, TOGETHER)],
)
def test_the_model_needs_the_less_the_more_the_lexicon_says(known, lexicon, least):
    rules = [_act(0.1, "lexicon:COERCE.txt:1")] if lexicon else []
    for confidence, taken in ((least, 1), (least - 0.01, 0)):
        assert len(combined(_tree(), rules, [_act(confidence)], lambda *_: known)) == taken


def test_a_noun_that_names_nobody_is_not_believed_for_its_word_alone():
    tree = Tree(reading("detention|NOUN|0|root").sentences[0])
    act = Proposal(
        head=0, type="COERCE", mode=None, status="actual", roles=NOBODY, words=(0,), confidence=KNOWN, made_by="model"
    )
    assert combined(tree, [], [act], lambda *_: True) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The killing shook the town.", []),
        ("A drone attack on a market in al-Fashir killed 12 people, activists said, blaming the RSF.", ["ASSAULT"]),
    ],
)
def test_a_noun_needs_a_party_known_or_named(text, kinds):
    assert [r.type for r in legation.code(text, published="2024-05-15").reports if r.type == "ASSAULT"] == kinds


def _knows(tree, kind):
    lexicon = load_lexicon()
    frames = Frames(tree, Parties(tree, {}))
    return is_known(tree, frames, Statuses(tree, lexicon.classes), lexicon, VERB, kind)


def test_a_word_is_known_by_its_lemma_though_its_frame_finds_nobody():
    assert _knows(_tree(), "COERCE")
    assert not _knows(_tree(), "PROTEST")


def test_no_word_is_known_in_sport():
    assert not _knows(_tree("goalkeeper|NOUN|2|obj"), "COERCE")
