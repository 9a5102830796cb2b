"""Own cases (tests/cases): how many of their expected mentions are found, and how many others are claimed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.cases import CASES

if TYPE_CHECKING:
    from legation.pipeline import Pipeline
    from legation.records import Actor, Article, Mention, Report


@dataclass(frozen=True, slots=True)
class Expected:
    """One expectation, taken apart."""

    type: str
    mode: str
    actors: frozenset[str]
    recipients: frozenset[str]
    status: str
    by: str | None


def _codes(text: str) -> frozenset[str]:
    return frozenset(code for code in text.split("+") if code not in {"-", ""})


def read_expectation(line: str) -> Expected:
    """Read `TYPE[/mode] ACTORS[>RECIPIENTS] status [by=ORIGIN]`; an omitted `>` leaves the recipients open."""
    act, parties, status, *rest = line.split()
    event_type, _, mode = act.partition("/")
    actors, arrow, recipients = parties.partition(">")
    by = next((word.removeprefix("by=") for word in rest if word.startswith("by=")), None)
    return Expected(event_type, mode, _codes(actors), _codes(recipients) if arrow else frozenset({"*"}), status, by)


def _entities(actors: tuple[Actor, ...], wanted: frozenset[str]) -> frozenset[str]:
    with_sector = any("/" in code for code in wanted)
    return frozenset(
        f"{a.code}/{a.sector}" if with_sector and ":" not in a.code else a.code for a in actors if a.code != "---"
    )


def agrees(expected: Expected, report: Report, mention: Mention) -> bool:
    """Tell whether a mention is what was expected."""
    if (
        expected.type != report.type
        or (expected.mode and expected.mode != report.mode)
        or expected.status != mention.status
    ):
        return False
    actors, recipients = _entities(report.actors, expected.actors), _entities(report.recipients, expected.recipients)
    if expected.recipients == {"*"}:
        if not expected.actors <= actors | recipients:
            return False
    elif actors != expected.actors or recipients != expected.recipients:
        return False
    if expected.by is None:
        return True
    origin = mention.chain[0].actor if mention.chain else None
    code = getattr(origin, "code", "unnamed" if mention.chain else "")
    return bool(code == expected.by)


def judge(article: Article, lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the expectations that failed and the mentions that nobody expected, in words."""
    found = [(report, mention) for report in article.reports for mention in report.mentions]
    missed = []
    for line in lines:
        expected = read_expectation(line)
        hit = next((pair for pair in found if agrees(expected, *pair)), None)
        if hit is None:
            missed.append(line)
        else:
            found.remove(hit)
    return missed, [describe(report, mention) for report, mention in found]


def describe(report: Report, mention: Mention) -> str:
    """Return a mention in the form of an expectation."""
    act = f"{report.type}/{report.mode}" if report.mode else report.type
    who = "+".join(f"{a.code}/{a.sector}" for a in report.actors) or "-"
    whom = "+".join(f"{a.code}/{a.sector}" for a in report.recipients) or "-"
    by = f" by={getattr(mention.chain[0].actor, 'code', 'unnamed')}" if mention.chain else ""
    return f"{act} {who}>{whom} {mention.status}{by}"


def run(pipeline: Pipeline) -> dict[str, tuple[list[str], list[str]]]:
    """Code all cases (published 2024-05-15) and return what was missed and what was extra, by case."""
    from legation.acquire import Page  # noqa: PLC0415
    from legation.pipeline import document_of  # noqa: PLC0415

    documents = [
        document_of(Page(text=text, source=name, id=name, published="2024-05-15")) for name, (text, _) in CASES.items()
    ]
    results = {}
    for article in pipeline.code_many(documents):
        results[article.id] = judge(article, CASES[article.id][1])
    return results


def figures() -> dict[str, float]:
    """Return the share of cases wholly right, and of those without a miss and without an extra mention."""
    from legation.pipeline import default_pipeline  # noqa: PLC0415

    results = run(default_pipeline())
    count = len(results)
    return {
        "right": sum(not missed and not extra for missed, extra in results.values()) / count,
        "without_misses": sum(not missed for missed, _ in results.values()) / count,
        "without_extras": sum(not extra for _, extra in results.values()) / count,
    }


def main() -> None:
    """Print what fails."""
    from legation.pipeline import default_pipeline  # noqa: PLC0415

    results = run(default_pipeline())
    for name, (missed, extra) in results.items():
        if missed or extra:
            print(f"{name}  {CASES[name][0]}")
            for line in missed:
                print(f"    missed  {line}")
            for line in extra:
                print(f"    extra   {line}")
    right = sum(not missed and not extra for missed, extra in results.values())
    print(
        f"{right} of {len(results)} cases right; {sum(bool(m) for m, _ in results.values())} with misses, {sum(bool(e) for _, e in results.values())} with extras"
    )


if __name__ == "__main__":
    main()
