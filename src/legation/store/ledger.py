"""The ledger: coded articles kept in one SQLite file, each written in one transaction or not at all.

An article is known by its id; writing it again replaces it where its text or the coder changed, and writes nothing
where neither did. The file runs in WAL mode, so that readers go on while one writer writes. SQLAlchemy Core stands
between, so that another database can follow.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sa
from sqlalchemy import event

from legation.errors import LedgerError, NotFoundError
from legation.store.form import article_form

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from legation.records import Article

#: Version of the tables; a newer file than the program is refused, an older one is migrated.
SCHEMA_VERSION = 1
#: Seconds that a writer waits for another one.
_PATIENCE = 30.0

_metadata = sa.MetaData()
_about = sa.Table(
    "about",
    _metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)
_articles = sa.Table(
    "articles",
    _metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("hash", sa.String, nullable=False, index=True),
    sa.Column("coder", sa.String, nullable=False),
    sa.Column("title", sa.String),
    sa.Column("published", sa.String, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("form", sa.Text, nullable=False),
)
_records = sa.Table(
    "records",
    _metadata,
    sa.Column("id", sa.String, nullable=False, index=True),
    sa.Column("article", sa.String, sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("type", sa.String),
    sa.Column("status", sa.String),
    sa.Column("start", sa.String, index=True),
    sa.Column("form", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("article", "id"),
)
#: Kinds of record in an article's form, by the name of their list.
KINDS = {
    "reports": "report", "statements": "statement", "tenures": "tenure", "relations": "relation",
    "indicators": "indicator",
}  # fmt: skip


class Ledger:
    """An open ledger; use it as a context manager."""

    def __init__(self, path: Path | str) -> None:
        """Open the file, creating it where there is none. Raises LedgerError."""
        self.path = Path(path)
        if self.path.is_dir():
            problem = "this is a folder"
            raise LedgerError(problem, place=str(path), remedy="name a file")
        if not self.path.parent.is_dir():
            problem = "its folder does not exist"
            raise LedgerError(problem, place=str(path), remedy=f"create {self.path.parent}")
        self._engine = sa.create_engine(f"sqlite:///{self.path}", connect_args={"timeout": _PATIENCE})
        event.listen(self._engine, "connect", _prepare)
        try:
            self._open()
        except sa.exc.DatabaseError as error:
            self._engine.dispose()
            raise _problem(error, self.path) from error

    def _open(self) -> None:
        with self._engine.begin() as connection:
            _metadata.create_all(connection)
            found = connection.execute(sa.select(_about.c.value).where(_about.c.key == "schema")).scalar()
            if found is None:
                connection.execute(_about.insert().values(key="schema", value=str(SCHEMA_VERSION)))
            elif int(found) > SCHEMA_VERSION:
                problem = f"written by a newer Legation (schema {found}, this one knows {SCHEMA_VERSION})"
                raise LedgerError(problem, place=str(self.path), remedy="upgrade legation")

    def __enter__(self) -> Self:
        """Return the ledger itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def write(self, article: Article) -> bool:
        """Keep a coded article in one transaction; tell whether anything changed. Raises LedgerError."""
        form = article_form(article)
        try:
            with self._engine.begin() as connection:
                same = sa.select(_articles.c.form).where(
                    _articles.c.id == article.id, _articles.c.hash == article.document.hash
                )
                text = json.dumps(form, ensure_ascii=False, sort_keys=True)
                if connection.execute(same).scalar() == text:
                    return False
                connection.execute(_records.delete().where(_records.c.article == article.id))
                connection.execute(_articles.delete().where(_articles.c.id == article.id))
                connection.execute(_articles.insert().values(_article_row(article, text)))
                rows = list(_record_rows(article.id, form))
                if rows:
                    connection.execute(_records.insert(), rows)
        except sa.exc.DatabaseError as error:
            raise _problem(error, self.path) from error
        return True

    def count(self) -> dict[str, int]:
        """Return how many articles and records of each kind are kept."""
        with self._engine.connect() as connection:
            kinds = sa.select(_records.c.kind, sa.func.count()).group_by(_records.c.kind)
            articles = connection.execute(sa.select(sa.func.count()).select_from(_articles)).scalar_one()
            return {"article": articles, **{str(kind): int(n) for kind, n in connection.execute(kinds)}}

    def find(self, identity: str) -> tuple[dict[str, Any], dict[str, Any], str]:
        """Return a record, its article's form and the article's text. Raises NotFoundError."""
        query = (
            sa.select(_records.c.form, _articles.c.form, _articles.c.text)
            .join(_articles, _articles.c.id == _records.c.article)
            .where(_records.c.id == identity)
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            problem = f"no record {identity!r}"
            raise NotFoundError(problem, place=str(self.path), remedy="ids are in the output of `legation code`")
        return json.loads(row[0]), json.loads(row[1]), str(row[2])

    def articles(self) -> Iterator[dict[str, Any]]:
        """Yield the forms of all articles, by id."""
        with self._engine.connect() as connection:
            for (form,) in connection.execute(sa.select(_articles.c.form).order_by(_articles.c.id)):
                yield json.loads(form)


def _prepare(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _problem(error: sa.exc.DatabaseError, path: Path) -> LedgerError:
    """Say what is wrong with the file, in words for people."""
    reason = str(error.orig) if error.orig is not None else str(error)
    remedies = {
        "file is not a database": "name a ledger, or another file to create one",
        "database or disk is full": "free some space; nothing was half written",
        "attempt to write a readonly database": "the file or its folder is read-only",
        "unable to open database file": "check that the folder can be written",
        "database is locked": "another program is writing; try again",
    }
    return LedgerError(reason, place=str(path), remedy=remedies.get(reason))


def _article_row(article: Article, text: str) -> dict[str, Any]:
    document = article.document
    return {
        "id": article.id, "hash": document.hash, "coder": article.coder, "title": document.title,
        "published": document.published.start.isoformat() if document.published else None,
        "text": document.text, "form": text,
    }  # fmt: skip


def _record_rows(article: str, form: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name, kind in KINDS.items():
        for record in form[name]:
            when = record.get("when")
            yield {
                "id": record["id"], "article": article, "kind": kind, "type": record.get("type"),
                "status": record.get("status"), "start": when["start"] if when else None,
                "form": json.dumps(record, ensure_ascii=False, sort_keys=True),
            }  # fmt: skip
