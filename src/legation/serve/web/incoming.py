"""What comes in through the box of the first page: a pasted text, a file or an address, as pages ready to be coded."""

from __future__ import annotations

import codecs
import re
import threading
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from legation.acquire import Limits, Options, Page, Problem, read_bytes
from legation.acquire.addresses import is_address
from legation.acquire.fetching import Bounds, Fetcher
from legation.acquire.kinds import packed_kind
from legation.clean import read_date
from legation.errors import InputError, LegationError, SourceError
from legation.serve.reaching import read_page
from legation.serve.web.desk import BusyError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Articles of one file that somebody waits for; corpora go through `legation add`.
MOST: Final = 20
#: Limits of one answer, below the time that a page may take; nobody's own network is asked.
_BOUNDS: Final = Bounds(size=4_000_000, deadline=20.0, silence=10.0, connect=5.0)
#: Seconds that one who asks for an address waits for another's.
_PATIENCE: Final = 20.0
#: What stands at the head of documents of Word, Excel and the like; those of LibreOffice begin with their kind.
_OFFICE: Final = re.compile(rb"\[Content_Types\]\.xml|mimetypeapplication/vnd\.oasis")
_LIMITS: Final = Limits(page=4_000_000, entries=0, depth=0)
_OFF: Final = "addresses are not fetched: this server was started without the network"
_ON: Final = "start it as `legation serve --allow-fetch`, or paste the text"


class Fetching:
    """Asks for one address at a time: hosts are given their pause whoever asks."""

    def __init__(self, fetcher: Fetcher | None = None) -> None:
        """Take what asks; by default one that asks public machines alone, obeys robots.txt and keeps to limits."""
        self._fetcher = fetcher or Fetcher(bounds=_BOUNDS)
        self._turn = threading.Lock()

    def page(self, url: str) -> Page:
        """Return the page of an address. Raises SourceError for what is none or cannot be had, BusyError."""
        with self._waited():
            return read_page(url, self._fetcher)

    @contextmanager
    def _waited(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=_PATIENCE):
            raise BusyError("another address is being fetched", remedy="try again in a moment")
        try:
            yield
        except SourceError as error:
            if error.remedy is not None and error.remedy.startswith("--"):
                # The command line has switches for it; the box is open to whoever may see the pages.
                raise SourceError(error.problem, place=error.place, remedy="only public machines are asked") from None
            raise
        finally:
            self._turn.release()


@dataclass(frozen=True, slots=True)
class Incoming:
    """Pages to be coded, and what could not be read beside them."""

    pages: tuple[Page, ...]
    problems: tuple[LegationError, ...] = ()


def read(fields: Mapping[str, Any], fetching: Fetching | None) -> Incoming:
    """Read what was given in the box: a file before an address, an address before a text. Raises InputError, BusyError."""
    published, source = _word(fields, "published"), _word(fields, "source")
    if published:
        read_date(published)
    upload = fields.get("file")
    text = _word(fields, "text")
    url = _word(fields, "url") or (text if is_address(text) and len(text.split()) == 1 else "")
    if isinstance(upload, tuple) and upload[1]:
        found = _file(upload[0] or "the file", upload[1])
    elif url:
        if fetching is None:
            raise InputError(_OFF, remedy=_ON)
        found = Incoming((fetching.page(url),))
    elif text[:100].lower().startswith(("<!doctype html", "<html")):
        # The mark goes before whatever encoding the page says it had.
        found = _file("the pasted page", codecs.BOM_UTF8 + text.encode("utf-8", "replace"))
    elif isinstance(upload, tuple) and upload[0] and not text:
        raise InputError("is empty", place=upload[0][:200], remedy="paste an article, or choose a file that holds one")
    else:
        # Browsers send every line end of a text box as CR LF; what was typed or pasted had LF.
        found = Incoming((Page(text=str(fields.get("text", "")).replace("\r\n", "\n"), source="<web>"),))
    return replace(found, pages=tuple(_told(page, published, source) for page in found.pages))


def _told(page: Page, published: str, source: str) -> Page:
    """Return a page with what its sender says of it; a date of its own stands before that of the whole file."""
    if published and page.published is None:
        page = replace(page, published=published, published_basis="given")
    return replace(page, source=source) if source and page.url is None else page


def _file(name: str, data: bytes) -> Incoming:
    """Read an uploaded file as `legation add` would: text, HTML, lines of JSON, a table, a mail; no archives."""
    place = name.replace("\\", "/").rpartition("/")[2][:200] or "the file"
    packed = packed_kind(data[:65_536])
    if packed == "zip" and _OFFICE.search(data, 0, 4_096):
        # A ZIP inside, but nobody who chose it thinks so.
        raise SourceError("is a document of an office program", place=place, remedy="copy its text, and paste it")
    if packed is not None:
        remedy = "unpack it and choose one file; whole archives are for `legation add`"
        raise SourceError(f"is an archive ({packed})", place=place, remedy=remedy)
    items = list(islice(read_bytes(data, place, Options(repair=True, limits=_LIMITS)), MOST + 1))
    pages = tuple(item for item in items[:MOST] if isinstance(item, Page))
    problems = [item.error for item in items[:MOST] if isinstance(item, Problem)]
    if not pages and problems:
        raise problems[0]
    if len(items) > MOST:
        problem = f"only the first {MOST} of its articles were read"
        problems.append(SourceError(problem, place=place, remedy="`legation add` reads corpora"))
    return Incoming(pages, tuple(problems))


def _word(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name, "")
    return value.strip() if isinstance(value, str) else ""
