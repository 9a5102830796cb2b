"""`legation add`, `legation watch` and `legation problems`: news in, from wherever it is. The network is asked here alone."""

from __future__ import annotations

import io
import json
import math
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING, Any

import click

from legation.errors import InputError, LegationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from legation.acquire import Columns, Page, Problem
    from legation.acquire.fetching import Fetcher
    from legation.acquire.lists import Link
    from legation.serve.adding import Adder, Tally

_LEDGER = click.option(
    "--ledger", "path", metavar="FILE", envvar="LEGATION_LEDGER",
    help="The ledger that keeps the articles, made where there is none; else $LEGATION_LEDGER.",
)  # fmt: skip
_WEB = (
    click.option("--allow-private", is_flag=True, help="Also ask machines of your own network (refused by default)."),
    click.option(
        "--pause", type=click.FloatRange(min=0), default=1.0, show_default=True, metavar="SECONDS",
        help="Between two questions to one host.",
    ),
    click.option(
        "--timeout", type=click.FloatRange(min=0.1), default=20.0, show_default=True, metavar="SECONDS",
        help="Longest silence of a server; a whole answer may take three times as long.",
    ),
    click.option("--no-robots", is_flag=True, help="Ask without looking at robots.txt (for sites of your own)."),
)  # fmt: skip
_LATER = click.option(
    "--no-code", is_flag=True, help="Keep the articles without coding them; `legation recode` does it later."
)


def _web(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of whatever asks the network."""
    for option in reversed(_WEB):
        command = option(command)
    return command


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@_LEDGER
@click.option("--dry-run", is_flag=True, help="Read and clean all, say what would come in, and keep nothing.")
@_LATER
@click.option(
    "--date", metavar="DATE", help="Publication date of articles that bring none: 2021, 2021-04 or 2021-04-20."
)
@click.option(
    "--text-column", metavar="NAME", help="Column of the text in a table, or key in JSONL; guessed by default."
)
@click.option("--date-column", metavar="NAME", help="Column of the publication date.")
@click.option("--id-column", metavar="NAME", help="Column of the id.")
@click.option("--title-column", metavar="NAME", help="Column of the title.")
@click.option("--encoding", metavar="NAME", help="Encoding of texts, as cp1252; detected by default.")
@_web
@click.pass_obj
def add(
    problems: Any, /, sources: tuple[str, ...], path: str | None, date: str | None, encoding: str | None, *, dry_run: bool,
    no_code: bool, **given: Any,
) -> None:  # fmt: skip
    """Add articles from files, folders, archives, feeds, addresses or standard input (-); the kind is told by the content.

    Text, Markdown, HTML, JSONL, CSV, Parquet, RSS, Atom, JSON feeds, mail, WARC, ZIP and gzip; addresses of pages, feeds,
    sitemaps and OPML lists. Adding the same again changes nothing.

    \b
    Examples:
      legation add scrapes/ --ledger news.ledger
      legation add archive.csv --text-column body --dry-run
      legation add https://example.org/feed.xml CC-NEWS-20240101.warc.gz --ledger news.ledger
    """
    from legation.clean import read_date  # noqa: PLC0415 - keeps --help fast

    before = problems.count
    try:
        if path is None and not dry_run:
            raise InputError("no ledger is named", remedy="--ledger FILE, or --dry-run to look only")
        if date is not None:
            read_date(date)
        with ExitStack() as stack:
            adder = _adder(stack, problems, None if dry_run else path, code=not no_code)
            fetcher = _fetcher(stack, given)
            for source in sources:
                started = time.monotonic()
                tally = adder.add(_dated(_items(source, fetcher, encoding, _columns(given)), date))
                _say(source, tally, time.monotonic() - started, dry_run=dry_run)
            if adder.ledger is not None and not no_code:
                from legation.keeping import settle  # noqa: PLC0415

                settle(adder.ledger)
    except LegationError as error:
        problems.say(error)
        sys.exit(2)
    sys.exit(1 if problems.count > before else 0)


def _columns(given: dict[str, Any]) -> Columns:
    from legation.acquire import Columns  # noqa: PLC0415

    return Columns(**{name: given[f"{name}_column"] for name in ("text", "date", "id", "title")})


def _adder(stack: ExitStack, problems: Any, path: str | None, *, code: bool) -> Adder:
    """Open the ledger and the coder, close both with `stack`."""
    from legation.serve.adding import Adder  # noqa: PLC0415
    from legation.serve.progress import Progress  # noqa: PLC0415

    progress = stack.enter_context(Progress(unit="articles"))
    if path is None:
        return Adder(None, None, say=problems.say, step=progress.step)
    from legation.keeping import run_of  # noqa: PLC0415
    from legation.store.ledger import Ledger  # noqa: PLC0415

    ledger = stack.enter_context(Ledger(path))
    if not code:
        return Adder(ledger, None, say=problems.say, step=progress.step)
    from legation.pipeline import open_pipeline  # noqa: PLC0415 - loads the model

    pipeline = open_pipeline()
    return Adder(ledger, pipeline, run_of(pipeline), say=problems.say, step=progress.step)


def _fetcher(stack: ExitStack, given: dict[str, Any]) -> Fetcher:
    from legation.acquire.fetching import Bounds, Fetcher  # noqa: PLC0415

    bounds = Bounds(
        allow_private=given["allow_private"], pause=given["pause"], robots=not given["no_robots"],
        silence=given["timeout"], connect=given["timeout"], deadline=3 * given["timeout"],
    )  # fmt: skip
    fetcher = Fetcher(bounds=bounds)
    stack.callback(fetcher.close)
    return fetcher


def _items(source: str, fetcher: Fetcher, encoding: str | None, columns: Columns) -> Iterator[Page | Problem]:
    from legation.acquire import Options, read_source  # noqa: PLC0415
    from legation.acquire.addresses import is_address  # noqa: PLC0415

    if is_address(source):
        from legation.serve.reaching import read_address  # noqa: PLC0415

        yield from read_address(source, fetcher, options=Options(encoding=encoding, columns=columns, repair=True))
        return
    links = _links_in(source)
    if links is None:
        yield from read_source(source, encoding=encoding, columns=columns, repair=True)
        return
    from legation.serve.reaching import read_links  # noqa: PLC0415

    yield from read_links(links, fetcher, "<stdin>" if source == "-" else source)


def _links_in(source: str) -> Iterator[Link] | None:
    """Return the addresses that a file lists, None for a file of another kind."""
    from legation.acquire.kinds import LISTS, text_kind  # noqa: PLC0415
    from legation.acquire.lists import read_opml, read_sitemap  # noqa: PLC0415
    from legation.acquire.options import Limits  # noqa: PLC0415

    try:
        if source == "-":
            # What is looked at stays in the pipe for whoever reads it.
            peek = getattr(sys.stdin.buffer, "peek", None)
            if peek is None or text_kind(peek(8192), "", None) not in LISTS:
                return None
            data = sys.stdin.buffer.read(Limits().page)
        elif Path(source).is_file():
            data = _list_of(source)
        else:
            return None
        kind = text_kind(data[:65_536], "", None)
    except (OSError, ValueError, LegationError):
        # Whoever reads the source says what is wrong with it.
        return None
    if kind not in LISTS:
        return None
    return read_opml(data, source) if kind == "opml" else read_sitemap(data, source)


def _list_of(source: str) -> bytes:
    """Return the bytes of a list in a file, or within gzip in one; none for a file of another kind.

    Raises OSError, and LegationError for damage.
    """
    from legation.acquire.archives import Unpacked  # noqa: PLC0415
    from legation.acquire.kinds import LISTS, packed_kind, text_kind  # noqa: PLC0415
    from legation.acquire.options import Limits  # noqa: PLC0415

    with Path(source).open("rb") as stream:
        packed = packed_kind(stream.read(64)) == "gzip"
        stream.seek(0)
        reader = io.BufferedReader(Unpacked(stream, source, Limits())) if packed else stream
        opening = reader.read(65_536)
        return opening + reader.read(Limits().page) if text_kind(opening, source, None) in LISTS else b""


def _dated(items: Iterator[Page | Problem], date: str | None) -> Iterator[Page | Problem]:
    from dataclasses import replace  # noqa: PLC0415

    from legation.acquire import Page  # noqa: PLC0415

    for item in items:
        # A page of HTML may well tell its day itself.
        if date is not None and isinstance(item, Page) and item.published is None and item.form == "text":
            yield replace(item, published=date)
        else:
            yield item


def _say(source: str, tally: Tally, seconds: float, *, dry_run: bool) -> None:
    """Print what came of a source in one line, and below it what was noted of its pages."""
    from legation.serve.progress import rate  # noqa: PLC0415 - keeps --help fast

    speed = rate(tally.pages, seconds)
    took = f"; {tally.pages:,} in {seconds:.1f} s ({speed})" if speed else ""
    click.echo(f"{source}: {'would be ' if dry_run and tally.new else ''}{tally.words()}{took}")
    for note, number in sorted(tally.notes.items(), key=lambda row: (-row[1], row[0]))[:10]:
        click.echo(f"    {note} ({number})" if number > 1 else f"    {note}")


@click.command()
@click.argument("lists", nargs=-1, required=True, metavar="FEEDS...")
@_LEDGER
@click.option(
    "--every", default="15m", show_default=True, metavar="TIME", help="How often a feed is asked at most: 90s, 15m, 2h."
)
@click.option("--once", is_flag=True, help="Ask those that are due once, then end.")
@_LATER
@_web
@click.pass_obj
def watch(
    problems: Any, /, lists: tuple[str, ...], path: str | None, every: str, *, once: bool, no_code: bool, **given: Any
) -> None:  # fmt: skip
    """Keep reading feeds: OPML lists, or addresses of feeds. Ended or killed, it goes on where it was when started again.

    \b
    Examples:
      legation watch feeds.opml --ledger news.ledger
      legation watch https://example.org/feed.xml --every 1h --ledger news.ledger
    """
    from legation.acquire.watching import seconds_of  # noqa: PLC0415 - keeps --help fast

    try:
        seconds = seconds_of(every)
        if seconds is None:
            raise InputError(f"{every!r} is no span of time", remedy="write it as 90s, 15m or 2h")
        if path is None:
            raise InputError("no ledger is named", remedy="--ledger FILE")
        links = _feeds(lists)
        with ExitStack() as stack:
            adder, fetcher = _adder(stack, problems, path, code=not no_code), _fetcher(stack, given)
            _watch(adder, fetcher, links, seconds, once=once)
    except LegationError as error:
        problems.say(error)
        sys.exit(2)
    except KeyboardInterrupt:
        click.echo("legation: ended; start it again to go on", err=True)


_GONE = "all feeds are gone"
_WHY = "`legation problems` says why"


def _watch(adder: Adder, fetcher: Fetcher, links: list[Link], every: float, *, once: bool) -> None:
    from legation.keeping import settle  # noqa: PLC0415
    from legation.serve.adding import Tally  # noqa: PLC0415
    from legation.serve.reaching import Watch  # noqa: PLC0415

    assert adder.ledger is not None  # noqa: S101 - a path was given
    watching = Watch(ledger=adder.ledger, fetcher=fetcher, adder=adder, every=every, chance=SystemRandom())
    while True:
        tally = Tally()
        wait = watching.round(links, tally)
        if adder.pipeline is not None:
            settle(adder.ledger)
        if tally.new or tally.changed or tally.problems:
            click.echo(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {tally.words()}")
        if once:
            if not tally.pages and wait is None:
                raise InputError(_GONE, remedy=_WHY)
            if not tally.pages:
                later = f"; the next feed is due in {math.ceil(wait / 60)} min" if wait else ""
                click.echo(f"nothing new{later}")
            return
        if wait is None:
            raise InputError(_GONE, remedy=_WHY)
        time.sleep(min(max(wait, 0.05), 3600))


def _feeds(lists: tuple[str, ...]) -> list[Link]:
    """Return the feeds that are named, each once. Raises InputError where there are none."""
    from legation.acquire.addresses import checked, is_address  # noqa: PLC0415
    from legation.acquire.lists import Link  # noqa: PLC0415

    found: dict[str, Link] = {}
    for name in lists:
        if is_address(name):
            found.setdefault(name, Link(url=checked(name), kind="feed"))
            continue
        links = _links_in(name)
        if links is None:
            if name != "-" and not Path(name).exists():
                raise InputError("no such file", place=name, remedy="name an OPML file, or a feed's https:// address")
            raise InputError("is no list of feeds", place=name, remedy="name an OPML file, or a feed's address")
        for link in links:
            found.setdefault(link.url, link)
    if not found:
        raise InputError(
            "lists no feeds", place=", ".join(lists), remedy="name an OPML file with xmlUrl in its outlines"
        )
    return list(found.values())


@click.command(name="problems")
@click.argument("beginning", metavar="[SOURCE]", default="")
@_LEDGER
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True, help="How to print."
)
@click.pass_obj
def list_problems(problems: Any, beginning: str, path: str | None, form: str) -> None:
    """List what could not be added, with the reason and what to do; SOURCE is how its place begins.

    \b
    Examples:
      legation problems --ledger news.ledger
      legation problems https://example.org/ --ledger news.ledger
    """
    from legation.store import intake  # noqa: PLC0415
    from legation.store.ledger import Ledger  # noqa: PLC0415

    try:
        if path is None:
            raise InputError("no ledger is named", remedy="--ledger FILE")
        with Ledger(path, read_only=True) as ledger:
            found = intake.troubles(ledger, beginning)
    except LegationError as error:
        problems.say(error)
        sys.exit(2)
    if form == "jsonl":
        for line in intake.forms(found):
            click.echo(json.dumps(line, ensure_ascii=False))
        return
    for row in found:
        times = f", {row.times} times, last {row.last[:16]}" if row.times > 1 else f", {row.first[:16]}"
        click.echo(f"{row.source}: {row.problem}{f' ({row.remedy})' if row.remedy else ''}{times}")
    if not found:
        click.echo("no problems", err=True)


COMMANDS = (add, watch, list_problems)
