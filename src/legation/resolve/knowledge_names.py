"""Names made comparable: one normal form for aliases and for words of a text.

Casefold, no diacritics, no dots or apostrophes, hyphens as spaces, no article in front; letters that do not
decompose ("ł", "ø", "ı") are spelled as newspapers do.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_PLAIN: Final = str.maketrans({
    "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "ı": "i", "İ": "i", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th",
    "Þ": "th", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ə": "a", "Ə": "a", "ħ": "h", "Ħ": "h", "ŋ": "n",
    ".": "", "'": "", "’": "", "‘": "", "`": "", "ʻ": "", "ʼ": "", "ʿ": "", "ʾ": "", "´": "", "“": "", "”": "", '"': "",
    "-": " ", "‑": " ", "–": " ", "—": " ", "_": " ", "/": " ", ",": " ", "(": " ", ")": " ", ";": " ", ":": " ",
    "&": " and ", "\u00ad": "", "\u200b": "", "\u200d": "", "\ufeff": "",
})  # fmt: skip
_ARTICLES: Final = ("the ", "a ", "an ")
_MARKS: Final = re.compile("[\u0300-\u036f]+")
#: Ends of a possessive, taken off before apostrophes go.
_POSSESSIVE: Final = re.compile(r"[’']s?\s*$")
APOSTROPHES: Final = "'’‘`ʻʼ"


@lru_cache(maxsize=65_536)
def normal(text: str) -> str:
    """Return the normal form of a name; "" where nothing of it is left."""
    folded = text.translate(_PLAIN).casefold()
    if not folded.isascii():
        folded = _MARKS.sub("", unicodedata.normalize("NFKD", folded)).translate(_PLAIN).casefold()
    joined = " ".join(folded.split())
    return joined.removeprefix("the ")


def normal_phrase(text: str) -> str:
    """Return the normal form of a whole phrase: as `normal`, less a possessive ending and any article in front."""
    form = normal(_POSSESSIVE.sub("", text.strip()))
    for article in _ARTICLES:
        form = form.removeprefix(article)
    return form


def is_shouted(text: str) -> bool:
    """Tell whether the letters of `text` are capitals, as in an acronym ("US", "U.N.") or a headline."""
    return text.upper() == text and any(character.isalpha() for character in text)
