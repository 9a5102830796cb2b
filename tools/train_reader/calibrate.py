"""A temperature for each kind of score, and a shift of the types', by the likelihood of the held-out tenth.

Temperatures as in Guo et al. 2017. An act is rare, so that the many words that tell none decide on a temperature alone, and
what it says of the words that may tell one is too sure (told .75, right .51): those alone fit the types, with a shift beside
the temperature (Platt 1999).

The shipped model in eight bits is asked, so that what its rounding does is counted in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from legation.read.engine import Engine
from legation.read.events import EventDecoder, arc_scores
from tools.train_reader.event_figures import pair_cases

Floats = NDArray[np.float64]
#: Temperatures tried.
TRIED = np.exp(np.linspace(np.log(0.4), np.log(4.0), 93))
#: Shifts tried, and the raw score from which on a word may tell an act of a type.
SHIFTS = np.linspace(-2.0, 1.0, 61)
POSSIBLE = -4.0


def calibrate(model: Path, sentences: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return `temperatures` (of types, modes, status, via, stance, pairs and each role) and the `shift` of the types."""
    engine = Engine(model)
    decoder = engine.events
    if decoder is None:
        return {}
    scores = [engine.event_scores(sentence["words"]) for sentence in sentences]
    heat, shift = _scaled(*_types(decoder, sentences, scores))
    heats = {"types": heat}
    for name in ("modes", "status", "via", "stance"):
        heats[name] = _best(_choice, *_choices(decoder, name, sentences, scores))
    for role in decoder.roles:
        heats[role] = _best(_yes_no, *_arcs(decoder, role, sentences, scores))
    heats["pairs"] = _best(_choice, *_pairs(decoder, sentences, scores))
    return {
        "temperatures": {name: round(float(heat), 3) for name, heat in heats.items()},
        "shift": round(shift, 3),
    }


def _scaled(values: Floats, right: Any) -> tuple[float, float]:
    """Return the temperature and the shift that make the likeliest probabilities of the words that may tell an act."""
    possible = values > POSSIBLE
    scores, right = values[possible].astype(np.float64), right[possible]
    _, heat, shift = min((_yes_no(scores / heat + shift, right), heat, shift) for heat in TRIED for shift in SHIFTS)
    return float(heat), float(shift)


def _best(cost: Callable[[Floats, Any], float], values: Any, right: Any) -> float:
    if not len(values):
        return 1.0
    costs = [cost(np.asarray(values, np.float64) / heat, np.asarray(right)) for heat in TRIED]
    return float(TRIED[int(np.argmin(costs))])


def _yes_no(scores: Floats, right: Any) -> float:
    return float(np.logaddexp(0, np.where(right, -scores, scores)).mean())


def _choice(scores: Floats, right: Any) -> float:
    top = scores.max(1, keepdims=True)
    total = top[:, 0] + np.log(np.exp(scores - top).sum(1))
    return float((total - scores[np.arange(len(scores)), right]).mean())


def _types(decoder: EventDecoder, sentences: Any, scores: Any) -> tuple[Any, Any]:
    """Return the scores of all words and types, and whether each is marked; a trigger's other words are left out."""
    values, right = [], []
    for sentence, (given, _, _) in zip(sentences, scores, strict=True):
        kinds = given[:, decoder.sections["types"]]
        meant, open_words = np.zeros(kinds.shape, bool), np.zeros(kinds.shape, bool)
        for act in sentence["events"]:
            open_words[act["trigger"][0] : act["trigger"][1] + 1] = True
        for act in sentence["events"]:
            open_words[act["word"]] = False
            meant[act["word"], decoder.types.index(act["type"])] = True
        values.append(kinds[~open_words])
        right.append(meant[~open_words])
    return np.concatenate(values), np.concatenate(right)


def _choices(decoder: EventDecoder, name: str, sentences: Any, scores: Any) -> tuple[Any, Any]:
    values, right = [], []
    labels = decoder.labels[name]
    for sentence, (given, _, _) in zip(sentences, scores, strict=True):
        for act in sentence["events"]:
            label = f"{act['type']}/{act['mode']}" if name == "modes" else act[name]
            if label not in labels:
                continue
            row = given[act["word"], decoder.sections[name]].astype(np.float64)
            if name == "modes":
                row[[not other.startswith(f"{act['type']}/") for other in labels]] = -1e4
            values.append(row)
            right.append(labels.index(label))
    return values, right


def _arcs(decoder: EventDecoder, role: str, sentences: Any, scores: Any) -> tuple[Any, Any]:
    values: list[float] = []
    right: list[bool] = []
    for sentence, (_, triggers, parts) in zip(sentences, scores, strict=True):
        for act in sentence["events"]:
            found = arc_scores(triggers[act["word"]], parts)[:, decoder.roles.index(role)]
            values.extend(found.tolist())
            right.extend(place in act["roles"][role] for place in range(len(found)))
    return values, right


def _pairs(decoder: EventDecoder, sentences: Any, scores: Any) -> tuple[Any, Any]:
    cases = pair_cases(sentences)
    values = []
    for number, first, second, _ in cases:
        given, triggers, parts = scores[number]
        values.append(decoder.pair_scores(given, triggers, parts, first, second))
    return values, [decoder.types.index(kind) for *_, kind in cases]
