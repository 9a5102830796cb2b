"""Answers for pages: an article whole, events a page at a time, counts beside a filter, who deals with whom.

Pages are cut by a key, not by a number of rows: what is written meanwhile moves nothing.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from legation import ontology
from legation.errors import NotFoundError
from legation.store import tables
from legation.store.conditions import chosen, chosen_by_index, told
from legation.store.cursors import cursor_of, read_cursor
from legation.store.runs import Run
from legation.store.writing import whole_form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legation.store.ledger import Ledger
    from legation.store.query import Query

Json = dict[str, Any]
#: Counts beside a filter stop here: beyond, "more than" is answer enough.
COUNTED: Final = 5_000
#: A filter that leaves more events than this fills a page faster by walking along the dates.
_RARE: Final = 800
#: The same for counts, which need thousands.
_SCARCE: Final = 20_000
_FACETS: Final = ("quad", "type", "status", "country")
_PARTIES_OF: Final = sa.text(
    "SELECT code, count(*) FROM (SELECT DISTINCT p.event, p.code FROM json_each(:numbers) AS chosen "
    "JOIN event_parties p ON p.event = chosen.value) GROUP BY code"
)
_CUT: Final = {"day": 10, "month": 7, "year": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """An article as kept: its form with all records, its text, the run that it stands by."""

    form: Json
    text: str
    run: Run
    #: Why it counts for nothing, None where it counts.
    withdrawn: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """An article in a list; `records` counts what was read from it, by kind."""

    id: str
    title: str | None
    published: str | None
    source: str | None
    records: dict[str, int]


@dataclass(frozen=True, slots=True)
class EventsPage:
    """Some events, and the words to ask for the next ones with (None: there are none)."""

    events: tuple[Json, ...]
    following: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """One that an actor deals with: events towards it, the sum of their scores, by quad class."""

    code: str
    n: int
    score: float
    quads: dict[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two that deal with one another, in either direction: events, and the sum of their scores."""

    one: str
    other: str
    n: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """What an actor did (`role` actor) or underwent (recipient) in a span of time, of one quad class."""

    period: str
    role: str
    quad: int
    n: int
    score: float


# --- articles ----------------------------------------------------------------------------------------------------


def article(ledger: Ledger, identity: str) -> Shelved:
    """Return an article by its id. Raises NotFoundError."""
    articles = tables.articles.c
    wanted = sa.select(articles.number, articles.form, articles.text, articles.run, articles.withdrawn)
    with ledger.reading() as connection:
        row = connection.execute(wanted.where(articles.id == identity)).first()
        if row is None:
            raise NotFoundError(f"no article {identity!r}", place=str(ledger.path))
        return Shelved(
            form=whole_form(connection, row[0], row[1]),
            text=row[2],
            run=_run(connection, row[3]),
            withdrawn=row[4],
        )


def _run(connection: sa.Connection, number: int) -> Run:
    runs = tables.runs.c
    wanted = sa.select(runs.coder, runs.model, runs.lexicon, runs.knowledge, runs.options).where(runs.number == number)
    coder, model, lexicon, knowledge, options = connection.execute(wanted).one()
    return Run(coder=coder, model=model, lexicon=lexicon, knowledge=knowledge, options=options)


def headlines(ledger: Ledger, *, limit: int = 20, after: str | None = None) -> tuple[tuple[Headline, ...], str | None]:
    """Return articles, the newest first and undated ones last, and the words to ask for the next ones with."""
    articles, records = tables.articles.c, tables.records.c
    day = sa.func.coalesce(articles.published, "")
    wanted = sa.select(articles.number, articles.id, articles.title, articles.published, articles.source, day)
    if after is not None:
        last_day, last_id = read_cursor(after, 2)
        wanted = wanted.where(sa.or_(day < last_day, sa.and_(day == last_day, articles.id > last_id)))
    wanted = wanted.order_by(articles.published.desc().nulls_last(), articles.id).limit(limit + 1)
    with ledger.reading() as connection:
        rows = connection.execute(wanted).fetchall()
        counted = sa.select(records.article, records.kind, sa.func.count()).group_by(records.article, records.kind)
        counts: dict[int, dict[str, int]] = {}
        for number, kind, n in connection.execute(counted.where(records.article.in_([row[0] for row in rows[:limit]]))):
            counts.setdefault(number, {})[kind] = n
    found = tuple(
        Headline(id=row[1], title=row[2], published=row[3], source=row[4], records=counts.get(row[0], {}))
        for row in rows[:limit]
    )
    last = rows[limit - 1] if len(rows) > limit else None
    return found, cursor_of(last[5], last[1]) if last is not None else None


# --- events ------------------------------------------------------------------------------------------------------


def events_page(ledger: Ledger, query: Query, *, limit: int = 50, after: str | None = None) -> EventsPage:
    """Return events, the newest first and undated ones last. Raises InputError for a cursor that is none."""
    events = tables.events.c
    wanted: sa.Select[Any] = sa.select(events.form, events.start, events.id)
    with ledger.reading() as connection:
        wanted = chosen(connection, query, wanted, rare=_RARE, by_day=True)
        if after is not None:
            start, identity = read_cursor(after, 2)
            later = sa.and_(events.start.is_(None), events.id > identity)
            if start:
                same = sa.and_(events.start == start, events.id > identity)
                later = sa.or_(events.start < start, same, events.start.is_(None))
            wanted = wanted.where(later)
        wanted = wanted.order_by(events.start.desc().nulls_last(), events.id).limit(limit + 1)
        rows = connection.execute(wanted).fetchall()
    last = rows[limit - 1] if len(rows) > limit else None
    return EventsPage(
        tuple(row[0] for row in rows[:limit]), cursor_of(last[1] or "", last[2]) if last is not None else None
    )


def facets(ledger: Ledger, query: Query) -> tuple[int, dict[str, list[tuple[str, int]]]]:
    """Return how many events a query finds (counted up to `COUNTED`), and among these how many of each value there are.

    Facets are `quad`, `type`, `status`, `party` and `country`, the commonest values first.
    """
    events = tables.events.c
    wanted = sa.select(events.number, events.quad, events.type, events.status, events.country)
    with ledger.reading() as connection:
        found = chosen(connection, query, wanted, rare=_SCARCE, by_day=True)
        found = found.order_by(events.start.desc().nulls_last(), events.id).limit(COUNTED)
        rows = connection.execute(found).fetchall()
        # The numbers go back as one value: SQLite would look for them anew in every subquery.
        numbers = json.dumps([row[0] for row in rows])
        parties = connection.execute(_PARTIES_OF.bindparams(numbers=numbers)).fetchall()
    columns = {name: Counter(row[place] for row in rows) for place, name in enumerate(_FACETS, 1)}
    return len(rows), {
        **{name: _commonest(counts) for name, counts in columns.items()}, "party": _commonest(dict(map(tuple, parties))),
    }  # fmt: skip


def _commonest(counts: Mapping[Any, int]) -> list[tuple[str, int]]:
    found = [(str(value), n) for value, n in counts.items() if value is not None]
    return sorted(found, key=lambda row: (-row[1], row[0]))


# --- reports -----------------------------------------------------------------------------------------------------


def reports_page(
    ledger: Ledger, *, type_: str = "", status: str = "", limit: int = 50, after: str | None = None
) -> tuple[tuple[Json, ...], str | None]:
    """Return reports in the order of their ids, each once with the first of its articles, and the words to go on with."""
    records, articles = tables.records.c, tables.articles.c
    wanted = sa.select(records.id, records.form, sa.func.min(articles.id), sa.func.count())
    # The sign keeps SQLite from the index of kinds: it is to walk along the ids, and to end when the page is full.
    of_kind = sa.literal_column("+records.kind") == "report"
    wanted = wanted.join(tables.articles, articles.number == records.article).where(
        of_kind, articles.withdrawn.is_(None), records.id > (read_cursor(after, 1)[0] if after is not None else "")
    )
    if type_:
        wanted = wanted.where(records.type == type_)
    if status:
        wanted = wanted.where(records.status == status)
    with ledger.reading() as connection:
        rows = connection.execute(wanted.group_by(records.id).order_by(records.id).limit(limit + 1)).fetchall()
    found = tuple({**row[1], "article": row[2], "n_articles": row[3]} for row in rows[:limit])
    return found, cursor_of(found[-1]["id"]) if len(rows) > limit else None


# --- actors ------------------------------------------------------------------------------------------------------


def actors(ledger: Ledger, *, limit: int = 200, skip: int = 0) -> tuple[tuple[str, int], ...]:
    """Return the codes of who takes part in events told as fact, each with the number of these, the commonest first."""
    sums = tables.event_sums.c
    wanted = sa.select(sums.one, sums.n).where(sums.kind == "party").order_by(sums.n.desc(), sums.one)
    wanted = wanted.limit(limit).offset(skip)
    with ledger.reading() as connection:
        return tuple((str(code), int(count)) for code, count in connection.execute(wanted))


def counterparts(ledger: Ledger, code: str, *, limit: int = 12) -> tuple[Counterpart, ...]:
    """Return those that an actor acts towards or together with, the commonest first; the default answer's events."""
    sums = tables.event_sums.c
    wanted = sa.select(sums.other, sums.quad, sums.n, sums.score).where(sums.kind == "pair", sums.one == code)
    quads: dict[str, dict[int, int]] = {}
    scores: dict[str, float] = {}
    with ledger.reading() as connection:
        for target, quad, n, score in connection.execute(wanted):
            quads.setdefault(target, {})[quad] = n
            scores[target] = scores.get(target, 0.0) + score
    found = [
        Counterpart(code=target, n=sum(rows.values()), score=round(scores[target], 3), quads=rows)
        for target, rows in quads.items()
    ]
    return tuple(sorted(found, key=lambda row: (-row.n, row.code))[:limit])


def ties(ledger: Ledger, query: Query, *, limit: int = 60, skip: int = 0) -> tuple[Tie, ...]:
    """Return the pairs of actors in the events that a query finds, the commonest first; a joint act counts once."""
    with ledger.reading() as connection:
        asked = set(query.words())
        if not asked:
            wanted = _all_ties()
        elif asked <= {"status", "claims"} and (not query.status or "actual" in query.status):
            wanted = _summed_ties(query)
        else:
            wanted = _chosen_ties(connection, query)
        rows = connection.execute(wanted.limit(limit).offset(skip)).fetchall()
    return tuple(Tie(one=row[0], other=row[1], n=row[2], score=round(row[3] or 0.0, 2)) for row in rows)


def _all_ties() -> sa.Select[Any]:
    sums = tables.event_sums.c
    wanted = sa.select(sums.one, sums.other, sums.n, sums.score).where(sums.kind == "tie")
    return wanted.order_by(sums.n.desc(), sums.one, sums.other)


def _summed_ties(query: Query) -> sa.Select[Any]:
    """Return the sums of the default answer, and with them what else a query of status alone asks for."""
    sums, dyads = tables.event_sums.c, tables.dyads.c
    summed = sa.select(sums.one, sums.other, sums.n, sums.score).where(sums.kind == "tie")
    others = _ties().where(dyads.shown == 0, *told(query, dyads.event, dyads.shown)).group_by("one", "other")
    both = sa.union_all(summed, others).subquery()
    n = sa.func.sum(both.c.n).label("n")
    wanted: sa.Select[Any] = sa.select(both.c.one, both.c.other, n, sa.func.sum(both.c.score))
    return wanted.group_by(both.c.one, both.c.other).order_by(n.desc(), both.c.one, both.c.other)


def _ties() -> sa.Select[Any]:
    """Return the pairs of all events, yet to be narrowed and grouped."""
    dyads = tables.dyads.c
    one, other = (
        sa.func.min(dyads.source, dyads.target).label("one"),
        sa.func.max(dyads.source, dyads.target).label("other"),
    )
    n: Any = sa.func.count(dyads.event.distinct()).label("n")
    # A joint act stands in both directions: each takes half of its score.
    score = sa.func.sum(dyads.score * sa.case((dyads.joint == 1, 0.5), else_=1.0)).label("score")
    return sa.select(one, other, n, score).where(dyads.source != dyads.target)


def _chosen_ties(connection: sa.Connection, query: Query) -> sa.Select[Any]:
    events, dyads, wanted = tables.events.c, tables.dyads.c, _ties()
    found = _along_pairs(connection, query, wanted)
    if found is None:
        both = tables.events.join(tables.dyads, dyads.event == events.number)
        found = chosen(connection, query, wanted.select_from(both))
    return found.group_by("one", "other").order_by(sa.text("n DESC"), "one", "other")


def _along_pairs(connection: sa.Connection, query: Query, wanted: sa.Select[Any]) -> sa.Select[Any] | None:
    """Read the pairs alone, which hold what most queries ask for; None where few events are left."""
    dyads = tables.dyads.c
    quads = query.quad or tuple(sorted({ontology.quad(one) for one in query.type}))
    if quads:
        wanted = wanted.where(dyads.quad.in_(quads))
    return chosen_by_index(connection, query, wanted, dyads.event, frozenset({"quad"}), dyads.shown)


def actor_series(ledger: Ledger, code: str, query: Query, *, by: str = "month") -> tuple[ActorRow, ...]:
    """Return what an actor did and underwent over time, by role and quad class; undated events are left out."""
    with ledger.reading() as connection:
        summed = by != "day" and set(query.words()) <= {"quad"}
        wanted = _summed_series(code, query, by) if summed else _chosen_series(connection, code, query, by)
        rows = connection.execute(wanted).fetchall()
    return tuple(
        ActorRow(period=row[0], role=row[1], quad=row[2], n=row[3], score=round(row[4] or 0.0, 3))
        for row in sorted(rows, key=lambda row: tuple(row)[:3])
    )


def _summed_series(code: str, query: Query, by: str) -> sa.Select[Any]:
    sums = tables.event_sums.c
    period = sa.func.substr(sums.month, 1, _CUT[by]).label("period")
    wanted = sa.select(period, sums.other, sums.quad, sa.func.sum(sums.n), sa.func.sum(sums.score))
    wanted = wanted.where(sums.kind == "actor", sums.one == code, sums.month != "")
    return (wanted.where(sums.quad.in_(query.quad)) if query.quad else wanted).group_by(period, sums.other, sums.quad)


def _chosen_series(connection: sa.Connection, code: str, query: Query, by: str) -> sa.Select[Any]:
    events, parties = tables.events.c, tables.event_parties.c
    period = sa.func.substr(events.start, 1, _CUT[by]).label("period")
    # Two bodies of one state in one event are one party.
    part = sa.select(parties.event, parties.role).where(parties.code == code, parties.role.in_(("actor", "recipient")))
    roles = part.distinct().subquery()
    wanted = sa.select(period, roles.c.role, events.quad, sa.func.count(), sa.func.sum(events.score))
    wanted = chosen(connection, query, wanted.join(roles, roles.c.event == events.number))
    return wanted.where(events.start.is_not(None)).group_by(period, roles.c.role, events.quad)


# --- freshness ---------------------------------------------------------------------------------------------------


class Clock:
    """Tells whether a ledger has changed: a number that is another one after every write, whoever wrote."""

    def __init__(self, ledger: Ledger) -> None:
        """Open a connection of its own: SQLite counts the writes of all others."""
        quoted = str(ledger.path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        self._connection = sqlite3.connect(f"file:{quoted}?mode=ro", uri=True, check_same_thread=False)
        self._turn = threading.Lock()

    def now(self) -> int:
        """Return the number; where the file cannot be asked, one that never comes again."""
        with self._turn:
            try:
                return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
            except sqlite3.Error:
                return -time.monotonic_ns()

    def close(self) -> None:
        """Close the connection."""
        with self._turn:
            self._connection.close()
