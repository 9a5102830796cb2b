"""Measure how the reader's model reads acts: `python -m bench.model`.

On the held-out tenth of the corpus: triggers with types, parts, choices, pairs, silence on hard negatives, a table of
reliability, and speed. On the marked pairs of ../shared/gold, where present: the model's own answer, no rule asked.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bench.gold import GOLD, ROOT, TOOLS, present
from legation.read.engine import Analysis, Engine
from legation.read.reader import MODEL, Reader
from legation.records import Span
from tools.train_reader.corpus import load_corpus
from tools.train_reader.event_figures import event_figures, matched, pair_cases, reliability

RESULTS = ROOT / "bench" / "results" / "model.json"
CORPUS = ROOT / "data" / "corpus" / "text"
#: What a calibrated proposal must reach to count as said: F1 is best at half of itself (Lipton et al. 2014).
SAID = 0.36
#: The figures to reach (issue 4).
GOALS = {"trigger_type": 0.85, "parties": 0.82, "status": 0.93, "negatives_silent": 0.92}
SPEED_GOAL = 8_000
PAIR_GOALS = {"accuracy": 0.76, "reconciled": 0.82}


def main() -> int:
    """Measure, print, and write the results; return 1 where the model has no heads for acts."""
    parser = argparse.ArgumentParser(prog="python -m bench.model", description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, default=MODEL, help="folder of the model")
    parser.add_argument("--write", type=Path, default=None, help="where to write the results")
    parser.add_argument("--errors", type=int, default=0, help="print so many sentences that are read wrong")
    given = parser.parse_args()
    engine = Engine(given.model)
    if engine.events is None:
        print(f"bench.model: the model at {given.model} has no heads for acts", file=sys.stderr)
        return 1
    results = measure(engine, [s for s in load_corpus(CORPUS) if s["held_out"]], errors=given.errors)
    if present():
        results["gold_pairs"] = gold_pairs(given.model)
    show(results)
    target = given.write or (RESULTS if given.model == MODEL else None)
    if target:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0


def measure(engine: Engine, sentences: list[dict[str, Any]], *, errors: int = 0) -> dict[str, Any]:
    """Return the figures on sentences of the corpus."""
    busy = time.process_time()
    analyses = engine.analyse([sentence["words"] for sentence in sentences])
    seconds = time.process_time() - busy
    found = [analysis.events for analysis in analyses]
    cases = pair_cases(sentences)
    ranked = [engine.rank(sentences[number]["words"], one, two) for number, one, two, _ in cases]
    places = [[name for name, _ in answer].index(kind) for answer, (*_, kind) in zip(ranked, cases, strict=True)]
    for sentence, analysis in list(zip(sentences, analyses, strict=True))[: len(sentences) if errors else 0]:
        errors -= print_errors(sentence, analysis)
        if errors <= 0:
            break
    return {
        "model": engine.name,
        **event_figures(sentences, found, SAID),
        "pairs": {
            "cases": len(cases),
            **{f"top{n}": round(sum(p < n for p in places) / max(1, len(cases)), 4) for n in (1, 3)},
        },
        "reliability": reliability(sentences, found),
        "words_per_cpu_second": round(sum(len(s["words"]) for s in sentences) / seconds),
    }


def print_errors(sentence: dict[str, Any], analysis: Analysis) -> int:
    """Print a sentence whose acts are not read as marked; return how many were printed."""
    said = [proposal for proposal in analysis.events if proposal.probability >= SAID]
    pairs = matched(sentence["events"], said)
    missed = [act for act in sentence["events"] if act not in [a for a, _ in pairs]]
    wrong = [proposal for proposal in said if proposal not in [p for _, p in pairs]]
    if not missed and not wrong:
        return 0
    words = sentence["words"]
    print(f"{sentence['id']} {sentence['construction']}\n  {' '.join(words)}")
    for act in missed:
        print(f"  missed {act['type']}/{act['mode']} {act['status']}: {words[act['word']]}")
    for proposal in wrong:
        print(
            f"  wrong  {proposal.type}/{proposal.mode} {proposal.status} {proposal.probability}: {words[proposal.token]}"
        )
    return 1


def gold_pairs(model: Path) -> dict[str, float]:
    """Score the model's answer to the marked pairs of plv_dev: the whole text is read as one sentence."""
    reader = Reader(model)
    gold = str(GOLD / "plv_dev.jsonl")
    lines = []
    seen: Counter[str] = Counter()
    for line in _scorer("input", gold).splitlines():
        row = json.loads(line)
        pair, text = row["pairs"][0], row["text"]
        answer = reader.rank(text, Span(0, len(text)), Span(*pair["source"]), Span(*pair["target"]))
        kind = answer[0][0] if answer else "CONSULT"
        seen[kind] += 1
        lines.append(json.dumps({"id": row["id"], "pairs": [{"type": kind}], "reports": []}))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "coded.jsonl")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        words = _scorer(gold, str(path)).replace(",", " ").replace(";", " ").split()
    return {name: float(words[words.index(name) + 1]) for name in PAIR_GOALS}


def _scorer(*arguments: str) -> str:
    program = [sys.executable, str(TOOLS / "score_plv.py"), *arguments]
    return subprocess.run(program, check=True, capture_output=True, text=True).stdout


def show(results: dict[str, Any]) -> None:
    """Print the figures with the goals."""
    goals = GOALS | {"words_per_cpu_second": SPEED_GOAL}
    for name, value in results.items():
        goal = goals.get(name)
        remark = "" if goal is None else f"   (goal {goal}: {'reached' if value >= goal else 'not reached'})"
        if name == "reliability":
            print(name)
            for row in value:
                print(
                    f"  from {row['from']:4}: {row['count']:5} proposals, mean {row['mean']:.3f}, right {row['right']:.3f}"
                )
        elif isinstance(value, dict):
            print(f"{name:22}" + "  ".join(f"{key} {part}" for key, part in value.items()))
        else:
            print(f"{name:22}{value}{remark}")
    if "gold_pairs" in results:
        print(f"gold pairs' goals     {PAIR_GOALS}")


if __name__ == "__main__":
    raise SystemExit(main())
