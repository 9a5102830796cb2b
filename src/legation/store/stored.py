"""Articles as they stand in a ledger, for coding them again."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from legation.store import tables
from legation.store.conditions import chosen as narrowed
from legation.store.conditions import match_words
from legation.store.runs import numbered_runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legation.store.ledger import Ledger
    from legation.store.query import Query
    from legation.store.runs import Run

#: Articles that are read at once.
_PORTION = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An article with what was given with it."""

    id: str
    text: str
    title: str | None
    source: str | None
    published: str | None
    precision: str | None
    date_basis: str
    #: The lines of it that were set aside as furniture.
    aside: tuple[str, ...] = ()


def chosen(ledger: Ledger, run: str | None, query: Query | None = None) -> dict[int, Run]:
    """Return the numbers of the articles, in the order of their ids, that another run than `run` coded (all where it is None).

    A query chooses among them by their words, and by their events. Each comes with the run that it stands by.
    """
    articles, records, members = tables.articles.c, tables.records.c, tables.event_reports.c
    wanted = sa.select(articles.number, articles.run).order_by(articles.id)
    with ledger.reading() as connection:
        runs = numbered_runs(connection)
        if run is not None:
            wanted = wanted.where(articles.run.not_in([number for number, one in runs.items() if one.id == run]))
        if query is not None and query.text:
            # Words choose articles by themselves: one that tells no event yet may tell one now.
            hits = sa.text("SELECT rowid FROM article_words WHERE article_words MATCH :words")
            found = hits.bindparams(words=match_words(query.text)).columns(sa.column("rowid", sa.Integer)).subquery()
            wanted = wanted.where(articles.number.in_(sa.select(found.c.rowid)))
            query = replace(query, text="")
        if query is not None and query.words():
            reports = sa.select(records.article).join(tables.event_reports, members.report == records.id)
            told = narrowed(connection, query, reports.join(tables.events, tables.events.c.number == members.event))
            wanted = wanted.where(articles.number.in_(told))
        return {int(number): runs[int(key)] for number, key in connection.execute(wanted)}


def read(ledger: Ledger, numbers: Sequence[int]) -> Iterator[Stored]:
    """Yield the articles of these numbers, in portions, since the caller writes meanwhile, and a corpus is larger than memory."""
    for start in range(0, len(numbers), _PORTION):
        yield from _stored(ledger, numbers[start : start + _PORTION])


def _stored(ledger: Ledger, numbers: Sequence[int]) -> Iterator[Stored]:
    articles = tables.articles.c
    chosen = sa.select(articles.id, articles.text, articles.title, articles.form).where(articles.number.in_(numbers))
    with ledger.reading() as connection:
        rows = connection.execute(chosen.order_by(articles.id)).fetchall()
    for identity, text, title, form in rows:
        found = json.loads(form)
        document = found["document"]
        when = document["published"]
        yield Stored(
            id=identity, text=text, title=title, source=document["source"], date_basis=document["date_basis"],
            published=when["start"] if when else None, precision=when["precision"] if when else None,
            aside=tuple(text[slice(*row["span"])] for row in found["furniture"]),
        )  # fmt: skip
