"""Answers from the ledger: events, series of a dyad, statements, tenures, articles by their words."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import sqlalchemy as sa

from legation import ontology
from legation.errors import LedgerError, NotFoundError
from legation.store import tables
from legation.store.conditions import chosen, match_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legation.store.ledger import Ledger
    from legation.store.query import Query, Who

Json = dict[str, Any]
Order = Literal["newest", "oldest"]
By = Literal["day", "month", "year"]
_CUT: Final = {"day": 10, "month": 7, "year": 4}
#: Articles that are ranked; words that more of them hold tell none from another, and the latest written come first.
_RANKED: Final = 20_000
#: Parts that one actor may have in one record other than a report: speaker and addressee, first and second.
_PARTS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadRow:
    """What one side did to the other in a span of time, of one quad class."""

    period: str
    source: str
    target: str
    quad: int
    #: Events, and how many of them were joint acts (these stand in both directions).
    n: int
    joint: int
    #: Sum of the conflict-cooperation scores.
    score: float
    #: Articles that told them.
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article found by its words, with a piece of text around them."""

    id: str
    title: str | None
    published: str | None
    source: str | None
    snippet: str


def events(
    ledger: Ledger, query: Query, *, order: Order = "newest", limit: int | None = None, skip: int = 0
) -> Iterator[Json]:
    """Yield the forms of the events that a query asks for, undated ones last; equal ledgers give equal answers."""
    table = tables.events.c
    with ledger.reading() as connection:
        _need_words(ledger, query)
        first = table.start.desc() if order == "newest" else table.start.asc()
        found = chosen(connection, query, sa.select(table.form), by_day=True)
        found = found.order_by(first.nulls_last(), table.id).offset(skip).limit(limit)
        for (form,) in connection.execution_options(stream_results=True).execute(found):
            yield form


def count_events(ledger: Ledger, query: Query) -> int:
    """Return how many events a query asks for."""
    with ledger.reading() as connection:
        _need_words(ledger, query)
        found = chosen(connection, query, sa.select(sa.func.count()).select_from(tables.events))
        return int(connection.execute(found).scalar_one())


def event(ledger: Ledger, identity: str) -> Json:
    """Return the event of an id: its own, that of one of its reports, or one that has merged. Raises NotFoundError."""
    members, table, redirects = tables.event_reports.c, tables.events.c, tables.redirects.c
    with ledger.reading() as connection:
        of_report = sa.select(table.form).join(tables.event_reports, members.event == table.number)
        found = connection.execute(of_report.where(members.report == identity)).scalar()
        if found is None:
            new = sa.select(redirects.new).where(redirects.old == identity).scalar_subquery()
            found = connection.execute(of_report.where(members.report == new)).scalar()
    if found is None:
        raise NotFoundError(
            f"no event {identity!r}", place=str(ledger.path), remedy="ids are in the output of `legation events`"
        )
    form: Json = found
    return form


def _need_words(ledger: Ledger, query: Query) -> None:
    if query.text and not ledger.full_text:
        raise _no_full_text(ledger)


def _no_full_text(ledger: Ledger) -> LedgerError:
    problem = "words cannot be searched: this Python's SQLite was built without FTS5"
    return LedgerError(problem, place=str(ledger.path), remedy="use a Python whose SQLite has it")


def dyad(ledger: Ledger, source: str, target: str, query: Query, *, by: By = "month") -> tuple[DyadRow, ...]:
    """Return the series of a pair in both directions, by time, direction and quad class; undated events are left out."""
    pairs = tables.dyads.c
    period = sa.func.substr(pairs.day, 1, _CUT[by]).label("period")
    series = sa.select(
        period, pairs.source, pairs.target, pairs.quad, sa.func.count(), sa.func.sum(pairs.joint), sa.func.sum(pairs.score),
        sa.func.sum(pairs.articles),
    )  # fmt: skip
    with ledger.reading() as connection:
        _need_words(ledger, query)
        held = _held_by_dyads(query)
        if held is None:
            joined = series.join(tables.events, tables.events.c.number == pairs.event)
            series = chosen(connection, query, joined).where(*_implied_for_dyads(query))
        else:
            series = series.where(*held)
        rows = []
        for one, other in dict.fromkeys(((source, target), (target, source))):
            found = series.where(pairs.source == one, pairs.target == other, pairs.day.is_not(None))
            rows += list(connection.execute(found.group_by(period, pairs.quad)))
    return tuple(
        DyadRow(
            period=row[0], source=row[1], target=row[2], quad=row[3], n=row[4], joint=row[5], score=round(row[6] or 0.0, 3),
            articles=row[7],
        )
        for row in sorted(rows, key=lambda row: (row[0], (row[1], row[2]) != (source, target), row[3]))
    )  # fmt: skip


def _held_by_dyads(query: Query) -> list[sa.ColumnElement[bool]] | None:
    """Return the conditions where the columns of the pairs answer them all (the index is then enough), else None."""
    plain = {"since", "until", "quad"}
    if not set(query.words()) <= plain:
        return None
    pairs = tables.dyads.c
    found = [pairs.shown == 1]
    if query.since is not None:
        found.append(pairs.day >= query.since.isoformat())
    if query.until is not None:
        found.append(pairs.day <= query.until.isoformat())
    if query.quad:
        found.append(pairs.quad.in_(query.quad))
    return found


def _implied_for_dyads(query: Query) -> Iterator[sa.ColumnElement[bool]]:
    """Yield what a query means for the columns of the pairs, so that few events are looked up for the rest of it."""
    pairs = tables.dyads.c
    if query.status == ("actual",) and not query.claims:
        yield pairs.shown == 1
    if query.type:
        yield pairs.quad.in_(sorted({ontology.quad(one) for one in query.type}))
    if query.until is not None:
        yield pairs.day <= query.until.isoformat()


def records(ledger: Ledger, kind: str, query: Query, *, limit: int | None = None) -> Iterator[tuple[Json, Json]]:
    """Yield the records of a kind (`statement`, `tenure`, ...), the newest first, each with its article's head.

    Of the query `actor`, `party`, `since`, `until` and `text` count; the date is the record's, else the article's.
    """
    articles = tables.articles.c
    asked = [(whos, roles) for whos, roles in ((query.actor, ("actor", "first")), (query.party, None)) if whos]
    with ledger.reading() as connection:
        _need_words(ledger, query)
        conditions = [_told_of(whos, roles) for whos, roles in asked[1:]]
        if query.text:
            hits = sa.text("SELECT rowid FROM article_words WHERE article_words MATCH :words")
            found = hits.bindparams(words=match_words(query.text)).columns(sa.column("rowid", sa.Integer)).subquery()
            conditions.append(articles.number.in_(sa.select(found.c.rowid)))
        whos, roles = asked[0] if asked else ((None,), None)
        # One walk for each of them, along its days; a record may come in several.
        walks = [connection.execute(_walk(kind, who, roles, query, limit).where(*conditions)) for who in whos]
        seen: set[int] = set()
        for number, day, place, form, identity, title, published, source, text in heapq.merge(*walks, key=_turn):
            del day, place
            if number in seen:
                continue
            seen.add(number)
            head = {"id": identity, "title": title, "published": published, "source": source}
            start, end = form["span"]
            yield {**form, "quote": text[start:end]}, head
            if len(seen) == limit:
                break


def _turn(row: Any) -> tuple[bool, list[int], str, int]:
    """Return by what records are ordered: the newest first, undated ones last."""
    return row[1] is None, [-ord(letter) for letter in row[1] or ""], row[4], row[2]


def _walk(kind: str, who: Who | None, roles: tuple[str, ...] | None, query: Query, limit: int | None) -> sa.Select[Any]:
    """Return the records of a kind along their days, of one actor or of all."""
    table, articles, parties = tables.records.c, tables.articles.c, tables.parties.c
    day = table.day if who is None else parties.day
    columns = (table.number, day, table.place_in_form, table.form, articles.id, articles.title, articles.published, articles.source, articles.text)  # fmt: skip
    both = tables.records.join(tables.articles, articles.number == table.article)
    if who is None:
        # SQLite walks the index of days only where the condition that it holds stands in the question as well.
        wanted = sa.select(*columns).select_from(both).where(table.kind == kind, sa.text("records.kind <> 'report'"))
    else:
        of_who = tables.parties.join(both, table.number == parties.record)
        wanted = sa.select(*columns).select_from(of_who).where(parties.code == who.code, parties.kind == kind)
        wanted = wanted.with_hint(tables.parties, "INDEXED BY parties_told", "sqlite")
        if who.sector:
            wanted = wanted.where(parties.sector == who.sector)
        if roles is not None:
            wanted = wanted.where(parties.role.in_(roles))
    if query.since is not None:
        wanted = wanted.where(day >= query.since.isoformat())
    if query.until is not None:
        wanted = wanted.where(day <= query.until.isoformat())
    wanted = wanted.where(articles.withdrawn.is_(None)).order_by(
        day.desc().nulls_last(), articles.id, table.place_in_form
    )
    return wanted.limit(_PARTS * limit if limit is not None else None)


def _told_of(whos: tuple[Who, ...], roles: tuple[str, ...] | None) -> sa.ColumnElement[bool]:
    """Return the condition that a record tells of one of these."""
    parties = tables.parties.c
    any_of = [
        sa.and_(parties.code == who.code, *([parties.sector == who.sector] if who.sector else [])) for who in whos
    ]
    of_who = sa.select(parties.record).where(sa.or_(*any_of), parties.record == tables.records.c.number)
    if roles is not None:
        of_who = of_who.where(parties.role.in_(roles))
    # By the record, not by the code: that would read all of a common code's rows for every record.
    return of_who.with_hint(tables.parties, "INDEXED BY parties_record", "sqlite").correlate(tables.records).exists()


def search(ledger: Ledger, words: str, *, limit: int = 20, skip: int = 0) -> tuple[Hit, ...]:
    """Return the articles that hold all the words (phrases in double quotes, `-word` excluded), the best first (the latest for very common words)."""
    if not ledger.full_text:
        raise _no_full_text(ledger)
    any_order = "SELECT rowid FROM article_words WHERE article_words MATCH :words "
    many = sa.text(any_order + "LIMIT 1 OFFSET :most").bindparams(words=match_words(words), most=_RANKED)
    shown = sa.text(
        "SELECT a.id, a.title, a.published, a.source, snippet(article_words, 1, '[', ']', '...', 16) "
        "FROM article_words JOIN articles a ON a.number = article_words.rowid "
        "WHERE article_words MATCH :words AND article_words.rowid = :number"
    )
    found = []
    with ledger.reading() as connection:
        common = connection.execute(many).first() is not None
        order = "ORDER BY rowid DESC LIMIT :most" if common else "ORDER BY rank, rowid LIMIT :most"
        hits = sa.text(any_order + order + " OFFSET :skip").bindparams(words=match_words(words), most=limit, skip=skip)
        for (number,) in connection.execute(hits).fetchall():
            row = connection.execute(shown.bindparams(words=match_words(words), number=number)).one()
            snippet = " ".join(row[4].split())
            found.append(Hit(id=row[0], title=row[1], published=row[2], source=row[3], snippet=snippet))
    return tuple(found)
