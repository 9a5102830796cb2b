"""Read the bracket markup of `data/corpus/text/*.txt` into items with offsets.

A sentence is a text line followed by its event lines. Offsets are half-open and count the characters of the sentence
without its brackets. Everything wrong on a line is reported with file, line and remedy; reading goes on at the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NoReturn

from legation.errors import DataError
from legation.ontology import TYPES

#: Letter of a label -> the role that the compiled event names.
LETTERS: Final = {
    "T": "trigger",
    "A": "actors",
    "R": "recipients",
    "O": "others",
    "S": "sources",
    "Y": "relays",
    "C": "channel",
    "P": "place",
    "W": "time",
}

_LABEL: Final = re.compile(r"(\d{1,2})([A-Z])")
_HEAD: Final = re.compile(r"(\d{1,2}) ([A-Z]{2,})(?:/([\w-]*))?(?: (\S.*))?")
_OTHER_WORD: Final = re.compile(r"[a-z]+|\w+=\S*")
_HEADING: Final = re.compile(r"### (construction|negative|article): (\S.*)")
_BATCH: Final = re.compile(r"## batch: (\S+)")

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong at `path`:`line` (lines count from 1), with what to do about it."""

    path: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        """Give the message on one line, as compilers do."""
        return f"{self.path}:{self.line}: {self.what} ({self.remedy})"


@dataclass(frozen=True, slots=True)
class Span:
    """A bracketed stretch [start, end) of the sentence's plain text, and its labels as (event number, letter)."""

    start: int
    end: int
    labels: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class EventLine:
    """One `N TYPE/mode status key=value...` line, as written; codes are checked elsewhere."""

    line: int
    number: int
    type: str
    mode: str | None
    status: str
    keys: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One text line without brackets, its spans in order of their ends, its event lines."""

    line: int
    text: str
    spans: tuple[Span, ...]
    events: list[EventLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Item:
    """What is learnt or held out as one: a sentence, or an article of several. `heading` names the construction."""

    path: str
    line: int
    batch: str
    kind: str
    heading: str
    fields: dict[str, str]
    sentences: list[Sentence] = field(default_factory=list)

    @property
    def id(self) -> str:
        """File stem and line: stable while the file is not edited above it."""
        return f"{Path(self.path).stem}:{self.line}"

    @property
    def construction(self) -> str:
        """The unit of the held-out split: kind and heading; an article is a construction of its own."""
        return self.heading if self.kind == "construction" else f"{self.kind}: {self.heading}"


def _refuse(what: str, remedy: str) -> NoReturn:
    raise DataError(what, remedy=remedy)


def parse_spans(marked: str) -> tuple[str, tuple[Span, ...]]:
    """Split `[words|labels]` markup into plain text and spans; raise DataError where it is malformed."""
    text: list[str] = []
    length = 0
    opened: list[int] = []
    spans: list[Span] = []
    position = 0
    while position < len(marked):
        character = marked[position]
        if character == "[":
            opened.append(length)
        elif character == "|":
            close = marked.find("]", position)
            if not opened or close < 0:
                _refuse("'|' outside brackets", "close the bracket after the labels, or drop the bar")
            spans.append(Span(opened.pop(), length, _parse_labels(marked[position + 1 : close])))
            position = close
        elif character == "]":
            _refuse(f"']' without labels before it at column {position + 1}|write [words", "1A]")
        else:
            text.append(character)
            length += 1
        position += 1
    if opened:
        _refuse(f"{len(opened)} bracket(s) never closed|write [words", "1A]")
    return "".join(text), tuple(spans)


def _parse_labels(labels: str) -> tuple[tuple[int, str], ...]:
    found: list[tuple[int, str]] = []
    for label in labels.split():
        match = _LABEL.fullmatch(label)
        if not match or match[2] not in LETTERS:
            _refuse(f"label {label!r} is no event number with a letter", f"use one of {' '.join(LETTERS)}: 1A")
        found.append((int(match[1]), match[2]))
    if not found:
        _refuse("bracket without labels|write [words", "1A]")
    if len(set(found)) < len(found):
        _refuse(f"label twice in {labels!r}", "name it once")
    return tuple(found)


def parse_event_line(line: str, number: int) -> EventLine | None:
    """Read an event line, or give None when the line is text ("12 DEAD in blast" is text)."""
    match = _HEAD.fullmatch(line.rstrip())
    if not match:
        return None
    words = (match[4] or "").split()
    if match[2] not in TYPES and not (words and all(_OTHER_WORD.fullmatch(word) for word in words) and len(words) < 4):
        return None
    keys = dict(word.split("=", 1) for word in words if "=" in word)
    bare = [word for word in words if "=" not in word]
    return EventLine(number, int(match[1]), match[2], match[3], " ".join(bare), keys)


class _Reader:
    """The state of reading one file: batch, heading, the open item, problems so far."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.batch = ""
        self.heading: tuple[str, str, dict[str, str]] | None = None
        self.items: list[Item] = []
        self.problems: list[Problem] = []
        self.open: Item | None = None

    def report(self, line: int, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.path, line, what, remedy))

    def read_heading(self, number: int, line: str) -> None:
        self.open = None
        if match := _BATCH.fullmatch(line):
            self.batch = match[1]
        elif match := _HEADING.fullmatch(line):
            title, *rest = (part.strip() for part in match[2].split("|"))
            self.heading = (match[1], title, dict(part.split("=", 1) for part in rest if "=" in part))
            if match[1] == "article":
                self.open = self.start(number)
        else:
            self.report(
                number, f"heading {line!r} is not known", "## batch: / ### construction: / negative: / article:"
            )

    def start(self, number: int) -> Item:
        kind, title, fields = self.heading or ("construction", "", {})
        item = Item(self.path, number, self.batch, kind, title, fields)
        self.items.append(item)
        return item

    def read_line(self, number: int, line: str) -> None:
        event = parse_event_line(line, number)
        if event:
            if self.open is None or not self.open.sentences:
                self.report(number, "event line without a sentence before it", "put it right below its sentence")
            else:
                self.open.sentences[-1].events.append(event)
            return
        if self.heading is None:
            self.report(number, "sentence before any heading", "put '### construction: ...' above it")
        try:
            text, spans = parse_spans(line)
        except DataError as error:
            self.report(number, error.problem, error.remedy or "")
            text, spans = re.sub(r"[\[\]|]", "", line), ()
        if self.open is None or self.open.kind != "article":
            self.open = self.start(number)
        self.open.sentences.append(Sentence(number, text, spans))


def parse_text(text: str, path: str) -> tuple[list[Item], list[Problem]]:
    """Read a file's `text`; `path` is used in ids and messages. A blank line ends a sentence's item, not an article."""
    reader = _Reader(path)
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.rstrip()
        if line.startswith("##"):
            reader.read_heading(number, line)
        elif line == "#" or line.startswith("# "):
            continue
        elif not line:
            if reader.open is not None and reader.open.kind != "article":
                reader.open = None
        else:
            reader.read_line(number, line)
    return reader.items, reader.problems


def read_files(paths: list[Path]) -> tuple[list[Item], list[Problem]]:
    """Read all `paths` (UTF-8) in order; an unreadable file is a problem at its line 0."""
    items: list[Item] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(str(path), 0, f"cannot be read: {error}", "give a UTF-8 text file of the corpus"))
            continue
        found, wrong = parse_text(text, str(path))
        items += found
        problems += wrong
    return items, problems
