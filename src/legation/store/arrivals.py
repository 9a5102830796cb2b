"""What came in since a moment: events that articles tell which were not in the ledger before.

The time is that of an article's text coming in for the first time, kept by the ledger itself; it is neither the date of
the event nor of the article. Coding an article again changes nothing. What an older ledger held has no time, and counts
as having come in earlier than all others.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from legation.store import tables
from legation.store.cursors import cursor_of, read_cursor

if TYPE_CHECKING:
    from legation.store.ledger import Ledger

Json = dict[str, Any]
#: Articles whose events are looked up; of more, the latest.
_LATEST: Final = 5_000
_TOLD: Final = sa.text(
    "WITH late AS MATERIALIZED (SELECT article, at FROM arrivals WHERE at > :since ORDER BY at DESC, article LIMIT :latest) "
    "SELECT e.number, count(DISTINCT a.number), max(late.at) AS last FROM late "
    "CROSS JOIN articles a ON a.id = late.article AND a.withdrawn IS NULL "
    "CROSS JOIN records r ON r.article = a.number AND r.kind = 'report' CROSS JOIN event_reports m ON m.report = r.id "
    "CROSS JOIN events e ON e.number = m.event AND e.shown = 1 GROUP BY e.number "
    "HAVING :at = '' OR last < :at OR (last = :at AND e.id > :id) ORDER BY last DESC, e.id LIMIT :most"
)
_KNOWN: Final = sa.text(
    "SELECT DISTINCT m.event FROM json_each(:numbers) AS chosen CROSS JOIN event_reports m ON m.event = chosen.value "
    "CROSS JOIN records r ON r.id = m.report AND r.kind = 'report' "
    "CROSS JOIN articles a ON a.number = r.article AND a.withdrawn IS NULL "
    "LEFT JOIN arrivals v ON v.article = a.id WHERE v.at IS NULL OR v.at <= :since"
)
_FORMS: Final = sa.text(
    "SELECT e.number, e.form FROM json_each(:numbers) AS chosen CROSS JOIN events e ON e.number = chosen.value"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An event that articles tell which came in since: how many, and whether none had told it before."""

    event: Json
    articles: int
    fresh: bool
    #: When the last of these articles came in, as the ledger writes it.
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """The events, those told last first; `articles` came in, and `cut` tells that there are more events than these."""

    rows: tuple[Arrival, ...]
    articles: int
    cut: bool
    #: The words to ask for the next events with (None: there are none).
    following: str | None


def arrived_since(ledger: Ledger, moment: datetime, *, limit: int = 400, after: str | None = None) -> Arrivals:
    """Return what has come in since a moment, of the events that the default answer holds. Raises InputError for a cursor that is none."""
    since, (at, identity) = words_of(moment), read_cursor(after, 2) if after is not None else ("", "")
    with ledger.reading() as connection:
        counted = sa.text("SELECT count(*) FROM arrivals WHERE at > :since").bindparams(since=since)
        articles = int(connection.execute(counted).scalar_one())
        told = connection.execute(
            _TOLD.bindparams(since=since, latest=_LATEST, most=limit + 1, at=at, id=identity)
        ).fetchall()
        chosen = told[:limit]
        numbers = json.dumps([row[0] for row in chosen])
        known = {row[0] for row in connection.execute(_KNOWN.bindparams(numbers=numbers, since=since))}
        typed = _FORMS.bindparams(numbers=numbers).columns(tables.events.c.number, tables.events.c.form)
        forms = dict(map(tuple, connection.execute(typed)))
    rows = tuple(
        Arrival(event=forms[number], articles=n, fresh=number not in known, at=last) for number, n, last in chosen
    )
    more = len(told) > limit
    following = cursor_of(rows[-1].at, rows[-1].event["id"]) if more else None
    return Arrivals(rows=rows, articles=articles, cut=more or articles > _LATEST, following=following)


def words_of(moment: datetime) -> str:
    """Return a moment as the ledger writes it: UTC, in milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
