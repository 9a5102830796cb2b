"""Commands that ask a ledger: events, series, statements, tenures, words; and those that care for it.

All filters are `store.query.Query`'s; the options here only carry the words.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from legation.errors import InputError, LedgerError, LegationError

if TYPE_CHECKING:
    from legation.store.ledger import Ledger
    from legation.store.query import Query

LEDGER_OPTION = click.option(
    "--ledger",
    "path",
    metavar="FILE",
    envvar="LEGATION_LEDGER",
    required=True,
    help="The ledger, as written by `legation code --ledger`; else $LEGATION_LEDGER.",
)
#: Filters of `Query`, as options: name, what it takes, help.
_FILTERS: Final = (
    ("actor", "CODE", "Who acts: RUS, RUS/MIL, IGO:UN; several parted by commas."),
    ("recipient", "CODE", "Who is acted upon."),
    ("party", "CODE", "Who takes part, in whatever role."),
    ("dyad", "A-B", "Two countries or organisations, in either direction."),
    ("type", "TYPE", "CONSULT, ASSAULT ..."),
    ("mode", "MODE", "phone, visit, aerial ..."),
    ("context", "NAME", "military, diplomatic ..."),
    ("quad", "1-4", "Quad class: 1, 2 verbal and material cooperation, 3, 4 conflict."),
    ("since", "DATE", "First day: 2021, 2021-04 or 2021-04-20."),
    ("until", "DATE", "Last day."),
    ("status", "STATUS", "actual (the default), future, hypothetical, negated, historical, or any."),
    ("country", "CODE", "Where it happened."),
    ("near", "PLACE,KM", "Within a distance: Havana,50km or 23.1,-82.4,50km."),
    ("text", "WORDS", "Words of an article that tells it; phrases in double quotes."),
    ("min_origins", "N", "At least so many independent origins."),
    ("min_confidence", "P", "At least this confidence."),
)
#: Formats whose own columns have no place to flag a claim.
_UNFLAGGED: Final = frozenset({"gdelt", "gdelt-mentions", "polecat", "icews", "acled"})


def filter_options(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the options of the filters (all where none is named), and `--claims` with all."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for name, metavar, text in reversed(_FILTERS):
            if not names or name in names:
                command = click.option(f"--{name.replace('_', '-')}", name, metavar=metavar, multiple=True, help=text)(
                    command
                )
        if not names:
            command = click.option("--claims", is_flag=True, help="Also what only an adversary asserts, flagged.")(
                command
            )
        return command

    return add


def query_of(given: dict[str, Any]) -> Query:
    """Return the query of a command's options. Raises InputError."""
    from legation.store.query import Query  # noqa: PLC0415 - keeps --help fast

    words = {name: value for name, value in given.items() if value and name != "claims"}
    if given.get("claims"):
        words["claims"] = "yes"
    return Query.of(words, _locate)


def _locate(place: str) -> tuple[float, float] | None:
    from legation.resolve.knowledge import load_knowledge  # noqa: PLC0415 - only for a place by name

    towns = load_knowledge().places(place)
    return (towns[0].latitude, towns[0].longitude) if towns else None


class _CountryBook:
    """Names and codes of states from the knowledge base."""

    def __init__(self) -> None:
        from legation.resolve.knowledge import load_knowledge  # noqa: PLC0415

        self._knowledge = load_knowledge()

    def name(self, code: str) -> str:
        """Return the English name, or the code where there is none."""
        entry = self._knowledge.entity(code) if code else None
        return entry.name if entry is not None else code

    def code(self, code: str, scheme: str) -> str:
        """Return the code in another scheme, or nothing."""
        return self._knowledge.codes(code).get(scheme, "") if len(code) == 3 and code.isalpha() else ""


@contextmanager
def opened(path: str, *, writing: bool = False) -> Iterator[Ledger]:
    """Open a ledger; what is pending is merged first, where the file can be written. Errors end the command."""
    from legation.store.ledger import Ledger  # noqa: PLC0415

    if not Path(path).is_file():
        raise InputError("no such ledger", place=path, remedy="`legation code ... --ledger FILE` makes one")
    from legation.keeping import settle  # noqa: PLC0415

    can_write = os.access(path, os.W_OK) and os.access(Path(path).absolute().parent, os.W_OK)
    if writing or not can_write:
        with Ledger(path, read_only=not writing) as ledger:
            yield ledger
        return
    with Ledger(path) as ledger:
        try:
            settle(ledger)
        except LedgerError as error:
            if "locked" not in error.problem:
                raise
            click.echo("legation: another program is writing; events are as of the last merge", err=True)
        yield ledger


@contextmanager
def errors_told() -> Iterator[None]:
    """Say an error in one line and end with code 2; a reader that went away (`| head`) is no error."""
    problems = click.get_current_context().obj
    try:
        yield
    except LegationError as error:
        problems.say(error)
        sys.exit(2)
    except BrokenPipeError:
        # Python would complain again when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


# --- events ------------------------------------------------------------------------------------------------------


@click.command()
@LEDGER_OPTION
@filter_options()
@click.option(
    "--format", "form", default="table", show_default=True,
    type=click.Choice(["table", "jsonl", "plover", "csv", "geojson", "atom", "gdelt", "gdelt-mentions", "polecat", "icews", "acled", "parquet"]),
    help="How to print.",
)  # fmt: skip
@click.option("--extended", is_flag=True, help="Append our own columns to a foreign format.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many; a table shows 50 where nothing is said.")
@click.option("--oldest", is_flag=True, help="The oldest first.")
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Write to this file; Parquet needs it.")
@click.argument("identity", metavar="[ID]", required=False)
def events(
    path: str,
    form: str,
    *,
    extended: bool,
    limit: int | None,
    oldest: bool,
    out: Path | None,
    identity: str | None,
    **given: Any,
) -> None:
    """Print events: what happened once is there once, with its reports and independent origins.

    By default what is told as actual, and not on an adversary's word alone. With an ID that event alone, also where the
    id is that of one of its reports, or of an event that has merged.

    \b
    Examples:
      legation events --ledger my.ledger --dyad RUS-CUB --since 2021-01
      legation events --ledger my.ledger --type CONSULT --near Havana,50km --min-origins 2
      legation events --ledger my.ledger --format gdelt --out events.export.CSV
    """
    from legation.store import finding  # noqa: PLC0415

    with errors_told():
        query = query_of(given)
        with opened(path) as ledger:
            if identity is not None:
                found: Iterator[dict[str, Any]] = iter([finding.event(ledger, identity)])
            else:
                most = 50 if form == "table" and limit is None else limit
                found = finding.events(ledger, query, order="oldest" if oldest else "newest", limit=most)
            _print_events(ledger, found, form, query, extended=extended, out=out)
            if form == "table" and limit is None and identity is None and finding.count_events(ledger, query) > 50:
                click.echo(f"{finding.count_events(ledger, query)} events in all; --limit shows more", err=True)


def _print_events(
    ledger: Ledger, found: Iterator[dict[str, Any]], form: str, query: Query, *, extended: bool, out: Path | None
) -> None:
    if form == "table":
        from legation.serve.event_table import event_lines  # noqa: PLC0415

        _write(("\n".join(event_lines(event)) + "\n" for event in found), out)
        return
    from legation.store.export import FORMATS, Options  # noqa: PLC0415
    from legation.store.reviews import verdicts  # noqa: PLC0415

    if query.claims and form in _UNFLAGGED and not extended:
        extended = True
        click.echo("legation: --claims needs a column for the flag: --extended is on", err=True)
    title = "Legation: " + (", ".join(f"{name} {value}" for name, value in query.words().items()) or "all events")
    options = Options(
        countries=_CountryBook(), extended=extended, title=title, reviews=verdicts(ledger) if extended else {}
    )
    if form == "parquet":
        from legation.store.export.parquet import write_parquet  # noqa: PLC0415

        if out is None:
            raise InputError("Parquet is no text", remedy="name a file: --out events.parquet")
        write_parquet(found, out, options)
        return
    _write(FORMATS[form](found, options), out)


def _write(lines: Iterator[str], out: Path | None) -> None:
    """Write to standard output, or to a file that appears only when it is complete."""
    if out is None:
        for line in lines:
            click.echo(line, nl=False)
        return
    partial = out.with_name(out.name + ".partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(lines)
        partial.replace(out)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", place=str(out)) from error
    finally:
        partial.unlink(missing_ok=True)


@click.command()
@LEDGER_OPTION
@filter_options()
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
def timeline(path: str, limit: int | None, **given: Any) -> None:
    """Print events in the order in which they happened, one line each.

    \b
    Examples:
      legation timeline --ledger my.ledger --party CUB --since 2021
    """
    from legation.serve.event_table import timeline_line  # noqa: PLC0415
    from legation.store import finding  # noqa: PLC0415

    with errors_told(), opened(path) as ledger:
        for event in finding.events(ledger, query_of(given), order="oldest", limit=limit):
            click.echo(timeline_line(event))


@click.command()
@LEDGER_OPTION
@click.argument("source", metavar="A")
@click.argument("target", metavar="B")
@click.option(
    "--by", type=click.Choice(["day", "month", "year"]), default="month", show_default=True, help="Span of a row."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "jsonl"]),
    default="table",
    show_default=True,
    help="How to print.",
)
@filter_options()
def dyad(path: str, source: str, target: str, by: Any, form: str, **given: Any) -> None:
    """Count what A did to B and B to A by time and quad class, with the sum of scores and the articles behind it.

    A joint act (a meeting, an agreement) stands in both directions; `joint` says how many these are.

    \b
    Examples:
      legation dyad RUS CUB --ledger my.ledger --by month
      legation dyad USA CHN --ledger my.ledger --by year --format csv
    """
    from legation.store import finding  # noqa: PLC0415

    with errors_told():
        if given.get("dyad"):
            raise InputError("the pair is named by A and B already", remedy="leave --dyad out")
        query = query_of(given)
        with opened(path) as ledger:
            rows = [asdict(row) for row in finding.dyad(ledger, source.upper(), target.upper(), query, by=by)]
    names = ("period", "source", "target", "quad", "n", "joint", "score", "articles")
    if form == "jsonl":
        for row in rows:
            click.echo(json.dumps(row))
    elif form == "csv":
        click.echo(",".join(names))
        for row in rows:
            click.echo(",".join(str(row[name]) for name in names))
    else:
        click.echo(f"{'period':<11}{'direction':<24}{'quad':>4}{'n':>6}{'joint':>6}{'score':>9}{'articles':>9}")
        for row in rows:
            way = f"{row['source']} -> {row['target']}"
            click.echo(
                f"{row['period']:<11}{way:<24}{row['quad']:>4}{row['n']:>6}{row['joint']:>6}{row['score']:>+9.1f}{row['articles']:>9}"
            )


# --- other records -----------------------------------------------------------------------------------------------

_OF_RECORDS: Final = ("actor", "party", "since", "until", "text")
_LINES = click.option(
    "--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True, help="How to print."
)
_LIMIT = click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many.")


@click.command()
@LEDGER_OPTION
@filter_options(*_OF_RECORDS)
@_LINES
@_LIMIT
def statements(path: str, form: str, limit: int, **given: Any) -> None:
    """Print what speakers are reported to have said, the newest first.

    \b
    Examples:
      legation statements --ledger my.ledger --actor RUS --since 2021-04
    """
    _print_records(
        path, "statement", form, limit, given, lambda row: f"{row['speaker']}: “{' '.join(row['quote'].split())}”"
    )


@click.command()
@LEDGER_OPTION
@filter_options(*_OF_RECORDS)
@_LINES
@_LIMIT
def tenures(path: str, form: str, limit: int, **given: Any) -> None:
    """Print who takes, holds and leaves which office, as the articles tell it.

    \b
    Examples:
      legation tenures --ledger my.ledger --party CUB
    """

    def line(row: dict[str, Any]) -> str:
        after = f", after {row['predecessor']}" if row["predecessor"] else ""
        return (
            f"{row['person']} {row['change']} {row['office']}, {row['org_or_country'] or '?'}{after} ({row['status']})"
        )

    _print_records(path, "tenure", form, limit, given, line)


def _print_records(
    path: str, kind: str, form: str, limit: int, given: dict[str, Any], line: Callable[[dict[str, Any]], str]
) -> None:
    from legation.store import finding  # noqa: PLC0415

    with errors_told(), opened(path) as ledger:
        for row, article in finding.records(ledger, kind, query_of(given), limit=limit):
            if form == "jsonl":
                click.echo(json.dumps({**row, "article": article}, ensure_ascii=False))
                continue
            when = row["when"]["start"] if row["when"] else article["published"] or "date unknown"
            click.echo(f"{when}  {line(row)}\n    {row['id']}  in {article['id']}")


@click.command()
@LEDGER_OPTION
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
def search(path: str, words: tuple[str, ...], limit: int) -> None:
    """Search the titles and texts of articles; all words must be there, "phrases" in double quotes, -word must not.

    \b
    Examples:
      legation search grain straits --ledger my.ledger
      legation search '"foreign ministry" -embassy' --ledger my.ledger
    """
    from legation.store import finding  # noqa: PLC0415

    with errors_told(), opened(path) as ledger:
        for hit in finding.search(ledger, " ".join(words), limit=limit):
            click.echo(f"{hit.published or 'date unknown'}  {hit.title or hit.id}\n    {hit.snippet}\n    {hit.id}")


def commands() -> tuple[click.Command, ...]:
    """Return the commands of this module and of `care_cli`."""
    from legation.serve import care_cli  # noqa: PLC0415

    return (events, timeline, dyad, statements, tenures, search, *care_cli.COMMANDS)
