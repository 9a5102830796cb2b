"""Dated tenures: who held which office on a day, and how sure the base is of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from legation.records import Held
from legation.resolve.knowledge_names import normal
from legation.resolve.knowledge_roles import ROLES, role_of, sector_of
from legation.resolve.knowledge_types import PRECISIONS, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from legation.resolve.knowledge_aliases import AliasTable
    from legation.resolve.knowledge_file import Columns

_DAY: Final = PRECISIONS.index("day")
#: Days past its last sight for which an open tenure is presumed to go on: of chiefs of state, and of others.
_PATIENCE, _LESS_PATIENCE = 15 * 365, 6 * 365
#: Ranks of those chiefs: presidents, monarchs.
_CHIEFS: Final = 2
#: An open tenure last seen so many days ago does not count before one that is sure.
_STALE: Final = 4 * 365
#: `open_as_of` of a tenure that rests on memory alone: whatever the day, the answer is presumed.
_NEVER: Final = date(1900, 1, 1).toordinal()
#: Answers kept ready.
_KEPT: Final = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TenureRow:
    """A tenure as it is kept."""

    person: str
    code: str
    title: str
    role: str
    sector: str
    rank: int
    source: str
    #: Start, end, precision of the start, seen, known from, known until, whether acting.
    days: tuple[int, ...]


class TenureTable:
    """The tenure and office columns; rows of one person stand together, chief offices first."""

    def __init__(self, columns: Columns, aliases: AliasTable) -> None:
        """Unpack."""
        self._aliases = aliases
        self._first = columns.numbers("tenure_first")
        self._office = columns.numbers("tenure_office")
        self._start, self._end = columns.numbers("tenure_start"), columns.numbers("tenure_end")
        self._start_precision = columns.numbers("tenure_start_precision")
        self._seen = columns.numbers("tenure_seen")
        #: The days within which a source, not memory, vouches for the tenure.
        self._known_from, self._known = columns.numbers("tenure_known_from"), columns.numbers("tenure_known")
        self._acting = columns.numbers("tenure_acting")
        self._source = columns.numbers("tenure_source")
        self._titles, self._codes = columns.strings("office_title"), columns.strings("office_code")
        self._roles, self._sectors = columns.strings("office_role"), columns.strings("office_sector")
        self._ranks = columns.numbers("office_rank")
        self._source_names = columns.strings("source_names")
        self._by_role: dict[tuple[str, str], list[tuple[int, int]]] | None = None
        self._kept: dict[tuple[int, bool], Held] = {}
        #: Rows of persons with additions of the user's own.
        self._changed: dict[int, list[int]] = {}

    def _rows(self, at: int | None) -> Sequence[int]:
        if at is None:
            return range(0)
        if at in self._changed:
            return self._changed[at]
        return range(self._first[at], self._first[at + 1]) if at + 1 < len(self._first) else range(0)

    def add(
        self, at: int, title: str, code: str, sector: str, start: date | None, end: date | None, source: str
    ) -> None:
        """Add a tenure in memory; it replaces what the shipped file tells of that office of the person."""
        role, form = role_of(title), normal(title)
        kept = [
            row for row in self._rows(at)
            if self._source_names[self._source[row]] == source or self._codes[self._office[row]] != code
            or not (normal(self._titles[self._office[row]]) == form or (role and self._roles[self._office[row]] == role))
        ]  # fmt: skip
        self._titles.append(title)
        self._codes.append(code)
        self._roles.append(role)
        self._sectors.append(sector or sector_of(title) or "GOV")
        self._ranks.append(ROLES[role].rank if role else 10)
        if source not in self._source_names:
            self._source_names.append(source)
        first, last = (day.toordinal() if day else 0 for day in (start, end))
        # The user vouches for the whole term, an open one for good.
        known = last or date.max.toordinal()
        for column, value in (
            (self._office, len(self._titles) - 1), (self._start, first), (self._end, last), (self._start_precision, _DAY),
            (self._seen, 0 if last else known), (self._known_from, first or 1), (self._known, known), (self._acting, 0),
            (self._source, self._source_names.index(source)),
        ):  # fmt: skip
            column.append(value)
        self._changed[at] = [len(self._office) - 1, *kept]
        self._by_role = None

    def _held(self, at: int, row: int, day: int | None = None) -> Held:
        # A source that came later vouches for nothing before: what was then is by memory.
        early = day is not None and day < self._known_from[row]
        found = self._kept.get((row, early))
        if found is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            found = self._kept[row, early] = self._made(at, row, _NEVER if early else self._known[row])
        return found

    def _made(self, at: int, row: int, known: int) -> Held:
        identifier, name = self._aliases.name_of(at)
        office = self._office[row]
        title = self._titles[office]
        start, end = self._start[row], self._end[row]
        return Held(
            person=identifier,
            name=name,
            office=f"acting {title}" if self._acting[row] else title,
            code=self._codes[office],
            sector=self._sectors[office],
            start=date.fromordinal(start) if start else None,
            end=date.fromordinal(end) if end else None,
            open_as_of=None if end and known >= end else date.fromordinal(known or _NEVER),
            source=self._source_names[self._source[row]],
        )

    def _covers(self, row: int, day: int) -> bool:
        start, end = self._start[row], self._end[row]
        if start and day < start:
            return False
        if not start and self._known_from[row] != 1 and day < (end or self._seen[row]):
            # Seen in office or leaving it on a day, start unknown: nothing is known of the years before.
            return (end or self._seen[row]) - day <= 366
        if end:
            return day <= end
        return day - self._seen[row] <= self._patience(row)

    def _patience(self, row: int) -> int:
        return _PATIENCE if self._ranks[self._office[row]] <= _CHIEFS else _LESS_PATIENCE

    # --- records.Tenures ---------------------------------------------------------------------------------------

    def held(self, person: str, on: date | None) -> tuple[Held, ...]:
        """Return the offices held on the day, chief one first; all of them without a day."""
        at = self._aliases.index_of(person)
        rows = self._rows(at)
        if at is None or not rows:
            return ()
        if on is None:
            return tuple(self._held(at, row) for row in rows)
        day = on.toordinal()
        covering = [row for row in rows if self._covers(row, day)]
        if len(covering) > 1:
            covering.sort(key=lambda row: self._chief(row, day))
        return tuple(self._held(at, row, day) for row in covering)

    def _sure(self, row: int, day: int) -> bool:
        return self._known_from[row] <= day <= self._known[row]

    def _chief(self, row: int, day: int) -> tuple[int, bool, int]:
        """Order tenures of one day: by rank of the office, those not seen for years last, the latest begun first."""
        stale = not self._end[row] and day - self._seen[row] > _STALE
        return self._ranks[self._office[row]], stale, -self._start[row]

    def began(self, person: str, office: str | None) -> tuple[Held, ...]:
        """Return the tenures whose start is known to the day, earliest first."""
        at = self._aliases.index_of(person)
        if at is None:
            return ()
        rows = [row for row in self._rows(at) if self._start[row] and self._start_precision[row] == _DAY]
        rows.sort(key=lambda row: self._start[row])
        found = (self._held(at, row) for row in rows)
        wanted = office.casefold() if office else ""
        role = role_of(wanted) if wanted else ""
        return tuple(
            held for held in found if wanted in held.office.casefold() or (role and role_of(held.office) == role)
        )

    # --- beyond it ---------------------------------------------------------------------------------------------

    def standing(self, person: str, on: date | None) -> Standing:
        """Return what the person was on the day; without one, by the last tenure known."""
        at = self._aliases.index_of(person)
        rows = self._rows(at)
        if at is None or not rows:
            entity = self._aliases.entity(person)
            return Standing(entity.code if entity else "---", None, None, "unknown", None)
        if on is None:
            row = max(rows, key=lambda one: (self._reach(one), -self._ranks[self._office[one]]))
            return self._standing(
                at, row, "known" if self._end[row] and self._known[row] >= self._end[row] else "presumed"
            )
        day = on.toordinal()
        covering = [row for row in rows if self._covers(row, day)]
        if covering:
            row = min(covering, key=lambda one: self._chief(one, day))
            return self._standing(at, row, "known" if self._sure(row, day) else "presumed", day)
        past = [row for row in rows if self._end[row] and self._end[row] < day]
        if past:
            row = max(past, key=lambda one: (self._end[one], -self._ranks[self._office[one]]))
            return self._standing(at, row, "former")
        lost = [row for row in rows if not self._end[row] and self._seen[row] < day]
        if lost:  # in office once, and nobody has looked for years
            return self._standing(at, max(lost, key=lambda one: self._seen[one]), "unknown")
        return self._standing(at, min(rows, key=lambda one: self._start[one] or self._seen[one]), "before")

    def _reach(self, row: int) -> int:
        return self._end[row] or max(self._seen[row], 1) + self._patience(row)

    def _standing(
        self,
        at: int,
        row: int,
        status: Literal["known", "presumed", "former", "before", "unknown"],
        day: int | None = None,
    ) -> Standing:
        held = self._held(at, row, day)
        if status == "former":
            return Standing(held.code, "ELI", held.office, status, held)
        if status in {"before", "unknown"}:
            return Standing(held.code, None, None, status, held)
        return Standing(held.code, held.sector or None, held.office, status, held)

    def holders(self, office: str, country: str, on: date | None) -> tuple[Held, ...]:
        """Return who held the role in the country on the day; without one, who is last known to."""
        role = role_of(office) or normal(office)
        found = self._role_index().get((role, country), [])
        if not found and not role_of(office):
            found = [
                pair for (_, code), pairs in self._role_index().items() if code == country
                for pair in pairs if normal(office) in normal(self._titles[self._office[pair[1]]])
            ]  # fmt: skip
        if on is None:
            if not found:
                return ()
            last = max(found, key=lambda pair: (self._reach(pair[1]), self._start[pair[1]]))
            return (self._held(*last),)
        day = on.toordinal()
        covering = [pair for pair in found if self._covers(pair[1], day)]
        covering.sort(key=lambda pair: self._chief(pair[1], day))
        return tuple(self._held(*pair, day) for pair in covering)

    def _role_index(self) -> dict[tuple[str, str], list[tuple[int, int]]]:
        if self._by_role is None:
            index: dict[tuple[str, str], list[tuple[int, int]]] = {}
            for at in sorted({*range(len(self._first) - 1), *self._changed}):
                for row in self._rows(at):
                    office = self._office[row]
                    index.setdefault((self._roles[office], self._codes[office]), []).append((at, row))
            self._by_role = index
        return self._by_role

    def prominence(self, at: int) -> tuple[int, int]:
        """Return a sort key of a person: the rank of the best office, then the latest day in it."""
        rows = self._rows(at)
        if not rows:
            return (99, 0)
        return min((self._ranks[self._office[row]], -self._reach(row)) for row in rows)

    def every(self, person: str) -> tuple[TenureRow, ...]:
        """Return all that is kept of a person's tenures."""
        at = self._aliases.index_of(person)
        columns = (
            self._start, self._end, self._start_precision, self._seen, self._known_from, self._known, self._acting,
        )  # fmt: skip
        return tuple(
            TenureRow(
                person=person, code=self._codes[office], title=self._titles[office], role=self._roles[office],
                sector=self._sectors[office], rank=self._ranks[office], source=self._source_names[self._source[row]],
                days=tuple(column[row] for column in columns),
            )
            for row in self._rows(at)
            for office in (self._office[row],)
        )  # fmt: skip

    def problems(self) -> list[str]:
        """Return the tenures that end before they start."""
        return [
            f"{self._titles[self._office[row]]} ({self._codes[self._office[row]]}): ends before it starts"
            for row, (start, end) in enumerate(zip(self._start, self._end, strict=True)) if end and end < start
        ]  # fmt: skip

    @staticmethod
    def title_sector(title: str) -> str | None:
        """Return the sector that a title gives."""
        return sector_of(title)
