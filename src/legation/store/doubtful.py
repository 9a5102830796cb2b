"""Records that wait for a reviewer, in one of three orders.

doubt       reports whose event has most uncertainty times impact first (`store.urgency`), within an event the least
            certain; records of other kinds, which are no part of an event, by confidence alone
confidence  the least certain first, whatever hangs on it
lot         the order of the ids, which are hashes: as good as drawn by lot
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from legation import ontology
from legation.errors import InputError, NotFoundError
from legation.store import tables
from legation.store.query import Query, Who
from legation.store.tables import KINDS

if TYPE_CHECKING:
    from legation.store.ledger import Ledger

Json = dict[str, Any]
ORDERS: Final = ("doubt", "confidence", "lot")
#: Which records: those that nobody has judged, those that only others have, or those of which somebody has said so.
SHOWN: Final = ("open", "second", "right", "wrong", "skip")
#: Rows that are looked through for one answer; most are copies of a wire story.
_LOOKED_AT: Final = 2_000
#: Reports that a choice must leave to be looked for along the events; of fewer, all are looked up and sorted.
_FEW: Final = 4_000
#: Words, not a parameter: only so can SQLite tell that the index of reports will do.
_REPORT: Final[sa.ColumnClause[str]] = sa.literal_column("'report'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which records are to be reviewed, and in which order."""

    kind: str = "report"
    type: str = ""
    status: str = ""
    party: Who | None = None
    #: Confidence below this.
    below: float | None = None
    order: str = "doubt"
    show: str = "open"

    @classmethod
    def of(cls, words: Mapping[str, str]) -> Wanted:
        """Read the words of an address or of options. Raises InputError."""
        given = {
            name: words.get(name, "").strip() for name in ("kind", "type", "status", "party", "below", "order", "show")
        }
        kind, event_type = given["kind"] or "report", given["type"].upper()
        _one_of("kind", kind, tuple(KINDS.values()))
        if event_type:
            _one_of("type", event_type, tuple(ontology.TYPES))
        if given["status"]:
            _one_of("status", given["status"], tuple(ontology.STATUSES))
        if kind != "report" and (event_type or given["status"] or given["party"]):
            raise InputError(f"a {kind} is not chosen by type, status or party", remedy="these filter events")
        party = Query.of({"party": given["party"]}).party if given["party"] else ()
        if len(party) > 1:
            raise InputError(f"{given['party']!r} is not one actor", remedy="use one code: RUS, IGO:UN")
        order, show = given["order"] or "doubt", given["show"] or "open"
        _one_of("order", order, ORDERS)
        _one_of("show", show, SHOWN)
        return cls(
            kind=kind, type=event_type, status=given["status"], party=party[0] if party else None,
            below=_share(given["below"]), order=order, show=show,
        )  # fmt: skip

    def words(self) -> dict[str, str]:
        """Return the words that `of` reads; what is as usual is left out."""
        found = {
            "kind": self.kind, "type": self.type, "status": self.status, "party": str(self.party or ""),
            "below": "" if self.below is None else f"{self.below:g}", "order": self.order, "show": self.show,
        }  # fmt: skip
        usual = {"kind": "report", "order": "doubt", "show": "open"}
        return {name: value for name, value in found.items() if value and usual.get(name) != value}

    @property
    def way(self) -> str:
        """How a record comes before its reviewer by this: see `reviews.WAYS`."""
        chosen = self.status or self.party or self.below is not None or self.show != "open"
        if self.order != "lot" or chosen:
            return "doubt"
        return "lot of a type" if self.type else "lot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A record to be reviewed, with the head of an article that it stands in."""

    id: str
    kind: str
    form: Json
    article: str
    title: str | None
    published: str | None
    #: Of its event, where the order is by it.
    urgency: float | None = None


def queue(ledger: Ledger, wanted: Wanted, *, reviewer: str = "", limit: int = 20) -> tuple[Waiting, ...]:
    """Return the records that wait, each once; copies of an article have the same records."""
    found: dict[str, Waiting] = {}
    with ledger.reading() as connection:
        if wanted.order == "doubt" and wanted.kind == "report":
            ordered = _by_urgency(wanted, reviewer, along_events=_are_many(connection, wanted))
        else:
            ordered = _ordered(wanted, reviewer)
        rows = connection.execution_options(yield_per=50).execute(ordered.limit(_LOOKED_AT))
        for row in rows:
            if row.id not in found:
                found[row.id] = _waiting(row)
            if len(found) == limit:
                break
        rows.close()
    return tuple(found.values())


def waiting(ledger: Ledger, record: str, article: str | None = None) -> Waiting:
    """Return a record of an article, or of the first article that has it. Raises NotFoundError."""
    query = _heads().where(tables.records.c.id == record).order_by(tables.articles.c.published, tables.articles.c.id)
    if article is not None:
        query = query.where(tables.articles.c.id == article)
    with ledger.reading() as connection:
        row = connection.execute(query.limit(1)).first()
    if row is None:
        raise NotFoundError(f"no record {record[:40]!r}", remedy="it may have been coded again meanwhile")
    return _waiting(row)


def progress(ledger: Ledger, reviewer: str = "") -> tuple[int, int, int]:
    """Return how many records have been judged, how many by this reviewer, and how many reports there are."""
    given, records = tables.reviews.c, tables.records.c
    judged = sa.select(sa.func.count(given.record.distinct())).where(given.verdict != "skip")
    reports = sa.select(sa.func.count()).select_from(tables.records).where(records.kind == _REPORT)
    with ledger.reading() as connection:
        every = int(connection.execute(judged).scalar_one())
        own = int(connection.execute(judged.where(given.reviewer == reviewer)).scalar_one()) if reviewer else 0
        return every, own, int(connection.execute(reports).scalar_one())


def _heads() -> sa.Select[Any]:
    records, articles = tables.records.c, tables.articles.c
    query = sa.select(
        records.id, records.kind, records.form, articles.id.label("article"), articles.title, articles.published
    )
    return query.join(tables.articles, articles.number == records.article)


def _chosen(wanted: Wanted, reviewer: str, *, one_by_one: bool = False) -> sa.Select[Any]:
    records, articles, parties, given = tables.records.c, tables.articles.c, tables.parties.c, tables.reviews.c
    kind: Any = _REPORT if wanted.kind == "report" else wanted.kind
    query = _heads().where(articles.withdrawn.is_(None), records.kind == kind)
    query = query.where(*_of_columns(wanted))
    if wanted.party is not None:
        of_who = sa.select(parties.record).where(parties.code == wanted.party.code)
        if wanted.party.sector:
            of_who = of_who.where(parties.sector == wanted.party.sector)
        # One by one, each report is asked whether it tells of them: the first few that do are soon found.
        of_it = of_who.where(parties.record == records.number).with_hint(
            tables.parties, "INDEXED BY parties_record", "sqlite"
        )
        query = query.where(of_it.correlate(tables.records).exists() if one_by_one else records.number.in_(of_who))
    # The form as it lies in the file: a record that was coded differently since waits again.
    said = sa.select(given.number).where(given.record == records.id, given.form == records.form)
    if wanted.show == "open":
        return query.where(~said.exists())
    if wanted.show == "second":
        return query.where(
            said.where(given.verdict != "skip").exists(), ~said.where(given.reviewer == reviewer).exists()
        )
    return query.where(said.where(given.verdict == wanted.show).exists())


def _of_columns(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that the index of doubts answers."""
    records = tables.records.c
    found = []
    if wanted.type:
        found.append(records.type == wanted.type)
    if wanted.status:
        found.append(records.status == wanted.status)
    if wanted.below is not None:
        found.append(records.confidence < wanted.below)
    return found


def _ordered(wanted: Wanted, reviewer: str) -> sa.Select[Any]:
    records = tables.records.c
    if wanted.order == "lot":
        return _chosen(wanted, reviewer).order_by(records.id)
    # By type and status after confidence, since an index has them so.
    return _chosen(wanted, reviewer).order_by(records.confidence, records.type, records.status, records.number)


def _are_many(connection: sa.Connection, wanted: Wanted) -> bool:
    """Tell whether so many reports are of the type, status and confidence asked for that looking along the events finds some soon."""
    if wanted.show != "open":
        return False
    records, parties = tables.records.c, tables.parties.c
    every = [sa.select(sa.literal(1)).select_from(tables.records).where(records.kind == _REPORT, *_of_columns(wanted))]
    if wanted.party is not None:
        every.append(sa.select(sa.literal(1)).where(parties.code == wanted.party.code))
    counts = [sa.select(sa.func.count()).select_from(some.limit(_FEW + 1).subquery()) for some in every]
    return all(int(connection.execute(count).scalar_one()) > _FEW for count in counts)


def _by_urgency(wanted: Wanted, reviewer: str, *, along_events: bool) -> sa.Select[Any]:
    """Return the reports of the most urgent events first, walking along these or looking up all that are chosen."""
    records, members, events = tables.records.c, tables.event_reports.c, tables.events.c
    query = _chosen(wanted, reviewer, one_by_one=along_events)
    if wanted.show != "open":
        query = query.where(records.id.in_(sa.select(tables.reviews.c.record)))
    query = query.join(tables.event_reports, members.report == records.id).join(
        tables.events, events.number == members.event
    )
    if along_events:
        query = query.with_hint(tables.events, "INDEXED BY events_urgency", "sqlite")
    # By their ids, one event after the other; of few, all of them from the index that tells them.
    index = "records_id" if along_events or wanted.show != "open" else "records_doubt"
    query = query.with_hint(tables.records, f"INDEXED BY {index}", "sqlite")
    # The sign keeps SQLite from walking along the events where it is not to.
    urgency = events.urgency if along_events else sa.literal_column("+events.urgency", sa.Float)
    query = query.add_columns(events.urgency)
    return query.order_by(urgency.desc(), events.number, records.confidence, records.number)


def _waiting(row: Any) -> Waiting:
    return Waiting(
        id=row.id, kind=row.kind, form=row.form, article=row.article, title=row.title, published=row.published,
        urgency=getattr(row, "urgency", None),
    )  # fmt: skip


def _one_of(what: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise InputError(f"{value[:40]!r} is no {what}", remedy=f"one of {', '.join(known)}")


def _share(words: str) -> float | None:
    if not words:
        return None
    try:
        value = float(words)
    except ValueError:
        value = -1.0
    if not 0 < value <= 1:
        raise InputError(f"{words[:40]!r} is no confidence", remedy="a number over 0, up to 1")
    return value
