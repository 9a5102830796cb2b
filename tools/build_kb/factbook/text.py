"""Factbook text made plain, and cut at marks that stand outside of brackets."""

from __future__ import annotations

import html
import re
from typing import Final

_TAGS: Final = re.compile(r"<[^>]*>")
_BREAKS: Final = re.compile(r"<br\s*/?>|</p>|</li>", re.IGNORECASE)
_PLAIN: Final = str.maketrans({
    "’": "'", "‘": "'", "`": "'", "ʻ": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\xa0": " ",
    "\u200b": "", "\ufeff": "", "\u00ad": "", "\ufffd": "",
})  # fmt: skip
_OPEN: Final = "(["
_CLOSE: Final = ")]"


def plain(text: str, line_break: str = " ") -> str:
    """Return `text` without tags and entities (also doubly escaped), on one line; `<br>` becomes `line_break`."""
    for _ in range(2):
        text = html.unescape(text)
    text = _TAGS.sub("", _BREAKS.sub(line_break, text)) if line_break != " " else _TAGS.sub(" ", text)
    text = text.translate(_PLAIN).replace("--", " - ")
    return " ".join(text.split())


def split_outside(text: str, marks: str) -> list[str]:
    """Cut `text` at every character of `marks` that is in no brackets; stray closing brackets do not count."""
    parts, start, depth = [], 0, 0
    for at, character in enumerate(text):
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(0, depth - 1)
        elif not depth and character in marks:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return parts


def bracket_groups(text: str) -> list[tuple[str, str]]:
    """Return (text before, content of the brackets) for every outer pair of round brackets; the rest with ""."""
    groups, start, depth, opened = [], 0, 0, 0
    for at, character in enumerate(text):
        if character == "(":
            if not depth:
                opened = at
            depth += 1
        elif character == ")" and depth:
            depth -= 1
            if not depth:
                groups.append((text[start:opened], text[opened + 1 : at]))
                start = at + 1
    if depth:  # never closed: the bracket runs to the end
        groups.append((text[start:opened], text[opened + 1 :]))
        start = len(text)
    groups.append((text[start:], ""))
    return groups
