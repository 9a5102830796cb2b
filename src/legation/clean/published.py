"""The caller's date of publication: a year, a month, a day or a time stamp, as an interval of days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime

from legation.errors import DateError
from legation.records import When

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}[T ].{1,40}")
#: No newspaper is older than 1605, and a stamp of 0001 or 9999 is a database's word for none. The bounds also keep all that is
#: counted from the day of publication within the calendar.
_EARLIEST, _LATEST = 1600, 2199
_FORMS = "write it as 2021, 2021-04, 2021-04-20 or 2021-04-20T13:05:00+02:00"


def read_date(words: str, *, place: str | None = None) -> When:
    """Read a date of publication, as precise as it is written; `basis` is `given`.

    A time stamp counts for the day that it names in its own zone, which is the day that its readers had. Raises
    `DateError` naming `place` and the words, also for a year in which nothing can have been published.
    """
    found = words.strip()
    try:
        when = _read(found)
    except (ValueError, OverflowError) as error:
        reason = "" if "Invalid isoformat" in str(error) else f": {error}"
        raise DateError(f"{_short(words)} is no date{reason}", place=place, remedy=_FORMS) from None
    if when is None:
        raise DateError(f"{_short(words)} is no date", place=place, remedy=_FORMS)
    if not _EARLIEST <= when.start.year <= _LATEST:
        problem = f"{_short(words)} is no date of publication: the year is not within {_EARLIEST} to {_LATEST}"
        raise DateError(problem, place=place, remedy=_FORMS)
    return when


def _read(found: str) -> When | None:
    if _YEAR.fullmatch(found):
        return When(start=date(int(found), 1, 1), end=date(int(found), 12, 31), precision="year", basis="given")
    if match := _MONTH.fullmatch(found):
        year, month = map(int, match.groups())
        first = date(year, month, 1)
        last = first.replace(day=monthrange(year, month)[1])
        return When(start=first, end=last, precision="month", basis="given")
    if match := _DAY.fullmatch(found) or _COMPACT.fullmatch(found):
        day = date(*map(int, match.groups()))
        return When(start=day, end=day, precision="day", basis="given")
    if _STAMP.fullmatch(found):
        day = datetime.fromisoformat(found.replace(" UTC", "+00:00").replace(" Z", "Z")).date()
        return When(start=day, end=day, precision="day", basis="given")
    return None


def _short(words: str) -> str:
    """Quote the words, long ones cut."""
    return repr(words if len(words) <= 40 else words[:37] + "...")
