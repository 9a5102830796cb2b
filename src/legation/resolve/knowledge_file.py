"""The compiled knowledge base as bytes: named columns in one file, each compressed by itself.

Layout: the line `LEGATION-KB 1`, one line of JSON (facts about the file, and for each column its kind, first byte and
number of bytes, counted from the end of that line), then the columns. A column of strings is UTF-8 text parted by
line feeds; a column of numbers is little-endian, two's complement. Columns are unpacked when they are asked for.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from typing import TYPE_CHECKING, Any, Final

from legation.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

MAGIC: Final = b"LEGATION-KB 1\n"
#: Kinds of number columns: array type code by the bytes of a number.
_CODES: Final = {"b": 1, "B": 1, "h": 2, "H": 2, "i": 4, "I": 4}
_REMEDY: Final = "rebuild it with `python -m tools.build_kb`, or reinstall the package"


class Columns:
    """A compiled file in memory."""

    def __init__(self, content: bytes, place: str = "knowledge base") -> None:
        """Read the head; `DataError` where the bytes are no compiled knowledge base."""
        if not content.startswith(MAGIC):
            raise DataError("not a compiled knowledge base of this version", place=place, remedy=_REMEDY)
        end = content.find(b"\n", len(MAGIC))
        try:
            head = json.loads(content[len(MAGIC) : end])
            self.about: dict[str, Any] = head["about"]
            self._columns: dict[str, tuple[str, int, int]] = {
                name: (kind, start, size) for name, (kind, start, size) in head["columns"].items()
            }
        except (ValueError, KeyError, TypeError) as error:
            raise DataError("the head is damaged", place=place, remedy=_REMEDY) from error
        self._content = content
        self._origin = end + 1
        self._place = place

    def _raw(self, name: str, kind: str) -> bytes:
        try:
            found, start, size = self._columns[name]
            if kind not in (found, "number"):
                raise DataError(f"column {name!r} is of another kind", place=self._place, remedy=_REMEDY)
            return zlib.decompress(memoryview(self._content)[self._origin + start : self._origin + start + size])
        except (KeyError, zlib.error) as error:
            raise DataError(f"column {name!r} is missing or damaged", place=self._place, remedy=_REMEDY) from error

    def strings(self, name: str) -> list[str]:
        """Return a column of strings."""
        text = self._raw(name, "s").decode("utf-8")
        return text.split("\n") if text else []

    def numbers(self, name: str) -> array[int]:
        """Return a column of numbers."""
        kind = self._columns.get(name, ("I", 0, 0))[0]
        values: array[int] = array(kind if kind in _CODES else "I")
        values.frombytes(self._raw(name, "number"))
        if sys.byteorder == "big":
            values.byteswap()
        return values

    def json(self, name: str) -> Any:
        """Return a column that holds one JSON value."""
        return json.loads(self._raw(name, "j"))


def read_columns(path: Path) -> Columns:
    """Read a compiled file; `DataError` where it cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", place=str(path), remedy=_REMEDY) from error
    return Columns(content, str(path))


def pack_columns(
    about: Mapping[str, Any],
    strings: Mapping[str, Sequence[str]],
    numbers: Mapping[str, tuple[str, Sequence[int]]],
    values: Mapping[str, Any],
) -> bytes:
    """Return the bytes of a file: the same input gives the same bytes."""
    parts: list[tuple[str, str, bytes]] = []
    for name, column in strings.items():
        if any("\n" in text for text in column):
            raise DataError(f"a line feed within column {name!r}", remedy="clean the table")
        parts.append((name, "s", "\n".join(column).encode("utf-8")))
    for name, (kind, row) in numbers.items():
        values_of = array(kind, row)
        if sys.byteorder == "big":
            values_of.byteswap()
        parts.append((name, kind, values_of.tobytes()))
    parts.extend(
        (name, "j", json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))
        for name, value in values.items()
    )
    columns: dict[str, tuple[str, int, int]] = {}
    body: list[bytes] = []
    at = 0
    for name, kind, raw in parts:
        packed = zlib.compress(raw, 9)
        columns[name] = (kind, at, len(packed))
        body.append(packed)
        at += len(packed)
    head = json.dumps({"about": dict(about), "columns": columns}, ensure_ascii=False).encode("utf-8")
    return MAGIC + head + b"\n" + b"".join(body)
