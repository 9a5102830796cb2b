"""How often each type, mode, status, voice and context is told: what the codebook's page counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legation.store.ledger import Ledger

#: One walk through the index that holds all of this; what is rare together stays a short list.
_COUNTED: Final = sa.text(
    "SELECT shown, type, mode, status, voice, contexts, count(*) FROM events INDEXED BY events_facts GROUP BY 1, 2, 3, 4, 5, 6"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tallies:
    """Events by what they are. Where nothing else is said: told as fact, and not on the adversary's word alone."""

    types: Mapping[str, int]
    #: By type and mode; events without a mode under the empty one.
    modes: Mapping[tuple[str, str], int]
    contexts: Mapping[str, int]
    #: Of every status, those on the adversary's word alone left out, as a filter on the status leaves them out.
    statuses: Mapping[str, int]
    #: Of every status.
    voices: Mapping[str, int]


def tallies(ledger: Ledger) -> Tallies:
    """Count the events of a ledger."""
    types: Counter[str] = Counter()
    modes: Counter[tuple[str, str]] = Counter()
    contexts: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    voices: Counter[str] = Counter()
    with ledger.reading() as connection:
        rows = connection.execute(_COUNTED).fetchall()
    for shown, event_type, mode, status, voice, told, n in rows:
        voices[voice] += n
        if voice != "adversary":
            statuses[status] += n
        if shown:
            types[event_type] += n
            modes[event_type, mode or ""] += n
            contexts.update(dict.fromkeys(told.split(), n))
    return Tallies(types=types, modes=modes, contexts=contexts, statuses=statuses, voices=voices)
