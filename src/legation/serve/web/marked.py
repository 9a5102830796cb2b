"""The pieces of a text as HTML: words that name an act are links to its record, other marks are spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from legation.serve.web.spans import Block, Mark, Piece

_NAMES = {"said": "statement", "office": "tenure", "tie": "relation", "figure": "figure"}


def html_of(block: Block) -> Markup:
    """Return a block's words with their marks; no character is added that would be copied with them."""
    return Markup("").join(_piece(piece) for piece in block.pieces)


def _piece(piece: Piece) -> Markup:
    if not piece.marks:
        return escape(piece.text)
    act = piece.act
    anchors = [record for record in piece.opens if act is None or record != act.record]
    before = Markup("").join(Markup('<span id="w-{}"></span>').format(record) for record in anchors)
    if act is not None:
        identity = Markup(' id="w-{}"').format(act.record) if act.record in piece.opens else Markup("")
        words = Markup('<a class="m {} q{}"{} href="#{}" data-m="{}">{}</a>').format(
            piece.roles, act.quad, identity, act.record, piece.data, piece.text
        )
    else:
        words = Markup('<span class="m {}" data-m="{}">{}</span>').format(piece.roles, piece.data, piece.text)
    return before + words + Markup("").join(_end(mark) for mark in piece.closes)


def _end(mark: Mark) -> Markup:
    """Return the small sign after a statement, tenure, relation or figure, which leads to its record."""
    return Markup('<a class="sign {}" href="#{}" data-m="{}:{}" aria-label="{}"></a>').format(
        mark.role, mark.record, mark.record, mark.role, f"to the {_NAMES[mark.role]}"
    )


def said(words: object) -> Markup:
    """Return what is said to be wrong, escaped; what stands in backticks is set as code."""
    parts = str(words).split("`")
    if len(parts) % 2 == 0:
        return escape(str(words))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else part for place, part in enumerate(parts)
    )
