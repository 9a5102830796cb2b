"""Where an act happened: the phrase that hangs on it, and the right one of many bearers of the name."""

from types import SimpleNamespace

import pytest

from legation.ground.places import dateline_place, place_of
from tests.make import reading


def town(name, country, population, *, capital=False, admin1=""):
    return SimpleNamespace(
        name=name, country=country, admin1=admin1, latitude=1.0, longitude=2.0, population=population, capital=capital
    )


class Names:
    """A gazetteer of a few places."""

    TOWNS = (
        town("Tripoli", "LBY", 1_150_000, capital=True),
        town("Tripoli", "LBN", 230_000, admin1="North"),
        town("Cordoba", "ARG", 1_430_000),
        town("Cordoba", "ESP", 328_000),
        town("Kabul", "AFG", 3_000_000, capital=True),
        town("Idlib", "SYR", 98_000),
        town("Oslo", "NOR", 700_000, capital=True),
    )
    COUNTRIES = {  # noqa: RUF012 - a constant
        "lebanon": "LBN", "lebanese": "LBN", "libya": "LBY", "argentina": "ARG", "spain": "ESP", "spanish": "ESP",
        "georgia": "GEO", "georgian": "GEO", "usa": "USA", "mali": "MLI", "syria": "SYR",
    }  # fmt: skip

    def places(self, name):
        return [row for row in self.TOWNS if row.name == name]

    def look_up(self, text, on=None):  # noqa: ARG002 - as the protocol has it
        code = self.COUNTRIES.get(text.lower())
        return [SimpleNamespace(kind="state", code=code)] if code else []


def where(compact, trigger, names):
    found = reading(compact, names=names)
    sentence = next(row for row in found.sentences if any(token.text == trigger for token in row.tokens))
    head = next(token.index for token in sentence.tokens if token.text == trigger)
    place = place_of(found, sentence.index, head, Names())
    return (place.name, place.country, place.precision) if place else None


#: Rows of a sentence, its trigger, the word that is a place name, and the answer.
PHRASES = [
    # It hangs on the act.
    (
        "They|PRON|2|nsubj met|VERB|0|root|meet in|ADP|4|case Oslo|PROPN|2|obl .|PUNCT|2|punct",
        "met",
        3,
        ("Oslo", "NOR", "city"),
    ),
    # It hangs on another act.
    (
        "They|PRON|2|nsubj condemned|VERB|0|root|condemn the|DET|4|det raid|NOUN|2|obj in|ADP|6|case Oslo|PROPN|4|nmod .|PUNCT|2|punct",
        "condemned",
        5,
        None,
    ),
    (
        "They|PRON|2|nsubj condemned|VERB|0|root|condemn the|DET|4|det raid|NOUN|2|obj in|ADP|6|case Oslo|PROPN|4|nmod .|PUNCT|2|punct",
        "raid",
        5,
        ("Oslo", "NOR", "city"),
    ),
    (
        "It|PRON|2|nsubj said|VERB|0|root|say in|ADP|4|case Oslo|PROPN|2|obl troops|NOUN|6|nsubj fled|VERB|2|ccomp|flee .|PUNCT|2|punct",
        "fled",
        3,
        None,
    ),
    # Ways and parties are no places.
    ("He|PRON|2|nsubj fled|VERB|0|root|flee from|ADP|4|case Oslo|PROPN|2|obl .|PUNCT|2|punct", "fled", 3, None),
    ("He|PRON|2|nsubj wrote|VERB|0|root|write to|ADP|4|case Oslo|PROPN|2|obl .|PUNCT|2|punct", "wrote", 3, None),
    # What is shot at stands where it stands; what is visited is the place.
    (
        "They|PRON|2|nsubj shelled|VERB|0|root|shell a|DET|4|det school|NOUN|2|obj near|ADP|6|case Oslo|PROPN|4|nmod .|PUNCT|2|punct",
        "shelled",
        5,
        ("Oslo", "NOR", "city"),
    ),
    (
        "They|PRON|2|nsubj praised|VERB|0|root|praise a|DET|4|det school|NOUN|2|obj near|ADP|6|case Oslo|PROPN|4|nmod .|PUNCT|2|punct",
        "praised",
        5,
        None,
    ),
    (
        "He|PRON|2|nsubj visited|VERB|0|root|visit Oslo|PROPN|2|obj .|PUNCT|2|punct",
        "visited",
        2,
        ("Oslo", "NOR", "city"),
    ),
    ("He|PRON|2|nsubj backed|VERB|0|root|back Oslo|PROPN|2|obj .|PUNCT|2|punct", "backed", 2, None),
    # Event nouns and light verbs.
    (
        "The|DET|2|det raid|NOUN|3|nsubj happened|VERB|0|root|happen in|ADP|5|case Oslo|PROPN|3|obl .|PUNCT|3|punct",
        "raid",
        4,
        ("Oslo", "NOR", "city"),
    ),
    (
        "The|DET|3|det Oslo|PROPN|3|compound talks|NOUN|4|nsubj failed|VERB|0|root|fail .|PUNCT|4|punct",
        "talks",
        1,
        ("Oslo", "NOR", "city"),
    ),
    (
        "Two|NUM|2|nsubj died|VERB|0|root|die in|ADP|5|case a|DET|5|det raid|NOUN|2|obl in|ADP|7|case Oslo|PROPN|5|nmod .|PUNCT|2|punct",
        "died",
        6,
        ("Oslo", "NOR", "city"),
    ),
    # "the northern province of Idlib": the province, not the town.
    (
        "They|PRON|2|nsubj met|VERB|0|root|meet in|ADP|5|case the|DET|5|det province|NOUN|2|obl of|ADP|7|case Idlib|PROPN|5|nmod .|PUNCT|2|punct",
        "met",
        6,
        ("Idlib", "SYR", "admin1"),
    ),
    # Countries, and a place that nobody knows.
    (
        "They|PRON|2|nsubj met|VERB|0|root|meet in|ADP|4|case Mali|PROPN|2|obl .|PUNCT|2|punct",
        "met",
        3,
        ("Mali", "MLI", "country"),
    ),
    (
        "They|PRON|2|nsubj met|VERB|0|root|meet in|ADP|4|case Xyzton|PROPN|2|obl .|PUNCT|2|punct",
        "met",
        3,
        ("Xyzton", None, "city"),
    ),
]


@pytest.mark.parametrize(("compact", "trigger", "name", "expected"), PHRASES)
def test_the_place_is_that_of_the_clause(compact, trigger, name, expected):
    assert where(compact, trigger, [(0, name, name, "LOC")]) == expected


MET_IN = "They|PRON|2|nsubj met|VERB|0|root|meet in|ADP|4|case {}|PROPN|2|obl .|PUNCT|2|punct"
OTHER = "\n{}|PROPN|2|nsubj agreed|VERB|0|root|agree .|PUNCT|2|punct"


@pytest.mark.parametrize(
    ("name", "other", "country"),
    [
        ("Tripoli", None, "LBY"),
        ("Tripoli", "Lebanon", "LBN"),
        ("Tripoli", "Libya", "LBY"),
        ("Tripoli", "Mali", "LBY"),
        ("Cordoba", None, None),
        ("Cordoba", "Spain", "ESP"),
        ("Georgia", None, None),
        ("Georgia", "USA", "USA"),
        ("Georgia", "Georgian", "GEO"),
    ],
)
def test_the_right_one_of_many(name, other, country):
    compact = MET_IN.format(name) + (OTHER.format(other) if other else "")
    names = [(0, 3, 3, "LOC")] + ([(1, 0, 0, "LOC")] if other else [])
    assert where(compact, "met", names)[:2] == (name, country)


def test_the_phrase_itself_tells_the_country():
    compact = (
        "They|PRON|2|nsubj met|VERB|0|root|meet in|ADP|4|case Tripoli|PROPN|2|obl ,|PUNCT|6|punct Lebanon|PROPN|4|appos"
        " ,|PUNCT|4|punct .|PUNCT|2|punct\nLibya|PROPN|2|nsubj agreed|VERB|0|root|agree"
    )
    assert where(compact, "met", [(0, 3, 3, "LOC"), (0, 5, 5, "LOC"), (1, 0, 0, "LOC")])[:2] == ("Tripoli", "LBN")
    compact = (
        "They|PRON|2|nsubj met|VERB|0|root|meet in|ADP|6|case the|DET|6|det Lebanese|ADJ|6|amod city|NOUN|2|obl"
        " of|ADP|8|case Tripoli|PROPN|6|nmod .|PUNCT|2|punct"
    )
    assert where(compact, "met", [(0, 7, 7, "LOC")])[:2] == ("Tripoli", "LBN")


@pytest.mark.parametrize(
    ("line", "country"),
    [
        ("TRIPOLI, Lebanon (NTB) - Envoys met.", "LBN"),
        ("OSLO, Oct 2 (NTB) - Envoys met.", "NOR"),
        ("OSLO -- Envoys met.", "NOR"),
        ("CORDOBA (NTB) - Envoys met.", None),
        ("Envoys met in Oslo - at last.", None),
    ],
)
def test_the_dateline_is_a_place(line, country):
    found = reading(f"Note|NOUN|0|root\n{'|X|0|root '.join(line.split())}|X|0|root")
    place = dateline_place(found, Names())
    assert (place.country if place else None) == country
