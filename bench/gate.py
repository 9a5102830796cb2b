"""The gate: measure every set, compare with the floors, write the results (`make bench`, `make bench-update`).

Floors stand in bench/floors.json with the digest of what they were measured on; a changed set stops the run, since its
figures cannot be compared. `--update` pins what was measured; a figure that fell needs `--accept-lower` as well, so
that floors only ever rise by accident. Sets that are not at hand (../shared/gold) are skipped, saying so.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import cases, chains, gold, reference, speed
from bench.results import write_results

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
#: One flipped mention of the smallest set moves its figures by about this much; less is no fall.
TOLERANCE = 0.002
#: Figures that are better when lower.
LOWER_IS_BETTER = frozenset({"false_current"})


@dataclass(frozen=True, slots=True)
class Measured:
    """A set's name, the digest of what it was measured on, and its figures by dotted name."""

    name: str
    digest: str
    figures: dict[str, float]


def digest_of(*paths: Path) -> str:
    """Return a digest of files, in the order given."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def flat(tree: dict[str, Any], prefix: str = "") -> dict[str, float]:
    """Return nested figures by dotted name; what is no number is left out."""
    found: dict[str, float] = {}
    for key, value in tree.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            found |= flat(value, f"{name}.")
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            found[name] = round(float(value), 4)
    return found


def _cases() -> Measured:
    files = sorted((HERE.parent / "tests" / "cases").glob("*.py"))
    return Measured("cases", digest_of(*files), flat(cases.figures()))


def _reference() -> Measured:
    path = HERE.parent / "tests" / "cases" / "reference.py"
    return Measured("reference", digest_of(path), flat(reference.figures()))


def _chains() -> Measured:
    files = sorted((HERE.parent / "tests" / "cases").glob("chains*.py"))
    return Measured("chains", digest_of(*files), flat(chains.figures()))


def _held_out() -> Measured:
    """Measure the held-out tenth of the own corpus, raw text to records."""
    from bench import corpus  # noqa: PLC0415
    from legation.pipeline import default_pipeline  # noqa: PLC0415

    items = corpus.load("held")
    text = "\n".join(item["id"] + item["text"] for item in items)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Measured("corpus_held_out", digest, flat(corpus.measure(default_pipeline(), items).figures()))


def _speed() -> Measured:
    return Measured("speed", digest_of(HERE / "speed.py"), flat(speed.figures()))


def _news() -> Measured:
    result = gold.news()
    result.pop("counts", None)
    return Measured("news_dev", digest_of(gold.GOLD / "news_dev.jsonl"), flat(result))


def _pairs() -> Measured:
    return Measured("plv_dev", digest_of(gold.GOLD / "plv_dev.jsonl"), flat(gold.pairs()))


def _actors() -> Measured:
    return Measured("actors_dev", digest_of(gold.GOLD / "actors_dev.jsonl"), flat(gold.actors()))


SETS: dict[str, tuple[Callable[[], Measured], bool]] = {
    "cases": (_cases, False),
    "reference": (_reference, False),
    "chains": (_chains, False),
    "corpus_held_out": (_held_out, False),
    "speed": (_speed, False),
    "news_dev": (_news, True),
    "plv_dev": (_pairs, True),
    "actors_dev": (_actors, True),
}


def fallen(measured: Measured, floors: dict[str, Any]) -> list[str]:
    """Return a line for each figure below its floor; speed has no floor here, it depends on the machine."""
    lines = []
    for name, floor in floors.get("floors", {}).items():
        value = measured.figures.get(name)
        down = name.rpartition(".")[2] in LOWER_IS_BETTER
        if value is None:
            lines.append(f"{measured.name} {name}: floor {floor}, not measured")
        elif (value > floor + TOLERANCE) if down else (value < floor - TOLERANCE):
            lines.append(f"{measured.name} {name}: {value} {'over' if down else 'under'} its floor {floor}")
    return lines


def pinned(measured: Measured) -> dict[str, Any]:
    """Return a set's entry of the floors file: all figures but speeds."""
    kept = {name: value for name, value in measured.figures.items() if not _depends_on_machine(measured.name, name)}
    return {"digest": measured.digest, "floors": kept}


def _depends_on_machine(set_name: str, figure: str) -> bool:
    return set_name == "speed" or "per_second" in figure


def main(arguments: list[str] | None = None) -> int:
    """Run; return 1 where a figure fell below its floor or a set changed."""
    parser = argparse.ArgumentParser(prog="python -m bench.gate", description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="*", help=f"of {', '.join(SETS)}; all when none is named")
    parser.add_argument("--update", action="store_true", help="pin what was measured as the new floors")
    parser.add_argument("--accept-lower", action="store_true", help="with --update: let floors fall too")
    given = parser.parse_args(arguments)
    floors: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    problems: list[str] = []
    measured: list[Measured] = []
    for name in given.sets or SETS:
        make, needs_gold = SETS[name]
        if needs_gold and not gold.present():
            print(f"{name}: skipped, {gold.GOLD} is not at hand")
            continue
        found = make()
        measured.append(found)
        known = floors.get(name, {})
        print(f"{name}: " + "  ".join(f"{key} {value:g}" for key, value in found.figures.items()))
        if known and known["digest"] != found.digest and not given.update:
            problems.append(
                f"{name}: the set changed since its floors were pinned; look at the difference, then --update"
            )
            continue
        fell = fallen(found, known) if known and known["digest"] == found.digest else []
        if given.update and (not fell or given.accept_lower):
            floors[name] = pinned(found)
        else:
            problems += fell
    for problem in problems:
        print(f"gate: {problem}", file=sys.stderr)
    if given.update:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        write_results([(one.name, one.figures) for one in measured])
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
