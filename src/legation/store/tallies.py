"""How often each type, mode, status, voice and context is told: what the codebook's page counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from legation import ontology
from legation.store import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legation.store.ledger import Ledger

#: Each walks along an index that holds what it asks for, in an order that needs no sorting where there is one.
_TYPES: Final = sa.text("SELECT type, count(*) FROM events INDEXED BY events_type WHERE shown = 1 GROUP BY type")
_MODES: Final = sa.text(
    "SELECT mode, count(*) FROM events INDEXED BY events_facts WHERE shown = 1 AND type = :type GROUP BY mode"
)
_CONTEXTS: Final = sa.text(
    "SELECT contexts, count(*) FROM events INDEXED BY events_facts WHERE shown = 1 AND contexts <> '' GROUP BY contexts"
)
_STATUSES: Final = (
    sa.select(
        tables.events.c.status,
        *(sa.func.sum(sa.case((tables.events.c.voice == voice, 1), else_=0)) for voice in ontology.VOICES),
    )
    .group_by(tables.events.c.status)
    .with_hint(tables.events, "INDEXED BY events_status", "sqlite")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tallies:
    """Events by what they are. Where nothing else is said: told as fact, and not on the adversary's word alone."""

    types: Mapping[str, int]
    contexts: Mapping[str, int]
    #: Of every status, those on the adversary's word alone left out, as a filter on the status leaves them out.
    statuses: Mapping[str, int]
    #: Of every status.
    voices: Mapping[str, int]


def tallies(ledger: Ledger) -> Tallies:
    """Count the events of a ledger."""
    contexts: Counter[str] = Counter()
    statuses: dict[str, int] = {}
    voices: Counter[str] = Counter()
    with ledger.reading() as connection:
        types = {str(name): int(n) for name, n in connection.execute(_TYPES)}
        for told, n in connection.execute(_CONTEXTS):
            contexts.update(dict.fromkeys(told.split(), n))
        for status, *counted in connection.execute(_STATUSES):
            by_voice = dict(zip(ontology.VOICES, counted, strict=True))
            voices.update(by_voice)
            statuses[status] = sum(n for voice, n in by_voice.items() if voice != "adversary")
    return Tallies(types=types, contexts=contexts, statuses=statuses, voices=voices)


def modes(ledger: Ledger, event_type: str) -> Mapping[str, int]:
    """Count the events of a type by mode, those without one under the empty word."""
    with ledger.reading() as connection:
        return {mode or "": int(n) for mode, n in connection.execute(_MODES.bindparams(type=event_type))}
