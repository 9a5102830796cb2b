"""Which reports are worth comparing: those that share type family, parties and days.

A report leaves keys, and looks up keys over a range of days. Pairs that only one of the two would find are refused by
`compare` (`window`), so that it never matters who came first.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legation.corroborate.facts import Facts

#: Types that one act may be told as.
FAMILIES: Final = {
    "AGREE": "accord", "SUPPORT": "accord", "COOPERATE": "accord", "CONCEDE": "accord", "RETREAT": "accord", "CONSULT": "talk",
    "AID": "aid", "REQUEST": "word", "ACCUSE": "word", "REJECT": "word", "THREATEN": "word", "PROTEST": "protest",
    "SANCTION": "hard", "COERCE": "hard", "MOBILIZE": "force", "ASSAULT": "force",
}  # fmt: skip
#: Families that one act is told in by two coders, or in two words: help that is granted, a ban that is a refusal.
NEIGHBOURS: Final = {
    "accord": ("aid",), "aid": ("accord",), "word": ("hard",), "hard": ("force", "word"), "force": ("hard", "protest"),
    "protest": ("force",),
}  # fmt: skip
#: Days between an act and a report that gives it no day of its own.
LATE: Final = 4
_MOST_PARTIES: Final = 6
#: Names beside a party that a report is found by.
_MOST_NAMES: Final = 6


def keys(facts: Facts) -> tuple[tuple[str, str], ...]:
    """Return what a report leaves to be found by: (key, day); coarse dates leave `~` and their month or year."""
    day = _day(facts)
    return tuple(sorted({(key, day) for key in _left(facts)}))


def look_ups(facts: Facts) -> tuple[tuple[str, str, str], ...]:
    """Return what a report looks up: (key, first day, last day), both included."""
    found, ranges = sorted(set(_sought(facts))), tuple(_ranges(facts))
    return tuple((key, first, last) for key in found for first, last in ranges)


def _left(facts: Facts) -> Iterator[str]:
    prefix, codes = _prefix(facts), sorted(facts.codes)[:_MOST_PARTIES]
    for one, other in combinations(codes, 2):
        yield f"{prefix}|{one}|{other}"
    for code in codes:
        yield f"{prefix}|{code}"
    if len(codes) == 1:
        yield f"{prefix}|{codes[0]}|only"
    if facts.place:
        yield f"{prefix}|@{facts.place}"
        if not codes:
            yield f"{prefix}|@{facts.place}|only"
        for code in codes:
            yield f"{prefix}|@{facts.place}|{code}"
    yield from _shared(facts, prefix, codes)


def _shared(facts: Facts, prefix: str, codes: list[str]) -> Iterator[str]:
    """Yield what both leave and seek: one party and a name, where a second party differs; runs of words of a copy."""
    if len(codes) > 1:
        parties = (*facts.actors, *facts.recipients)
        for code in codes:
            called = {word for told in parties if told.code != code for word in told.called}
            for name in sorted(called | facts.proper)[:_MOST_NAMES]:
                yield f"{prefix}|{code}|^{name}"
    for run in facts.sketch:
        yield f"{prefix}|={run:08x}"


def _sought(facts: Facts) -> Iterator[str]:
    prefix, codes = _prefix(facts), sorted(facts.codes)[:_MOST_PARTIES]
    if len(codes) > 1:
        for one, other in combinations(codes, 2):
            yield f"{prefix}|{one}|{other}"
        for code in codes:
            yield f"{prefix}|{code}|only"
    elif codes:
        yield f"{prefix}|{codes[0]}"
    if facts.place:
        yield f"{prefix}|@{facts.place}" if not codes else f"{prefix}|@{facts.place}|only"
        for code in codes:
            yield f"{prefix}|@{facts.place}|{code}"
    yield from _shared(facts, prefix, codes)
    if facts.to_the_day:
        for one, other in combinations(codes, 2):
            for family in NEIGHBOURS.get(FAMILIES[facts.type], ()):
                yield f"{_prefix(facts, family)}|{one}|{other}"


def _prefix(facts: Facts, family: str = "") -> str:
    # What is only background and has no date is compared with its like alone: see `window`.
    background = "h" if _undated_background(facts) else ""
    return f"{background}{'' if facts.said_to_be else 'p'}{family or FAMILIES[facts.type]}"


def _undated_background(facts: Facts) -> bool:
    return facts.status == "historical" and facts.start is None


def _day(facts: Facts) -> str:
    if facts.start is not None and facts.end is not None:
        if facts.to_the_day:
            return facts.start.isoformat()
        if facts.start.year != facts.end.year:
            return "~"
        return _month(facts.start) if facts.start.month == facts.end.month else _year(facts.start)
    return facts.published.isoformat() if facts.published is not None else "~"


# Not by strftime: some platforms write the year 900 with three digits.
def _month(day: date) -> str:
    return f"~{day.isoformat()[:7]}"


def _year(day: date) -> str:
    return f"~{day.isoformat()[:4]}"


def _ranges(facts: Facts) -> Iterator[tuple[str, str]]:
    if facts.start is not None and facts.end is not None:
        first, last = facts.start, facts.end
        if facts.to_the_day:
            yield _moved(first, -4), _moved(last, LATE)
            yield from ((span, span) for span in {_month(first), _month(last), _year(first)})
        else:
            yield _moved(first, -4), _moved(last, LATE)
            yield _month(first), _month(last)
            yield _year(first), _year(last)
    elif facts.published is not None:
        yield _moved(facts.published, -LATE - 3), _moved(facts.published, LATE)
    yield "~", "~"


def _moved(day: date, days: int) -> str:
    try:
        return (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return day.isoformat()


def window(one: Facts, other: Facts) -> str | None:
    """Return why two reports cannot be one act by their days, or None; the same for either order."""
    if _undated_background(one) != _undated_background(other):
        return "one is background without a date"
    if one.start is not None and other.start is not None and one.end is not None and other.end is not None:
        slack = timedelta(days=1) if one.to_the_day and other.to_the_day else timedelta()
        if one.start > other.end + slack or other.start > one.end + slack:
            return "different days"
        return None
    if one.start is None and other.start is None:
        if one.published is None or other.published is None:
            return None if one.published is other.published else "one has no date at all"
        return "published too far apart" if abs((one.published - other.published).days) > LATE else None
    dated, undated = (one, other) if one.start is not None else (other, one)
    if undated.published is None or dated.start is None or dated.end is None:
        return "one has no date at all"
    if not dated.to_the_day:
        return "one has no day"
    late = (undated.published - dated.start).days
    if late < -1:
        return "told before it happened"
    return "published too long after" if late > LATE else None
