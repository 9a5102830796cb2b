"""The codebook's Markdown as HTML: headings, paragraphs, lists, tables, emphasis; types, modes and rulings become links.

It is our own text, and still every word of it is escaped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from legation import ontology
from legation.serve.web.page import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TYPES: Final = "|".join(ontology.TYPES)
#: What of a text is more than words: `code`, **strong**, *stressed*, [a link](somewhere), a type, "ruling 3".
_INLINE: Final = re.compile(
    rf"`(?P<code>[^`]+)`|\*\*(?P<strong>[^*]+)\*\*|\*(?P<stressed>[^*\s][^*]*)\*|\[(?P<words>[^\]]+)\]\([^)]*\)|\b(?P<type>{_TYPES})\b|\bruling (?P<ruling>\d+)"
)
_BEGINS: Final = {"": Markup(""), "ul": Markup('<ul class="rulings">'), "ol": Markup('<ol class="rulings">')}
_ENDS: Final = {"": Markup(""), "ul": Markup("</ul>"), "ol": Markup("</ol>")}
_ITEM: Final = re.compile(r"(?:- |(?P<number>\d+)\. )")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text: `heading` of a level, `paragraph`, `item` of a list (with its number), `table` of rows of cells."""

    kind: str
    words: str = ""
    number: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it; `number` is that of the heading, 0 where it has none."""

    title: str
    number: int
    blocks: tuple[Block, ...]


def sections(text: str) -> tuple[Section, ...]:
    """Cut a text at its headings of the second level; what stands before the first one is a section without a number."""
    found: list[Section] = []
    title, number, inside = "", 0, list[Block]()
    for block in _blocks(text):
        if block.kind == "heading" and block.number == 2:
            found.append(Section(title, number, tuple(inside)))
            first, _, rest = block.words.partition(". ")
            title, number = (rest, int(first)) if first.isdigit() else (block.words, 0)
            inside = []
        elif block.kind != "heading":
            inside.append(block)
    return (*found, Section(title, number, tuple(inside)))


def _blocks(text: str) -> Iterator[Block]:
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        begins = _ITEM.match(line) or line.startswith("#") or not line.strip()
        goes_on = line.startswith("|") and lines and lines[0].startswith("|")
        alone = bool(lines) and lines[0].startswith("#")
        if lines and (begins or alone or (line.startswith("|") and not goes_on)):
            yield _block(lines)
            lines = []
        if line.strip():
            lines.append(line)


def _block(lines: list[str]) -> Block:
    first, words = lines[0], " ".join(line.strip() for line in lines)
    if first.startswith("#"):
        level = len(first) - len(first.lstrip("#"))
        return Block("heading", words.lstrip("# "), level)
    if first.startswith("|"):
        rows = [tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines]
        return Block("table", rows=tuple(row for row in rows if not all(set(cell) <= set("-: ") for cell in row)))
    item = _ITEM.match(first)
    if item is not None:
        return Block("item", words[item.end() :], int(item["number"] or 0))
    return Block("paragraph", words)


def html_of(blocks: Iterable[Block], *, anchors: bool = True) -> Markup:
    """Return blocks as HTML; the items of a numbered list are anchors (ruling-3) where this is their own place."""
    parts: list[Markup] = []
    listed = ""
    for block in blocks:
        wanted = ("ol" if block.number else "ul") if block.kind == "item" else ""
        if wanted != listed:
            parts += [_ENDS[listed], _BEGINS[wanted]]
            listed = wanted
        parts.append(_html(block, anchors=anchors))
    return Markup("").join([*parts, _ENDS[listed]])


def _html(block: Block, *, anchors: bool) -> Markup:
    if block.kind == "item":
        if block.number:
            anchor = Markup(' id="ruling-{}"').format(block.number) if anchors else ""
            return Markup('<li{} value="{}">{}</li>').format(anchor, block.number, inline(block.words))
        return Markup("<li>{}</li>").format(inline(block.words))
    if block.kind == "table":
        head, *rows = block.rows
        return Markup(
            '<div class="scroll" role="region" aria-label="{}" tabindex="0"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
        ).format(
            head[0],
            Markup("").join(Markup('<th scope="col">{}</th>').format(inline(cell)) for cell in head),
            Markup("").join(Markup("<tr>{}</tr>").format(Markup("").join(_cells(row))) for row in rows),
        )
    return Markup("<p>{}</p>").format(inline(block.words))


def _cells(row: tuple[str, ...]) -> Iterator[Markup]:
    yield Markup('<th scope="row">{}</th>').format(inline(row[0]))
    for cell in row[1:]:
        yield Markup("<td>{}</td>").format(inline(cell))


def inline(words: str) -> Markup:
    """Return words with emphasis, code and links; of links in the text only the words stay, since they lead to files."""
    parts, last = [], 0
    for found in _INLINE.finditer(words):
        parts += [_plain(words[last : found.start()]), _inline(found)]
        last = found.end()
    return Markup("").join([*parts, _plain(words[last:])])


def _plain(words: str) -> Markup:
    return escape(words.replace("->", "→"))


def _inline(found: re.Match[str]) -> Markup:
    if found["code"]:
        return _code(found["code"])
    if found["strong"]:
        return Markup("<strong>{}</strong>").format(inline(found["strong"]))
    if found["stressed"]:
        return Markup("<em>{}</em>").format(inline(found["stressed"]))
    if found["type"]:
        return Markup('<a href="{}">{}</a>').format(address("codebook", found["type"]), found["type"])
    if found["ruling"]:
        return Markup('<a href="{}#ruling-{}">{}</a>').format(address("codebook"), found["ruling"], found[0])
    return escape(found["words"])


def _code(words: str) -> Markup:
    if words in ontology.STATUSES:
        return Markup('<a href="{}#status-{}"><code>{}</code></a>').format(address("codebook"), words, words)
    return Markup("<code>{}</code>").format(words)


def names(block: Block, word: str) -> bool:
    """Tell whether a piece of text names a word."""
    text = " ".join([block.words, *(cell for row in block.rows for cell in row)])
    return re.search(rf"\b{re.escape(word)}\b", text) is not None
