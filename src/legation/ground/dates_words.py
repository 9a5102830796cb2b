"""The words of time expressions: tokens with offsets, and the vocabularies that the grammar in `dates_find` uses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import get_args

from legation.ground.dates_expressions import Unit

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)+"  # 3.5, 2,000, 02.10.2004: never a year
    r"|\d+(?:st|nd|rd|th|s)\b"
    r"|\d+"
    r"|[^\W\d_]+"
    r"|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A token of the sentence; offsets are half-open into the document's text."""

    text: str
    lower: str
    start: int
    end: int


def words_of(text: str, start: int) -> tuple[Word, ...]:
    """Cut `text` into words, numbers and marks; `start` is where it stands in the document."""
    return tuple(
        Word(match.group(), match.group().lower(), start + match.start(), start + match.end())
        for match in _TOKEN.finditer(text)
    )


WEEKDAYS = {
    name: day
    for day, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tues", "tue"),
            ("wednesday", "wed"),
            ("thursday", "thurs", "thur", "thu"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
MONTHS = {
    name: month
    for month, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
#: Months that are words of their own: they need a number or a preposition beside them.
DOUBTFUL_MONTHS = frozenset(("may", "march", "mar", "august", "april", "june", "jun", "jan"))
UNITS: dict[str, Unit] = {unit: unit for unit in get_args(Unit)} | {f"{unit}s": unit for unit in get_args(Unit)}
UNITS |= {"centuries": "century", "night": "day", "nights": "day"}
SEASONS = {"spring": "spring", "summer": "summer", "autumn": "autumn", "fall": "autumn", "winter": "winter"}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_SMALL = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
NUMBERS: dict[str, float] = {word: float(number) for number, word in enumerate(_SMALL.split(), start=1)}
NUMBERS |= {"eighteen": 18.0, "nineteen": 19.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0}
NUMBERS |= {"sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0, "a": 1.0, "an": 1.0}
#: Amounts that name no number.
UNCOUNTED = frozenset(("several", "few", "many", "some", "numerous"))
#: Words that make an amount approximate; the value is how many words follow as part of it ("more than").
APPROXIMATE = frozenset(
    ("about", "around", "nearly", "almost", "roughly", "approximately", "some", "over", "under", "barely", "just")
)
DECADE_WORDS = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
DAY_PARTS = frozenset(("morning", "afternoon", "evening", "night", "midday", "noon", "midnight", "dawn"))
#: Newspapers, clubs and programmes that are called after days.
AFTER_DAY_NAMES = frozenset(
    (
        "times",
        "telegraph",
        "mail",
        "mirror",
        "express",
        "herald",
        "star",
        "post",
        "people",
        "world",
        "school",
        "live",
        "tribune",
        "independent",
    )
)
BEFORE_DAY_NAMES = frozenset(("black", "bloody", "super", "cyber", "sheffield", "ruby"))
#: Prepositions and words after which a four-digit number is a year.
BEFORE_YEAR = frozenset(
    (
        "in",
        "since",
        "until",
        "till",
        "by",
        "during",
        "of",
        "from",
        "after",
        "before",
        "between",
        "and",
        "to",
        "through",
        "early",
        "late",
        "mid",
        "throughout",
        "circa",
        "as",
        "back",
        "around",
        "summer",
        "winter",
        "spring",
        "autumn",
        "fall",
    )
)
