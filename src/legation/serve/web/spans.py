"""An article's text cut where its records point into it, so that every word can be shown with what was read from it.

The text is never changed: the pieces of all blocks, with the blank lines between blocks, are the text as received.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from legation import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Json = dict[str, Any]
_BLANK: Final = re.compile(r"(?:[ \t\r\f\v]*\n){2,}")


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters that a record points to, and the part that they play in it."""

    start: int
    end: int
    record: str
    #: act, actor, recipient, other, source, time, place, about, toll, said, office, tie or figure.
    role: str
    quad: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks. `opens` are the records whose first words these are, `closes` the last."""

    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[str, ...] = ()
    closes: tuple[Mark, ...] = ()

    @property
    def act(self) -> Mark | None:
        """The act that these words name."""
        return next((mark for mark in self.marks if mark.role == "act"), None)

    @property
    def roles(self) -> str:
        """The parts that the words play, for the style sheet."""
        return " ".join(dict.fromkeys(mark.role for mark in self.marks))

    @property
    def data(self) -> str:
        """Record and role of each mark, for the script that lights them."""
        return " ".join(dict.fromkeys(f"{mark.record}:{mark.role}" for mark in self.marks))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a stretch of page furniture; `kind` is headline, text or furniture."""

    kind: str
    pieces: tuple[Piece, ...]
    #: Kinds of furniture, in order.
    labels: tuple[str, ...] = ()
    lines: int = 0


def marks_of(form: Json) -> list[Mark]:
    """Return all that the records of an article's form point to, in the order of the text."""
    found: list[Mark] = []

    def add(span: Sequence[int] | None, record: str, role: str, quad: int = 0) -> None:
        if span is not None and span[0] < span[1]:
            found.append(Mark(span[0], span[1], record, role, quad))

    for report in form["reports"]:
        quad = ontology.quad(report["type"])
        for mention in report["mentions"]:
            add(mention["trigger"], report["id"], "act", quad)
        for name, role in (("actors", "actor"), ("recipients", "recipient"), ("others", "other")):
            for actor in report[name]:
                add(actor["span"] if actor else None, report["id"], role)
        for name, role in (("when", "time"), ("effective", "time"), ("where", "place"), ("about", "about")):
            add(report[name]["span"] if report[name] else None, report["id"], role)
        for link in report["attribution"]:
            add(link["span"], report["id"], "source")
        for toll in report["toll"]:
            add(toll["span"], report["id"], "toll")
    for name, role in (("statements", "said"), ("tenures", "office"), ("relations", "tie"), ("indicators", "figure")):
        for row in form[name]:
            add(row["span"], row["id"], role)
            for key in ("actor", "addressee"):
                if row.get(key):
                    add(row[key]["span"], row["id"], "actor")
            for actor in row.get("actors") or ():
                add(actor["span"] if actor else None, row["id"], "actor")
            if row.get("when"):
                add(row["when"]["span"], row["id"], "time")
    return sorted(found, key=lambda mark: (mark.start, -mark.end, mark.record, mark.role))


def blocks_of(text: str, form: Json) -> list[Block]:
    """Return the paragraphs of an article with their marks, furniture in blocks of its own."""
    marks = [mark for mark in marks_of(form) if mark.end <= len(text)]
    first: dict[str, int] = {}
    for mark in marks:
        # The words to jump to: the act's, or what the record is about.
        if mark.role in {"act", "said", "office", "tie", "figure"}:
            first.setdefault(mark.record, mark.start)
    title = form["document"]["title"]
    blocks: list[Block] = []
    for start, end, labels in _stretches(text, form["furniture"]):
        pieces = tuple(_pieces(text, start, end, marks, first))
        words = "".join(piece.text for piece in pieces)
        if labels:
            lines = sum(1 for line in words.splitlines() if line.strip())
            blocks.append(Block("furniture", pieces, labels, lines))
        elif title and not any(block.kind == "headline" for block in blocks) and words.strip() == title.strip():
            blocks.append(Block("headline", pieces))
        else:
            blocks.append(Block("text", pieces))
    return blocks


def _stretches(text: str, furniture: Sequence[Json]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield paragraphs and runs of furniture as (start, end, labels); blank lines between them are left out."""
    rows = sorted((row["span"][0], row["span"][1], row["kind"]) for row in furniture)
    runs: list[tuple[int, int, tuple[str, ...]]] = []
    for start, end, kind in rows:
        if runs and not text[runs[-1][1] : start].strip():
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]), tuple(dict.fromkeys((*runs[-1][2], kind))))
        else:
            runs.append((start, end, (kind,)))
    at = 0
    for start, end, labels in [*runs, (len(text), len(text), ())]:
        yield from _paragraphs(text, at, start)
        if labels:
            yield start, end, labels
        at = max(at, end)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    at = start
    for gap in _BLANK.finditer(text, start, end):
        yield from _trimmed(text, at, gap.start())
        at = gap.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    words = text[start:end]
    if words.strip():
        yield start + len(words) - len(words.lstrip("\r\n")), end - (len(words) - len(words.rstrip())), ()


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark], first: dict[str, int]) -> Iterator[Piece]:
    """Cut a stretch wherever a mark begins or ends."""
    here = [mark for mark in marks if mark.start < end and start < mark.end]
    cuts = sorted({start, end, *(min(max(at, start), end) for mark in here for at in (mark.start, mark.end))})
    active: list[Mark] = []
    coming = 0
    for begin, stop in pairwise(cuts):
        active = [mark for mark in active if mark.end > begin]
        while coming < len(here) and here[coming].start <= begin:
            if here[coming].end > begin:
                active.append(here[coming])
            coming += 1
        opens = tuple(dict.fromkeys(mark.record for mark in active if first.get(mark.record) == mark.start == begin))
        closes = tuple(mark for mark in active if mark.end == stop and mark.role in {"said", "office", "tie", "figure"})
        yield Piece(text[begin:stop], tuple(active), opens, closes)
