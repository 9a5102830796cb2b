"""What the text claims about an act: actual, future, hypothetical, negated or historical (CODEBOOK section 3).

The decision reads the predicate's own negation and modals, then climbs to the predicates that govern it: each may
turn the claim ("refused to", "plans to", "if", "denied"). What was told as long past is decided with the date, in
`ground`; here only the marks of tense count (a pluperfect, "since ... in 2014", a relative clause of background).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legation.coding.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legation.records import Status

_NEGATIONS = frozenset({"not", "n't", "never", "n’t", "no", "neither", "nor", "hardly", "without"})
_FUTURE_MODALS = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_POSSIBLE_MODALS = frozenset({"would", "could", "may", "might", "should", "can", "must", "ought", "'d", "’d"})
_CONDITIONS = frozenset({"if", "unless", "whether", "provided", "lest", "in case", "should"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A status with the words that made it so, and whether a speaker's denial did."""

    status: Status
    reasons: tuple[str, ...] = ()
    denied_by: int | None = None
    pluperfect: bool = False


class Statuses:
    """Reads the status of predicates from one sentence's tree; `classes` are the lexicon's word classes."""

    def __init__(self, tree: Tree, classes: Mapping[str, frozenset[str]]) -> None:
        """Work on one sentence."""
        self.tree = tree
        self.classes = classes
        empty: frozenset[str] = frozenset()
        self.planning = classes.get("planning", empty)
        self.failing = classes.get("failing", empty)
        self.wishing = classes.get("wishing", empty)
        self.denying = classes.get("denying", empty)
        self.fearing = classes.get("fearing", empty)
        self.halting = classes.get("halting", empty)
        self.foiling = classes.get("foiling", empty)

    def negated(self, head: int) -> str | None:
        """Return the word that negates a predicate itself, if any: "not", "never", "no"."""
        tree = self.tree
        for child in tree.children[head]:
            token = tree[child]
            if token.lemma.lower() in _NEGATIONS and token.deprel.partition(":")[0] in {
                "advmod",
                "det",
                "cc",
                "mark",
                "case",
                "aux",
            }:
                if token.lemma.lower() == "no" and token.upos == "INTJ":
                    continue
                return token.text
        if tree[head].upos in {"VERB", "AUX"}:
            for noun in tree.below(head, "obj", "nsubj"):
                for det in tree.below(noun, "det"):
                    if tree[det].lemma.lower() in {"no", "neither"}:
                        return tree[det].text
        return None

    def modal(self, head: int) -> tuple[Status, str] | None:
        """Return what a predicate's own auxiliaries make of it."""
        tree = self.tree
        for child in tree.below(head, "aux"):
            word = tree[child].text.lower()
            if word in _FUTURE_MODALS:
                return "future", tree[child].text
            if word in _POSSIBLE_MODALS:
                if word == "would" and self._reported_past(head):
                    return "future", tree[child].text
                return "hypothetical", tree[child].text
        for child in tree.below(head, "mark"):
            if tree[child].text.lower() in _CONDITIONS:
                return "hypothetical", tree[child].text
        return None

    def _reported_past(self, head: int) -> bool:
        """Tell "said it would", which is a future seen from the past."""
        tree = self.tree
        governor = tree[head].head
        if any(tree[m].text.lower() in _CONDITIONS for m in tree.below(head, "mark")):
            return False
        has_if = any(tree[m].text.lower() == "if" for c in tree.below(head, "advcl") for m in tree.below(c, "mark"))
        return (not has_if and governor >= 0 and tree.relation(head) in {"ccomp", "parataxis", "acl"}) or (
            not has_if and bool(tree.below(head, "parataxis"))
        )

    def of(self, head: int) -> Claim:
        """Decide the status of the predicate or event noun at `head`."""
        reasons: list[str] = []
        status: Status = "actual"
        pluperfect = self._pluperfect(head)
        if (word := self.negated(head)) is not None:
            return Claim("negated", (f"negated by “{word}”",), pluperfect=pluperfect)
        if (modal := self.modal(head)) is not None:
            status = modal[0]
            reasons.append(f"modal or condition “{modal[1]}”")
        elif self._to_infinitive_headline(head):
            status = "future"
            reasons.append("infinitive of a plan")
        if status == "actual" and (title := self._then_title(head)) is not None:
            return Claim("historical", (f"“{title}”: an office held at that time",), pluperfect=pluperfect)
        climbed = self._climb(head)
        if climbed is not None and (status == "actual" or climbed.status in {"negated", "hypothetical"}):
            return Claim(climbed.status, (*reasons, *climbed.reasons), climbed.denied_by, pluperfect)
        return Claim(status, tuple(reasons), pluperfect=pluperfect)

    def _then_title(self, head: int) -> str | None:
        """Find "then-President X" among the words of the act's own clause: it tells of another time."""
        tree = self.tree
        for token in tree.tokens[:-2]:
            if token.text.lower() != "then" or tree[token.index + 1].text != "-":
                continue
            # The title tells whose clause it is: a reader may hang the small word before it anywhere.
            title = token.index + 2
            if head in tree.path_up(title) and tree.clause_of(title) == tree.clause_of(head):
                return f"{token.text}-{tree[title].text}"
        return None

    def _pluperfect(self, head: int) -> bool:
        tree = self.tree
        return tree[head].xpos == "VBN" and any(
            tree[c].text.lower() in {"had", "'d", "’d"} for c in tree.below(head, "aux")
        )

    def _to_infinitive_headline(self, head: int) -> bool:
        """Tell "Ministers to meet in Oslo": an infinitive as the main predicate, or after "is"."""
        tree = self.tree
        to = any(tree[c].text.lower() == "to" for c in tree.below(head, "mark", "aux"))
        return (to and tree.relation(head) in {"root", "parataxis"}) or (
            to
            and tree[head].head >= 0
            and tree[tree[head].head].lemma == "be"
            and tree.relation(head) in {"xcomp", "ccomp"}
        )

    def _climb(self, head: int) -> Claim | None:
        """Look at the predicates above: the first that turns the claim decides."""
        tree = self.tree
        below = head
        for above in tree.path_up(head):
            relation = tree.relation(below)
            if relation == "conj":
                # The first of coordinated predicates shares modals and "to" with the later ones.
                shares = tree[below].upos == tree[above].upos and not tree.below(below, "nsubj", "aux")
                if shares and tree[below].xpos in {"VB", "NN", "NNS"} and (modal := self.modal(above)) is not None:
                    return Claim(modal[0], (f"modal or condition “{modal[1]}”",))
                below = above
                continue
            found = self._turned(below, above, relation)
            if found is not None:
                return found
            if relation in {"acl", "parataxis"} and tree[below].deprel == "acl:relcl":
                return None
            if relation in {"nsubj", "advcl"} and tree[above].upos == "VERB" and relation == "advcl":
                marks = {tree[m].text.lower() for m in tree.below(below, "mark")}
                return Claim("hypothetical", ("a condition",)) if marks & _CONDITIONS else None
            below = above
        return None

    def _turned(self, below: int, above: int, relation: str) -> Claim | None:
        tree = self.tree
        lemma = tree.lemma(above)
        governs = relation in {"xcomp", "ccomp", "obj", "acl", "obl", "csubj", "nmod"} or (
            relation == "advcl" and any(tree[m].text.lower() == "to" for m in tree.below(below, "mark"))
        )
        quoted = f"“{tree[above].text}”"
        if relation == "nsubj" and tree[below].upos == "NOUN":
            return self._of_subject_noun(above, quoted)
        if not governs:
            return None
        own_modal = self.modal(below) if tree[below].upos == "VERB" else None
        if lemma in self.denying and relation in {"ccomp", "xcomp", "obj"}:
            return Claim("negated", (f"denied: {quoted}",), denied_by=above)
        if lemma in self.failing and relation in {"xcomp", "obj", "advcl", "acl", "ccomp", "obl"}:
            return Claim("negated", (f"not done: {quoted}",))
        if lemma in self.foiling and relation in {"xcomp", "obj", "advcl", "acl", "ccomp", "obl", "nmod"}:
            return Claim("hypothetical", (f"foiled: {quoted}",))
        if lemma in self.planning and relation in {"xcomp", "ccomp", "obj", "acl", "advcl"}:
            return Claim("future", (f"planned: {quoted}",))
        if lemma in self.wishing and relation in {"xcomp", "ccomp", "obj", "advcl", "acl"}:
            return Claim("hypothetical", (f"wished or asked: {quoted}",))
        if lemma in self.fearing and relation in {"xcomp", "ccomp", "obj", "acl", "obl", "nmod"}:
            return Claim("hypothetical", (f"feared or possible: {quoted}",))
        if relation in {"xcomp", "obj"} and own_modal is None and (word := self.negated(above)) is not None:
            return Claim("negated", (f"negated by “{word}”",))
        if relation in {"xcomp", "obj"} and own_modal is None and (modal := self.modal(above)) is not None:
            return Claim(modal[0], (f"modal or condition “{modal[1]}”",))
        return None

    def _of_subject_noun(self, above: int, quoted: str) -> Claim | None:
        """Give an event noun as subject the claim of its verb: "talks will resume", "the attack never happened"."""
        tree = self.tree
        if (word := self.negated(above)) is not None and tree.lemma(above) in {
            "happen",
            "occur",
            "take",
            "be",
            "resume",
            "begin",
        }:
            return Claim("negated", (f"negated by “{word}”",))
        if (modal := self.modal(above)) is not None:
            return Claim(modal[0], (f"modal or condition “{modal[1]}”",))
        if tree.lemma(above) in {"schedule", "plan", "expect", "set", "due"}:
            return Claim("future", (f"planned: {quoted}",))
        if tree.lemma(above) in self.halting:
            return Claim("negated", (f"called off: {quoted}",))
        return None
