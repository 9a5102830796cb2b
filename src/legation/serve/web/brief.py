"""The brief: what came in since the last visit, or since a moment that the address names, or the last days by date.

A visit is told by a cookie of two moments: when the visit before ended, and when this one was last seen. Half an hour
without the brief ends a visit, so that looking twice in one morning does not hide what the morning brought.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from legation.errors import InputError
from legation.serve.web.page import address, desk_of, render
from legation.store import browsing
from legation.store.arrivals import Arrival, arrived_since
from legation.store.query import Query

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request
    from starlette.responses import Response

    from legation.serve.web.desk import Desk

Json = dict[str, Any]
COOKIE: Final = "legation_visit"
#: A visit ends so long after the brief was last looked at.
_PAUSE: Final = timedelta(minutes=30)
_KEPT: Final = 400 * 24 * 3600
_DAYS: Final = {"7": "a week", "30": "a month", "365": "a year"}
#: Events that are read for the days, and lines that a pair has room for.
_EVENTS: Final = 400
_LINES: Final = 6
Answer = Callable[["Request"], "Response"]


@dataclass(frozen=True, slots=True)
class Visits:
    """When the visit before ended (None: there was none), and when this one was last seen."""

    before: datetime | None
    seen: datetime

    @classmethod
    def of(cls, cookie: str | None, now: datetime) -> Visits:
        """Read the cookie at a moment; one that is none of ours, or of the future, counts as none."""
        parts = (cookie or "").split(".")
        if len(parts) == 2 and all(part.isascii() and part.isdigit() and len(part) < 12 for part in parts):
            before, seen = (datetime.fromtimestamp(int(part), UTC) for part in parts)
            if before <= seen <= now + _PAUSE:
                ended = now - seen > _PAUSE
                # A first visit has none before it: its moment is the epoch.
                earlier = before if int(parts[0]) else None
                return cls(seen if ended else earlier, now)
        return cls(None, now)

    @property
    def cookie(self) -> str:
        """What the cookie says after this look."""
        return f"{int(self.before.timestamp()) if self.before else 0}.{int(self.seen.timestamp())}"


def brief_by(kept: Callable[[Answer], Answer]) -> Answer:
    """Return the function of the page; what an address names is the same for all readers, and so may be kept."""
    shared = kept(_named)

    def answer(request: Request) -> Response:
        named = {"arrived", "days"}.intersection(request.query_params)
        return shared(request) if named else _own(request)

    return answer


def _own(request: Request) -> Response:
    """Show what came in since the last visit; on the first one, the last days by date."""
    now = datetime.now(UTC)
    visits = Visits.of(request.cookies.get(COOKIE), now)
    if visits.before is None:
        answer = _by_date(request, "30", first_visit=True)
    else:
        answer = _arrived(request, visits.before, last_visit=True)
    answer.set_cookie(COOKIE, visits.cookie, max_age=_KEPT, path="/brief", httponly=True, samesite="strict")
    answer.headers["cache-control"] = "private, no-store"
    return answer


def _named(request: Request) -> Response:
    """Show what came in since the moment that the address names (`arrived`), or its last days (`days`)."""
    arrived = request.query_params.get("arrived")
    if arrived:
        return _arrived(request, moment_of(arrived), last_visit=False)
    return _by_date(request, request.query_params.get("days", "30"), first_visit=False)


def moment_of(words: str) -> datetime:
    """Read a moment, UTC where it names no other time. Raises InputError."""
    try:
        found = datetime.fromisoformat(words.strip().replace(" ", "T").removesuffix("Z"))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise InputError(f"{words!r} is no moment", remedy="write 2026-11-26 or 2026-11-26T14:00 (UTC)") from None


# --- what came in --------------------------------------------------------------------------------------------------


def _arrived(request: Request, moment: datetime, *, last_visit: bool) -> Response:
    desk = desk_of(request)
    found = arrived_since(desk.ledger, moment)
    fresh = sum(row.fresh for row in found.rows)
    return render(
        request, "brief.html", groups=_grouped(desk, found.rows), arrivals=found, fresh=fresh, again=len(found.rows) - fresh,
        moment=moment, last_visit=last_visit, first_visit=False, **_tabs("visit" if last_visit else "arrived"),
    )  # fmt: skip


def _by_date(request: Request, days: str, *, first_visit: bool) -> Response:
    desk = desk_of(request)
    if days not in _DAYS:
        raise InputError("the brief covers 7, 30 or 365 days", remedy="or what came in: arrived=2026-11-26")
    newest = browsing.events_page(desk.ledger, Query(), limit=1).events
    last = date.fromisoformat(newest[0]["when"]["end"]) if newest and newest[0]["when"] else None
    first = last - timedelta(days=int(days) - 1) if last else None
    rows: list[Arrival] = []
    if first is not None:
        events = browsing.events_page(desk.ledger, Query(since=first), limit=_EVENTS).events
        rows = [Arrival(event=event, articles=0, fresh=False) for event in events]
    return render(
        request, "brief.html", groups=_grouped(desk, rows), arrivals=None, days=days, first=first, last=last, cut=len(rows) == _EVENTS,
        first_visit=first_visit, **_tabs(days),
    )  # fmt: skip


def _tabs(on: str) -> Json:
    tabs = [("since your last visit", address("brief"), on == "visit")]
    tabs += [(f"{words} of events", address("brief", days=days), on == days) for days, words in _DAYS.items()]
    return {"tabs": tabs, "lines": _LINES}


def _grouped(desk: Desk, rows: Iterable[Arrival]) -> list[tuple[tuple[str, ...], list[str], list[Arrival]]]:
    """Return events by their first two parties, the pair with the most of them first; within one, the new ones first."""
    groups: dict[tuple[str, ...], list[Arrival]] = {}
    for row in rows:
        codes = dict.fromkeys(actor["code"] for name in ("actors", "recipients") for actor in row.event[name])
        groups.setdefault(tuple(sorted(list(codes)[:2])) or ("",), []).append(row)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return [
        (pair, [desk.name_of(code) if code else "Nobody named" for code in pair], sorted(found, key=lambda row: not row.fresh))
        for pair, found in ordered
    ]  # fmt: skip
