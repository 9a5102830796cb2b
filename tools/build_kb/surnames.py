"""The short names by which news means a person: the surname, by the custom of the country."""

from __future__ import annotations

from typing import Final

from legation.resolve.knowledge_names import normal

#: The family name comes first in English news.
_FAMILY_FIRST: Final = frozenset("CHN PRK KOR TWN VNM HKG MAC KHM SGP MYS".split())
#: No family name: people are called by the first name.
_GIVEN: Final = frozenset("ETH ERI ISL THA MNG LAO MMR BTN MYS".split())
#: Father's and mother's surname; news takes both or the first of them.
_TWO_SURNAMES: Final = frozenset(
    "ESP MEX CUB VEN COL PER ECU BOL CHL ARG PRY URY GTM HND SLV NIC CRI PAN DOM PRI GNQ PHL".split()
)
_PARTICLES: Final = frozenset(
    "von van der den de del della di da dos das du la le al el bin ibn ben abu ter ten st bu".split()
)
_TITLES: Final = frozenset(
    "sir dame lord lady dr prof sheikh sayyid haji gen general col prince princess king queen emperor pope".split()
)
_ENDS: Final = frozenset("jr sr ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi".split())


def short_names(name: str, country: str) -> tuple[str, ...]:
    """Return the short forms of a name in normal form, the usual one first; none for names of one word.

    >>> short_names("Ursula von der Leyen", "DEU")
    ('von der leyen', 'leyen')
    >>> short_names("Xi Jinping", "CHN")
    ('xi',)
    """
    hyphened = [part for part in name.replace(",", " ").split() if part]
    words = [normal(part) for part in hyphened if normal(part)]
    while len(words) > 1 and words[0] in _TITLES:
        words.pop(0)
    while len(words) > 1 and words[-1] in _ENDS:
        words.pop()
    if len(words) < 2:
        return ()
    found: list[str] = []
    if country in _FAMILY_FIRST and len(words) <= 3 and " " not in words[0]:
        found.append(words[0])
        if country in {"KHM", "MYS", "SGP", "VNM"}:
            found.append(words[-1])
    else:
        found += _tail(words)
        if country in _TWO_SURNAMES and len(words) >= 3 and words[-2] not in _PARTICLES:
            found += [f"{words[-2]} {words[-1]}", words[-2]]
    if country in _GIVEN and words[0] not in found:
        found.append(words[0])
    return tuple(dict.fromkeys(form for form in found if len(form) > 1))


def _tail(words: list[str]) -> list[str]:
    """Return the last word with its particles, and alone ("al-Assad", "Assad")."""
    last = words[-1]
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    found = [" ".join(words[start:]), last]
    head, _, rest = last.partition(" ")
    if rest and head in _PARTICLES:
        found.append(rest)
    return found
