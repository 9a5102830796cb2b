"""A run: all that decides what a text is coded as, so that equal runs code equally."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from legation.store import contents, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Versions and options of a coder; hashes are empty where they are not known."""

    coder: str
    model: str = ""
    lexicon: str = ""
    knowledge: str = ""
    options: str = ""
    #: What lexicon and knowledge base say, by kind; asked for when the run is noted first, and kept for later comparing.
    contents: Callable[[], Mapping[str, bytes]] | None = field(default=None, compare=False, repr=False)

    @property
    def id(self) -> str:
        """`u` and 15 hexadecimal digits; the same versions and options give the same id everywhere."""
        parts = f"{self.coder}\n{self.model}\n{self.lexicon}\n{self.knowledge}\n{self.options}"
        return "u" + hashlib.sha256(parts.encode()).hexdigest()[:15]


def run_number(connection: sa.Connection, run: Run) -> int:
    """Return the run's key, noting the run where it is new."""
    found = connection.execute(sa.select(tables.runs.c.number).where(tables.runs.c.id == run.id)).scalar()
    if found is not None:
        return int(found)
    key = connection.execute(
        tables.runs.insert().values(
            id=run.id, coder=run.coder, model=run.model, lexicon=run.lexicon, knowledge=run.knowledge,
            options=run.options,
        )
    ).inserted_primary_key  # fmt: skip
    assert key is not None  # noqa: S101 - an insert of one row has a key
    if run.contents is not None:
        contents.keep(connection, {"lexicon": run.lexicon, "knowledge": run.knowledge}, run.contents())
    return int(key[0])


def runs_of(connection: sa.Connection) -> tuple[tuple[Run, int], ...]:
    """Return all runs in the order of their first article, each with the articles that stand by it now."""
    standing = sa.select(tables.articles.c.run, sa.func.count().label("n")).group_by(tables.articles.c.run).subquery()
    query = sa.select(tables.runs, sa.func.coalesce(standing.c.n, 0).label("n")).outerjoin(
        standing, standing.c.run == tables.runs.c.number
    )
    rows = connection.execute(query.order_by(tables.runs.c.number)).mappings()
    return tuple((_run(dict(row)), int(row["n"])) for row in rows)


def numbered_runs(connection: sa.Connection) -> dict[int, Run]:
    """Return all runs by their key."""
    rows = connection.execute(sa.select(tables.runs)).mappings()
    return {int(row["number"]): _run(dict(row)) for row in rows}


def _run(row: dict[str, object]) -> Run:
    coder, model, lexicon, knowledge, options = (
        str(row[name]) for name in ("coder", "model", "lexicon", "knowledge", "options")
    )
    return Run(coder=coder, model=model, lexicon=lexicon, knowledge=knowledge, options=options)
