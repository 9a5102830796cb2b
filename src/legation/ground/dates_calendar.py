"""The calendar half of the grammar: weekdays, dates as written, years, decades, quarters, seasons, holidays.

Every rule takes the words of the sentence and an index, and answers with a meaning and the index after it, or None.
"""

from __future__ import annotations

import re

from legation.ground.dates_expressions import (
    Calendar,
    Century,
    Decade,
    Holiday,
    Part,
    Point,
    Season,
    SpecialYear,
    Vague,
    Weekday,
    YearPart,
)
from legation.ground.dates_holidays import NAMES
from legation.ground.dates_words import (
    AFTER_DAY_NAMES,
    BEFORE_DAY_NAMES,
    BEFORE_YEAR,
    DECADE_WORDS,
    DOUBTFUL_MONTHS,
    MONTHS,
    ORDINALS,
    SEASONS,
    WEEKDAYS,
    Word,
)

FoundPoint = tuple[Point, int]

_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_DAY = re.compile(r"([12]?\d|3[01])(?:st|nd|rd|th)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)")
_PARTS: dict[str, Part] = {"early": "early", "mid": "mid", "late": "late"}
_LONGEST_HOLIDAY = max(len(name) for name in NAMES)
#: What follows a day that is used as a name: the attacks of 11 September 2001 are called by their date alone.
_ATTACK_WORDS = frozenset(
    (
        "attack",
        "attacks",
        "hijackings",
        "hijackers",
        "terrorist",
        "terror",
        "commission",
        "strikes",
        "victims",
        "suicide",
        "plot",
        "plotters",
    )
)


def _lower(words: tuple[Word, ...], index: int) -> str:
    return words[index].lower if 0 <= index < len(words) else ""


def _year(words: tuple[Word, ...], index: int) -> int | None:
    """Return the four-digit year at the word."""
    if 0 <= index < len(words) and _YEAR.fullmatch(words[index].text):
        return int(words[index].text)
    return None


def year_after(words: tuple[Word, ...], index: int) -> tuple[int | None, int]:
    """Read ", 2004" or " 2004" or " of 2004" after a date."""
    skip = 1 if _lower(words, index) in {",", "of"} else 0
    year = _year(words, index + skip)
    return (year, index + skip + 1) if year is not None else (None, index)


def _day(words: tuple[Word, ...], index: int) -> int | None:
    """Return the day of the month at the word."""
    match = _DAY.fullmatch(_lower(words, index))
    return int(match.group(1)) or None if match else None


def _month(words: tuple[Word, ...], index: int) -> tuple[int, int] | None:
    """Return the month named at the word, and the index after it (with the full stop of an abbreviation)."""
    lower = _lower(words, index)
    if lower not in MONTHS or not words[index].text[0].isupper():
        return None
    after = index + 1
    if _lower(words, after) == "." and len(lower) <= 4 and lower != "may" and words[after].start == words[index].end:
        after += 1
    elif len(lower) <= 3 and lower != "may" and _day(words, after) is None and _year(words, after) is None:
        # "Jan", "Mar", "Jun" without a stop or a number are names of people and newspapers.
        return None
    return MONTHS[lower], after


def calendar_at(words: tuple[Word, ...], index: int, *, sure: bool) -> FoundPoint | None:
    """Read a date as written: "Tuesday, Oct. 2, 2004", "2 October", "October 2004", "2004-10-02", "Tuesday".

    `sure` says that the words before leave no doubt that a month is meant ("last May").
    """
    if index >= len(words):
        return None
    numeric = _numeric(words, index)
    if numeric is not None:
        return numeric
    weekday = _weekday(words, index)
    if weekday is not None:
        day, after = weekday
        comma = 1 if _lower(words, after) == "," else 0
        dated = _month_and_day(words, after + comma, sure=True)
        if dated is not None and isinstance(dated[0], Calendar) and dated[0].day:
            date = dated[0]
            return Calendar(year=date.year, month=date.month, day=date.day, weekday=day), dated[1]
        return Weekday(day), after
    return _month_and_day(words, index, sure=sure)


def _weekday(words: tuple[Word, ...], index: int) -> tuple[int, int] | None:
    """Read a weekday's name; plurals ("on Fridays") and names made of days ("Sunday Times") are none."""
    word = words[index]
    if word.lower not in WEEKDAYS or not word.text[0].isupper():
        return None
    if _lower(words, index - 1) in BEFORE_DAY_NAMES or (
        _lower(words, index - 1) == "the" and _capital(words, index + 1)
    ):
        return None
    if _capital(words, index + 1) and _lower(words, index + 1) in AFTER_DAY_NAMES:
        return None
    if len(word.lower) <= 5:
        if _lower(words, index + 1) == "." and words[index + 1].start == word.end:
            return WEEKDAYS[word.lower], index + 2
        # "Sun", "Wed" and "Sat" are words as well.
        return (
            (WEEKDAYS[word.lower], index + 1)
            if _month(words, index + 1) or (_lower(words, index + 1) == "," and _month(words, index + 2))
            else None
        )
    return WEEKDAYS[word.lower], index + 1


def _capital(words: tuple[Word, ...], index: int) -> bool:
    return index < len(words) and words[index].text[0].isupper()


def _month_and_day(words: tuple[Word, ...], index: int, *, sure: bool) -> FoundPoint | None:
    """Read "Oct. 2, 2004", "2 October 2004", "October 2004", "October"."""
    start = index + 1 if _lower(words, index) == "the" and _day(words, index + 1) else index
    day = _day(words, start)
    if day is not None:
        after = start + 2 if _lower(words, start + 1) == "of" else start + 1
        month = _month(words, after)
        if month is None:
            return None
        year, end = year_after(words, month[1])
        return Calendar(year=year, month=month[0], day=day), end
    month = _month(words, index)
    if month is None:
        return None
    day = _day(words, month[1])
    if day is not None and _lower(words, month[1] + 1) not in {"percent", "%", "people", "million", "billion"}:
        year, end = year_after(words, month[1] + 1)
        if year is None and (month[0], day) == (9, 11) and _lower(words, end) in _ATTACK_WORDS:
            year = 2001
        return Calendar(year=year, month=month[0], day=day), end
    year, end = year_after(words, month[1])
    doubtful = words[index].lower in DOUBTFUL_MONTHS and not sure and year is None
    if doubtful and _lower(words, index - 1) not in {
        "in",
        "since",
        "until",
        "till",
        "by",
        "of",
        "from",
        "during",
        "through",
        "and",
        "to",
        "between",
        "before",
        "after",
        "throughout",
    }:
        return None
    return Calendar(year=year, month=month[0]), end


def _is_day_or_month(text: str) -> bool:
    return text.isdecimal() and len(text) <= 2


def _numeric(words: tuple[Word, ...], index: int) -> FoundPoint | None:
    """Read 2004-10-02, 02.10.2004 and 13/10/2004; 10/2/2004 means two days, so none."""
    texts = [words[index + n].text if index + n < len(words) else "" for n in range(5)]
    if (
        _YEAR.fullmatch(texts[0])
        and texts[1] == texts[3] == "-"
        and all(text.isdecimal() and len(text) == 2 for text in (texts[2], texts[4]))
    ):
        return Calendar(year=int(texts[0]), month=int(texts[2]), day=int(texts[4])), index + 5
    if match := _DOTTED.fullmatch(texts[0]):
        day, month, year = map(int, match.groups())
        return Calendar(year=year, month=month, day=day), index + 1
    if texts[:3] == ["9", "/", "11"] and texts[3] != "/":
        return Calendar(year=2001, month=9, day=11), index + 3
    if (
        texts[1] == texts[3] == "/"
        and _YEAR.fullmatch(texts[4])
        and all(_is_day_or_month(text) for text in (texts[0], texts[2]))
    ):
        first, second, year = int(texts[0]), int(texts[2]), int(texts[4])
        if first > 12 >= second:
            return Calendar(year=year, month=second, day=first), index + 5
        if second > 12 >= first or first == second:
            return Calendar(year=year, month=first, day=second), index + 5
        return Vague("day and month can be read either way"), index + 5
    return None


def named_at(words: tuple[Word, ...], index: int) -> FoundPoint | None:
    """Read what has a name: holidays, decades, centuries, quarters, halves, fiscal and school years, seasons."""
    if index >= len(words):
        return None
    return (
        _holiday(words, index)
        or _decade(words, index)
        or _year_part(words, index)
        or _special_year(words, index)
        or _season(words, index)
    )


def _holiday(words: tuple[Word, ...], index: int) -> FoundPoint | None:
    if not words[index].text[0].isupper():
        return None
    for length in range(_LONGEST_HOLIDAY, 0, -1):
        key = tuple(word.lower for word in words[index : index + length])
        if len(key) == length and key in NAMES:
            year, end = year_after(words, index + length)
            return Holiday(NAMES[key], year), end
    return None


def _decade(words: tuple[Word, ...], index: int) -> FoundPoint | None:
    """Read "the 1990s", "the late ’90s", "the nineties", "the 19th century"."""
    after = index + 1 if words[index].lower == "the" else index
    part = _PARTS.get(_lower(words, after))
    if part is not None:
        after += 1
        after += 1 if _lower(words, after) in {"-", "–"} else 0
    if _lower(words, after) in {"'", "’", "‘"}:
        after += 1
    text = _lower(words, after)
    if re.fullmatch(r"(?:1[5-9]|20)\d0s", text):
        return Decade(int(text[:4]), part), after + 1
    if re.fullmatch(r"[2-9]0s", text) and after > index:
        return Decade(1900 + int(text[:2]), part), after + 1
    if text in DECADE_WORDS and words[index].lower == "the":
        return Decade(1900 + DECADE_WORDS[text], part), after + 1
    if re.fullmatch(r"1?\d(?:st|nd|rd|th)|2[01]st|20th", text) and _lower(words, after + 1) == "century":
        return Century(int(text[:-2])), after + 2
    return None


def _year_part(words: tuple[Word, ...], index: int) -> FoundPoint | None:
    """Read "the third quarter of 2014", "Q3 2014", "the first half of the year"."""
    lower = words[index].lower
    if lower == "q" and _lower(words, index + 1) in {"1", "2", "3", "4"}:
        year, end = year_after(words, index + 2)
        return YearPart(int(words[index + 1].text), 4, year), end
    start = index + 1 if lower == "the" else index
    number = ORDINALS.get(_lower(words, start))
    unit = _lower(words, start + 1)
    if number is None or unit not in {"quarter", "half"}:
        return None
    year, end = year_after(words, start + 2)
    if year is None and unit == "half" and (_lower(words, start + 2), _lower(words, start + 4)) != ("of", "year"):
        return None  # the first half of a match, of a book
    if year is None and unit == "half":
        end = start + 5
    return (YearPart(number, 4 if unit == "quarter" else 2, year), end) if unit == "quarter" or number <= 2 else None


def _special_year(words: tuple[Word, ...], index: int) -> FoundPoint | None:
    """Read "fiscal year 2014", "fiscal 2014", "FY2014", "the 2014-15 school year"."""
    lower = words[index].lower
    if lower in {"fiscal", "financial"}:
        after = index + 2 if _lower(words, index + 1) == "year" else index + 1
        year = _year(words, after)
        return (SpecialYear("fiscal", year), after + 1) if year else None
    if lower == "fy" and (year := _year(words, index + 1)):
        return SpecialYear("fiscal", year), index + 2
    start = index + 1 if lower == "the" else index
    year = _year(words, start)
    if year is None:
        return None
    after = start + 3 if _lower(words, start + 1) in {"-", "–", "/"} else start + 1
    if _lower(words, after) in {"school", "academic", "fiscal", "financial"} and _lower(words, after + 1) == "year":
        kind = "school" if _lower(words, after) in {"school", "academic"} else "fiscal"
        # A fiscal year is called by the year it ends in, a school year by the one it begins in.
        return SpecialYear(kind, year + 1 if kind == "fiscal" and after == start + 3 else year), after + 2
    return None


def _season(words: tuple[Word, ...], index: int) -> FoundPoint | None:
    """Read "the summer of 2014", "spring 2014", "this winter" (without the "this")."""
    start = index + 1 if words[index].lower == "the" else index
    name = SEASONS.get(_lower(words, start))
    if name is None:
        return None
    year, end = year_after(words, start + 1)
    if year is not None:
        return Season(name, year), end
    return (
        (Season(name), start + 1) if _lower(words, index - 1) in {"last", "next", "this"} and start == index else None
    )


def year_at(words: tuple[Word, ...], index: int, *, after_preposition: bool) -> FoundPoint | None:
    """Read a bare year: after a preposition, or before a noun or "'s" with the article ("the 2014 annexation")."""
    start = index
    if _lower(words, start) == "the":
        start += 1
    part = _PARTS.get(_lower(words, start))
    if part is not None:
        start += 1
        start += 1 if _lower(words, start) in {"-", "–"} else 0
    year = _year(words, start)
    if year is None:
        return None
    following = _lower(words, start + 1)
    if following in {
        "%",
        "percent",
        "people",
        "troops",
        "soldiers",
        "dollars",
        "euros",
        "km",
        "miles",
        "meters",
        "metres",
        "tons",
        "tonnes",
    }:
        return None
    if _lower(words, start - 1) in {"$", "€", "£", "#"}:
        return None
    with_article = start > index
    # "the 2000 soldiers": round numbers before plurals count things.
    counts = year % 100 == 0 and following.endswith("s")
    # "Russia's 2014 annexation"
    owned = _lower(words, start - 1) == "s" and _lower(words, start - 2) in {"'", "’"}
    if (with_article or owned) and not part and following.isalpha() and not counts:
        return Calendar(year=year, part=part), start + 1
    if (after_preposition or part or _lower(words, index - 1) in BEFORE_YEAR) and not counts:
        return Calendar(year=year, part=part), start + 1
    if following in {"'", "’"} and _lower(words, start + 2) == "s":
        return Calendar(year=year, part=part), start + 1
    if _lower(words, index - 1) == "(" and following in {")", "-", "–"}:
        return Calendar(year=year), start + 1
    return None
