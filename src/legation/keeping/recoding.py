"""Coding again what a change can touch: another run's articles, those left out that it cannot have changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from legation.acquire import Page
from legation.clean import make_document
from legation.keeping.changes import Change, Changes, Holders
from legation.keeping.running import contents_of, run_of
from legation.store import contents, stored
from legation.store.runs import run_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from legation.records import Article, Document
    from legation.store.ledger import Ledger, Run
    from legation.store.query import Query
    from legation.store.stored import Stored


class Codes(Protocol):
    """What codes documents: a pipeline, or what stands before one."""

    @property
    def version(self) -> str:
        """The names and versions of its parts."""

    def code_many(self, documents: Iterable[Document]) -> Iterator[Article]:
        """Code documents in the order given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoded:
    """What came of coding again."""

    articles: int
    changed: int
    run: str
    #: Articles of other runs that were left as they are: coded again they would be the same.
    skipped: int = 0
    #: For each run that articles stood by: its id, how many were coded again and left, and what changed since.
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What was done with the articles of one run."""

    run: str
    coded: int
    skipped: int
    change: str


def code_again(
    ledger: Ledger,
    pipeline: Codes,
    query: Query | None,
    *,
    every: bool,
    ontology: Path | None,
    step: Callable[[], None],
    begin: Callable[[int], None] = lambda _: None,
) -> Recoded:
    """Code again the articles that a query chooses; events are left to be made. `begin` is told how many there are."""
    run = run_of(pipeline, ontology=ontology)
    standing = stored.chosen(ledger, None if every else run.id, query)
    numbers, why = (list(standing), ()) if every else _touched(ledger, run, standing, ontology)
    begin(len(numbers))
    articles = changed = 0
    for article in pipeline.code_many(stored_document(one) for one in stored.read(ledger, numbers)):
        # Pairs that were asked for with the article are answers of the old run; nobody asks now.
        changed += ledger.write(article, run)
        articles += 1
        step()
    return Recoded(articles=articles, changed=changed, run=run.id, skipped=len(standing) - len(numbers), why=why)


def _touched(
    ledger: Ledger, run: Run, standing: Mapping[int, Run], ontology: Path | None
) -> tuple[list[int], tuple[Why, ...]]:
    """Return the articles that what changed since their runs can touch, and what that is."""
    runs = {one.id: one for one in standing.values()}
    if not runs:
        return [], ()
    with ledger.writing() as connection:
        # Noted though it may code nothing, so that `diff` knows it; one noted before may have left no contents.
        run_number(connection, run)
        contents.keep(connection, {"lexicon": run.lexicon, "knowledge": run.knowledge}, contents_of(ontology))
    with ledger.reading() as connection:
        changes = Changes(connection, run, lambda: contents_of(ontology))
        changed = {identity: changes.since(one) for identity, one in runs.items()}
        if not ledger.full_text:
            reason = Change(any_text="this Python's SQLite cannot search words")
            changed = {identity: change if change.any_text else reason for identity, change in changed.items()}
        touched = {identity: frozenset(standing) for identity, change in changed.items() if change.any_text}
        if len(touched) < len(runs):
            holders = Holders(connection, frozenset(standing))
            touched |= {key: holders.touched(change) for key, change in changed.items() if key not in touched}
    numbers = [number for number, one in standing.items() if number in touched[one.id]]
    every, coded = Counter(one.id for one in standing.values()), Counter(standing[number].id for number in numbers)
    why = [
        Why(run=key, coded=coded[key], skipped=every[key] - coded[key], change=str(changed[key]))
        for key in sorted(runs)
    ]
    return numbers, tuple(why)


def stored_document(one: Stored) -> Document:
    """Return the document of a stored article as it came in: what was found in its text is left to be found again.

    Two things cannot be found again in the text alone, and are taken as they were: the headline that a page names, and
    the lines that were set aside because other pages of the outlet had them, too.
    """
    # What the caller, a feed, a mail or the page's own head told stands nowhere in the text that is kept.
    told = one.published is not None and one.date_basis in {"given", "feed", "mail", "metadata", "url", "page"}
    page = Page(
        text=one.text, source=one.source or "<ledger>", id=one.id, title=one.title,
        published=_as_given(one) if told else None, published_basis=one.date_basis,
    )  # fmt: skip
    document = make_document(page)
    found = Counter(line.span.of(one.text) for line in document.furniture)
    # What is set aside today by the page alone needs no other pages; what was more than that was because of them.
    repeated = {line for line, times in Counter(one.aside).items() if times > found[line]}
    return make_document(page, repeated=repeated) if repeated else document


def _as_given(one: Stored) -> str:
    """Return the date with the precision that it was given with."""
    assert one.published is not None  # noqa: S101 - asked before
    return one.published[: {"year": 4, "month": 7}.get(one.precision or "day", 10)]
