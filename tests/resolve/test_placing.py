"""Places named without their country, names that readers take apart, and groups that borrow the article's country."""

from __future__ import annotations

from datetime import date

import pytest

from legation.ground.actors import settle
from legation.records import Candidate, Party, Span, When
from legation.resolve.grammar import Grammar
from legation.resolve.knowledge import KnowledgeBase
from legation.resolve.knowledge_types import Town
from legation.resolve.placing import is_like, sole_country
from legation.resolve.resolver import Resolver
from tests.make import reading
from tests.resolve.small_knowledge import SmallKnowledge
from tests.resolve.test_resolver import best, resolve


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return KnowledgeBase.load()


def _town(country: str, population: int) -> Town:
    return Town("Somewhere", country, "", 0.0, 0.0, population, capital=False, id=1)


def test_one_country_alone_or_a_far_larger_town_is_meant() -> None:
    assert sole_country((), (_town("KEN", 900), _town("KEN", 20))) == "KEN"
    assert sole_country((), (_town("KEN", 900_000), _town("USA", 20_000))) == "KEN"
    assert sole_country((), (_town("KEN", 90_000), _town("USA", 20_000))) == ""


@pytest.mark.parametrize(
    ("text", "name", "like"),
    [
        ("Avdiivka", "Avdiyivka", True),
        ("Fallujah", "Al Fallūjah", True),
        ("Africa", "Mahdia", False),
        ("City", "Juba", False),
    ],
)
def test_names_that_a_gazetteer_lends_are_not_believed(text: str, name: str, *, like: bool) -> None:
    assert is_like(text, name) is like


@pytest.mark.parametrize(("town", "expected"), [("Juba", "SSD/UAF"), ("Leon", "MEX/UAF"), ("Merida", "NIL")])
def test_a_town_that_stands_out_lends_its_country(town: str, expected: str) -> None:
    text = f"gunmen|NOUN|2|nsubj|gunman fled|VERB|0|root in|ADP|4|case {town}|PROPN|2|obl"
    assert best(resolve(text, [(0, 3, 3, "LOC")])[0, "gunmen"]) == expected


def test_a_town_before_a_noun_stands_for_nobody() -> None:
    found = resolve("Juba|PROPN|2|compound talks|NOUN|3|nsubj failed|VERB|0|root", [(0, 0, 0, "LOC")])
    assert (0, "Juba") not in found


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["Tigray", "People", "'s", "Liberation", "Front"], "Tigray People's Liberation Front"),
        (["Kurdistan", "Workers", "'", "Party"], "Kurdistan Workers' Party"),
    ],
)
def test_a_genitive_of_its_own_token_is_part_of_a_name(knowledge: KnowledgeBase, words: list[str], name: str) -> None:
    length, entries = knowledge.longest(words, 0)
    assert (length, entries[0].name) == (len(words), name)


def test_a_genitive_ends_no_name(knowledge: KnowledgeBase) -> None:
    length, entries = knowledge.longest(["Iraqi", "'s", "house"], 0)
    assert (length, entries[0].alias_kind) == (1, "demonym")


def test_the_noun_heads_a_name_taken_apart() -> None:
    made = reading(
        "Kim|PROPN|2|nsubj met|VERB|0|root Moon|PROPN|2|obj Jae|PROPN|2|obj ~-|PUNCT|6|punct ~in|ADV|2|advmod"
    )
    assert Grammar(made.sentences[0]).outside(2, 5) == 3


@pytest.mark.parametrize(
    ("written", "known"),
    [("Moammar Qadhafi", "Muammar Gaddafi"), ("Bachar al-Assad", "Bashar al-Assad"), ("Mohammad Ali", "")],
)
def test_heads_of_state_are_known_in_other_spellings(knowledge: KnowledgeBase, written: str, known: str) -> None:
    assert [entry.name for entry in knowledge.chiefs(written)] == ([known] if known else [])


def test_a_respelled_head_of_state_is_found_in_a_text() -> None:
    found = resolve("Vladimir|PROPN|3|nsubj Poutin|PROPN|1|flat left|VERB|0|root", [(0, 0, 1, "PER")])
    assert best(found[0, "Vladimir"]) == "RUS/GOV"


def test_settlers_on_others_land_are_of_their_own_country() -> None:
    made = reading("settlers|NOUN|2|nsubj fled|VERB|0|root near|ADP|4|case Nablus|PROPN|2|obl", [(0, 3, 3, "LOC")])
    found = {one.head: one for one in Resolver(KnowledgeBase.load())(made)}
    assert best(found[0]) == "ISR/CVL"


def test_a_definite_group_takes_the_only_country_of_the_article() -> None:
    article = "Iran|PROPN|2|nsubj objected|VERB|0|root|object\n{}rebels|NOUN|{}|nsubj fled|VERB|0|root"
    assert best(resolve(article.format("the|DET|2|det ", 3))[1, "rebels"]) == "IRN/REB"
    assert best(resolve(article.format("", 2))[1, "rebels"]) == "NIL"


def test_a_seat_where_nobody_acts_is_where_the_article_is() -> None:
    found = resolve(
        "Tehran|PROPN|3|nsubj was|AUX|3|cop|be tense|ADJ|0|root\nofficers|NOUN|2|nsubj|officer fired|VERB|0|root"
    )
    assert best(found[1, "officers"]) == "IRN/COP"


def test_people_of_no_one_state_are_of_the_place() -> None:
    made = reading("Kurds|PROPN|2|nsubj marched|VERB|0|root in|ADP|4|case Iraq|PROPN|2|obl", [])
    found = {one.head: one for one in Resolver(KnowledgeBase.load())(made)}
    assert best(found[0]) == "IRQ/CVL"


def test_small_and_compiled_bases_have_one_face() -> None:
    assert SmallKnowledge().places("nowhere") == () == KnowledgeBase.load().places("nowhere at all")


@pytest.mark.parametrize(("noun", "expected"), [("tanker", "NIL"), ("town", "SSD")])
def test_a_ship_named_for_a_town_is_none(noun: str, expected: str) -> None:
    text = f"rebels|NOUN|2|nsubj hit|VERB|0|root the|DET|5|det {noun}|NOUN|5|compound Juba|PROPN|2|obj"
    assert best(resolve(text, [(0, 4, 4, "LOC")]).get((0, "Juba"))).partition("/")[0] == expected


def test_who_takes_office_within_months_acts_for_it(knowledge: KnowledgeBase) -> None:
    leader = knowledge.look_up("Mamady Doumbouya")[0]
    candidate = Candidate(code="GIN", sector=None, name=leader.name, kind="person", score=0.9, person=leader.person)
    days = [When(start=day, end=day, precision="day", basis="given") for day in (date(2021, 9, 5), date(2015, 1, 1))]
    settled = [settle(Party(span=Span(0, 1), candidates=(candidate,)), when, knowledge) for when in days]
    assert [actor.sector if actor else "" for actor in settled] == ["GOV", None]


def test_peoples_before_a_noun_own_it_whatever_the_tree_says() -> None:
    found = resolve(
        "French|ADJ|4|nsubj and|CCONJ|3|cc German|ADJ|1|conj soldiers|NOUN|5|nsubj left|VERB|0|root Kenya|PROPN|5|obj"
    )
    assert [one.code for one in found[0, "soldiers"].candidates] == ["FRA", "DEU"]


def test_a_government_talks_to_its_own_rebels_wherever_it_does() -> None:
    found = resolve(
        "Indonesia|PROPN|2|nsubj met|VERB|0|root|meet the|DET|4|det rebels|NOUN|2|obj in|ADP|6|case Kenya|PROPN|2|obl"
    )
    assert best(found[0, "rebels"]) == "IDN/REB"


def test_soldiers_killed_by_rebels_are_of_the_same_country() -> None:
    found = resolve(
        "Indonesian|ADJ|2|amod rebels|NOUN|3|nsubj killed|VERB|0|root|kill two|NUM|5|nummod soldiers|NOUN|3|obj|soldier"
    )
    assert best(found[0, "soldiers"]) == "IDN/MIL"


def test_a_surname_means_the_head_of_a_state_that_the_article_names(knowledge: KnowledgeBase) -> None:
    made = reading(
        "France|PROPN|2|nsubj praised|VERB|0|root|praise Orban|PROPN|2|obj in|ADP|5|case Budapest|PROPN|2|obl",
        [(0, 2, 2, "PER")],
    )
    found = {one.head: one for one in Resolver(knowledge)(made)}
    assert found[2].candidates[0].code == "HUN"


def test_the_preposition_stands_before_the_whole_name() -> None:
    made = reading("allies|NOUN|0|root of|ADP|3|case Ousmane|PROPN|1|nmod Sonko|PROPN|1|nmod")
    assert Grammar(made.sentences[0]).outside(2, 3) == 2


def test_soldiers_loyal_to_a_person_are_of_his_country() -> None:
    found = resolve(
        "Soldiers|NOUN|6|nsubj|soldier loyal|ADJ|1|amod to|ADP|4|case Daniel|PROPN|2|obl Moi|PROPN|4|flat left|VERB|0|root",
        [(0, 3, 4, "PER")],
    )
    assert best(found[0, "Soldiers"]) == "KEN/MIL"


def test_an_electoral_commission_is_of_the_place() -> None:
    found = resolve(
        "voters|NOUN|4|nsubj|voter in|ADP|3|case Iraq|PROPN|1|nmod accused|VERB|0|root|accuse the|DET|7|det "
        "electoral|ADJ|7|amod commission|NOUN|4|obj"
    )
    assert best(found[0, "commission"]) == "IRQ/GOV"


def test_a_leader_of_a_country_in_the_text_acts_for_it_whatever_he_led_before(knowledge: KnowledgeBase) -> None:
    made = reading(
        "Syria|PROPN|4|nmod:poss ~'s|PART|1|case new|ADJ|4|amod leader|NOUN|5|nmod:desc Ahmed|PROPN|7|nsubj "
        "al-Sharaa|PROPN|5|flat left|VERB|0|root",
        [(0, 4, 5, "PER")],
    )
    found = {one.head: one for one in Resolver(knowledge)(made)}
    assert found[4].candidates[0].code == "SYR"
