"""The ledger: coded articles and the events made of them, in one SQLite file; an article is there whole or not at all.

An article is known by its id; writing it again replaces it where its text or the coder changed, and writes nothing
where neither did. The file runs in WAL mode, so that readers go on while one writer writes.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sa

from legation.errors import LedgerError, NotFoundError
from legation.store import tables, writing
from legation.store.connection import Engines, check_path, problem_of
from legation.store.form import article_form
from legation.store.found import Events
from legation.store.migrations import SCHEMA_VERSION, make_full_text, migrate, schema_of
from legation.store.query import Query
from legation.store.runs import Run, runs_of
from legation.store.tables import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from legation.records import Article


class Ledger:
    """An open ledger; use it as a context manager."""

    def __init__(self, path: Path | str, *, read_only: bool = False) -> None:
        """Open the file, creating and migrating it where needed; `read_only` does neither. Raises LedgerError."""
        self.path = Path(path)
        self.read_only = read_only
        #: Whether words can be searched; False where this SQLite lacks FTS5.
        self.full_text = False
        check_path(self.path, read_only=read_only)
        self._engines = Engines(self.path, read_only=read_only)
        self._engine = self._engines.reading
        try:
            self._open()
        except sa.exc.DBAPIError as error:
            self._engines.close()
            raise problem_of(error, self.path) from error
        except LedgerError:
            self._engines.close()
            raise

    def _open(self) -> None:
        if self.read_only:
            with self.reading() as connection:
                found = schema_of(connection)
                self.full_text = "article_words" in sa.inspect(connection).get_table_names()
            if found != SCHEMA_VERSION:
                problem = f"has schema {found}, this Legation reads {SCHEMA_VERSION}"
                raise LedgerError(problem, place=str(self.path), remedy="open it once for writing, or upgrade legation")
            return
        # A file that is as it should be is opened without waiting for whoever writes.
        with self.reading() as connection:
            found, names = schema_of(connection), set(sa.inspect(connection).get_table_names())
            self.full_text = "article_words" in names
        if found != SCHEMA_VERSION or "refill" in names or not self.full_text:
            with self.writing() as connection:
                migrate(connection, str(self.path))
                self.full_text = make_full_text(connection)
                self._refill(connection)

    def _refill(self, connection: sa.Connection) -> None:
        """Put the articles that a migration has set aside into the tables of today."""
        if "refill" not in sa.inspect(connection).get_table_names():
            return
        for text, form in connection.exec_driver_sql("SELECT text, form FROM refill ORDER BY id").fetchall():
            article = json.loads(form)
            writing.put(connection, article, text, Run(coder=article["document"]["coder"]))
        connection.exec_driver_sql("DROP TABLE refill")

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
        self._engines.close()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the file, whatever is written meanwhile. Raises LedgerError."""
        try:
            with self._engines.reading.connect() as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            raise problem_of(error, self.path) from error

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give the connection of the one writer, in one transaction; others wait. Raises LedgerError."""
        if self.read_only:
            raise LedgerError("was opened for reading only", place=str(self.path))
        try:
            with self._engines.writing.begin() as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            raise problem_of(error, self.path) from error

    def write(self, article: Article, run: Run | None = None) -> bool:
        """Keep a coded article in one transaction; tell whether anything changed. Raises LedgerError."""
        form = article_form(article)
        with self.writing() as connection:
            return writing.put(connection, form, article.document.text, run or Run(coder=article.coder))

    def write_forms(self, forms: Iterable[tuple[dict[str, Any], str]], run: Run) -> int:
        """Keep many (form, text) in one transaction, all or none; return how many changed anything."""
        with self.writing() as connection:
            return writing.put_many(connection, forms, run)

    def withdraw(self, article: str, reason: str) -> None:
        """Let an article and its reports count for nothing, and keep them. Raises NotFoundError."""
        with self.writing() as connection:
            articles = tables.articles
            number = connection.execute(sa.select(articles.c.number).where(articles.c.id == article)).scalar()
            if number is None:
                raise NotFoundError(f"no article {article!r}", place=str(self.path))
            connection.execute(articles.update().where(articles.c.number == number).values(withdrawn=reason))
            writing.mark_pending(connection, writing.report_ids(connection, number))

    def pending(self) -> int:
        """Return how many reports wait to be merged into events (`legation.keeping.settle` does it)."""
        with self.reading() as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(tables.pending)).scalar_one())

    def count(self) -> dict[str, int]:
        """Return how many articles and records of each kind are kept."""
        # Two questions, each answered from an index: together they would read every record.
        reports = sa.text("SELECT count(*) FROM records WHERE kind = 'report'")
        others = sa.text("SELECT kind, count(*) FROM records WHERE kind <> 'report' GROUP BY kind")
        with self.reading() as connection:
            articles = connection.execute(sa.select(sa.func.count()).select_from(tables.articles)).scalar_one()
            counts = {str(kind): int(n) for kind, n in connection.execute(others)}
            told = int(connection.execute(reports).scalar_one())
        if told:
            counts["report"] = told
        return {"article": articles, **dict(sorted(counts.items()))}

    def find(self, identity: str) -> tuple[dict[str, Any], dict[str, Any], str]:
        """Return a record, its article's form and the article's text. Raises NotFoundError."""
        records, articles = tables.records, tables.articles
        query = (
            sa.select(records.c.form, articles.c.number, articles.c.form, articles.c.text)
            .join(articles, articles.c.number == records.c.article)
            .where(records.c.id == identity)
            .order_by(articles.c.published, articles.c.id)
        )
        with self.reading() as connection:
            row = connection.execute(query).first()
            if row is None:
                problem = f"no record {identity!r}"
                raise NotFoundError(problem, place=str(self.path), remedy="ids are in the output of `legation code`")
            return row[0], writing.whole_form(connection, row[1], row[2]), str(row[3])

    def articles(self) -> Iterator[dict[str, Any]]:
        """Yield the forms of all articles, by id."""
        articles = tables.articles
        query = sa.select(articles.c.number, articles.c.form).order_by(articles.c.id)
        with self.reading() as connection:
            for number, head in connection.execute(query).fetchall():
                yield writing.whole_form(connection, number, head)

    def events(self, query: Query | None = None, **filters: str) -> Events:
        """Return the events that a query asks for, or that filters in words ask for: `events(dyad="RUS-CUB", since="2021")`."""
        return Events(self, query if query is not None else Query.of(filters))

    def runs(self) -> tuple[tuple[Run, int], ...]:
        """Return all runs, each with the number of articles that stand by it."""
        with self.reading() as connection:
            return runs_of(connection)


__all__ = ["KINDS", "SCHEMA_VERSION", "Ledger", "Run"]
