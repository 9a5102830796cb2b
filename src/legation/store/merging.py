"""What the merging of reports needs of the tables: who is new, who is near whom, and the events that come of it.

All functions work within the caller's transaction. What is one act is decided elsewhere (`legation.corroborate`);
here nothing is compared.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from legation.store import sums, tables
from legation.store.packing import dumps
from legation.store.urgency import urgency

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

Json = dict[str, Any]
#: Values of one IN list; SQLite takes 32,766 in all.
_MANY: Final = 5000
_TOGETHER, _APART = "together", "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A report as one article carries it."""

    form: Json
    article: str
    document: Json
    text: str
    #: Id of the run that coded the article.
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """All reports that matches or a hand connect, the matches (first, second, weight, reasons), the decisions."""

    reports: frozenset[str]
    matches: tuple[tuple[str, str, float, tuple[str, ...]], ...]
    together: tuple[tuple[str, str, str], ...]
    apart: tuple[tuple[str, str], ...]


def _portions(values: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), _MANY):
        yield ordered[start : start + _MANY]


def pending(connection: sa.Connection, most: int) -> list[str]:
    """Return reports that are new, changed or gone, at most so many."""
    query = sa.select(tables.pending.c.report).order_by(tables.pending.c.report).limit(most)
    return [str(row[0]) for row in connection.execute(query)]


def pending_after(connection: sa.Connection, record: int, most: int) -> tuple[int, list[str]]:
    """Return pending reports of records behind a number, at most so many, and the last one's number.

    Reports of one article stand together so: its text is taken apart once for all of them.
    """
    # CROSS JOIN keeps the order of the tables: along the records, each looked up among the pending ones.
    rows = connection.exec_driver_sql(
        "SELECT r.number, r.id FROM records r CROSS JOIN pending p ON p.report = r.id WHERE r.number > ? ORDER BY r.number LIMIT ?",
        (record, most),
    ).fetchall()
    return (int(rows[-1][0]) if rows else record), sorted({str(row[1]) for row in rows})


def done(connection: sa.Connection, reports: Collection[str]) -> None:
    """Strike reports off the pending ones."""
    for portion in _portions(reports):
        connection.execute(tables.pending.delete().where(tables.pending.c.report.in_(portion)))


def rules(connection: sa.Connection) -> str | None:
    """Return the number of the rules that the events were made by; None where none were made yet."""
    return connection.execute(sa.select(tables.about.c.value).where(tables.about.c.key == "merging")).scalar()


def begin_anew(connection: sa.Connection, number: str) -> None:
    """Make all reports pending, to be merged by the rules of this number."""
    records = tables.records
    every = sa.select(records.c.id).where(records.c.kind == "report").distinct()
    connection.execute(tables.pending.insert().prefix_with("OR IGNORE").from_select(["report"], every))
    connection.execute(tables.about.insert().prefix_with("OR REPLACE"), {"key": "merging", "value": number})


def carriers(connection: sa.Connection, reports: Collection[str]) -> dict[str, list[Carried]]:
    """Return for each report that stands the articles of its text, the earliest first; withdrawn ones count not."""
    records, articles = tables.records, tables.articles
    found: dict[str, list[Carried]] = {}
    for portion in _portions(reports):
        query = (
            sa.select(records.c.id, records.c.form, articles.c.id, articles.c.form, articles.c.text, tables.runs.c.id)
            .join(articles, articles.c.number == records.c.article)
            .join(tables.runs, tables.runs.c.number == articles.c.run)
            .where(records.c.id.in_(portion), records.c.kind == "report", articles.c.withdrawn.is_(None))
            .order_by(sa.func.coalesce(articles.c.published, "9999"), articles.c.id)
        )
        for report, form, article, head, text, run in connection.execute(query):
            document = json.loads(head)["document"]
            carried = Carried(form=form, article=article, document=document, text=text, run=run)
            found.setdefault(report, []).append(carried)
    return found


# --- blocks and matches ------------------------------------------------------------------------------------------


def forget(connection: sa.Connection, reports: Collection[str]) -> set[str]:
    """Remove what reports left for others to find, and their matches; return whom they matched."""
    blocks, matches = tables.blocks, tables.matches
    known: set[str] = set()
    for portion in _portions(reports):
        connection.execute(blocks.delete().where(blocks.c.report.in_(portion)))
        for mine, theirs in ((matches.c.first, matches.c.second), (matches.c.second, matches.c.first)):
            known |= {str(row[0]) for row in connection.execute(sa.select(theirs).where(mine.in_(portion)))}
            connection.execute(matches.delete().where(mine.in_(portion)))
    return known


def leave(connection: sa.Connection, rows: Sequence[tuple[str, str, str]]) -> None:
    """Leave (key, day, report) to be found by."""
    if rows:
        connection.execute(
            tables.blocks.insert(), [{"key": key, "day": day, "report": report} for key, day, report in rows]
        )


def seek(connection: sa.Connection, rows: Sequence[tuple[str, str, str, str]]) -> set[tuple[str, str]]:
    """Look up (report, key, first day, last day); return the pairs found, the smaller id first."""
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS seek (report, key, first, last)")
    connection.exec_driver_sql("DELETE FROM seek")
    if rows:
        connection.exec_driver_sql("INSERT INTO seek VALUES (?, ?, ?, ?)", list(rows))
    found = connection.exec_driver_sql(
        "SELECT DISTINCT min(s.report, b.report), max(s.report, b.report) FROM seek s CROSS JOIN blocks b "
        "ON b.key = s.key AND b.day BETWEEN s.first AND s.last WHERE b.report <> s.report"
    )
    return {(str(first), str(second)) for first, second in found}


def add_matches(connection: sa.Connection, rows: Iterable[tuple[str, str, float, tuple[str, ...]]]) -> None:
    """Keep matches (first, second, weight, reasons)."""
    values = [
        {"first": first, "second": second, "weight": weight, "reasons": dumps(list(reasons))}
        for first, second, weight, reasons in rows
    ]
    if values:
        connection.execute(tables.matches.insert().prefix_with("OR REPLACE"), values)


def decide(connection: sa.Connection, one: str, other: str, kind: str | None, note: str) -> None:
    """Note a decision by hand, `together` or `apart`; None takes it back. Both reports become pending."""
    decisions = tables.decisions
    first, second = sorted((one, other))
    connection.execute(decisions.delete().where(decisions.c.first == first, decisions.c.second == second))
    if kind is not None:
        connection.execute(decisions.insert().values(first=first, second=second, kind=kind, note=note))
    connection.execute(tables.pending.insert().prefix_with("OR IGNORE"), [{"report": first}, {"report": second}])


def neighbourhood(connection: sa.Connection, start: Collection[str]) -> Neighbourhood:
    """Return all that is connected with the given reports."""
    reports: set[str] = set()
    found: dict[tuple[str, str], tuple[str, str, float, tuple[str, ...]]] = {}
    decided: dict[tuple[str, str], tuple[str, str]] = {}
    ahead = set(start)
    while ahead:
        reports |= ahead
        following: set[str] = set()
        for portion in _portions(ahead):
            for first, second, weight, reasons in _edges(connection, tables.matches, portion):
                found[first, second] = (first, second, weight, tuple(json.loads(reasons)))
                following |= {first, second}
            for first, second, kind, note in _edges(connection, tables.decisions, portion):
                decided[first, second] = (kind, note)
                following |= {first, second} if kind == _TOGETHER else set()
        ahead = following - reports
    return Neighbourhood(
        reports=frozenset(reports),
        matches=tuple(sorted(found.values())),
        together=tuple((*pair, note) for pair, (kind, note) in sorted(decided.items()) if kind == _TOGETHER),
        apart=tuple(pair for pair, (kind, _) in sorted(decided.items()) if kind == _APART),
    )


def _edges(connection: sa.Connection, table: sa.Table, portion: list[str]) -> Iterator[Any]:
    for column in (table.c.first, table.c.second):
        yield from connection.execute(sa.select(table).where(column.in_(portion)))


# --- events ------------------------------------------------------------------------------------------------------


def mates(connection: sa.Connection, reports: Collection[str]) -> set[str]:
    """Return the reports that share an event with the given ones as things stand."""
    members = tables.event_reports
    found: set[str] = set()
    for portion in _portions(reports):
        homes = sa.select(members.c.event).where(members.c.report.in_(portion))
        found |= {
            str(row[0]) for row in connection.execute(sa.select(members.c.report).where(members.c.event.in_(homes)))
        }
    return found


def replace_events(connection: sa.Connection, reports: Collection[str], forms: Sequence[Json]) -> int:
    """Put events in place of those that hold the given reports; return how many changed. Ids that end redirect."""
    events, members = tables.events, tables.event_reports
    old: dict[str, tuple[int, Json]] = {}
    was_in: dict[str, list[str]] = {}
    for portion in _portions(reports):
        query = (
            sa.select(events.c.id, events.c.number, events.c.form, members.c.report)
            .join(members, members.c.event == events.c.number)
            .where(members.c.report.in_(portion))
        )
        for identity, number, form, report in connection.execute(query):
            old[identity] = (number, form)
            was_in.setdefault(identity, []).append(report)
    fresh = {form["id"]: form for form in forms}
    kept = {identity for identity, form in fresh.items() if identity in old and old[identity][1] == form}
    gone = [row for identity, row in old.items() if identity not in kept]
    added = [form for identity, form in fresh.items() if identity not in kept]
    for start in range(0, len(gone), _MANY):
        numbers = [number for number, _ in gone[start : start + _MANY]]
        connection.execute(events.delete().where(events.c.number.in_(numbers)))
    _insert_events(connection, added)
    sums.change(
        connection,
        [(form, tuple(directed_pairs(form))) for _, form in gone],
        [(form, tuple(directed_pairs(form))) for form in added],
    )
    _redirect(connection, was_in, fresh)
    return len(fresh) - len(kept) + len(set(old) - set(fresh))


def _redirect(connection: sa.Connection, was_in: dict[str, list[str]], fresh: dict[str, Json]) -> None:
    redirects = tables.redirects
    home = {report["id"]: identity for identity, form in fresh.items() for report in form["reports"]}
    for old in sorted(set(was_in) - set(fresh)):
        heirs = [home[report] for report in was_in[old] if report in home]
        if heirs:
            new = min(heirs, key=lambda heir: (-heirs.count(heir), heir))
            connection.execute(redirects.insert().prefix_with("OR REPLACE"), {"old": old, "new": new})
            connection.execute(redirects.update().where(redirects.c.new == old).values(new=new))
    for portion in _portions(fresh.keys()):
        connection.execute(redirects.delete().where(redirects.c.old.in_(portion)))


def _insert_events(connection: sa.Connection, forms: Sequence[Json]) -> None:
    if not forms:
        return
    number = int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(tables.events.c.number), 0))).scalar_one())
    rows, parties, members, pairs = [], [], [], []
    for place, form in enumerate(forms, number + 1):
        row = event_row(place, form)
        rows.append(row)
        parties += [{"event": place, **party} for party in _event_parties(form)]
        members += [{"report": report["id"], "event": place} for report in form["reports"]]
        pairs += [
            {
                "event": place, "source": source, "target": target, "joint": int(joint), "shown": row["shown"], "day": row["start"],
                "quad": row["quad"], "score": row["score"], "articles": row["articles"],
            }
            for source, target, joint in directed_pairs(form)
        ]  # fmt: skip
    for table, values in (
        (tables.events, rows), (tables.event_parties, parties), (tables.event_reports, members), (tables.dyads, pairs),
    ):  # fmt: skip
        if values:
            connection.execute(table.insert(), values)


def event_row(number: int, form: Json) -> Json:
    """Return the row of an event."""
    when, where = form["when"] or {}, form["where"] or {}
    return {
        "number": number, "id": form["id"], "type": form["type"], "mode": form["mode"], "status": form["status"],
        "voice": form["voice"], "shown": int(form["status"] == "actual" and form["voice"] != "adversary"),
        "quad": form["quad"], "score": form["score"], "start": when.get("start"), "end": when.get("end"),
        "place": where.get("name"), "country": where.get("country"), "latitude": where.get("latitude"),
        "longitude": where.get("longitude"), "confidence": form["confidence"], "reports": form["n_reports"],
        "articles": form["n_articles"], "origins": form["n_origins"], "contexts": " ".join(form["contexts"]),
        "form": form, "urgency": urgency(form),
    }  # fmt: skip


def _event_parties(form: Json) -> Iterator[Json]:
    for name, role in (("actors", "actor"), ("recipients", "recipient"), ("others", "other")):
        for actor in form[name]:
            yield {"role": role, "code": actor["code"], "sector": actor["sector"], "name": actor["name"]}


#: Members of a list that are paired with all others; beyond it the first stands for all (CODEBOOK section 4).
_LISTED: Final = 4


def directed_pairs(form: Json) -> Iterator[tuple[str, str, bool]]:
    """Yield (source, target, joint) by code: a one-sided act from each actor to each recipient, a joint one both ways."""
    actors, recipients = (
        list(dict.fromkeys(actor["code"] for actor in form[name])) for name in ("actors", "recipients")
    )
    if recipients:
        for source in actors[: None if len(actors) <= _LISTED else 1]:
            for target in recipients[: None if len(recipients) <= _LISTED else 1]:
                yield source, target, False
        return
    pairs = combinations(actors, 2) if len(actors) <= _LISTED else ((actors[0], other) for other in actors[1:])
    for one, other in pairs:
        yield one, other, True
        yield other, one, True
