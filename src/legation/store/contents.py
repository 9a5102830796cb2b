"""What the parts of a coder said when they coded: kept by the run's hashes, so that a later version can be compared.

A table of its own, made where it is missing; an older Legation passes over it. Here it is bytes; `legation.keeping`
reads them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Bytes of one content; more than any part of ours has.
_MOST: Final = 64_000_000
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS run_contents (kind TEXT NOT NULL, hash TEXT NOT NULL, content BLOB NOT NULL, "
    "PRIMARY KEY (kind, hash))"
)


def keep(connection: sa.Connection, hashes: Mapping[str, str], contents: Mapping[str, bytes]) -> None:
    """Keep contents by kind; what is there under a hash is the same already."""
    connection.exec_driver_sql(_TABLE)
    for kind, content in contents.items():
        if len(content) <= _MOST:
            connection.exec_driver_sql(
                "INSERT OR IGNORE INTO run_contents VALUES (?, ?, ?)", (kind, hashes[kind], content)
            )


def kept(connection: sa.Connection, kind: str, content_hash: str) -> bytes | None:
    """Return what was kept of a kind under a hash, None where nothing was."""
    if not sa.inspect(connection).has_table("run_contents"):
        return None
    query = "SELECT content FROM run_contents WHERE kind = ? AND hash = ?"
    found = connection.exec_driver_sql(query, (kind, content_hash)).scalar()
    return bytes(found) if found is not None else None


# --- words of all articles ---------------------------------------------------------------------------------------


def terms(connection: sa.Connection) -> list[str]:
    """Return all words that the full-text index holds, as it spells them."""
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.article_terms USING fts5vocab (main, article_words, row)"
    )
    return [str(row[0]) for row in connection.exec_driver_sql("SELECT term FROM temp.article_terms")]


def holding(connection: sa.Connection, term: str) -> frozenset[int]:
    """Return the numbers of the articles that hold a word of the index in title or text."""
    quoted = '"' + term.replace('"', '""') + '"'
    query = "SELECT rowid FROM article_words WHERE article_words MATCH ?"
    return frozenset(int(row[0]) for row in connection.exec_driver_sql(query, (quoted,)))
