"""Arithmetic of days, weeks, months and years for `dates_resolve`; every function is pure.

`reference` is the day that relative expressions are counted from; intervals include both ends. Functions may raise
`ValueError` or `OverflowError` for dates that the calendar does not have.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from legation.ground.dates_expressions import (
    Anchored,
    Calendar,
    Century,
    Decade,
    Deictic,
    Holiday,
    Meaning,
    Offset,
    Part,
    Period,
    Season,
    SpecialYear,
    Stretch,
    Unit,
    Weekday,
    YearPart,
)
from legation.ground.dates_holidays import days_of
from legation.records import Precision, When

_DAY = timedelta(days=1)
#: First month and number of months of the seasons (northern half).
_SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `start` to `end`, both included."""

    start: date
    end: date
    precision: Precision


def one_day(day: date) -> Interval:
    """Return the day as an interval."""
    return Interval(day, day, "day")


def whole_month(year: int, month: int, part: Part | None = None) -> Interval:
    """Return a month, or its first, second or last third."""
    last = monthrange(year, month)[1]
    if part is None:
        return Interval(date(year, month, 1), date(year, month, last), "month")
    first, until = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}[part]
    return Interval(date(year, month, first), date(year, month, until), "range")


def whole_year(year: int, part: Part | None = None) -> Interval:
    """Return a year, or its first, second or last third."""
    if part is None:
        return Interval(date(year, 1, 1), date(year, 12, 31), "year")
    first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[part]
    return Interval(date(year, first, 1), whole_month(year, last).end, "range")


def _months_on(day: date, months: int) -> tuple[int, int]:
    """Return the year and month so many months on."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def weekday_day(meaning: Weekday, reference: date, *, future: bool) -> Interval | None:
    """Date a weekday: the last one on or before `reference`, or the first on or after it if the clause is future."""
    back = (reference.weekday() - meaning.day) % 7
    ahead = (meaning.day - reference.weekday()) % 7
    match meaning.shift:
        case None:
            return one_day(reference + ahead * _DAY if future else reference - back * _DAY)
        case -1:  # "last Friday" on a Friday is a week ago
            return one_day(reference - (back or 7) * _DAY)
        case 0:
            return one_day(reference + (meaning.day - reference.weekday()) * _DAY)
        case _:
            days = ahead or 7
            if days == 7:
                return one_day(reference + 7 * _DAY)
            if days <= 2:  # nobody calls the day after tomorrow "next"
                return one_day(reference + (days + 7) * _DAY)
            return Interval(reference + days * _DAY, reference + (days + 7) * _DAY, "range")


def calendar_day(meaning: Calendar, reference: date | None, *, future: bool) -> Interval | None:
    """Date a day or month as written; a missing year is the nearest one that the tense allows."""
    month = meaning.month or 1
    if meaning.year is not None:
        if meaning.day:
            return one_day(date(meaning.year, month, meaning.day))
        return whole_month(meaning.year, month, meaning.part)
    if reference is None or meaning.month is None:
        return None
    if meaning.day and meaning.weekday is not None:
        # "Saturday, Oct. 2" tells its year by the weekday.
        fitting = [
            day
            for year in range(reference.year - 1, reference.year + 2)
            if (day := _day_or_none(year, month, meaning.day)) and day.weekday() == meaning.weekday
        ]
        return one_day(min(fitting, key=lambda day: abs(day - reference))) if fitting else None
    year = _year_for(meaning, reference, future=future)
    if meaning.day:
        return one_day(date(year, month, meaning.day))
    return whole_month(year, month, meaning.part)


def _day_or_none(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


def _year_for(meaning: Calendar, reference: date, *, future: bool) -> int:
    """Choose the year of a date without one."""
    month = meaning.month or 1
    if meaning.shift == 0:
        return reference.year
    if meaning.shift == -1:
        return reference.year if month < reference.month else reference.year - 1
    if meaning.shift == 1:
        return reference.year if month > reference.month else reference.year + 1
    if future:
        first = (month, meaning.day or 31)
        return reference.year if first >= (reference.month, reference.day) else reference.year + 1
    # A day of grace: datelines east of the publisher are a day ahead.
    tomorrow = reference + _DAY
    first = (month, meaning.day or 1)
    return tomorrow.year if first <= (tomorrow.month, tomorrow.day) else tomorrow.year - 1


def deictic(meaning: Deictic, reference: date) -> Interval:
    """Date "today", "yesterday", "overnight"."""
    if meaning.overnight:
        return Interval(reference - _DAY, reference, "range")
    return one_day(reference + meaning.days * _DAY)


def period(meaning: Period, reference: date, *, future: bool) -> Interval | None:
    """Date "last week", "this month", "late next year"; what is told of this week is cut at the day of reference."""
    match meaning.unit:
        case "week":
            monday = reference - reference.weekday() * _DAY + 7 * meaning.shift * _DAY
            whole = Interval(monday, monday + 6 * _DAY, "range")
            return _cut(whole, reference, meaning.side or (1 if future else -1)) if meaning.shift == 0 else whole
        case "weekend":
            return _weekend(meaning.shift, reference, future=future)
        case "month":
            year, month = _months_on(reference, meaning.shift)
            whole = whole_month(year, month, meaning.part)
        case "quarter":
            year, month = _months_on(reference, 3 * meaning.shift)
            return year_part(YearPart((month - 1) // 3 + 1, 4, year), reference)
        case "year":
            whole = whole_year(reference.year + meaning.shift, meaning.part)
        case "decade":
            return decade(Decade(reference.year // 10 * 10 + 10 * meaning.shift, meaning.part))
        case "century":
            return century(Century((reference.year - 1) // 100 + 1 + meaning.shift))
        case _:
            return None
    return _cut(whole, reference, meaning.side) if meaning.side and meaning.shift == 0 else whole


def _cut(whole: Interval, reference: date, side: int) -> Interval:
    """Keep what lies before (-1) or after (1) the day of reference, that day included."""
    if side < 0:
        return Interval(whole.start, min(whole.end, reference), "range")
    return Interval(max(whole.start, reference), whole.end, "range")


def _weekend(shift: int, reference: date, *, future: bool) -> Interval:
    """Date a weekend: Saturday and Sunday."""
    since_saturday = (reference.weekday() - 5) % 7
    saturday = reference - since_saturday * _DAY
    within = since_saturday <= 1
    if shift == 0:
        saturday += 7 * _DAY if future and not within else timedelta(0)
    elif shift < 0:
        saturday -= 7 * _DAY if within else timedelta(0)
    else:
        saturday += 7 * _DAY
    return Interval(saturday, saturday + _DAY, "range")


def _count(amount: float | None, unit: Unit) -> tuple[float, float] | None:
    """Return the least and most that an uncounted amount ("a few") stands for; decades are too long to say."""
    if amount is not None:
        return amount, amount
    return {"day": (2.0, 6.0), "week": (2.0, 6.0), "month": (2.0, 9.0), "year": (2.0, 9.0)}.get(unit)


_DAYS_IN: dict[str, float] = {
    "hour": 1 / 24,
    "day": 1,
    "week": 7,
    "weekend": 7,
    "month": 30.44,
    "quarter": 91.3,
    "year": 365.25,
    "decade": 3652.5,
    "century": 36525,
}


def offset(meaning: Offset, reference: date, *, future: bool) -> Interval | None:
    """Date "three days ago", "in two weeks"; the unit sets the precision, and approximate amounts make ranges."""
    if meaning.sign > 0 and not future:
        return None  # "grew 5 percent in two years": a length, not a date to come
    return _moved(reference, meaning.amount, meaning.unit, meaning.sign, approximate=meaning.approximate)


def _moved(day: date, amount: float | None, unit: Unit, sign: int, *, approximate: bool) -> Interval | None:
    """Return the interval so many units from `day`."""
    count = _count(amount, unit)
    if count is None:
        return None
    least, most = count
    if unit == "hour":
        ends = sorted((day, day + sign * max(1, round(most / 24)) * _DAY))
        return Interval(ends[0], ends[1], "range")
    if amount is None or approximate or amount != int(amount):
        low, high = (least, most) if amount is None else (0.75 * least, 1.35 * most)
        ends = sorted(
            (day + sign * round(low * _DAYS_IN[unit]) * _DAY, day + sign * round(high * _DAYS_IN[unit]) * _DAY)
        )
        return Interval(ends[0], ends[1], "range")
    whole = sign * int(amount)
    match unit:
        case "day":
            return one_day(day + whole * _DAY)
        case "week" | "weekend":
            middle = day + 7 * whole * _DAY
            return Interval(middle - 3 * _DAY, middle + 3 * _DAY, "range")
        case "month":
            return whole_month(*_months_on(day, whole))
        case "year":
            return whole_year(day.year + whole)
        case "decade":
            year = day.year + 10 * whole
            return Interval(date(year - 5, 1, 1), date(year + 5, 12, 31), "decade")
        case _:
            return None


def stretch(meaning: Stretch, reference: date) -> Interval | None:
    """Date "the past three days", up to the day of reference, or from it on."""
    if meaning.amount is None:
        return None
    days = round(meaning.amount * _DAYS_IN[meaning.unit]) * _DAY
    if meaning.sign < 0:
        return Interval(reference - days, reference, "range")
    return Interval(reference, reference + days, "range")


def anchored_to(meaning: Anchored, anchor: When) -> Interval | None:
    """Date "the day after" another happening whose date is known; months and years need no exact day."""
    if meaning.amount is None:
        return None
    if meaning.amount == 0:
        day = anchor.start
        match meaning.unit:
            case "month":
                return whole_month(day.year, day.month)
            case "year":
                return whole_year(day.year)
            case "week":
                monday = day - day.weekday() * _DAY
                return Interval(monday, monday + 6 * _DAY, "range")
            case _:
                return Interval(anchor.start, anchor.end, anchor.precision)
    if anchor.start != anchor.end and meaning.unit in {"hour", "day", "week", "weekend"}:
        return None
    return _moved(anchor.start, meaning.amount, meaning.unit, meaning.sign, approximate=meaning.approximate)


def decade(meaning: Decade) -> Interval:
    """Date "the 1990s", "the late 1990s"."""
    first, last = {None: (0, 9), "early": (0, 3), "mid": (4, 6), "late": (7, 9)}[meaning.part]
    precision: Precision = "decade" if meaning.part is None else "range"
    return Interval(date(meaning.start + first, 1, 1), date(meaning.start + last, 12, 31), precision)


def century(meaning: Century) -> Interval:
    """Date "the 19th century"."""
    return Interval(date(100 * meaning.number - 99, 1, 1), date(100 * meaning.number, 12, 31), "range")


def year_part(meaning: YearPart, reference: date | None) -> Interval | None:
    """Date a quarter or half; without a year it is the last one that had begun."""
    length = 12 // meaning.of
    first = length * (meaning.number - 1) + 1
    if meaning.year is None and reference is None:
        return None
    year = meaning.year if meaning.year is not None else reference.year if reference else 0
    if meaning.year is None and reference and date(year, first, 1) > reference:
        year -= 1
    return Interval(date(year, first, 1), whole_month(year, first + length - 1).end, "range")


def special_year(meaning: SpecialYear) -> Interval:
    """Date a fiscal or school year, wide enough for every country's custom."""
    if meaning.kind == "school":
        return Interval(date(meaning.year, 8, 1), date(meaning.year + 1, 7, 31), "range")
    return Interval(date(meaning.year - 1, 4, 1), date(meaning.year, 12, 31), "range")


def season(meaning: Meaning, reference: date | None, *, future: bool) -> Interval | None:
    """Date a season; a winter has two years, so one told by its year alone takes in both."""
    if not isinstance(meaning, Season):
        return None
    month = _SEASON_MONTHS[meaning.name]
    if meaning.year is not None:
        if meaning.name == "winter":
            return Interval(date(meaning.year - 1, 12, 1), whole_month(meaning.year + 1, 2).end, "range")
        return Interval(date(meaning.year, month, 1), whole_month(meaning.year, month + 2).end, "range")
    if reference is None:
        return None
    seasons = [_season_from(year, month) for year in range(reference.year - 2, reference.year + 3)]
    past = [found for found in seasons if found.end < reference]
    coming = [found for found in seasons if found.start > reference]
    current = [found for found in seasons if found.start <= reference <= found.end]
    if meaning.shift == -1:
        return past[-1]
    if meaning.shift == 1:
        return coming[0]
    if current:
        return current[0]
    return coming[0] if future else past[-1]


def _season_from(year: int, month: int) -> Interval:
    last = _months_on(date(year, month, 1), 2)
    return Interval(date(year, month, 1), whole_month(*last).end, "range")


def holiday(meaning: Holiday, reference: date | None, *, future: bool) -> Interval | None:
    """Date a holiday: of its year, else the last one on or before the day of reference, or the next one."""
    if meaning.year is not None:
        days = days_of(meaning.name, meaning.year)
        return _as_interval(days) if days else None
    if reference is None:
        return None
    found = [days for year in range(reference.year - 2, reference.year + 3) if (days := days_of(meaning.name, year))]
    forward = future or (meaning.shift or 0) > 0
    if forward:
        return next((_as_interval(days) for days in found if days[1] >= reference), None)
    return next((_as_interval(days) for days in reversed(found) if days[0] <= reference), None)


def _as_interval(days: tuple[date, date]) -> Interval:
    return Interval(days[0], days[1], "day" if days[0] == days[1] else "range")
