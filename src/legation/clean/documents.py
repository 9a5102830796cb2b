"""A page as received to a `Document`: nothing rewritten, furniture marked, title, date and language found.

The one exception is HTML: its document's text is the main text of the page, headline first, without the markup; who
keeps the document keeps the hash of the bytes received beside it (`Page.received`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Protocol

from legation.clean.classify import furniture_kinds
from legation.clean.front import front_matter, said_in
from legation.clean.guarded import Extractor, extract
from legation.clean.hypertext import Extracted
from legation.clean.language import guess_language
from legation.clean.lines import Line, lines_of
from legation.clean.publication import Dated, are_later, choose_date, day_of_url
from legation.clean.published import read_date
from legation.errors import DateError, SourceError
from legation.records import Document, Furniture

#: Kinds of lines that walls are built of.
_WALLS = frozenset({"cookie", "sign-up"})
#: A headline has few words, no full stop, and a paragraph after it.
_TITLE_WORDS = 25
_SENTENCE_END = re.compile(r"[.;:,]['\"’”)]*$")
_ABBREVIATED_END = re.compile(r"\b(?:[A-Z]\.){1,4}$|\b(?:Gov|Sen|Rep|Corp|Inc|Ltd|Co|Jr|Sr|St|Dr|No)\.$|\.\.\.$")


class PageLike(Protocol):
    """What is needed of a page; `acquire.Page` is one."""

    @property
    def text(self) -> str:
        """The text as received."""
        ...

    @property
    def source(self) -> str:
        """Where it stands: `file` or `file:line`."""
        ...

    @property
    def id(self) -> str | None:
        """The caller's id."""
        ...

    @property
    def published(self) -> str | None:
        """The caller's date, unchecked."""
        ...

    @property
    def title(self) -> str | None:
        """The caller's title."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A document, and what was found beside it: all dates with their basis, and what the page says of itself."""

    document: Document
    dates: tuple[Dated, ...] = ()
    #: Those of them that are later than the page itself, and so not believed.
    later: tuple[Dated, ...] = ()
    extracted: Extracted | None = None


def make_document(page: PageLike, *, repeated: Collection[str] = ()) -> Document:
    """Make a document of a page; all offsets are half-open characters of `page.text`, which is kept as it is.

    The id is the caller's, else derived from the content; the title is the caller's, else the first line of the
    article's own if it reads like a headline. Raises `DateError` for a date that is none, and `SourceError` for an HTML
    page without an article, whose document has the extracted text. `repeated` are lines that other pages of its outlet
    have, too.
    """
    return clean_page(page, repeated=repeated).document


def clean_page(page: PageLike, *, repeated: Collection[str] = (), extracting: Extractor = extract) -> Cleaned:
    """Make a document of a page, and return with it what else was found; raises as `make_document` does.

    `extracting` takes the main text out of HTML: by default in a process apart, under limits of time and memory.
    """
    found: Extracted | None = None
    text, title = page.text, page.title
    url: str | None = getattr(page, "url", None)
    came: date | None = getattr(page, "came", None)
    from_html = getattr(page, "form", "text") == "html"
    if from_html:
        found = extracting(page.text, place=page.source, url=url, came=came)
        title = title or found.title
        text = f"{title}\n\n{found.text}" if title and not found.text.startswith(title) else found.text
    skipped = front_matter(text)
    if found is None and skipped:
        found = said_in(text[:skipped])
        title = title or found.title
    dates = _dates(page, found, url)
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    lines = lines_of(text)
    kinds = furniture_kinds(tuple(line.text for line in lines), repeated)
    kinds = tuple("other" if line.span.end <= skipped else kind for line, kind in zip(lines, kinds, strict=True))
    if title and lines and lines[0].text == title:
        # Whoever gave the page names its headline; a short one looks like a teaser to the classifier.
        kinds = (None, *kinds[1:])
    if from_html and _is_wall(lines, kinds, title):
        problem = "is a page that asks for consent or a sign-up, without an article"
        raise SourceError(problem, place=page.source, remedy="save the article as text")
    own = [line for line, kind in zip(lines, kinds, strict=True) if kind is None]
    if not own:
        # A text that is all furniture to us is one that we fail to understand: better read it than lose it.
        own, kinds = list(lines), (None,) * len(lines)
    document = Document(
        id=page.id if page.id is not None else digest[:16],
        text=text,
        hash=digest,
        title=title if title is not None else _title(own),
        published=choose_date(dates, came),
        language=guess_language("\n".join(line.text for line in own)),
        source=page.source,
        furniture=tuple(
            Furniture(kind=kind, span=line.span) for line, kind in zip(lines, kinds, strict=True) if kind is not None
        ),
    )
    return Cleaned(document=document, dates=dates, later=are_later(dates, came), extracted=found)


def lines_of_document(document: Document) -> tuple[tuple[str, bool], ...]:
    """Return the lines of an article, each with whether it is the article's own."""
    aside = {line.span.start for line in document.furniture}
    return tuple((line.text, line.span.start not in aside) for line in lines_of(document.text))


def _dates(page: PageLike, found: Extracted | None, url: str | None) -> tuple[Dated, ...]:
    """Return every date that is told, the most trusted first: the caller's or feed's, the page's, the address's."""
    told = [(getattr(page, "published_basis", "given"), page.published)]
    if found is not None:
        told += [("metadata", found.later), (found.date_basis, found.date)]
    dates: list[Dated] = []
    for basis, words in told:
        if words is None:
            continue
        try:
            dates.append(Dated(basis=basis, when=read_date(words, place=page.source)))
        except DateError:
            # What a feed or a page says wrongly of itself ("0001-01-01") is no reason to lose its article.
            if basis == "given":
                raise
    if url is not None and (day := day_of_url(url)) is not None:
        dates.append(Dated(basis="url", when=day))
    return tuple(dates)


def _is_wall(lines: Sequence[Line], kinds: Sequence[str | None], title: str | None) -> bool:
    """Tell whether a page says nothing but what stands before an article: cookies, consent, a subscription."""
    sizes = {"wall": 0, "rest": 0}
    for line, kind in zip(lines, kinds, strict=True):
        if line.text != title:
            if kind is None:
                return False
            sizes["wall" if kind in _WALLS else "rest"] += len(line.text)
    return sizes["wall"] > sizes["rest"]


def _title(own: list[Line]) -> str | None:
    """Return the first line if it reads like a headline over the rest."""
    if len(own) < 2:
        return None
    first, second = own[0].text, own[1].text
    words = first.split()
    if len(words) > _TITLE_WORDS or len(words) < 2 or not first[0].isprintable():
        return None
    if _SENTENCE_END.search(first) and not _ABBREVIATED_END.search(first):
        return None
    # A list or a poem has no line that outgrows the first.
    longest = max(len(line.text.split()) for line in own[1:4])
    return first if longest > len(words) or second.endswith((".", "?", "!", "”", '"')) else None
