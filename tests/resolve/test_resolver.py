"""Phrases to parties, on readings made by hand (the trees are as the reader should give them)."""

from __future__ import annotations

import pytest

from legation.records import Resolved
from legation.resolve.resolver import Resolver
from tests.make import reading
from tests.resolve.small_knowledge import SmallKnowledge

RESOLVER = Resolver(SmallKnowledge())
CALL = (
    "Russian|ADJ|2|amod President|PROPN|3|nmod:desc Vladimir|PROPN|5|nsubj Putin|PROPN|3|flat called|VERB|0|root|call "
    "communist|ADJ|7|amod Cuba|PROPN|10|nmod:poss ~'s|PART|7|case new|ADJ|10|amod leader|NOUN|11|nmod:desc "
    "Miguel|PROPN|5|obj Diaz-Canel|PROPN|11|flat Tuesday|PROPN|5|obl:tmod to|PART|15|mark discuss|VERB|5|advcl "
    "the|DET|18|det two|NUM|18|nummod countries|NOUN|20|nmod:poss|country ~'|PART|18|case ties|NOUN|15|obj ~.|PUNCT|5|punct"
)
CALL_NAMES = [(0, 2, 3, "PER"), (0, 10, 11, "PER")]


def resolve(compact: str, names: list[tuple[int, int, int, str]] | None = None) -> dict[tuple[int, str], Resolved]:
    """Resolve a compact reading; answers by (sentence, head's form), the last of equal forms."""
    made = reading(compact, names or [])
    return {(one.sentence, made.sentences[one.sentence].tokens[one.head].text): one for one in RESOLVER(made)}


def best(one: Resolved | None) -> str:
    """Return code/sector of the first candidate, "NIL" without one."""
    if one is None or not one.candidates:
        return "NIL"
    return f"{one.candidates[0].code}/{one.candidates[0].sector}"


def test_title_and_country_make_an_unknown_person() -> None:
    found = resolve(CALL, CALL_NAMES)
    assert best(found[0, "Vladimir"]) == "RUS/GOV"
    assert found[0, "Vladimir"].candidates[0].person == "Vladimir Putin"
    assert best(found[0, "Miguel"]) == "CUB/GOV"
    assert found[0, "Miguel"].candidates[0].name == "Miguel Diaz-Canel"


def test_the_two_countries_are_the_last_two_named() -> None:
    found = resolve(CALL, CALL_NAMES)
    both = found[0, "countries"]
    assert {one.code for one in both.candidates} == {"RUS", "CUB"}
    assert len(both.antecedents) == 2


def test_span_leaves_trailing_clauses_out() -> None:
    made = reading(CALL, CALL_NAMES)
    by_head = {one.head: one for one in RESOLVER(made)}
    assert by_head[10].span.of(made.document.text) == "communist Cuba's new leader Miguel Diaz-Canel"


def test_its_embassy_belongs_to_the_ministry_not_to_the_place() -> None:
    found = resolve(
        "the|DET|4|det Russian|ADJ|4|amod foreign|ADJ|4|amod ministry|NOUN|5|nsubj said|VERB|0|root|say in|ADP|8|case "
        "a|DET|8|det message|NOUN|5|obl retweeted|VERB|8|acl|retweet by|ADP|12|case its|PRON|12|nmod:poss "
        "embassy|NOUN|9|obl:agent in|ADP|14|case Havana|PROPN|12|nmod ~.|PUNCT|5|punct"
    )
    assert best(found[0, "ministry"]) == "RUS/GOV"
    assert best(found[0, "its"]) == "RUS/GOV"
    assert best(found[0, "embassy"]) == "RUS/GOV"
    assert found[0, "Havana"].candidates[0].kind == "place"


def test_capital_acts_as_a_subject_of_saying() -> None:
    found = resolve("Havana|PROPN|2|nsubj rejected|VERB|0|root|reject the|DET|4|det offer|NOUN|2|obj ~.|PUNCT|2|punct")
    assert best(found[0, "Havana"]) == "CUB/GOV"
    assert found[0, "Havana"].candidates[0].kind == "state"


@pytest.mark.parametrize(
    ("compact", "head", "expected"),
    [
        ("Iraqi|ADJ|2|amod militants|NOUN|3|nsubj fled|VERB|0|root", "militants", "IRQ/REB"),
        (
            "rebels|NOUN|5|nsubj backed|VERB|1|acl|back by|ADP|4|case Iran|PROPN|2|obl:agent fled|VERB|0|root",
            "rebels",
            "NIL",
        ),
        (
            "U.S.|PROPN|3|compound ~-|PUNCT|3|punct ~backed|VERB|4|amod|back rebels|NOUN|5|nsubj fled|VERB|0|root",
            "rebels",
            "NIL",
        ),
        (
            "U.S.|PROPN|3|compound ~-|PUNCT|3|punct ~led|VERB|4|amod|lead forces|NOUN|5|nsubj fled|VERB|0|root",
            "forces",
            "USA/MIL",
        ),
        ("gunmen|NOUN|4|nsubj|gunman in|ADP|3|case Karachi|PROPN|1|nmod fled|VERB|0|root", "gunmen", "PAK/UAF"),
        ("refugees|NOUN|2|nsubj fled|VERB|0|root", "refugees", "---/REF"),
        ("rebels|NOUN|2|nsubj fled|VERB|0|root", "rebels", "NIL"),
        (
            "the|DET|3|det Indonesian|ADJ|3|amod military|NOUN|5|nmod:poss ~'s|PART|3|case spokesman|NOUN|6|nsubj left|VERB|0|root",
            "spokesman",
            "IDN/MIL",
        ),
        (
            "a|DET|3|det former|ADJ|3|amod president|NOUN|7|nsubj of|ADP|5|case Kenya|PROPN|3|nmod had|AUX|7|aux left|VERB|0|root",
            "president",
            "KEN/ELI",
        ),
        ("two|NUM|2|nummod Britons|PROPN|3|nsubj|Briton|NNPS left|VERB|0|root", "Britons", "GBR/CVL"),
        (
            "dozens|NOUN|5|nsubj|dozen of|ADP|4|case Polish|ADJ|4|amod protesters|NOUN|1|nmod marched|VERB|0|root",
            "dozens",
            "POL/CVL",
        ),
        (
            "the|DET|3|det White|ADJ|3|amod House|PROPN|4|nsubj said|VERB|0|root so|ADV|4|advmod",
            "House",
            "USA/GOV",
        ),
        ("thousands|NOUN|2|nsubj|thousand marched|VERB|0|root in|ADP|4|case Kenya|PROPN|2|obl", "thousands", "KEN/CVL"),
        (
            "tens|NOUN|4|nsubj|ten of|ADP|3|case thousands|NOUN|1|nmod|thousand marched|VERB|0|root in|ADP|6|case Kenya|PROPN|4|obl",
            "tens",
            "KEN/CVL",
        ),
        ("hundreds|NOUN|3|nsubj:pass|hundred were|AUX|3|aux:pass killed|VERB|0|root", "hundreds", "NIL"),
        (
            "Kenya|PROPN|2|nsubj lost|VERB|0|root hundreds|NOUN|2|obj|hundred in|ADP|5|case Kenya|PROPN|2|obl",
            "hundreds",
            "NIL",
        ),
        ("Hamas|PROPN|2|compound fighters|NOUN|3|nsubj fled|VERB|0|root", "fighters", "NSA:HAMAS/REB"),
        (
            "three|NUM|3|nummod U.N.|PROPN|3|compound workers|NOUN|4|nsubj|worker fled|VERB|0|root",
            "workers",
            "IGO:UN/None",
        ),
        ("three|NUM|3|nummod Polish|ADJ|3|amod workers|NOUN|4|nsubj|worker fled|VERB|0|root", "workers", "POL/LAB"),
        (
            "a|DET|4|det Polish|ADJ|4|amod military|ADJ|4|amod policewoman|NOUN|5|nsubj fled|VERB|0|root",
            "policewoman",
            "POL/MIL",
        ),
    ],
)
def test_groups_without_a_name(compact: str, head: str, expected: str) -> None:
    assert best(resolve(compact).get((0, head))) == expected


def test_ministers_of_two_countries_are_two_parties() -> None:
    found = resolve(
        "the|DET|3|det foreign|ADJ|3|amod ministers|NOUN|8|nsubj of|ADP|5|case France|PROPN|3|nmod and|CCONJ|7|cc "
        "Germany|PROPN|5|conj met|VERB|0|root|meet"
    )
    ministers = found[0, "ministers"]
    assert [one.code for one in ministers.candidates] == ["FRA", "DEU"]
    assert ministers.antecedents == ((0, 4), (0, 6))


def test_bare_surname_is_the_person_named_in_full_elsewhere() -> None:
    found = resolve(
        "Okello|PROPN|2|nsubj resigned|VERB|0|root|resign\n"
        "Kenyan|ADJ|3|amod Foreign|ADJ|3|amod Minister|PROPN|4|nmod:desc Peter|PROPN|6|nsubj Okello|PROPN|4|flat left|VERB|0|root",
        [(0, 0, 0, "PER"), (1, 3, 4, "PER")],
    )
    assert best(found[0, "Okello"]) == "KEN/GOV"


def test_first_name_that_is_a_country_is_no_country() -> None:
    found = resolve("Chad|PROPN|3|nsubj Smith|PROPN|1|flat left|VERB|0|root", [(0, 0, 1, "PER")])
    assert best(found.get((0, "Chad"))) == "NIL"


def test_georgia_of_the_peach_is_not_the_one_of_tbilisi() -> None:
    found = resolve("Atlanta|PROPN|3|nsubj in|ADP|3|case Georgia|PROPN|4|obl voted|VERB|0|root")
    assert all(one.code != "GEO" or one.score < 0.5 for one in found[0, "Georgia"].candidates)


def test_pronouns_follow_gender_and_subject() -> None:
    found = resolve(
        "Iran|PROPN|2|nsubj said|VERB|0|root|say it|PRON|5|nsubj would|AUX|5|aux send|VERB|2|ccomp its|PRON|7|nmod:poss "
        "envoy|NOUN|5|obj to|ADP|9|case Syria|PROPN|5|obl ~.|PUNCT|2|punct"
    )
    assert best(found[0, "it"]) == "IRN/GOV"
    assert best(found[0, "envoy"]) == "IRN/GOV"


def test_a_thing_wins_over_a_wrong_party() -> None:
    found = resolve(
        "Iran|PROPN|2|nsubj built|VERB|0|root|build a|DET|4|det dam|NOUN|2|obj ~.|PUNCT|2|punct\n"
        "The|DET|2|det dam|NOUN|3|nsubj broke|VERB|0|root|break when|SCONJ|6|mark it|PRON|6|nsubj filled|VERB|3|advcl|fill ~.|PUNCT|3|punct"
    )
    assert best(found.get((1, "it"))) == "NIL"


def test_relative_pronoun_and_possessive() -> None:
    found = resolve(
        "Syrian|ADJ|2|amod rebels|NOUN|7|nsubj who|PRON|4|nsubj seized|VERB|2|acl:relcl|seize a|DET|6|det town|NOUN|4|obj fled|VERB|0|root"
    )
    assert best(found[0, "who"]) == "SYR/REB"
    assert found[0, "who"].antecedents == ((0, 1),)


def test_the_ministry_is_the_last_ministry() -> None:
    found = resolve(
        "Turkish|ADJ|3|amod defense|NOUN|3|compound ministry|NOUN|4|nsubj objected|VERB|0|root|object ~.|PUNCT|4|punct\n"
        "The|DET|2|det ministry|NOUN|3|nsubj said|VERB|0|root|say so|ADV|3|advmod ~.|PUNCT|3|punct"
    )
    assert best(found[1, "ministry"]) == "TUR/GOV"
    assert found[1, "ministry"].antecedents == ((0, 2),)


def test_same_text_same_answer() -> None:
    made = reading(CALL, CALL_NAMES)
    assert RESOLVER(made) == RESOLVER(made) == Resolver(SmallKnowledge())(made)


def test_what_a_clause_says_of_its_own_is_of_its_own_subject() -> None:
    found = resolve(
        "Poland|PROPN|2|nsubj closed|VERB|0|root|close the|DET|4|det border|NOUN|2|obj and|CCONJ|7|cc Kenya|PROPN|7|nsubj "
        "recalled|VERB|2|conj|recall its|PRON|9|nmod:poss envoy|NOUN|7|obj"
    )
    assert best(found[0, "its"]) == "KEN/GOV"
    shared = resolve(
        "Poland|PROPN|2|nsubj closed|VERB|0|root|close the|DET|4|det border|NOUN|2|obj and|CCONJ|6|cc recalled|VERB|2|conj|recall "
        "its|PRON|8|nmod:poss envoy|NOUN|6|obj from|ADP|10|case Kenya|PROPN|6|obl"
    )
    assert best(shared[0, "its"]) == "POL/GOV"


def test_so_many_countries_are_those_named_in_a_row() -> None:
    found = resolve(
        "Poland|PROPN|4|nsubj and|CCONJ|3|cc Kenya|PROPN|1|conj accused|VERB|0|root|accuse Cuba|PROPN|4|obj ~.|PUNCT|4|punct\n"
        "the|DET|3|det two|NUM|3|nummod countries|NOUN|4|nsubj|country left|VERB|0|root|leave"
    )
    countries = found[1, "countries"]
    assert [one.code for one in countries.candidates] == ["POL", "KEN"]
