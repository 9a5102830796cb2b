"""Where events were: counts by place, for the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from legation.store import tables
from legation.store.conditions import chosen, chosen_by_index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legation.store.ledger import Ledger
    from legation.store.query import Query

#: Filters on columns that the index of places holds.
_HELD: Final = frozenset({"quad", "country"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place with its events by quad class; without `at` only its country is known."""

    name: str
    country: str | None
    #: Latitude and longitude.
    at: tuple[float, float] | None
    quads: dict[int, int]

    @property
    def n(self) -> int:
        """All events."""
        return sum(self.quads.values())


@dataclass(frozen=True, slots=True)
class Spots:
    """The places of a query's events, the commonest first; `more` places are left out, `nowhere` events name none."""

    spots: tuple[Spot, ...]
    more: int
    nowhere: int


def spots(ledger: Ledger, query: Query, *, limit: int = 150) -> Spots:
    """Return where the events that a query finds took place."""
    events = tables.events.c
    wanted: sa.Select[Any] = sa.select(
        events.latitude, events.longitude, events.country, events.quad, sa.func.min(events.place), sa.func.count()
    )
    with ledger.reading() as connection:
        found = _along_places(connection, query, wanted)
        if found is None:
            found = chosen(connection, query, wanted)
        rows = connection.execute(
            found.group_by(events.latitude, events.longitude, events.country, events.quad)
        ).fetchall()
    return _spots(rows, limit)


def _along_places(connection: sa.Connection, query: Query, wanted: sa.Select[Any]) -> sa.Select[Any] | None:
    """Read along the places, not along the dates: the index holds all that is asked for. None where few events are left."""
    events = tables.events.c
    if query.quad:
        wanted = wanted.where(events.quad.in_(query.quad))
    if query.country:
        wanted = wanted.where(events.country.in_(query.country))
    found = chosen_by_index(connection, query, wanted, events.number, _HELD, events.shown)
    return None if found is None else found.with_hint(tables.events, "INDEXED BY events_place", "sqlite")


def _spots(rows: Sequence[Any], limit: int) -> Spots:
    names: dict[Any, str] = {}
    quads: dict[Any, dict[int, int]] = {}
    nowhere = 0
    for latitude, longitude, country, quad, name, n in rows:
        if latitude is None and country is None:
            nowhere += n
            continue
        key = (country, (latitude, longitude) if latitude is not None else None)
        names[key] = min(name or country, names.get(key, name or country))
        quads.setdefault(key, {})[quad] = n
    ordered = sorted(
        (
            Spot(name=names[key] if key[1] else key[0], country=key[0], at=key[1], quads=dict(sorted(found.items())))
            for key, found in quads.items()
        ),
        key=lambda spot: (-spot.n, spot.name, spot.at or (0.0, 0.0)),
    )
    return Spots(tuple(ordered[:limit]), max(0, len(ordered) - limit), nowhere)
