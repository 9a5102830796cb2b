"""A ledger many times over, each time at later days and under other names: how a big one is made in an hour.

The copies lie on days apart, so that no report of one could match one of another: rows side by side are what one
ledger would hold that was given all articles. Indexes are made when all rows are there.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import zlib
from contextlib import closing
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from legation.store.ledger import Ledger
from legation.store.packing import DICTIONARY

if TYPE_CHECKING:
    from collections.abc import Callable

#: Tables in the order of their references, each with the columns that are keys, and whose.
_KEYS: Final = {
    "runs": {},
    "articles": {"number": "articles"},
    "records": {"number": "records", "article": "articles"},
    "parties": {"record": "records"},
    "codings": {},
    "events": {"number": "events"},
    "event_parties": {"event": "events"},
    "event_reports": {"event": "events"},
    "dyads": {"event": "events"},
    "blocks": {},
    "matches": {},
}
#: What becomes of the other columns, by name; those not named stay. Columns `form` and `hash` are told apart by table.
_MOVED: Final = {
    "id": "words", "report": "words", "first": "words", "second": "words", "start": "words", "end": "words", "day": "words",
    "published": "words", "text": "words", "article": "words", "digest": "other",
}  # fmt: skip
#: A day, a report's id, an article's id, as they stand in columns, texts and forms.
_NAMES: Final = re.compile(r"\b(?:(\d{4}-\d\d-\d\d)|(r[0-9a-f]{14})[0-9a-f]|g(\d{7}))\b")


def multiply(source: Path, path: Path, times: int, days: int) -> None:
    """Write so many copies of a ledger into a new one, each so many days after the one before."""
    with Ledger(path):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
        ).fetchall()
        (trigger,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'article_words_in'").fetchone()
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-262144")
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        connection.execute("DROP TRIGGER article_words_in")
        connection.execute("ATTACH ? AS source", (str(source),))
        connection.execute("INSERT OR REPLACE INTO about SELECT key, value FROM source.about WHERE key <> 'schema'")
        for number in range(times):
            _copy(connection, number, _mover(number, days))
        connection.execute("DETACH source")
        for _, statement in indexes:
            connection.execute(statement)
        connection.execute(trigger)
        connection.execute("INSERT INTO article_words (article_words) VALUES ('rebuild')")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _copy(connection: sqlite3.Connection, number: int, words: Callable[[str], str]) -> None:
    def packed(content: bytes) -> bytes:
        unpacker = zlib.decompressobj(zdict=DICTIONARY)
        text = words((unpacker.decompress(content) + unpacker.flush()).decode("utf-8"))
        packer = zlib.compressobj(6, zdict=DICTIONARY)
        return packer.compress(text.encode("utf-8")) + packer.flush()

    def head(form: str, text: str) -> str:
        found = json.loads(words(form))
        found["document"]["hash"] = text_hash(text)
        return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def text_hash(text: str) -> str:
        return hashlib.sha256(words(text).encode()).hexdigest()

    def other(digest: str) -> str:
        return hashlib.sha256(f"{number} {digest}".encode()).hexdigest()

    for name, function, arity in (
        ("words", lambda text: words(text) if text is not None else None, 1), ("packed", packed, 1), ("head", head, 2),
        ("text_hash", text_hash, 1), ("other", other, 1),
    ):  # fmt: skip
        connection.create_function(name, arity, function, deterministic=True)
    connection.execute("BEGIN")
    behind = {
        table: int(connection.execute(f"SELECT coalesce(max(number), 0) FROM main.{table}").fetchone()[0])  # noqa: S608 - a name of ours
        for table in ("articles", "records", "events")
    }
    for table, keys in _KEYS.items():
        columns = [str(row[1]) for row in connection.execute(f"PRAGMA main.table_info({table})")]
        values = ", ".join(_value(table, name, behind[keys[name]] if name in keys else None) for name in columns)
        names = ", ".join(f'"{name}"' for name in columns)
        connection.execute(f"INSERT OR IGNORE INTO main.{table} ({names}) SELECT {values} FROM source.{table}")  # noqa: S608 - names of ours
    connection.execute("COMMIT")


def _value(table: str, column: str, behind: int | None) -> str:
    if behind is not None:
        return f'"{column}" + {behind}'
    if table == "runs":
        return f'"{column}"'
    if column == "form":
        return "head(form, text)" if table == "articles" else "packed(form)"
    if column == "hash":
        return "text_hash(text)"
    return f'{_MOVED[column]}("{column}")' if column in _MOVED else f'"{column}"'


def _mover(number: int, days: int) -> Callable[[str], str]:
    """Return what moves days and names the ids anew; the order of the ids stays, and with it which is an event's own."""
    digit = f"{number:x}"
    if len(digit) > 1:
        raise ValueError("more copies than a digit tells apart")

    @lru_cache(maxsize=1 << 15)
    def moved(day: str) -> str:
        try:
            return (date.fromisoformat(day) + timedelta(days=number * days)).isoformat()
        except ValueError:
            return day

    def renamed(found: re.Match[str]) -> str:
        if found[1]:
            return moved(found[1])
        return found[2] + digit if found[2] else f"g{digit}{found[3][1:]}"

    return lambda text: _NAMES.sub(renamed, text)
