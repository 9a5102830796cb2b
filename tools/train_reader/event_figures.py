"""How well acts are read: proposals against the corpus's marks.

A proposal meets a marked act where its word lies in the marked trigger and the types agree; each act is met once. The
parts of met acts are compared by their words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from legation.records import EventScore

#: What a proposal must reach to count as said.
SAID = 0.5
#: Edges of the reliability table.
BINS = (0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97, 1.01)

Found = Sequence[EventScore]


def event_figures(sentences: Sequence[dict[str, Any]], found: Sequence[Found], least: float = SAID) -> dict[str, Any]:
    """Return F1 of triggers with types, of parts by role, the share right of the choices, and the silent negatives.

    An act counts as said from the probability `least` on.
    """
    tally: Counter[str] = Counter()
    silent: list[bool] = []
    for sentence, proposals in zip(sentences, found, strict=True):
        said = [proposal for proposal in proposals if proposal.probability >= least]
        pairs = matched(sentence["events"], said)
        _count(sentence["events"], said, pairs, tally)
        if sentence["negative"] is not None:
            silent.append(not any(proposal.status == "actual" for proposal in said))
    kinds = sorted({key.split(" ")[1] for key in tally if key.startswith("type ")})
    roles = sorted({key.split(" ")[1] for key in tally if key.startswith("role ")})
    met = max(1, tally["both"])
    return {
        "sentences": len(sentences),
        "acts": tally["meant"],
        "trigger_type": f1(tally["both"], tally["found"], tally["meant"]),
        "trigger": f1(tally["both_words"], tally["found"], tally["meant"]),
        "parties": f1(*(sum(tally[f"role {role} {what}"] for role in ("actor", "recipient")) for what in _WHAT)),
        "status": round(tally["status"] / met, 4),
        "mode": round(tally["mode"] / max(1, tally["moded"]), 4),
        "via": round(tally["via"] / met, 4),
        "stance": round(tally["stance"] / met, 4),
        "negatives_silent": round(sum(silent) / max(1, len(silent)), 4),
        "negatives": len(silent),
        "roles": {role: f1(*(tally[f"role {role} {what}"] for what in _WHAT)) for role in roles},
        "types": {kind: f1(*(tally[f"type {kind} {what}"] for what in _WHAT)) for kind in kinds},
    }


_WHAT = ("both", "found", "meant")


def f1(both: int, found: int, meant: int) -> float:
    """Return F1 of counts, 0 to 1."""
    return round(2 * both / max(1, found + meant), 4)


def matched(
    acts: Sequence[dict[str, Any]], said: Found, *, same_type: bool = True
) -> list[tuple[dict[str, Any], EventScore]]:
    """Return the acts with the proposal that meets each, the likeliest first."""
    left = list(acts)
    pairs: list[tuple[dict[str, Any], EventScore]] = []
    for proposal in sorted(said, key=lambda item: -item.probability):
        for act in left:
            first, last = act["trigger"]
            if first <= proposal.token <= last and (not same_type or act["type"] == proposal.type):
                pairs.append((act, proposal))
                left.remove(act)
                break
    return pairs


def _count(
    acts: Sequence[dict[str, Any]], said: Found, pairs: Sequence[tuple[dict[str, Any], EventScore]], tally: Counter[str]
) -> None:
    tally["meant"] += len(acts)
    tally["found"] += len(said)
    tally["both"] += len(pairs)
    tally["both_words"] += len(matched(acts, said, same_type=False))
    tally.update(f"type {act['type']} meant" for act in acts)
    tally.update(f"type {proposal.type} found" for proposal in said)
    for act, proposal in pairs:
        tally[f"type {act['type']} both"] += 1
        tally["status"] += act["status"] == proposal.status
        tally["via"] += act["via"] == proposal.via
        tally["stance"] += act["stance"] == proposal.stance
        if act["mode"]:
            tally["moded"] += 1
            tally["mode"] += act["mode"] == proposal.mode
        for role, meant in act["roles"].items():
            ours = {place for name, place, chance in proposal.arguments if name == role and chance >= SAID}
            tally[f"role {role} both"] += len(ours & set(meant))
            tally[f"role {role} found"] += len(ours)
            tally[f"role {role} meant"] += len(set(meant))


def reliability(sentences: Sequence[dict[str, Any]], found: Sequence[Found]) -> list[dict[str, float]]:
    """Return, for stretches of probability, how many proposals fall there, their mean, and the share that is right."""
    seen: list[tuple[float, bool]] = []
    for sentence, proposals in zip(sentences, found, strict=True):
        met = {id(proposal) for _, proposal in matched(sentence["events"], proposals)}
        seen.extend((proposal.probability, id(proposal) in met) for proposal in proposals)
    table = []
    for low, high in pairwise(BINS):
        here = [(chance, right) for chance, right in seen if low <= chance < high]
        if here:
            mean = sum(chance for chance, _ in here) / len(here)
            right = sum(right for _, right in here) / len(here)
            table.append({"from": low, "count": len(here), "mean": round(mean, 3), "right": round(right, 3)})
    return table


def pair_cases(sentences: Iterable[dict[str, Any]]) -> list[tuple[int, int, int, str]]:
    """Return (sentence, first party's word, second party's word, type) of the acts between two marked parties."""
    cases = []
    for number, sentence in enumerate(sentences):
        for act in sentence["events"]:
            actors, recipients = act["roles"]["actor"], act["roles"]["recipient"]
            first, second = actors[:1], recipients[:1] or actors[1:2]
            if first and second and first != second:
                cases.append((number, first[0], second[0], act["type"]))
    return cases
