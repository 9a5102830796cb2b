"""Which lines of a page are furniture, and of what kind (CODEBOOK section 8).

A line is furniture if a set phrase says so (`phrases`), or if small networks over its shape, words, place and
neighbours are sure enough: one gives a first opinion on every line, five a second one that knows the first opinion on the
lines around. The longer the line, the surer they must be, since a paragraph wrongly set aside loses
what it tells. The weights come from `tools/fit_lines.py`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from legation.clean.features import OWN, Matrix, context_features, own_features, placed_features, words_in
from legation.clean.kinds import kinds_of
from legation.errors import ModelError

#: Least score at which a line of up to so many words is set aside. Chosen in folds by outlet (`tools/fit_lines.py`) for the
#: most furniture at a given loss of body words: a word alone costs nothing that is news, a headline of eight words does.
_LEAST = ((1, 0.1), (2, 0.5), (4, 0.8), (8, 0.93), (16, 0.95), (40, 0.985))
#: Hints that speak against a line at such a place.
_TELLING = frozenset(
    f"hint_{name}" for name in ("credit", "copyright", "cookie", "sign-up", "comments", "share", "you")
)
#: Where so much of a page is furniture, it takes so much more (of log odds) to set a line aside.
_MOSTLY, _MORE = 0.65, 1.6
#: Log odds that it adds where a line stands on another page of the outlet; that is told (`repetition`) for a few pages only.
_REPEATED = 5.5
#: Longer lines are never set aside by the networks alone.
_NEVER = 2.0
#: Lines that are looked at together; pages have fewer.
_BLOCK = 10_000


class Network(NamedTuple):
    """One hidden layer of tanh units and a logistic output."""

    mean: Matrix
    scale: Matrix
    into: Matrix
    into_bias: Matrix
    out: Matrix
    out_bias: Matrix

    @classmethod
    def of(cls, weights: dict[str, list[float]]) -> Network:
        """Make one of weights as they are kept. Raises `TypeError` for others."""
        return cls(**{name: np.array(values) for name, values in weights.items()})

    def scores(self, table: Matrix) -> NDArray[np.float64]:
        """Return the chance of furniture for each row."""
        hidden = np.tanh((table - self.mean) / self.scale @ self.into + self.into_bias)
        result: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(hidden @ self.out + self.out_bias, -30, 30)))
        return result


def second_opinion(networks: Sequence[Network], table: Matrix) -> NDArray[np.float64]:
    """Return the chance of furniture for each row by several networks: the mean of their log odds."""
    chances = np.clip(np.stack([network.scores(table) for network in networks]), 1e-7, 1 - 1e-7)
    result: NDArray[np.float64] = 1 / (1 + np.exp(-np.log(chances / (1 - chances)).mean(0)))
    return result


def with_repetition(scores: NDArray[np.float64], repeated: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the chances of furniture, higher for lines that other pages of the outlet have, too."""
    raised = 1 / (1 + (1 / np.maximum(scores, 1e-9) - 1) * np.exp(-_REPEATED))
    return np.where(repeated, raised, scores)


def thresholds(words: NDArray[np.float64], scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the least score for lines of so many words, on a page whose lines have these scores.

    Where most of a page is furniture its headlines, lists and short paragraphs look like menus and teasers: there it takes more.
    """
    result = np.full(len(words), _NEVER)
    more = _MORE if len(scores) and scores.mean() > _MOSTLY else 0.0
    for most, least in reversed(_LEAST):
        result[words <= most] = 1 / (1 + (1 / least - 1) * np.exp(-more))
    return result


def furniture_kinds(lines: tuple[str, ...], repeated: Collection[str] = ()) -> tuple[str | None, ...]:
    """Return the kind of furniture of each line, None for the article's own; lines are stripped and not empty.

    `repeated` are those that other pages of the outlet have, too, as far as that is known.
    """
    # A text of a million one-word lines is no page; in blocks it costs bounded memory.
    return tuple(
        kind
        for start in range(0, len(lines), _BLOCK)
        for kind in _kinds_of_block(lines[start : start + _BLOCK], repeated)
    )


def _kinds_of_block(lines: tuple[str, ...], repeated: Collection[str]) -> tuple[str | None, ...]:
    own = own_features(lines)
    placed = placed_features(own)
    first, second = _networks()
    scores = second_opinion(second, context_features(placed, first.scores(placed)))
    words = np.array([words_in(line) for line in lines])
    least = thresholds(words, scores)
    if repeated:
        scores = with_repetition(scores, np.array([line in repeated for line in lines]))
    taken = ((scores >= least) & ~spared(lines, own)) | (own[:, OWN.index("sure")] > 0)
    return kinds_of(lines, taken.tolist())


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


@cache
def _networks() -> tuple[Network, tuple[Network, ...]]:
    """Load the weights once; raises `ModelError` if they do not belong to this code."""
    source = files("legation.clean").joinpath("lines_model.json")
    try:
        found = json.loads(source.read_text(encoding="utf-8"))
        first, *second = (Network.of(weights) for weights in (found["first"], *found["second"]))
        placed = placed_features(np.zeros((1, len(OWN))))
        first.scores(placed)
        second_opinion(second, context_features(placed, np.array([0.5])))
    except (OSError, KeyError, TypeError, ValueError) as error:
        problem = f"the line classifier's weights do not fit: {error}"
        raise ModelError(problem, place=str(source), remedy="reinstall, or run tools/fit_lines.py --write") from None
    return first, tuple(second)
