"""Pack entities, aliases, tenures, towns and facts into the columns that `legation.resolve.knowledge` unpacks."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from legation.errors import DataError
from legation.resolve.knowledge_file import pack_columns
from legation.resolve.knowledge_names import normal
from legation.resolve.knowledge_roles import ROLES
from legation.resolve.knowledge_types import ALIAS_KINDS, CONDITIONS, ENTITY_KINDS, NEEDS, PRECISIONS
from tools.build_kb.aliases import person_aliases, plain_words
from tools.build_kb.entities import (
    PLACE_COLUMNS,
    REGION_COLUMNS,
    Alias,
    Entity,
    World,
    read_world,
    region_entities,
    town_entities,
)
from tools.build_kb.offices import ONE_PARTY, REALMS, office_role
from tools.build_kb.persons import Person, add_names, join_persons
from tools.build_kb.tables import BINARY, RECOLLECTION, TABLES, Row, optional, read_day, read_table, tables_hash
from tools.build_kb.tenures import read_terms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Territories with a head of their own.
_OWN_HEADS: Final = frozenset({"PSE", "TWN", "HKG", "XKX", "ESH"})
#: Which of two aliases of one name and entity stays.
_KIND_ORDER: Final = {
    kind: place for place, kind in enumerate(("name", "acronym", "official", "short", "demonym", "people"))
}


def build(folder: Path = TABLES, target: Path = BINARY) -> str:
    """Compile the tables into the binary; return a line of figures."""
    content, about = compile_tables(folder)
    target.write_bytes(content)
    counts = ", ".join(f"{count} {name}" for name, count in about["counts"].items())
    return (
        f"{target.name}: {len(content) / 1e6:.2f} MB; {counts}; data to {about['data_end']}; tables {about['tables']}"
    )


def compile_tables(folder: Path = TABLES) -> tuple[bytes, dict[str, Any]]:
    """Return the bytes of the binary, and what it says about itself. Raises DataError at a bad row."""
    world = read_world(folder)
    places = optional(folder, "derived/places.tsv", PLACE_COLUMNS)
    plain = plain_words()
    town_entities(world, places, plain)
    region_entities(world, optional(folder, "derived/regions.tsv", REGION_COLUMNS), plain)
    persons = read_persons(folder, world)
    sources = read_sources(folder)
    packing = _Packing(world, persons, sources, plain)
    strings, numbers = packing.columns()
    place_strings, place_numbers = _places(places)
    facts = {
        "memberships": _memberships(folder, world),
        "successions": _successions(folder),
        "codes": _codes(folder),
        "sources": [list(row) for row in sources.values()],
    }
    about = {
        "version": 2, "tables": tables_hash(folder), "data_end": packing.data_end(),
        "counts": {
            "entities": len(world.entities), "persons": len(persons), "tenures": sum(len(person.terms) for person in persons),
            "aliases": len(numbers["alias_entity"][1]), "places": len(places), "memberships": len(facts["memberships"]),
        },
    }  # fmt: skip
    return pack_columns(about, strings | place_strings, numbers | place_numbers, {"facts": facts}), about


def read_sources(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the sources by id: id, title, address, licence, retrieved, note."""
    rows = read_table(folder / "sources.tsv", ("id", "title", "address", "licence", "retrieved"))
    return {
        row["id"]: tuple(row[column] for column in ("id", "title", "address", "licence", "retrieved", "note"))
        for row in rows
    }


def read_persons(folder: Path, world: World) -> list[Person]:
    """Return all persons with merged terms and names; `DataError` where a term acts for an unknown code."""
    home: dict[str, str] = {}
    for entity in world.entities.values():
        home[entity.id] = entity.country
        home.setdefault(entity.code, entity.country)
    terms = read_terms(folder)
    sources = read_sources(folder)
    for term in terms:
        if term.source not in sources:
            raise DataError(f"unknown source {term.source!r}", place=term.place, remedy="add it to data/kb/sources.tsv")
        # An organisation may lack a row of its own: its code then speaks for itself.
        if term.code not in home and ":" not in term.code:
            raise DataError(
                f"unknown code {term.code!r}",
                place=term.place,
                remedy="use a code of countries.tsv or organisations.tsv",
            )
    joins = optional(folder, "joins.tsv", ("code", "name", "same", "source"))
    persons = join_persons(terms, home, {(row["code"], normal(row["name"])): normal(row["same"]) for row in joins})
    add_names(persons, folder)
    return persons


class _Packing:
    """Entities in rows, persons first; everything else points to them."""

    def __init__(
        self, world: World, persons: list[Person], sources: dict[str, tuple[str, ...]], plain: frozenset[str]
    ) -> None:
        self.persons = persons
        self.entities = [
            Entity(
                person.key,
                person.country or person.terms[0].code,
                "person",
                "",
                person.name,
                person.country,
                person.source,
            )
            for person in persons
        ] + sorted(world.entities.values(), key=lambda one: one.id)
        self.world = world
        self.row = {entity.id: place for place, entity in enumerate(self.entities)}
        self.sources = list(sources)
        self.source_row = {name: place for place, name in enumerate(self.sources)}
        named = {one.sector for one in self.entities} | {one.sector for one in world.aliases}
        named |= {role.sector for role in ROLES.values()}
        self.sectors = ["", *sorted(named - {""})]
        self.aliases = [*world.aliases, *person_aliases(persons, plain)]

    def _source(self, name: str, what: str) -> int:
        if name not in self.source_row:
            raise DataError(f"unknown source {name!r}", place=what, remedy="add it to data/kb/sources.tsv")
        return self.source_row[name]

    def data_end(self) -> str:
        """Return the last day on which a source (not memory) saw a holder."""
        last = max(
            (term.known for person in self.persons for term in person.terms if term.source != RECOLLECTION), default=1
        )
        return date.fromordinal(max(last, 1)).isoformat()

    def columns(self) -> tuple[dict[str, Sequence[str]], dict[str, tuple[str, Sequence[int]]]]:
        """Return the columns of strings and of numbers."""
        entities = self.entities
        strings: dict[str, Sequence[str]] = {
            "entity_id": [e.id for e in entities], "entity_code": [e.code for e in entities], "entity_name": [e.name for e in entities],
            "entity_country": [e.country for e in entities], "sector_names": self.sectors, "source_names": self.sources,
        }  # fmt: skip
        numbers: dict[str, tuple[str, Sequence[int]]] = {
            "entity_kind": ("B", [ENTITY_KINDS.index(e.kind) for e in entities]),
            "entity_sector": ("B", [self.sectors.index(e.sector) for e in entities]),
            "entity_source": ("H", [self._source(e.source, e.id) for e in entities]),
        }
        self._alias_columns(strings, numbers)
        self._tenure_columns(strings, numbers)
        return strings, numbers

    def _alias_columns(self, strings: dict[str, Sequence[str]], numbers: dict[str, tuple[str, Sequence[int]]]) -> None:
        groups: defaultdict[str, dict[tuple[str, str, int], Alias]] = defaultdict(dict)
        for alias in sorted(self.aliases, key=lambda one: (_KIND_ORDER.get(one.kind, 9), -one.weight, one.text)):
            form = normal(alias.text)
            if form:
                # One alias a bearer; another only for other years.
                groups[form].setdefault(
                    (alias.entity, alias.sector, alias.start if alias.kind != "surname" else 0), alias
                )
        norms = sorted(groups)
        rows: list[Alias] = []
        first = [0]
        most: dict[str, int] = {}
        for form in norms:
            group = sorted(
                groups[form].values(),
                key=lambda one: (not one.sector, -one.weight, _KIND_ORDER.get(one.kind, 9), one.entity),
            )
            group.sort(key=lambda one: -one.weight)
            rows += group
            first.append(len(rows))
            head, count = form.partition(" ")[0], form.count(" ") + 1
            most[head] = max(most.get(head, 0), count)
        strings["alias_norm"] = norms
        strings["first_word"] = list(most)
        numbers["first_most"] = ("B", list(most.values()))
        numbers["alias_first"] = ("I", first)
        numbers["alias_entity"] = ("I", [self.row[one.entity] for one in rows])
        numbers["alias_kind"] = ("B", [ALIAS_KINDS.index(one.kind) for one in rows])
        numbers["alias_needs"] = ("B", [NEEDS.index(one.needs) for one in rows])
        numbers["alias_weight"] = ("B", [max(1, min(100, one.weight)) for one in rows])
        numbers["alias_condition"] = ("B", [CONDITIONS.index(one.condition) for one in rows])
        numbers["alias_cased"] = ("B", [int(one.cased) for one in rows])
        numbers["alias_sector"] = ("B", [self.sectors.index(one.sector) for one in rows])
        numbers["alias_from"] = ("I", [one.start for one in rows])
        numbers["alias_to"] = ("I", [one.end for one in rows])
        numbers["alias_source"] = ("H", [self._source(one.source, one.text) for one in rows])

    def _tenure_columns(self, strings: dict[str, Sequence[str]], numbers: dict[str, tuple[str, Sequence[int]]]) -> None:
        offices: dict[tuple[str, str], int] = {}
        first = [0]
        terms = [term for person in self.persons for term in person.terms]
        for person in self.persons:
            first.append(first[-1] + len(person.terms))
        office_rows = [offices.setdefault((term.office, term.code), len(offices)) for term in terms]
        facts = [self._office(title, code) for title, code in offices]
        strings["office_title"] = [title for title, _ in offices]
        strings["office_code"] = [code for code, _, _, _ in facts]
        strings["office_role"] = [role for _, role, _, _ in facts]
        strings["office_sector"] = [sector for _, _, sector, _ in facts]
        numbers["office_rank"] = ("B", [rank for _, _, _, rank in facts])
        numbers["tenure_first"] = ("I", first)
        numbers["tenure_office"] = ("I", office_rows)
        numbers["tenure_start"] = ("I", [term.start for term in terms])
        numbers["tenure_end"] = ("I", [term.end for term in terms])
        numbers["tenure_start_precision"] = ("B", [PRECISIONS.index(term.start_precision) for term in terms])
        numbers["tenure_seen"] = ("I", [term.seen for term in terms])
        numbers["tenure_known"] = ("I", [term.known for term in terms])
        numbers["tenure_known_from"] = ("I", [term.known_from for term in terms])
        numbers["tenure_acting"] = ("B", [int(term.acting) for term in terms])
        numbers["tenure_source"] = ("H", [self._source(term.source, term.place) for term in terms])

    def _office(self, title: str, code: str) -> tuple[str, str, str, int]:
        """Return the coded actor, role, sector and rank of an office."""
        entity = self.world.entities.get(code)
        role = office_role(title, code)
        own = entity.sector if entity is not None else ""
        sector = ROLES[role].sector if role else ""
        # The head of a party, a firm or an armed group has its sector; a state's office has that of its title.
        if (
            own
            and (not role or sector in {"GOV", "PTY"})
            and entity is not None
            and entity.kind not in {"state", "territory", "igo"}
        ):
            sector = own
        coded = entity.code if entity is not None else code
        # An actor of its own is coded without a sector (CODEBOOK section 4).
        rank = _rank(role, code)
        # The head of state of a territory or realm is first of all that of the mother country.
        territory = entity is not None and entity.kind == "territory" and code not in _OWN_HEADS
        dependent = territory or (role == "monarch" and code in REALMS)
        if rank <= 2 and dependent:
            rank = ROLES["governor_general"].rank
        return coded, role, "" if ":" in coded else sector or "GOV", rank


def _rank(role: str, code: str) -> int:
    """Return the rank of a role; where one party rules, its secretary ranks with the head of state."""
    if role == "party_secretary" and code in ONE_PARTY:
        return ROLES["president"].rank
    return ROLES[role].rank if role else 10


def _places(rows: list[Row]) -> tuple[dict[str, Sequence[str]], dict[str, tuple[str, Sequence[int]]]]:
    index: defaultdict[str, set[int]] = defaultdict(set)
    divisions: dict[str, int] = {"": 0}
    people = [int(row["population"] or 0) for row in rows]
    for place, row in enumerate(rows):
        for text in (row["name"], *row.items("aliases")):
            form = normal(text)
            if form:
                index[form].add(place)
        divisions.setdefault(row["admin1"], len(divisions))
    norms = sorted(index)
    first, ordered = [0], []
    for form in norms:
        ordered += sorted(index[form], key=lambda place: (-people[place], place))
        first.append(len(ordered))
    strings: dict[str, Sequence[str]] = {
        "place_norm": norms, "place_name": [row["name"] for row in rows], "place_admin1": list(divisions),
        "place_country": [row["country"] for row in rows],
    }  # fmt: skip
    numbers: dict[str, tuple[str, Sequence[int]]] = {
        "place_first": ("I", first), "place_row": ("I", ordered), "place_admin_row": ("H", [divisions[row["admin1"]] for row in rows]),
        "place_latitude": ("i", [round(float(row["latitude"]) * 1e5) for row in rows]),
        "place_longitude": ("i", [round(float(row["longitude"]) * 1e5) for row in rows]),
        "place_population": ("I", people), "place_capital": ("B", [int(row["capital"] == "1") for row in rows]),
        "place_id": ("I", [int(row["id"]) for row in rows]),
    }  # fmt: skip
    return strings, numbers


def _memberships(folder: Path, world: World) -> list[list[Any]]:
    """Return memberships by hand, and those of derived tables whose organisation and country the hand leaves out."""
    found: list[list[Any]] = []
    columns = ("organisation", "country", "status", "from", "to", "source")
    for row in optional(folder, "hand/memberships.tsv", columns):
        for column in ("organisation", "country"):
            if row[column] not in world.entities:
                raise row.fail(f"unknown {column} {row[column]!r}", "use an id of the tables of entities")
        found.append(_membership(row))
    told = {(row[0], row[1]) for row in found}
    gone = _ends_of_states(folder, world)
    for row in optional(folder, "derived/factbook_memberships.tsv", columns):
        known = row["organisation"] in world.entities and row["country"] in world.entities
        if known and (row["country"], row["organisation"]) not in told:
            member = _membership(row)
            if not member[4] and row["country"] in gone:
                member[4] = gone[row["country"]]  # an edition lists a state, and no longer: it ended with the state
            found.append(member)
    return sorted(found, key=lambda one: (one[1], one[0], one[3], one[2]))


def _ends_of_states(folder: Path, world: World) -> dict[str, int]:
    """Return the day on which each former state was followed by others."""
    ends: dict[str, int] = {}
    for before, after, day, *_ in _successions(folder):
        entity = world.entities.get(before)
        if entity is not None and entity.kind == "former_state" and before != after:
            ends[before] = max(day, ends.get(before, 0))
    return ends


def _membership(row: Row) -> list[Any]:
    start, end = read_day(row["from"], row), read_day(row["to"], row)
    if start.first and end.last and end.last < start.first:
        raise row.fail("ends before it starts")
    return [row["country"], row["organisation"], row["status"] or "member", start.first, end.last, row["source"]]


def _successions(folder: Path) -> list[list[Any]]:
    found = []
    for row in optional(folder, "hand/successions.tsv", ("before", "after", "date", "kind", "source")):
        day = read_day(row["date"], row)
        if not day.first:
            raise row.fail("no date")
        found.append([row["before"], row["after"], day.first, row["kind"], row["source"]])
    return sorted(found, key=lambda one: (one[2], one[0], one[1]))


def _codes(folder: Path) -> list[list[str]]:
    """Return code, ISO 2, ISO numeric, COW, Gleditsch-Ward, GEC, CAMEO and Wikidata id of each state."""
    columns = ("code", "iso2", "numeric", "cow", "gw", "gec", "cameo", "wikidata")
    return [[row[column] for column in columns] for row in optional(folder, "derived/country_codes.tsv", columns)]
