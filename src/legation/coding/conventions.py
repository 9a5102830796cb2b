"""What the codebook leaves out or counts once or as past, whoever proposed it (rulings 2, 11, 16 and 22; disasters).

The proposals of one sentence come in, those that stand go out; each rule is one function with its ruling.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legation import ontology
from legation.coding.proposals import Proposal, size, tell_one_act
from legation.coding.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legation.records import Party

#: What kills and injures without being a party.
_DISASTERS = frozenset(
    "hurricane storm typhoon cyclone tornado earthquake quake tremor flood flooding tsunami avalanche landslide mudslide wildfire "
    "blaze accident crash collision derailment stampede outbreak epidemic virus disease cholera ebola flu pandemic famine heat "
    "heatwave lightning collapse eruption volcano capsizing shipwreck drought".split()
)
#: What happens to buses, ships and bridges by themselves.
_ACCIDENTS = frozenset(
    "plunge crash collide overturn capsize sink collapse derail overflow careen skid veer founder topple".split()
)
_HOST_AND_GUEST = 2
#: Persons named by nothing but their sex, age or family.
_PRIVATE = frozenset(
    "man woman boy girl husband wife son daughter father mother brother sister uncle aunt neighbour neighbor boyfriend girlfriend "
    "teenager partner colleague relative cousin".split()
)
_REMAINS = frozenset({"body", "remains", "remain", "coffin", "casket", "ash", "corpse"})
#: Dealings that organs of one government have every day.
_ADMINISTRATIVE = frozenset({"REQUEST", "AGREE", "CONSULT", "SUPPORT", "AID", "COOPERATE", "CONCEDE", "REJECT"})
_ORGANS = frozenset({"GOV", "LEG"})
#: Readings of a party this close to its best are as likely.
_AS_LIKELY = 0.05
#: How a second trigger hangs on the first where both tell one act.
_LINKS = frozenset({"advcl", "xcomp", "ccomp", "acl", "parataxis"})

#: Words of this week: what has one is news, not anybody's past.
THIS_WEEK = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight morning night evening week".split()
)
#: How the reader at times hangs a participle that stands right behind the noun that it describes.
_MISPLACED = frozenset({"advcl", "amod", "nsubj", "appos"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: What happened to somebody and is told to say who it is: "a skipper accused of smuggling arms sailed on Monday".
_PAST_OF_SOMEBODY = frozenset({"ACCUSE", "SANCTION", "COERCE", "RETREAT"})


def standing(tree: Tree, acts: Sequence[Proposal]) -> list[Proposal]:
    """Return the acts that the codebook counts, in the order of the words."""
    left_out = (_is_disaster, _is_crime, _is_inside_one_government, _is_no_visit)
    kept = [act for act in acts if act.asked or not any(rule(tree, act) for rule in left_out)]
    return [_as_background(tree, act) for act in _counted_once(tree, kept)]


def _as_background(tree: Tree, act: Proposal) -> Proposal:
    """Take a participle that says who somebody is, with no time of its own, for that person's past (ruling 2)."""
    told_as_such = (
        act.type in _PAST_OF_SOMEBODY
        and act.status == "actual"
        and not act.asked
        and tree[act.head].xpos == "VBN"
        and _hangs_on_a_noun(tree, act.head)
        and not tree.below(act.head, "aux", "mark")
    )
    if not told_as_such:
        return act
    # Up to the next finite verb, whatever the tree hangs the day on.
    for token in tree.tokens[act.head + 1 :]:
        if token.xpos in _FINITE:
            break
        if token.text.lower() in THIS_WEEK:
            return act
    return replace(act, status="historical", reasons=(*act.reasons, "told to say who somebody is: background"))


def _hangs_on_a_noun(tree: Tree, head: int) -> bool:
    """Tell a participle that describes: as the tree has it, or right behind a noun where the tree hangs it on the verb."""
    follows = head > 0 and tree[head - 1].upos in {"NOUN", "PROPN"}
    return tree[head].deprel == "acl" or (tree[head].deprel in _MISPLACED and follows)


def _is_disaster(tree: Tree, act: Proposal) -> bool:
    """Tell deaths by nature or accident: no act of anybody."""
    if act.type != "ASSAULT" or act.roles.actors:
        return False
    clauses = [c for c in tree.below(act.head, "advcl", "acl") if tree.lemma(c) in _ACCIDENTS]
    if clauses:
        return True
    around = [act.head, *tree.path_up(act.head)[:1]]
    words = [c for head in around for c in tree.below(head, "obl", "nmod", "nsubj", "obj")]
    return any(
        tree[word].lemma.lower() in _DISASTERS
        or any(tree[c].lemma.lower() in _DISASTERS for c in tree.below(word, "compound", "flat", "nmod"))
        for word in (act.head, *words)
    )


def _is_crime(tree: Tree, act: Proposal) -> bool:
    """Tell what one private person does to another: "a man was shot by his neighbour" (ruling 6)."""
    parties = (*act.roles.actors, *act.roles.recipients)
    if act.type != "ASSAULT" or tree[act.head].upos != "VERB":
        return False
    doers = tree.subjects(act.head)
    if not doers or not all(tree.lemma(word) in _PRIVATE for word in doers):
        return False
    own = {word for doer in doers for word in tree.subtree(doer)}
    here = (party.sentence == tree.sentence.index for party in parties)
    return all(here) and all(party.head in own or _is_private(tree, party) for party in parties)


def _is_private(tree: Tree, party: Party) -> bool:
    best = party.candidates[0] if party.candidates else None
    return best is not None and best.person is None and tree.lemma(party.head) in _PRIVATE


def _is_no_visit(tree: Tree, act: Proposal) -> bool:
    """Tell a journey without a host ("heads home for a rest"), and that of a coffin (CODEBOOK section 4: visitor, host)."""
    if act.type != "CONSULT" or act.mode != "visit":
        return False
    return size(act) < _HOST_AND_GUEST or any(tree.lemma(word) in _REMAINS for word in tree.subjects(act.head))


def _is_inside_one_government(_: Tree, act: Proposal) -> bool:
    """Tell dealings among the organs of one government (rulings 11 and 16)."""
    parties = (*act.roles.actors, *act.roles.recipients)
    if act.type not in _ADMINISTRATIVE or len(parties) < 2:
        return False
    # Who may be the government or its enemy (the Taliban, where no date decides) is no organ of it.
    meant = [c for party in parties for c in party.candidates if c.score >= party.candidates[0].score - _AS_LIKELY]
    return len({one.code for one in meant}) == 1 and all(one.sector in _ORGANS for one in meant)


def _counted_once(tree: Tree, acts: Sequence[Proposal]) -> list[Proposal]:
    """Join the acts of one type that two words of a sentence tell of the same parties; violence with its graver mode."""
    kept: list[Proposal] = []
    for act in sorted(acts, key=lambda a: (-size(a), -a.confidence, a.head)):
        twin = next((n for n, other in enumerate(kept) if _is_same(tree, act, other)), None)
        if twin is None:
            kept.append(act)
        elif act.type == "ASSAULT" and _gravity(act) < _gravity(kept[twin]):
            kept[twin] = replace(kept[twin], mode=act.mode)
    return sorted(kept, key=lambda act: act.head)


def _is_same(tree: Tree, one: Proposal, other: Proposal) -> bool:
    if one.type != other.type or one.status != other.status or one.asked or other.asked:
        return False
    if one.head == other.head:
        return False  # "accused each other"
    if not _fit(one.roles.actors, other.roles.actors) or not _fit(one.roles.recipients, other.roles.recipients):
        return False
    return tell_one_act(tree, one.head, other.head) or (one.type == "ASSAULT" and _linked(tree, one.head, other.head))


def _linked(tree: Tree, one: int, other: int) -> bool:
    return any(tree[low].head == high and tree.relation(low) in _LINKS for low, high in ((one, other), (other, one)))


def _fit(one: Sequence[Party], other: Sequence[Party]) -> bool:
    mine, theirs = _codes(one), _codes(other)
    return not mine or not theirs or mine == theirs


def _codes(parties: Sequence[Party]) -> frozenset[tuple[str, str | None]]:
    return frozenset((c.code, c.sector) for party in parties for c in party.candidates[:1])


def _gravity(act: Proposal) -> float:
    return ontology.score(act.type, act.mode)
