"""Those who stand beside a party: conjuncts, those counted among it, and the soldiers of a state that fights.

"The UN and the US", "two soldiers, a nurse and a driver", "eleven people, including two Italians" name more than the
word that a model or a frame points at (CODEBOOK section 4, rulings 10 and 21).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legation.coding.parties import Parties, unique
from legation.coding.tree import Tree

if TYPE_CHECKING:
    from legation.coding.frames import Roles
    from legation.records import Party

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ"})
_COUNTED = frozenset({"including", "among them", "among", "as well as", "along with", "together with"})
#: Violence that a state does by other hands than its soldiers'.
_CIVIL_FORCE = frozenset(
    "execute execution hang hanging behead beheading stone flog flogging torture poison poisoning crackdown suppress "
    "suppression disperse".split()
)
_POLICE = frozenset({"police", "policeman", "policewoman", "security", "firefighter", "emergency"})
#: No noun has more parties beside it than these; a longer list is a misread one.
_MOST = 12


def together(tree: Tree, parties: Parties, roles: Roles) -> Roles:
    """Return the roles with all who are coordinated with a party, or counted among it."""
    taken = {
        party.head
        for party in (*roles.actors, *roles.recipients, *roles.others)
        if party.sentence == tree.sentence.index
    }
    actors = _widened(tree, parties, roles.actors, taken)
    recipients = _widened(tree, parties, roles.recipients, taken)
    return replace(roles, actors=actors, recipients=recipients)


def _widened(tree: Tree, parties: Parties, role: tuple[Party, ...], taken: set[int]) -> tuple[Party, ...]:
    found: list[Party] = []
    for party in role:
        found.append(party)
        if party.sentence != tree.sentence.index:
            continue
        for word in (*_coordinated(tree, party.head), *_counted(tree, party.head))[:_MOST]:
            if word in taken:
                continue
            new = parties.direct(word)
            if new:
                taken.add(word)
                found += new
    return unique(sorted(found, key=lambda party: party.sentence == tree.sentence.index and party.head))


def _coordinated(tree: Tree, head: int) -> tuple[int, ...]:
    """Return the other nouns of a word's coordination; none where it stands in another one's clause."""
    top = head
    while tree.relation(top) == "conj" and tree[tree[top].head].upos in _NOMINAL:
        top = tree[top].head
    words = [top, *(c for c in tree.below(top, "conj") if tree[c].upos in _NOMINAL and not _is_clause(tree, c))]
    # "two soldiers, a nurse and three villagers": a list, where the reader sees an explanation.
    for child in tree.below(top, "appos") if _is_indefinite(tree, top) else ():
        if tree.below(child, "conj") and _is_indefinite(tree, child):
            words += [child, *(c for c in tree.below(child, "conj") if tree[c].upos in _NOMINAL)]
    # A reader may give a verb two subjects, the second with its "and".
    above, relation = tree[top].head, tree[top].deprel
    if above >= 0 and relation.startswith(("nsubj", "obj")):
        twins = [c for c in tree.children[above] if tree[c].deprel == relation and tree[c].upos in _NOMINAL]
        if any(tree.below(c, "cc") for c in twins[1:]):
            words += twins
    return tuple(word for word in dict.fromkeys(words) if word != head)


def _is_indefinite(tree: Tree, word: int) -> bool:
    return bool(tree.below(word, "nummod")) or any(
        tree[c].text.lower() in {"a", "an", "several", "some"} for c in tree.below(word, "det", "amod")
    )


def _is_clause(tree: Tree, word: int) -> bool:
    return bool(tree.below(word, "nsubj", "cop"))


def _counted(tree: Tree, head: int) -> tuple[int, ...]:
    """Return those counted among the many: "nine people, including two Italians", "..., among them a priest"."""
    found = []
    for child in tree.below(head, "nmod", "appos"):
        marks = set(tree.cases(child))
        listed = any(tree.cases(c) == ("among",) and tree[c].upos == "PRON" for c in tree.children[child])
        if marks & _COUNTED or listed:
            found += [child, *tree.below(child, "conj")]
    return tuple(found)


def in_uniform(tree: Tree, head: int, event_type: str, roles: Roles) -> Roles:
    """Take a state that is named by its country and uses force for its military (ruling 10)."""
    if event_type not in {"ASSAULT", "MOBILIZE"} or tree.lemma(head) in _CIVIL_FORCE:
        return roles
    if event_type == "MOBILIZE" and any(tree.lemma(word) in _POLICE for word in tree.subtree(head)):
        return roles
    actors = tuple(_soldiers(party) for party in roles.actors)
    return replace(roles, actors=actors) if actors != roles.actors else roles


def _soldiers(party: Party) -> Party:
    best = party.candidates[0] if party.candidates else None
    if best is None or best.kind != "state" or best.sector != "GOV":
        return party
    military = replace(best, sector="MIL", evidence=(*best.evidence, "a state that uses force: its military"))
    return replace(party, candidates=(military, *party.candidates[1:]))
