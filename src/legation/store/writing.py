"""Articles into the tables: what is the same is left alone, what is replaced is kept as the former run's."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

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


def put(connection: sa.Connection, form: Json, text: str, run: Run) -> bool:
    """Put one article's form in place of what is there; tell whether anything changed."""
    digest = hashlib.sha256(dumps(form).encode()).hexdigest()
    articles = tables.articles
    query = sa.select(articles).where(articles.c.id == form["id"])
    standing = connection.execute(query).mappings().first()
    number = run_number(connection, run)
    coding = {"article": form["id"], "run": number, "digest": digest}
    if standing is not None and standing["digest"] == digest:
        if standing["run"] != number:
            connection.execute(articles.update().where(articles.c.number == standing["number"]).values(run=number))
            mark_pending(connection, report_ids(connection, standing["number"]))
            connection.execute(tables.codings.insert().prefix_with("OR REPLACE"), coding)
        return False
    if standing is not None:
        _retire(connection, dict(standing), form, digest)
    # What was withdrawn stays so when it is coded again; another text is another matter.
    same_text = standing is not None and standing["hash"] == form["document"]["hash"]
    withdrawn = standing["withdrawn"] if standing is not None and same_text else None
    key = _insert_article(connection, form, text, number, digest, withdrawn)
    insert_records(connection, key, form)
    connection.execute(tables.codings.insert().prefix_with("OR REPLACE"), coding)
    return True


def _insert_article(
    connection: sa.Connection, form: Json, text: str, run: int, digest: str, withdrawn: str | None
) -> int:
    document = form["document"]
    published = document["published"]
    head = {key: value for key, value in form.items() if key not in KINDS}
    key = connection.execute(
        tables.articles.insert().values(
            id=form["id"], hash=document["hash"], run=run, digest=digest, title=document["title"],
            published=published["start"] if published else None, language=document["language"],
            source=document["source"], withdrawn=withdrawn, text=text, form=dumps(head),
        )
    ).inserted_primary_key  # fmt: skip
    assert key is not None  # noqa: S101 - an insert of one row has a key
    return int(key[0])


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


def insert_records(connection: sa.Connection, article: int, form: Json) -> None:
    """Insert an article's records and their parties; its reports become pending."""
    following = connection.execute(sa.select(sa.func.coalesce(sa.func.max(tables.records.c.number), 0))).scalar_one()
    rows, parties = [], []
    for row, record in record_rows(article, form):
        following += 1
        rows.append({"number": following, **row})
        parties += [{"record": following, **party} for party in party_rows(record)]
    if rows:
        connection.execute(tables.records.insert(), rows)
    if parties:
        connection.execute(tables.parties.insert(), parties)
    mark_pending(connection, [row["id"] for row in rows if row["kind"] == "report"])


def record_rows(article: int, form: Json) -> Iterator[tuple[Json, Json]]:
    """Yield each record's row, and the record."""
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
                "longitude": where.get("longitude"), "confidence": record.get("confidence"), "form": record,
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
