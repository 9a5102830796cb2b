"""What all pages share: the ledger, the pipeline and the knowledge base, each opened once per process.

The model codes one text at a time: a second one waits for its turn, and where too many wait the answer is `BusyError`.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Self

from legation.acquire import Page
from legation.clean import read_date
from legation.errors import InputError, LedgerError, LegationError, NotFoundError
from legation.keeping import run_of, settle
from legation.pipeline import default_pipeline, document_of
from legation.serve.web.borders import SHIPPED
from legation.serve.web.seats import Seats
from legation.store import browsing
from legation.store.browsing import Clock, Shelved
from legation.store.form import article_form

if TYPE_CHECKING:
    from pathlib import Path

    from legation.pipeline import Pipeline
    from legation.resolve import KnowledgeBase
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

    def __init__(self, ledger: Ledger, *, name: str, sample: bool = False, borders: Path = SHIPPED) -> None:
        """Take an open ledger; `name` is what pages call it, `sample` tells that it holds the bundled dispatches.

        `borders` is the file of the map's borders.
        """
        self.ledger = ledger
        self.name = name
        self.sample = sample
        self.borders = borders
        self.clock = Clock(ledger)
        self._turn = threading.Lock()
        self._places = threading.BoundedSemaphore(_WAITING)
        self._writing = threading.Lock()
        self._previews: OrderedDict[str, Shelved] = OrderedDict()

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

    # --- coding ----------------------------------------------------------------------------------------------------

    def code(
        self, text: str, *, title: str | None = None, published: str | None = None, source: str | None = None,
        identity: str | None = None, keep: bool = True,
    ) -> Coded:  # fmt: skip
        """Code a text, and keep it where asked. Raises InputError, BusyError, LedgerError."""
        if not text.strip():
            raise InputError("there is no text", remedy="paste an article, or choose a file")
        if len(text) > TEXT_LIMIT:
            remedy = "code long texts and corpora with `legation code`"
            raise InputError(f"a text of {len(text):,} characters is more than {TEXT_LIMIT:,}", remedy=remedy)
        try:
            text.encode()
        except UnicodeEncodeError:
            raise InputError("the text holds half a character (a lone surrogate)", remedy="send it as UTF-8") from None
        if published:
            read_date(published)
        if keep and not self.can_write:
            raise LedgerError(
                "was opened for reading only", place=self.name, remedy="look at the text without keeping it"
            )
        page = Page(text=text, source=source or "<web>", id=identity, published=published or None, title=title or None)
        article = self._coded(page)
        form = article_form(article)
        if not keep:
            self._previews[article.id] = Shelved(form=form, text=text, run=self.run, withdrawn=None)
            while len(self._previews) > _PREVIEWS:
                self._previews.popitem(last=False)
            return Coded(article.id, kept=False, changed=False)
        with self._writing:
            changed = self.ledger.write(article, self.run)
            settle(self.ledger)
        self._previews.pop(article.id, None)
        return Coded(article.id, kept=True, changed=changed)

    def _coded(self, page: Page) -> Any:
        if not self._places.acquire(blocking=False):
            raise BusyError("too many texts wait to be coded", remedy="try again in a moment")
        try:
            with self._turn:
                return self.pipeline.code(document_of(page))
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
            return found, False

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
