"""Counts over time for the charts and their tables: every period between the first and the last has its place."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Self

from legation import ontology
from legation.serve.web.charts import Cell, Mirror, Term
from legation.store import browsing, finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from legation.records import Held
    from legation.serve.web.choosing import Chosen
    from legation.serve.web.desk import Desk
    from legation.store.query import Query

By = Literal["day", "month", "year"]
#: Makes the address that shows one period's events, from its first and last day.
Link = "Callable[[str, str], str]"
#: Bars that one chart has room for; where there are more, a longer span of time is taken.
_MOST: Final = 150
#: Months that a chart shows at least.
_FEWEST: Final = 12
#: Offices whose holders stand along the axis: of states, then of organisations.
_OFFICES: Final = ("president", "king", "supreme leader", "prime minister", "foreign minister")
_HEADS: Final = ("secretary-general", "president")


@dataclass(frozen=True, slots=True)
class Series:
    """A series of two directions, with the names of both sides."""

    by: By
    periods: list[str]
    up_name: str
    down_name: str
    up: list[Cell]
    down: list[Cell]

    @property
    def top(self) -> int:
        """The most events that one side has in one period."""
        return max([1, *(cell.n for cell in (*self.up, *self.down))])

    @property
    def n(self) -> tuple[int, int]:
        """All events of each direction."""
        return sum(cell.n for cell in self.up), sum(cell.n for cell in self.down)

    @property
    def score(self) -> tuple[float, float]:
        """The sums of the scores of each direction."""
        return round(sum(cell.score for cell in self.up), 1), round(sum(cell.score for cell in self.down), 1)

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and last day that the periods cover."""
        return (span_of(self.periods[0])[0], span_of(self.periods[-1])[1]) if self.periods else None

    @property
    def rows(self) -> list[tuple[str, Cell, Cell]]:
        """The rows of the table: periods in which something happened."""
        rows = zip(self.periods, self.up, self.down, strict=True)
        return [row for row in rows if row[1].n or row[2].n]

    def part(self, chosen: Chosen | None) -> Self | None:
        """Return the periods that are chosen, None where none is."""
        places = chosen.places(self.periods) if chosen is not None else None
        if places is None:
            return None
        kept = slice(places[0], places[1] + 1)
        return replace(self, periods=self.periods[kept], up=self.up[kept], down=self.down[kept])

    def mirror(
        self,
        up: Sequence[Sequence[Term]],
        down: Sequence[Sequence[Term]],
        top: int = 0,
        chosen: Chosen | None = None,
    ) -> Mirror:
        """Return the series as a chart with office-holders."""
        return Mirror(
            periods=self.periods, up_name=self.up_name, down_name=self.down_name, up=self.up, down=self.down, up_terms=up,
            down_terms=down, quad_names=ontology.QUAD_NAMES, top=top, chosen=chosen.places(self.periods) if chosen is not None else None,
        )  # fmt: skip


def dyad_series(
    desk: Desk,
    one: str,
    other: str,
    query: Query,
    by: By | None,
    link: Callable[[str, str], str],
    span: list[str] | None = None,
) -> Series:
    """Return what `one` did to `other` (up) and the reverse (down); `span` are periods that must have their place."""

    def ask(by: By) -> list[_Row]:
        rows = finding.dyad(desk.ledger, one, other, query, by=by)
        return [_Row(row.period, (row.source, row.target) == (one, other), row.quad, row.n, row.score) for row in rows]

    by, found = _asked(query, by, ask)
    return _filled(by, found, (desk.name_of(one), desk.name_of(other)), link, span or [])


def actor_series(desk: Desk, code: str, query: Query, by: By | None, link: Callable[[str, str], str]) -> Series:
    """Return what an actor did (up) and underwent (down)."""

    def ask(by: By) -> list[_Row]:
        rows = browsing.actor_series(desk.ledger, code, query, by=by)
        return [_Row(row.period, row.role == "actor", row.quad, row.n, row.score) for row in rows]

    by, found = _asked(query, by, ask)
    return _filled(by, found, (desk.name_of(code), "others"), link, [])


def _asked(query: Query, by: By | None, ask: Callable[[By], list[_Row]]) -> tuple[By | None, list[_Row]]:
    """Ask for the rows by the span of time wanted; without one, by years where months would plainly be too many.

    Years are tried first only where asking is cheap, so that the months of decades are not gathered to be thrown away.
    """
    if by is None and set(query.words()) <= {"since", "until", "quad"}:
        rows = ask("year")
        told = [int(row.period) for row in rows]
        if told and 12 * (max(told) - min(told) - 1) > _MOST:
            return "year", rows
    return by, ask(by or "month")


class _Row(NamedTuple):
    """What one side did (`up`: the first one) in a period, of one quad class."""

    period: str
    up: bool
    quad: int
    n: int
    score: float


def _filled(
    by: By | None, rows: list[_Row], names: tuple[str, str], link: Callable[[str, str], str], span: list[str]
) -> Series:
    """Give every period its place; months become years where there are too many, unless months are asked for."""
    chosen: By = by or "month"
    periods = periods_between([*(row.period for row in rows), *span], chosen)
    if by is None and len(periods) > _MOST:
        chosen = "year"
        rows = [row._replace(period=row.period[:4]) for row in rows]
        periods = periods_between([*(row.period for row in rows), *(one[:4] for one in span)], chosen)
    quads: dict[tuple[str, bool], Counter[int]] = {}
    scores: dict[tuple[str, bool], float] = defaultdict(float)
    for row in rows:
        quads.setdefault((row.period, row.up), Counter())[row.quad] += row.n
        scores[row.period, row.up] += row.score

    def cell(period: str, *, up: bool) -> Cell:
        first, last = span_of(period)
        return Cell(
            quads.get((period, up), {}), round(scores[period, up], 2), link(first.isoformat(), last.isoformat())
        )

    up, down = ([cell(period, up=side) for period in periods] for side in (True, False))
    return Series(chosen, periods, *names, up, down)


def periods_between(told: Iterable[str], by: By) -> list[str]:
    """Return every period from the first to the last, as they sort."""
    known = sorted(set(told))
    if not known:
        return []
    first, last = known[0], known[-1]
    if by == "year":
        return [f"{year:04d}" for year in range(int(first[:4]), int(last[:4]) + 1)]
    if by == "month":
        start, stop = (int(one[:4]) * 12 + int(one[5:7]) - 1 for one in (first, last))
        # A few bars alone say nothing about before and after: a year at least is shown.
        missing = max(0, _FEWEST - (stop - start + 1))
        start, stop = max(12, start - missing // 2), min(9999 * 12 + 11, stop + missing - missing // 2)
        return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(start, stop + 1)]
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    if (end - day).days > 4 * _MOST:
        # Days without events would be most of them: only those told stand.
        return known
    return [(day + timedelta(days=n)).isoformat() for n in range((end - day).days + 1)]


def span_of(period: str) -> tuple[date, date]:
    """Return the first and last day of a year, a month or a day."""
    numbers = [int(part) for part in period.split("-")]
    year, month = numbers[0], numbers[1] if len(numbers) > 1 else None
    if len(numbers) > 2:
        day = date(*numbers)
        return day, day
    last = monthrange(year, month or 12)[1]
    return date(year, month or 1, 1), date(year, month or 12, last)


def terms_of(desk: Desk, code: str, periods: Sequence[str]) -> list[list[Term]]:
    """Return the chief office-holders of an actor over the periods, a row an office, at most two rows.

    Asked for the middle of every period; a term of which nobody knows the end is drawn to where the source last saw it,
    or, where it was only presumed later, not at all.
    """
    rows: list[list[Term]] = []
    for office in _OFFICES if ":" not in code else _HEADS:
        held: list[Held | None] = []
        for period in periods:
            first, last = span_of(period)
            middle = first + (last - first) / 2
            found = [row for row in desk.knowledge.holders(office, code, middle) if row.code == code]
            held.append(found[0] if found else None)
        terms = _terms(held)
        if terms and all([term.name for term in terms] != [term.name for term in row] for row in rows):
            rows.append(terms)
        if len(rows) == 2:
            break
    return rows


def _terms(held: Sequence[Held | None]) -> list[Term]:
    terms: list[Term] = []
    for place, row in enumerate(held):
        if row is None:
            continue
        if terms and terms[-1].name == row.name and terms[-1].last == place - 1:
            terms[-1] = Term(row.name, row.office, terms[-1].first, place)
        else:
            terms.append(Term(row.name, row.office, place, place))
    return terms
