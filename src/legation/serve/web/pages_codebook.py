"""The codebook: the types, modes, contexts, statuses and rulings that records follow, with what the ledger holds of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from legation import ontology
from legation.coding.lexicon_view import shipped_files
from legation.errors import NotFoundError
from legation.ontology.cameo import cameo_codes, plover_of
from legation.ontology.codebook import MODE_WORDS, SECTOR_WORDS, codebook_text
from legation.serve.web import markdown
from legation.serve.web.page import desk_of, render
from legation.serve.web.wording import MADE_WORDS
from legation.store import browsing
from legation.store.query import Query
from legation.store.tallies import modes, tallies

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from legation.serve.web.desk import Desk

Json = dict[str, Any]
#: What names more types than this says nothing of one of them.
_LISTED: Final = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a type's lexicon: the line it begins at, its words, what it asks for, and sentences it must code or not."""

    line: int
    words: str
    asks: tuple[str, ...]
    examples: tuple[str, ...]
    not_coded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mode:
    """A mode of a type, with the events of the ledger that have it; the empty one stands for those without a mode."""

    name: str
    words: str
    score: float
    n: int
    example: Json | None


def codebook(request: Request) -> Response:
    """Show the codebook: the lists, each with its count in the ledger, and the conventions as they are written."""
    desk = desk_of(request)
    counted = tallies(desk.ledger)
    rows = [(name, counted.types.get(name, 0), _example(desk, type=name)) for name in ontology.TYPES]
    statuses = [(name, counted.statuses.get(name, 0), _example(desk, status=name)) for name in ontology.STATUSES]
    voices = [(name, counted.voices.get(name, 0)) for name in ontology.VOICES]
    contexts = [(name, counted.contexts.get(name, 0), _context_words().get(name, "")) for name in ontology.CONTEXTS]
    return render(
        request, "codebook.html", types=rows, statuses=statuses, voices=voices, contexts=contexts, sectors=SECTOR_WORDS.items(),
        made=MADE_WORDS, sections=_sections(), html_of=markdown.html_of,
    )  # fmt: skip


def codebook_type(request: Request) -> Response:
    """Show one type: its modes with counts and examples, what the codebook says of it, and the entries of its lexicon."""
    desk, name = desk_of(request), request.path_params["type"]
    if name not in ontology.TYPES:
        raise NotFoundError(f"no type {name!r}", remedy="/codebook lists all sixteen")
    counted = modes(desk.ledger, name)
    rows = [_mode(desk, name, mode, counted.get(mode, 0)) for mode in ("", *ontology.modes(name))]
    place = ontology.TYPES.index(name)
    return render(
        request, "codebook_type.html", name=name, n=sum(counted.values()), modes=rows, said=_said_of(name), html_of=markdown.html_of,
        entries=_entries(name), cameo=_cameo_of(name), before=ontology.TYPES[place - 1] if place else None,
        after=ontology.TYPES[place + 1] if place + 1 < len(ontology.TYPES) else None,
    )  # fmt: skip


def _example(desk: Desk, **words: str) -> Json | None:
    """Return the latest event that a filter finds."""
    found = browsing.events_page(desk.ledger, Query.of(words), limit=1).events
    return found[0] if found else None


def _mode(desk: Desk, name: str, mode: str, n: int) -> Mode:
    # There is no filter for events without a mode.
    example = _example(desk, type=name, mode=mode) if mode and n else None
    words = MODE_WORDS.get(name, {}).get(mode, "") if mode else "without a mode"
    return Mode(mode, words, ontology.score(name, mode), n, example)


# --- what stays the same while the server runs ---------------------------------------------------------------------


@lru_cache(maxsize=1)
def _sections() -> tuple[markdown.Section, ...]:
    return markdown.sections(codebook_text())


@lru_cache(maxsize=16)
def _said_of(name: str) -> tuple[tuple[markdown.Section, tuple[markdown.Block, ...]], ...]:
    """Return what of the codebook names a type, by section."""
    found = []
    for section in _sections():
        blocks = tuple(block for block in section.blocks if markdown.names(block, name) and not _lists(block))
        if blocks and section.number:
            found.append((section, blocks))
    return tuple(found)


def _lists(block: markdown.Block) -> bool:
    """Tell whether a piece only lists: a table, or what names nearly all types."""
    return block.kind == "table" or sum(markdown.names(block, name) for name in ontology.TYPES) > _LISTED


@lru_cache(maxsize=16)
def _entries(name: str) -> tuple[Entry, ...]:
    """Return the entries of a type's shipped lexicon, in the file's order; `lexicon entry ACCUSE.txt:3` begins at line 3."""
    found: list[Entry] = []
    block: list[str] = []
    begun = 0
    for number, line in enumerate([*shipped_files()[f"{name}.txt"].splitlines(), ""], 1):
        if line.startswith("["):
            if block:
                found.append(_entry(begun, block))
            begun, block = number, [line]
        elif block and line.strip() and not line.startswith(("#", "mode ")):
            block.append(line)
        elif block and not line.strip():
            found.append(_entry(begun, block))
            block = []
    return tuple(found)


def _entry(line: int, block: list[str]) -> Entry:
    head, *rest = block
    return Entry(
        line, head, tuple(one for one in rest if one[:2] not in {"+ ", "- "}),
        tuple(one[2:] for one in rest if one.startswith("+ ")), tuple(one[2:] for one in rest if one.startswith("- ")),
    )  # fmt: skip


@lru_cache(maxsize=1)
def _context_words() -> dict[str, str]:
    """Return the words that tell a context, as the lexicon lists them."""
    lines = shipped_files()["contexts.txt"].splitlines()
    rows = (line.partition(":") for line in lines if line.strip() and not line.startswith("#"))
    return {name.strip(): words.strip() for name, _, words in rows}


@lru_cache(maxsize=16)
def _cameo_of(name: str) -> tuple[tuple[str, str, str, str], ...]:
    """Return the CAMEO codes that a type is exported as: code, label, mode and context."""
    found = [(code, plover_of(code)) for code in cameo_codes()]
    return tuple(
        (code, row.label, row.mode or "", row.context or "") for code, row in found if row and row.type == name
    )
