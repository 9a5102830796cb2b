"""Holders of office: rows of many sources joined to persons, and the names that news gives them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legation.resolve.knowledge_names import normal
from tools.build_kb.joining import join_terms, kin
from tools.build_kb.tables import Row, optional
from tools.build_kb.tenures import Term, close_by_chief, close_by_successor, merge_terms, trim_by_exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


@dataclass(slots=True)
class Person:
    """A person: key (Wikidata id where known), names as written with the best first, and terms."""

    key: str
    name: str
    country: str
    source: str
    terms: list[Term]
    names: list[str] = field(default_factory=list)


def join_persons(
    terms: Iterable[Term], home: Mapping[str, str], same: Mapping[tuple[str, str], str] | None = None
) -> list[Person]:
    """Join terms to persons; `home` gives a code's country."""
    persons = [_person(key, group, home) for key, group in sorted(join_terms(terms, home, same).items())]
    trimmed = trim_by_exact((person.key, term) for person in persons for term in person.terms)
    for person in persons:
        terms_left = [left for term in person.terms if (left := trimmed.get(id(term), term)) is not None]
        person.terms = terms_left or person.terms
    closed = close_by_successor((person.key, term) for person in persons for term in person.terms)
    for person in persons:
        person.terms = close_by_chief([closed.get(id(term), term) for term in person.terms])
    return persons


def _person(key: str, group: list[Term], home: Mapping[str, str]) -> Person:
    terms = merge_terms(group)
    terms.sort(key=lambda term: (term.rank, -(term.end or term.seen or term.start), -term.start, term.office))
    counts = Counter(term.name for term in group)
    hand = [term.name for term in group if term.place.startswith("tenures.tsv")]
    names = list(dict.fromkeys([*hand, *(name for name, _ in counts.most_common())]))
    # "also David Lee": the list of the CIA tells the name that news uses.
    told = (part.strip() for term in group for part in term.note.split(";"))
    names += [name for part in told if part.startswith("also ") and (name := part.removeprefix("also ")) not in names]
    homes = Counter(country for term in group if (country := home.get(term.code, "")))
    country = homes.most_common(1)[0][0] if homes else ""
    return Person(key, names[0], country, terms[0].source, terms, names)


def add_names(persons: list[Person], folder: Path) -> None:
    """Add the other spellings of persons.tsv; a row that fits nobody is left aside."""
    by_key = {person.key: person for person in persons}
    by_name: defaultdict[str, list[Person]] = defaultdict(list)
    for person in persons:
        for name in person.names:
            by_name[normal(name)].append(person)
    rows = optional(folder, "hand/persons.tsv", ("person", "names", "source"))
    rows += optional(folder, "derived/factbook_persons.tsv", ("person", "names", "source"))
    for row in rows:
        for person in named(row, by_key, by_name):
            person.names += [name for name in row.items("names") if name not in person.names]
            person.country = person.country or row["country"]


def named(row: Row, by_key: Mapping[str, Person], by_name: Mapping[str, list[Person]]) -> list[Person]:
    """Return the persons whom a row of persons.tsv means: by key, else by name and country."""
    if row["person"] in by_key:
        return [by_key[row["person"]]]
    found = by_name.get(normal(row["person"]), [])
    country = row["country"]
    same = [person for person in found if not country or not person.country or kin(person.country) == kin(country)]
    return same[:1]
