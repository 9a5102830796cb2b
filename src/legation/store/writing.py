"""Articles into the tables: what is the same is left alone, what is replaced is kept as the former run's."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from legation import ontology
from legation.store import tables
from legation.store.packing import dumps
from legation.store.runs import Run, run_number
from legation.store.tables import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Json = dict[str, Any]
_ROLES = {
    "actors": "actor", "recipients": "recipient", "others": "other", "initiator": "initiator", "actor": "actor",
    "addressee": "addressee",
}  # fmt: skip

#: Articles whose rows are written together.
_MANY: Final = 1000


def put(connection: sa.Connection, form: Json, text: str, run: Run) -> bool:
    """Put one article's form in place of what is there; tell whether anything changed."""
    return put_many(connection, ((form, text),), run) == 1


def put_many(connection: sa.Connection, articles: Iterable[tuple[Json, str]], run: Run) -> int:
    """Put many (form, text) in place of what is there, a later one over an earlier one of its id; return how many changed."""
    waiting = (_Waiting(form, text, hashlib.sha256(dumps(form).encode()).hexdigest()) for form, text in articles)
    number = run_number(connection, run)
    changed = 0
    # An id that comes twice is written twice: rows go in together only where each has an id of its own.
    for rows in _apart(waiting):
        standing = _standing(connection, [row.id for row in rows])
        fresh: list[tuple[_Waiting, str | None]] = []
        same: list[_Waiting] = []
        for row in rows:
            found = standing.get(row.id)
            if found is not None and found["digest"] == row.digest:
                if found["run"] != number:
                    same.append(row)
                    _stands_by(connection, found["number"], number)
                continue
            if found is not None:
                _retire(connection, found, row.form, row.digest)
            # What was withdrawn stays so when it is coded again; another text is another matter.
            same_text = found is not None and found["hash"] == row.form["document"]["hash"]
            fresh.append((row, found["withdrawn"] if found is not None and same_text else None))
        _insert(connection, fresh, number)
        codings = [
            {"article": row.id, "run": number, "digest": row.digest} for row in (*same, *(row for row, _ in fresh))
        ]
        if codings:
            connection.execute(tables.codings.insert().prefix_with("OR REPLACE"), codings)
        changed += len(fresh)
    return changed


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An article that is to be written, with the digest of its form."""

    form: Json
    text: str
    digest: str

    @property
    def id(self) -> str:
        return str(self.form["id"])


def _apart(waiting: Iterable[_Waiting]) -> Iterator[list[_Waiting]]:
    rows: dict[str, _Waiting] = {}
    for row in waiting:
        if row.id in rows or len(rows) == _MANY:
            yield list(rows.values())
            rows = {}
        rows[row.id] = row
    if rows:
        yield list(rows.values())


def _standing(connection: sa.Connection, identities: list[str]) -> dict[str, Json]:
    articles = tables.articles
    query = sa.select(articles).where(articles.c.id.in_(identities))
    return {str(row["id"]): dict(row) for row in connection.execute(query).mappings()}


def _stands_by(connection: sa.Connection, article: int, run: int) -> None:
    articles = tables.articles
    connection.execute(articles.update().where(articles.c.number == article).values(run=run))
    mark_pending(connection, report_ids(connection, article))


def _insert(connection: sa.Connection, fresh: list[tuple[_Waiting, str | None]], run: int) -> None:
    """Insert articles with their records and parties, all rows of a table at once; their reports become pending."""
    if not fresh:
        return
    article, record = _last(connection, tables.articles.c.number), _last(connection, tables.records.c.number)
    articles, records, parties = [], [], []
    for row, withdrawn in fresh:
        article += 1
        articles.append({"number": article, "run": run, "withdrawn": withdrawn, **_article_row(row)})
        for values, form in record_rows(article, row.form):
            record += 1
            records.append({"number": record, **values})
            told = {"kind": values["kind"] if values["kind"] != "report" else None, "day": values["day"]}
            parties += [{"record": record, **party, **told} for party in party_rows(form)]
    for table, rows in ((tables.articles, articles), (tables.records, records), (tables.parties, parties)):
        if rows:
            connection.execute(table.insert(), rows)
    mark_pending(connection, (row["id"] for row in records if row["kind"] == "report"))


def _last(connection: sa.Connection, number: sa.Column[int]) -> int:
    return int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(number), 0))).scalar_one())


def _article_row(row: _Waiting) -> Json:
    document = row.form["document"]
    published = document["published"]
    return {
        "id": row.id, "hash": document["hash"], "digest": row.digest, "title": document["title"],
        "published": published["start"] if published else None, "language": document["language"],
        "source": document["source"], "text": row.text,
        "form": dumps({key: value for key, value in row.form.items() if key not in KINDS}),
    }  # fmt: skip


def _retire(connection: sa.Connection, standing: Json, form: Json, digest: str) -> None:
    """Take an article out: its records become those of a former form, its text, where it changed, a former text."""
    number, identity = standing["number"], standing["id"]
    records, former = tables.records, tables.former_records
    mark_pending(connection, report_ids(connection, number))
    if standing["hash"] != form["document"]["hash"]:
        # Another text: offsets of earlier runs point into words that are no longer the article's.
        connection.execute(former.delete().where(former.c.article == identity))
        connection.execute(tables.codings.delete().where(tables.codings.c.article == identity))
        kept = {key: standing[key] for key in ("hash", "title", "published", "text")}
        connection.execute(tables.former_texts.insert().prefix_with("OR REPLACE"), {"article": identity, **kept})
    else:
        rows = sa.select(
            sa.literal(identity), sa.literal(standing["digest"]), records.c.id, records.c.kind, records.c.form
        ).where(records.c.article == number)
        names = ["article", "digest", "id", "kind", "form"]
        connection.execute(former.insert().prefix_with("OR REPLACE").from_select(names, rows))
        # A form that stands again is a former one no longer.
        connection.execute(former.delete().where(former.c.article == identity, former.c.digest == digest))
    connection.execute(tables.articles.delete().where(tables.articles.c.number == number))


def report_ids(connection: sa.Connection, article: int) -> list[str]:
    """Return the ids of an article's reports."""
    records = tables.records
    query = sa.select(records.c.id).where(records.c.article == article, records.c.kind == "report")
    return [str(row[0]) for row in connection.execute(query)]


def mark_pending(connection: sa.Connection, reports: Iterable[str]) -> None:
    """Note reports that are new, changed or gone."""
    rows = [{"report": report} for report in sorted(set(reports))]
    if rows:
        connection.execute(tables.pending.insert().prefix_with("OR IGNORE"), rows)


def record_rows(article: int, form: Json) -> Iterator[tuple[Json, Json]]:
    """Yield each record's row, and the record."""
    published = form["document"]["published"] or {}
    for name, kind in KINDS.items():
        for place, record in enumerate(form[name]):
            when, where = record.get("when") or {}, record.get("where") or {}
            event_type = record.get("type")
            yield {
                "id": record["id"], "article": article, "kind": kind, "place_in_form": place,
                "type": event_type or record.get("change"), "mode": record.get("mode"), "status": record.get("status"), "voice": record.get("voice"),
                "quad": ontology.quad(event_type) if event_type else None, "score": record.get("score"),
                "start": when.get("start"), "end": when.get("end"), "precision": when.get("precision"),
                "place": where.get("name"), "country": where.get("country"), "latitude": where.get("latitude"),
                "longitude": where.get("longitude"), "confidence": record.get("confidence"),
                "day": (when.get("start") or published.get("start")) if kind != "report" else None, "form": record,
            }, record  # fmt: skip


def party_rows(record: Json) -> Iterator[Json]:
    """Yield the parties of a record by role; a relation's are `first` and `second`, a tenure's country the `actor`."""
    for name, role in _ROLES.items():
        found = record.get(name) or ()
        pair = name == "actors" and "a" in record
        for place, actor in enumerate([found] if isinstance(found, dict) else found):
            if actor is not None:
                called = ("first", "second")[place] if pair else role
                yield {"role": called, "code": actor["code"], "sector": actor["sector"], "name": actor["name"]}
    if "predecessor" in record and record["country"]:
        yield {"role": "actor", "code": record["country"], "sector": None, "name": record["person"]}


def whole_form(connection: sa.Connection, number: int, head: str) -> Json:
    """Return an article's form, put together again from its head and its records."""
    form: Json = json.loads(head)
    records = tables.records
    query = (
        sa.select(records.c.kind, records.c.form)
        .where(records.c.article == number)
        .order_by(records.c.kind, records.c.place_in_form)
    )
    found: dict[str, list[Json]] = {kind: [] for kind in KINDS.values()}
    for kind, record in connection.execute(query):
        found[kind].append(record)
    lists = {name: found[kind] for name, kind in KINDS.items()}
    return {"id": form["id"], "document": form["document"], **lists, "furniture": form["furniture"], **form}
