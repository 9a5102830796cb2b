"""Two runs over the same articles: which reports were gained, lost and changed, with their sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import sqlalchemy as sa

from legation.errors import NotFoundError
from legation.store import tables
from legation.store.cursors import cursor_of, read_cursor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legation.store.ledger import Ledger

Json = dict[str, Any]
#: What of a report counts as a change, in the order in which it is told.
_TOLD: Final = ("type", "mode", "status", "voice", "actors", "recipients", "when", "where", "toll")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One report that two runs see differently."""

    kind: Literal["gained", "lost", "changed"]
    article: str
    id: str
    sentence: str
    #: What each run says of it; None where it has no such report.
    before: Json | None
    after: Json | None

    @property
    def at(self) -> int:
        """Where the report's first trigger begins in the text."""
        return _at(self.after or self.before or {})

    @property
    def cursor(self) -> str:
        """The words to ask for what follows with."""
        return cursor_of(self.article, str(self.at), self.id)

    @property
    def what(self) -> tuple[str, ...]:
        """What changed: names of fields."""
        if self.before is None or self.after is None:
            return ()
        return tuple(name for name in _TOLD if _plain(self.before[name]) != _plain(self.after[name]))


def _plain(value: Any) -> Any:
    """Leave out what says how something was found: only what is claimed counts."""
    if isinstance(value, dict):
        return {
            key: _plain(one)
            for key, one in value.items()
            if key not in {"evidence", "reasons", "basis", "span", "known"}
        }
    return [_plain(one) for one in value] if isinstance(value, list) else value


def differences(ledger: Ledger, before: str, after: str, *, behind: str | None = None) -> Iterator[Difference]:
    """Yield how two runs differ on the articles that both have coded, by article, then by place in its text.

    `behind` is the `cursor` of the last one that was seen. Raises NotFoundError; InputError for a cursor that is none.
    """
    seen = read_cursor(behind, 3) if behind is not None else ["", "", ""]
    place = (seen[0], int(seen[1]) if seen[1].isascii() and seen[1].isdigit() else -1, seen[2])
    with ledger.reading() as connection:
        one, other = _number(connection, ledger, before), _number(connection, ledger, after)
        codings, articles = tables.codings, tables.articles
        first, second = codings.alias(), codings.alias()
        both = (
            sa.select(
                articles.c.id, articles.c.number, articles.c.digest, articles.c.text, first.c.digest, second.c.digest
            )
            .join(first, sa.and_(first.c.article == articles.c.id, first.c.run == one))
            .join(second, sa.and_(second.c.article == articles.c.id, second.c.run == other))
            .where(first.c.digest != second.c.digest, articles.c.id >= place[0])
            .order_by(articles.c.id)
        )
        # As they are needed: a page wants the first few of what may be all articles, with their texts.
        for article, number, standing, text, old, new in connection.execution_options(stream_results=True).execute(
            both
        ):
            mine = _reports(connection, article, number if old == standing else None, old)
            theirs = _reports(connection, article, number if new == standing else None, new)
            for found in _of_article(article, text, mine, theirs):
                if (article, found.at, found.id) > place:
                    yield found


def _number(connection: sa.Connection, ledger: Ledger, run: str) -> int:
    found = connection.execute(sa.select(tables.runs.c.number).where(tables.runs.c.id == run)).scalar()
    if found is None:
        raise NotFoundError(f"no run {run!r}", place=str(ledger.path), remedy="`legation runs` lists them")
    return int(found)


def _reports(connection: sa.Connection, article: str, number: int | None, digest: str) -> dict[str, Json]:
    records, former = tables.records.c, tables.former_records.c
    if number is not None:
        query = sa.select(records.id, records.form).where(records.article == number, records.kind == "report")
    else:
        query = sa.select(former.id, former.form).where(
            former.article == article, former.digest == digest, former.kind == "report"
        )
    return {str(identity): form for identity, form in connection.execute(query)}


def _of_article(article: str, text: str, before: dict[str, Json], after: dict[str, Json]) -> Iterator[Difference]:
    both = {**before, **after}
    for identity in sorted(both, key=lambda key: (_at(both[key]), key)):
        old, new = before.get(identity), after.get(identity)
        start, end = (new or old or {})["mentions"][0]["sentence"]
        kind: Literal["gained", "lost", "changed"] = "gained" if old is None else "lost" if new is None else "changed"
        found = Difference(
            kind=kind, article=article, id=identity, sentence=" ".join(text[start:end].split()), before=old, after=new
        )
        if kind != "changed" or found.what:
            yield found


def _at(form: Json) -> int:
    return int(form["mentions"][0]["trigger"][0])
