"""How a source is to be read: the caller's words on encoding and columns, and the limits that keep a source harmless."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

#: Bytes of UTF-8 that one document may have; corpora have no limit.
DOCUMENT_LIMIT = 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The caller's names of columns (or of keys in JSONL); what is None is guessed from the usual names."""

    text: str | None = None
    date: str | None = None
    id: str | None = None
    title: str | None = None

    def __bool__(self) -> bool:
        """Tell whether the caller named any."""
        return any((self.text, self.date, self.id, self.title))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits on what one source may unfold to; text compresses four- to twentyfold, so that these bind only bombs."""

    #: Files in one archive.
    entries: int = 200_000
    #: Unpacked bytes for one packed, counted once `ratio_from` bytes have come out.
    ratio: int = 200
    ratio_from: int = 10_000_000
    #: Bytes that all files of one ZIP may unfold to.
    total: int = 50_000_000_000
    #: Archives within archives.
    depth: int = 3
    #: Bytes of one page, feed, mail or list, which are held in memory whole.
    page: int = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """All that a reader of a kind is told besides the bytes and their place."""

    encoding: str | None = None
    columns: Columns = field(default_factory=Columns)
    limits: Limits = field(default_factory=Limits)
    #: Detect the encoding of texts that are no UTF-8, and mend mojibake; both are noted on the page.
    repair: bool = False
    #: How many archives this source lies within.
    depth: int = 0

    def deeper(self) -> Options:
        """Return the options for what lies within an archive."""
        return replace(self, depth=self.depth + 1)
