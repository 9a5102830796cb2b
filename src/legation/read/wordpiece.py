"""Words to WordPiece numbers, as the uncased BERT vocabulary has them, and the coarse shape of each word.

Words arrive split, so this is all of a tokeniser that the model needs. It gives the numbers that the `tokenizers`
package gives (tested on the treebanks); that package is not used because it draws in a network client.

Method: greedy longest match from the left (Schuster and Nakajima 2012, as in Devlin et al. 2019), after lower-casing,
removal of accents and splitting at punctuation and ideographs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

UNKNOWN = "[UNK]"
START = "[CLS]"
END = "[SEP]"
PADDING = "[PAD]"

#: A word of more pieces is cut: what follows says nothing about its part in the sentence.
MOST_PIECES = 12
#: The original refuses longer words, and so does this.
MOST_CHARACTERS = 100
#: Words whose pieces are kept at hand; the store is emptied when full, so memory stays bounded.
MOST_REMEMBERED = 50_000

_IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


class WordPiece:
    """A vocabulary of word pieces; the place of a piece in `vocabulary` is its number."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        """Take the pieces in order; those inside a word begin with `##`."""
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown = self._numbers[UNKNOWN]
        self.start = self._numbers[START]
        self.end = self._numbers[END]
        self.padding = self._numbers[PADDING]
        self._longest = max(len(piece) for piece in vocabulary)
        self._remembered: dict[str, tuple[int, ...]] = {}

    def pieces(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the pieces of `word`: at least one, at most `MOST_PIECES`."""
        known = self._remembered.get(word)
        if known is not None:
            return known
        found = tuple(self.all_pieces(word[: 4 * MOST_CHARACTERS])[:MOST_PIECES]) or (self.unknown,)
        if len(word) > MOST_CHARACTERS:
            return found  # the store is bounded in words, and must be in bytes
        if len(self._remembered) >= MOST_REMEMBERED:
            self._remembered.clear()
        self._remembered[word] = found
        return found

    def all_pieces(self, text: str) -> list[int]:
        """Return the numbers of all pieces of `text`, uncut; empty for text of spaces and control characters."""
        return [number for part in split_basic(text) for number in self._match(part)]

    def _match(self, part: str) -> list[int]:
        """Cut one part into the longest known pieces from the left; one unknown piece where that fails."""
        if len(part) > MOST_CHARACTERS:
            return [self.unknown]
        found: list[int] = []
        start = 0
        while start < len(part):
            mark = "##" if start else ""
            for end in range(min(len(part), start + self._longest), start, -1):
                number = self._numbers.get(mark + part[start:end])
                if number is not None:
                    break
            else:
                return [self.unknown]
            found.append(number)
            start = end
        return found


def split_basic(text: str) -> list[str]:
    """Lower-case `text`, take accents and control characters away, split at spaces, punctuation and ideographs."""
    if text.isascii() and text.isalpha():
        return [text.lower()]
    spaced = "".join(_spaced(character) for character in text)
    plain = [c for c in unicodedata.normalize("NFD", spaced) if unicodedata.category(c) != "Mn"]
    lowered = "".join(plain).lower()
    return "".join(f" {c} " if _is_punctuation(c) else c for c in lowered).split()


def _spaced(character: str) -> str:
    """Drop a control character, turn any space into a blank, set blanks around an ideograph."""
    if character in "\t\n\r" or unicodedata.category(character) == "Zs":
        return " "
    if character in "\0\ufffd" or unicodedata.category(character).startswith("C"):
        return ""
    number = ord(character)
    if number >= 0x3400 and any(low <= number <= high for low, high in _IDEOGRAPHS):
        return f" {character} "
    return character


def _is_punctuation(character: str) -> bool:
    """Tell whether the vocabulary splits at `character`: Unicode punctuation, and every ASCII sign."""
    if character.isalnum() or character.isspace():
        return False
    return character.isascii() or unicodedata.category(character).startswith("P")


# The shapes give back the case that the vocabulary throws away. Their numbers are part of the model.
SHAPES = 12
(
    SPECIAL,
    LOWER,
    CAPITALISED,
    CAPITALISED_FIRST,
    UPPER,
    SINGLE_CAPITAL,
    MIXED,
    DIGITS,
    SIGNS,
    CONTINUATION,
    UPPER_FIRST,
    NUMBER_MIXED,
) = range(SHAPES)


def word_shapes(words: Sequence[str]) -> list[int]:
    """Return the shape of each word of one sentence; a capital at the first word of letters has shapes of its own."""
    shapes: list[int] = []
    first = True
    for word in words:
        shapes.append(_shape(word, first=first))
        if first and any(c.isalpha() for c in word):
            first = False
    return shapes


def _shape(word: str, *, first: bool) -> int:
    if word.islower() and word.isalpha():
        return LOWER
    letters = any(c.isalpha() for c in word)
    if any(c.isdigit() for c in word):
        return NUMBER_MIXED if letters else DIGITS
    if not letters:
        return SIGNS
    if word.islower():
        return LOWER
    if len(word) == 1:
        return SINGLE_CAPITAL
    if word.isupper():
        return UPPER_FIRST if first else UPPER
    if word[0].isupper() and word[1:].islower():
        return CAPITALISED_FIRST if first else CAPITALISED
    return MIXED
