"""`legation who` and `legation kb`: ask the knowledge base, look at it, and add to it."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legation.errors import DataError, LegationError, LineError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legation.resolve import KnowledgeBase
    from legation.serve.answers import Answer, Question

#: Questions of a file that are read together.
_TOGETHER = 256


@click.command()
@click.argument("name", metavar="NAME|FILE")
@click.option(
    "--date", "day", metavar="DATE", help="The day that is asked for: 2021-04-20. Without it: the last known."
)
@click.option("--in", "within", metavar="COUNTRY", help="The country that the text is about, by name or code.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "jsonl"]), default="table", show_default=True,
    help='How to print; with jsonl, FILE holds lines of {"id", "mention", "date", "in"} (- reads standard input).',
)  # fmt: skip
def who(name: str, day: str | None, within: str | None, form: str) -> None:
    """Say who a name means: country or organisation, sector, and the office held on the day, with the source.

    \b
    Examples:
      legation who "Raúl Castro" --date 2021-04-18
      legation who PRI --in Mexico
      legation who --format jsonl mentions.jsonl
    """
    from legation.resolve import KnowledgeBase  # noqa: PLC0415 - keeps --help fast
    from legation.serve.answers import Answerer  # noqa: PLC0415

    try:
        knowledge = KnowledgeBase.load()
        answerer = Answerer(knowledge)
        if form == "jsonl":
            sys.exit(_answer_file(name, answerer, knowledge))
        answers = next(answerer.answer([_question(knowledge, name, day, within, "--date")]))
    except LegationError as error:
        click.echo(f"legation: {error}", err=True)
        sys.exit(2)
    if form == "json":
        click.echo(json.dumps([_form(answer) for answer in answers], ensure_ascii=False, indent=2))
    else:
        _print(answers, knowledge)
    if not answers:
        click.echo("legation: nobody of that name is known", err=True)
        sys.exit(1)


def _question(knowledge: KnowledgeBase, mention: str, day: str | None, within: str | None, place: str) -> Question:
    from legation.serve.answers import Question  # noqa: PLC0415

    try:
        on = date.fromisoformat(day[:10]) if day else None
    except ValueError as error:
        raise LineError(f"{day!r} is no day", place=place, remedy="write YYYY-MM-DD") from error
    code = ""
    if within:
        entry = knowledge.entity(within) or next(iter(knowledge.look_up(within)), None)
        if entry is None:
            raise LineError(
                f"unknown country {within!r}", place=place, remedy="write its name or ISO 3166 alpha-3 code"
            )
        code = entry.code
    state = knowledge.entity(code) if code else None
    return Question(mention, on, code, state.name if state is not None else "")


def _answer_file(name: str, answerer: Any, knowledge: KnowledgeBase) -> int:
    """Answer the lines of a file; return the exit code: 1 where a line could not be used."""
    bad = 0
    batch: list[tuple[Any, Question]] = []

    def flush() -> None:
        for (identity, _), answers in zip(batch, answerer.answer([question for _, question in batch]), strict=True):
            click.echo(
                json.dumps({"id": identity, "candidates": [_form(answer) for answer in answers]}, ensure_ascii=False)
            )
        batch.clear()

    for place, line in _lines(name):
        try:
            row = json.loads(line)
            batch.append((row["id"], _question(knowledge, str(row["mention"]), row.get("date"), row.get("in"), place)))
        except LegationError as error:
            bad = 1
            click.echo(f"legation: {error}", err=True)
        except (ValueError, KeyError, TypeError, AttributeError):
            bad = 1
            problem = LineError("no question", place=place, remedy='write {"id", "mention", "date", "in"}')
            click.echo(f"legation: {problem}", err=True)
        if len(batch) >= _TOGETHER:
            flush()
    flush()
    return bad


def _lines(name: str) -> Iterator[tuple[str, str]]:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LineError(f"cannot be read: {error}", place=name, remedy="give a JSONL file, or -") from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield f"{name}:{number}", line


def _form(answer: Answer) -> dict[str, Any]:
    form = {
        "code": answer.code, "sector": answer.sector, "name": answer.name, "office": answer.office, "status": answer.status,
        "score": answer.score, "evidence": list(answer.evidence),
    }  # fmt: skip
    return form | ({"organisation": answer.organisation} if answer.organisation else {})


def _print(answers: tuple[Answer, ...], knowledge: KnowledgeBase) -> None:
    for answer in answers:
        actor = f"{answer.code}/{answer.sector}" if answer.sector else answer.code
        click.echo(
            f"{answer.score:.2f}  {actor:<14} {answer.name}{f', {answer.office}' if answer.office else ''}  [{answer.status}]"
        )
        for reason in answer.evidence:
            click.echo(f"      {reason}")
        for held in knowledge.held(answer.person, None) if answer.person else ():
            end = held.end or (f"open as of {held.open_as_of}" if held.open_as_of else "?")
            click.echo(f"      {held.start or '?'} to {end}: {held.office}, {held.code} ({held.source})")


# --- the knowledge base itself -------------------------------------------------------------------------------------


@click.group()
def kb() -> None:
    """Look at the knowledge base, check it, add actors of your own.

    \b
    Examples:
      legation kb stats
      legation kb add my-actors.tsv
    """


def _load() -> KnowledgeBase:
    from legation.resolve import KnowledgeBase  # noqa: PLC0415

    try:
        return KnowledgeBase.load()
    except LegationError as error:
        click.echo(f"legation: {error}", err=True)
        sys.exit(2)


@kb.command()
def stats() -> None:
    """Print what the knowledge base holds and how far its data reach."""
    from legation.resolve.knowledge import user_file  # noqa: PLC0415

    about = _load().about()
    click.echo(f"data to      {about['data_end']}  (later offices are answered as presumed)")
    for name, count in about["counts"].items():
        click.echo(f"{name:<12} {count:,}")
    click.echo(f"tables       {about['tables']}")
    own = user_file()
    rows = max(0, len(own.read_text(encoding="utf-8").splitlines()) - 1) if own.is_file() else 0
    click.echo(f"your rows    {rows:,}  ({own})")


@kb.command()
def sources() -> None:
    """Print the sources with their licences."""
    for identity, title, address, licence, retrieved, note in _load().sources():
        click.echo(f"{identity}: {title}\n  {address}\n  {licence}; {retrieved}{f'; {note}' if note else ''}")


@kb.command()
def check() -> None:
    """Check the compiled file and your own rows; exit code 1 where something is wrong."""
    knowledge = _load()
    problems = knowledge.problems()
    for problem in problems:
        click.echo(f"legation: {problem}", err=True)
    if problems:
        sys.exit(1)
    click.echo("the knowledge base is sound")


@kb.command()
@click.argument("file", type=click.Path(path_type=Path))
def add(file: Path) -> None:
    """Add actors and corrections of your own from a table of tabs; the shipped file is never changed.

    Columns: name, code (needed), kind, sector, aliases (parted by ;), office, start, end, source. YAML is not read: it
    would need one more package. Good rows are kept, bad ones are refused with file, line and reason.

    \b
    Examples:
      legation kb add my-actors.tsv
    """
    from legation.resolve.knowledge import keep_user_rows, user_file  # noqa: PLC0415

    knowledge = _load()
    try:
        rows, problems = knowledge.read_user_rows(file)
        kept = keep_user_rows(rows, user_file())
    except DataError as error:
        click.echo(f"legation: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        click.echo(f"legation: {user_file()}: cannot be written: {error.strerror}", err=True)
        sys.exit(2)
    for problem in problems:
        click.echo(f"legation: {problem}", err=True)
    click.echo(f"{kept} new of {len(rows)} good rows kept in {user_file()}")
    sys.exit(1 if problems else 0)
