"""Keeps coded articles in a ledger and makes the events of them: the ledger, the merging and the coder put together.

Writing an article is one transaction, and leaves its reports pending; `settle` merges what is pending, a portion in
one transaction. Killed between the two, nothing is lost: what is pending stays so until somebody settles it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from legation.corroborate import (
    BY_HAND,
    RULES,
    Carrier,
    Facts,
    Match,
    Reported,
    cluster,
    compare,
    contradiction,
    event_of,
    facts_of,
    keys,
    look_ups,
    match_of,
)
from legation.errors import NotFoundError
from legation.keeping.recoding import Recoded, code_again, stored_document
from legation.keeping.running import run_of
from legation.store import merging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    import sqlalchemy as sa

    from legation.keeping.recoding import Codes
    from legation.store.ledger import Ledger
    from legation.store.query import Query

__all__ = ["Recoded", "join", "part", "recode", "run_of", "settle", "stored_document"]

Json = dict[str, Any]
#: Reports that are merged in one transaction.
_PORTION: Final = 2000


def settle(ledger: Ledger, *, portion: int = _PORTION) -> int:
    """Merge all that is pending into events; return how many events changed. The order of arrival plays no part."""
    changed = 0
    with ledger.reading() as connection:
        anew = merging.rules(connection) != str(RULES)
    if anew:
        with ledger.writing() as connection:
            merging.begin_anew(connection, str(RULES))
    after = 0
    # Asked without the writer's place first: where nothing is pending, nobody waits.
    while waiting := ledger.pending():
        with ledger.writing() as connection:
            reports: list[str] = []
            if waiting > portion:
                after, reports = merging.pending_after(connection, after, portion)
            changed += _Settling(connection).settle(reports or merging.pending(connection, portion))
    return changed


class _Settling:
    """One portion of merging, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.carried: dict[str, list[merging.Carried]] = {}
        self.facts: dict[str, Facts] = {}
        self._apart: dict[tuple[str, str], bool] = {}

    def settle(self, reports: list[str]) -> int:
        touched = {*reports, *merging.mates(self.connection, reports), *merging.forget(self.connection, reports)}
        self._load(reports)
        standing = [report for report in reports if report in self.facts]
        left = [(key, day, report) for report in standing for key, day in keys(self.facts[report])]
        merging.leave(self.connection, left)
        sought = [(report, *row) for report in standing for row in look_ups(self.facts[report])]
        pairs = merging.seek(self.connection, sought)
        self._load({report for pair in pairs for report in pair})
        merging.add_matches(self.connection, self._matches(pairs))
        near = merging.neighbourhood(self.connection, touched)
        self._load(near.reports)
        forms = self._events(near)
        changed = merging.replace_events(self.connection, near.reports, forms)
        merging.done(self.connection, reports)
        return changed

    def _load(self, reports: Iterable[str]) -> None:
        missing = {report for report in reports if report not in self.carried}
        for report, carried in merging.carriers(self.connection, missing).items():
            self.carried[report] = carried
            first = carried[0]
            self.facts[report] = facts_of(first.form, first.document, first.text, first.article)

    def _matches(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str, float, tuple[str, ...]]]:
        found = []
        for first, second in sorted(pairs):
            if first in self.facts and second in self.facts:
                answer = compare(self.facts[first], self.facts[second])
                if answer.same:
                    found.append((first, second, answer.weight, answer.reasons))
        return found

    def _groups(self, near: merging.Neighbourhood) -> tuple[tuple[str, ...], ...]:
        standing = [report for report in near.reports if report in self.facts]
        return cluster(standing, _joined(near), self._contradict, near.apart)

    def _contradict(self, one: str, other: str) -> bool:
        pair = (min(one, other), max(one, other))
        if pair not in self._apart:
            self._apart[pair] = bool(contradiction(self.facts[one], self.facts[other]))
        return self._apart[pair]

    def _events(self, near: merging.Neighbourhood) -> list[Json]:
        groups = self._groups(near)
        home = {report: group[0] for group in groups for report in group}
        joined: dict[str, list[Match]] = {}
        for match in _joined(near):
            place = home.get(match.first)
            if place is not None and place == home.get(match.second):
                joined.setdefault(place, []).append(match)
        return [event_of([self._reported(one) for one in group], joined.get(group[0], ())) for group in groups]

    def _reported(self, report: str) -> Reported:
        carried = self.carried[report]
        return Reported(
            form=carried[0].form,
            text=carried[0].text,
            shingles=self.facts[report].shingles,
            carriers=tuple(_carrier(one) for one in carried),
        )


def _joined(near: merging.Neighbourhood) -> list[Match]:
    by_hand = [
        match_of(first, second, BY_HAND, ("by hand", *([note] if note else [])))
        for first, second, note in near.together
    ]
    return [*(match_of(*row) for row in near.matches), *by_hand]


def _carrier(carried: merging.Carried) -> Carrier:
    document = carried.document
    published = document["published"]
    return Carrier(
        article=carried.article, source=document["source"], title=document["title"], run=carried.run,
        published=published["start"] if published else None,
    )  # fmt: skip


def join(ledger: Ledger, one: str, other: str, note: str = "") -> None:
    """Decide by hand that two reports (or events, by id) tell one act; it holds whatever is coded or merged later."""
    _decide(ledger, one, other, "together", note)


def part(ledger: Ledger, one: str, other: str, note: str = "") -> None:
    """Decide by hand that two reports tell two acts."""
    _decide(ledger, one, other, "apart", note)


def _decide(ledger: Ledger, one: str, other: str, kind: str, note: str) -> None:
    if one == other:
        raise NotFoundError("a report is one with itself", place=one, remedy="name two reports")
    for identity in (one, other):
        ledger.find(identity)
    with ledger.writing() as connection:
        merging.decide(connection, one, other, kind, note)
    settle(ledger)


def recode(
    ledger: Ledger,
    pipeline: Codes,
    query: Query | None = None,
    *,
    every: bool = False,
    ontology: Path | None = None,
    step: Callable[[], None] = lambda: None,
    begin: Callable[[int], None] = lambda _: None,
) -> Recoded:
    """Code again the articles that a query chooses (all without one), where another run coded them and a change can touch them.

    `every` codes all of them, also those that this very run has coded. One article is one transaction; interrupted, it
    goes on with the next call, since what is coded again belongs to the new run. `begin` is told how many articles there are,
    `step` is called after each.
    """
    done = code_again(ledger, pipeline, query, every=every, ontology=ontology, step=step, begin=begin)
    settle(ledger)
    return done
