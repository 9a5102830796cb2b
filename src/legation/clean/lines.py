"""The lines of a text as received, with their place in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.records import Span

#: What ends a line: the three conventions, and the separators that copied pages bring along.
_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it; `span` leaves out the white space at both ends."""

    span: Span
    text: str


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of `text` that hold anything but white space, in order."""
    found: list[Line] = []
    for match in _LINE.finditer(text):
        words = match.group()
        stripped = words.strip("\ufeff\u200b \t").strip()
        if stripped:
            start = match.start() + words.index(stripped)
            found.append(Line(Span(start, start + len(stripped)), stripped))
    return tuple(found)
