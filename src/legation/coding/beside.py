"""Those who stand beside a party: conjuncts, those counted among it, and the soldiers of a state that fights.

"The UN and the US", "two soldiers, a nurse and a driver", "eleven people, including two Italians" name more than the
word that a model or a frame points at (CODEBOOK section 4, rulings 10 and 21).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legation.coding.parties import Parties, is_town, unique
from legation.coding.tree import CLAUSAL, Tree

if TYPE_CHECKING:
    from legation.coding.frames import Roles
    from legation.records import Party

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ"})
_COUNTED = frozenset({"including", "among them", "among", "as well as", "along with", "together with", "alongside"})
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
    actors = _apart(tree, _widened(tree, parties, roles.actors, taken))
    recipients = _apart(tree, _widened(tree, parties, roles.recipients, taken))
    return replace(roles, actors=actors, recipients=recipients)


def _apart(tree: Tree, role: tuple[Party, ...]) -> tuple[Party, ...]:
    """Leave out the owner of a party beside it: of "Libya's coast guard" it is the coast guard."""
    here = {party.head: party for party in role if party.sentence == tree.sentence.index and party.candidates}
    owners = {
        word
        for head, party in here.items()
        for word in tree.below(head, "nmod:poss", "amod", "compound")
        if word in here and here[word].candidates[0].code == party.candidates[0].code
    }
    return tuple(party for party in role if here.get(party.head) is not party or party.head not in owners)


def _widened(tree: Tree, parties: Parties, role: tuple[Party, ...], taken: set[int]) -> tuple[Party, ...]:
    found: list[Party] = []
    for party in role:
        found.append(party)
        if party.sentence != tree.sentence.index:
            continue
        for word in (*_coordinated(tree, party.head), *counted(tree, party.head))[:_MOST]:
            if word in taken:
                continue
            new = tuple(one for one in parties.direct(word) if is_town(party) or not is_town(one))
            if new:
                taken.add(word)
                found += new
    return unique(sorted(found, key=lambda party: party.sentence == tree.sentence.index and party.head))


def _coordinated(tree: Tree, head: int) -> tuple[int, ...]:
    """Return the other nouns of a word's coordination; none where it stands in another one's clause."""
    top, passed = head, {head}
    while tree.relation(top) == "conj" and tree[tree[top].head].upos in _NOMINAL and tree[top].head not in passed:
        top = tree[top].head
        passed.add(top)  # a tree by hand may go in a circle
    words = [top, *(c for c in tree.below(top, "conj") if tree[c].upos in _NOMINAL and not _is_clause(tree, c))]
    # "two soldiers, a nurse and three villagers": a list, where the reader sees an explanation.
    for child in tree.below(top, "appos") if _is_indefinite(tree, top) else ():
        listed = tree.below(child, "conj") or any(c > child for c in tree.below(top, "conj"))
        if listed and _is_indefinite(tree, child):
            words += [child, *(c for c in tree.below(child, "conj") if tree[c].upos in _NOMINAL)]
    words += _joined_by_words(tree, top)
    return tuple(word for word in dict.fromkeys(words) if word != head)


def _joined_by_words(tree: Tree, top: int) -> list[int]:
    """Return nouns that an "and" joins to a phrase by where it stands, whatever the reader hangs them on."""
    phrase = set(tree.subtree(top, stop=CLAUSAL))
    found: list[int] = []
    if (own := tree.below(top, "cc")) and tree[top].head >= 0:
        # Seen from the second of two: "soldiers" of "soldiers *and* a nurse", where both are subjects.
        twins = (w for w in tree.children[tree[top].head] if w < top and tree[w].deprel == tree[top].deprel)
        found += [w for w in twins if max(tree.subtree(w)) == own[0] - 1 and tree[w].upos in _NOMINAL]
    for token in tree.tokens[top + 1 :]:
        if token.upos not in _NOMINAL or token.index in phrase or tree.relation(token.index) in CLAUSAL:
            continue
        ands = [c for c in tree.below(token.index, "cc") if tree[c].text.lower() == "and"]
        if ands and ands[0] - 1 == max(phrase & set(range(ands[0])), default=-1) and not _is_clause(tree, token.index):
            found.append(token.index)
    return found


def _is_indefinite(tree: Tree, word: int) -> bool:
    return bool(tree.below(word, "nummod")) or any(
        tree[c].text.lower() in {"a", "an", "several", "some"} for c in tree.below(word, "det", "amod")
    )


def _is_clause(tree: Tree, word: int) -> bool:
    return bool(tree.below(word, "nsubj", "cop"))


def counted(tree: Tree, head: int) -> tuple[int, ...]:
    """Return those counted among the many: "nine people, including two Italians", "..., among them a priest"."""
    found = []
    for child in tree.below(head, "nmod", "appos"):
        marks = {*tree.cases(child), " ".join(tree.cases(child))}
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
