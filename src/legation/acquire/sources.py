"""Files, folders and standard input as a stream of pages, one document in memory at a time."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from legation.acquire.decoding import binary_kind, decode, marked_encoding
from legation.acquire.lines import page_of_line
from legation.acquire.pages import Page, Problem
from legation.errors import LegationError, LineError, SourceError

#: Bytes of UTF-8 that one document may have; corpora have no limit.
DOCUMENT_LIMIT = 5_000_000
#: JSON may write one character of text as six (`\u00e9`), and a line holds more than the text.
_LINE_LIMIT = 6 * DOCUMENT_LIMIT + 1_000_000
_SAMPLE = 65_536

if TYPE_CHECKING:
    # Only the type checker knows the reader's parameter.
    _Lines = io.BufferedReader[io.RawIOBase]
_TOO_LARGE = "split it into one document a file, or give a JSONL file with one document a line"


def read_source(source: str | os.PathLike[str], *, encoding: str | None = None) -> Iterator[Page | Problem]:
    """Yield the pages of a file, of all files below a folder (sorted by path), or of standard input (`-`).

    A file whose first line is a JSON object is JSONL: one page a line, with `text` and optionally `id`, `date`,
    `title` and `pairs`. All else is one text. Whatever cannot be used - an unknown path, an empty, binary, wrongly
    encoded or oversized file, a bad line - is yielded as a `Problem` and the rest goes on. `encoding` overrides
    UTF-8 and byte-order marks.
    """
    if str(source) == "-":
        yield from _read_stream(io.BufferedReader(sys.stdin.buffer), "<stdin>", encoding)  # type: ignore[arg-type]
        return
    path = Path(source)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield _unreadable(str(path), error)
        return
    if stat.S_ISDIR(mode):
        yield from _read_folder(path, encoding)
    else:
        yield from _read_file(path, encoding)


def _read_folder(folder: Path, encoding: str | None) -> Iterator[Page | Problem]:
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
                yield from _read_file(path, encoding)
    for failure in failures:
        yield _unreadable(str(failure.filename), failure)
    if not found and not failures:
        yield _problem(SourceError("holds no files", place=str(folder), remedy="name a folder with text or JSONL"))


def _read_file(path: Path, encoding: str | None) -> Iterator[Page | Problem]:
    try:
        stream = path.open("rb")
    except OSError as error:
        yield _unreadable(str(path), error)
        return
    with stream:
        yield from _read_stream(stream, str(path), encoding)


def _read_stream(stream: io.BufferedReader, place: str, encoding: str | None) -> Iterator[Page | Problem]:
    """Tell the kind of a stream by its opening bytes, then read it."""
    try:
        opening = _opening(stream)
        kind = binary_kind(opening) if encoding is None else None
        if kind:
            remedy = "give plain text or JSONL in UTF-8"
            yield _problem(SourceError(f"is {kind}, not text", place=place, remedy=remedy))
            return
        joined = _Rejoined(opening, stream)
        if _looks_like_jsonl(opening, place, encoding):
            yield from _read_lines(joined, place, encoding or marked_encoding(opening))
        else:
            yield _read_text(joined, place, encoding)
    except LegationError as error:
        yield _problem(error)
    except OSError as error:
        yield _unreadable(place, error)


def _opening(stream: BinaryIO) -> bytes:
    """Return the first bytes up to the sample's size; a pipe may give them in pieces."""
    pieces: list[bytes] = []
    wanted = _SAMPLE
    while wanted and (piece := stream.read(wanted)):
        pieces.append(piece)
        wanted -= len(piece)
    return b"".join(pieces)


class _Rejoined(io.RawIOBase):
    """The bytes already read, then the rest of the stream, since pipes cannot be rewound."""

    def __init__(self, opening: bytes, rest: BinaryIO) -> None:
        self._opening = io.BytesIO(opening)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._opening.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def _looks_like_jsonl(opening: bytes, place: str, encoding: str | None) -> bool:
    """Tell JSONL from text: the first line with content opens a JSON object, or the name says so."""
    if place.endswith((".jsonl", ".ndjson")):
        return True
    chosen = encoding or marked_encoding(opening) or "utf-8"
    try:
        beginning = opening.decode(chosen, errors="replace").lstrip("\ufeff \t\r\n")
    except LookupError as error:
        problem = f"unknown encoding {chosen!r}"
        raise SourceError(problem, place=place, remedy="name one that Python knows, as utf-8 or cp1252") from error
    first, _, _ = beginning.partition("\n")
    head = beginning[:200].lower()
    if first.startswith("{") and first[1:].lstrip()[:1] in {'"', "}"}:
        return True
    if head.startswith("{") and head[1:].lstrip()[:1] == '"':
        problem = "is one JSON object over many lines"
        raise SourceError(problem, place=place, remedy="write each object on a line of its own (JSONL)")
    if head.startswith("[") and head[1:].lstrip()[:1] == "{":
        raise SourceError("is a JSON list", place=place, remedy="write each object on a line of its own (JSONL)")
    if head.startswith(("<!doctype html", "<html", "<?xml")):
        raise SourceError("is HTML or XML, not plain text", place=place, remedy="save the page as text")
    return False


def _read_text(stream: io.RawIOBase, place: str, encoding: str | None) -> Page:
    """Read one text; raises `SourceError`."""
    reader = io.BufferedReader(stream)
    data = reader.read(DOCUMENT_LIMIT * 2 + 1)
    if len(data) > DOCUMENT_LIMIT and len(data) > DOCUMENT_LIMIT * _widening(data, encoding):
        raise SourceError("is one document of more than 5 MB", place=place, remedy=_TOO_LARGE)
    text = decode(data, place=place, encoding=encoding)
    if not text.strip():
        raise SourceError("is empty", place=place, remedy="give a file with text")
    return Page(text=text, source=place)


def _widening(data: bytes, encoding: str | None) -> int:
    """Say how many bytes of the file may stand for one of UTF-8."""
    return 2 if (encoding or marked_encoding(data) or "").lower().replace("_", "-").startswith("utf-16") else 1


def _read_lines(stream: io.RawIOBase, place: str, encoding: str | None) -> Iterator[Page | Problem]:
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
            page = page_of_line(line, where)
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
