"""The day of publication from several witnesses: which one is believed, and where they contradict one another.

The order of trust is the caller, the feed or mail that brought the article, the head of the page, its address, the
page's own words. Date lines and the text itself are asked later, by `ground`, and only where none of these knows.
A date later than the page itself (a form's default, an event's day, a zone gone wrong) is left aside for the next one; the
caller's stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from legation.records import When

_URL_DAY = re.compile(r"/(19[89]\d|20\d\d)[/-]?(0[1-9]|1[0-2]|[1-9])[/-]?(0[1-9]|[12]\d|3[01]|[1-9])(?=[/_.-]|$)")
_URL_TAIL = re.compile(r"[/_-](20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
#: Sites stamp in their own zone, and feeds in another.
_SAME = timedelta(days=1)
#: A day for the zones of who writes and who reads, and one for papers that bear tomorrow's date.
_AHEAD = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date with who says it: `given`, `feed`, `mail`, `metadata`, `url`, `page`."""

    basis: str
    when: When


def day_of_url(url: str) -> When | None:
    """Return the day in an address such as `/2021/04/20/` or `-20210420.html`; None for none, or an impossible one."""
    path = url.split("?", 1)[0]
    for pattern in (_URL_DAY, _URL_TAIL):
        if match := pattern.search(path):
            try:
                day = date(*map(int, match.groups()))
            except ValueError:
                continue
            return When(
                start=day,
                end=day,
                precision="day",
                basis="url",
                reasons=(f"the address has {match.group().strip('/_-')}",),
            )
    return None


def latest_day(came: date | None) -> date | None:
    """Return the last day on which a page can have been published that came on this one."""
    return came + _AHEAD if came is not None else None


def are_later(dates: tuple[Dated, ...], came: date | None) -> tuple[Dated, ...]:
    """Return the dates that are not to be believed of a page that came on this day: it cannot have been published yet."""
    latest = latest_day(came)
    return tuple(row for row in dates if row.basis != "given" and latest is not None and row.when.start > latest)


def choose_date(dates: tuple[Dated, ...], came: date | None = None) -> When | None:
    """Return the date that is believed, with its basis and, in `reasons`, who contradicts it; None without any.

    A date to the day from the head of the page is finer than a year that the caller gave, and is taken if it lies within.
    What is later than the day on which the page `came` is none.
    """
    later = are_later(dates, came)
    dates = tuple(row for row in dates if row not in later)
    if not dates:
        return None
    best = dates[0]
    finer = [row for row in dates[1:] if _days(row.when) < _days(best.when) and _within(row.when, best.when)]
    chosen = finer[0] if finer else best
    contradicting = [row for row in dates if conflict(chosen.when, row.when)]
    reasons = (*chosen.when.reasons, *(f"{row.basis} says {row.when.start.isoformat()}" for row in contradicting))
    reasons += tuple(f"{row.basis} says {row.when.start.isoformat()}, later than the page itself" for row in later)
    return replace(chosen.when, basis=chosen.basis, reasons=reasons)


def conflict(one: When, other: When) -> bool:
    """Tell whether two dates cannot both be right, a day of time zones allowed."""
    return one.start > other.end + _SAME or other.start > one.end + _SAME


def _within(inner: When, outer: When) -> bool:
    return outer.start - _SAME <= inner.start and inner.end <= outer.end + _SAME


def _days(when: When) -> int:
    return (when.end - when.start).days
