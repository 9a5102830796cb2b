"""Check the tables of the knowledge base and its binary; print counts; keep the page of coverage fresh.

    python -m tools.check_kb            check everything; exit code 1 where something is wrong
    python -m tools.check_kb --write    write docs/knowledge-coverage.md anew as well

Checked: every row has a source that is known; no term ends before it starts; no two holders of a single-holder office
at once without a note on one of the rows, or a row of data/kb/overlaps.tsv; every alias leaves a normal form; codes and
sectors are valid; the binary was built from these tables; the page of coverage tells what it holds.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from legation.errors import LegationError
from legation.ontology import SECTORS
from legation.resolve.knowledge import KnowledgeBase
from legation.resolve.knowledge_file import read_columns
from legation.resolve.knowledge_names import normal
from tools.build_kb.compiler import read_persons, read_sources
from tools.build_kb.coverage import coverage_page
from tools.build_kb.entities import World, read_world
from tools.build_kb.tables import BINARY, ROOT, TABLES, optional, read_table, tables_hash
from tools.build_kb.tenures import overlaps, read_terms

if TYPE_CHECKING:
    from tools.build_kb.persons import Person
    from tools.build_kb.tenures import Term

PAGE: Final = ROOT / "docs" / "knowledge-coverage.md"
#: More of one kind are counted, not listed.
_LISTED: Final = 12
#: Tables whose rows share one source, told in their head.
_ONE_SOURCE: Final = frozenset({"countries.tsv", "sources.tsv"})


def check_rows(folder: Path) -> list[str]:
    """Return rows without a known source."""
    known = read_sources(folder)
    found = []
    for path in sorted(folder.rglob("*.tsv")):
        if path.name in _ONE_SOURCE:
            continue
        for row in read_table(path, ("source",)):
            if row["source"] not in known:
                found.append(f"{row.place}: unknown source {row['source']!r} (add it to sources.tsv)")
    return found


def check_world(world: World) -> list[str]:
    """Return aliases that normalise to nothing, sectors that PLOVER has not, aliases of one letter."""
    found = [
        f"{alias.entity}: alias {alias.text!r} has no normal form" for alias in world.aliases if not normal(alias.text)
    ]
    found += [
        f"{alias.entity}: sector {alias.sector!r}"
        for alias in world.aliases
        if alias.sector and alias.sector not in SECTORS
    ]
    found += [
        f"{entity.id}: unknown sector {entity.sector!r}"
        for entity in world.entities.values()
        if entity.sector and entity.sector not in SECTORS
    ]
    return found


def check_overlaps(persons: list[Person], folder: Path) -> list[str]:
    """Return single-holder offices with two holders at once that nobody explains."""
    explained = {
        (row["code"], frozenset((normal(row["first"]), normal(row["second"]))))
        for row in optional(folder, "overlaps.tsv", ("code", "office", "first", "second", "note", "source"))
    }
    names = {id(term): {normal(name) for name in person.names} for person in persons for term in person.terms}
    found = []
    for pair in overlaps((person.key, term) for person in persons for term in person.terms):
        if any(_is_told(term) for term in (pair.first, pair.second)):
            continue
        if any(
            (pair.first.code, frozenset((one, other))) in explained
            for one in names[id(pair.first)]
            for other in names[id(pair.second)]
        ):
            continue
        when = date.fromordinal(max(pair.first.first, pair.second.first)).isoformat()
        found.append(
            f"{pair.first.code}: {pair.first.office}: {pair.first.name} ({pair.first.place}) and {pair.second.name} "
            f"({pair.second.place}) at once from {when}, {pair.days} days"
        )
    return sorted(found)


def _is_told(term: Term) -> bool:
    """Tell whether a row says itself why somebody else is there at once."""
    return "at once" in term.note or (term.place.startswith("tenures.tsv") and bool(term.note))


def check_binary(folder: Path, binary: Path) -> list[str]:
    """Return what is wrong with the binary: stale, damaged, or with rows that cannot be."""
    about = read_columns(binary).about
    found = KnowledgeBase.load(binary, user=Path("/nonexistent")).problems()
    if about.get("tables") != tables_hash(folder):
        found.append(f"{binary.name} is not of these tables (run `python -m tools.build_kb`)")
    return found


def counts(persons: list[Person]) -> list[str]:
    """Return lines of tenures a year and a country, compact."""
    years: Counter[int] = Counter()
    countries: Counter[str] = Counter()
    for person in persons:
        for term in person.terms:
            countries[term.code] += 1
            for year in range(date.fromordinal(term.first).year, date.fromordinal(term.last).year + 1):
                years[year] += 1
    recent = " ".join(f"{year}:{years[year]}" for year in sorted(years) if year >= 1990)
    listed = " ".join(f"{code}:{count}" for code, count in sorted(countries.items(), key=lambda row: (-row[1], row[0])))
    return [f"tenures by year: {recent}", f"tenures by country: {listed}"]


def run(
    folder: Path = TABLES, binary: Path = BINARY, page: Path = PAGE, *, write: bool = False
) -> tuple[list[str], list[str]]:
    """Check all; return (problems, lines to print). With `write` the page of coverage is written first."""
    problems = check_rows(folder)
    world = read_world(folder)
    read_terms(folder)  # a term that ends before it starts is an error there
    persons = read_persons(folder, world)
    problems += check_world(world) + check_overlaps(persons, folder) + check_binary(folder, binary)
    text = coverage_page(world, persons)
    if write:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    elif not page.is_file() or page.read_text(encoding="utf-8") != text:
        problems.append(f"{page.name} is not of these tables (run `python -m tools.check_kb --write`)")
    return problems, counts(persons)


def main(arguments: list[str]) -> int:
    """Run; 0 where all is well."""
    if arguments not in ([], ["--write"], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        problems, lines = run(write=arguments == ["--write"])
    except LegationError as error:
        print(f"check_kb: {error}", file=sys.stderr)
        return 1
    for line in lines:
        print(line)
    kinds: defaultdict[str, int] = defaultdict(int)
    for problem in problems:
        kinds[problem.partition(":")[0]] += 1
    for problem in problems[: _LISTED * 10]:
        print(f"check_kb: {problem}", file=sys.stderr)
    print(f"check_kb: {len(problems)} problems" if problems else "check_kb: all is well")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
