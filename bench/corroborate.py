"""Measure the merging of reports on its gold: `python -m bench.corroborate [--errors] [--coded]`.

Reports are given as coded by hand (bench/gold/corroborate/README.md), so that an error is the merging's own. All scenes
of a part are merged together, as one ledger would. Figures: B-cubed F1, inflation (events / true happenings), and
precision and recall over the pairs of each scene. With `--coded` the texts are coded by the shipped coder instead, and
the reports that it finds at the gold's triggers are merged: the whole chain, its own errors included.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.forms import article_form_of
from legation.corroborate import Facts, Match, cluster, compare, contradiction, facts_of, keys, look_ups, match_of
from legation.store.form import article_form

GOLD = Path(__file__).parent / "gold" / "corroborate"
HALVES = ("dev", "test")
#: `more` and `fresh` the rules were set on, too; `later` is the hold-out (README beside the gold).
PARTS = (*HALVES, "more", "fresh", "later")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A report of the gold: the scene, which happening of it, its form and its article's text."""

    scene: str
    act: str
    form: Json
    text: str

    @property
    def facts(self) -> Facts:
        """What is compared of it."""
        return facts_of(self.form["reports"][0], self.form["document"], self.text, self.form["id"])

    @property
    def happening(self) -> tuple[str, str]:
        """The true happening."""
        return self.scene, self.act


def read_gold(path: Path) -> tuple[Labelled, ...]:
    """Read a part of the gold; its notation stands in the README beside it."""
    rows: list[Labelled] = []
    scene, head = "", ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            scene = line[2:].strip()
        elif line.startswith("> "):
            head = line[2:]
        elif line.strip():
            rows.append(_labelled(scene, head, line.strip(), len(rows)))
    return tuple(rows)


def _labelled(scene: str, head: str, text: str, number: int) -> Labelled:
    cells = [cell.strip() for cell in head.split("|")]
    act, published, source, code, actors, recipients, when, where, trigger = cells[:9]
    report: Json = {
        "code": code, "trigger": trigger, "actors": _list(actors), "recipients": _list(recipients), "when": when or None,
        "where": where or None,
    }  # fmt: skip
    for extra in cells[9].split(";") if len(cells) > 9 else ():
        name, _, value = extra.strip().partition(" ")
        if name == "toll":
            kind, number_told = value.split()
            report["toll"] = {kind: (int(number_told), int(number_told))}
        elif name == "said":
            report["said_by"] = [value]
        elif name:
            report[name] = value
    spec = {"id": f"{scene}-{number:03d}", "published": published, "source": source, "text": text, "reports": [report]}
    return Labelled(scene=scene, act=act, form=article_form_of(spec), text=text)


def _list(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(" + ") if part.strip()]


def coded(rows: Sequence[Labelled]) -> tuple[Labelled, ...]:
    """Return the reports that the shipped coder finds at the gold's triggers; what it misses is left out."""
    from legation.pipeline import code_text  # noqa: PLC0415 - loads the model

    found = []
    for row in rows:
        published = row.form["document"]["published"]["start"]
        form = article_form(code_text(row.text, published=published, id=row.form["id"]))
        start, end = row.form["reports"][0]["mentions"][0]["trigger"]
        for report in form["reports"]:
            if any(one["trigger"][0] < end and start < one["trigger"][1] for one in report["mentions"]):
                found.append(replace(row, form={**form, "reports": [report]}))
                break
    return tuple(found)


def merged(rows: Sequence[Labelled]) -> tuple[tuple[str, ...], ...]:
    """Merge the reports as a ledger does: blocked, compared, clustered."""
    facts = {row.facts.id: row.facts for row in rows}
    left: dict[str, list[tuple[str, str]]] = {}
    for one in facts.values():
        for key, day in keys(one):
            left.setdefault(key, []).append((day, one.id))
    matches: set[Match] = set()
    for one in facts.values():
        for key, first, last in look_ups(one):
            for day, other in left.get(key, ()):
                if other != one.id and first <= day <= last:
                    answer = compare(one, facts[other])
                    if answer.same:
                        matches.add(match_of(one.id, other, answer.weight, answer.reasons))
    return cluster(list(facts), matches, lambda a, b: bool(contradiction(facts[a], facts[b])))


def figures(rows: Sequence[Labelled]) -> dict[str, float]:
    """Return the figures of a part."""
    truth = {row.facts.id: row.happening for row in rows}
    groups = merged(rows)
    home = {report: place for place, group in enumerate(groups) for report in group}
    precision = recall = 0.0
    for report, place in home.items():
        mine = set(groups[place])
        theirs = {other for other, happening in truth.items() if happening == truth[report]}
        precision += len(mine & theirs) / len(mine)
        recall += len(mine & theirs) / len(theirs)
    precision, recall = precision / len(home), recall / len(home)
    pairs = list(_pairs(rows))
    same = [(a, b) for a, b in pairs if truth[a.facts.id] == truth[b.facts.id]]
    joined = [(a, b) for a, b in pairs if home[a.facts.id] == home[b.facts.id]]
    right = [pair for pair in joined if pair in same]
    return {
        "reports": len(rows), "pairs": len(pairs), "same_pairs": len(same),
        "b3_precision": round(precision, 3), "b3_recall": round(recall, 3),
        "b3_f1": round(2 * precision * recall / (precision + recall), 3),
        "inflation": round(len(groups) / len(set(truth.values())), 3),
        "pair_precision": round(len(right) / max(len(joined), 1), 3), "pair_recall": round(len(right) / max(len(same), 1), 3),
    }  # fmt: skip


def _pairs(rows: Iterable[Labelled]) -> Iterator[tuple[Labelled, Labelled]]:
    scenes: dict[str, list[Labelled]] = {}
    for row in rows:
        scenes.setdefault(row.scene, []).append(row)
    for scene in scenes.values():
        yield from combinations(scene, 2)


def errors(rows: Sequence[Labelled]) -> Iterator[str]:
    """Yield the pairs that were judged wrongly, with what was found."""
    home = {report: place for place, group in enumerate(merged(rows)) for report in group}
    for one, other in combinations(rows, 2):
        together, same = home[one.facts.id] == home[other.facts.id], one.happening == other.happening
        if together != same:
            answer = compare(one.facts, other.facts)
            why = answer.contradiction or f"{answer.weight:g}: {'; '.join(answer.reasons)}"
            yield f"{'wrongly joined' if together else 'missed'} [{why}]\n    {one.text}\n    {other.text}"


def main(arguments: list[str] | None = None) -> int:
    """Print the figures as JSON, and the errors where asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.corroborate", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="print the pairs judged wrongly")
    parser.add_argument("--part", choices=PARTS, action="append", help="one part only")
    parser.add_argument("--coded", action="store_true", help="code the texts with the shipped coder first")
    given = parser.parse_args(arguments)
    for part in given.part or PARTS:
        rows = read_gold(GOLD / f"{part}.txt")
        rows = coded(rows) if given.coded else rows
        print(part, json.dumps(figures(rows)))
        if given.errors:
            print(*errors(rows), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
