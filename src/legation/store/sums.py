"""Sums over the events of the default answer, kept in step with them: what pages of the busiest would else add up anew.

    kind    one     other    month     counts
    actor   code    role     YYYY-MM   events that an actor did (`actor`) or underwent (`recipient`), by quad class
    pair    source  target             directed pairs, by quad class; a joint act stands in both directions
    tie     code    code               events of two that deal with one another, the smaller code first; joint acts once
    party   code                       events that a code takes part in, in whatever role

An undated event has no month. Scores are multiples of a half, so that adding and taking away leaves no error: the sums
are those of the events, to the last bit (`tests/store/test_sums.py`). All changes of events go through `change`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import sqlalchemy as sa

Json = dict[str, Any]
#: An event's form, and its directed pairs (source, target, joint).
Counted = tuple[Json, Sequence[tuple[str, str, bool]]]
_Key = tuple[str, str, str, str, int]
_ADD: Final = (
    "INSERT INTO event_sums (kind, one, other, month, quad, n, score) VALUES (?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (kind, one, other, month, quad) DO UPDATE SET n = n + excluded.n, score = score + excluded.score"
)
_STRIKE: Final = "DELETE FROM event_sums WHERE kind = ? AND one = ? AND other = ? AND month = ? AND quad = ? AND n = 0"


def change(connection: sa.Connection, gone: Iterable[Counted], fresh: Iterable[Counted]) -> None:
    """Take events that are gone out of the sums, and put fresh ones in, within the caller's transaction."""
    n: dict[_Key, int] = defaultdict(int)
    scores: dict[_Key, float] = defaultdict(float)
    for events, sign in ((gone, -1), (fresh, 1)):
        for form, pairs in events:
            for key, score in _parts(form, pairs):
                n[key] += sign
                scores[key] += sign * score
    rows = [(*key, n[key], scores[key]) for key in sorted(n) if n[key] or scores[key]]
    if rows:
        connection.exec_driver_sql(_ADD, rows)
        connection.exec_driver_sql(_STRIKE, [row[:5] for row in rows])


def _parts(form: Json, pairs: Sequence[tuple[str, str, bool]]) -> Iterator[tuple[_Key, float]]:
    """Yield what an event of the default answer adds to: the key, and the score."""
    if form["status"] != "actual" or form["voice"] == "adversary":
        return
    score, quad = form["score"] or 0.0, form["quad"]
    month = form["when"]["start"][:7] if form["when"] else ""
    codes = {
        role: {actor["code"] for actor in form[name]}
        for name, role in (("actors", "actor"), ("recipients", "recipient"), ("others", "other"))
    }
    for role in ("actor", "recipient"):
        for code in codes[role]:
            yield ("actor", code, role, month, quad), score
    for code in codes["actor"] | codes["recipient"] | codes["other"]:
        yield ("party", code, "", "", 0), 0.0
    ties: dict[tuple[str, str], float] = defaultdict(float)
    for source, target, joint in pairs:
        yield ("pair", source, target, "", quad), score
        if source != target:
            # A joint act stands in both directions: each takes half of its score.
            ties[min(source, target), max(source, target)] += score / 2 if joint else score
    for (one, other), both in ties.items():
        yield ("tie", one, other, "", 0), both
