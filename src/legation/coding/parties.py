"""Which phrases of a clause are parties, and who they may be (CODEBOOK section 4)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from legation.coding.tree import Tree
from legation.records import Party, Resolved

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Where to look for the party behind a noun that is none itself: "Israel's raid", "the raid by Israel", "a Saudi decision".
_BEHIND = frozenset({"of", "by", "from"})

#: Nouns of somebody else: the neighbour of "its neighbour" is not the one that has it (`resolve.owners` has them too; stages
#: know neither each other nor a common list).
_OTHERS = frozenset("counterpart rival foe neighbor neighbour ally opponent enemy adversary partner critic".split())

#: Participles that make a thing somebody's: "a Greek-owned tanker", not "a US-made rocket".
_OWNED = frozenset({"flagged", "owned", "registered", "run", "operated", "led", "chartered"})


def is_town(party: Party) -> bool:
    """Tell a town or province, which stands for nobody: it is where something happens, or what is hit."""
    best = party.candidates[0] if party.candidates else None
    return best is not None and best.kind == "place" and "name of a place" in best.evidence


class Parties:
    """Answers who stands at a word of one sentence, from the resolved phrases of the document."""

    def __init__(self, tree: Tree, resolved: Mapping[tuple[int, int], Resolved]) -> None:
        """Take the sentence's tree and all resolved phrases by (sentence, head word)."""
        self.tree = tree
        self.number = tree.sentence.index
        self.resolved = resolved

    def standing_at(self, index: int) -> tuple[Party, ...]:
        """Return the parties of the phrase that a word belongs to, by any of its words ("Putin" of "President Vladimir Putin").

        A word of no party's phrase leads to the one behind it ("Israel's *raid*"); none if nobody stands there.
        """
        token = self.tree[index]
        here = [phrase for phrase in self._phrases if phrase.span.covers(token.span)]
        own = [phrase for phrase in here if phrase.head == index]
        for phrase in own or sorted(here, key=lambda phrase: phrase.span.end - phrase.span.start):
            found = self.direct(phrase.head)
            if found:
                return self._owned(index, found) or found
        if token.upos == "PROPN" and token.head >= 0 and self.tree.relation(index) in {"flat", "compound"}:
            return self.direct(token.head)
        return self.behind(index) if token.upos in {"NOUN", "PROPN"} else ()

    def _owned(self, index: int, owner: tuple[Party, ...]) -> tuple[Party, ...]:
        """Return the body of a state that a word is the owner of: the police of "Georgia's police"."""
        token = self.tree[index]
        if token.deprel != "nmod:poss" or token.head < 0:
            return ()
        body = self.direct(token.head)
        same = len(body) == 1 == len(owner) and body[0].candidates[0].code == owner[0].candidates[0].code
        return body if same and body[0].candidates[0].kind != "state" else ()

    @cached_property
    def _phrases(self) -> tuple[Resolved, ...]:
        words = range(len(self.tree.tokens))
        return tuple(found for word in words if (found := self.resolved.get((self.number, word))) is not None)

    def known(self, index: int) -> bool:
        """Tell whether the phrase headed by a word stands for somebody."""
        found = self.resolved.get((self.number, index))
        return found is not None and bool(found.candidates or found.antecedents)

    def sector(self, index: int) -> str | None:
        """Return the sector that the role word at `index` tells of somebody whose country nothing tells."""
        found = self.resolved.get((self.number, index))
        return None if found is None else found.sector

    def direct(self, index: int) -> tuple[Party, ...]:
        """Return the parties named by the phrase headed at `index`: several for "both sides", none if unknown."""
        found = self.resolved.get((self.number, index))
        if found is None:
            return ()
        if len(found.antecedents) > 1:
            parties = []
            for key in found.antecedents:
                meant = self.resolved.get(key)
                if meant is not None and meant.candidates:
                    parties.append(
                        Party(span=found.span, candidates=meant.candidates, sentence=self.number, head=index)
                    )
            if parties:
                return tuple(parties)
        if not found.candidates:
            return self._listed(index)
        return (Party(span=found.span, candidates=found.candidates, sentence=self.number, head=index),)

    def _listed(self, index: int) -> tuple[Party, ...]:
        """Return those whom an apposition lists where the noun itself is nobody's: "three men, two Russians and a Pole"."""
        listed = [word for child in self.tree.below(index, "appos") for word in self.tree.with_conjuncts((child,))]
        listed = [word for word in listed if word > index and self.tree[word].upos in {"NOUN", "PROPN", "ADJ"}]
        return unique([party for word in listed for party in self.direct(word)]) if len(listed) > 1 else ()

    def at(self, index: int, *, deep: bool = False) -> tuple[Party, ...]:
        """Return the parties of a phrase and its conjuncts; `deep` looks behind a noun that is no party itself."""
        parties: list[Party] = []
        for word in self.tree.with_conjuncts((index,)):
            found = self.direct(word)
            if not found and deep and self.tree[word].upos in {"NOUN", "PROPN", "VERB"}:
                found = self.behind(word)
            parties += found
        return unique(parties)

    def behind(self, index: int) -> tuple[Party, ...]:
        """Return the party that a thing or act belongs to: its possessor, demonym, "by" or "of" phrase."""
        tree = self.tree
        for child in () if tree[index].lemma.lower() in _OTHERS else tree.below(index, "nmod"):
            if tree[child].deprel == "nmod:poss" and (found := self.at(child)):
                return found
        for child in tree.below(index, "amod", "compound"):
            if self.known(child):
                return self.direct(child)
            if tree[child].text.lower() in _OWNED:
                # "a Greek-owned tanker"
                for below in tree.below(child, "compound", "amod", "obl", "nmod", "nsubj"):
                    if self.known(below):
                        return self.direct(below)
        for child in tree.below(index, "nmod"):
            if set(tree.cases(child)) & _BEHIND and (found := self.at(child)):
                return found
        return ()


def unique(parties: list[Party] | tuple[Party, ...]) -> tuple[Party, ...]:
    """Keep the first of the parties that are the same code, sector and name."""
    kept: dict[tuple[object, ...], Party] = {}
    for party in parties:
        best = party.candidates[0] if party.candidates else None
        key = (best.code, best.sector, best.name) if best else (party.span,)
        kept.setdefault(key, party)
    return tuple(kept.values())
