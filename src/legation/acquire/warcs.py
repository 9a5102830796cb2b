"""WARC, as crawls and CC-News are kept: one page for every successful response of HTML or plain text.

Read by ourselves: the form is lines and lengths, and fastwarc panics (past every `except`) where a stream cannot be
sought in, as pipes and archives cannot.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import IO

from legation.acquire.archives import Unpacked
from legation.acquire.hypertext import decode_page, page_of_html
from legation.acquire.options import DOCUMENT_LIMIT, Options
from legation.acquire.pages import Page, Problem
from legation.errors import LegationError, SourceError

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_HEAD_LINES = 500
_LINE = 65_536
Head = dict[str, str]


def read_warc(stream: io.RawIOBase, place: str, options: Options) -> Iterator[Page | Problem]:
    """Yield the pages of an unpacked WARC; other records (requests, images, errors of the server) are passed over.

    A record that cannot be used is a `Problem` with its number and address. Raises `SourceError` for a damaged file.
    """
    reader: IO[bytes] = io.BufferedReader(stream, _LINE)
    number = 0
    some = False
    while (head := _next_head(reader, place, number)) is not None:
        number += 1
        length = _length(head, f"{place}:{number}")
        if head.get("warc-type") != "response" or not head.get("content-type", "").startswith("application/http"):
            _skip(reader, length)
            continue
        where = f"{place}:{number}"
        most = options.limits.page
        block = reader.read(min(length, most))
        _skip(reader, length - len(block))
        try:
            if length > most:
                problem = f"is a page of more than {most // 1_000_000} MB"
                raise SourceError(problem, place=where, remedy="nothing to do")
            if len(block) < length:
                raise SourceError("is cut within a record", place=where, remedy="fetch it again")
            page = _page(block, head, where, options)
        except LegationError as error:
            some = True
            yield Problem(source=where, error=error)
            continue
        if page is not None:
            some = True
            yield page
    if not some:
        problem = "holds no pages" if number else "holds no responses, or is damaged"
        yield Problem(source=place, error=SourceError(problem, place=place, remedy="give a WARC with HTML responses"))


def _next_head(reader: IO[bytes], place: str, number: int) -> Head | None:
    """Return the head of the next record, None at the end. Raises `SourceError` where there should be one and is none."""
    line = reader.readline(_LINE)
    while line in {b"\r\n", b"\n"}:
        line = reader.readline(_LINE)
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        problem = f"is damaged after record {number}: no record begins where one should"
        raise SourceError(problem, place=place, remedy="fetch it again")
    return _head(reader)


def _head(reader: IO[bytes]) -> Head:
    """Return lines of `Name: value` up to an empty one, names in lower case; a repeated name keeps its first value."""
    found: Head = {}
    for _ in range(_HEAD_LINES):
        line = reader.readline(_LINE)
        if line in {b"", b"\r\n", b"\n"}:
            break
        name, parted, value = line.decode("utf-8", "replace").partition(":")
        if parted:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def _length(head: Head, where: str) -> int:
    words = head.get("content-length", "")
    if not (words.isascii() and words.isdigit() and len(words) < 19):
        raise SourceError("has no length, so that its end is not known", place=where, remedy="fetch it again")
    return int(words)


def _skip(reader: IO[bytes], length: int) -> None:
    while length > 0 and (piece := reader.read(min(length, 1_000_000))):
        length -= len(piece)


def _page(block: bytes, head: Head, where: str, options: Options) -> Page | None:
    """Make a page of an HTTP response, None for another kind or status. Raises `SourceError`."""
    url = head.get("warc-target-uri", "").strip("<>") or None
    stream = io.BytesIO(block)
    status = stream.readline(_LINE).split(b" ")
    if len(status) < 2 or status[1].strip() != b"200":
        return None
    http = _head(stream)
    kind, _, parameters = http.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if kind not in _HTML and kind != "text/plain":
        return None
    data = _body(stream.read(), http, where, options)
    told = parameters.lower().partition("charset=")[2].split(";")[0].strip(" \"'") or None
    fetched = (f"fetched: {head['warc-date']}",) if head.get("warc-date") else ()
    came = _day(head.get("warc-date", ""))
    if kind in _HTML:
        page = page_of_html(data, where, told=told, url=url)
        return replace(page, notes=(*page.notes, *fetched), came=came)
    text, notes = decode_page(data, told=told)
    if not text.strip():
        raise SourceError("is empty", place=where, remedy="nothing to do")
    if len(data) > DOCUMENT_LIMIT:
        raise SourceError("is one document of more than 5 MB", place=where, remedy="nothing to do")
    return Page(text=text, source=where, url=url, notes=(*notes, *fetched), came=came)


def _day(stamp: str) -> date | None:
    """Return the day of a record's time stamp, None for what is none."""
    try:
        return date.fromisoformat(stamp[:10])
    except ValueError:
        return None


def _body(data: bytes, http: Head, where: str, options: Options) -> bytes:
    """Take the codings of the transfer off a body. Raises `SourceError` for one too large, or of another coding."""
    if http.get("transfer-encoding", "").lower() == "chunked":
        data = _joined(data)
    coding = http.get("content-encoding", "").strip().lower()
    if coding in {"gzip", "x-gzip"} and data[:2] == b"\x1f\x8b":
        most = options.limits.page
        data = io.BufferedReader(Unpacked(io.BytesIO(data), where, options.limits)).read(most + 1)
        if len(data) > most:
            raise SourceError(f"is a page of more than {most // 1_000_000} MB", place=where, remedy="nothing to do")
    elif coding not in {"", "identity", "gzip", "x-gzip"}:
        raise SourceError(f"is packed as {coding[:20]!r}", place=where, remedy="crawl with Accept-Encoding: gzip")
    return data


def _joined(data: bytes) -> bytes:
    """Join the chunks of a body; one that is not in chunks after all (crawlers join them and keep the head) is as it is."""
    pieces: list[bytes] = []
    place = 0
    while place < len(data):
        end = data.find(b"\r\n", place, place + 30)
        size = data[place:end].split(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return data if not pieces else b"".join(pieces)
        if length == 0:
            break
        pieces.append(data[end + 2 : end + 2 + length])
        place = end + 2 + length + 2
    return b"".join(pieces)
