"""How the lexicon and the model agree on the acts of a sentence (measured; the figures stand in DESIGN.md).

The model has seen the constructions, the lexicon can say why. An act that both propose is taken with the model's
parties and the lexicon's reasons; one that only the model proposes is taken where it is sure; one that only the
lexicon proposes where its entry has proved reliable, or where the user's own folder asks for it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legation.coding.lexicon_acts import is_inside
from legation.coding.proposals import Proposal, size, tell_one_act
from legation.coding.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: The model alone is believed from here on; with the lexicon's agreement from there on.
ALONE = 0.76
TOGETHER = 0.15
#: A word that the lexicon has for the type, though its frame finds nobody or another sense fits better, from here on.
KNOWN = 0.4
#: An act that a verb tells of nobody known ("a fatwa demanded their release") is believed from here on.
NAMELESS = 0.82
#: Of the same word, the lexicon's type stands against the model's from this confidence of its own on.
OVERRULES = 0.75
#: The lexicon alone is believed from this confidence on.
LEXICON_ALONE = 0.65


def combined(
    tree: Tree, lexicon: Sequence[Proposal], model: Sequence[Proposal], is_known: Callable[[int, str], bool]
) -> list[Proposal]:
    """Return the acts of a sentence, in the order of the words; `is_known(word, type)` asks the lexicon for the bare word."""
    taken: list[Proposal] = []
    used: set[int] = set()
    for act in model:
        twin = next(
            (
                n
                for n, p in enumerate(lexicon)
                if n not in used and p.type == act.type and tell_one_act(tree, p.head, act.head)
            ),
            None,
        )
        if act.confidence < (TOGETHER if twin is not None else _least_alone(tree, act, is_known)):
            continue
        if twin is None and (rival := _overruling(lexicon, act)) is not None:
            if rival not in used:
                used.add(rival)
                taken.append(_with_parties_of(lexicon[rival], act))
            continue
        if act.confidence < ALONE and any(other.head == act.head for other in taken):
            continue  # a word on which the model wavers is one act: the surer that the lexicon knows, as they come
        if twin is None:
            taken.append(act)
        else:
            used.add(twin)
            taken.append(_both(act, lexicon[twin]))
    for number, rule in enumerate(lexicon):
        if number in used or any(tell_one_act(tree, rule.head, act.head) for act in taken):
            continue
        if rule.asked or rule.confidence >= LEXICON_ALONE:
            taken.append(rule)
    quiet = {act.head for act in taken if act.quiet and not act.made_by.startswith("model")}
    kept = [act for act in taken if act.made_by != "lexicon" or not is_inside(tree, act.head, quiet - {act.head})]
    return sorted(kept, key=lambda act: act.head)


def _overruling(lexicon: Sequence[Proposal], act: Proposal) -> int | None:
    """Return the lexicon's proposal of another type at the same word that is surer than its like are of the model's.

    Measured on the held-out tenth: from .75 on, the lexicon's type is right twice as often as the model's.
    """
    return next((n for n, rule in enumerate(lexicon) if rule.head == act.head and rule.confidence >= OVERRULES), None)


def _with_parties_of(rule: Proposal, act: Proposal) -> Proposal:
    """Return the lexicon's act with all the actors that the model sees beside those that the tree shows."""
    shown = {(party.sentence, party.head) for party in rule.roles.actors}
    seen = {(party.sentence, party.head) for party in act.roles.actors}
    return replace(rule, roles=replace(rule.roles, actors=act.roles.actors)) if shown < seen else rule


def _least_alone(tree: Tree, act: Proposal, is_known: Callable[[int, str], bool]) -> float:
    """Return from which confidence the model's act stands by itself.

    An event noun needs a party (ruling 3), which may be one whom only its words name: the coder looks at that later.
    """
    if not size(act) and tree[act.head].upos != "VERB":
        return NAMELESS
    needed = ALONE if size(act) else NAMELESS
    return KNOWN if KNOWN <= act.confidence < needed and is_known(act.head, act.type) else needed


#: Types whose modes are told by words that can be listed.
_TOLD_BY_WORDS = frozenset({"ASSAULT", "CONSULT"})
#: Sides of a meeting, at least.
_TWO = 2


def _both(act: Proposal, rule: Proposal) -> Proposal:
    """Return the model's act with what the lexicon knows more of it."""
    roles = act.roles
    if act.type == "CONSULT" and size(act) < _TWO <= size(rule):
        roles = rule.roles  # a meeting has two sides
    elif not roles.actors and not roles.recipients:
        roles = rule.roles
    elif not roles.actors and not _share(rule.roles.actors, roles.recipients):
        roles = replace(roles, actors=rule.roles.actors)
    elif not roles.recipients and not roles.joint and not _share(rule.roles.recipients, roles.actors):
        roles = replace(roles, recipients=rule.roles.recipients)
    initiator = roles.initiator or rule.roles.initiator
    # A weapon is a word, and so is a call or a visit: there the lists are right more often than the model.
    mode = (rule.mode or act.mode) if act.type in _TOLD_BY_WORDS else (act.mode or rule.mode)
    if act.type == "CONSULT" and mode != "visit" and rule.roles.joint and roles.recipients:
        # The model took a call for a visit: both sides of a call act.
        roles = replace(roles, actors=(*roles.actors, *roles.recipients), recipients=(), joint=True)
    return replace(
        act,
        mode=mode,
        roles=replace(roles, initiator=initiator),
        contexts=rule.contexts,
        quiet=rule.quiet,
        confidence=round(1 - (1 - act.confidence) * 0.6, 4),
        made_by=f"model+{rule.made_by}",
        reasons=(*act.reasons, *rule.reasons),
    )


def _share(one: Sequence[object], other: Sequence[object]) -> bool:
    places = {(getattr(p, "sentence", None), getattr(p, "head", None)) for p in one}
    return any((getattr(p, "sentence", None), getattr(p, "head", None)) in places for p in other)
