"""What comes in: a page as received, or the problem that stood in its place."""

from __future__ import annotations

from dataclasses import dataclass

from legation.errors import LegationError
from legation.records import Span


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that could not be read; `error` says what, where and what to do about it."""

    source: str
    error: LegationError
