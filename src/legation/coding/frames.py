"""From a predicate and a lexicon entry to the roles of an act: who does it, to whom (CODEBOOK section 4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legation.coding.parties import Parties, unique
from legation.coding.tree import Tree
from legation.records import Party, Token

if TYPE_CHECKING:
    from legation.coding.lexicon import Condition, Entry

#: Verbs that lend their subject to an event noun: "held talks", "launched an attack", "is under investigation".
LIGHT = frozenset(
    "accept begin break carry carry conduct continue convene deliver express end face give halt have hold host impose issue join "
    "launch lead make mount offer open order pay perform place pursue reach receive renew resume seek send stage "
    "start step suffer sign take undertake voice wage carry out call off come under set up kick off wrap up".split()
) | {"carry out", "call off", "come under", "set up", "kick off", "wrap up", "step up"}
#: Light verbs whose subject is the one the act is done to.
_SUFFERED = frozenset(
    {"face", "receive", "suffer", "come under", "win", "get", "undergo", "escape", "survive", "draw", "earn", "attract"}
)


#: Words between a preposition and its noun, at most.
_PHRASE = 5
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
#: What a particle hangs by that stands between a word and its preposition: "pulled out of the treaty".
_BETWEEN = frozenset({"compound:prt", "advmod", "case"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The words that fill a frame, as parties, and whether the act is joint."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    others: tuple[Party, ...]
    initiator: Party | None
    joint: bool


class Frames:
    """Fills the frames of entries from one sentence's tree."""

    def __init__(self, tree: Tree, parties: Parties) -> None:
        """Work on one sentence."""
        self.tree = tree
        self.parties = parties

    # --- what stands at a place ---------------------------------------------------------------------------

    def words_at(self, head: int, place: str) -> tuple[int, ...]:
        """Return the words at a place of the frame, as `lexicon` names places."""
        tree = self.tree
        if "/" in place:
            return tuple(dict.fromkeys(word for part in place.split("/") for word in self.words_at(head, part)))
        first, _, rest = place.partition(".")
        found: tuple[int, ...]
        if first == "subj":
            found = self._subject(head)
        elif first == "obj":
            found = tree.objects(head) if _is_verbal(tree[head]) else ()
        elif first == "iobj":
            found = tree.below(head, "iobj")
        elif first == "comp":
            found = self._complements(head)
        elif first == "poss":
            found = self._possessors(head)
        elif first == "surface":
            found = tree.surface_subject(head) or ()
        else:
            found = tree.preposed(head, frozenset({first, f"out {first}", f"away {first}"}))
            if first == "by":
                found = found or (tree.agent(head) if tree[head].upos == "VERB" else ())
            found = found or self._next_after(head, first)
        if rest:
            found = tuple(deeper for word in found for deeper in self.words_at(word, rest))
        return found

    def _next_after(self, head: int, preposition: str) -> tuple[int, ...]:
        """Return the noun of the preposition that follows the word at once, wherever the reader hung it."""
        tokens = self.tree.tokens
        place = head + 1
        if tokens[place : place + 1] and tokens[place].deprel in _BETWEEN and tokens[place].text.lower() != preposition:
            place += 1
        if place >= len(tokens) or tokens[place].text.lower() != preposition:
            return ()
        for word in range(place + 1, min(place + 1 + _PHRASE, len(tokens))):
            if tokens[word].upos in {"PUNCT", "VERB", "AUX", "ADP", "CCONJ"}:
                return ()
            if tokens[word].upos in _NOUNS and tokens[word].deprel not in {"compound", "amod", "nmod:poss"}:
                return (word,)
        return ()

    def _subject(self, head: int) -> tuple[int, ...]:
        tree = self.tree
        token = tree[head]
        if _is_verbal(token):
            return tree.subjects(head)
        if tree.below(head, "cop"):
            return tree.below(head, "nsubj")
        # An event noun borrows the subject of its light verb, or of who claims it.
        governor = token.head
        if governor >= 0 and tree[governor].lemma.lower() == "responsibility" and tree.relation(governor) == "obj":
            return tree.subjects(tree[governor].head)
        if governor >= 0 and tree.relation(head) in {"obj", "obl", "nsubj"}:
            named = self._light_names(head, governor)
            if named & LIGHT and not named & _SUFFERED and tree.relation(head) != "nsubj":
                return tree.subjects(governor)
        return ()

    def suffered(self, head: int) -> tuple[int, ...]:
        """Return the subject of a verb like "face" or "suffer", or of one over an event noun: the one it is done to."""
        if _is_verbal(self.tree[head]):
            return self.tree.subjects(head) if self.tree.lemma(head) in _SUFFERED else ()
        governor = self.tree[head].head
        if (
            governor >= 0
            and self.tree.relation(head) in {"obj", "obl"}
            and self._light_names(head, governor) & _SUFFERED
            and not self.tree.below(governor, "compound:prt")
        ):
            return self.tree.subjects(governor)
        return ()

    def _light_names(self, noun: int, verb: int) -> set[str]:
        """Return the names of a light verb over its noun: with its particle, and with the noun's preposition."""
        lemma = self.tree[verb].lemma.lower()
        return {self.tree.lemma(verb), lemma, *(f"{lemma} {case}" for case in self.tree.cases(noun))}

    def _possessors(self, head: int) -> tuple[int, ...]:
        tree = self.tree
        own = tuple(c for c in tree.below(head, "nmod") if tree[c].deprel == "nmod:poss")
        own = own or self._marked_possessor(head)
        if own:
            return own
        return tuple(c for c in tree.below(head, "amod", "compound") if self.parties.known(c))

    def _marked_possessor(self, head: int) -> tuple[int, ...]:
        """Return the word before an "'s" that stands before the noun, where the reader hung it elsewhere."""
        tree = self.tree
        before = min((head, *tree.below(head, "amod", "compound", "nummod"))) - 1
        return (before - 1,) if before > 0 and tree[before].xpos == "POS" else ()

    def _complements(self, head: int) -> tuple[int, ...]:
        tree = self.tree
        named = tree.objects(head) if _is_verbal(tree[head]) else ()
        found = tuple(word for word in tree.below(head, "xcomp", "ccomp") if word not in named)
        if not found:
            found = tuple(
                c
                for c in tree.below(head, "advcl", "acl")
                if any(tree[m].text.lower() in {"to", "of", "from"} for m in tree.below(c, "mark"))
            )
        return found

    # --- conditions ---------------------------------------------------------------------------------------

    def holds(self, head: int, condition: Condition, *, negated: bool) -> bool:
        """Tell whether a condition of an entry is met."""
        return self._stands(head, condition, negated=negated) == condition.wanted

    def _stands(self, head: int, condition: Condition, *, negated: bool) -> bool:
        if condition.place == "negated":
            return negated == ("yes" in condition.words)
        tree = self.tree
        if condition.place == "passive":
            return tree[head].upos == "VERB" and tree.is_passive(head) == ("yes" in condition.words)
        if condition.place == "aux":
            return any(tree[w].text.lower() in condition.words for w in tree.below(head, "aux"))
        if condition.place == "form":
            return tree[head].deprel in {"acl", "amod"} and tree[head].xpos in {"VBN", "VBD", "JJ"}
        if condition.place == "near":
            words = tree.subtree(head, stop=frozenset({"ccomp", "advcl", "parataxis"}))
            return any(tree.lemma(w) in condition.words or tree[w].text.lower() in condition.words for w in words)
        if condition.place == "governor":
            governor = tree[head].head
            return governor >= 0 and tree.lemma(governor) in condition.words
        if condition.place == "modifier":
            below = tree.below(head, "amod", "compound", "advmod", "nummod")
            return any(tree.lemma(w) in condition.words for w in below)
        found = tree.with_conjuncts(self.words_at(head, condition.place))
        if "none" in condition.words:
            return not found
        if "any" in condition.words:
            return bool(found)
        if "@party" in condition.words and any(self.parties.at(w, deep=True) for w in found):
            return True
        return any(self._is_one(word, condition.words) for word in found)

    def _is_one(self, word: int, words: frozenset[str]) -> bool:
        tree = self.tree
        return (
            tree.lemma(word) in words
            or tree[word].lemma.lower() in words
            or tree[word].text.lower() in words
            or tree[word].text.lower().removesuffix("s") in words
            or any(tree.lemma(c) in words for c in tree.below(word, "compound", "amod"))
        )

    # --- roles --------------------------------------------------------------------------------------------

    def roles(self, head: int, entry: Entry) -> Roles:
        """Fill an entry's roles; parties of a place that nobody stands at are left out."""
        joint_places = [p for p in entry.joint if p != "always"]
        actors = self._fill(head, entry.actor, deep=True)
        recipients = self._fill(head, entry.recipient, deep=True, taken=actors)
        if entry.pos != "verb" and not recipients:
            recipients = self._people(self.suffered(head), deep=False)
        joint = False
        for place in joint_places:
            found = self._people(self.words_at(head, place), deep=True)
            if found:
                actors, joint = unique([*actors, *found]), True
        if joint or "always" in entry.joint:
            actors, recipients, joint = unique([*actors, *recipients]), (), True
        recipients = _without(recipients, actors)
        others = _without(self._fill(head, entry.other, deep=False), (*actors, *recipients))
        initiator = None
        if entry.initiator:
            found = self._people(self.words_at(head, entry.initiator), deep=False)
            initiator = found[0] if len(found) == 1 else None
        return Roles(actors=actors, recipients=recipients, others=others, initiator=initiator, joint=joint)

    def _fill(
        self, head: int, places: tuple[str, ...], *, deep: bool, taken: tuple[Party, ...] = ()
    ) -> tuple[Party, ...]:
        for place in places:
            found = _without(self._people(self.words_at(head, place), deep=deep), taken)
            if found:
                return found
        return ()

    def _people(self, words: tuple[int, ...], *, deep: bool) -> tuple[Party, ...]:
        return unique([party for word in words for party in self.parties.at(word, deep=deep)])


def _is_verbal(token: Token) -> bool:
    """Tell a verb, also one that only the finer tag knows ("Gunmen Seize 20 Tourists")."""
    return token.upos in {"VERB", "AUX"} or token.xpos.startswith("VB")


def _without(parties: tuple[Party, ...], taken: tuple[Party, ...]) -> tuple[Party, ...]:
    """Leave out the phrases that already fill another role (by place in the text)."""
    places = {(p.sentence, p.head) for p in taken}
    return tuple(p for p in parties if (p.sentence, p.head) not in places)
