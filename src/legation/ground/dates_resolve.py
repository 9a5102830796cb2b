"""A time expression to an interval of days, by the rules of CODEBOOK section 6; a wrong date is worse than none.

Everything relative is counted from the day of publication. Where that is only known as an interval (a year, an
inferred week), the expression is counted from both of its ends: what agrees is certain, what does not is widened or
left open.
"""

from __future__ import annotations

from datetime import date, timedelta

from legation.ground.dates_expressions import (
    Anchored,
    Between,
    Calendar,
    Century,
    Decade,
    Deictic,
    Duration,
    Holiday,
    Meaning,
    Offset,
    Period,
    SpecialYear,
    Stretch,
    TimeExpression,
    Vague,
    Weekday,
    YearPart,
)
from legation.ground.dates_intervals import (
    Interval,
    anchored_to,
    calendar_day,
    century,
    decade,
    deictic,
    holiday,
    offset,
    period,
    season,
    special_year,
    stretch,
    weekday_day,
    whole_year,
    year_part,
)
from legation.records import When

_WEEK = timedelta(days=7)


def resolve_time(
    expression: TimeExpression, published: When | None, *, future: bool = False, anchor: When | None = None
) -> When | None:
    """Date an expression, or return None where that would be a guess (`why_unresolved` then says why).

    `published` is the date of publication as known, `future` the tense of the clause ("will meet on Friday"), and
    `anchor` the date of the happening that "the day after ..." is counted from.
    """
    if published is None or (published.start == published.end):
        reference = published.start if published else None
        found = _bounded(expression, reference, future=future, anchor=anchor)
        reasons = _counted_from(expression, published)
    else:
        found, reasons = _within(expression, published, future=future, anchor=anchor)
    if found is None:
        return None
    inferred = published is not None and published.basis == "inferred" and bool(reasons)
    return When(
        start=found.start,
        end=found.end,
        precision=found.precision,
        basis="inferred" if inferred else "expression",
        span=expression.span,
        reasons=reasons + (published.reasons if inferred and published else ()),
    )


def why_unresolved(expression: TimeExpression, published: When | None) -> str:
    """Say in words why `resolve_time` leaves the expression open."""
    meaning = expression.meaning
    if isinstance(meaning, Vague):
        return meaning.reason
    if isinstance(meaning, Duration):
        return "it says how long, not when"
    if isinstance(meaning, Anchored):
        return "it is counted from another happening whose date is not known"
    if expression.bound in {"before", "after", "until", "by"}:
        return f"“{expression.bound}” leaves one end open"
    if published is None:
        return "the date of publication is not known"
    if published.start != published.end:
        return f"the date of publication is only known as {published.start} to {published.end}"
    return "it can be counted in more than one way"


def _counted_from(expression: TimeExpression, published: When | None) -> tuple[str, ...]:
    """Give the reason of a date that was counted from the day of publication; none for one that stands by itself."""
    if published is None or not _relative(expression.meaning):
        return ()
    return (f"“{expression.text}” counted from {published.start}",)


def _relative(meaning: Meaning) -> bool:
    """Tell whether the day of publication is needed."""
    match meaning:
        case Between(first, last):
            return _relative(first) or _relative(last)
        case Calendar(year=year) | YearPart(year=year) | Holiday(year=year):
            return year is None
        case Decade() | Century() | SpecialYear() | Anchored():
            return False
        case _:
            return True


def _within(
    expression: TimeExpression,
    published: When,
    *,
    future: bool,
    anchor: When | None,
) -> tuple[Interval | None, tuple[str, ...]]:
    """Date an expression against an interval of publication; answer with the reasons."""
    early = _bounded(expression, published.start, future=future, anchor=anchor)
    late = _bounded(expression, published.end, future=future, anchor=anchor)
    if not _relative(expression.meaning) and expression.bound != "since":
        return early, ()
    known = f"publication is only known as {published.start} to {published.end}"
    if early is not None and early == late:
        return early, (f"“{expression.text}” is the same from any day of {published.start} to {published.end}",)
    meaning = expression.meaning
    if early is None or late is None:
        return None, ()
    if published.end - published.start < _WEEK:
        if isinstance(meaning, Weekday):
            # A window is inferred from a bare weekday, and news is told on that day or the next.
            return early, (f"“{expression.text}” counted from {published.start}, the first day of the window", known)
        return Interval(early.start, late.end, "range"), (known,)
    if published.precision == "year" and isinstance(meaning, Calendar) and meaning.month and meaning.shift is None:
        dated = calendar_day(meaning, date(published.start.year, 12, 31), future=False)
        return dated, (f"“{expression.text}” is taken to be of the year of publication",)
    if expression.bound == "at" and _near(meaning):
        return Interval(published.start, published.end, published.precision), (known,)
    return None, ()


def _near(meaning: Meaning) -> bool:
    """Tell whether the expression stays within days of publication, so that it lies in the same month or year."""
    match meaning:
        case Weekday(shift=shift):
            return shift != 1
        case Deictic():
            return True
        case Period(unit=unit, shift=shift):
            return unit in {"week", "weekend"} and shift in {0, -1}
        case Offset(amount=amount, unit=unit):
            return unit in {"hour", "day"} and amount is not None and amount <= 7
        case _:
            return False


def _bounded(
    expression: TimeExpression,
    reference: date | None,
    *,
    future: bool,
    anchor: When | None,
) -> Interval | None:
    """Date the meaning, then apply "since", "until" and the like."""
    try:
        found = _interval(expression.meaning, reference, future=future, anchor=anchor)
    except (ValueError, OverflowError):
        return None  # 31 June; the year 0
    if found is None or expression.bound == "at":
        return found
    if reference is None:
        return None
    match expression.bound:
        case "since" if found.start <= reference:
            return Interval(found.start, reference, "range")
        case "until" | "by" if future and found.end >= reference:
            return Interval(reference, found.end, "range")
        case _:
            return None


def _interval(
    meaning: Meaning,
    reference: date | None,
    *,
    future: bool,
    anchor: When | None,
) -> Interval | None:
    """Date one meaning from one day of reference."""
    match meaning:
        case Between(first, last):
            start, end = (_interval(point, reference, future=future, anchor=anchor) for point in (first, last))
            return Interval(start.start, end.end, "range") if start and end and start.start <= end.end else None
        case Calendar(year=int(year), month=None):
            return whole_year(year, meaning.part)
        case Calendar():
            return calendar_day(meaning, reference, future=future)
        case Decade():
            return decade(meaning)
        case Century():
            return century(meaning)
        case SpecialYear():
            return special_year(meaning)
        case Anchored():
            return anchored_to(meaning, anchor) if anchor else None
        case Vague() | Duration():
            return None
        case _ if reference is None and _relative_only(meaning):
            return None
        case YearPart():
            return year_part(meaning, reference)
        case Holiday():
            return holiday(meaning, reference, future=future)
    return _from_reference(meaning, reference, future=future) if reference else season_of(meaning)


def season_of(meaning: Meaning) -> Interval | None:
    """Date a season that tells its year."""
    return season(meaning, None, future=False) if not isinstance(meaning, Between) else None


def _relative_only(meaning: Meaning) -> bool:
    """Tell whether nothing can be said without a day of reference."""
    return getattr(meaning, "year", None) is None


def _from_reference(meaning: Meaning, reference: date, *, future: bool) -> Interval | None:
    """Date what is counted from the day of reference."""
    match meaning:
        case Weekday():
            return weekday_day(meaning, reference, future=future)
        case Deictic():
            return deictic(meaning, reference)
        case Period():
            return period(meaning, reference, future=future)
        case Offset():
            return offset(meaning, reference, future=future)
        case Stretch():
            return stretch(meaning, reference)
        case _:
            return season(meaning, reference, future=future)
