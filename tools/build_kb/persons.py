"""Holders of office: rows of many sources joined to persons, and the names that news gives them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from legation.resolve.knowledge_names import normal
from legation.resolve.knowledge_roles import ROLES
from tools.build_kb.tables import Row, optional
from tools.build_kb.tenures import Term, merge_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

#: States that handed their people on: a holder may stand under one code and the other.
_KIN: Final = {
    code: group[0]
    for group in (
        ("SUN", "RUS", "UKR", "BLR", "KAZ", "GEO", "ARM", "AZE", "UZB", "TKM", "TJK", "KGZ", "EST", "LVA", "LTU", "MDA"),
        ("YUG", "SCG", "SRB", "MNE", "HRV", "SVN", "BIH", "MKD", "XKX"), ("CSK", "CZE", "SVK"), ("DDR", "DEU"), ("SDN", "SSD"),
    )
    for code in group
}  # fmt: skip
#: Nobody holds office for longer; namesakes are further apart.
_LIFETIME: Final = 60 * 366


@dataclass(slots=True)
class Person:
    """A person: key (Wikidata id where known), names as written with the best first, and terms."""

    key: str
    name: str
    country: str
    source: str
    terms: list[Term]
    names: list[str] = field(default_factory=list)


def _kin(code: str) -> str:
    return _KIN.get(code, code)


def join_persons(terms: Iterable[Term], home: Mapping[str, str]) -> list[Person]:
    """Join terms to persons: by Wikidata id, else by normal name and country; `home` gives a code's country."""
    by_key: dict[str, list[Term]] = {}
    loose: list[Term] = []
    for term in terms:
        if term.person:
            by_key.setdefault(term.person, []).append(term)
        else:
            loose.append(term)
    index: defaultdict[str, set[str]] = defaultdict(set)
    for key, group in by_key.items():
        for term in group:
            index[normal(term.name)].add(key)
    for term in sorted(loose, key=lambda one: (":" in one.code, one.first, one.name)):
        form = normal(term.name)
        key = _bearer(term, form, index, by_key, home)
        if key is None:
            country = home.get(term.code, "")
            key = f"P:{country or term.code}:{form}"
            while key in by_key:
                key += "+"
        by_key.setdefault(key, []).append(term)
        index[form].add(key)
    return [_person(key, group, home) for key, group in sorted(by_key.items())]


def _bearer(
    term: Term, form: str, index: Mapping[str, set[str]], by_key: Mapping[str, list[Term]], home: Mapping[str, str]
) -> str | None:
    """Return the person of that name whom a term without an id means: same country, near in time."""
    country = _kin(home.get(term.code, ""))
    found: list[tuple[bool, int, str]] = []
    for key in sorted(index.get(form, ())):
        group = by_key[key]
        gap = min(max(0, term.first - other.last, other.first - term.last) for other in group)
        if gap > _LIFETIME:
            continue
        homes = {_kin(home.get(other.code, "")) for other in group}
        abroad = not country or homes == {""}
        if country in homes or (abroad and form.count(" ")):
            same = any(other.chair == term.chair for other in group)
            found.append((not same, gap, key))
    return min(found)[2] if found else None


def _person(key: str, group: list[Term], home: Mapping[str, str]) -> Person:
    terms = merge_terms(group)
    terms.sort(key=lambda term: (rank_of(term), -(term.end or term.seen or term.start), -term.start, term.office))
    counts = Counter(term.name for term in group)
    hand = [term.name for term in group if term.place.startswith("tenures.tsv")]
    names = list(dict.fromkeys([*hand, *(name for name, _ in counts.most_common())]))
    homes = Counter(country for term in group if (country := home.get(term.code, "")))
    country = homes.most_common(1)[0][0] if homes else ""
    return Person(key, names[0], country, terms[0].source, terms, names)


def rank_of(term: Term) -> int:
    """Return the rank of the office, 1 before 10."""
    role = term.role
    return ROLES[role].rank if role else 10


def add_names(persons: list[Person], folder: Path) -> None:
    """Add the other spellings of persons.tsv; a row that fits nobody is left aside."""
    by_key = {person.key: person for person in persons}
    by_name: defaultdict[str, list[Person]] = defaultdict(list)
    for person in persons:
        for name in person.names:
            by_name[normal(name)].append(person)
    for row in optional(folder, "hand/persons.tsv", ("person", "names", "source")):
        for person in named(row, by_key, by_name):
            person.names += [name for name in row.items("names") if name not in person.names]
            person.country = person.country or row["country"]


def named(row: Row, by_key: Mapping[str, Person], by_name: Mapping[str, list[Person]]) -> list[Person]:
    """Return the persons whom a row of persons.tsv means: by key, else by name and country."""
    if row["person"] in by_key:
        return [by_key[row["person"]]]
    found = by_name.get(normal(row["person"]), [])
    country = row["country"]
    same = [person for person in found if not country or not person.country or _kin(person.country) == _kin(country)]
    return same[:1]
