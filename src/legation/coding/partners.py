"""Parties that stand further off: with whom a promised act would be shared, whom a measure hits, whose door is shut.

"expressed willingness to build a new relationship with X" is towards X; "X's relations with Y have been at a low since
Y tightened sanctions" says whom the sanctions are on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legation.coding.beside import counted, in_uniform, together
from legation.coding.frames import Roles
from legation.coding.parties import Parties, is_town, unique
from legation.coding.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legation.records import ActorKind, Party

_SHARED = frozenset({"with", "between", "toward", "towards", "alongside"})
#: Acts that open or shut a country's door, and words for coming in.
_DOORS = frozenset({"REJECT", "RETREAT", "COERCE", "CONCEDE"})
_ENTERING = frozenset({"enter"})
_ENTRIES = frozenset({"entry", "admission", "visa", "asylum", "entrance"})
_TIES = frozenset({"relation", "relationship", "tie", "link"})
#: Before the house that a protest stands at, and whose houses are meant.
_BEFORE = frozenset({"outside", "in front of", "before"})
_HOUSES = frozenset({"GOV", "LEG", "JUD", "MIL", "COP"})
#: Before the reason of an act.
_REASONS = frozenset({"over", "after", "amid", "despite"})
#: Acts that one does to another, whose object is the recipient.
_DIRECTED = frozenset({"ACCUSE", "ASSAULT", "COERCE", "SANCTION", "SUPPORT", "REJECT", "THREATEN", "AID"})
#: Acts whose object may be what somebody does or plans.
_JUDGED = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
#: Before what is fired at, and where it stands.
_AIMED = frozenset({"into", "at", "against", "toward", "towards"})
_WITHIN = frozenset({"in", "near", "inside", "outside", "at", "of"})
#: Where people live, trade and travel: an attack on one is an attack on those of the place.
_DWELLINGS = frozenset(
    "village town city hamlet settlement market marketplace house home hotel restaurant cafe bar nightclub bus train "
    "district neighbourhood neighborhood suburb street square apartment camp shop mall bazaar station airport stadium "
    "wedding funeral".split()
)
_GROUNDS = frozenset(
    "island coast territory area region province valley position base post outpost port bridge road facility plant "
    "refinery pipeline border crossing depot compound".split()
)
#: Who acts as the first part of an event noun, by the type of the act: any group protests, fighters attack.
_COMPOUNDED: dict[str, frozenset[str]] = {"PROTEST": frozenset(), "ASSAULT": frozenset({"REB", "UAF", "PRM"})}
#: Clauses and phrases in which what is promised stands.
_INSIDE = frozenset({"xcomp", "acl", "obj", "nmod", "conj", "obl"})


def with_partner(tree: Tree, parties: Parties, head: int, event_type: str, roles: Roles) -> Roles:
    """Return the roles with those who stand beside a party, and with a recipient found further off where none is known."""
    roles = _of_reasons(tree, head, _excepted(tree, together(tree, parties, roles)))
    return in_uniform(tree, head, event_type, _further(tree, parties, head, event_type, roles))


def _excepted(tree: Tree, roles: Roles) -> Roles:
    """Leave out those whom a coordination excepts: "Rwanda, but *not* Uganda"."""

    def stands(party: Party) -> bool:
        if party.sentence != tree.sentence.index or tree.relation(party.head) != "conj":
            return True
        return not any(tree[child].text.lower() == "not" for child in tree.below(party.head, "advmod", "cc"))

    return replace(
        roles,
        actors=tuple(party for party in roles.actors if stands(party)),
        recipients=tuple(party for party in roles.recipients if stands(party)),
    )


def _of_reasons(tree: Tree, head: int, roles: Roles) -> Roles:
    """Leave out the parties of the reason where the act hits somebody else: "sanctioned X over its sales to Y"."""
    if tree[head].upos != "VERB" or not tree.objects(head):
        return roles
    reasons = {w for c in tree.below(head, "obl") if set(tree.cases(c)) & _REASONS for w in tree.subtree(c)}
    kept = tuple(p for p in roles.recipients if p.sentence != tree.sentence.index or p.head not in reasons)
    return replace(roles, recipients=kept) if kept else roles


def _before_whom(tree: Tree, parties: Parties, head: int) -> tuple[Party, ...]:
    """Return whose house a protest stands before: "rallied outside parliament", "outside the Russian embassy"."""
    places = (c for c in tree.below(head, "obl", "nmod") if set(tree.cases(c)) & _BEFORE)
    for place in places:
        found = tuple(p for p in parties.direct(place) if p.candidates[0].sector in _HOUSES and not is_town(p))
        if found:
            return found
    return ()


def _are_own(roles: Roles) -> bool:
    """Tell recipients of the one actor's own country or organisation."""
    own = {party.candidates[0].code for party in roles.actors if party.candidates}
    theirs = {party.candidates[0].code for party in roles.recipients if party.candidates}
    return len(own) == 1 and theirs == own


def _further(tree: Tree, parties: Parties, head: int, event_type: str, roles: Roles) -> Roles:
    """Find a party further off; the roles are unchanged where one is known or the act is joint."""
    if event_type in _DOORS and not roles.actors:
        host = _entered(tree, parties, head)
        return replace(roles, actors=host, recipients=_without(roles.recipients, host)) if host else roles
    if not roles.actors and not roles.joint and (own := _compounded(tree, parties, head, event_type, roles)):
        return replace(roles, actors=own)
    if event_type == "AGREE" and roles.recipients and _are_own(roles):
        # "told his party of his willingness to talk with X": the promise is X's, the party only hears it.
        partner = _shared(tree, parties, head, roles.actors)
        return replace(roles, recipients=partner) if partner else roles
    if roles.recipients:
        return roles
    if event_type in _DIRECTED and (found := _at_hand(tree, parties, head, event_type, joint=roles.joint)):
        acting = {(p.candidates[0].code, p.candidates[0].sector) for p in roles.actors if p.candidates}
        found = tuple(p for p in found if (p.candidates[0].code, p.candidates[0].sector) not in acting)
        found = _without(found, (*roles.actors, *roles.others))
        return replace(roles, recipients=found, joint=roles.joint and not found)
    if roles.joint:
        return roles
    if len(roles.actors) != 1:
        return roles
    if event_type == "PROTEST":
        found = _before_whom(tree, parties, head)
    elif event_type == "AGREE":
        found = _shared(tree, parties, head, roles.actors) or _contrasted(tree, parties, head, roles.actors)
    elif event_type == "SANCTION":
        found = _by_ties(tree, parties, roles.actors)
    else:
        found = ()
    return replace(roles, recipients=found) if found else roles


def _contrasted(tree: Tree, parties: Parties, head: int, actors: Sequence[Party]) -> tuple[Party, ...]:
    """Find with whom ties are sought in the clause that it is set against: "While X seeks closer ties, Y's ties with Z ..."."""
    above = tree[head].head
    sought = any(tree.lemma(word) in _TIES for word in tree.objects(head))
    if above < 0 or not sought or tree.relation(head) != "advcl":
        return ()
    subjects = (word for word in tree.subjects(above) if tree.lemma(word) in _TIES)
    owners = [child for word in subjects for child in tree.below(word, "nmod") if tree[child].deprel == "nmod:poss"]
    return _without(unique([party for word in owners for party in parties.at(word)]), tuple(actors))


def _at_hand(tree: Tree, parties: Parties, head: int, event_type: str, *, joint: bool) -> tuple[Party, ...]:
    """Find the recipient where the tree has it: the object, those counted in it, whose place or policy it is."""
    if tree[head].upos == "VERB":
        objects = tree.with_conjuncts(tree.objects(head))
        if not objects and event_type == "ACCUSE":
            # "accused X of attacking a camp", where the reader makes X the subject of the attack.
            clauses = [c for c in tree.below(head, "advcl") if any(tree[m].text == "of" for m in tree.below(c, "mark"))]
            objects = tree.with_conjuncts(tuple(word for clause in clauses for word in tree.below(clause, "nsubj")))
        named = [party for word in objects for party in parties.direct(word) if party.candidates[0].kind != "place"]
        named += [party for word in objects for among in counted(tree, word) for party in parties.direct(among)]
        if named:
            return unique(named)
        if event_type in _JUDGED and (held := _holders(tree, parties, head)):
            return held
    return _struck(tree, parties, head) if event_type == "ASSAULT" and not joint else ()


def _holders(tree: Tree, parties: Parties, head: int) -> tuple[Party, ...]:
    """Find whose a thing is that a relative clause judges: "Hungary adopted a law which the Union condemned"."""
    if not tree[head].deprel.endswith(":relcl") or tree.is_passive(head):
        return ()
    verb = tree[head].head
    if tree[verb].upos != "VERB":  # else the clause hangs on the verb itself
        noun, verb = verb, tree[verb].head
        if verb < 0 or tree[verb].upos != "VERB" or tree.relation(noun) != "obj":
            return ()
    return unique([party for word in tree.subjects(verb) for party in parties.at(word)])


def _struck(tree: Tree, parties: Parties, head: int) -> tuple[Party, ...]:
    """Find whose place is hit: "fired shells into the north", "at a mast in Chile", "attacked a village in Niger"."""
    aimed = tree.preposed(head, _AIMED)
    hit = tree.objects(head) if tree[head].upos == "VERB" else tree.preposed(head, frozenset({"on", "of"}))
    for target in aimed:
        if found := _land(parties.direct(target) or _ground(tree, parties, target), "GOV"):
            return found
    for target in hit:
        if tree.lemma(target) not in _DWELLINGS | _GROUNDS:
            continue
        ground = _ground(tree, parties, target)
        for place in () if ground else tree.below(head, "obl"):
            ground = ground or (parties.direct(place) if set(tree.cases(place)) & _WITHIN else ())
        if found := _land(ground, "CVL" if tree.lemma(target) in _DWELLINGS else "GOV"):
            return found
    return ()


def _ground(tree: Tree, parties: Parties, noun: int) -> tuple[Party, ...]:
    """Return the place or country in which a thing stands."""
    places = (c for c in tree.below(noun, "nmod", "obl") if set(tree.cases(c)) & _WITHIN)
    return next((found for place in places if (found := parties.direct(place))), ())


def _land(found: tuple[Party, ...], sector: str) -> tuple[Party, ...]:
    """Return the country that a place belongs to, hit as the people or the state of it."""
    for party in found:
        best = party.candidates[0]
        if best.kind in {"state", "place"} and best.code.isalpha():
            kind: ActorKind = "state" if sector == "GOV" else "group"
            hit = replace(
                best,
                kind=kind,
                sector=sector,
                score=best.score * 0.8,
                evidence=(*best.evidence, "what is hit is there"),
            )
            return (replace(party, candidates=(hit,)),)
    return ()


def _compounded(tree: Tree, parties: Parties, head: int, event_type: str, roles: Roles) -> tuple[Party, ...]:
    """Find whose act a noun tells by the noun before it: "settler protests", "a rebel attack"; not "hostage killings"."""
    sectors = _COMPOUNDED.get(event_type)
    if sectors is None or tree[head].upos != "NOUN" or tree.agent(head):
        return ()
    found = (party for word in tree.below(head, "compound", "amod") for party in parties.direct(word))
    own = tuple(p for p in found if p.candidates and p.candidates[0].kind == "group" and _is_of(p, sectors))
    return _without(own[-1:], roles.recipients)


def _is_of(party: Party, sectors: frozenset[str]) -> bool:
    return not sectors or party.candidates[0].sector in sectors


def _entered(tree: Tree, parties: Parties, head: int) -> tuple[Party, ...]:
    """Find whose door it is in an agentless passive: "was denied visas to enter X", "were refused entry to X"."""
    if tree[head].upos != "VERB" or not (tree.is_passive(head) or tree[head].xpos == "VBN"):
        return ()
    for word in tree.subtree(head):
        lemma = tree.lemma(word)
        if lemma in _ENTERING:
            doors = list(tree.below(word, "obj"))
        elif lemma in _ENTRIES:
            doors = [c for c in tree.below(word, "nmod") if set(tree.cases(c)) & {"to", "into", "for"}]
            doors += [c for c in tree.below(head, "obl") if c > word and set(tree.cases(c)) & {"to", "into", "by"}]
        else:
            continue
        for door in doors:
            states = tuple(p for p in parties.at(door) if p.candidates and p.candidates[0].kind in {"state", "place"})
            if states:
                return tuple(_acting(party) for party in states[:1])
    return ()


def _acting(party: Party) -> Party:
    """Return the government of a state that is named as a place."""
    best = party.candidates[0]
    government = replace(
        best,
        kind="state",
        sector="GOV",
        score=best.score * 0.8,
        evidence=(*best.evidence, "the country entered decides"),
    )
    return replace(party, candidates=(government,))


def _without(found: tuple[Party, ...], taken: Sequence[Party]) -> tuple[Party, ...]:
    places = {(party.sentence, party.head) for party in taken}
    return tuple(party for party in found if (party.sentence, party.head) not in places)


def _shared(tree: Tree, parties: Parties, head: int, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """Find the partner in the complement: the first phrase after "with", "between" or "towards"."""
    stack, seen = [head], {head}
    while stack:
        word = stack.pop(0)
        for child in tree.children[word]:
            if child in seen or tree.relation(child) not in _INSIDE or tree[child].deprel == "acl:relcl":
                continue
            seen.add(child)
            stack.append(child)
            if set(tree.cases(child)) & _SHARED and (found := _others(parties.at(child), actors)):
                return found
    return ()


def _by_ties(tree: Tree, parties: Parties, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """Find the other side of the relations that the sentence is about, where the actor is one side of them."""
    for token in tree.tokens:
        if token.lemma.lower() not in _TIES:
            continue
        owners = [p for w in tree.below(token.index, "nmod") if tree[w].deprel == "nmod:poss" for p in parties.at(w)]
        pair = unique([*owners, *(p for w in tree.preposed(token.index, _SHARED) for p in parties.at(w))])
        others = _others(pair, actors)
        if len(pair) == 2 and len(others) == 1:
            return others
    return ()


def _others(found: Sequence[Party], actors: tuple[Party, ...]) -> tuple[Party, ...]:
    codes = {candidate.code for party in actors for candidate in party.candidates[:1]}
    return tuple(party for party in found if party.candidates and party.candidates[0].code not in codes)
