"""An event over time: what each article that tells it was the first to say, what each run read otherwise, ids and hands.

All of it follows from what the ledger keeps anyway: articles and when they came in, the forms that coding again replaced,
redirects, decisions by hand, withdrawals. A report's id holds its type and its words; where coding again changed these, the
old report and the new one are told to be the same by the words that both point at.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import sqlalchemy as sa

from legation.errors import NotFoundError
from legation.store import tables

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from legation.store.ledger import Ledger

Json = dict[str, Any]
Kind = Literal["told", "recoded", "text", "withdrawn", "merged", "hand"]
#: Parts of a report that every one has; beside them stand the kinds of its toll.
FACETS: Final = ("act", "status", "voice", "actors", "recipients", "date", "place")
#: Articles of one event that are looked at, the earliest first; an event of the largest agencies has some hundreds.
_ARTICLES: Final = 500


@dataclass(frozen=True, slots=True)
class Change:
    """What of a report is said anew, in words; `before` is empty where it was not said yet."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One step in an event's history.

    told       an article tells it; `changes` are what no earlier one had said, `note` the article whose account it replaces
    recoded    `run` read an article otherwise than the run before it; without `before` or `after` it found the act, or lost it
    text       an article came in with another text in place of an earlier one
    withdrawn  an article that told it counts for nothing any more; `note` says why
    merged     `report` once was an event of its own
    hand       somebody joined `report` with this event, or parted it from it; `note` says why
    """

    kind: Kind
    article: str | None = None
    title: str | None = None
    published: str | None = None
    #: When the article's text came in, UTC.
    at: str | None = None
    run: str | None = None
    report: str | None = None
    changes: tuple[Change, ...] = ()
    note: str = ""

    def row(self) -> Json:
        """Return the revision as JSON."""
        return {**asdict(self), "changes": [asdict(change) for change in self.changes]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A report that belongs to no event any more: how it was read last, why it went, what its words are read as now."""

    form: Json
    quote: str
    article: str
    title: str | None
    why: Literal["withdrawn", "recoded"]
    #: Why the article was withdrawn, or the run that read it otherwise.
    note: str
    #: Events of the same words as they are read now.
    heirs: tuple[Json, ...]


def revisions(ledger: Ledger, event: Json) -> tuple[Revision, ...]:
    """Return the history of an event (its form): who told what when, then what was coded again, then ids and hands."""
    reports = [report["id"] for report in event["reports"]]
    articles = _carriers(event)
    with ledger.reading() as connection:
        forms = _standing(connection, articles, reports)
        arrived = _arrivals(connection, articles)
        told = tuple(_told(articles, forms, arrived, _replaced(event)))
        recoded = tuple(_recoded(connection, articles, forms))
        former = [step.report for step in recoded if step.report]
        return (
            *told, *recoded, *_texts(connection, articles, arrived), *_withdrawn(connection, reports),
            *_merged(connection, {*reports, *former} - {event["id"]}), *_by_hand(connection, reports),
        )  # fmt: skip


def _carriers(event: Json) -> dict[str, Json]:
    found = {carrier["id"]: carrier for report in event["reports"] for carrier in report["articles"]}
    ordered = sorted(found.values(), key=lambda one: (one["published"] or "9", one["id"]))
    return {carrier["id"]: carrier for carrier in ordered[:_ARTICLES]}


def _standing(connection: sa.Connection, articles: Collection[str], reports: list[str]) -> dict[str, list[Json]]:
    """Return the reports as each article carries them now."""
    records, table = tables.records.c, tables.articles.c
    wanted = sa.select(table.id, records.form).join(tables.articles, table.number == records.article)
    wanted = wanted.where(records.id.in_(reports), records.kind == "report", table.withdrawn.is_(None))
    found: dict[str, list[Json]] = {}
    for article, form in connection.execute(wanted.order_by(records.place_in_form)):
        if article in articles:
            found.setdefault(article, []).append(form)
    return found


def _arrivals(connection: sa.Connection, articles: Collection[str]) -> dict[str, str]:
    table = tables.arrivals.c
    rows = connection.execute(sa.select(table.article, table.at).where(table.article.in_(articles)))
    return {str(article): str(at) for article, at in rows}


# --- what was told -----------------------------------------------------------------------------------------------


def facets(form: Json) -> dict[str, str]:
    """Return what a report claims, part by part, in words that can be compared; empty where nothing is said."""
    when, where = form["when"], form["where"]
    codes = {name: ", ".join(actor["code"] for actor in form[name]) for name in ("actors", "recipients")}
    return {
        "act": f"{form['type']} {form['mode'] or ''}".strip(), "status": form["status"], "voice": form["voice"], **codes,
        "date": _day(when) if when else "", "place": where["name"] if where else "",
        **{toll["kind"]: _span(toll["low"], toll["high"]) for toll in form["toll"]},
    }  # fmt: skip


def _day(when: Json) -> str:
    cut = {"month": 7, "year": 4}.get(when["precision"])
    return str(when["start"])[:cut] if cut or when["start"] == when["end"] else f"{when['start']} to {when['end']}"


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


def _told(
    articles: Mapping[str, Json],
    forms: Mapping[str, list[Json]],
    arrived: Mapping[str, str],
    replaced: Mapping[str, str],
) -> Iterator[Revision]:
    """Yield the articles, the earliest first, each with what none before it had said."""
    said: dict[str, list[str]] = {}
    for identity, carrier in articles.items():
        changes = []
        for what, after in (pair for form in forms.get(identity, ()) for pair in facets(form).items()):
            known = said.setdefault(what, [])
            if after and after not in known:
                changes.append(Change(what, known[-1] if known else "", after))
                known.append(after)
        yield Revision(
            kind="told", article=identity, title=carrier["title"], published=carrier["published"], at=arrived.get(identity),
            changes=tuple(changes), note=replaced.get(identity, ""),
        )  # fmt: skip


def _replaced(event: Json) -> dict[str, str]:
    """Return for articles whose account a later version of the same story replaced the article of that version, turned round."""
    home = {claim["report"]: claim["article"] for claim in event["claims"]}
    found: dict[str, str] = {}
    for claim in event["claims"]:
        later = home.get(claim["superseded_by"] or "")
        if later is not None and later != claim["article"]:
            found.setdefault(later, claim["article"])
    return found


# --- what was coded again ----------------------------------------------------------------------------------------


def _recoded(
    connection: sa.Connection, articles: Mapping[str, Json], forms: Mapping[str, list[Json]]
) -> Iterator[Revision]:
    """Yield what runs read otherwise of the reports that are the event's now, back to where each was read first."""
    for article, codings in _codings(connection, articles).items():
        now_stands = codings[-1][1]
        before = {
            digest: _reports(connection, article, digest, stands=digest == now_stands) for _, digest in codings[:-1]
        }
        for form in forms.get(article, ()):
            steps: list[Revision] = []
            now = form
            # From the last coding back: what each one replaced.
            for (_, earlier), (run, _) in zip(reversed(codings[:-1]), reversed(codings[1:]), strict=True):
                old = counterpart(before[earlier], now)
                changes = _changes(facets(old) if old else {}, facets(now))
                if changes:
                    carrier = articles[article]
                    report = old["id"] if old and old["id"] != now["id"] else None
                    steps.append(
                        Revision(kind="recoded", article=article, title=carrier["title"], published=carrier["published"], run=run, report=report, changes=changes)
                    )  # fmt: skip
                if old is None:
                    break
                now = old
            yield from reversed(steps)


def _codings(connection: sa.Connection, articles: Collection[str]) -> dict[str, list[tuple[str, str]]]:
    """Return the codings (run, digest) of articles that were read in more than one way, that which stands last."""
    codings, runs, table = tables.codings.c, tables.runs.c, tables.articles.c
    wanted = (
        sa.select(codings.article, runs.id, codings.digest, codings.run == table.run)
        .join(tables.runs, runs.number == codings.run)
        .join(tables.articles, table.id == codings.article)
        .where(codings.article.in_(articles))
        .order_by(codings.article, codings.run == table.run, codings.run)
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for article, run, digest, _ in connection.execute(wanted):
        rows = found.setdefault(str(article), [])
        if not rows or rows[-1][1] != digest:
            rows.append((str(run), str(digest)))
    return {article: rows for article, rows in found.items() if len(rows) > 1}


def _reports(connection: sa.Connection, article: str, digest: str, *, stands: bool) -> list[Json]:
    """Return the reports of one form of an article."""
    former, records, table = tables.former_records.c, tables.records.c, tables.articles.c
    if stands:
        own = sa.select(records.form).join(tables.articles, table.number == records.article)
        wanted = own.where(table.id == article, records.kind == "report")
    else:
        wanted = sa.select(former.form).where(
            former.article == article, former.digest == digest, former.kind == "report"
        )
    return [row[0] for row in connection.execute(wanted)]


def counterpart(forms: Iterable[Json], wanted: Json) -> Json | None:
    """Return the report that points at the same words: the same one, else the one whose first trigger touches its first."""
    start, end = wanted["mentions"][0]["trigger"]
    touching = []
    for form in forms:
        if form["id"] == wanted["id"]:
            return form
        first, last = form["mentions"][0]["trigger"]
        if first < end and start < last:
            touching.append(form)
    return min(touching, key=lambda form: (form["type"] != wanted["type"], str(form["id"])), default=None)


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    names = dict.fromkeys((*before, *after))
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return tuple(Change(name, old, new) for name, old, new in pairs if old != new)


# --- texts, withdrawals, ids, hands ------------------------------------------------------------------------------


def _texts(connection: sa.Connection, articles: Mapping[str, Json], arrived: Mapping[str, str]) -> Iterator[Revision]:
    former = tables.former_texts.c
    wanted = sa.select(former.article, former.title, former.published).where(former.article.in_(articles))
    for article, title, published in connection.execute(wanted.order_by(former.article, former.hash)):
        now = articles[article]
        old, new = (
            {"title": title or "", "date": published or ""},
            {"title": now["title"] or "", "date": now["published"] or ""},
        )
        yield Revision(
            kind="text", article=article, title=now["title"], published=now["published"], at=arrived.get(article), changes=_changes(old, new)
        )  # fmt: skip


def _withdrawn(connection: sa.Connection, reports: Sequence[str]) -> Iterator[Revision]:
    records, table = tables.records.c, tables.articles.c
    wanted = (
        sa.select(table.id, table.title, table.published, table.withdrawn)
        .join(tables.records, table.number == records.article)
        .where(records.id.in_(reports), table.withdrawn.is_not(None))
    )
    for article, title, published, why in connection.execute(wanted.distinct().order_by(table.id)):
        yield Revision(kind="withdrawn", article=article, title=title, published=published, note=why)


def _merged(connection: sa.Connection, others: Collection[str]) -> Iterator[Revision]:
    table = tables.redirects.c
    for (old,) in connection.execute(sa.select(table.old).where(table.old.in_(sorted(others))).order_by(table.old)):
        yield Revision(kind="merged", report=old)


def _by_hand(connection: sa.Connection, reports: Sequence[str]) -> Iterator[Revision]:
    table, own = tables.decisions.c, set(reports)
    wanted = sa.select(table.first, table.second, table.kind, table.note)
    for column in (table.first, table.second):
        for first, second, kind, note in connection.execute(wanted.where(column.in_(reports)).order_by(table.first, table.second)):  # fmt: skip
            # Both ends within the event: told once.
            if column is table.second and first in own:
                continue
            other = second if column is table.first else first
            yield Revision(kind="hand", report=other, note=note, changes=(Change("together", "", kind),))


# --- what is no more ---------------------------------------------------------------------------------------------


def gone(ledger: Ledger, identity: str) -> Gone:
    """Return what became of a report that belongs to no event. Raises NotFoundError where the ledger never held it, or lost its text."""
    with ledger.reading() as connection:
        found = _of_withdrawn(connection, identity) or _of_replaced(connection, identity)
    if found is None:
        raise NotFoundError(f"no event {identity!r}", place=str(ledger.path))
    return found


def _of_withdrawn(connection: sa.Connection, identity: str) -> Gone | None:
    records, table = tables.records.c, tables.articles.c
    wanted = (
        sa.select(records.form, table.id, table.title, table.text, table.withdrawn)
        .join(tables.articles, table.number == records.article)
        .where(records.id == identity, records.kind == "report", table.withdrawn.is_not(None))
        .order_by(table.id)
    )
    row = connection.execute(wanted).first()
    if row is None:
        return None
    form, article, title, text, why = row
    return Gone(form=form, quote=_quote(form, text), article=article, title=title, why="withdrawn", note=why, heirs=())


def _of_replaced(connection: sa.Connection, identity: str) -> Gone | None:
    former, table, runs = tables.former_records.c, tables.articles.c, tables.runs.c
    wanted = (
        sa.select(former.form, table.number, table.id, table.title, table.text, runs.id)
        .join(tables.articles, table.id == former.article)
        .join(tables.runs, runs.number == table.run)
        .where(former.id == identity, former.kind == "report")
        .order_by(table.id)
    )
    row = connection.execute(wanted).first()
    if row is None:
        return None
    form, number, article, title, text, run = row
    records = tables.records.c
    standing = sa.select(records.form).where(records.article == number, records.kind == "report")
    heir = counterpart([found[0] for found in connection.execute(standing)], form)
    members, events = tables.event_reports.c, tables.events.c
    home = sa.select(events.form).join(tables.event_reports, members.event == events.number)
    heirs = connection.execute(home.where(members.report == heir["id"])).fetchall() if heir else []
    return Gone(
        form=form, quote=_quote(form, text), article=article, title=title, why="recoded", note=run, heirs=tuple(row[0] for row in heirs)
    )  # fmt: skip


def _quote(form: Json, text: str) -> str:
    start, end = form["mentions"][0]["sentence"]
    return " ".join(text[start:end].split())
