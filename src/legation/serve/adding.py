"""Pages into a ledger: cleaned, dated, grouped with their copies, coded; a batch is one transaction.

A batch holds its articles, where they came from, the stories they belong to and what was wrong with others, all or
nothing; adding the same source again writes nothing new, so that whatever was interrupted is simply run again.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from legation import __version__
from legation.acquire import Page, Problem
from legation.clean.copies import (
    Sketch,
    agency_of,
    are_copies,
    one_story,
    own_words,
    pack,
    sampled,
    sketch,
    told_words,
    unpack,
)
from legation.clean.documents import Cleaned, clean_page, lines_of_document
from legation.clean.guarded import extract
from legation.clean.repetition import Lines, site_of
from legation.errors import DateError, LegationError
from legation.records import Article
from legation.store import intake, writing
from legation.store.form import article_form
from legation.store.ledger import Run

if TYPE_CHECKING:
    import sqlalchemy as sa

    from legation.pipeline import Pipeline
    from legation.store.ledger import Ledger

#: Pages that are read and written together.
_TOGETHER = 64
#: Seconds for which pages that come slowly are gathered, so that what is kept and told is never far behind.
_WAITED = 5.0
#: The run of articles that are kept and not coded yet; `legation recode` codes what stands by another run than its own.
UNCODED = Run(coder=f"legation {__version__}; kept, not coded")


@dataclass(slots=True)
class Tally:
    """What came of a source."""

    new: int = 0
    known: int = 0
    changed: int = 0
    #: New articles that are copies of one that was kept.
    copies: int = 0
    problems: int = 0
    #: In a language that the reader cannot read: kept, not coded.
    foreign: int = 0
    undated: int = 0
    #: All that was looked at, problems among them.
    pages: int = 0
    notes: Counter[str] = field(default_factory=Counter)

    def words(self) -> str:
        """Say it in one line."""
        parts = [
            (self.new, "new"), (self.changed, "changed"), (self.known, "known"), (self.copies, "of the new are copies"),
            (self.foreign, "not in English (kept, not coded)"), (self.undated, "without a date"), (self.problems, "problem" if self.problems == 1 else "problems"),
        ]  # fmt: skip
        return ", ".join(f"{number:,} {name}" for number, name in parts if number) or "nothing"


def group(connection: sa.Connection, article: str, runs: Sketch) -> tuple[int, bool]:
    """Enter an article among its copies; return its story, and whether there were others of it.

    A text is found by its runs that none of its copies has already, so that a hundred copies cost little more than one.
    """
    standing = intake.standing_copy(connection, article)
    packed = pack(runs)
    if standing is not None:
        if standing[2] == packed:
            return standing[1], False
        intake.leave(connection, standing[0], sampled(unpack(standing[2])).tolist())
    wanted = sampled(runs).tolist()
    copies: dict[int, list[Sketch]] = {}
    for _, story, other in intake.candidates(connection, wanted):
        found = unpack(other)
        if are_copies(runs, found):
            copies.setdefault(story, []).append(found)
    members = {story: [unpack(member) for member in intake.sketches(connection, story)] for story in copies}
    stories = one_story(runs, copies, members)
    covered = {run for story in stories for found in copies[story] for run in sampled(found).tolist()}
    left = [run for run in wanted if run not in covered]
    return intake.enter(connection, article, packed, left, sorted(stories)), bool(stories)


class Adder:
    """Adds pages to a ledger, or only counts them where there is none (a dry run)."""

    def __init__(
        self,
        ledger: Ledger | None,
        pipeline: Pipeline | None,
        run: Run | None = None,
        *,
        say: Callable[[LegationError], None] = lambda _: None,
        step: Callable[[int, str], None] = lambda _number, _told: None,
    ) -> None:
        """Code with `pipeline` under `run`, or keep uncoded without one.

        `say` hears of problems; `step` how many more pages are done, with what came of all so far, in words.
        """
        self.ledger = ledger
        self.pipeline = pipeline
        self.run = run or UNCODED
        self._say = say
        self._step = step
        self._lines = Lines()
        if ledger is not None:
            intake.prepare(ledger)

    def add(self, items: Iterable[Page | Problem], tally: Tally | None = None) -> Tally:
        """Add all pages; problems are noted and the rest goes on."""
        tally = tally if tally is not None else Tally()
        for batch in _batches(items):
            self._batch(batch, tally)
        return tally

    def _batch(self, batch: list[Page | Problem], tally: Tally) -> None:
        tally.pages += len(batch)
        troubles: list[LegationError] = []
        cleaned: list[tuple[Page, Cleaned]] = []
        for page, found, told in self._cleaned(batch):
            troubles += told
            if page is not None and found is not None:
                cleaned.append((page, found))
        cleaned = self._without_repeated(cleaned)
        for trouble in troubles:
            tally.problems += 1
            self._say(trouble)
        for page, found in cleaned:
            # What one page alone says, in brackets, is kept with it; here alike notes are counted.
            notes = (*page.notes, *_of_dates(found, page))
            tally.notes.update(note.partition(" (it says ")[0] for note in notes if not note.startswith("fetched"))
            tally.foreign += found.document.language != "en"
        if self.ledger is None:
            tally.new += len(cleaned)
            tally.undated += sum(found.document.published is None for _, found in cleaned)
        else:
            self._write(cleaned, troubles, tally)
        self._step(len(batch), tally.words())

    @staticmethod
    def _cleaned(batch: list[Page | Problem]) -> list[_Found]:
        """Clean all pages, in their order; those of HTML as many at once as there are workers that read them."""
        if sum(isinstance(item, Page) and item.form == "html" for item in batch) < 2:
            return [_clean(item) for item in batch]
        with ThreadPoolExecutor(extract.most) as threads:
            return list(threads.map(_clean, batch))

    def _without_repeated(self, cleaned: list[tuple[Page, Cleaned]]) -> list[tuple[Page, Cleaned]]:
        """Clean those pages again, of whose lines some stand on other pages of their outlet, now or before."""
        rows = [
            (page, found, site_of(page.source, url=page.url, outlet=page.outlet), lines_of_document(found.document))
            for page, found in cleaned
        ]
        for _, found, site, lines in rows:
            self._lines.note(site, found.document.hash, [line for line, _ in lines])
        result: list[tuple[Page, Cleaned]] = []
        for page, found, site, lines in rows:
            repeated = self._lines.repeated(site, found.document.hash, [line for line, own in lines if own])
            again = _clean(page, repeated)[1] if repeated else None
            result.append((page, again or found))
        return result

    def _write(self, cleaned: list[tuple[Page, Cleaned]], troubles: list[LegationError], tally: Tally) -> None:
        assert self.ledger is not None  # noqa: S101 - asked before
        with self.ledger.reading() as connection:
            standing = intake.known(connection, [found.document.id for _, found in cleaned])
        fresh = [
            found
            for _, found in cleaned
            if standing.get(found.document.id, ("", ""))[0] != found.document.hash
            # What was coded is left to `recode`; what was only kept is coded when it comes again.
            or (self.pipeline is not None and standing[found.document.id][1] == UNCODED.id)
        ]
        articles = self._coded(fresh)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self.ledger.writing() as connection:
            for article in articles:
                before = standing.get(article.id)
                writing.put(connection, article_form(article), article.document.text, self.run)
                _, copied = group(connection, article.id, sketch(told_words(article.document)))
                tally.new += before is None
                tally.copies += copied and before is None
                tally.changed += before is not None
                # Coding may have dated it by its dateline or its facts.
                tally.undated += article.document.published is None
                standing[article.id] = (article.document.hash, self.run.id)
            tally.known += len(cleaned) - len(fresh)
            intake.receive(connection, (_received(page, found) for page, found in cleaned))
            intake.settled(connection, [page.source for page, _ in cleaned])
            rows = [(error.place or "?", error.problem, error.remedy) for error in troubles]
            intake.trouble(connection, rows, now)

    def _coded(self, fresh: list[Cleaned]) -> list[Article]:
        # Equal ids within one batch are one article; the last one stands.
        documents = list({found.document.id: found.document for found in fresh}.values())
        if self.pipeline is not None:
            return list(self.pipeline.code_many(documents))
        return [
            Article(
                id=document.id, document=document, reports=(), statements=(), tenures=(), relations=(), indicators=(),
                coder=self.run.coder,
            )
            for document in documents
        ]  # fmt: skip


#: A page with what was made of it, or neither, and what was wrong.
_Found = tuple[Page | None, Cleaned | None, list[LegationError]]


def _clean(item: Page | Problem, repeated: Collection[str] = ()) -> _Found:
    """Clean a page; a date that is none costs the date and not the article."""
    if isinstance(item, Problem):
        return None, None, [item.error]
    # What does not come from a file comes now.
    item = item if item.came is not None else replace(item, came=datetime.now(UTC).date())
    try:
        return item, clean_page(item, repeated=repeated), []
    except DateError as error:
        undated, troubles = replace(item, published=None), [error]
    except LegationError as error:
        return item, None, [error]
    try:
        return item, clean_page(undated, repeated=repeated), list(troubles)
    except LegationError as error:
        return item, None, [*troubles, error]


#: Where a date stands that is not believed.
_TOLD_BY = {
    "feed": "in its feed",
    "mail": "in its head",
    "metadata": "in its head",
    "url": "in its address",
    "page": "in its words",
}


def _of_dates(found: Cleaned, page: Page) -> list[str]:
    """Say which dates of a page are left aside since they are later than the page itself."""
    return [
        f"a date {_TOLD_BY.get(row.basis, row.basis)} that is later than the page itself is left aside "
        f"(it says {row.when.start.isoformat()}; the page came on {page.came})"
        for row in found.later
    ]


def _batches(items: Iterable[Page | Problem]) -> Iterator[list[Page | Problem]]:
    """Yield what is read and written together: so many pages, or as many as came within some seconds."""
    batch: list[Page | Problem] = []
    begun = time.monotonic()
    for item in items:
        batch.append(item)
        if len(batch) == _TOGETHER or time.monotonic() - begun > _WAITED:
            yield batch
            batch = []
            begun = time.monotonic()
    if batch:
        yield batch


def _received(page: Page, found: Cleaned) -> intake.Received:
    document, said = found.document, found.extracted
    kept: dict[str, list[str]] = {}
    for line in document.furniture:
        # A credit, a byline and a disclaimer are information too.
        if line.kind in {"credit", "byline", "disclaimer", "caption", "dateline"}:
            kept.setdefault(line.kind, []).append(line.span.of(document.text))
    about: dict[str, Any] = {
        "notes": [*page.notes, *_of_dates(found, page)],
        "dates": [[row.basis, row.when.start.isoformat(), row.when.end.isoformat()] for row in found.dates],
        **kept,
    }
    agency = agency_of(own_words(document))
    if agency is not None:
        about["agency"] = agency
    if said is not None and said.language is not None:
        about["language"] = said.language
    return intake.Received(
        article=document.id,
        source=page.source,
        url=page.url or (said.url if said is not None else None),
        outlet=page.outlet or (said.outlet if said is not None else None),
        authors=page.authors or (said.authors if said is not None else ()),
        published=document.published.start.isoformat() if document.published else None,
        received=page.received,
        about=about,
    )
