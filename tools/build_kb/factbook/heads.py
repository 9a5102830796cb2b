"""Tables of heads: tenures of all countries, and the other names of those who held them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from typing import Final

from tools.build_kb.factbook.names import ascii_words
from tools.build_kb.factbook.reading import Factbook, Look
from tools.build_kb.factbook.tenures import Country, Tenure
from tools.build_kb.factbook.titles import is_deputy

TENURE_COLUMNS: Final = ("person", "name", "office", "code", "start", "end", "seen", "acting", "source", "note")
PERSON_COLUMNS: Final = ("person", "names", "country", "born", "source")
#: Sovereigns of several realms act for the first one.
_SHARED: Final = {"elizabeth ii": "GBR", "charles iii": "GBR"}
#: Offices of other states, or of none, that stand in a country's lines.
_FOREIGN: Final = re.compile(
    r"\b(?:of (?:portugal|france|china|the us|the uk|new zealand|the netherlands|denmark|zanzibar|dubayy|the commonwealth of australia)"
    r"|coprinces?|co-princes?|veguer|lord of mann|new zealand (?:high commissioner|representative)|representative of)\b",
    re.IGNORECASE,
)
#: Parts of France and places without a people: prefects and commissioners only.
_NO_HEADS: Final = frozenset("GUF GLP MTQ MYT REU IOT ATA".split())
#: Names of one word that are whole.
_SINGLE: Final = frozenset({"Suharto", "Boediono", "Sudharmono"})
#: Slips of the source: another's title beside the name in some texts.
_SLIPS: Final = frozenset({
    ("KGZ", "Adylbek Kasymaliyev", "President"), ("SVN", "Natasa Pirc Musar", "Prime Minister"), ("COG", "Anatole Collinet Makosso", "President"),
    ("ISL", "Halla Tomasdottir", "Prime Minister"), ("COD", "Anatole Collinet Makosso", "Prime Minister"), ("SLB", "Nathaniel Waena", "Prime Minister"),
    ("GRL", "Gunnar Martens", "Prime Minister"), ("JAM", "Michaelle Jean", "Governor General"), ("KNA", "Perlette Louisy", "Governor General"),
    ("FIN", "Petteri Orpo", "Acting Prime Minister"),
})  # fmt: skip
_MOST_NAMES: Final = 10
#: Titles that news says otherwise for this country.
_SAID: Final = {
    ("RUS", "Premier"): "Prime Minister",
    ("IRN", "Leader of the Islamic Revolution"): "Supreme Leader",
    ("AFG", "Leader"): "Supreme Leader",
    ("OMN", "Sultan and Prime"): "Sultan",
    ("MDA", "Minister"): "Prime Minister",
    ("CUB", "President of the Council of State"): "President",
    ("UZB", "Transport"): "First Deputy Prime Minister",
}


def head_tables(factbook: Factbook, codes: Collection[str]) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Return the rows of tenures and of persons for the countries in `codes`."""
    countries = {
        code: Country(code, looks)
        for code, looks in factbook.looks().items()
        if code in codes and code not in _NO_HEADS
    }
    owners = {code: _chiefs(country.looks) for code, country in countries.items()}
    tenures: list[tuple[str, ...]] = []
    names: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for code, country in countries.items():
        foreign = owners.get(factbook.owners.get(code, ""), frozenset())
        for tenure in country.tenures():
            if not _belongs(tenure, foreign) or (code, tenure.name, tenure.office) in _SLIPS:
                continue
            office = _SAID.get((code, tenure.office), tenure.office)
            tenures.append(
                (
                    "",
                    tenure.name,
                    office,
                    code,
                    tenure.start,
                    tenure.end,
                    tenure.seen,
                    "1" if tenure.acting else "",
                    tenure.source,
                    tenure.note,
                )
            )
            others = country.people.persons[tenure.person].other_names(code)
            names[tenure.name, code].update(dict.fromkeys(others))
    persons = [
        (name, "; ".join(_fresh(name, forms)), code, "", "factbook_archive") for (name, code), forms in names.items()
    ]
    return tenures, [row for row in persons if row[1]]


def _chiefs(looks: list[Look]) -> frozenset[tuple[str, ...]]:
    return frozenset(holder.name.words for look in looks for holder in look.holders)


def _belongs(tenure: Tenure, foreign: frozenset[tuple[str, ...]]) -> bool:
    """Tell whether a tenure is one of this country: no foreign head, no fragment of a name."""
    words = ascii_words(tenure.name)
    if _SHARED.get(" ".join(words), tenure.code) != tenure.code or _FOREIGN.search(tenure.office):
        return False
    surname_and_first = {(one[0], one[-1]) for one in foreign if one}
    if words in foreign or (len(words) > 1 and (words[0], words[-1]) in surname_and_first):
        return False
    return (len(words) > 1 or tenure.name in _SINGLE) and "Associated States" not in tenure.name and len(words) < 10


def _fresh(name: str, forms: dict[str, None]) -> list[str]:
    """Return the forms that differ from the name and from one another in more than case and marks."""
    seen = {ascii_words(name)}
    kept = []
    for form in forms:
        words = ascii_words(form)
        if words not in seen and len(words) > 1:
            seen.add(words)
            kept.append(form.replace(";", " "))
    return kept[:_MOST_NAMES]


def overlaps(rows: list[tuple[str, ...]]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return pairs of rows that give one chief office of one country to two persons for more than a month."""
    by_office: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    for row in rows:
        if not is_deputy(row[2]) and not row[2].startswith(("Member", "Captain", "Co-", "Minister")):
            by_office[row[3], row[2]].append(row)
    found = []
    for group in by_office.values():
        group.sort(key=lambda row: row[4])
        for at, one in enumerate(group):
            for two in group[at + 1 :]:
                if one[1] != two[1] and _whole(two[4], first=False) < _whole(one[5] or "9999", first=True):
                    found.append((one, two))
    return found


def _whole(day: str, *, first: bool) -> str:
    """Return a date with its missing parts filled so that touching tenures do not overlap."""
    return day + {4: "-01-01", 7: "-01"}.get(len(day), "") if first else day + {4: "-12-31", 7: "-31"}.get(len(day), "")
