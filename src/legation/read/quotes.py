"""Words in quotation marks: straight or curly, nested, running over paragraphs.

A straight double mark opens where a space, bracket or dash comes before it and none after, and closes otherwise. A
quotation that is open at the end of a paragraph goes on if the next paragraph opens with the same mark, as print has
it; else it ends with the paragraph if its marks are curly, and is dropped if they are straight (an inch, a slip).
Single marks count as quotation where they can be told from apostrophes. Who speaks is left to the coder.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from legation.records import Quote, Sentence, Span

_CLOSING_OF = {"“": "”", "„": "”", "«": "»", "‘": "’", '"': '"', "'": "'", "``": "''"}
_MARK = re.compile(r"``|''|[“”„«»‘’\"']")
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=[ \t]*[“\"«])")
#: Deeper nesting is none that print knows; it only comes from damaged text.
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class _Open:
    """A quotation not yet closed: its mark, and the characters where the mark begins and where its words do."""

    mark: str
    before: int
    start: int


def find_quotes(text: str, sentences: Sequence[Sentence]) -> tuple[Quote, ...]:
    """Return the quotations of `text` in order of their beginning, with the sentences that each touches."""
    starts = [sentence.span.start for sentence in sentences]
    ends = [sentence.span.end for sentence in sentences]
    quotes = []
    for span, depth in sorted(quoted_spans(text)):
        first, last = bisect_right(ends, span.start), bisect_left(starts, span.end)
        touched = tuple(sentences[place].index for place in range(first, last))
        if touched:
            quotes.append(Quote(span=span, sentences=touched, depth=depth))
    return tuple(quotes)


def quoted_spans(text: str) -> Iterator[tuple[Span, int]]:
    """Yield the words within each pair of marks, and how many other pairs enclose them; inner ones come first."""
    paragraphs = [found.end() for found in _PARAGRAPH.finditer(text)]
    beginnings = {_skip_space(text, place) for place in paragraphs}
    paragraphs.append(len(text) + 1)
    upcoming = 0
    stack: list[_Open] = []
    for found in _MARK.finditer(text):
        place, mark = found.start(), found.group()
        if place >= paragraphs[upcoming]:
            while place >= paragraphs[upcoming]:
                upcoming += 1
            edge = paragraphs[upcoming - 1]
            goes_on = place in beginnings and bool(stack) and mark == stack[0].mark
            if goes_on:
                del stack[1:]
                continue
            yield from _abandoned(text, stack, edge)
            stack = []
        closed = _closes(text, found, stack)
        if closed is not None:
            span = Span(stack[closed].start, place)
            del stack[closed:]
            if span.end > span.start:
                yield span, closed
        elif _opens(text, found) and len(stack) < _DEEPEST:
            stack.append(_Open(mark, place, found.end()))
    yield from _abandoned(text, stack, len(text))


def _skip_space(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _abandoned(text: str, stack: Sequence[_Open], edge: int) -> Iterator[tuple[Span, int]]:
    """Yield a curly quotation that its paragraph leaves open."""
    if not stack or stack[0].mark not in ("“", "«"):
        return
    start = stack[0].start
    found = re.compile(r"\n\s*\n").search(text, start, edge)
    end = start + len(text[start : found.start() if found else edge].rstrip())
    if end > start:
        yield Span(start, end), 0


def _closes(text: str, found: re.Match[str], stack: Sequence[_Open]) -> int | None:
    """Return the place in `stack` of the quotation that the mark closes, if it closes any."""
    mark, place = found.group(), found.start()
    if mark in ("'", "’", "''") and not _may_close_single(text, found):
        return None
    for number in range(len(stack) - 1, -1, -1):
        if _CLOSING_OF[stack[number].mark] == mark or (stack[number].mark == "‘" and mark == "'"):
            if mark == '"' and _leans_right(text, place, found.end()) and place > stack[number].start:
                return None
            return number
    return None


def _may_close_single(text: str, found: re.Match[str]) -> bool:
    """Tell whether a single mark may close: after a word or sign, before no letter."""
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    return bool(before) and not before.isspace() and not after.isalnum()


def _leans_right(text: str, start: int, end: int) -> bool:
    """Tell whether a mark stands before a word and after a space or an opening sign."""
    before = text[start - 1 : start]
    after = text[end : end + 1]
    return (not before or before.isspace() or before in "([{-—–/“‘\"'") and bool(after) and not after.isspace()


def _opens(text: str, found: re.Match[str]) -> bool:
    mark = found.group()
    if mark in ("”", "’", "»", "''"):
        return False
    if not _leans_right(text, found.start(), found.end()):
        return mark in ("“", "„", "«")
    # '90s, 'em and 'tis are no quotations
    return (
        mark != "'"
        or re.compile(r"\d\ds?\b|em\b|tis\b|twas\b|n\b|til\b", re.IGNORECASE).match(text, found.end()) is None
    )
