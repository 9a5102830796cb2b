"""States, organisations and towns of the tables as entities with their aliases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

from legation.resolve.knowledge_names import is_shouted, normal
from legation.resolve.knowledge_types import CONDITIONS, ENTITY_KINDS, AliasKind, Condition, EntityKind, Needs
from tools.build_kb.tables import Row, optional, read_day, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity; `sector` is "" for states, persons and organisations coded by themselves."""

    id: str
    code: str
    kind: EntityKind
    sector: str
    name: str
    country: str
    source: str


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of an entity: weight in hundredths, days as ordinals (0: no bound), `sector` "" for the entity's own."""

    text: str
    entity: str
    kind: AliasKind
    source: str
    weight: int = 90
    needs: Needs = "none"
    condition: Condition = ""
    cased: bool = False
    sector: str = ""
    start: int = 0
    end: int = 0


#: The code of those who belong to no one state: churches, peoples.
NOBODYS: Final = "---"
ORGANISATION_COLUMNS: Final = ("id", "code", "kind", "sector", "name", "country", "aliases", "source")
#: Kinds of organisations in the tables, with the weight of their names.
_WEIGHTS: Final = {
    "igo": 95, "armed_group": 90, "party": 80, "body": 88, "ngo": 80, "company": 75, "media": 75, "religion": 75, "ethnic": 72,
    "region": 78,
}  # fmt: skip


@dataclass(slots=True)
class World:
    """All entities by id, and their aliases."""

    entities: dict[str, Entity]
    aliases: list[Alias]

    def add(self, entity: Entity, row: Row) -> None:
        """Add an entity; `DataError` where its id is taken."""
        if entity.id in self.entities:
            raise row.fail(f"{entity.id} is there already", "give it another id, or join the rows")
        self.entities[entity.id] = entity


def read_world(folder: Path) -> World:
    """Read all tables of entities."""
    world = World({}, [])
    for row in read_table(
        folder / "hand" / "countries.tsv", ("code", "kind", "name", "adjectives", "people", "names", "seats")
    ):
        _country(world, row)
    further_names(world, optional(folder, "derived/country_names.tsv", ("code", "kind", "name", "source")))
    for name in ("hand/organisations.tsv", "hand/bodies.tsv", "hand/parties.tsv"):
        for row in optional(folder, name, ORGANISATION_COLUMNS):
            _organisation(world, row)
    for name, less in (("derived/factbook_parties.tsv", 10), ("derived/parties.tsv", 15)):
        for row in _new_parties(world, optional(folder, name, ORGANISATION_COLUMNS)):
            _organisation(world, row, less=less)
    for row in optional(folder, "hand/metonyms.tsv", ("text", "code", "sector", "body", "condition", "source")):
        _metonym(world, row)
    _phases(world, optional(folder, "hand/sectors.tsv", ("id", "sector", "from", "to", "source")))
    return world


# --- states ------------------------------------------------------------------------------------------------------


def _marked(item: str) -> tuple[str, Needs, bool]:
    """Return an item without its marks, what it needs, and whether it must be in capitals."""
    text = item.strip()
    needs: Needs = "none"
    cased = False
    while text[-1:] in {"~", "^", "!"} or text[:1] == "!":
        if text[-1:] == "~":
            needs = "country_in_doc"
        cased = cased or text[-1:] == "^"
        text = text[1:] if text[:1] == "!" else text[:-1]
    return text, needs, cased or (is_shouted(text) and len(normal(text)) <= 3)


def _kind_of(text: str) -> AliasKind:
    return "acronym" if is_shouted(text) and " " not in text else "name"


def _country(world: World, row: Row) -> None:
    code, kind = row["code"], row["kind"]
    if kind not in {"state", "former_state", "territory"}:
        raise row.fail(f"unknown kind {kind!r}")
    name, needs, _ = _marked(row["name"])
    source = row["source"] or "countries_by_hand"
    weight = 100 if kind == "state" else 92
    parent = row["parent"] or code
    world.add(Entity(code, parent, cast("EntityKind", kind), row["sector"], name, parent, source), row)
    world.aliases.append(Alias(name, code, "name", source, weight, needs))
    columns: tuple[tuple[str, AliasKind, int], ...] = (
        ("names", "official", 2),
        ("adjectives", "demonym", 3),
        ("people", "people", 4),
    )
    for column, alias_kind, less in columns:
        for item in row.items(column):
            text, needs, cased = _marked(item)
            shown = _kind_of(text) if column == "names" and _kind_of(text) == "acronym" else alias_kind
            world.aliases.append(Alias(text, code, shown, source, weight - less, needs, "", cased))
    for item in row.items("seats"):
        text, needs, _ = _marked(item)
        # A seat of many bodies stands for no one by itself: it stays a town.
        if not item.startswith("!"):
            world.aliases.append(Alias(text, code, "metonym", source, weight - 8, needs, "acts"))


# --- organisations -----------------------------------------------------------------------------------------------


def _new_parties(world: World, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the parties that the tables by hand lack; the others lend them their further names."""
    by_name = {
        (world.entities[alias.entity].country, normal(alias.text)): alias.entity
        for alias in world.aliases if world.entities[alias.entity].sector == "PTY"
    }  # fmt: skip
    for row in rows:
        names = [_marked(item) for item in (row["name"], *row.items("aliases"))]
        keys = [(row["country"], normal(text)) for text, _, _ in names]
        known = by_name.get(keys[0]) or next(
            (by_name[key] for key in keys[1:] if key in by_name and len(key[1]) > 2), None
        )
        if known is None and row["id"] not in world.entities:
            yield row
            continue
        for text, told_needs, cased in names:
            needs: Needs = "country_in_doc" if _common(text) else told_needs
            world.aliases.append(Alias(text, known or row["id"], _kind_of(text), row["source"], 65, needs, "", cased))


def _common(name: str) -> bool:
    """Tell a name that many countries' parties have ("Democratic Party"): it needs its country in the text."""
    words = normal(name).split()
    plain = {
        "party", "democratic", "liberal", "conservative", "socialist", "social", "national", "people", "peoples", "union", "of", "for",
        "the", "and", "communist", "republican", "green", "greens", "labour", "labor", "workers", "christian", "alliance", "movement",
        "front", "new", "left", "centre", "center", "progressive", "reform", "justice", "development", "freedom", "unity", "united",
        "popular", "democracy", "congress", "civic", "radical", "independence", "nationalist", "list", "coalition", "league", "peace",
        "agrarian", "revolutionary", "future", "progress", "hope", "change", "free", "democrats", "action", "homeland", "our", "citizens",
    }  # fmt: skip
    return len(words) == 1 or all(word in plain for word in words)


def _organisation(world: World, row: Row, less: int = 0) -> None:
    kind = row["kind"]
    if kind not in ENTITY_KINDS or kind in {"person", "state", "place"}:
        raise row.fail(f"unknown kind {kind!r}", f"one of {', '.join(_WEIGHTS)}")
    if not row["id"] or not row["code"] or not row["name"]:
        raise row.fail("id, code and name are needed")
    country = row["country"]
    for code in (country, row["code"] if ":" not in row["code"] and row["code"] != "---" else ""):
        if code and code != NOBODYS and code not in world.entities:
            raise row.fail(f"unknown country {code!r}", "use a code of countries.tsv")
    name, needs, cased = _marked(row["name"])
    world.add(Entity(row["id"], row["code"], kind, row["sector"], name, country, row["source"]), row)
    if less and _common(name):
        needs = "country_in_doc"
    weight = _WEIGHTS.get(kind, 75) - less
    own = weight - (0 if needs == "none" else 13)
    world.aliases.append(Alias(name, row["id"], _kind_of(name), row["source"], own, needs, "", cased))
    for item in row.items("aliases"):
        text, needs, cased = _marked(item)
        if less and _common(text) and not text.isupper():
            needs = "country_in_doc"
        if text:
            own = weight - (2 if needs == "none" else 15)
            world.aliases.append(Alias(text, row["id"], _kind_of(text), row["source"], own, needs, "", cased))


def _metonym(world: World, row: Row) -> None:
    """Add a seat: an alias of the body that it stands for, or a body of its own name."""
    code, condition = row["code"], row["condition"] or "acts"
    if condition not in CONDITIONS:
        raise row.fail(f"unknown condition {condition!r}", "acts or always")
    home = world.entities.get(code)
    if home is None:
        raise row.fail(f"unknown code {code!r}", "use a code of countries.tsv or organisations.tsv")
    identifier = row["body"] if row["body"] in world.entities else f"SEAT:{code}:{normal(row['text'])}"
    if identifier not in world.entities:
        name = row["body"] or row["text"].strip("~^")
        world.add(
            Entity(identifier, home.code, "body", row["sector"] or home.sector, name, home.country, row["source"]), row
        )
    text, needs, cased = _marked(row["text"])
    world.aliases.append(Alias(text, identifier, "metonym", row["source"], 88, needs, condition, cased, row["sector"]))


def _phases(world: World, rows: Iterable[Row]) -> None:
    """Add what organisations are for some years: the Taliban in government act for their state.

    The days of an organisation are parted among its phases and itself; what lasts today counts without a date.
    """
    phases: dict[str, list[tuple[int, int, str]]] = {}
    for row in rows:
        own = world.entities.get(row["id"])
        if own is None:
            raise row.fail(f"unknown id {row['id']!r}", "use an id of organisations.tsv")
        start, end = read_day(row["from"], row), read_day(row["to"], row)
        # In government, or as the army, it acts for its state (CODEBOOK section 4).
        code = own.country if row["sector"] in {"GOV", "MIL"} and own.country else own.code
        identifier = f"{own.id}:{row['from']}"
        world.add(Entity(identifier, code, own.kind, row["sector"], own.name, own.country, row["source"]), row)
        phases.setdefault(own.id, []).append((start.first, end.last, identifier))
    for own_id, spans in phases.items():
        spans.sort()
        parts: list[tuple[int, int, str]] = list(spans)
        day = 0
        for start_day, end_day, _ in spans:
            if start_day > day + 1:
                parts.append((day + 1 if day else 0, start_day - 1, own_id))
            day = end_day
        if day:
            parts.append((day + 1, 0, own_id))
        mine = [alias for alias in world.aliases if alias.entity == own_id]
        world.aliases[:] = [alias for alias in world.aliases if alias.entity != own_id]
        for first, last, identifier in parts:
            less = 2 if last else 0
            world.aliases += [
                replace(one, entity=identifier, weight=one.weight - less, start=first, end=last) for one in mine
            ]


# --- towns and regions -------------------------------------------------------------------------------------------

PLACE_COLUMNS: Final = (
    "id",
    "name",
    "country",
    "admin1",
    "latitude",
    "longitude",
    "population",
    "capital",
    "aliases",
    "source",
)
REGION_COLUMNS: Final = ("id", "name", "country", "aliases", "source")
#: Towns of this size may be named without their country; smaller ones down to the next figure need it in the text.
_KNOWN_TOWN: Final = 500_000
_TOWN: Final = 100_000


def town_entities(world: World, places: Iterable[Row], plain_words: frozenset[str]) -> None:
    """Make entities of capitals and larger towns, so that "Shanghai authorities" has a country."""
    for row in places:
        population, capital = int(row["population"] or 0), row["capital"] == "1"
        text, country = row["name"], row["country"]
        if (population < _TOWN and not capital) or country not in world.entities:
            continue
        form = normal(text)
        if len(form) < 4 or form in plain_words:
            continue
        home = world.entities[country].code
        identifier = f"PLACE:{row['id']}"
        world.entities[identifier] = Entity(identifier, home, "place", "", text, home, row["source"])
        large = population >= _KNOWN_TOWN or capital
        weight = min(70, 30 + population // 200_000 + (20 if capital else 0))
        world.aliases.append(
            Alias(text, identifier, "place", row["source"], weight, "none" if large else "country_in_doc")
        )


def region_entities(world: World, regions: Iterable[Row], plain_words: frozenset[str]) -> None:
    """Make entities of first-order divisions: "Rakhine rebels" are of Myanmar."""
    for row in regions:
        if row["country"] not in world.entities:
            continue
        home = world.entities[row["country"]].code
        identifier = f"REGION:{row['id']}"
        world.entities[identifier] = Entity(identifier, home, "region", "", row["name"], home, row["source"])
        for text in (row["name"], *row.items("aliases")):
            form = normal(text)
            if len(form) >= 4 and form not in plain_words:
                world.aliases.append(Alias(text, identifier, "place", row["source"], 45, "country_in_doc"))


def further_names(world: World, rows: Iterable[Row]) -> None:
    """Add names of states from lists, and the small territories that countries.tsv leaves out."""
    for row in rows:
        code = row["code"]
        if code not in world.entities:
            world.add(Entity(code, code, "territory", "", row["name"], code, row["source"]), row)
        world.aliases.append(Alias(row["name"], code, "official", row["source"], 90))
