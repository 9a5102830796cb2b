"""Which events are worth a reviewer's minute: uncertainty times impact, one number for each event.

    urgency     = uncertainty x impact
    uncertainty = 1 - confidence
    impact      = (1 + |score|) x (1 + log2 articles + log2 origins) x (1 + log10(1 + people harmed)), halved where the
                  event is not in the default answer

The score is PLOVER's, 0 to 10 either way: an assault weighs more than a talk. Each doubling of the articles that tell an
event, or of its independent origins, adds the same again; so does each tenfold of the highest number of people killed,
hurt, held or driven out that a report tells. What is planned, past or denied, or told by an adversary alone, counts for
nothing unless it is asked for: being wrong about it does half the harm.
"""

from __future__ import annotations

from math import log2, log10
from typing import Any

Json = dict[str, Any]


def urgency(event: Json) -> float:
    """Return how urgently somebody should look at an event (its form, as `legation events` prints it)."""
    return round((1 - float(event["confidence"])) * impact(event), 4)


def impact(event: Json) -> float:
    """Return how much hangs on an event's being right; 1 for a talk without a score that one article tells."""
    weight = 1 + abs(event["score"] or 0.0)
    told = 1 + log2(max(1, event["n_articles"])) + log2(max(1, event["n_origins"]))
    harmed = 1 + log10(1 + max([0, *(toll["high"] for toll in event["toll"])]))
    counts = 1.0 if event["status"] == "actual" and event["voice"] != "adversary" else 0.5
    return float(weight * told * harmed * counts)
