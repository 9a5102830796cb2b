"""What comes in: a page as received, or the problem that stood in its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from legation.errors import LegationError
from legation.records import Span

Form = Literal["text", "html"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePair:
    """Two stretches of the text whose relation the caller asks for."""

    source: Span
    target: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A text as received, not yet cleaned; nothing in it has been rewritten.

    `source` is where it stands (`file`, or `file:line`), `published` and `title` are the caller's own words for them.
    """

    text: str
    source: str
    #: The caller's id; None where the document's id is to be derived from its content.
    id: str | None = None
    #: A year, a month, a day or an ISO time stamp, not yet checked.
    published: str | None = None
    title: str | None = None
    pairs: tuple[PagePair, ...] = ()
    #: Remarks on how it was read, in words.
    notes: tuple[str, ...] = ()
    #: Markup of `text`: that of an HTML page is taken off by `clean`, which keeps the main text alone.
    form: Form = "text"
    #: Who says when it was published: `given` by the caller, or by a `feed` or a `mail`.
    published_basis: str = "given"
    url: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    #: The day on which it was fetched, or its file written: nothing of it can be of a later one. None where nobody knows.
    came: date | None = field(default=None, compare=False)
    #: SHA-256 of the bytes as they came, hexadecimal; None where the text is those bytes.
    received: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that could not be read; `error` says what, where and what to do about it."""

    source: str
    error: LegationError
