"""Care of a ledger: a backup while others write, and an examination that says what is damaged."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legation.errors import LedgerError
from legation.store.connection import PATIENCE
from legation.store.migrations import SCHEMA_VERSION
from legation.store.packing import unpack

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How many findings of one kind are told one by one.
_MOST = 5

#: What must find no row: (what it means, query whose first column names the row).
_RULES = (
    ("record of no article", "SELECT id FROM records WHERE article NOT IN (SELECT number FROM articles)"),
    ("event without reports", "SELECT id FROM events WHERE number NOT IN (SELECT event FROM event_reports)"),
    (
        "event whose id is none of its reports",
        (
            "SELECT id FROM events e WHERE NOT EXISTS "
            "(SELECT 1 FROM event_reports r WHERE r.event = e.number AND r.report = e.id)"
        ),
    ),
    (
        "report in no event",
        (
            "SELECT id FROM records r WHERE kind = 'report' "
            "AND article IN (SELECT number FROM articles WHERE withdrawn IS NULL) "
            "AND id NOT IN (SELECT report FROM event_reports) AND id NOT IN (SELECT report FROM pending)"
        ),
    ),
)


def backup(source: Path, target: Path, *, replace: bool = False) -> None:
    """Copy a ledger as of now, whole, while others may write; the target appears only when it is complete.

    Raises LedgerError where the target exists and `replace` is not set, or where either file cannot be used.
    """
    if not source.is_file():
        raise LedgerError("no such ledger", place=str(source))
    if target.exists() and not replace:
        raise LedgerError("exists already", place=str(target), remedy="name another file, or say --replace")
    log = target.with_name(target.name + "-wal")
    if log.exists() and log.stat().st_size:
        # SQLite would apply the old file's log to the new file.
        raise LedgerError("is open, or was not closed well", place=str(target), remedy="name another file")
    partial = target.with_name(target.name + ".partial")
    try:
        with (
            closing(_reading(source)) as live,
            closing(sqlite3.connect(partial)) as copy,
        ):
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without companions
        partial.replace(target)
    except (sqlite3.Error, OSError) as error:
        partial.unlink(missing_ok=True)
        remedy = (
            "if it is the source that is damaged, `legation doctor` says where; else check the target's disk and folder"
        )
        raise LedgerError(f"the backup of {source} failed: {error}", place=str(target), remedy=remedy) from error


def _reading(path: Path) -> sqlite3.Connection:
    """Open a file for reading; in a folder that cannot be written it has no companions, and must be all there is."""
    mode = "mode=ro" if os.access(path.parent, os.W_OK) else "mode=ro&immutable=1"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=PATIENCE)


def examine(path: Path) -> tuple[str, ...]:
    """Return what is wrong with a ledger, in words; empty where all is well. Raises LedgerError where none is there."""
    if not path.is_file():
        raise LedgerError("no such ledger", place=str(path))
    try:
        with closing(_reading(path)) as connection:
            damage = tuple(_damage(connection))
            # The rules read the tables; on a damaged file they would only repeat that it is damaged.
            return damage or tuple(_breaches(connection))
    except sqlite3.Error as error:
        return (f"the file cannot be read: {error}",)


def _damage(connection: sqlite3.Connection) -> Iterator[str]:
    for (line,) in connection.execute(f"PRAGMA integrity_check({_MOST})"):
        if line != "ok":
            yield f"damaged: {line}".replace("\n", " ")


def _breaches(connection: sqlite3.Connection) -> Iterator[str]:
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if "about" not in names:
        yield "an SQLite file, but no ledger"
        return
    (schema,) = connection.execute("SELECT value FROM about WHERE key = 'schema'").fetchone()
    if int(schema) != SCHEMA_VERSION:
        yield f"schema {schema}; this Legation knows {SCHEMA_VERSION}"
        return
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST):
        yield f"{table} row {row} points at no row of {parent}"
    for meaning, query in _RULES:
        for (identity,) in connection.execute(query).fetchmany(_MOST):
            yield f"{meaning}: {identity}"
    yield from _bad_forms(connection)
    if "article_words" in names:
        try:
            connection.execute("SELECT 1 FROM article_words WHERE article_words MATCH 'a' LIMIT 1").fetchone()
        except sqlite3.Error as error:
            yield f"full text: {error}"


def _bad_forms(connection: sqlite3.Connection) -> Iterator[str]:
    """Say which records cannot be read, or point outside of their article's text."""
    bad = 0
    query = "SELECT r.id, r.form, length(a.text), a.number FROM records r JOIN articles a ON a.number = r.article"
    for identity, form, length, number in connection.execute(query):
        problem = _form_problem(form, length)
        if problem:
            # SQLite counts up to a NUL only; Python counts all.
            (text,) = connection.execute("SELECT text FROM articles WHERE number = ?", (number,)).fetchone()
            problem = _form_problem(form, len(text))
        if problem and bad < _MOST:
            bad += 1
            yield f"record {identity}: {problem}"


def _form_problem(form: bytes, length: int) -> str | None:
    try:
        record: dict[str, Any] = unpack(form)
    except ValueError:
        return "its form cannot be read"
    spans = [mention["trigger"] for mention in record.get("mentions", ())]
    spans += [record["span"]] if record.get("span") else []
    if any(not 0 <= start <= end <= length for start, end in spans):
        return f"points outside of the article's {length} characters"
    return None
