"""What a line looks like, in numbers: its shape, its words, its neighbours, its place on the page, and whether it is on its matter.

All of it is counted in one pass over the lines; windows are answered from running sums, so that the cost grows with
the length of the text and nothing else.
"""

from __future__ import annotations

import math
import re
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from legation.clean.phrases import HINTS, hinted, sure_kind

Matrix = NDArray[np.float64]

#: Words that make sentences; lists, menus and teasers have few of them.
_SMALL_WORD_LIST = """
the a an of to in and on for with that was is are were be been by at from as it its this has have had not but he she
they his her their who which will would after before said says over into than about also more when while could may or
if out up there no one two all we you i
"""
_SMALL_WORDS = frozenset(_SMALL_WORD_LIST.split())
_PRONOUNS = frozenset(("he", "she", "they", "his", "her", "their", "who", "it", "its"))
_WORD = re.compile(r"\w[\w’'-]*")
#: Words that may be of the matter: letters alone, four at least.
_MATTER = re.compile(r"[^\W\d_]{4,}")
_DIGITS = re.compile(r"\d")
#: Letters of scripts that put no blanks between words: Thai to Khmer, kana, Chinese characters.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_ENDS = (".", "!", "?", ".”", "?”", "!”", '."', '?"', '!"', ".’", ".'", ".)", "…", ":”")
_QUOTES = '“”"‘«'

#: Names of the numbers that describe one line by itself, in order.
OWN = (
    "log_words",
    "log_characters",
    "one_word",
    "ends_sentence",
    "ends_colon",
    "ends_mark",
    "opens_upper",
    "opens_digit",
    "opens_quote",
    "opens_mark",
    "capitals",
    "all_upper",
    "small_words",
    "pronouns",
    "digits",
    "marks",
    "quotes",
    "commas",
    "bars",
    "sentence_like",
    "long_sentence",
    "repeated",
    "sure",
    *(f"hint_{name}" for name, _, _ in HINTS),
    # How much of the line the page's long sentences tell, too: a teaser is of another matter.
    "told",
    "told_words",
    "told_often",
    "no_matter",
)


def words_in(line: str) -> float:
    """Return about how many words a line has, in whatever script; an endless word counts for several."""
    blanks = max(len(line.split()), len(line) / 12)
    return blanks if line.isascii() else max(blanks, len(_UNSPACED.findall(line)) / 2)


_LONG = OWN.index("long_sentence")
#: Shape shows in the first two thousand characters; a longer line is a paragraph whatever follows.
_READ = 2000


def own_features(lines: tuple[str, ...]) -> Matrix:
    """Describe each line by itself: one row a line, one column for each name in `OWN`."""
    counts = Counter(lines)
    rows = {line: _of_line(line, copies) for line, copies in counts.items()}
    matter = {line: frozenset(map(str.lower, _MATTER.findall(line[:_READ]))) for line in rows}
    long = {line for line, row in rows.items() if row[_LONG]}
    told = Counter(word for line in long for word in matter[line])
    for line, row in rows.items():
        row.extend(_matter(matter[line], told, len(long), itself=line in long))
    return np.array([rows[line] for line in lines]).reshape(len(lines), len(OWN))


def _matter(words: frozenset[str], told: Counter[str], sentences: int, *, itself: bool) -> list[float]:
    """Describe how much of a line's words other long sentences tell: the share, the number, and how often they do."""
    often = [count for word in words if (count := told[word] - itself) > 0]
    number = max(len(words), 1)
    weight = sum(map(math.log1p, often)) / math.log1p(max(sentences, 1))
    return [len(often) / number, float(len(often)), weight / number, float(not words)]


def _of_line(line: str, copies: int) -> list[float]:
    read = line[:_READ]
    words = _WORD.findall(read)
    number = max(len(words), 1)
    # `map` over a method counts three times as fast as a loop of ours, and pages have a hundred thousand characters.
    lowered = list(map(str.lower, words))
    small = sum(map(_SMALL_WORDS.__contains__, lowered))
    capitals = sum(map(str.isupper, [word[0] for word in words]))
    letters, upper, marks = _counted(read)
    ends_sentence = line.endswith(_ENDS)
    hints = hinted(line)
    return [
        float(np.log1p(len(words))),
        float(np.log1p(len(line))),
        float(len(words) <= 1),
        float(ends_sentence),
        float(line.endswith(":")),
        float(not ends_sentence and not line[-1].isalnum()),
        float(line[0].isupper()),
        float(line[0].isdigit()),
        float(line[0] in _QUOTES),
        float(not line[0].isalnum() and line[0] not in _QUOTES),
        capitals / number,
        float(upper > 0.8 * max(letters, 1)),
        small / number,
        sum(map(_PRONOUNS.__contains__, lowered)) / number,
        len(_DIGITS.findall(read)) / max(len(read), 1),
        marks / max(len(read), 1),
        float(any(mark in line for mark in _QUOTES)),
        line.count(",") / number,
        float("|" in line or " · " in line or " • " in line or " » " in line),
        float(ends_sentence and len(words) >= 8 and small >= 0.2 * number),
        float(ends_sentence and len(words) >= 18 and small >= 0.25 * number),
        float(min(copies - 1, 3)),
        float(sure_kind(line) is not None),
        *(float(name in hints) for name, _, _ in HINTS),
    ]


_UPPER = bytes(range(65, 91))
_LETTERS = _UPPER + bytes(range(97, 123))
_MARKS = bytes(code for code in range(128) if not chr(code).isalnum() and not chr(code).isspace())


def _counted(words: str) -> tuple[int, int, int]:
    """Return how many letters, capitals and marks there are; ASCII is counted as bytes, thirty times as fast."""
    plain = words.encode("ascii", "ignore")
    letters, upper, marks = (len(plain) - len(plain.translate(None, some)) for some in (_LETTERS, _UPPER, _MARKS))
    if len(plain) < len(words):
        for character in words:
            if character > "\x7f":
                letters += character.isalpha()
                upper += character.isupper()
                marks += not character.isalnum() and not character.isspace()
    return letters, upper, marks


#: Columns of `OWN` that are repeated for the lines around.
_AROUND = (
    "log_words",
    "ends_sentence",
    "small_words",
    "capitals",
    "sentence_like",
    "long_sentence",
    "sure",
    "repeated",
    "hint_you",
    "told",
)
_NEAR = (-3, -2, -1, 1, 2, 3)
_WINDOWS = (3, 8, 25)


def placed_features(own: Matrix) -> Matrix:
    """Add to `own_features` what stands around each line and where it stands on the page."""
    number = len(own)
    chosen = own[:, [OWN.index(name) for name in _AROUND]]
    parts = [own]
    for shift in _NEAR:
        parts.append(_shifted(chosen, shift))
    long = own[:, OWN.index("long_sentence")]
    sentence = own[:, OWN.index("sentence_like")]
    sure = own[:, OWN.index("sure")]
    for column in (long, sentence, sure, own[:, OWN.index("log_words")], own[:, OWN.index("told")]):
        for width in _WINDOWS:
            parts.append(_window_mean(column, width)[:, None])
    before = np.cumsum(long) - long
    after = long.sum() - before - long
    index = np.arange(number)
    parts.append(
        np.stack(
            [
                np.log1p(before),
                np.log1p(after),
                before / max(long.sum(), 1.0),
                np.log1p(_since(long)),
                np.log1p(_since(long[::-1])[::-1]),
                np.log1p(_since(sentence)),
                np.log1p(_since(sentence[::-1])[::-1]),
                np.log1p(index),
                np.log1p(number - 1 - index),
                index / max(number - 1, 1),
                np.full(number, np.log1p(number)),
                np.full(number, sentence.mean() if number else 0.0),
                np.full(number, sure.mean() if number else 0.0),
                (index == 0).astype(float),
            ],
            axis=1,
        )
    )
    return np.concatenate(parts, axis=1)


def context_features(placed: Matrix, scores: NDArray[np.float64]) -> Matrix:
    """Add the first opinion on each line and on its neighbours, for the second opinion."""
    log_odds = np.clip(np.log(np.clip(scores, 1e-6, 1 - 1e-6) / np.clip(1 - scores, 1e-6, 1)), -6, 6)
    parts = [placed, log_odds[:, None]]
    for shift in (-4, -3, -2, -1, 1, 2, 3, 4):
        parts.append(_shifted(log_odds[:, None], shift))
    for width in _WINDOWS:
        parts.append(_window_mean(scores, width)[:, None])
    parts.append(np.full((len(placed), 1), scores.mean() if len(scores) else 0.0))
    return np.concatenate(parts, axis=1)


def _shifted(table: Matrix, shift: int) -> Matrix:
    """Return the rows `shift` lines further on, zeros (and a mark in a last column) beyond the ends."""
    result = np.zeros((len(table), table.shape[1] + 1))
    result[:, -1] = 1.0
    if abs(shift) < len(table):
        target = slice(0, len(table) - shift) if shift > 0 else slice(-shift, None)
        source = slice(shift, None) if shift > 0 else slice(0, len(table) + shift)
        result[target, :-1] = table[source]
        result[target, -1] = 0.0
    return result


def _window_mean(column: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """Return the mean over up to `width` lines on either side, the line itself left out."""
    number = len(column)
    sums = np.concatenate([[0.0], np.cumsum(column)])
    index = np.arange(number)
    low = np.maximum(index - width, 0)
    high = np.minimum(index + width + 1, number)
    result: NDArray[np.float64] = (sums[high] - sums[low] - column) / np.maximum(high - low - 1, 1)
    return result


def _since(flags: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how many lines ago a flag was last set; the distance to the page's edge (at least 50) if never."""
    index = np.arange(len(flags))
    last = np.maximum.accumulate(np.where(flags > 0, index, -50)) if len(flags) else index
    shifted = np.concatenate([[-50], last[:-1]]) if len(flags) else last
    result: NDArray[np.float64] = (index - shifted).astype(float)
    return result
