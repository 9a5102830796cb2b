"""Time expressions in a sentence, found by a small grammar that looks a few words ahead and never back (linear).

Each rule is asked at a word and answers with a meaning and the index of the first word after it, or None. The rules
for whole expressions stand in `_RULES`, in the order in which they are asked; the first that fits wins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from legation.ground.dates_calendar import calendar_at, named_at, year_after, year_at
from legation.ground.dates_expressions import (
    Anchored,
    Between,
    Bound,
    Calendar,
    Deictic,
    Duration,
    Meaning,
    Offset,
    Part,
    Period,
    Point,
    Season,
    Stretch,
    TimeExpression,
    Unit,
    Vague,
    Weekday,
)
from legation.ground.dates_words import (
    APPROXIMATE,
    DAY_PARTS,
    DECADE_WORDS,
    MONTHS,
    NUMBERS,
    ORDINALS,
    SEASONS,
    UNCOUNTED,
    UNITS,
    WEEKDAYS,
    Word,
    words_of,
)
from legation.records import Span

#: A meaning with the index of the first word that is not part of it.
Found = tuple[Meaning, int]
FoundPoint = tuple[Point, int]

_BOUNDS: dict[str, Bound] = {
    "since": "since",
    "until": "until",
    "till": "until",
    "by": "by",
    "before": "before",
    "after": "after",
}
_SHIFTS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_PARTS: dict[str, Part] = {"early": "early", "mid": "mid", "late": "late"}
_SIDES = {"earlier": -1, "later": 1}
_VAGUE = frozenset(
    ("recently", "lately", "soon", "previously", "formerly", "earlier", "later", "shortly", "eventually")
)


def find_times(text: str, span: Span) -> tuple[TimeExpression, ...]:
    """Find the time expressions of the sentence at `span` of `text`, in order and without overlap.

    Spans are half-open offsets into `text`. CODEBOOK section 6 says what they mean; `resolve_time` dates them.
    """
    words = words_of(text[span.start : span.end], span.start)
    found: list[TimeExpression] = []
    index = 0
    while index < len(words):
        answer = _expression_at(words, index)
        if answer is None:
            index += 1
            continue
        meaning, bound, first, index = answer
        start, end = words[first].start, words[index - 1].end
        found.append(TimeExpression(Span(start, end), text[start:end], meaning, bound))
    return tuple(found)


def _expression_at(words: tuple[Word, ...], index: int) -> tuple[Meaning, Bound, int, int] | None:
    """Return meaning, bound, first word and end of the expression that begins at the word, or None."""
    lower = words[index].lower
    bound = _BOUNDS.get(lower)
    if bound is not None:
        answer = _range(words, index + 1) or _point(words, index + 1, after_preposition=True)
        if answer is None or isinstance(answer[0], (Duration, Vague)):
            return None
        # "after two weeks", "by three points": an amount alone is no time to be bound to.
        return answer[0], bound, index, answer[1]
    between = _between(words, index)
    if between is not None:
        return between[0], "at", index, between[1]
    if lower in {"in", "on", "at", "during", "of", "over", "throughout", "within", "for", "under"}:
        spoken = _in_units(words, index) or _how_long(words, index)
        if spoken is not None:
            return spoken[0], "at", index, spoken[1]
        inner = _range(words, index + 1) or _point(words, index + 1, after_preposition=True)
        return None if inner is None else (inner[0], "at", index + 1, inner[1])
    answer = _range(words, index) or _point(words, index, after_preposition=False)
    return None if answer is None else (answer[0], "at", index, answer[1])


def _between(words: tuple[Word, ...], index: int) -> Found | None:
    """Read "between 2014 and 2016", "from Monday to Friday"."""
    lower = words[index].lower
    joints = {"between": ("and",), "from": ("to", "until", "till", "through")}.get(lower)
    if joints is None:
        return None
    first = _point(words, index + 1, after_preposition=True)
    if first is None or _lower(words, first[1]) not in joints:
        return None
    last = _point(words, first[1] + 1, after_preposition=True)
    if last is None:
        last = _bare_day(words, first[1] + 1, first[0])
    if last is None:
        return None
    return _joined(first[0], last[0]), last[1]


def _range(words: tuple[Word, ...], index: int) -> Found | None:
    """Read "2014-16", "May 3-5", "3-5 May", "2014/15"."""
    first = _point(words, index, after_preposition=True) if _opens_range(words, index) else None
    if first is None or _lower(words, first[1]) not in {"-", "–", "—", "/"}:
        return None
    after = first[1] + 1
    # A dash with blanks around it parts sentences, not dates.
    if (
        words[first[1]].start != words[first[1] - 1].end
        or after >= len(words)
        or words[after].start != words[first[1]].end
    ):
        return None
    last = (
        _short_year(words, after, first[0])
        or _bare_day(words, after, first[0])
        or _point(words, after, after_preposition=True)
    )
    if last is None or type(last[0]) is not type(first[0]):
        return None
    return _joined(first[0], last[0]), last[1]


def _opens_range(words: tuple[Word, ...], index: int) -> bool:
    """Tell whether a range may begin here: a number, a month or a weekday."""
    return index < len(words) and (words[index].text[0].isdigit() or words[index].text[0].isupper())


def _short_year(words: tuple[Word, ...], index: int, first: Point) -> FoundPoint | None:
    """Read the "16" of "2014-16"."""
    text = words[index].text
    if isinstance(first, Calendar) and first.year and not first.month and len(text) == 2 and text.isdecimal():
        year = first.year - first.year % 100 + int(text)
        return (Calendar(year=year), index + 1) if year > first.year else None
    return None


def _bare_day(words: tuple[Word, ...], index: int, first: Point) -> FoundPoint | None:
    """Read the second day of "May 3 and 5"."""
    if not isinstance(first, Calendar) or not first.day or index >= len(words):
        return None
    text = words[index].lower.rstrip("stndrh")
    if not (text.isdecimal() and len(text) <= 2) or not first.day < int(text) <= 31:
        return None
    year, end = year_after(words, index + 1)
    return replace(first, day=int(text), weekday=None, year=first.year if year is None else year), end


def _joined(first: Point, last: Point) -> Meaning:
    """Join the ends of a range; what is told once holds for both ("between May 3 and 5, 2014")."""
    if isinstance(first, Calendar) and isinstance(last, Calendar):
        month = last.month if first.day and not first.month else first.month
        year = last.year if first.year is None else first.year
        first = replace(first, month=month, year=year)
    return Between(first, last)


def _point(words: tuple[Word, ...], index: int, *, after_preposition: bool) -> FoundPoint | None:
    """Read one time at the word; a bare year or doubtful month is one only after a preposition."""
    if index >= len(words) or not _may_open(words[index]):
        return None
    for rule in _RULES:
        answer = rule(words, index)
        if answer is not None:
            return answer
    return year_at(words, index, after_preposition=after_preposition)


def _may_open(word: Word) -> bool:
    """Tell whether a time may begin at a word: most words in small letters begin none, and no rule need be asked."""
    return not word.text[0].islower() or word.lower in _OPENERS


def _lower(words: tuple[Word, ...], index: int) -> str:
    return words[index].lower if 0 <= index < len(words) else ""


def _amount(words: tuple[Word, ...], index: int) -> tuple[float | None, bool, int] | None:
    """Read "three", "more than six", "a few", "a dozen": number (None if uncounted), whether approximate, end."""
    approximate = False
    lower = _lower(words, index)
    two = (lower, _lower(words, index + 1))
    if two in {
        ("more", "than"),
        ("less", "than"),
        ("fewer", "than"),
        ("at", "least"),
        ("at", "most"),
        ("up", "to"),
        ("close", "to"),
        ("well", "over"),
    }:
        approximate, index = True, index + 2
    elif lower in APPROXIMATE:
        approximate, index = True, index + 1
    lower = _lower(words, index)
    following = _lower(words, index + 1)
    if lower == "a" and following in {"few", "couple", "dozen"}:
        after = index + 3 if _lower(words, index + 2) == "of" else index + 2
        return {"few": None, "couple": 2.0, "dozen": 12.0}[following], True, after
    if lower == "half" and following in {"a", "an"}:
        return 0.5, True, index + 2
    if lower in UNCOUNTED and not approximate:
        return None, True, index + 1
    if lower in NUMBERS and lower not in {"a", "an"}:
        value = NUMBERS[lower]
        if following == "-" and _lower(words, index + 2) in NUMBERS and value >= 20:
            return value + NUMBERS[_lower(words, index + 2)], approximate, index + 3
        return value, approximate, index + 1
    if lower in {"a", "an"}:
        return 1.0, approximate, index + 1
    if lower.isdecimal() and len(lower) <= 3:
        return float(lower), approximate, index + 1
    return (None, True, index) if approximate and lower in UNITS and lower.endswith("s") else None


def _measure(words: tuple[Word, ...], index: int) -> tuple[float | None, Unit, bool, int] | None:
    """Read an amount with its unit: "three days", "more than six decades", "a month and a half"."""
    amount = _amount(words, index)
    if amount is None:
        return None
    number, approximate, after = amount
    if _lower(words, after) in {"full", "consecutive", "straight", "whole", "more", "long", "calendar", "business"}:
        after += 1
    unit = UNITS.get(_lower(words, after))
    if unit is None or (_lower(words, after) == unit and number is not None and number > 1):
        return None
    if _lower(words, after + 1) == "-" or _lower(words, after + 1) == "old":  # "two months-old", "a day-long"
        return None
    after += 1
    if tuple(_lower(words, after + n) for n in range(3)) == ("and", "a", "half") and number is not None:
        number, approximate, after = number + 0.5, True, after + 3
    return number, unit, approximate, after


def _counted(words: tuple[Word, ...], index: int) -> FoundPoint | None:
    """Read "three days ago", "two weeks earlier", "a day after ...", "three days from now"."""
    measure = _measure(words, index)
    if measure is None:
        return None
    number, unit, approximate, after = measure
    match (_lower(words, after), _lower(words, after + 1)):
        case ("ago", _):
            return Offset(number, unit, -1, approximate), after + 1
        case ("from", "now" | "today") | ("hence", _):
            return Offset(number, unit, 1, approximate), after + (2 if _lower(words, after) == "from" else 1)
        case ("earlier" | "previously" | "beforehand" | "prior", _):
            return Anchored(number, unit, -1, approximate), after + 1
        case ("later" | "afterwards" | "afterward" | "thereafter", _):
            return Anchored(number, unit, 1, approximate), after + 1
        case ("before", _):
            return Anchored(number, unit, -1, approximate), after + 1
        case ("after", _):
            return Anchored(number, unit, 1, approximate), after + 1
        case _:
            return None


def _in_units(words: tuple[Word, ...], index: int) -> Found | None:
    """Read "in three days", "within two weeks": the time to come, unless the sentence tells of the past."""
    if words[index].lower not in {"in", "within"}:
        return None
    measure = _measure(words, index + 1)
    if measure is None or _lower(words, measure[3]) in {"ago", "earlier", "before", "after", "later"}:
        return None
    # "the first time in 41 years", "the worst in decades": how long, not when.
    if any(
        word.lower in {"first", "only", "time", "times"} or (word.lower.endswith("est") and len(word.lower) > 4)
        for word in words[max(index - 4, 0) : index]
    ):
        return Duration(*measure[:3]), measure[3]
    return Offset(measure[0], measure[1], 1, measure[2]), measure[3]


def _how_long(words: tuple[Word, ...], index: int) -> Found | None:
    """Read "for more than six decades", "over three days"; "for decades"."""
    if words[index].lower not in {"for", "over", "during", "throughout"}:
        return None
    measure = _measure(words, index + 1)
    if measure is not None:
        return Duration(*measure[:3]), measure[3]
    unit = UNITS.get(_lower(words, index + 1))
    if unit is not None and _lower(words, index + 1).endswith("s"):
        return Duration(None, unit, approximate=True), index + 2
    return None


def _shifted(words: tuple[Word, ...], index: int) -> FoundPoint | None:
    """Read "last Friday", "this week", "next October", "the past three days", "last summer", "the coming weeks"."""
    start = index + 1 if words[index].lower == "the" else index
    shift = _SHIFTS.get(_lower(words, start))
    if shift is None:
        return None
    with_article = start > index
    after = start + 1
    lower = _lower(words, after)
    if lower in WEEKDAYS and words[after].text[0].isupper() and not with_article:
        return Weekday(WEEKDAYS[lower], shift), _day_part(words, after + 1)
    month = calendar_at(words, after, sure=True)
    if (
        month is not None
        and isinstance(month[0], Calendar)
        and month[0].month
        and not month[0].day
        and not with_article
    ):
        return replace(month[0], shift=shift), month[1]
    named = named_at(words, after)
    if named is not None and not with_article:
        return (replace(named[0], shift=shift) if isinstance(named[0], Season) else named[0]), named[1]
    if lower in DAY_PARTS and not with_article:  # "last night", "this morning"
        return (Deictic(0, overnight=True) if shift < 0 else Deictic(0)), after + 1
    unit = UNITS.get(lower)
    if unit in {"day", "hour"}:
        return (Stretch(None, unit, shift or 1, approximate=True), after + 1) if lower.endswith("s") else None
    if unit is not None and not lower.endswith("s"):
        # "the last week of May", "the next century": with the article the unit is counted from elsewhere.
        if with_article and _lower(words, after + 1) == "of":
            return None
        if words[start].lower == "previous":
            return Anchored(1.0, unit, -1), after + 1
        return (Stretch(1.0, unit, shift) if with_article and shift else Period(unit, shift)), after + 1
    measure = _measure(words, after) if shift else None
    if measure is not None:
        return Stretch(measure[0], measure[1], shift, measure[2]), measure[3]
    if unit is not None and shift:
        return Stretch(None, unit, shift, approximate=True), after + 1
    return None


def _other_happening(words: tuple[Word, ...], index: int) -> FoundPoint | None:
    """Read "the day after ...", "the next day", "the same week", "that day", "the week before"."""
    lower = words[index].lower
    if lower == "that" and _lower(words, index + 1) in {"day", "night", "week", "month", "year"}:
        return Anchored(0.0, UNITS[_lower(words, index + 1)], 0), index + 2
    if lower != "the":
        return None
    following = _lower(words, index + 1)
    unit = UNITS.get(_lower(words, index + 2))
    if (
        following in {"same", "next", "following", "previous", "preceding"}
        and unit
        and not _lower(words, index + 2).endswith("s")
    ):
        sign = {"same": 0, "next": 1, "following": 1}.get(following, -1)
        if following == "next" and unit != "day":
            return None
        return Anchored(float(abs(sign)), unit, sign), index + 3
    unit = UNITS.get(following)
    if unit is not None and following == unit and _lower(words, index + 2) in {"after", "before"}:
        if _lower(words, index + 3) in {"tomorrow", "yesterday"} and unit == "day":
            return Deictic(2 if _lower(words, index + 3) == "tomorrow" else -2), index + 4
        if _lower(words, index + 3) in {"last", "next"} and unit in {"week", "month", "year"}:
            return Period(unit, -2 if _lower(words, index + 3) == "last" else 2), index + 4
        return Anchored(1.0, unit, 1 if _lower(words, index + 2) == "after" else -1), index + 3
    return None


def _deictic(words: tuple[Word, ...], index: int) -> FoundPoint | None:
    """Read "today", "yesterday", "tomorrow", "overnight", "tonight"."""
    lower = words[index].lower
    days = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}.get(lower)
    if days is not None:
        # "USA Today" and "Russia Today" print the word with a capital after a capital.
        if words[index].text[0].isupper() and index and words[index - 1].text[0].isupper():
            return None
        return Deictic(days), _day_part(words, index + 1)
    if lower == "overnight":
        return Deictic(0, overnight=True), index + 1
    return None


def _weekend(words: tuple[Word, ...], index: int) -> FoundPoint | None:
    """Read "the weekend", "at the weekend"."""
    if words[index].lower == "the" and _lower(words, index + 1) == "weekend" and _lower(words, index + 2) != "of":
        return Period("weekend", 0), index + 2
    return None


def _with_part(words: tuple[Word, ...], index: int) -> FoundPoint | None:
    """Read "late last month", "earlier this week", "later in the day", "earlier Tuesday", "early next year"."""
    lower = words[index].lower
    if lower not in _PARTS and lower not in _SIDES:
        return None
    after = index + 1
    if _lower(words, after) == "-":
        after += 1
    if _lower(words, after) in {"in", "on"}:
        after += 1
    if (
        _lower(words, after) == "the"
        and _lower(words, after + 1) in {"day", "week", "month", "year"}
        and lower in _SIDES
    ):
        unit = UNITS[_lower(words, after + 1)]
        # "earlier in the day": the day of the act told beside it.
        return (Anchored(0.0, unit, 0) if unit == "day" else Period(unit, 0, side=_SIDES[lower])), after + 2
    if after >= len(words):
        return None
    inner = _deictic(words, after) or _shifted(words, after) or calendar_at(words, after, sure=True)
    if inner is None:
        return None
    meaning, end = inner
    if isinstance(meaning, Period):
        meaning = replace(meaning, part=_PARTS.get(lower), side=_SIDES.get(lower, 0))
    elif isinstance(meaning, Calendar) and meaning.month and not meaning.day:
        meaning = replace(meaning, part=_PARTS.get(lower))
    return meaning, end


def _vague(words: tuple[Word, ...], index: int) -> FoundPoint | None:
    """Read words of time that name no date."""
    lower = words[index].lower
    start = index + 1 if lower == "the" else index
    unit = UNITS.get(_lower(words, start + 1))
    if (
        _lower(words, start) in {"recent", "coming", "following", "subsequent"}
        and unit
        and _lower(words, start + 1).endswith("s")
    ):
        return Vague("it names no number of days"), start + 2
    if lower in {"long", "some"} and _lower(words, index + 1) in {"ago", "time"}:
        after = index + 2 if _lower(words, index + 1) == "ago" else index + 3
        return (Vague("it names no date"), after) if _lower(words, after - 1) == "ago" else None
    return (Vague("it names no date"), index + 1) if lower in _VAGUE else None


def _weekday(words: tuple[Word, ...], index: int) -> FoundPoint | None:
    """Read a weekday with the date beside it, or alone."""
    answer = calendar_at(words, index, sure=False)
    if answer is None:
        return None
    return answer[0], _day_part(words, answer[1])


def _day_part(words: tuple[Word, ...], index: int) -> int:
    """Step over "night" in "Tuesday night" and "morning" in "yesterday morning"."""
    return index + 1 if _lower(words, index) in DAY_PARTS else index


#: The words in small letters that a rule may begin with.
_OPENERS = frozenset(
    {*NUMBERS, *UNCOUNTED, *APPROXIMATE, *UNITS, *_SHIFTS, *_PARTS, *_SIDES, *_VAGUE, *ORDINALS, *SEASONS}
    | {*DECADE_WORDS, *WEEKDAYS, *MONTHS, *DAY_PARTS}
    | {"more", "less", "fewer", "at", "up", "close", "well", "half", "that", "the", "today", "tonight", "yesterday"}
    | {"tomorrow", "overnight", "recent", "coming", "following", "subsequent", "long", "some", "fiscal", "financial"}
    | {"fy", "q", "school", "academic"}
)
_RULES: tuple[Callable[[tuple[Word, ...], int], FoundPoint | None], ...] = (
    _counted,
    _other_happening,
    _with_part,
    _shifted,
    named_at,
    _weekend,
    _deictic,
    _weekday,
    _vague,
)
