"""The own corpus (data/corpus) through the shipped stages: what is found, by type, status, construction and rule.

    python -m bench.corpus                     the held-out tenth
    python -m bench.corpus --part all          everything (the model has seen the rest)
    python -m bench.corpus --rules             each lexicon entry with its hits and false claims
    python -m bench.corpus --errors 40         the first errors
    python -m bench.corpus --write-reliability  the lexicon's entries by themselves over all sentences, to
                                               src/legation/coding/lexicon/reliability.tsv

A predicted mention is right where its trigger touches a marked trigger and the type agrees; a party is right where
the words of the phrase touch a marked one. Parties are compared by place, not by code: the corpus marks words.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legation.records import Span
from tools.corpus.compiling import compile_item
from tools.corpus.markup import read_files
from tools.train_reader.corpus import is_held_out

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legation.pipeline import Pipeline
    from legation.records import Article, Mention, Report

RELIABILITY = Path(__file__).parent.parent / "src" / "legation" / "coding" / "lexicon" / "reliability.tsv"
TEXTS = Path(__file__).parent.parent / "data" / "corpus" / "text"


@dataclass
class Counts:
    """Right, predicted and expected; F1 of them."""

    right: int = 0
    predicted: int = 0
    expected: int = 0

    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        total = self.predicted + self.expected
        return 2 * self.right / total if total else 0.0


@dataclass
class Tally:
    """All that is counted over items."""

    types: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    actors: Counts = field(default_factory=Counts)
    recipients: Counts = field(default_factory=Counts)
    sources: Counts = field(default_factory=Counts)
    statuses: Counter[tuple[str, str]] = field(default_factory=Counter)
    modes: Counter[bool] = field(default_factory=Counter)
    constructions: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    rules: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    #: By `type, part of speech, lemma` of the lexicon's entry, tabs between.
    entries: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    silent: Counter[bool] = field(default_factory=Counter)
    false_actual: Counter[bool] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def total(self) -> Counts:
        """Return the counts over all types."""
        rows = self.types.values()
        return Counts(*(sum(getattr(row, name) for row in rows) for name in ("right", "predicted", "expected")))

    def figures(self) -> dict[str, float]:
        """Return the figures by name."""
        told = sum(self.statuses.values())
        return {
            "type_f1": self.total().f1(),
            "actor_f1": self.actors.f1(),
            "recipient_f1": self.recipients.f1(),
            "origin_f1": self.sources.f1(),
            "status": sum(n for (one, other), n in self.statuses.items() if one == other) / told if told else 0.0,
            "mode": self.modes[True] / max(1, sum(self.modes.values())),
            "false_current": self.false_actual[True] / max(1, sum(self.false_actual.values())),
            "negatives_silent": self.silent[True] / max(1, sum(self.silent.values())),
        }


def load(part: str) -> list[dict[str, Any]]:
    """Return compiled items: `held` (the held-out tenth), `seen` or `all`."""
    items, problems = read_files(sorted(TEXTS.glob("*.txt")))
    for problem in problems:
        print(problem, file=sys.stderr)
    rows = [compile_item(item) for item in items]
    if part == "all":
        return rows
    return [row for row in rows if is_held_out(row["batch"], row["construction"]) == (part == "held")]


def measure(pipeline: Pipeline, items: Iterable[dict[str, Any]], *, lexicon_alone: bool = False) -> Tally:
    """Code the items and count; without the model's acts where the lexicon is to be judged alone."""
    from legation.acquire import Page  # noqa: PLC0415
    from legation.pipeline import document_of  # noqa: PLC0415

    by_id = {item["id"]: item for item in items}
    pages = [Page(text=i["text"], source="corpus", id=i["id"], published=i["published"]) for i in by_id.values()]
    tally = Tally()
    for reading in pipeline.reader.read_batch(map(document_of, pages)):
        told = replace(reading, events=(), reads_events=False) if lexicon_alone else reading
        article = pipeline.code_reading(told)
        _count(tally, by_id[article.id], article)
    return tally


def write_reliability(tally: Tally) -> None:
    """Write how often each entry of the lexicon was right; entries that claimed nothing are left out."""
    lines = [
        "# How often the lexicon's entries alone were right on data/corpus; written by `python -m bench.corpus --write-reliability`.",
        "type\tpos\tlemma\tright\tclaimed",
    ]
    for name, row in sorted(tally.entries.items()):
        lines.append(f"{name}\t{row.right}\t{row.predicted}")
    RELIABILITY.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _count(tally: Tally, item: dict[str, Any], article: Article) -> None:
    found = [(report, mention) for report in article.reports for mention in report.mentions]
    expected = [event for event in item["events"] if event["trigger"]]
    if not expected:
        tally.silent[not any(mention.status == "actual" for _, mention in found)] += 1
    left = list(expected)
    here = tally.constructions[item["construction"] or f"negative: {item['negative']}"]
    for report, mention in found:
        event = next((e for e in left if e["type"] == report.type and _touch(mention.trigger, e["trigger"])), None)
        told = _ENTRY.match(mention.reasons[0]) if mention.made_by.startswith("lexicon") and mention.reasons else None
        entry = [tally.entries["\t".join((report.type, told[1], told[2]))]] if told else []
        for row in (tally.types[report.type], here, tally.rules[mention.made_by], *entry):
            row.predicted += 1
            row.right += event is not None
        if mention.status == "actual":
            tally.false_actual[event is None or event["status"] != "actual"] += 1
        if event is None:
            tally.errors.append(
                f"extra   {report.type} “{mention.text}” {mention.made_by}: {_sentence(item, mention.trigger.start)}"
            )
            continue
        left.remove(event)
        _pair(tally, item, report, mention, event)
    for event in expected:
        tally.types[event["type"]].expected += 1
        here.expected += 1
    for event in left:
        words = item["text"][slice(*event["trigger"])]
        tally.errors.append(
            f"missed  {event['type']} “{words}” {event['status']}: {_sentence(item, event['trigger'][0])}"
        )


def _pair(tally: Tally, item: dict[str, Any], report: Report, mention: Mention, event: dict[str, Any]) -> None:
    tally.statuses[mention.status, event["status"]] += 1
    if mention.status != event["status"]:
        what = f"{event['type']} “{mention.text}” {mention.status}, not {event['status']}"
        tally.errors.append(f"status  {what}: {_sentence(item, mention.trigger.start)}")
    if event["mode"]:
        tally.modes[event["mode"] == report.mode] += 1
    for counts, parties, marked in (
        (tally.actors, mention.actors, event["actors"]),
        (tally.recipients, mention.recipients, event["recipients"]),
    ):
        spans = [party.span for party in parties]
        counts.predicted += len(spans)
        counts.expected += len(marked)
        right = sum(any(_touch(span, other) for span in spans) for other in marked)
        counts.right += min(right, len(spans))
        if right < len(marked) or len(spans) > len(marked):
            told = [span.of(item["text"]) for span in spans]
            wanted = [item["text"][slice(*other)] for other in marked]
            tally.errors.append(
                f"party   {report.type} “{mention.text}” {told}, not {wanted}: {_sentence(item, mention.trigger.start)}"
            )
    origin = [link.span for link in mention.chain[:1]]
    right = bool(origin) and any(_touch(origin[0], other) for other in event["sources"])
    # A chain that names the actor is as good as none (ruling 20).
    names_actor = bool(origin) and any(_touch(origin[0], other) for other in event["actors"])
    tally.sources.predicted += right or (bool(origin) and not names_actor)
    tally.sources.expected += bool(event["sources"])
    tally.sources.right += right


#: A lexicon entry's first reason: `verb “accuse” (ACCUSE.txt:3)`.
_ENTRY = re.compile(r"(verb|noun|adj) “([^”]+)”")


def _touch(span: Span, other: list[int]) -> bool:
    return span.start < other[1] and other[0] < span.end


def _sentence(item: dict[str, Any], offset: int) -> str:
    text = str(item["text"])
    return next((text[start:end] for start, end in item["sentences"] if start <= offset < end), text[:200])


def main() -> None:
    """Print the figures."""
    from legation.pipeline import default_pipeline  # noqa: PLC0415

    parser = argparse.ArgumentParser(prog="python -m bench.corpus", description=__doc__.splitlines()[0])
    parser.add_argument("--part", choices=("held", "seen", "all"), default="held")
    parser.add_argument("--rules", action="store_true", help="each rule with its hits and false claims")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--write-reliability", action="store_true")
    given = parser.parse_args()
    if given.write_reliability:
        write_reliability(measure(default_pipeline(), load("all"), lexicon_alone=True))
        return
    items = load(given.part)
    tally = measure(default_pipeline(), items)
    print(f"{len(items)} items  " + "  ".join(f"{name} {value:.3f}" for name, value in tally.figures().items()))
    for name, row in sorted(tally.types.items()):
        precision, recall = row.right / max(1, row.predicted), row.right / max(1, row.expected)
        print(f"{name:10} P {precision:.2f} R {recall:.2f} F1 {row.f1():.2f}  of {row.expected}")
    wrong = Counter({pair: n for pair, n in tally.statuses.items() if pair[0] != pair[1]})
    print("status: " + "  ".join(f"{one} for {other} {n}" for (one, other), n in wrong.most_common(10)))
    if given.rules:
        for name, row in sorted(tally.rules.items(), key=lambda pair: pair[1].right - pair[1].predicted):
            print(f"{name:28} right {row.right:4} of {row.predicted:4}")
    for line in tally.errors[: given.errors]:
        print(line)


if __name__ == "__main__":
    main()
