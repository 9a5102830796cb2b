"""What a time expression means before it is dated: small frozen types, one for each way of saying when.

TimeExpression = words of the text + Meaning + bound ("since", "until", ...)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from legation.records import Span

Unit = Literal["hour", "day", "week", "weekend", "month", "quarter", "year", "decade", "century"]
#: How the expression limits the act: at the time, or from it on, up to it, and so on.
Bound = Literal["at", "since", "until", "by", "before", "after"]
Part = Literal["early", "mid", "late"]


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 0 for Monday; `shift` is -1 for "last", 1 for "next", 0 for "this", None for the bare name."""

    day: int
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date as written: any of year, month, day may be missing; `shift` as "last October" (-1), `weekday` if told."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    shift: int | None = None
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Deictic:
    """So many days from the day of publication: today 0, yesterday -1; `overnight` is the night before."""

    days: int
    overnight: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar unit by its distance: "last month" -1, "this week" 0, "next year" 1; part as in "late last month".

    `side` is -1 for "earlier this week" and 1 for "later this week".
    """

    unit: Unit
    shift: int
    part: Part | None = None
    side: int = 0


@dataclass(frozen=True, slots=True)
class Offset:
    """So many units before (-1) or after (1) publication: "three days ago", "in two weeks"; None for "a few"."""

    amount: float | None
    unit: Unit
    sign: int
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Anchored:
    """So many units before (-1) or after (1) another happening: "the day after ...", "two weeks earlier".

    Amount 0 is the same day, week, month or year.
    """

    amount: float | None
    unit: Unit
    sign: int
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """The last (-1) or next (1) so many units: "over the past three days"."""

    amount: float | None
    unit: Unit
    sign: int
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Duration:
    """How long, not when: "for more than six decades"."""

    amount: float | None
    unit: Unit
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Decade:
    """Ten years from `start`; `part` as in "the early 1990s"."""

    start: int
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Century:
    """The hundred years that end in `number` times a hundred."""

    number: int


@dataclass(frozen=True, slots=True)
class YearPart:
    """A quarter (of 4) or half (of 2) of a year; year None is the one around publication."""

    number: int
    of: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """A season of the northern half: spring, summer, autumn, winter."""

    name: str
    year: int | None = None
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class SpecialYear:
    """A `fiscal` or `school` year, which begins in other months in other countries."""

    kind: str
    year: int


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday by the key of `dates_holidays`."""

    name: str
    year: int | None = None
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Vague:
    """A word of time that names no date ("recently", "in the coming days"), or one that can be read two ways."""

    reason: str


Point = (
    Weekday
    | Calendar
    | Deictic
    | Period
    | Offset
    | Anchored
    | Stretch
    | Duration
    | Decade
    | Century
    | YearPart
    | Season
    | SpecialYear
    | Holiday
    | Vague
)


@dataclass(frozen=True, slots=True)
class Between:
    """From one time to another, both included."""

    first: Point
    last: Point


Meaning = Point | Between


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say when. `span` is half-open into the document's text; a preposition belongs to it if it bounds."""

    span: Span
    text: str
    meaning: Meaning
    bound: Bound = "at"
