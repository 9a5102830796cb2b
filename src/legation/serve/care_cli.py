"""Commands that care for a ledger: code again, compare runs, join and part by hand, withdraw, examine, back up."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from legation.errors import InputError
from legation.serve.ledger_cli import LEDGER_OPTION, errors_told, filter_options, opened, query_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legation.store.reviews import Accuracy, Share


@click.command()
@LEDGER_OPTION
@filter_options()
@click.option("--all", "every", is_flag=True, help="All of them, also what no change can touch.")
@click.option(
    "--ontology",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder with lexicon files of your own (TYPE.txt).",
)
def recode(path: str, *, every: bool, ontology: Path | None, **given: Any) -> None:
    """Code again what another version coded and a change can touch, and say what came of it.

    Compared are lexicon and knowledge base as they were and are: an article that holds none of the words that changed is
    left as it is. Another version of the coder or its model can touch all.

    Filters narrow it further: --text articles by their words, the others articles by their events.

    What the replaced run found is kept: `legation diff` compares the two.

    \b
    Examples:
      legation recode --ledger my.ledger
      legation recode --ledger my.ledger --text lambasted
      legation recode --ledger my.ledger --type SANCTION --since 2021
    """
    from legation.keeping import recode as code_again  # noqa: PLC0415
    from legation.pipeline import open_pipeline  # noqa: PLC0415
    from legation.serve.progress import Progress  # noqa: PLC0415

    with errors_told():
        query = query_of(given)
        chosen = query if any(given.values()) else None
        with opened(path, writing=True) as ledger, Progress(unit="articles") as progress:
            done = code_again(
                ledger,
                open_pipeline(ontology_folder=ontology),
                chosen,
                every=every,
                ontology=ontology,
                step=progress.step,
            )
        left = f", {done.skipped} left that no change can touch" if done.skipped else ""
        click.echo(f"{done.articles} articles coded again, {done.changed} changed{left}; run {done.run}", err=True)
        for why in done.why:
            click.echo(f"    since {why.run}: {why.change} ({why.coded} coded again, {why.skipped} left)", err=True)


@click.command()
@LEDGER_OPTION
def runs(path: str) -> None:
    """List the runs: versions and options of the coder, and the articles that stand by each.

    \b
    Examples:
      legation runs --ledger my.ledger
    """
    with errors_told(), opened(path) as ledger:
        for run, standing in ledger.runs():
            click.echo(f"{run.id}  {standing:>8} articles  {run.coder}")
            hashes = (
                ("model", run.model),
                ("lexicon", run.lexicon),
                ("knowledge", run.knowledge),
                ("options", run.options),
            )
            told = ", ".join(f"{name} {value}" for name, value in hashes if value)
            if told:
                click.echo(f"    {told}")


@click.command()
@LEDGER_OPTION
@click.argument("before", metavar="RUN")
@click.argument("after", metavar="RUN")
def diff(path: str, before: str, after: str) -> None:
    """Say what two runs see differently in the same articles: reports gained, lost and changed, with their sentences.

    \b
    Examples:
      legation runs --ledger my.ledger
      legation diff u1a2b3c4d5e6f708 u8f7e6d5c4b3a291 --ledger my.ledger
    """
    from legation.store.comparing import differences  # noqa: PLC0415

    counts = {"gained": 0, "lost": 0, "changed": 0}
    with errors_told(), opened(path) as ledger:
        for found in differences(ledger, before, after):
            counts[found.kind] += 1
            told = ", ".join(
                f"{name} {_short(found.before, name)} -> {_short(found.after, name)}" for name in found.what
            ) or _act(found.after or found.before or {})
            click.echo(f"{found.kind:<8} {told}\n    “{found.sentence}”\n    {found.id}  in {found.article}")
    click.echo(", ".join(f"{n} {kind}" for kind, n in counts.items()), err=True)


def _act(form: dict[str, Any]) -> str:
    who, whom = (", ".join(actor["code"] for actor in form[name]) for name in ("actors", "recipients"))
    return f"{form['type']}{' ' + form['mode'] if form['mode'] else ''}  {who or '?'}{' -> ' + whom if whom else ''}  {form['status']}"


def _short(form: dict[str, Any] | None, name: str) -> str:
    value = (form or {}).get(name)
    if isinstance(value, list):
        return "[" + ", ".join(str(one.get("code") or one.get("kind")) for one in value) + "]"
    if isinstance(value, dict):
        return str(value.get("start") or value.get("name"))
    return str(value)


@click.command()
@LEDGER_OPTION
@click.argument("one", metavar="ID")
@click.argument("other", metavar="ID")
@click.option("--note", default="", help="Why.")
def join(path: str, one: str, other: str, note: str) -> None:
    """Decide that two events, or reports, are one; it holds whatever is coded or merged later.

    \b
    Examples:
      legation join r1a2b3c4d5e6f708 r8f7e6d5c4b3a291 --ledger my.ledger --note "misdated by the agency"
    """
    from legation.keeping import join as decide  # noqa: PLC0415

    with errors_told(), opened(path, writing=True) as ledger:
        decide(ledger, one, other, note)


@click.command()
@LEDGER_OPTION
@click.argument("one", metavar="ID")
@click.argument("other", metavar="ID")
@click.option("--note", default="", help="Why.")
def part(path: str, one: str, other: str, note: str) -> None:
    """Decide that two reports of an event are two acts; it holds whatever is coded or merged later.

    \b
    Examples:
      legation part r1a2b3c4d5e6f708 r8f7e6d5c4b3a291 --ledger my.ledger --note "two calls that day"
    """
    from legation.keeping import part as decide  # noqa: PLC0415

    with errors_told(), opened(path, writing=True) as ledger:
        decide(ledger, one, other, note)


@click.command()
@LEDGER_OPTION
@click.argument("article", metavar="ARTICLE")
@click.option("--reason", required=True, help="Why: it stays with the article.")
def withdraw(path: str, article: str, reason: str) -> None:
    """Let an article count for nothing, as when its publisher retracts it; it is kept, its reports leave their events.

    \b
    Examples:
      legation withdraw reuters-2021-04-20-17 --reason "killed by the agency" --ledger my.ledger
    """
    from legation.keeping import settle  # noqa: PLC0415

    with errors_told(), opened(path, writing=True) as ledger:
        ledger.withdraw(article, reason)
        settle(ledger)


@click.command()
@LEDGER_OPTION
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl", "csv"]), default="table", show_default=True,
    help="How to print; a table tells how often records are right.",
)  # fmt: skip
@click.option("--verdict", type=click.Choice(["right", "wrong", "skip"]), help="Only these; with jsonl and csv.")
@click.option("--reviewer", metavar="NAME", default="", help="Only those of one reviewer; with jsonl and csv.")
def reviews(path: str, form: str, verdict: str | None, reviewer: str) -> None:
    """Print what people said of records on the review desk of `legation serve`, or how often these were right.

    The table counts by type what was reviewed and what was drawn by lot, each with Wilson's interval at 95 %: reviews that
    begin with the doubtful see the worst first, only those by lot tell of all records.

    \b
    Examples:
      legation reviews --ledger my.ledger
      legation reviews --ledger my.ledger --format csv > reviews.csv
      legation reviews --ledger my.ledger --format jsonl --verdict wrong
    """
    from legation.store import reviews as kept  # noqa: PLC0415

    with errors_told(), opened(path) as ledger:
        if form == "table":
            if verdict or reviewer:
                raise InputError(
                    "a table counts all reviews", remedy="--format jsonl or csv with --verdict, --reviewer"
                )
            for line in _accuracy_lines(kept.accuracy(ledger)):
                click.echo(line)
            return
        lines = kept.json_lines if form == "jsonl" else kept.table
        for line in lines(kept.every(ledger, verdict=verdict or "", reviewer=reviewer)):
            click.echo(line, nl=False)


def _accuracy_lines(rows: tuple[Accuracy, ...]) -> Iterator[str]:
    if not rows:
        yield "nothing was reviewed yet: `legation serve`, then Desk"
        return
    yield f"{'records':<12}{'reviewed':>24}{'by lot':>26}  wrong"
    for row in rows:
        name = row.type or ("all events" if row.kind == "report" else f"{row.kind}s")
        wrong = ", ".join(f"{aspect} {n}" for aspect, n in row.wrong.items())
        disputed = f"{'; ' if wrong else ''}disputed {row.disputed}" if row.disputed else ""
        yield f"{name:<12}{_share(row.reviewed):>24}{_share(row.lot):>26}  {wrong}{disputed}".rstrip()


def _share(one: Share) -> str:
    if one.share is None:
        return "-"
    low, high = one.interval
    return f"{one.right}/{one.n} {one.share:.2f} [{low:.2f}, {high:.2f}]"


@click.command()
@click.argument("path", metavar="LEDGER")
def doctor(path: str) -> None:
    """Examine a ledger: damage of the file, rows that belong to nothing, offsets outside of their texts. Changes nothing.

    Exit code 0 where all is well, 1 where something is wrong.

    \b
    Examples:
      legation doctor my.ledger
    """
    from legation.store.care import examine  # noqa: PLC0415

    with errors_told():
        found = examine(Path(path))
    for line in found:
        click.echo(line)
    if not found:
        click.echo("all is well")
    sys.exit(1 if found else 0)


@click.command()
@click.argument("path", metavar="LEDGER")
@click.argument("target", metavar="FILE")
@click.option("--replace", is_flag=True, help="Replace FILE where it exists.")
def backup(path: str, target: str, *, replace: bool) -> None:
    """Copy a ledger as of now, while others may read and write it.

    \b
    Examples:
      legation backup my.ledger /backups/my-2021-04-21.ledger
    """
    from legation.store.care import backup as copy  # noqa: PLC0415

    with errors_told():
        if Path(path).absolute() == Path(target).absolute():
            raise InputError("a ledger is no backup of itself", place=target)
        copy(Path(path), Path(target), replace=replace)


COMMANDS: Final[tuple[click.Command, ...]] = (recode, runs, diff, join, part, withdraw, reviews, doctor, backup)
