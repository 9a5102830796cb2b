"""What kind of furniture a line is, once it is known to be furniture: by its words, else by what stands above it.

"Ana Lund on the price of fish" is anything; below "You may also like" it is a teaser.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from legation.clean.phrases import hinted, sure_kind

#: Hints by how much they tell.
_TELLING: Final = ("copyright", "cookie", "disclaimer", "sign-up", "comments", "share", "advertisement")
#: Most and least words of a line that goes on what a line above it began: a teaser is a headline, a button a word or two.
_GOES_ON: Final = {"related": (3, 40), "share": (1, 2), "cookie": (1, 4), "comments": (1, 60)}
#: Hints that a teaser gives, too: "Fish prices fall", "An editor remembers".
_WEAK: Final = frozenset(("other", "sign-up"))
_IN_TEASERS: Final = _WEAK | {"advertisement", "byline", "dateline", "comments", "caption"}
#: Buttons that stand by a form as well as in a row of others; there the row decides.
_BUTTONS: Final = frozenset(("email", "e-mail", "print", "more", "copy link", "link", "save", "like"))


def kinds_of(lines: Sequence[str], aside: Sequence[bool]) -> tuple[str | None, ...]:
    """Return the kind of each line that is set aside, None for the others."""
    kinds: list[str | None] = []
    begun: str | None = None
    for line, mark in zip(lines, aside, strict=True):
        if not mark:
            kinds.append(None)
            begun = None
            continue
        kind = sure_kind(line)
        if kind is None or line.lower() in _BUTTONS:
            kind = _going_on(line, begun) or kind or kind_of(line)
        else:
            begun = kind
        kinds.append(kind)
    return tuple(kinds)


def _going_on(line: str, begun: str | None) -> str | None:
    """Return the kind that a line above began, if this one may go on with it."""
    if begun not in _GOES_ON:
        return None
    least, most = _GOES_ON[begun]
    weak = _IN_TEASERS if begun == "related" else _WEAK
    return begun if least <= len(line.split()) <= most and kind_of(line) in {*weak, begun} else None


def kind_of(line: str) -> str:
    """Name the kind of a line by its words; `other` where they do not tell."""
    kind = sure_kind(line)
    if kind is not None:
        return kind
    # A hint of the more telling kinds wins; "photo" in a long line makes a caption, in a short one a credit.
    hints = hinted(line)
    for kind in _TELLING:
        if kind in hints:
            return kind
    if "credit" in hints:
        return "caption" if len(line.split()) > 6 else "credit"
    for kind in ("byline", "dateline", "related"):
        if kind in hints:
            return kind
    return "other"
