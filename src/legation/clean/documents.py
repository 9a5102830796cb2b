"""A page as received to a `Document`: nothing rewritten, furniture marked, title, date and language found."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Protocol

from legation.clean.classify import furniture_kinds
from legation.clean.language import guess_language
from legation.clean.lines import Line, lines_of
from legation.clean.published import read_date
from legation.records import Document, Furniture

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


def make_document(page: PageLike) -> Document:
    """Make a document of a page; all offsets are half-open characters of `page.text`, which is kept as it is.

    The id is the caller's, else derived from the content; the title is the caller's, else the first line of the
    article's own if it reads like a headline. Raises `DateError` for a date that is none.
    """
    published = read_date(page.published, place=page.source) if page.published is not None else None
    digest = sha256(page.text.encode("utf-8", "surrogatepass")).hexdigest()
    lines = lines_of(page.text)
    kinds = furniture_kinds(tuple(line.text for line in lines))
    own = [line for line, kind in zip(lines, kinds, strict=True) if kind is None]
    if not own:
        # A text that is all furniture to us is one that we fail to understand: better read it than lose it.
        own, kinds = list(lines), (None,) * len(lines)
    return Document(
        id=page.id if page.id is not None else digest[:16],
        text=page.text,
        hash=digest,
        title=page.title if page.title is not None else _title(own),
        published=published,
        language=guess_language("\n".join(line.text for line in own)),
        source=page.source,
        furniture=tuple(
            Furniture(kind=kind, span=line.span) for line, kind in zip(lines, kinds, strict=True) if kind is not None
        ),
    )


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
