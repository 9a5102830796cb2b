"""The knowledge base: who is meant by a name, and who held which office on a day. Offline, read-only, dated.

    knowledge = load_knowledge()                        # the compiled file of the package, once per process
    knowledge.look_up("Havana")                         # -> entries: CUB by metonym, the city
    knowledge.longest(words, start)                     # -> (how many words, entries) for a scan over tokens
    knowledge.demonym("Cuban")                          # -> "CUB"
    knowledge.held(entry.person, date(2021, 4, 20))     # -> offices held, chief one first (records.Tenures)
    knowledge.standing(entry.person, day)               # -> office, code, sector, and known/presumed/former/before
    knowledge.holders("president", "FRA", day)          # "the French president"
    knowledge.places("Goma"), .members("IGO:NATO", day), .memberships("SWE", day), .successions("SUN")

Rules for callers:
- Aliases are compared in their normal form (`knowledge_names.normal`): case, diacritics, dots, apostrophes, hyphens and
  a leading "the" do not count. `longest` wants the words as written: a name must show a capital, an acronym that reads
  like a word ("US", "WHO") must be in capitals or dotted.
- `Entry.needs` says what must hold before the alias may be believed; `Entry.condition == "acts"` marks seats and
  buildings that stand for a government only where they act (CODEBOOK section 4).
- An armed group, party or firm has `code` NSA:NAME / PTY:... only where it is coded apart from states; `country` is
  its home country in any case. States have sector None: the resolver supplies GOV where the state acts.
- Entries are sorted best first: weight, then kind. Nothing found is the empty tuple: NIL is an answer.
- A person's sector comes from `standing`; `Entry.sector` of a person is None.
- After a tenure's `open_as_of` the base does not know: `standing` answers `presumed`, never `known`.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from legation.ontology import SECTORS
from legation.resolve.knowledge_aliases import AliasTable
from legation.resolve.knowledge_file import Columns, read_columns
from legation.resolve.knowledge_names import normal
from legation.resolve.knowledge_places import PlaceTable
from legation.resolve.knowledge_tenures import TenureTable
from legation.resolve.knowledge_types import ENTITY_KINDS, Entry, Membership, Standing, Succession, Town
from legation.resolve.knowledge_user import UserRow, keep_user_rows, read_user_rows, user_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from legation.errors import DataError
    from legation.records import Held
    from legation.resolve.knowledge_tenures import TenureRow

__all__ = [
    "Entry",
    "KnowledgeBase",
    "Membership",
    "Standing",
    "Succession",
    "Town",
    "UserRow",
    "keep_user_rows",
    "load_knowledge",
    "user_file",
]

#: Schemes of `codes`: ISO 3166 alpha-2 and numeric, Correlates of War, Gleditsch-Ward, GEC, CAMEO, Wikidata.
CODE_SCHEMES: Final = ("iso2", "numeric", "cow", "gw", "gec", "cameo", "wikidata")
FILE: Final = Path(__file__).parent / "data" / "knowledge.bin"


class KnowledgeBase:
    """A compiled knowledge base in memory; satisfies `records.Tenures`."""

    def __init__(self, columns: Columns) -> None:
        """Unpack what every look-up needs; places wait until they are asked for."""
        self._about = columns.about
        self._aliases = AliasTable(columns)
        self._tenures = TenureTable(columns, self._aliases)
        self._places = PlaceTable(columns)
        facts: dict[str, list[list[Any]]] = columns.json("facts")
        self._memberships = tuple(_membership(row) for row in facts["memberships"])
        self._successions = tuple(_succession(row) for row in facts["successions"])
        self._codes = {str(row[0]): dict(zip(CODE_SCHEMES, row[1:], strict=True)) for row in facts["codes"]}
        self._sources = {str(row[0]): tuple(str(cell) for cell in row) for row in facts["sources"]}

    @classmethod
    def load(cls, path: Path | None = None, user: Path | None = None) -> KnowledgeBase:
        """Read a compiled file, by default the one of the package, and the user's own rows over it, where there are any.

        Raises `DataError` where the file is missing or damaged, or a row of the user's is bad.
        """
        base = cls(read_columns(path or FILE))
        kept = user_file() if user is None else user
        if kept.is_file():
            rows, problems = base.read_user_rows(kept)
            if problems:
                raise problems[0]
            base.add(rows)
        return base

    def read_user_rows(self, path: Path) -> tuple[list[UserRow], list[DataError]]:
        """Read a user's table against the codes of this base: good rows, and an error for each bad one."""
        return read_user_rows(path, self._aliases.codes(), SECTORS)

    def add(self, rows: Iterable[UserRow]) -> None:
        """Layer a user's rows over what was read; the file itself stays as it is."""
        for row in rows:
            at = self._row_of(row)
            for text in (row.name, *row.aliases):
                self._aliases.add_alias(text, at, row.source)
            if row.office:
                self._tenures.add(at, row.office, row.code, row.sector, row.start, row.end, row.source)

    def _row_of(self, row: UserRow) -> int:
        """Return the row of the entity that a user's row means: one known by this name and code, else a new one."""
        for entry in self._aliases.look_up(row.name, None):
            same_kind = (entry.kind == "person") == (row.kind == "person")
            if same_kind and row.code in (entry.code, entry.country) and entry.alias_kind not in {"surname", "place"}:
                at = self._aliases.index_of(entry.id)
                if at is not None and row.kind == "person":
                    return at
        country = row.code if ":" not in row.code else ""
        identifier = f"USER:{row.code}:{normal(row.name)}"
        at = self._aliases.index_of(identifier)
        if at is not None:
            return at
        sector = "" if row.kind == "person" else row.sector
        return self._aliases.add_entity(
            identifier, row.code, ENTITY_KINDS.index(row.kind), sector, row.name, country, row.source
        )

    # --- names -------------------------------------------------------------------------------------------------

    def look_up(self, text: str, on: date | None = None) -> tuple[Entry, ...]:
        """Return the bearers of a name, best first; those whose alias holds on the day, where one is given."""
        return self._aliases.look_up(text, on)

    def longest(self, words: Sequence[str], start: int) -> tuple[int, tuple[Entry, ...]]:
        """Return the number of words of the longest alias that begins at `words[start]`, and its bearers; (0, ())."""
        return self._aliases.longest(words, start)

    def entity(self, identifier: str) -> Entry | None:
        """Return the entity with this id ("RUS", "IGO:UN", "NSA:HAMAS", a person's key), None where there is none."""
        return self._aliases.entity(identifier)

    def aliases(self, identifier: str) -> tuple[str, ...]:
        """Return the aliases of an entity, in normal form, sorted."""
        return self._aliases.of_entity(identifier)

    def names(self) -> tuple[str, ...]:
        """Return all names that the base knows, in normal form."""
        return self._aliases.names()

    def demonym(self, word: str) -> str | None:
        """Return the country whose adjective or people the word is ("Cuban", "Iraqis"), None where there is none.

        Where several bear it ("Korean", "Congolese") the likeliest is given; `look_up` has all.
        """
        for entry in self._aliases.look_up(word, None):
            if entry.alias_kind in {"demonym", "people"} and entry.kind in {"state", "territory", "former_state"}:
                return entry.code
        return None

    def persons(self, surname: str) -> tuple[Entry, ...]:
        """Return the persons with this surname (or last words of a name), the most prominent first."""
        return self._aliases.persons(surname, self._tenures.prominence)

    def respelled(self, name: str) -> tuple[Entry, ...]:
        """Return persons whose full name is spelled in another way: "Muhammad Mursi". For people who ask, not for the coder."""
        return self._aliases.respelled(name)

    def chiefs(self, name: str) -> tuple[Entry, ...]:
        """Return the one head of a state or body whose full name may be spelled so: "Moammar Qadhafi"; else nobody."""
        return self._aliases.chiefs(name)

    # --- offices -----------------------------------------------------------------------------------------------

    def held(self, person: str, on: date | None) -> tuple[Held, ...]:
        """Return the offices that the person held on the day (all where it is None), chief one first."""
        return self._tenures.held(person, on)

    def began(self, person: str, office: str | None = None) -> tuple[Held, ...]:
        """Return the tenures whose start is known to the day, earliest first; `office` is a part of the title."""
        return self._tenures.began(person, office)

    def standing(self, person: str, on: date | None) -> Standing:
        """Return what the person was on the day; without a day, what they last were known to be."""
        return self._tenures.standing(person, on)

    def holders(self, office: str, country: str, on: date | None) -> tuple[Held, ...]:
        """Return who held an office of a country or organisation on the day.

        `office` is a role as news names it ("president", "foreign minister", "first secretary", "king"); `country`
        a code. Without a day: the last known holder.
        """
        return self._tenures.holders(office, country, on)

    def office_sector(self, title: str) -> str | None:
        """Return the sector that a title gives ("army chief" MIL, "prime minister" GOV), None where it tells none."""
        return self._tenures.title_sector(title)

    # --- countries and places ------------------------------------------------------------------------------------

    def memberships(self, country: str, on: date | None = None) -> tuple[Membership, ...]:
        """Return the organisations of a country on the day; without one, those that are open."""
        return tuple(row for row in self._memberships if row.country == country and row.on(on))

    def members(self, organisation: str, on: date | None = None) -> tuple[Membership, ...]:
        """Return the members of an organisation on the day; without one, those that are open."""
        return tuple(row for row in self._memberships if row.organisation == organisation and row.on(on))

    def codes(self, country: str) -> dict[str, str]:
        """Return the codes of a state in other schemes (`CODE_SCHEMES`), "" where a scheme has none; {} if unknown."""
        return dict(self._codes.get(country, {}))

    def successions(self, country: str) -> tuple[Succession, ...]:
        """Return the successions that a state took part in, earliest first."""
        return tuple(row for row in self._successions if country in (row.before, row.after))

    def places(self, name: str) -> tuple[Town, ...]:
        """Return the populated places of that name, the largest first (GeoNames, 15,000 inhabitants and capitals)."""
        return self._places.places(normal(name))

    # --- whole, for comparing two bases --------------------------------------------------------------------------

    def alias_rows(self) -> Iterator[tuple[str, tuple[tuple[Any, ...], ...]]]:
        """Yield every name in normal form with all that is kept of its bearers."""
        return self._aliases.every()

    def tenure_rows(self, person: str) -> tuple[TenureRow, ...]:
        """Return all that is kept of a person's tenures, in their order."""
        return self._tenures.every(person)

    def town_rows(self) -> Iterator[tuple[str, tuple[Town, ...]]]:
        """Yield every name of a town in normal form with the towns, the largest first."""
        return self._places.every()

    # --- about -------------------------------------------------------------------------------------------------

    def about(self) -> dict[str, Any]:
        """Return version, counts and the day until which the sources reach ("data_end")."""
        return dict(self._about)

    def problems(self) -> list[str]:
        """Return what is wrong with the file as it is in memory: names that are not normal, terms that end too soon."""
        return [*self._aliases.problems(), *self._tenures.problems()]

    def source(self, identifier: str) -> tuple[str, ...]:
        """Return id, title, address, licence and date of a source; empty where there is none."""
        return self._sources.get(identifier, ())

    def sources(self) -> tuple[tuple[str, ...], ...]:
        """Return all sources."""
        return tuple(self._sources.values())


def _membership(row: list[Any]) -> Membership:
    return Membership(row[0], row[1], row[2], _day(row[3]), _day(row[4]), row[5])


def _succession(row: list[Any]) -> Succession:
    day = _day(row[2])
    assert day is not None  # noqa: S101 - the compiler refuses a succession without a date
    return Succession(row[0], row[1], day, row[3], row[4])


def _day(ordinal: int) -> date | None:
    from datetime import date  # noqa: PLC0415 - only when unpacking

    return date.fromordinal(ordinal) if ordinal else None


@lru_cache(maxsize=1)
def load_knowledge() -> KnowledgeBase:
    """Return the knowledge base of the package, read once per process."""
    return KnowledgeBase.load()
