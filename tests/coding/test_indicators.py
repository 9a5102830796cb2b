"""Figures about actors: what is measured, with sign, unit, period and whose it is."""

import pytest

from legation.coding.figures import figures_of
from legation.coding.indicators import find_indicators
from tests.make import reading

PERCENT = "percent|NOUN|{}|{}"


def shown(compact, names=()):
    found = reading(compact, names=names)
    rows = []
    for row in find_indicators(found):
        actor = found.sentences[row.sentence].tokens[row.actor].text if row.actor is not None else None
        rows.append((row.what, row.value, row.unit, row.period, actor, row.status))
    return rows


CASES = [
    (
        "The|DET|2|det curbs|NOUN|3|nsubj led|VERB|0|root|lead to|ADP|7|mark Norland|PROPN|7|nmod:poss|Norland ~'s|PART|5|case economy|NOUN|3|obl shrinking|VERB|7|acl|shrink 11|NUM|10|nummod percent|NOUN|8|obj in|ADP|12|case 2019|NUM|8|obl .|PUNCT|3|punct",
        [("economy (growth)", -11.0, "percent", "2019", "Norland", "actual")],
    ),
    (
        "Norland|PROPN|2|nsubj grew|VERB|0|root|grow 2.5|NUM|4|nummod percent|NOUN|2|obj last|ADJ|6|amod year|NOUN|2|obl:tmod .|PUNCT|2|punct",
        [("economy (growth)", 2.5, "percent", "last year", "Norland", "actual")],
    ),
    (
        "Norlandic|ADJ|2|amod inflation|NOUN|3|nsubj rose|VERB|0|root|rise to|ADP|6|case 8|NUM|6|nummod percent|NOUN|3|obl in|ADP|8|case May|PROPN|3|obl .|PUNCT|3|punct",
        [("inflation", 8.0, "percent", "May", "Norlandic", "actual")],
    ),
    (
        "Its|PRON|2|nmod:poss exports|NOUN|3|nsubj fell|VERB|0|root|fall by|ADP|5|case 30%|NUM|3|obl .|PUNCT|3|punct",
        [("exports (change)", -30.0, "percent", None, "Its", "actual")],
    ),
    (
        "The|DET|2|det economy|NOUN|5|nsubj is|AUX|5|aux:pass|be not|PART|5|advmod expected|VERB|0|root|expect to|PART|7|mark grow|VERB|5|xcomp 3|NUM|9|nummod percent|NOUN|7|obj .|PUNCT|5|punct",
        [("economy (growth)", 3.0, "percent", None, None, "future")],
    ),
    (
        "A|DET|4|det 6|NUM|3|nummod percent|NOUN|4|compound contraction|NOUN|9|nsubj in|ADP|6|case GDP|NOUN|4|nmod hit|VERB|0|root|hit it|PRON|7|obj .|PUNCT|7|punct",
        [("economy (growth)", -6.0, "percent", None, None, "actual")],
    ),
    (
        "Its|PRON|2|nmod:poss debt|NOUN|3|nsubj reached|VERB|0|root|reach $|SYM|3|obj ~40|NUM|4|nummod billion|NUM|5|compound .|PUNCT|3|punct",
        [("debt", 4e10, "USD", None, "Its", "actual")],
    ),
    (
        "Norland|PROPN|2|nsubj hosts|VERB|0|root|host 600,000|NUM|4|nummod refugees|NOUN|2|obj .|PUNCT|2|punct",
        [("refugees", 600000.0, "count", None, "Norland", "actual")],
    ),
    (
        "The|DET|3|det death|NOUN|3|compound toll|NOUN|4|nsubj rose|VERB|0|root|rise to|ADP|6|case 300|NUM|4|obl in|ADP|8|case Norland|PROPN|4|obl .|PUNCT|4|punct",
        [("casualties", 300.0, "count", None, "Norland", "actual")],
    ),
    # A share of the economy, a company's growth, a poll, troops that are sent: none of these.
    ("The|DET|2|det deficit|NOUN|5|nsubj is|AUX|5|cop|be 3|NUM|5|nummod percent|NOUN|0|root of|ADP|7|case GDP|NOUN|5|nmod .|PUNCT|5|punct", []),
    ("Normobil|PROPN|2|nsubj grew|VERB|0|root|grow 5|NUM|4|nummod percent|NOUN|2|obj .|PUNCT|2|punct", []),
    ("Rowe|PROPN|2|nsubj won|VERB|0|root|win 52|NUM|4|nummod percent|NOUN|2|obj .|PUNCT|2|punct", []),
    ("Norland|PROPN|2|nsubj sent|VERB|0|root|send 2,000|NUM|4|nummod troops|NOUN|2|obj .|PUNCT|2|punct", []),
    ("Shares|NOUN|2|nsubj fell|VERB|0|root|fall 3|NUM|4|nummod percent|NOUN|2|obj as|SCONJ|7|mark inflation|NOUN|7|nsubj rose|VERB|2|advcl|rise .|PUNCT|2|punct", []),
    # The figure that it rose from is not its level.
    (
        "Inflation|NOUN|2|nsubj rose|VERB|0|root|rise from|ADP|5|case 3|NUM|5|nummod percent|NOUN|2|obl to|ADP|8|case 4|NUM|8|nummod percent|NOUN|2|obl .|PUNCT|2|punct",
        [("inflation", 4.0, "percent", None, None, "actual")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("compact", "expected"), CASES)
def test_figures_are_tied_to_what_they_measure(compact, expected):
    names = [(0, 0, 0, "LOC")] if compact.startswith("Norland") else [(0, 0, 0, "ORG")]
    assert shown(compact, names) == expected


def test_the_span_holds_change_figure_and_period():
    found = reading(CASES[0][0])
    (row,) = find_indicators(found)
    assert row.span.of(found.document.text) == "shrinking 11 percent in 2019"


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("11 percent", 11.0, "percent"),
        ("-0.4%", -0.4, "percent"),
        ("two percentage points", 2.0, "percentage points"),
        ("$1,200", 1200.0, "USD"),
        ("US$5.2 billion", 5.2e9, "USD"),
        ("€3bn", 3e9, "EUR"),
        ("40 million yuan", 4e7, "CNY"),
        ("2.5 million", 2.5e6, "count"),
        ("12", 12.0, "count"),
    ],
)
def test_figures_have_value_and_unit(words, value, unit):
    found = reading("It|PRON|2|nsubj paid|VERB|0|root " + " ".join(f"{word}|NUM|2|obj" for word in words.split()))
    (figure,) = figures_of(found.sentences[0], found.document.text)
    assert (round(figure.value, 6), figure.unit) == (value, unit)
    assert figure.span.of(found.document.text) == words
