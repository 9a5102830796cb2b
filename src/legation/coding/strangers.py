"""Parties that the text names and nobody knows: "Disha Ravi was arrested", "an inquiry into hundreds of banks".

Where the model sees a party and no country can be told, the words themselves are the party, coded `---` with the sector
of its role word (CODEBOOK section 4: "`---` with a sector for people of no stated country"; UNK where there is none): a
reader sees who it was, no country is guessed, and aggregates by country leave it out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legation.coding.model_acts import JOINT_MODES
from legation.records import Candidate, Party

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legation.coding.frames import Roles
    from legation.coding.parties import Parties
    from legation.coding.tree import Tree
    from legation.records import EventScore, Name

#: The model's part is believed from here on: a proper name; somebody with a role; people by a plural noun.
_NAMED, _ROLE, _MANY = 0.5, 0.6, 0.7
#: Kinds of names that may be a party; more than any probability.
_SOMEBODY, _NEVER = frozenset({"PER", "ORG"}), 2.0
#: What belongs to the phrase of a noun: to its left, to its right ("hundreds of banks"), and where it ends.
_WITHIN = frozenset({"amod", "compound", "flat", "nummod"})
_AFTER = frozenset({"flat", "nmod"})
_ENDS = frozenset({"acl", "appos", "conj", "parataxis", "punct"})
#: Words of a phrase, at most.
_LONGEST = 11
#: How much is believed of a party that is nothing but words.
_SCORE = 0.3


def with_strangers(
    tree: Tree, parties: Parties, roles: Roles, event: EventScore | None, names: Sequence[Name] = ()
) -> Roles:
    """Add to the sides of an act those whom the model sees there and nobody knows, named by their words alone.

    `names` are the names of the sentence: persons and organisations are somebody, a place or a vote in a headline is not.
    """
    if event is None:
        return roles
    here = (p for p in (*roles.actors, *roles.recipients, *roles.others) if p.sentence == tree.sentence.index)
    taken = {party.head for party in here}
    somebody = [name for name in names if name.kind in _SOMEBODY]
    named = {word for name in somebody for word in range(name.first, name.last + 1)}
    # "Yenifer Quispe", of which only the first word was taken for a name: the noun that it stands before is its own.
    named |= {
        tree[word].head for word in named if tree.relation(word) in {"compound", "flat"} and tree[word].xpos == "NNP"
    }

    def strangers(role: str) -> tuple[Party, ...]:
        words = sorted(
            word for name, word, chance in event.arguments
            if name == role and word not in taken and chance >= (_NAMED if word in named else _least(tree, parties, word))
        )  # fmt: skip
        return tuple(
            _stranger(tree, word, somebody, parties.sector(word))
            for word in words
            if not parties.standing_at(word) and not _is_within(tree, word, taken)
        )

    more = strangers("actor")
    actors = (*roles.actors, *more)
    heads = {party.head for party in actors}
    others = tuple(party for party in strangers("recipient") if party.head not in heads)
    if event.type == "CONSULT" and event.mode in JOINT_MODES and not roles.recipients:
        actors, others = (*actors, *others), ()
    joint = roles.joint or (bool(more) and len(actors) > 1 and not roles.recipients and not others)
    return replace(roles, actors=actors, recipients=(*roles.recipients, *others), joint=joint)


def _is_within(tree: Tree, word: int, taken: set[int]) -> bool:
    """Tell a word of a party's own phrase, or one whose party is taken; a conjunct is one more party.

    The commander of "rebels loyal to a commander"; the villages of "two villages in Nigeria", hit as Nigeria's.
    """
    if any(tree.relation(head) == "nmod" and tree[head].head == word for head in taken):
        return True
    for below in (word, *tree.path_up(word)):
        if tree.relation(below) in {"conj", "parataxis"}:
            return False
        if tree[below].head in taken:
            return True
    return False


def _least(tree: Tree, parties: Parties, word: int) -> float:
    if parties.sector(word) is not None:
        return _ROLE
    return _MANY if tree[word].upos == "NOUN" and tree[word].xpos == "NNS" else _NEVER


def _stranger(tree: Tree, head: int, names: Sequence[Name], sector: str | None) -> Party:
    name = next((n for n in names if n.first <= head <= n.last), None)
    words = [head] if name is None else [*range(name.first, name.last + 1)]
    for child in sorted(tree.below(head, *_WITHIN, "nmod")) if name is None else ():
        is_before = child < head and tree.relation(child) != "nmod"
        if is_before or (tree.relation(child) in _AFTER and set(tree.cases(child)) <= {"of"}):
            words += tree.subtree(child, stop=_ENDS)
    first, last = min(words), min(max(words), min(words) + _LONGEST)
    known = Candidate(
        code="---", sector=sector or "UNK", name=" ".join(token.text for token in tree.tokens[first : last + 1]),
        kind="group" if name is None else "person" if name.kind == "PER" else "organisation", score=_SCORE,
        evidence=("named by the text; no country is told",),
    )  # fmt: skip
    return Party(span=tree.span(first, last), candidates=(known,), sentence=tree.sentence.index, head=head)
