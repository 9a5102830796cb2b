"""Which lines of a page are furniture, and of what kind (CODEBOOK section 8).

A line is furniture if a set phrase says so (`phrases`), or if two small networks over its shape, words, place and
neighbours are sure enough; the longer the line, the surer they must be, since a paragraph wrongly set aside loses
what it tells. The weights come from `tools/fit_lines.py`.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from legation.clean.features import OWN, Matrix, context_features, own_features, placed_features
from legation.clean.phrases import hinted, sure_kind
from legation.errors import ModelError

#: Least score at which a line of up to so many words is set aside. Chosen in folds by outlet (`tools/fit_lines.py`) for the
#: most furniture at a given loss of body words: a word alone costs nothing that is news, a headline of eight words does.
_LEAST = ((1, 0.1), (2, 0.35), (4, 0.75), (8, 0.93), (16, 0.95), (40, 0.985))
#: Hints that speak against a line at such a place.
_TELLING = frozenset(
    f"hint_{name}" for name in ("credit", "copyright", "cookie", "sign-up", "comments", "share", "you")
)
_MOSTLY, _MORE = 0.75, 0.04
#: Longer lines are never set aside by the networks alone.
_NEVER = 2.0
#: Lines that are looked at together; pages have fewer.
_BLOCK = 10_000


class _Net(NamedTuple):
    mean: Matrix
    scale: Matrix
    into: Matrix
    into_bias: Matrix
    out: Matrix
    out_bias: Matrix

    def scores(self, table: Matrix) -> NDArray[np.float64]:
        """Return the chance of furniture for each row."""
        hidden = np.tanh((table - self.mean) / self.scale @ self.into + self.into_bias)
        result: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(hidden @ self.out + self.out_bias, -30, 30)))
        return result


def thresholds(words: NDArray[np.float64], scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the least score for lines of so many words, on a page whose lines have these scores.

    Where most of a page is furniture its few headlines and short paragraphs look like teasers: there it takes more.
    """
    result = np.full(len(words), _NEVER)
    for most, least in reversed(_LEAST):
        result[words <= most] = least
    if len(scores) and scores.mean() > _MOSTLY:
        longer = (words > 4) & (result < 1)
        result[longer] = np.minimum(result[longer] + _MORE, 0.995)
    return result


def furniture_kinds(lines: tuple[str, ...]) -> tuple[str | None, ...]:
    """Return the kind of furniture of each line, None for the article's own; lines are stripped and not empty."""
    # A text of a million one-word lines is no page; in blocks it costs bounded memory.
    return tuple(
        kind for start in range(0, len(lines), _BLOCK) for kind in _kinds_of_block(lines[start : start + _BLOCK])
    )


def _kinds_of_block(lines: tuple[str, ...]) -> tuple[str | None, ...]:
    own = own_features(lines)
    placed = placed_features(own)
    first, second = _networks()
    scores = second.scores(context_features(placed, first.scores(placed)))
    # Scripts without blanks have whole sentences of one "word".
    words = np.array([max(len(line.split()), len(line) / 12) for line in lines])
    taken = ((scores >= thresholds(words, scores)) & ~spared(lines, own)) | (own[:, OWN.index("sure")] > 0)
    return tuple(kind_of(line) if mark else None for line, mark in zip(lines, taken, strict=True))


def spared(lines: tuple[str, ...], own: Matrix) -> NDArray[np.bool_]:
    """Tell which lines the networks may not set aside, by their place: a headline, and a short sentence among sentences.

    The headline is the line of three words or more above the first long sentence, set phrases between them passed
    over; both are short like a teaser, and what they tell would be lost.
    """
    result = np.zeros(len(lines), dtype=bool)
    sure = own[:, OWN.index("sure")] > 0
    sentence = own[:, OWN.index("sentence_like")] > 0
    hints: NDArray[np.bool_] = np.max(own[:, [index for index, name in enumerate(OWN) if name in _TELLING]], axis=1) > 0
    (places,) = np.nonzero(own[:, OWN.index("long_sentence")] > 0)
    for place in range(int(places[0]) - 1, -1, -1) if len(places) else ():
        if sure[place]:
            continue
        line = lines[place]
        if 3 <= len(line.split()) <= 20 and not line.endswith((":", "|", "»")) and not hints[place]:
            result[place] = True
        break
    # "Iran welcomed it." and "So did Oman." below it: short sentences in a row that a full one begins.
    row = False
    for place, line in enumerate(lines):
        short = line.endswith((".", "?", "!", "”", '"')) and line[0].isupper() and 3 <= len(line.split()) <= 12
        row = bool(sentence[place]) or (row and short and not hints[place] and not sure[place])
        result[place] |= row and short and not sentence[place]
    return result


def kind_of(line: str) -> str:
    """Name the kind of a line known to be furniture; `other` where its words do not tell."""
    kind = sure_kind(line)
    if kind is not None:
        return kind
    # A hint of the more telling kinds wins; "photo" in a long line makes a caption, in a short one a credit.
    hints = hinted(line)
    for kind in ("copyright", "cookie", "disclaimer", "sign-up", "comments", "share", "advertisement"):
        if kind in hints:
            return kind
    if "credit" in hints:
        return "caption" if len(line.split()) > 6 else "credit"
    for kind in ("byline", "dateline", "related"):
        if kind in hints:
            return kind
    return "other"


@cache
def _networks() -> tuple[_Net, _Net]:
    """Load the weights once; raises `ModelError` if they do not belong to this code."""
    source = files("legation.clean").joinpath("lines_model.json")
    try:
        found = json.loads(source.read_text(encoding="utf-8"))
        first, second = (
            _Net(**{name: np.array(values) for name, values in found[part].items()}) for part in ("first", "second")
        )
        placed = placed_features(np.zeros((1, len(OWN))))
        first.scores(placed)
        second.scores(context_features(placed, np.array([0.5])))
    except (OSError, KeyError, TypeError, ValueError) as error:
        problem = f"the line classifier's weights do not fit: {error}"
        raise ModelError(problem, place=str(source), remedy="reinstall, or run tools/fit_lines.py --write") from None
    return first, second
