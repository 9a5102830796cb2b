"""Connections to a ledger's file: WAL mode, patience for another writer, errors in words for people."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler

from legation.errors import LedgerError

#: Seconds that a writer waits for another one.
PATIENCE: Final = 30.0

_READ_ONLY: Final = "attempt to write a readonly database"
_REMEDIES: Final = {
    "file is not a database": "name a ledger, or another file to create one",
    "database or disk is full": "free some space; nothing was half written",
    "disk I/O error": "check the disk; `legation doctor` tells whether the file is whole",
    _READ_ONLY: "the file or its folder is read-only",
    "unable to open database file": "check that the folder can be written",
    "database is locked": "another program is writing; try again",
    "database disk image is malformed": "the file is damaged: `legation doctor` says where; restore a backup",
}


class _Compiler(SQLiteCompiler):
    """Writes the hints that questions carry ("INDEXED BY name"): SQLAlchemy leaves them out for SQLite."""

    def get_from_hint_text(self, table: Any, text: str | None) -> str | None:
        """Return what stands behind the table's name."""
        del table
        return text


class Engines:
    """Two ways into one file: `reading` sees a fixed state, `writing` waits for its turn before it looks."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        """Prepare; nothing is opened yet."""
        # A folder that cannot be written holds no WAL beside the file: the file is then all there is.
        options = f"mode=ro{'' if os.access(path.parent, os.W_OK) else '&immutable=1'}" if read_only else "mode=rwc"
        quoted = str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        self.reading = sa.create_engine(
            f"sqlite:///file:{quoted}?{options}&uri=true", connect_args={"timeout": PATIENCE}
        )
        self.reading.dialect.statement_compiler = _Compiler
        event.listen(self.reading, "connect", _prepare_reader if read_only else _prepare)
        event.listen(self.reading, "begin", _begin)
        self.writing = self.reading.execution_options(writes=True)

    def close(self) -> None:
        """Close all connections."""
        self.reading.dispose()


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we begin transactions ourselves
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA cache_size=-65536")
    cursor.close()


def _prepare_reader(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.execute("PRAGMA cache_size=-65536")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    """Take the writer's place at once: one that has read before cannot wait for it (SQLite would refuse)."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def problem_of(error: sa.exc.DBAPIError, path: Path) -> LedgerError:
    """Say what is wrong with the file, in words for people."""
    reason = str(error.orig) if error.orig is not None else str(error)
    remedy = _closed(path) if reason == _READ_ONLY else None
    return LedgerError(reason, place=str(path), remedy=remedy or _REMEDIES.get(reason))


def _closed(path: Path) -> str | None:
    """Name what may not be written: a reader of a file that was read-only leaves others of that kind beside it."""
    beside = (path.with_name(path.name + ending) for ending in ("-wal", "-shm"))
    closed = [str(one) for one in (path.parent, path, *beside) if one.exists() and not os.access(one, os.W_OK)]
    return f"let it be written: {', '.join(closed)}" if closed else None


def check_path(path: Path, *, read_only: bool) -> None:
    """Raise LedgerError for a path that can be no ledger."""
    if path.is_dir():
        raise LedgerError("this is a folder", place=str(path), remedy="name a file")
    if not path.parent.is_dir():
        raise LedgerError("its folder does not exist", place=str(path), remedy=f"create {path.parent}")
    if read_only and not path.is_file():
        raise LedgerError("no such ledger", place=str(path), remedy="`legation code ... --ledger FILE` makes one")
