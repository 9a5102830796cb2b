"""Relations: lasting ties between two actors (CODEBOOK section 1), told by nouns, adjectives and idioms."""

from __future__ import annotations

from dataclasses import dataclass

from legation.coding.parties import Parties
from legation.coding.tree import Tree
from legation.records import Party, Reading, Resolved, Span, Status

_NOUNS = {
    "ally": "ally", "alliance": "ally", "partner": "partner", "partnership": "partner", "member": "member",
    "rival": "rival", "foe": "rival", "enemy": "rival", "adversary": "rival", "archenemy": "rival", "arch-foe": "rival",
    "nemesis": "rival", "archrival": "rival", "backer": "ally", "patron": "ally",
}  # fmt: skip
_TIES = frozenset({"relation", "tie", "relationship"})
_STRAINED = frozenset(
    "strained tense frosty low strain sour soured icy chilly fraught deteriorate worsen sour nadir rock-bottom cold "
    "hostile poor bad fray plummet ebb crisis".split()
)
_AT_WAR = frozenset({"at war"})
_PAST = frozenset({"former", "erstwhile", "onetime", "once", "then", "cold", "soviet-era", "longtime-past"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationFound:
    """A tie between two parties before dating."""

    sentence: int
    first: Party
    second: Party
    kind: str
    status: Status
    span: Span
    made_by: str


#: Words for a state that stand for the one named before.
_STATES = frozenset({"state", "country", "nation", "island", "republic", "kingdom"})


def find_relations(reading: Reading, resolved: tuple[Resolved, ...]) -> tuple[RelationFound, ...]:
    """Return the ties told in the document, in the order of the text."""
    by_head = {(phrase.sentence, phrase.head): phrase for phrase in resolved}
    found: list[RelationFound] = []
    for sentence in reading.sentences:
        lemmas = {t.lemma.lower() for t in sentence.tokens}
        if not (lemmas & _NOUNS.keys() or lemmas & _TIES or "war" in lemmas):
            continue
        tree = Tree(sentence)
        parties = Parties(tree, by_head)
        for token in sentence.tokens:
            if token.upos not in {"NOUN", "PROPN"}:
                continue
            tie = _noun(tree, parties, token.index) or _strained(tree, parties, token.index)
            if tie is not None:
                found.append(tie)
    return tuple(_once(found))


def _once(ties: list[RelationFound]) -> list[RelationFound]:
    kept: dict[tuple[object, ...], RelationFound] = {}
    for tie in ties:
        pair = frozenset((tie.first.candidates[0].code, tie.second.candidates[0].code))
        kept.setdefault((tie.sentence, pair, tie.kind), tie)
    return list(kept.values())


def _noun(tree: Tree, parties: Parties, head: int) -> RelationFound | None:
    """Read "X, an ally of Y", "X's partnership with Y", "Z was an ally of Y"."""
    kind = _NOUNS.get(tree[head].lemma.lower())
    if kind is None:
        return None
    second = [p for w in tree.preposed(head, frozenset({"of", "with", "to"})) for p in parties.at(w)]
    possessors = [p for w in tree.below(head, "nmod") if tree[w].deprel == "nmod:poss" for p in parties.at(w)]
    first = _holder(tree, parties, head)
    if not second:
        second, possessors = possessors, []
    if not first:
        first = possessors
    if kind == "partner" and tree[head].lemma.lower() == "partnership" and len(possessors) == 2:
        first, second = possessors[:1], possessors[1:]
    if not first or not second:
        return None
    if first[0].candidates[0].code == second[0].candidates[0].code:
        return None
    words = tree.subtree(head, stop=frozenset({"acl", "nsubj", "cop", "parataxis", "punct", "advcl"}))
    past = any(tree[w].lemma.lower() in _PAST for w in words) or _copula_past(tree, head)
    return RelationFound(
        sentence=tree.sentence.index, first=first[0], second=second[0], kind=kind,
        status="historical" if past else "actual", span=tree.span(*words), made_by=f"relation:{tree[head].lemma.lower()}",
    )  # fmt: skip


def _holder(tree: Tree, parties: Parties, head: int) -> list[Party]:
    """Find whose tie it is: the copula's subject, or the noun that the phrase stands in apposition to."""
    if tree.below(head, "cop"):
        for subject in tree.below(head, "nsubj"):
            found = list(parties.at(subject))
            if not found and tree[subject].xpos in {"WDT", "WP"} and tree[head].head >= 0:
                # The word before the pronoun is nearer than what the tree may hang the clause on.
                near = subject - 1 if subject and tree[subject - 1].lemma.lower() in _STATES else tree[head].head
                found = list(_owner(tree, parties, near))
            if found:
                return found
        if tree[head].deprel == "acl:relcl" and tree[head].head >= 0:
            return list(_owner(tree, parties, tree[head].head))
    if tree.relation(head) == "appos" and tree[head].head >= 0:
        return list(parties.at(tree[head].head))
    return []


def _owner(tree: Tree, parties: Parties, noun: int) -> tuple[Party, ...]:
    """Return the party of a noun, or of what the noun belongs to: "the post in the one-party state that was ...".

    The one-party state of a party's office is the state of that party: the nearest country named before it is meant.
    """
    found = parties.at(noun, deep=True)
    if found and found[0].candidates[0].kind != "person":
        return found
    if tree[noun].lemma.lower() in _STATES:
        for word in range(noun - 1, -1, -1):
            near = parties.direct(word)
            if (
                near
                and near[0].candidates[0].code.isalpha()
                and near[0].candidates[0].kind in {"state", "organisation"}
            ):
                return near
    return found


def _copula_past(tree: Tree, head: int) -> bool:
    return any(tree[c].text.lower() in {"was", "were"} for c in tree.below(head, "cop"))


def _strained(tree: Tree, parties: Parties, head: int) -> RelationFound | None:
    """Read "X's relations with Y are strained", "tense ties between X and Y"."""
    if tree[head].lemma.lower() not in _TIES:
        return None
    words = set(tree.subtree(head, stop=frozenset({"acl", "advcl"})))
    governor = tree[head].head
    clause = set(words)
    if governor >= 0 and tree.relation(head) == "nsubj":
        clause |= set(tree.subtree(governor, stop=frozenset({"advcl", "ccomp", "parataxis"})))
    lemmas = {tree[w].lemma.lower() for w in clause} | {tree[w].text.lower() for w in clause}
    if not lemmas & _STRAINED:
        return None
    owners = [p for w in tree.below(head, "nmod") if tree[w].deprel == "nmod:poss" for p in parties.at(w)]
    others = [p for w in tree.preposed(head, frozenset({"with", "between", "to"})) for p in parties.at(w)]
    pair = [*owners, *others]
    if len(pair) < 2 or pair[0].candidates[0].code == pair[1].candidates[0].code:
        return None
    told = [w for w in sorted(clause) if tree[w].lemma.lower() in _STRAINED or w in {head, governor}]
    return RelationFound(
        sentence=tree.sentence.index, first=pair[0], second=pair[1], kind="strained", status="actual",
        span=tree.span(*told), made_by="relation:strained",
    )  # fmt: skip
