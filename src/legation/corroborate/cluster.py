"""From matches to events: connected reports, parted where two of them contradict each other.

The answer depends on the set of reports, matches and decisions alone, never on the order in which they came: a
component of the graph of matches is taken whole, its matches are followed from the strongest down, and one that would
join two reports that contradict each other is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

#: A decision by hand outweighs every comparison.
BY_HAND = 1e6


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """Two reports that tell one act; `first` is the smaller id."""

    first: str
    second: str
    weight: float
    reasons: tuple[str, ...] = ()


def match_of(one: str, other: str, weight: float, reasons: tuple[str, ...]) -> Match:
    """Return a match with its ids in order."""
    return Match(min(one, other), max(one, other), weight, reasons)


def cluster(
    reports: Collection[str],
    matches: Iterable[Match],
    apart: Callable[[str, str], bool],
    split: Collection[tuple[str, str]] = (),
) -> tuple[tuple[str, ...], ...]:
    """Return the reports in groups, each in order, the groups by their smallest id.

    `apart` tells whether two reports contradict each other; `split` are pairs that a hand has parted, the smaller id
    first. A hand's word stands above a match, and a match by hand (weight `BY_HAND`) above a contradiction.
    """
    home = {report: report for report in reports}
    groups: dict[str, list[str]] = {report: [report] for report in reports}
    parted = frozenset(split)
    for match in sorted(matches, key=lambda match: (-match.weight, match.first, match.second)):
        if match.first not in home or match.second not in home:
            continue
        one, other = home[match.first], home[match.second]
        if one == other or _hindered(groups[one], groups[other], apart, parted, by_hand=match.weight >= BY_HAND):
            continue
        kept, gone = min(one, other), max(one, other)
        for report in groups[gone]:
            home[report] = kept
        groups[kept] += groups.pop(gone)
    return tuple(tuple(sorted(group)) for _, group in sorted(groups.items()))


def _hindered(
    one: list[str],
    other: list[str],
    apart: Callable[[str, str], bool],
    parted: frozenset[tuple[str, str]],
    *,
    by_hand: bool,
) -> bool:
    for first in one:
        for second in other:
            if (min(first, second), max(first, second)) in parted:
                return True
            if not by_hand and apart(first, second):
                return True
    return False


def component(start: Iterable[str], neighbours: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Return all reports that can be reached from `start` over `neighbours`."""
    seen: set[str] = set()
    ahead = list(start)
    while ahead:
        report = ahead.pop()
        if report not in seen:
            seen.add(report)
            ahead += neighbours.get(report, ())
    return frozenset(seen)
