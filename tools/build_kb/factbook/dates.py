"""Days as the Factbook writes them ("17 March 2013", "NA February 1989"), as ISO text no more precise than the source."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_MONTHS: Final = "january february march april may june july august september october november december".split()
_SHORT: Final = {month[:3]: number for number, month in enumerate(_MONTHS, 1)} | {"sept": 9}
_MONTH: Final = r"jan\w*|feb\w*|mar\w*|apr\w*|may|jun\w*|jul\w*|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*"
#: day month year | month day, year | month year | year. "2 and 3 May 1990", "2-3 May 1990": the last day counts.
_DATE: Final = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{_MONTH})\.?,?\s+(?:(?P<day2>\d{{1,2}}),\s+)?(?P<year>(?:19|20)\d{{2}})\b"
    r"|\b(?P<only>(?:19|20)\d{2})\b",
    re.IGNORECASE,
)
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2026


def find_date(text: str) -> str | None:
    """Return the first date in `text` as YYYY-MM-DD, YYYY-MM or YYYY; None where there is none (or an impossible one)."""
    for found in _DATE.finditer(text):
        if found["only"]:
            return found["only"]
        month = _SHORT.get(found["month"][:3].lower())
        day = found["day"] or found["day2"]
        year = int(found["year"])
        if month is None or not FIRST_YEAR <= year <= LAST_YEAR:
            continue
        if not day or int(day) == 0:
            return f"{year:04d}-{month:02d}"
        try:
            return date(year, month, int(day)).isoformat()
        except ValueError:
            return f"{year:04d}-{month:02d}"
    return None


def first_day(text: str) -> date:
    """Return the first day that an ISO date of any precision covers."""
    parts = [int(part) for part in text.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def last_day(text: str) -> date:
    """Return the last day that an ISO date of any precision covers."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date.fromordinal((date(year + month // 12, month % 12 + 1, 1)).toordinal() - 1)


def precision(text: str) -> int:
    """Return 0 for no date, 1 for a year, 2 for a month, 3 for a day."""
    return 0 if not text else text.count("-") + 1


def contains(wide: str, narrow: str) -> bool:
    """Tell whether `narrow` (2013-03-17) may be the same date as `wide` (2013-03, 2013)."""
    return narrow.startswith(wide) or wide.startswith(narrow)
