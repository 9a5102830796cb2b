"""Chains of attribution on own cases (tests/cases/chains.py and its unseen half): who says so, how, and who passes it on.

    python -m bench.chains              figures of both halves
    python -m bench.chains --errors     and what is wrong in the seen half

`origin_f1` is counted as `shared/tools/score.py` counts: over the acts that were found, an origin that is the actor itself
being none. `origin_f1_of_all` counts the origins of acts that were not found as missed. `first_link` asks for the origin
also where it is the actor. Verbs, channels, relays and stances are compared where a case tells them and the act was found.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.cases.chains import CHAINS
from tests.cases.chains_second import SECOND_CHAINS, UNSEEN_SECOND
from tests.cases.chains_unseen import UNSEEN_CHAINS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legation.pipeline import Pipeline
    from legation.records import Article, Attribution, Mention

#: The cases by half.
HALVES = {"seen": CHAINS + SECOND_CHAINS, "unseen": UNSEEN_CHAINS + UNSEEN_SECOND}
#: What is compared beside the origin.
_PARTS = ("status", "verb", "via", "relay", "stance")


@dataclass(frozen=True, slots=True)
class Expected:
    """One expectation, taken apart; `parts` are those of status, verb, via, relay and stance that it tells."""

    trigger: str
    types: frozenset[str]
    actors: frozenset[str]
    by: frozenset[str]
    parts: dict[str, frozenset[str]]

    @property
    def origins(self) -> frozenset[str]:
        """The origins that are right, without the actor's own and the narrator's word."""
        return frozenset() if self.by & (self.actors | {"-"}) else self.by


def read_expectation(line: str) -> Expected:
    """Read `TRIGGER TYPE ACTORS STATUS by=ORIGIN [key=value ...]`."""
    trigger, types, actors, status, *rest = line.split()
    told = dict(word.split("=", 1) for word in rest)
    unknown = set(told) - {"by", *_PARTS}
    if unknown or "by" not in told:
        raise ValueError(f"{line!r}: tell by=, and only keys of {_PARTS}")
    parts = {key: frozenset(value.split("|")) for key, value in told.items() if key != "by"}
    return Expected(
        trigger=trigger,
        types=frozenset(types.split("|")),
        actors=frozenset(actors.replace("+", "|").split("|")) - {"-"},
        by=frozenset(told["by"].split("|")),
        parts={"status": frozenset(status.split("|")), **parts},
    )


def _mention_of(article: Article, expected: Expected, used: set[int]) -> Mention | None:
    """Find the mention at the trigger's word, one of the right type first."""
    here = [
        (report.type not in expected.types, mention.trigger.start, mention)
        for report in article.reports
        for mention in report.mentions
        if expected.trigger in mention.text.split() and id(mention) not in used
    ]
    return min(here, key=lambda row: row[:2])[2] if here else None


def _code(link: Attribution) -> str:
    code = getattr(link.actor, "code", None)
    return "unnamed" if code is None else str(code)


def _is_right(part: str, right: frozenset[str], mention: Mention, text: str) -> bool:
    """Compare one part of the chain; a relay by its words, the others by the first link."""
    if part == "status":
        return mention.status in right
    if part == "relay":
        return any(word in link.span.of(text) for link in mention.chain if link.relay for word in right)
    if not mention.chain:
        return False
    first = mention.chain[0]
    return {"verb": first.verb, "via": first.channel, "stance": first.stance}[part] in right


@dataclass
class Tally:
    """Counts over the cases of one half."""

    counts: Counter[str]
    errors: list[str]

    def figures(self) -> dict[str, float]:
        """Return the figures by name."""
        counts = self.counts

        def share(part: int, whole: int) -> float:
            return round(part / whole, 4) if whole else 1.0

        missing = counts["missed_with_origin"]
        told = counts["origin_found"] + counts["origin_known"]
        return {
            "found": share(counts["found"], counts["all"]),
            "origin_f1": share(2 * counts["origin_right"], told),
            "origin_precision": share(counts["origin_right"], counts["origin_found"]),
            "origin_recall": share(counts["origin_right"], counts["origin_known"]),
            "origin_f1_of_all": share(2 * counts["origin_right"], told + missing),
            "first_link": share(counts["first_right"], counts["found"]),
            **{part: share(counts[f"{part}_right"], counts[f"{part}_told"]) for part in _PARTS},
        }


def measure(pipeline: Pipeline, cases: Sequence[tuple[str, list[str]]]) -> Tally:
    """Code the cases (published 2024-05-15) and count."""
    from legation.acquire import Page  # noqa: PLC0415 - the bench starts fast
    from legation.pipeline import document_of  # noqa: PLC0415

    pages = [Page(text=t, source="chains", id=str(n), published="2024-05-15") for n, (t, _) in enumerate(cases)]
    tally = Tally(Counter(), [])
    for article in pipeline.code_many(map(document_of, pages)):
        text, lines = cases[int(article.id)]
        _judge(tally, article, text, lines)
    return tally


def _judge(tally: Tally, article: Article, text: str, lines: list[str]) -> None:
    counts, used = tally.counts, set[int]()
    for line in lines:
        expected = read_expectation(line)
        counts["all"] += 1
        mention = _mention_of(article, expected, used)
        if mention is None:
            counts["missed_with_origin"] += bool(expected.origins)
            tally.errors.append(f"{text}\n    not found  {line}")
            continue
        used.add(id(mention))
        first = _code(mention.chain[0]) if mention.chain else "-"
        told = frozenset({first}) - expected.actors - {"-"}
        right = bool(told & expected.origins)
        allowed = not told or bool(told & expected.by)
        counts["found"] += 1
        counts["origin_right"] += right
        counts["origin_found"] += bool(told) and not (allowed and not expected.origins)
        counts["origin_known"] += bool(expected.origins)
        fine = first in expected.by or (not expected.origins and (first == "-" or first in expected.actors))
        counts["first_right"] += fine
        wrong = [] if fine else [f"by={first}"]
        for part, choices in expected.parts.items():
            counts[f"{part}_told"] += 1
            counts[f"{part}_right"] += (good := _is_right(part, choices, mention, text))
            wrong += [] if good else [part]
        if wrong:
            chain = "; ".join(_words(link, text) for link in mention.chain)
            tally.errors.append(
                f"{text}\n    {', '.join(wrong)}  wanted {line}\n    chain {chain or 'none'} ({mention.status})"
            )


def _words(link: Attribution, text: str) -> str:
    kind = "relay" if link.relay else link.stance
    return f"{_code(link)} “{link.span.of(text)}” {link.verb} via {link.channel} ({kind})"


def figures() -> dict[str, float]:
    """Return the figures of both halves, `seen.` and `unseen.` before the name."""
    from legation.pipeline import default_pipeline  # noqa: PLC0415

    pipeline = default_pipeline()
    return {
        f"{half}.{name}": value
        for half, cases in HALVES.items()
        for name, value in measure(pipeline, cases).figures().items()
    }


def main() -> None:
    """Print the figures, and the errors of the seen half where asked."""
    from legation.pipeline import default_pipeline  # noqa: PLC0415

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print what is wrong in the seen half")
    arguments = parser.parse_args()
    pipeline = default_pipeline()
    for half, cases in HALVES.items():
        tally = measure(pipeline, cases)
        if arguments.errors and half == "seen":
            print("\n".join(tally.errors))
        print(half, len(cases), "cases:", "  ".join(f"{name} {value:.3f}" for name, value in tally.figures().items()))


if __name__ == "__main__":
    main()
