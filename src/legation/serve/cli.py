"""The `legation` command: thin, no coding logic; results on standard output, progress and problems on standard error.

Exit codes: 0 all well; 1 some input could not be used (the rest was coded); 2 the call itself was wrong.
"""

from __future__ import annotations

import json
import sys
import traceback
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legation import __version__
from legation.errors import LegationError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from legation.acquire import Page
    from legation.pipeline import Pipeline
    from legation.records import Article

_EXAMPLES = """
\b
Examples:
  legation demo
  legation code article.txt --date 2021-04-21
  legation code corpus/ --format jsonl > coded.jsonl
  legation explain r1a2b3c4d5e6f708 --from coded.jsonl
"""


class Problems:
    """Collects what could not be used and says it, one line each, as it happens."""

    def __init__(self, *, debug: bool) -> None:
        """Tracebacks are shown with `debug` only."""
        self.count = 0
        self.debug = debug

    def say(self, error: LegationError) -> None:
        """Print one error line."""
        self.count += 1
        click.echo(f"legation: {error}", err=True)
        if self.debug:
            click.echo("".join(traceback.format_exception(error)), err=True)


@click.group(epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="legation", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
@click.pass_context
def main(context: click.Context, *, debug: bool) -> None:
    """Read international news; print who did what to whom, when, who says so, with the words that say it."""
    context.obj = Problems(debug=debug)


def _fail(problems: Problems, error: LegationError, code: int = 2) -> None:
    problems.say(error)
    sys.exit(code)


@main.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl"]),
    default="table",
    show_default=True,
    help="How to print.",
)
@click.pass_obj
def demo(problems: Problems, form: str) -> None:
    """Code the bundled sample dispatches, print them, and on a terminal show them in a browser until Ctrl+C.

    Needs no network and keeps nothing. Without a terminal it prints and ends.

    \b
    Examples:
      legation demo
      legation demo --format jsonl | head -1
    """
    with as_file(files("legation.serve") / "sample" / "dispatches.jsonl") as path:
        _code_all(problems, (str(path),), form=form, date=None, ledger=None, ontology=None)
    click.echo("The dispatches were written for Legation and report real events in our own words.", err=True)
    if form == "table" and sys.stdin.isatty() and sys.stdout.isatty():
        from legation.serve.web_cli import show_sample  # noqa: PLC0415

        show_sample()
    sys.exit(1 if problems.count else 0)


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl"]),
    default="table",
    show_default=True,
    help="How to print.",
)
@click.option("--date", metavar="DATE", help="Publication date of texts that bring none: 2021, 2021-04 or 2021-04-20.")
@click.option(
    "--ledger", metavar="FILE", help="Keep the coded articles in this SQLite file; without it nothing is kept."
)
@click.option(
    "--ontology",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder with lexicon files of your own (TYPE.txt).",
)
@click.pass_obj
def code(
    problems: Problems, paths: tuple[str, ...], form: str, date: str | None, ledger: str | None, ontology: Path | None
) -> None:
    """Code text files, folders, JSONL of {"id", "date", "text"}, or standard input (-).

    \b
    Examples:
      legation code article.txt
      legation code corpus.jsonl --format jsonl --ledger events.ledger
      cat article.txt | legation code - --date 2021-04-21
    """
    try:
        if date is not None:
            from legation.clean import read_date  # noqa: PLC0415 - keeps --help fast

            read_date(date)
        _code_all(problems, paths, form=form, date=date, ledger=ledger, ontology=ontology)
    except LegationError as error:
        _fail(problems, error)
    sys.exit(1 if problems.count else 0)


def _code_all(
    problems: Problems,
    paths: tuple[str, ...],
    *,
    form: str,
    date: str | None,
    ledger: str | None,
    ontology: Path | None,
) -> None:
    from contextlib import nullcontext  # noqa: PLC0415

    from legation.keeping import run_of, settle  # noqa: PLC0415
    from legation.pipeline import open_pipeline  # noqa: PLC0415 - loads the model
    from legation.serve.output import open_printer  # noqa: PLC0415
    from legation.serve.progress import Progress  # noqa: PLC0415
    from legation.store.ledger import Ledger  # noqa: PLC0415

    context: Any = Ledger(ledger) if ledger else nullcontext()
    with context as kept, Progress(unit="articles") as progress:
        pipeline = open_pipeline(ontology_folder=ontology)
        printer = open_printer(form)
        run = run_of(pipeline, ontology=ontology) if kept is not None else None
        for article, page in _coded(pipeline, _pages(problems, paths, date), problems):
            if kept is not None:
                kept.write(article, run)
            with progress.paused():
                printer.article(article, _pairs(pipeline, article, page))
            progress.step()
        if kept is not None:
            settle(kept)
        with progress.paused():
            printer.end()


def _pages(problems: Problems, paths: tuple[str, ...], date: str | None) -> Iterator[Page]:
    from dataclasses import replace  # noqa: PLC0415

    from legation.acquire import Problem, read_source  # noqa: PLC0415

    for path in paths:
        for item in read_source(path):
            if isinstance(item, Problem):
                problems.say(item.error)
            elif date is not None and item.published is None:
                yield replace(item, published=date)
            else:
                yield item


#: Pages that are read together; the model sorts their sentences by length.
_TOGETHER = 64


def _coded(pipeline: Pipeline, pages: Iterable[Page], problems: Problems) -> Iterator[tuple[Article, Page]]:
    """Code pages in batches; a page that fails is said and left out, the rest goes on."""
    batch: list[Page] = []
    for page in pages:
        batch.append(page)
        if len(batch) == _TOGETHER:
            yield from _batch(pipeline, batch, problems)
            batch = []
    yield from _batch(pipeline, batch, problems)


def _batch(pipeline: Pipeline, pages: list[Page], problems: Problems) -> Iterator[tuple[Article, Page]]:
    from legation.pipeline import document_of  # noqa: PLC0415

    documents, kept = [], []
    for page in pages:
        try:
            documents.append(document_of(page))
            kept.append(page)
        except LegationError as error:
            problems.say(error)
    yield from zip(pipeline.code_many(documents), kept, strict=True)


def _pairs(pipeline: Pipeline, article: Article, page: Page) -> list[dict[str, Any]] | None:
    return [pipeline.relate(article, pair.source, pair.target) for pair in page.pairs] if page.pairs else None


@main.command()
@click.argument("identity", metavar="ID")
@click.option("--from", "source", metavar="FILE", required=True, help="A ledger, or JSONL printed by `legation code`.")
@click.pass_obj
def explain(problems: Problems, identity: str, source: str) -> None:
    """Say why a record is there: its words, the rule, the reasons for status, date and actors.

    \b
    Examples:
      legation explain r1a2b3c4d5e6f708 --from coded.jsonl
      legation explain r1a2b3c4d5e6f708 --from events.ledger
    """
    from legation.serve.explain import explanation  # noqa: PLC0415

    try:
        record, article, text = _find(identity, source)
    except LegationError as error:
        _fail(problems, error)
        return
    click.echo(explanation(record, article, text))


def _find(identity: str, source: str) -> tuple[dict[str, Any], dict[str, Any], str | None]:
    from legation.store.ledger import KINDS, Ledger  # noqa: PLC0415

    path = Path(source)
    if not path.is_file():
        problem = "no such file"
        raise NotFoundError(problem, place=source, remedy="name a ledger or a coded JSONL file")
    with path.open("rb") as stream:
        is_ledger = stream.read(15) == b"SQLite format 3"
    if is_ledger:
        with Ledger(path) as ledger:
            return ledger.find(identity)
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                article = json.loads(line)
                rows = [row for name in KINDS for row in article[name]]
            except (ValueError, KeyError, TypeError):
                problem = "not a coded article"
                raise NotFoundError(
                    problem, place=f"{source}:{number}", remedy="name what `legation code --format jsonl` printed"
                ) from None
            for row in rows:
                if row["id"] == identity:
                    return row, article, None
    problem = f"no record {identity!r}"
    raise NotFoundError(problem, place=source, remedy="ids are in the output of `legation code --format jsonl`")


def _mount() -> None:
    """Add the commands of the knowledge base and of the ledger."""
    from legation.serve.add_cli import COMMANDS  # noqa: PLC0415
    from legation.serve.ledger_cli import commands  # noqa: PLC0415
    from legation.serve.who import kb, who  # noqa: PLC0415

    for command in (*COMMANDS, *commands()):
        main.add_command(command)

    from legation.serve.web_cli import password, serve  # noqa: PLC0415

    main.add_command(serve)
    main.add_command(password)
    main.add_command(who)
    main.add_command(kb)


_mount()
