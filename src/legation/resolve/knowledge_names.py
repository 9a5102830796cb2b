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


# --- spellings of one name -----------------------------------------------------------------------------------------

#: Words of a name that tell nobody apart: particles, titles.
_IDLE: Final = frozenset(
    "al el ad an ar as az ul bin ibn ben abu de la le von van der den di da dos du jr sr ii iii iv mr mrs ms dr sir dame lord lady gen "
    "general lt col colonel maj major brig capt captain adm admiral prof president premier prime minister king queen prince princess emir "
    "sheikh sultan pope senator sen rep governor gov chancellor secretary mullah imam ayatollah former acting deputy vice judge hon alhaji".split()
)
_HARD: Final = re.compile(r"kh|gh|q|ck|c(?=[aou])")
_SOFT: Final = re.compile(r"dj|zh|ch(?=o)")
_TWICE: Final = re.compile(r"(.)\1+")
_VOWELS: Final = re.compile(r"[aeiouy]")


@lru_cache(maxsize=65_536)
def bones(word: str) -> str:
    """Return the first letter and the consonants that survive transliteration: "mohamed", "muhammad" -> "mhmd"."""
    word = _SOFT.sub("j", _HARD.sub("k", word)).replace("ph", "f").replace("w", "v").replace("z", "s")
    word = _TWICE.sub(r"\1", word)
    return word[:1] + _VOWELS.sub("", word[1:])


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, in normal form, that tell people apart."""
    return tuple(word for word in normal(name).split() if word not in _IDLE)


def may_be(written: str, known: str) -> bool:
    """Tell whether a name as a text writes it can be a known name: each of its words is one of it, or an initial.

    >>> may_be("Mohammed Hussein Roble", "Mohamed Hussein Roble"), may_be("G. W. Bush", "George W. Bush")
    (True, True)
    >>> may_be("Diego Molano", "Julia Molano")
    False
    """
    there = name_words(known)
    spelled = {bones(word) for word in there}
    initials = {word[0] for word in there}
    return all(
        word in there or bones(word) in spelled or (len(word) == 1 and word in initials) for word in name_words(written)
    )
