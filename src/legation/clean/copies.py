"""Which texts are copies of one story: whole, shortened, with another headline, with paragraphs added.

Two texts are compared by the runs of five words that they share, as a share of the shorter one's (containment): a cut
to a third shares all of its runs, though they are a third of the other's. Hashes stand for the runs, so that a
sketch is an array of numbers; `store.intake` finds the candidates over all that was ever read.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from legation.records import Document

Sketch = NDArray[np.uint32]

#: Containment from which two texts are copies (`bench/duplicates.py` measures it).
LEAST: Final = 0.4
#: Runs that must be shared at least: a shared sentence of a quotation makes no copy.
_SHARED: Final = 12
#: A text of less than this share of the other's length is a part of it (a digest's item), not its copy.
_SHORTEST: Final = 0.12
_RUN: Final = 5
#: Words of the shortest line that counts as a sentence of the story.
_SENTENCE: Final = 9
#: Words in such lines that make a story.
_ENOUGH: Final = 60
#: Share of the shorter text's runs below which two texts have nothing to do with one another.
_STRANGE: Final = 0.1
#: Words that are looked at; a longer text is known by its beginning.
_MOST_WORDS: Final = 20_000
#: One run in so many is looked up, and at least so many of a text.
_SAMPLED: Final = 8
_FEWEST: Final = 12
_WORD: Final = re.compile(r"\w+")
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
_AGENCIES: Final = {
    "Reuters": r"Reuters", "AFP": r"AFP|Agence France-Presse", "AP": r"AP|Associated Press", "Xinhua": r"Xinhua",
    "TASS": r"TASS", "dpa": r"dpa", "EFE": r"EFE", "ANI": r"ANI", "PTI": r"PTI", "Anadolu": r"Anadolu(?: Agency)?", "Kyodo": r"Kyodo(?: News)?",
    "Yonhap": r"Yonhap", "Bloomberg": r"Bloomberg",
}  # fmt: skip
_NAMED: Final = tuple(
    (name, re.compile(rf"\((?:{words})\)\s?[-–—]|\b(?:Source|By|From|via)[: ]+(?:{words})\b"))
    for name, words in _AGENCIES.items()
)


def own_words(document: Document) -> str:
    """Return the article's own words, headline and furniture left out."""
    pieces, place = [], 0
    for line in document.furniture:
        pieces.append(document.text[place : line.span.start])
        place = line.span.end
    text = "".join([*pieces, document.text[place:]]).lstrip()
    title = document.title
    return text.removeprefix(title) if title and len(text) > 3 * len(title) else text


def told_words(document: Document) -> str:
    """Return the words by which an article is known: its own, lines too short for a sentence left out.

    Two pages of one outlet share menus and teasers, a few of which are always left. A text of short lines is known by all.
    """
    text = own_words(document)
    long = [line for line in text.splitlines() if len(line.split()) >= _SENTENCE or len(line) > 12 * _SENTENCE]
    return "\n".join(long) if sum(len(line.split()) for line in long) >= _ENOUGH else text


def sketch(text: str) -> Sketch:
    """Return the hashes of all runs of five words, each once, in ascending order; of a shorter text one of the whole."""
    words = _WORD.findall(text.lower())[:_MOST_WORDS]
    if not words:
        return np.zeros(0, dtype=np.uint32)
    hashes = np.fromiter(map(_number, words), dtype=np.uint64, count=len(words))
    size = min(_RUN, len(words))
    mixed = np.zeros(len(words) - size + 1, dtype=np.uint64)
    for place in range(size):
        mixed = mixed * _FACTOR + hashes[place : place + len(mixed)]
        mixed ^= mixed >> np.uint64(29)
    return np.unique(((mixed * _FACTOR) >> np.uint64(32)).astype(np.uint32))


@lru_cache(maxsize=100_000)
def _number(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "replace"))


def sampled(runs: Sketch) -> Sketch:
    """Return the runs of a sketch that are looked up: the smallest, the same ones in whatever text they stand."""
    return runs[: max(_FEWEST, int(np.searchsorted(runs, 2**32 // _SAMPLED)))]


def containment(one: Sketch, other: Sketch) -> tuple[float, int]:
    """Return the share of the shorter text's runs that the other has, and their number."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    if not len(few):
        return 0.0, 0
    places = np.minimum(np.searchsorted(many, few), len(many) - 1)
    shared = int(np.count_nonzero(many[places] == few))
    return shared / max(min(len(one), len(other)), 1), shared


def are_copies(one: Sketch, other: Sketch) -> bool:
    """Tell whether two texts are copies of one story."""
    if not len(one) or not len(other):
        return False
    if len(one) == len(other) and np.array_equal(one, other):
        return True
    if min(len(one), len(other)) < _SHORTEST * max(len(one), len(other)):
        return False
    share, shared = containment(one, other)
    return share >= LEAST and shared >= _SHARED


def are_strangers(some: Sequence[Sketch], others: Sequence[Sketch]) -> bool:
    """Tell whether half of the pairs of texts, or more, have nothing to do with one another.

    A page that joins two dispatches is a copy of both. It must not make one story of them, whichever of the three comes first.
    """
    strange = sum(containment(one, other)[0] < _STRANGE for one in some for other in others)
    return 2 * strange >= max(len(some) * len(others), 1)


def one_story(
    runs: Sketch, copies: Mapping[int, Sequence[Sketch]], members: Mapping[int, Sequence[Sketch]]
) -> list[int]:
    """Return which of several stories a text belongs to, and makes one.

    Given its copies in each story, and the texts that were first in each. It is the story of which the text has most, and
    those that are no strangers to it; the text itself may be a stranger to a story that has one copy of it.
    """
    known = [story for story in copies if not are_strangers([runs], members[story])]
    shared = {story: max(containment(runs, copy)[1] for copy in copies[story]) for story in known}
    chosen: list[int] = []
    for story in sorted(known, key=lambda story: (-shared[story], story)):
        if not any(are_strangers(members[other], members[story]) for other in chosen):
            chosen.append(story)
    return chosen


def agency_of(text: str) -> str | None:
    """Return the news agency that a text says it is from, None where it says none."""
    opening, ending = text[:1000], text[-500:]
    for name, pattern in _NAMED:
        if pattern.search(opening) or pattern.search(ending):
            return name
    return None


def pack(runs: Sketch) -> bytes:
    """Return a sketch as bytes to keep."""
    return runs.astype("<u4").tobytes()


def unpack(data: bytes) -> Sketch:
    """Return the sketch that `pack` made bytes of."""
    return np.frombuffer(data, dtype="<u4").astype(np.uint32, copy=False)
