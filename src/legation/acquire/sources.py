"""Files, folders and standard input as a stream of pages, one document in memory at a time."""

from __future__ import annotations

import codecs
import hashlib
import io
import os
import re
import stat
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from legation.acquire.archives import read_gzip, read_zip
from legation.acquire.decoding import binary_kind, decode, marked_encoding, repaired
from legation.acquire.feeds import read_feed
from legation.acquire.hypertext import page_of_html
from legation.acquire.kinds import LISTS, packed_kind, text_kind
from legation.acquire.lines import order_in, page_of_line
from legation.acquire.mails import read_mail, read_mbox
from legation.acquire.options import DOCUMENT_LIMIT, Columns, Limits, Options
from legation.acquire.pages import Page, Problem
from legation.acquire.parquet import read_parquet
from legation.acquire.tables import read_table
from legation.acquire.warcs import read_warc
from legation.errors import LegationError, LineError, SourceError

#: JSON may write one character of text as six (`\u00e9`), and a line holds more than the text.
_LINE_LIMIT = 6 * DOCUMENT_LIMIT + 1_000_000
_SAMPLE = 65_536
#: What must be sought in (ZIP, Parquet) and comes from a pipe or an archive is kept in memory up to this, then on disk.
_SPOOL = 50_000_000
#: No file with news of the web is older.
_FIRST_DAY = date(1995, 1, 1)

if TYPE_CHECKING:
    # Only the type checker knows the reader's parameter.
    _Lines = io.BufferedReader[io.RawIOBase]
#: What may be meant for an address: a scheme, or a host with a path.
_ADDRESS = re.compile(r"\w[\w+.-]{1,20}://|(?:[\w-]+\.)+[a-z]{2,24}/", re.IGNORECASE)
_TOO_LARGE = "split it into one document a file, or give a JSONL file with one document a line"


def read_source(
    source: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    columns: Columns | None = None,
    repair: bool = False,
    limits: Limits | None = None,
) -> Iterator[Page | Problem]:
    """Yield the pages of a file, of all files below a folder (sorted by path), or of standard input (`-`).

    The kind is told by the content: text and Markdown, HTML, JSONL, CSV and TSV, Parquet, RSS, Atom and JSON feeds,
    mail (.eml, mbox, saved .mht), WARC, and ZIP or gzip of these. Whatever cannot be used - an unknown path, an empty,
    binary, wrongly encoded or oversized file, a bad line - is yielded as a `Problem` and the rest goes on. `encoding`
    overrides UTF-8 and byte-order marks; `columns` names the columns of tables; `repair` detects encodings and mends
    mojibake, with a note on the page.
    """
    options = Options(encoding=encoding, columns=columns or Columns(), repair=repair, limits=limits or Limits())
    if str(source) == "-":
        piped = io.BufferedReader(sys.stdin.buffer)  # type: ignore[type-var]
        yield from _dated(_read_stream(piped, "<stdin>", options), _today())
        return
    path = Path(source)
    try:
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        yield _problem(_no_address(str(source))) if _ADDRESS.match(str(source)) else _unreadable(str(path), error)
        return
    except (OSError, ValueError) as error:
        yield _unreadable(str(path), error)
        return
    if stat.S_ISDIR(mode):
        yield from _read_folder(path, options)
    else:
        yield from _read_file(path, options)


def _read_folder(folder: Path, options: Options) -> Iterator[Page | Problem]:
    """Read the regular files below `folder` in sorted order; names that begin with a dot are left out."""
    found = False
    failures: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            # A pipe or device met on a walk could block for ever; one named by the caller is read.
            if not name.startswith(".") and path.is_file():
                found = True
                yield from _read_file(path, options)
    for failure in failures:
        yield _unreadable(str(failure.filename), failure)
    if not found and not failures:
        yield _problem(SourceError("holds no files", place=str(folder), remedy="name a folder with text or JSONL"))


def _read_file(path: Path, options: Options) -> Iterator[Page | Problem]:
    try:
        stream = path.open("rb")
    except OSError as error:
        yield _unreadable(str(path), error)
        return
    with stream:
        yield from _dated(_read_stream(stream, str(path), options), _written(stream))


def _today() -> date:
    return datetime.now(UTC).date()


def _written(stream: IO[bytes]) -> date:
    """Return the day on which a file was last written; what says none (archives and images set it to nought) is today."""
    try:
        day = datetime.fromtimestamp(os.fstat(stream.fileno()).st_mtime, UTC).date()
    except (OSError, ValueError, OverflowError):
        return _today()
    return day if day >= _FIRST_DAY else _today()


def _dated(items: Iterator[Page | Problem], came: date) -> Iterator[Page | Problem]:
    """Give all pages the day on which they came, but for those that know it themselves."""
    for item in items:
        yield replace(item, came=came) if isinstance(item, Page) and item.came is None else item


def read_bytes(data: bytes, place: str, options: Options) -> Iterator[Page | Problem]:
    """Yield the pages of bytes that came from elsewhere, as `read_source` would."""
    yield from _read_stream(io.BytesIO(data), place, options)


def _read_stream(stream: IO[bytes] | io.RawIOBase, place: str, options: Options) -> Iterator[Page | Problem]:
    """Tell the kind of a stream by its opening bytes, then read it."""
    try:
        opening = _opening(stream)
        joined = _Rejoined(opening, stream)
        kind = packed_kind(opening) if options.encoding is None else None
        if kind is not None:
            yield from _read_packed(kind, joined, stream, place, options)
            return
        binary = binary_kind(opening) if options.encoding is None else None
        if binary:
            remedy = "give text, HTML, JSONL, CSV, Parquet, a feed, mail, WARC, or a ZIP of these"
            raise SourceError(f"is {binary}, not text", place=place, remedy=remedy)
        yield from _read_by_kind(joined, opening, place, options)
    except LegationError as error:
        yield _problem(error)
    except OSError as error:
        yield _unreadable(place, error)


def _read_packed(
    kind: str, joined: io.RawIOBase, stream: IO[bytes] | io.RawIOBase, place: str, options: Options
) -> Iterator[Page | Problem]:
    match kind:
        case "gzip":
            yield from read_gzip(joined, place, options, _read_stream)
        case "warc":
            yield from read_warc(joined, place, options)
        case _:
            with _seekable(joined, stream, place, options) as whole:
                if kind == "zip":
                    yield from read_zip(whole, place, options, _read_stream)
                else:
                    yield from read_parquet(whole, place, options)


def _seekable(joined: io.RawIOBase, stream: IO[bytes] | io.RawIOBase, place: str, options: Options) -> IO[bytes]:
    """Return a stream that can be sought in: the file itself, else a copy of what is left of it."""
    if options.depth == 0 and isinstance(stream, io.BufferedReader) and stream.seekable():
        stream.seek(0)
        return io.BufferedReader(io.FileIO(os.dup(stream.fileno()), "rb"))
    copy = tempfile.SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115 - the caller closes it
    copied = 0
    while piece := joined.read(_SAMPLE):
        copied += len(piece)
        if copied > options.limits.total:
            copy.close()
            raise SourceError(f"is larger than {options.limits.total / 1e9:g} GB", place=place, remedy="split it")
        copy.write(piece)
    copy.seek(0)
    return copy


def _read_by_kind(joined: io.RawIOBase, opening: bytes, place: str, options: Options) -> Iterator[Page | Problem]:
    """Read a text of whatever kind. Raises `SourceError`."""
    kind = text_kind(opening, place, _known(options.encoding, place))
    match kind:
        case "jsonl":
            encoding = options.encoding or marked_encoding(opening)
            order = order_in(opening.decode(encoding or "utf-8", "replace"), options.columns)
            yield from _read_lines(joined, place, encoding, options, day_first=order)
        case "table":
            yield from read_table(joined, opening, place, options)
        case "html":
            yield page_of_html(_whole(joined, place, options), place, told=options.encoding)
        case "feed" | "json feed":
            yield from read_feed(_whole(joined, place, options), place)
        case "mail":
            yield from read_mail(_whole(joined, place, options), place)
        case "mbox":
            yield from read_mbox(io.BufferedReader(joined), place, options)
        case "json object":
            problem = "is one JSON object over many lines"
            raise SourceError(problem, place=place, remedy="write it on one line (JSONL): jq -c . FILE > FILE.jsonl")
        case "json list":
            remedy = "write each object on a line of its own (JSONL): jq -c '.[]' FILE > FILE.jsonl"
            raise SourceError("is a JSON list", place=place, remedy=remedy)
        case "xml":
            raise SourceError("is XML of an unknown kind", place=place, remedy="save it as text or HTML")
        case kind if kind in LISTS:
            problem = f"is a list of addresses ({kind}), which are to be fetched"
            raise SourceError(problem, place=place, remedy=f"legation add {place}")
        case _:
            yield _read_text(joined, place, options)


def _known(encoding: str | None, place: str) -> str | None:
    """Return the encoding if Python knows it. Raises `SourceError`."""
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError as error:
        problem = f"unknown encoding {encoding!r}"
        raise SourceError(problem, place=place, remedy="name one that Python knows, as utf-8 or cp1252") from error
    return encoding


def _whole(stream: io.RawIOBase, place: str, options: Options) -> bytes:
    """Return all bytes of one page, feed or message. Raises `SourceError` for too many."""
    most = options.limits.page
    data = io.BufferedReader(stream).read(most + 1)
    if len(data) > most:
        raise SourceError(f"is one page of more than {most // 1_000_000} MB", place=place, remedy="split it")
    return data


def _opening(stream: IO[bytes] | io.RawIOBase) -> bytes:
    """Return the first bytes up to the sample's size; a pipe may give them in pieces."""
    pieces: list[bytes] = []
    wanted = _SAMPLE
    while wanted and (piece := stream.read(wanted)):
        pieces.append(piece)
        wanted -= len(piece)
    return b"".join(pieces)


class _Rejoined(io.RawIOBase):
    """The bytes already read, then the rest of the stream, since pipes cannot be rewound."""

    def __init__(self, opening: bytes, rest: IO[bytes] | io.RawIOBase) -> None:
        self._opening = io.BytesIO(opening)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._opening.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def _read_text(stream: io.RawIOBase, place: str, options: Options) -> Page:
    """Read one text; raises `SourceError`."""
    encoding = options.encoding
    data = io.BufferedReader(stream).read(DOCUMENT_LIMIT * 2 + 1)
    if len(data) > DOCUMENT_LIMIT and len(data) > DOCUMENT_LIMIT * _widening(data, encoding):
        raise SourceError("is one document of more than 5 MB", place=place, remedy=_TOO_LARGE)
    notes: tuple[str, ...] = ()
    if options.repair:
        text, notes = repaired(data, place=place, encoding=encoding)
    else:
        text = decode(data, place=place, encoding=encoding)
    if not text.strip():
        raise SourceError("is empty", place=place, remedy="give a file with text")
    received = hashlib.sha256(data).hexdigest() if notes else None
    return Page(text=text, source=place, notes=notes, received=received)


def _widening(data: bytes, encoding: str | None) -> int:
    """Say how many bytes of the file may stand for one of UTF-8."""
    return 2 if (encoding or marked_encoding(data) or "").lower().replace("_", "-").startswith("utf-16") else 1


def _read_lines(
    stream: io.RawIOBase, place: str, encoding: str | None, options: Options, *, day_first: bool | None
) -> Iterator[Page | Problem]:
    """Read JSONL line by line; a bad line is a problem of its own."""
    reader = io.BufferedReader(stream, _SAMPLE)
    lines: Iterator[bytes | str | None] = (
        _byte_lines(reader) if encoding in {None, "utf-8", "utf-8-sig"} else _wide_lines(reader, place, encoding)
    )
    some = False
    for number, line in enumerate(lines, start=1):
        where = f"{place}:{number}"
        try:
            if line is None:
                problem = "is one document of more than 5 MB"
                raise LineError(problem, place=where, remedy="split the document")
            if isinstance(line, bytes):
                if not line.strip():
                    continue
                line = decode(line, place=place, first_line=number)  # noqa: PLW2901 - same line, decoded
            if not line.strip("\ufeff \t\r\n"):
                continue
            some = True
            page = page_of_line(line, where, options.columns, day_first=day_first)
            if len(page.text) > DOCUMENT_LIMIT or len(page.text.encode()) > DOCUMENT_LIMIT:
                problem = "is one document of more than 5 MB"
                raise LineError(problem, place=where, remedy="split the document")
            yield page
        except LegationError as error:
            some = True
            yield _problem(error)
    if not some:
        yield _problem(SourceError("is empty", place=place, remedy="give a file with text"))


def _byte_lines(reader: _Lines) -> Iterator[bytes | None]:
    """Yield the lines as bytes, None for one that is too long to be held in memory."""
    while line := reader.readline(_LINE_LIMIT):
        if line.endswith(b"\n") or len(line) < _LINE_LIMIT:
            yield line
            continue
        while (more := reader.readline(_SAMPLE)) and not more.endswith(b"\n"):
            pass
        yield None


def _wide_lines(reader: _Lines, place: str, encoding: str | None) -> Iterator[str | None]:
    """Yield the lines of a file in another encoding, which lets no line be told before decoding."""
    text = io.TextIOWrapper(reader, encoding=encoding, newline="\n")
    try:
        while line := text.readline(_LINE_LIMIT):
            if line.endswith("\n") or len(line) < _LINE_LIMIT:
                yield line
                continue
            while (more := text.readline(_SAMPLE)) and not more.endswith("\n"):
                pass
            yield None
    except UnicodeError as error:
        problem = f"is not {encoding}: {error}"
        raise SourceError(problem, place=place, remedy="convert it to UTF-8 first") from None


def _no_address(source: str) -> SourceError:
    """Say what is wrong with a name that is no file and looks like an address (`ftp://...`, `www.example.org/news`)."""
    if "://" in source:
        return SourceError("is no address of the web", place=source, remedy="write it as https://host/path")
    return SourceError("no such file or folder", place=source, remedy="an address begins with https://")


def _problem(error: LegationError) -> Problem:
    return Problem(source=error.place or "", error=error)


def _unreadable(place: str, error: OSError | ValueError) -> Problem:
    """Turn a refusal of the operating system into a problem with words of ours."""
    if isinstance(error, FileNotFoundError):
        return _problem(SourceError("no such file or folder", place=place, remedy="check the path"))
    if isinstance(error, PermissionError):
        return _problem(SourceError("may not be read", place=place, remedy="check its permissions"))
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return _problem(SourceError(f"cannot be read: {reason}", place=place, remedy="check the path"))
