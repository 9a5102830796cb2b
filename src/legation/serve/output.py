"""Coded articles as people read them: one block a record, its words beneath, or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

import click

from legation.store.form import article_form

if TYPE_CHECKING:
    from legation.records import Actor, Article, Attribution, Mention, Party, Report, When

_WIDTH = 96
_KIND_NAMES = {
    "reports": "event",
    "statements": "statement",
    "tenures": "tenure",
    "relations": "relation",
    "indicators": "indicator",
}


class Printer(Protocol):
    """Prints articles as they come."""

    def article(self, article: Article, pairs: list[dict[str, Any]] | None) -> None:
        """Print one article."""
        ...

    def end(self) -> None:
        """Print what comes last."""
        ...


def open_printer(form: str) -> Printer:
    """Return the printer of a format: `table`, `json` (one indented array) or `jsonl` (one object a line)."""
    printers: dict[str, type[Printer]] = {"table": TablePrinter, "json": JsonPrinter, "jsonl": LinePrinter}
    return printers[form]()


class LinePrinter:
    """One JSON object a line."""

    def article(self, article: Article, pairs: list[dict[str, Any]] | None) -> None:
        """Print one article."""
        click.echo(json.dumps(article_form(article, pairs), ensure_ascii=False))

    def end(self) -> None:
        """Nothing comes last."""


class JsonPrinter:
    """One JSON array, indented."""

    def __init__(self) -> None:
        """Start with nothing printed."""
        self._first = True

    def article(self, article: Article, pairs: list[dict[str, Any]] | None) -> None:
        """Print one article."""
        text = json.dumps(article_form(article, pairs), ensure_ascii=False, indent=2)
        click.echo(("[\n" if self._first else ",\n") + text, nl=False)
        self._first = False

    def end(self) -> None:
        """Close the array."""
        click.echo("[]" if self._first else "\n]")


class TablePrinter:
    """A heading an article, then its records with their words."""

    def __init__(self) -> None:
        """Start counting."""
        self._articles = 0

    def article(self, article: Article, pairs: list[dict[str, Any]] | None) -> None:
        """Print one article."""
        if self._articles:
            click.echo()
        self._articles += 1
        title = article.document.title or article.id
        click.echo(click.style(_short(title, _WIDTH), bold=True))
        click.echo(click.style("  " + _summary(article), dim=True))
        for report in sorted(article.reports, key=lambda r: r.mentions[0].trigger.start):
            for line in report_lines(article.document.text, report):
                click.echo(line)
        for line in other_lines(article):
            click.echo(line)
        for pair in pairs or ():
            click.echo(f"  pair        {pair['type']}")

    def end(self) -> None:
        """Say so where there was nothing."""
        if not self._articles:
            click.echo("nothing coded")


def _summary(article: Article) -> str:
    counts = [
        (len(article.statements), "statement"), (len(article.reports), "event"),
        (len(article.tenures), "tenure"), (len(article.relations), "relation"), (len(article.indicators), "indicator"),
    ]  # fmt: skip
    parts = [f"{n} {name}{'s' if n != 1 else ''}" for n, name in counts if n]
    past = sum(report.status != "actual" for report in article.reports)
    if past:
        parts.append(f"{past} not current")
    if article.furniture:
        parts.append(
            f"page furniture: {len(article.furniture)} line{'s' if len(article.furniture) != 1 else ''} set aside"
        )
    when = article.document.published
    dated = f"published {_date(when)} ({when.basis})" if when else "publication date unknown"
    if article.document.language != "en":
        parts.append(f"language {article.document.language}: kept, not coded")
    return " · ".join([dated, *parts])


def _date(when: When | None) -> str:
    if when is None:
        return "date unknown"
    if when.precision == "year":
        return str(when.start.year)
    if when.precision == "month":
        return when.start.strftime("%Y-%m")
    if when.start == when.end:
        return when.start.isoformat()
    return f"{when.start.isoformat()}..{when.end.isoformat()}"


def _who(actors: tuple[Actor, ...]) -> str:
    return (
        ", ".join(f"{_code(actor)} {actor.name}" if actor.name != actor.code else actor.code for actor in actors) or "?"
    )


def _code(actor: Actor | Party) -> str:
    best = actor if not hasattr(actor, "candidates") else actor.candidates[0]
    sector = best.sector
    return f"{best.code}/{sector}" if sector and ":" not in best.code else best.code


def report_lines(text: str, report: Report) -> list[str]:
    """Return a report in a few lines: date, who to whom, type, status; its words; who says so; why this date."""
    act = f"{report.type} {report.mode}" if report.mode else report.type
    parties = _who(report.actors) + (f"  ->  {_who(report.recipients)}" if report.recipients else "")
    status = report.status if report.voice != "adversary" else f"{report.status} (the adversary's word)"
    colour = {1: "green", 2: "cyan", 3: "yellow", 4: "red"}[_quad(report.type)]
    lines = [f"{_date(report.when):<23}{click.style(act, fg=colour)}  {parties}  {status}"]
    mention = report.mentions[0]
    lines.append(f"    “{_words(text, mention)}”")
    chain = report.chain
    if chain:
        lines.append("    said by: " + " -> ".join(_link(text, link) for link in chain) + " -> article")
    if report.when is not None and report.when.basis != "given" and report.when.reasons:
        lines.append(f"    date: {report.when.basis}, " + "; ".join(report.when.reasons))
    if len(report.mentions) > 1:
        lines.append(f"    told {len(report.mentions)} times")
    lines.append(click.style(f"    {report.id}", dim=True))
    return lines


def _quad(event_type: str) -> int:
    from legation import ontology  # noqa: PLC0415

    return ontology.quad(event_type)


def _link(text: str, link: Attribution) -> str:
    name = link.actor.name if link.actor is not None and hasattr(link.actor, "name") else link.span.of(text)
    channel = f" ({link.channel})" if link.channel else ""
    return f"{'relayed by ' if link.relay else ''}{name}{channel}"


def _words(text: str, mention: Mention) -> str:
    sentence = mention.evidence.of(text)
    start = max(0, mention.trigger.start - mention.evidence.start - _WIDTH // 2)
    cut = " ".join(sentence[start : start + _WIDTH].split())
    return ("..." if start else "") + cut + ("..." if start + _WIDTH < len(sentence) else "")


def _short(text: str, width: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 3] + "..."


def other_lines(article: Article) -> list[str]:
    """Return the records other than events, one line each."""
    text = article.document.text
    lines = []
    for statement in article.statements:
        lines.append(f"  statement   {statement.speaker_name}: “{_short(statement.span.of(text), 70)}”")
    for tenure in article.tenures:
        date = f" {_date(tenure.when)}" if tenure.when else ""
        where = tenure.organisation or tenure.country or ""
        after = f", after {tenure.predecessor}" if tenure.predecessor else ""
        lines.append(
            f"  tenure      {tenure.person} {tenure.change} {tenure.office}, {where}{date}{after} ({tenure.status})"
        )
    for relation in article.relations:
        lines.append(
            f"  relation    {relation.first.code} - {relation.second.code}: {relation.kind} ({relation.status})"
        )
    for figure in article.indicators:
        name = figure.actor.code if figure.actor else "?"
        lines.append(
            f"  indicator   {name} {figure.what}: {figure.value:g} {figure.unit} {figure.period or ''}".rstrip()
        )
    return lines
