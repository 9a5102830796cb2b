"""The model's scores of acts to proposals with probabilities.

Each number is made of its own sentence's scores alone, one by one or in an order that the sentence's length does not
change, so that a sentence's proposals are the same to the last bit in any company.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from legation.records import EventScore

Floats = NDArray[np.float32]

#: The least probability of a trigger, and of a part, that is proposed.
LEAST_ACT: Final = 0.15
FLOOR: Final = 0.2
#: The least probability of a type that is named beside the proposed one.
LEAST_SCORE: Final = 0.02
_DIGITS: Final = 4
#: What stands after these in a noun phrase describes its head.
_AFTER_NOUN: Final = frozenset(
    """of in from at for to on with by who whom which that whose between near against under over behind within without
    across inside outside around along including during after before since until about among amid close loyal based
    aboard abroad there here , ( – — : ;""".split()
)
_CLITICS: Final = frozenset("'s ’s ' ’".split())


class EventDecoder:
    """Reads the scores of the event heads by the model's labels, temperatures (Guo et al. 2017) and shift (Platt 1999)."""

    def __init__(
        self,
        labels: Mapping[str, Sequence[str]],
        temperatures: Mapping[str, float] | None = None,
        shift: float = 0.0,
    ) -> None:
        """Take the labels of the event heads; a temperature that is not given is 1, the shift is that of the types.

        A word's row of scores holds, one after another: types, types as a pair's relation, modes, status, via, stance.
        """
        self.types, self.roles = list(labels["types"]), list(labels["roles"])
        self.labels = labels
        self._heat = dict(temperatures or {})
        self._shift = shift
        start = 0
        self.sections: dict[str, slice] = {}
        for name in ("types", "hints", "modes", "status", "via", "stance"):
            size = len(labels["types" if name == "hints" else name])
            self.sections[name] = slice(start, start + size)
            start += size
        self._modes = {
            kind: [n for n, name in enumerate(labels["modes"]) if name.split("/")[0] == kind] for kind in self.types
        }

    def found(self, scores: Floats, triggers: Floats, parts: Floats) -> tuple[EventScore, ...]:
        """Return the proposals for one sentence, in the order of the words; their `sentence` is 0.

        `scores` is (words, sizes), `triggers` and `parts` (words, forms, width); row 0 is the first word.
        """
        kinds = scores[:, self.sections["types"]]
        barrier = (math.log(LEAST_ACT / (1 - LEAST_ACT)) - self._shift) * self._temperature("types")
        found: list[EventScore] = []
        for word, kind in zip(*(places.tolist() for places in np.nonzero(kinds >= barrier)), strict=True):
            found.append(self._proposal(word, kind, scores[word], triggers, parts))
        return tuple(found)

    def _proposal(self, word: int, kind: int, row: Floats, triggers: Floats, parts: Floats) -> EventScore:
        heat = self._temperature("types")
        name = self.types[kind]
        every = [(other, _sigmoid(float(row[n]) / heat + self._shift)) for n, other in enumerate(self.types)]
        mode, mode_probability = "", 0.0
        if self._modes[name]:
            values = row[self.sections["modes"]]
            best, mode_probability = _likeliest(
                [float(values[n]) for n in self._modes[name]], self._temperature("modes")
            )
            mode = self.labels["modes"][self._modes[name][best]].split("/")[1]
        status, status_probability = self._choice("status", row)
        return EventScore(
            sentence=0,
            token=word,
            type=name,
            probability=every[kind][1],
            mode=mode,
            mode_probability=mode_probability,
            status=status,  # type: ignore[arg-type] # the model's labels are the codebook's
            status_probability=status_probability,
            via=self._choice("via", row)[0],
            stance=self._choice("stance", row)[0],
            arguments=self._arguments(word, triggers, parts),
            scores=tuple(sorted((item for item in every if item[1] >= LEAST_SCORE), key=lambda item: -item[1])),
        )

    def _choice(self, name: str, row: Floats) -> tuple[str, float]:
        best, probability = _likeliest(row[self.sections[name]].tolist(), self._temperature(name))
        return self.labels[name][best], probability

    def _arguments(self, word: int, triggers: Floats, parts: Floats) -> tuple[tuple[str, int, float], ...]:
        scores = arc_scores(triggers[word], parts)
        found: list[tuple[str, int, float]] = []
        for role, name in enumerate(self.roles):
            heat = self._temperature(name)
            barrier = math.log(FLOOR / (1 - FLOOR)) * heat
            for place in np.nonzero(scores[:, role] >= barrier)[0].tolist():
                found.append((name, place, _sigmoid(float(scores[place, role]) / heat)))
        return tuple(found)

    def ranked(
        self, scores: Floats, triggers: Floats, parts: Floats, first: int, second: int
    ) -> list[tuple[str, float]]:
        """Return all types with their probabilities, the likeliest first, for what `first` did to `second`.

        Both are places of the words that stand for a party.
        """
        totals = self.pair_scores(scores, triggers, parts, first, second) / self._temperature("pairs")
        chances = np.exp(totals - totals.max())
        named = zip(self.types, (chances / chances.sum()).tolist(), strict=True)
        return sorted(((name, round(chance, _DIGITS)) for name, chance in named), key=lambda item: -item[1])

    def pair_scores(
        self, scores: Floats, triggers: Floats, parts: Floats, first: int, second: int
    ) -> NDArray[np.float64]:
        """Return a score for each type: every word votes, with a weight by how it stands to the two parties."""
        one, two = len(self.roles), len(self.roles) + 1
        hints = scores[:, self.sections["hints"]].astype(np.float64)
        stand = (triggers[:, one] * parts[first, one]).sum(-1) + (triggers[:, two] * parts[second, two]).sum(-1)
        weight = np.exp(stand.astype(np.float64) - stand.max())
        votes = hints + np.log(weight / weight.sum() + 1e-30)[:, None]
        top = votes.max(0)
        totals: NDArray[np.float64] = top + np.log(np.exp(votes - top).sum(0))
        return totals

    def _temperature(self, name: str) -> float:
        return self._heat.get(name, 1.0)


def arc_scores(trigger: Floats, parts: Floats) -> Floats:
    """Return the scores (words, forms) of arcs from one trigger (forms, width) to all words (words, forms, width)."""
    scores: Floats = (trigger * parts).sum(-1)
    return scores


def _sigmoid(score: float) -> float:
    return round(1 / (1 + math.exp(-max(score, -60.0))), _DIGITS)


def _likeliest(scores: Sequence[float], heat: float) -> tuple[int, float]:
    best = max(range(len(scores)), key=scores.__getitem__)
    total = sum(math.exp((score - scores[best]) / heat) for score in scores)
    return best, round(1 / total, _DIGITS)


def party_word(words: Sequence[str], first: int, last: int) -> int:
    """Return the place of the word that stands for the party named by the words `first` to `last` (included).

    By form, as the model was taught: the last word before what follows the noun ("the *ministry* of trade").
    """
    named = -1
    for place in range(first, last + 1):
        word = words[place].lower()
        if named >= 0 and word in _AFTER_NOUN:
            break
        if any(c.isalnum() for c in word) and word not in _CLITICS and (word not in _AFTER_NOUN or named >= 0):
            named = place
    return named if named >= 0 else last


def scores_of(answers: Mapping[str, Any], row: int, words: int) -> tuple[Floats, Floats, Floats]:
    """Return a sentence's part of the model's answers, for `EventDecoder`; word 0 of the answers is the root."""
    inside = slice(1, words + 1)
    return answers["acts"][row, inside], answers["triggers"][row, inside], answers["parts"][row, inside]
