"""What all pages share: the ledger, the pipeline and the knowledge base, each opened once per process.

The model codes one text at a time: a second one waits for its turn, and where too many wait the answer is `BusyError`.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final, Self

from legation.acquire import Page
from legation.clean import read_date
from legation.clean.documents import clean_page
from legation.errors import DateError, InputError, LedgerError, LegationError, NotFoundError
from legation.keeping import run_of, settle
from legation.pipeline import default_pipeline
from legation.serve.adding import Adder
from legation.serve.web.borders import SHIPPED
from legation.serve.web.seats import Seats
from legation.store import browsing
from legation.store.browsing import Clock, Shelved
from legation.store.form import article_form

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from legation.pipeline import Pipeline
    from legation.records import Document
    from legation.resolve import KnowledgeBase
    from legation.serve.web.incoming import Fetching
    from legation.store.ledger import Ledger, Run

#: Characters of a text that a page or the API codes while its sender waits; corpora go through `legation code`.
TEXT_LIMIT: Final = 200_000
#: Texts that are coded without being kept stay to be looked at, so many of them.
_PREVIEWS: Final = 32
#: Texts that may wait for the model.
_WAITING: Final = 8


class BusyError(LegationError):
    """Too many texts wait for the model."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A text coded on demand: its article's id, whether it is in the ledger now, and whether that changed anything."""

    id: str
    kept: bool
    changed: bool


class Countries:
    """Names and codes of states (`store.export.Countries`)."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        """Take the knowledge base."""
        self._knowledge = knowledge

    def name(self, code: str) -> str:
        """Return the English name, or the code where there is none."""
        entry = self._knowledge.entity(code) if code else None
        return entry.name if entry is not None else code

    def code(self, code: str, scheme: str) -> str:
        """Return the code in another scheme, or nothing."""
        return self._knowledge.codes(code).get(scheme, "") if len(code) == 3 and code.isalpha() else ""


class Desk:
    """The application's one ledger and coder."""

    def __init__(
        self,
        ledger: Ledger,
        *,
        name: str,
        sample: bool = False,
        borders: Path = SHIPPED,
        fetching: Fetching | None = None,
    ) -> None:
        """Take an open ledger; `name` is what pages call it, `sample` tells that it holds the bundled dispatches.

        `borders` is the file of the map's borders, `fetching` asks for addresses (None: the network is off).
        """
        self.ledger = ledger
        self.name = name
        self.sample = sample
        self.borders = borders
        self.fetching = fetching
        self.clock = Clock(ledger)
        #: Whoever holds it has the model.
        self.turn = threading.Lock()
        self._places = threading.BoundedSemaphore(_WAITING)
        self._runs: tuple[int, tuple[tuple[Run, int], ...]] | None = None
        self._previews: OrderedDict[str, tuple[Shelved, Page]] = OrderedDict()

    def __enter__(self) -> Self:
        """Return the desk itself."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close what the desk itself has opened; the ledger is its owner's."""
        self.clock.close()

    @property
    def can_write(self) -> bool:
        """Whether articles can be kept."""
        return not self.ledger.read_only

    @cached_property
    def pipeline(self) -> Pipeline:
        """The shipped stages; loading them takes half a second."""
        return default_pipeline()

    @property
    def knowledge(self) -> KnowledgeBase:
        """The pipeline's own knowledge base, so that it is in memory once."""
        return self.pipeline.knowledge

    @cached_property
    def run(self) -> Run:
        """The run that texts coded here belong to."""
        return run_of(self.pipeline)

    def warm(self) -> None:
        """Load what the first question would have to wait for."""
        _ = self.run

    def runs(self) -> tuple[tuple[Run, int], ...]:
        """Return all runs with the articles that stand by each: counted once, until the ledger changes."""
        # The state is asked for before they are counted: what is written meanwhile makes them old, never new.
        state = self.clock.now()
        if self._runs is None or self._runs[0] != state:
            self._runs = (state, self.ledger.runs())
        return self._runs[1]

    # --- coding ----------------------------------------------------------------------------------------------------

    def code(
        self, text: str, *, title: str | None = None, published: str | None = None, source: str | None = None,
        identity: str | None = None, keep: bool = True,
    ) -> Coded:  # fmt: skip
        """Code a text, and keep it where asked. Raises InputError, BusyError, LedgerError."""
        if published:
            read_date(published)
        page = Page(text=text, source=source or "<web>", id=identity, published=published or None, title=title or None)
        return self.code_page(page, keep=keep)

    def code_page(self, page: Page, *, keep: bool = True) -> Coded:
        """Code a page of whatever form, and keep it where asked, with where it came from. Raises as `code` does."""
        if not page.text.strip():
            raise InputError("there is no text", remedy="paste an article, or choose a file")
        if page.form == "text":
            _check_length(page.text)
        try:
            page.text.encode()
        except UnicodeEncodeError:
            raise InputError("the text holds half a character (a lone surrogate)", remedy="send it as UTF-8") from None
        if keep and not self.can_write:
            raise LedgerError(
                "was opened for reading only", place=self.name, remedy="look at the text without keeping it"
            )
        page, document = _cleaned(page)
        _check_length(document.text)
        if keep:
            return self._keep(page, document)
        with self._in_turn():
            article = self.pipeline.code(document)
        shelved = Shelved(form=article_form(article), text=document.text, run=self.run, withdrawn=None)
        self._previews[article.id] = (shelved, page)
        while len(self._previews) > _PREVIEWS:
            self._previews.popitem(last=False)
        return Coded(article.id, kept=False, changed=False)

    def _keep(self, page: Page, document: Document) -> Coded:
        """Add a page as `legation add` does; one that is known is coded again, since its date or title may be another."""
        with self._in_turn():
            tally = Adder(self.ledger, self.pipeline, self.run).add([page])
            changed = bool(tally.new or tally.changed)
            if tally.known:
                changed = self.ledger.write(self.pipeline.code(document), self.run)
            settle(self.ledger)
        self._previews.pop(document.id, None)
        return Coded(document.id, kept=True, changed=changed)

    def keep(self, identity: str) -> None:
        """Keep an article that was only looked at. Raises NotFoundError where it is no longer there."""
        if identity not in self._previews:
            raise NotFoundError(f"no article {identity!r} waits to be kept", remedy="paste it again")
        self.code_page(self._previews[identity][1])

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Wait in a short queue until the model is free."""
        if not self._places.acquire(blocking=False):
            raise BusyError("too many texts wait to be coded", remedy="try again in a moment")
        try:
            with self.turn:
                yield
        finally:
            self._places.release()

    def article(self, identity: str) -> tuple[Shelved, bool]:
        """Return an article and whether it is in the ledger. Raises NotFoundError."""
        try:
            return browsing.article(self.ledger, identity), True
        except NotFoundError:
            found = self._previews.get(identity)
            if found is None:
                raise
            return found[0], False

    # --- names -----------------------------------------------------------------------------------------------------

    def locate(self, place: str) -> tuple[float, float] | None:
        """Return where a place of that name lies, for `Query.of`."""
        towns = self.knowledge.places(place)
        return (towns[0].latitude, towns[0].longitude) if towns else None

    @cached_property
    def seats(self) -> Seats:
        """Where states are on the map."""
        return Seats(self.knowledge, self.borders)

    @property
    def countries(self) -> Countries:
        """Names and codes of states, for exports."""
        return Countries(self.knowledge)

    def name_of(self, code: str) -> str:
        """Return the name of an actor's code, the code itself where none is known."""
        if code == "---":
            return "people of no stated country"
        entry = self.knowledge.entity(code)
        return entry.name if entry is not None else code


def _check_length(text: str) -> None:
    if len(text) > TEXT_LIMIT:
        remedy = "code long texts and corpora with `legation code`"
        raise InputError(f"a text of {len(text):,} characters is more than {TEXT_LIMIT:,}", remedy=remedy)


def _cleaned(page: Page) -> tuple[Page, Document]:
    """Clean a page; a date of its own that is none costs the date and not the article."""
    page = page if page.came is not None else replace(page, came=datetime.now(UTC).date())
    try:
        return page, clean_page(page).document
    except DateError:
        page = replace(page, published=None)
        return page, clean_page(page).document
