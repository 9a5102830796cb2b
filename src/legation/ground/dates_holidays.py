"""Days that are named and not numbered: holidays with their day in a given year.

Western Easter by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, 1991, chapter 8). Muslim holidays
by the tabular calendar, which real sightings leave by a day on either side: they come out as three days, not one.
Holidays that fall on other days in other countries (Independence Day, Labour Day, Victory Day) are left out, because
a wrong date is worse than none.
"""

from __future__ import annotations

from datetime import date, timedelta

#: Spoken names, as lower-case words, with their keys.
NAMES: dict[tuple[str, ...], str] = {
    ("christmas", "eve"): "christmas eve",
    ("christmas", "day"): "christmas",
    ("christmas",): "christmas",
    ("boxing", "day"): "boxing day",
    ("new", "year", "'", "s", "eve"): "new year's eve",
    ("new", "year", "’", "s", "eve"): "new year's eve",
    ("new", "year", "'", "s", "day"): "new year's day",
    ("new", "year", "’", "s", "day"): "new year's day",
    ("valentine", "'", "s", "day"): "valentine's day",
    ("valentine", "’", "s", "day"): "valentine's day",
    ("international", "women", "’", "s", "day"): "women's day",
    ("international", "women", "'", "s", "day"): "women's day",
    ("may", "day"): "may day",
    ("bastille", "day"): "bastille day",
    ("halloween",): "halloween",
    ("armistice", "day"): "armistice day",
    ("veterans", "day"): "armistice day",
    ("good", "friday"): "good friday",
    ("easter", "sunday"): "easter",
    ("easter", "monday"): "easter monday",
    ("easter",): "easter",
    ("palm", "sunday"): "palm sunday",
    ("ash", "wednesday"): "ash wednesday",
    ("pentecost",): "pentecost",
    ("martin", "luther", "king", "day"): "martin luther king day",
    ("memorial", "day"): "memorial day",
    ("juneteenth",): "juneteenth",
    ("ramadan",): "ramadan",
    ("eid", "al", "-", "fitr"): "eid al-fitr",
    ("eid", "al", "-", "adha"): "eid al-adha",
}
_FIXED = {
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "women's day": (3, 8),
    "may day": (5, 1),
    "bastille day": (7, 14),
    "halloween": (10, 31),
    "armistice day": (11, 11),
    "juneteenth": (6, 19),
}
_FROM_EASTER = {
    "ash wednesday": -46,
    "palm sunday": -7,
    "good friday": -2,
    "easter": 0,
    "easter monday": 1,
    "pentecost": 49,
}


def days_of(name: str, year: int) -> tuple[date, date] | None:
    """Return the first and last day that the holiday may fall on in the year; None where it does not fall in it."""
    if name in _FIXED:
        day = date(year, *_FIXED[name])
        return day, day
    if name in _FROM_EASTER:
        day = _easter(year) + timedelta(days=_FROM_EASTER[name])
        return day, day
    if name == "martin luther king day":  # third Monday of January
        day = _weekday_from(date(year, 1, 15), 0)
        return day, day
    if name == "memorial day":  # last Monday of May
        day = _weekday_from(date(year, 5, 25), 0)
        return day, day
    return _muslim(name, year)


def _easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, leap_rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - moon + 15) % 30
    quarter, quarter_rest = divmod(rest, 4)
    sunday = (32 + 2 * leap_rest + 2 * quarter - epact - quarter_rest) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _weekday_from(day: date, weekday: int) -> date:
    """Return the first such weekday on or after `day`."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _muslim(name: str, year: int) -> tuple[date, date] | None:
    starts = {"ramadan": (9, 1, 29), "eid al-fitr": (10, 1, 0), "eid al-adha": (12, 10, 0)}
    month, day, length = starts[name]
    # The Muslim year is eleven days shorter; two of them touch each of ours.
    guess = int((year - 622) * 33 / 32)
    for lunar in range(guess - 1, guess + 3):
        begins = _from_muslim(lunar, month, day)
        if begins.year == year:
            return begins - timedelta(days=1), begins + timedelta(days=length + 1)
    return None


def _from_muslim(year: int, month: int, day: int) -> date:
    """Turn a date of the tabular Muslim calendar (civil epoch, 16 July 622 Julian) into one of ours."""
    days = day + -(-59 * (month - 1) // 2) + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(227014 + days)
