"""Dates as tables, mails and feeds write them, to ISO; what can be read in two ways is left alone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1
    )
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?|\d{8}|\d{4}-\d{2}-\d{2}[T ].{1,40}")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:[T ,].{0,40})?")
_MONTH_FIRST = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,? )?([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:\b.{0,40})?"
)
_DAY_FIRST = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,? )?(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})(?:\b.{0,40})?"
)
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ,].{0,40})?")
_EPOCH = re.compile(r"\d{9,10}|\d{12,13}")


def iso_date(words: str, *, day_first: bool | None = None) -> str | None:
    """Return a date in the ISO form that `clean.read_date` takes, None for words that are no date or two dates.

    `day_first` settles 04/05/2021; without it only a number over twelve does.
    """
    found = words.strip()
    if _ISO.fullmatch(found):
        return found
    if _EPOCH.fullmatch(found):
        seconds = int(found) / (1000 if len(found) > 10 else 1)
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    if match := _YEAR_FIRST.fullmatch(found):
        return _day(*map(int, match.groups()))
    if match := _MONTH_FIRST.fullmatch(found):
        return _day(int(match.group(3)), _MONTHS.get(match.group(1).lower(), 0), int(match.group(2)))
    if match := _DAY_FIRST.fullmatch(found):
        return _day(int(match.group(3)), _MONTHS.get(match.group(2).lower(), 0), int(match.group(1)))
    if match := _NUMBERS.fullmatch(found):
        first, second, year = map(int, match.groups())
        if first > 12 or (second <= 12 and (day_first is True or first == second)):
            return _day(year, second, first)
        return _day(year, first, second) if second > 12 or day_first is False else None
    return mail_date(found)


def mail_date(words: str) -> str | None:
    """Return the day of a date as mails and feeds write it (`Tue, 20 Apr 2021 13:05:00 +0200`), in its own zone."""
    try:
        return parsedate_to_datetime(words).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def order_of(cells: list[str]) -> bool | None:
    """Tell from the cells of a column whether its dates begin with the day; None where no cell tells, or they differ."""
    orders = set()
    for cell in cells:
        if match := _NUMBERS.fullmatch(cell.strip()):
            first, second = int(match.group(1)), int(match.group(2))
            if first > 12 >= second:
                orders.add("day")
            elif second > 12 >= first:
                orders.add("month")
    return orders == {"day"} if len(orders) == 1 else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
