"""What holds other sources: gzip and ZIP, opened under limits; nothing is ever written to a path that an archive names."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO

from legation.acquire.options import Limits, Options
from legation.acquire.pages import Page, Problem
from legation.errors import SourceError

Read = Callable[[io.RawIOBase, str, Options], Iterator[Page | Problem]]

_CHUNK = 65_536
_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
_LINK_MODE = 16


class Unpacked(io.RawIOBase):
    """The unpacked bytes of a gzip stream of one or many members; raises `SourceError` for a bomb or damage."""

    def __init__(self, packed: io.RawIOBase | IO[bytes], place: str, limits: Limits) -> None:
        """Read from `packed`; nothing is unpacked before it is asked for."""
        self._packed = packed
        self._place = place
        self._limits = limits
        self._unpack = zlib.decompressobj(31)
        self._rest = b""
        self._taken = 0
        self._given = 0
        self._ended = False

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer; never holds more than one chunk unpacked."""
        while not self._ended:
            piece = self._more(len(buffer))
            if piece:
                self._given += len(piece)
                if self._given > self._limits.ratio_from and self._given > self._limits.ratio * max(self._taken, 1):
                    problem = f"unfolds to more than {self._limits.ratio} times its size"
                    raise SourceError(problem, place=self._place, remedy="a bomb; unpack it yourself if you trust it")
                buffer[: len(piece)] = piece
                return len(piece)
        return 0

    def _more(self, most: int) -> bytes:
        if self._unpack.eof:
            following = self._unpack.unused_data or self._read()
            # Some writers pad the end with zeros.
            following = following.lstrip(b"\0")
            if not following:
                self._ended = True
                return b""
            self._unpack, self._rest = zlib.decompressobj(31), following
        packed = self._unpack.unconsumed_tail or self._rest or self._read()
        self._rest = b""
        if not packed:
            raise SourceError("is cut: the gzip stream has no end", place=self._place, remedy="fetch it again")
        try:
            return self._unpack.decompress(packed, most)
        except zlib.error as error:
            raise SourceError(f"is damaged: {error}", place=self._place, remedy="fetch it again") from None

    def _read(self) -> bytes:
        packed = self._packed.read(_CHUNK) or b""
        self._taken += len(packed)
        return packed


def read_gzip(stream: io.RawIOBase, place: str, options: Options, read: Read) -> Iterator[Page | Problem]:
    """Yield what the unpacked stream holds. Raises `SourceError`."""
    _check_depth(place, options)
    yield from read(Unpacked(stream, place, options.limits), place, options.deeper())


def read_zip(stream: IO[bytes], place: str, options: Options, read: Read) -> Iterator[Page | Problem]:
    """Yield the pages of all files in a ZIP, in the order of their names; what is refused is a `Problem`."""
    _check_depth(place, options)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError) as error:
        raise SourceError(
            f"is a ZIP archive that is not whole: {error}", place=place, remedy="fetch it again"
        ) from None
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        _check_entries(entries, stream, place, options.limits)
        found = False
        for entry in sorted(entries, key=lambda row: row.filename):
            reason = _refusal(entry, options.limits)
            hidden = entry.filename.startswith("__MACOSX/") or entry.filename.rsplit("/", 1)[-1].startswith(".")
            if hidden and reason is None:
                continue
            found = True
            where = f"{place}!{_printable(entry.filename)}"
            if reason:
                yield _problem(SourceError(reason, place=where, remedy="unpack it yourself if you trust it"))
                continue
            yield from _entry(archive, entry, where, options, read)
        if not found:
            yield _problem(SourceError("holds no files", place=place, remedy="name an archive with texts"))


def _entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, where: str, options: Options, read: Read
) -> Iterator[Page | Problem]:
    try:
        with archive.open(entry) as opened:
            yield from read(_Bounded(opened, entry.file_size), where, options.deeper())
    except SourceError as error:
        yield _problem(error)
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, NotImplementedError, RuntimeError) as error:
        yield _problem(SourceError(f"cannot be unpacked: {error}", place=where, remedy="fetch the archive again"))


class _Bounded(io.RawIOBase):
    """At most so many bytes of a stream as its entry declares: what a lying header hides is not read."""

    def __init__(self, stream: IO[bytes], size: int) -> None:
        self._stream = stream
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._stream.read(min(len(buffer), self._left))
        self._left -= len(piece)
        buffer[: len(piece)] = piece
        return len(piece)


def _check_depth(place: str, options: Options) -> None:
    if options.depth >= options.limits.depth:
        problem = f"lies more than {options.limits.depth} archives deep"
        raise SourceError(problem, place=place, remedy="unpack the outer ones first")


def _check_entries(entries: list[zipfile.ZipInfo], stream: IO[bytes], place: str, limits: Limits) -> None:
    """Refuse an archive as a whole: too many files, too large, files that share bytes, an office document."""
    names = {entry.filename for entry in entries}
    if any(name in names for name in _OFFICE):
        raise SourceError("is an office document or a program's archive", place=place, remedy="save it as text or HTML")
    if len(entries) > limits.entries:
        raise SourceError(f"holds {len(entries)} files, more than {limits.entries}", place=place, remedy="split it")
    if sum(entry.file_size for entry in entries) > limits.total:
        problem = f"unfolds to more than {limits.total / 1e9:g} GB"
        raise SourceError(problem, place=place, remedy="split it, or unpack it and name the folder")
    stream.seek(0, io.SEEK_END)
    if sum(entry.compress_size for entry in entries) > stream.tell():
        raise SourceError("holds files that overlap: a bomb", place=place, remedy="get it from another source")


def _refusal(entry: zipfile.ZipInfo, limits: Limits) -> str | None:
    """Say why one file of the archive is not read, or None."""
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/"):
        return "its name leads out of the archive"
    if stat.S_ISLNK(entry.external_attr >> _LINK_MODE):
        return "is a link"
    if entry.flag_bits & 1:
        return "is encrypted"
    if entry.file_size > limits.ratio_from and entry.file_size > limits.ratio * max(entry.compress_size, 1):
        return f"unfolds to more than {limits.ratio} times its size"
    return None


def _printable(name: str) -> str:
    """Return a name that can stand in a message or a terminal."""
    return "".join(character if character.isprintable() else "?" for character in name)[:300]


def _problem(error: SourceError) -> Problem:
    return Problem(source=error.place or "", error=error)
