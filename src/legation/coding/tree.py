"""Questions that coding asks of a sentence's dependency tree (Universal Dependencies, English).

A `Tree` wraps one `Sentence`; tokens are named by their index in it. Every answer walks few edges and is kept, so
that the cost of coding a sentence grows with its length only.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from legation.records import Sentence, Span, Token

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Clause-making relations: a predicate below one of these is another clause.
CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis"})
#: Verbs whose object is the one who acts in their infinitive ("urged Iran to stop"): object control.
OBJECT_CONTROL = frozenset(
    "accuse advise allow appeal ask beg call cause challenge command compel convince dare demand direct enable encourage "
    "entreat expect forbid force get help implore instruct intend invite let make order permit persuade plead press "
    "pressure prevent prod push remind request require summon teach tell tempt tip train trust urge want warn".split()
)
_PARTICLES = frozenset({"over", "off", "out", "up", "down", "back", "away", "aside"})
#: Nouns of time that stand without a preposition: "met Monday".
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow morning evening night afternoon "
    "week month year day hour time minute weekend".split()
)


class Tree:
    """The tree of one sentence with the questions of coding."""

    def __init__(self, sentence: Sentence, forms: Mapping[str, str] | None = None) -> None:
        """Index the children of every word; `forms` gives lemmas of verb forms that the reader may not know."""
        self.sentence = sentence
        self._forms = forms or {}
        self.tokens: tuple[Token, ...] = sentence.tokens
        children: list[list[int]] = [[] for _ in sentence.tokens]
        for token in sentence.tokens:
            if token.head >= 0 and token.head != token.index:
                children[token.head].append(token.index)
        self.children: tuple[tuple[int, ...], ...] = tuple(tuple(row) for row in children)
        self._subjects: dict[int, tuple[int, ...]] = {}
        self._paths: dict[int, tuple[int, ...]] = {}

    def __getitem__(self, index: int) -> Token:
        """Return the token at `index`."""
        return self.tokens[index]

    def relation(self, index: int) -> str:
        """Return the relation of a word to its head, without its subtype."""
        return self.tokens[index].deprel.partition(":")[0]

    def below(self, index: int, *relations: str) -> tuple[int, ...]:
        """Return the children of `index` by relation; `nsubj` matches its subtypes, `nsubj:pass` only itself."""
        return tuple(
            child
            for child in self.children[index]
            if self.tokens[child].deprel in relations or self.relation(child) in relations
        )

    def first(self, index: int, *relations: str) -> int | None:
        """Return the first child by relation, if any."""
        found = self.below(index, *relations)
        return found[0] if found else None

    def subtree(self, index: int, *, stop: frozenset[str] = frozenset()) -> tuple[int, ...]:
        """Return the words at and below `index` in text order, not going below the relations in `stop`."""
        found, stack = [], [index]
        seen = {index}
        while stack:
            word = stack.pop()
            found.append(word)
            for child in self.children[word]:
                if child not in seen and self.relation(child) not in stop:
                    seen.add(child)
                    stack.append(child)
        return tuple(sorted(found))

    def span(self, *indices: int) -> Span:
        """Return the characters from the first to the last of the given words."""
        return Span(self.tokens[min(indices)].span.start, self.tokens[max(indices)].span.end)

    def path_up(self, index: int) -> tuple[int, ...]:
        """Return the heads above a word, nearest first."""
        known = self._paths.get(index)
        if known is None:
            # A chain of three hundred words is asked for by each of them.
            found: dict[int, None] = {}
            word = self.tokens[index].head
            while word >= 0 and word not in found:
                found[word] = None
                word = self.tokens[word].head
            known = self._paths[index] = tuple(found)
        return known

    def cases(self, index: int) -> tuple[str, ...]:
        """Return the prepositions that mark a noun, lower case; a fixed one is joined ("because of")."""
        return self._cases[index]

    @cached_property
    def _cases(self) -> tuple[tuple[str, ...], ...]:
        rows: list[tuple[str, ...]] = []
        for index in range(len(self.tokens)):
            marks = []
            for child in self.below(index, "case"):
                words = [self.tokens[child].text.lower()]
                words += [self.tokens[part].text.lower() for part in self.below(child, "fixed")]
                marks.append(" ".join(words))
            rows.append(tuple(marks))
        return tuple(rows)

    def lemma(self, index: int) -> str:
        """Return the lemma in lower case, with a verb's particle ("call off")."""
        return self._lemmas[index]

    @cached_property
    def _lemmas(self) -> tuple[str, ...]:
        rows = []
        for token in self.tokens:
            lemma = token.lemma.lower()
            if token.upos == "VERB" and token.xpos != "VB":
                lemma = self._forms.get(token.text.lower(), lemma)
            if token.upos in {"VERB", "NOUN"}:
                particle = self.first(token.index, "compound:prt")
                if particle is not None:
                    lemma = f"{lemma} {self.tokens[particle].text.lower()}"
            rows.append(lemma)
        return tuple(rows)

    def is_passive(self, verb: int) -> bool:
        """Tell whether a verb is passive: a passive subject or auxiliary, or a bare past participle after a noun."""
        token = self.tokens[verb]
        auxiliaries = {self.tokens[child].lemma.lower() for child in self.below(verb, "aux")}
        if "have" in auxiliaries and "be" not in auxiliaries and self.below(verb, "obj"):
            return False
        if any(self.tokens[child].deprel in {"nsubj:pass", "aux:pass", "csubj:pass"} for child in self.children[verb]):
            return True
        if self.below(verb, "nsubj", "obj") and not token.deprel.startswith("acl"):
            return False
        if token.xpos != "VBN" and not (token.xpos == "VBD" and self.relation(verb) == "acl"):
            return False
        if "have" in auxiliaries:
            return False
        relation = self.relation(verb)
        if relation == "acl" and token.deprel != "acl:relcl":
            return not self.below(verb, "obj")
        if relation in {"advcl", "amod"}:
            return not self.below(verb, "obj")
        if relation == "conj":
            return self.is_passive(token.head) and not self.below(verb, "obj", "nsubj")
        # A headline's bare participle: "Two soldiers killed in Mali".
        return relation == "root" and not self.below(verb, "aux", "cop", "obj")

    def agent(self, verb: int) -> tuple[int, ...]:
        """Return who acts in a passive: the "by" phrase."""
        return tuple(child for child in self.below(verb, "obl", "nmod") if "by" in self.cases(child))

    def with_conjuncts(self, indices: tuple[int, ...]) -> tuple[int, ...]:
        """Add to each noun the nouns coordinated with it, in text order, once each."""
        found: list[int] = []
        for index in indices:
            for word in (index, *self.below(index, "conj")):
                if word not in found and (word == index or self.tokens[word].upos != "VERB"):
                    found.append(word)
        return tuple(found)

    def subjects(self, verb: int) -> tuple[int, ...]:
        """Return who does what a predicate says: its own subject, or the one that control and coordination lend it.

        For a passive the answer is its agent. Conjuncts are not expanded.
        """
        known = self._subjects.get(verb)
        if known is None:
            self._subjects[verb] = ()  # a loop in the lending finds nobody
            known = self._subjects[verb] = self._find_subjects(verb)
        return known

    def _find_subjects(self, verb: int) -> tuple[int, ...]:
        if self.is_passive(verb):
            return self.agent(verb)
        own = self.below(verb, "nsubj")
        if len(own) > 1 and all(self.tokens[subject].deprel == "nsubj" for subject in own):
            # A clause has one subject; where the tree gives two, the nearer: "Putin called Xi, the ministry said".
            return (min(own, key=lambda subject: abs(verb - subject)),)
        return own or self._lent(verb)

    def _lent(self, verb: int) -> tuple[int, ...]:
        """Find the subject that a clause without one takes from outside of it."""
        token = self.tokens[verb]
        head, relation = token.head, self.relation(verb)
        if head < 0 or self.below(verb, "case"):
            return ()  # a verb has no preposition: a noun that the reader took for one ("after weeks of protests")
        if relation == "conj":
            passive = self.surface_subject(head) if self.is_passive(head) else None
            return passive if passive is not None else self.subjects(head)
        if relation == "acl":
            return (head,) if self.tokens[head].upos != "VERB" and not self._is_purpose_noun(verb) else ()
        if relation in {"xcomp", "ccomp", "advcl"}:
            of_what = any(
                self.tokens[m].text.lower() in {"of", "from", "for", "to", "into"}
                for m in self.below(verb, "mark", "case")
            )
            if (relation != "advcl" or of_what) and self.lemma(head) in OBJECT_CONTROL:
                objects = self.objects(head)
                if objects:
                    return objects
                told = tuple(c for c in self.below(head, "obl") if set(self.cases(c)) & {"on", "to", "for", "upon"})
                if told:
                    return told
            surface = self.surface_subject(head)
            return surface if surface is not None else self.subjects(head)
        return ()

    def _is_purpose_noun(self, verb: int) -> bool:
        """Tell an infinitive after a noun ("a plan to withdraw"), whose subject is whoever holds the noun."""
        return any(self.tokens[child].text.lower() == "to" for child in self.below(verb, "mark"))

    def surface_subject(self, verb: int) -> tuple[int, ...] | None:
        """Return the grammatical subject, passive or not; None where the clause has none of its own."""
        found = self.below(verb, "nsubj")
        if found:
            return found
        if self.relation(verb) == "conj" and self.tokens[verb].head >= 0:
            return self.surface_subject(self.tokens[verb].head)
        return None

    def objects(self, verb: int) -> tuple[int, ...]:
        """Return who or what a verb is done to: its object, or a passive's subject (the noun of a participle)."""
        if self.is_passive(verb):
            found = tuple(c for c in self.children[verb] if self.tokens[c].deprel == "nsubj:pass")
            found = found or self.below(verb, "nsubj")
            if found:
                return found
            relation, head = self.relation(verb), self.tokens[verb].head
            if relation in {"acl", "amod"} and head >= 0:
                return (head,)
            if relation == "conj" and head >= 0:
                return self.objects(head) if self.is_passive(head) else ()
            if relation in {"advcl", "xcomp", "ccomp"} and head >= 0:
                return self.surface_subject(head) or ()
            return ()
        own = self.below(verb, "obj") or self.below(verb, "iobj") or self._likely_objects(verb)
        if own:
            return own
        # "the ship that Iran seized": the relative's object is its noun.
        if self.tokens[verb].deprel == "acl:relcl" and self.below(verb, "nsubj") and self.tokens[verb].head >= 0:
            subject = self.tokens[self.below(verb, "nsubj")[0]]
            if subject.xpos not in {"WDT", "WP"}:
                return (self.tokens[verb].head,)
        return ()

    def _likely_objects(self, verb: int) -> tuple[int, ...]:
        """Return bare nouns after a verb that the reader took for something else: "called Zelensky", "laid down arms"."""
        particle = self.tokens[verb + 1].text.lower() if verb + 1 < len(self.tokens) else ""
        particle = particle if particle in _PARTICLES else ""
        found = []
        for child in self.below(verb, "xcomp", "obl"):
            token = self.tokens[child]
            if (
                child < verb
                or token.upos not in {"NOUN", "PROPN", "PRON"}
                or token.deprel in {"obl:tmod", "obl:npmod", "obl:unmarked"}
            ):
                continue
            if self.below(child, "cop", "mark") or token.lemma.lower() in _TIMES:
                continue
            marks = self.cases(child)
            if not marks or marks == (particle,):
                found.append(child)
        return tuple(found)

    def preposed(self, index: int, prepositions: frozenset[str]) -> tuple[int, ...]:
        """Return the nouns that hang on a word by one of the prepositions (also on its object, for verbs)."""
        found = [c for c in self.below(index, "obl", "nmod", "iobj") if set(self.cases(c)) & prepositions]
        if not found:
            near = self.below(index, "obj", "iobj", "obl", "nmod")
            for target in near:
                found += [c for c in self.below(target, "nmod") if set(self.cases(c)) & prepositions]
            for target in () if found else near:
                deeper = (d for c in self.below(target, "nmod") for d in self.below(c, "nmod"))
                found += [d for d in deeper if set(self.cases(d)) & prepositions]
        return tuple(found)

    def clause_of(self, index: int) -> int:
        """Return the predicate whose clause a word belongs to (the word itself if it is one)."""
        word = index
        for _ in range(len(self.tokens)):
            token = self.tokens[word]
            if token.head < 0 or self.relation(word) in CLAUSAL:
                return word
            if token.upos in {"VERB", "AUX"} and self.relation(word) not in {"aux", "cop", "amod"}:
                return word
            word = token.head
        return word
