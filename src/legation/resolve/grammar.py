"""Questions that resolving asks of a sentence's dependency tree (Universal Dependencies, English).

Names and titles as the EWT and GUM treebanks have them: a title hangs on the name as `nmod:desc` ("President" on
"Vladimir"), the rest of a name is `flat` on its first word, a demonym is `amod`, a country before a noun `compound`
or `nmod:poss`, an explanation after a comma `appos`. Models trained on older data say `compound` for titles, so both
are read alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legation.records import Span

if TYPE_CHECKING:
    from legation.records import Sentence

#: What stays outside of it on its left side.
_LEADING = frozenset(
    {"case", "cc", "punct", "mark", "advmod", "cop", "nsubj", "aux", "discourse", "conj", "parataxis", "expl"}
)
CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})


class Grammar:
    """One sentence as parallel rows, a row a property and a place a token."""

    __slots__ = ("children", "full", "heads", "lemmas", "number", "relations", "sentence", "tokens", "upos", "words")

    def __init__(self, sentence: Sentence) -> None:
        """Lay the sentence out, with the children of every word in text order."""
        tokens = sentence.tokens
        self.sentence = sentence
        self.number = sentence.index
        self.tokens = tokens
        self.words = [token.text.lower() for token in tokens]
        self.lemmas = [token.lemma.lower() for token in tokens]
        self.upos = [token.upos for token in tokens]
        self.full = [token.deprel for token in tokens]
        self.relations = [deprel.partition(":")[0] for deprel in self.full]
        self.heads = [token.head if token.head != token.index else -1 for token in tokens]
        self.children: list[list[int]] = [[] for _ in tokens]
        for index, head in enumerate(self.heads):
            if head >= 0:
                self.children[head].append(index)

    def below(self, index: int, *relations: str) -> list[int]:
        """Return the children of a word by relation; a bare name covers its subtypes."""
        full, bare = self.full, self.relations
        return [child for child in self.children[index] if full[child] in relations or bare[child] in relations]

    def case(self, index: int) -> str:
        """Return the preposition that marks a noun, lower case; "" where there is none. "'s" is none."""
        for child in self.children[index]:
            if self.relations[child] == "case" and self.upos[child] != "PART":
                fixed = [self.words[part] for part in self.children[child] if self.relations[part] == "fixed"]
                return " ".join([self.words[child], *fixed])
        return ""

    def determiner(self, index: int) -> str:
        """Return the determiner of a noun, lower case, "" where it has none."""
        for child in self.children[index]:
            if self.relations[child] == "det":
                return self.words[child]
        return ""

    def plural(self, index: int) -> bool:
        """Tell whether a noun or pronoun is plural, by its features, its tag, or its form."""
        token = self.tokens[index]
        if "Number=Plur" in token.feats:
            return True
        return token.xpos in {"NNS", "NNPS"}

    def outside(self, first: int, last: int) -> int:
        """Return the word of a run of tokens that hangs on a word outside of it: the head of the run.

        The last word that does so where several do ("Associated" "Press" misread as two), nouns before others ("in" of
        "Moon Jae-in").
        """
        outside = [index for index in range(last, first - 1, -1) if not first <= self.heads[index] <= last]
        nouns = [index for index in outside if self.upos[index] in {"NOUN", "PROPN"}]
        nouns.sort(key=lambda index: not self.case(index))  # the preposition stands before the whole name
        others = (index for index in outside if self.upos[index] != "PUNCT")
        return nouns[0] if nouns else next(others, outside[-1] if outside else last)

    def left_edge(self, index: int) -> int:
        """Return the first word of the phrase headed by `index`, prepositions and clauses left out."""
        first, stack = index, [index]
        while stack:
            word = stack.pop()
            first = min(first, word)
            # "At least 40": the preposition of a word before the head belongs to the phrase, the head's own does not.
            stack += [
                c
                for c in self.children[word]
                if c < word and (word != index or self.relations[c] not in _LEADING) and not self._is_time(c)
            ]
        return first

    def _is_time(self, index: int) -> bool:
        """Tell "hours earlier" before a noun, which is when, and no part of who."""
        return any(self.full[word] == "obl:unmarked" for word in (index, *self.children[index]))

    def right_edge(self, index: int) -> int:
        """Return the last word of the phrase headed by `index`, its trailing clauses and explanations left out."""
        last, stack = index, [index]
        while stack:
            word = stack.pop()
            last = max(last, word)
            for child in self.children[word]:
                if child > word and self._continues(child):
                    stack.append(child)
        return last

    def _continues(self, child: int) -> bool:
        relation = self.relations[child]
        if relation in {"flat", "fixed", "compound", "nummod"}:
            return True
        return relation == "nmod" and self.case(child) in {"of", "to", "for", "in", "from"}

    def span(self, index: int) -> Span:
        """Return the characters of the phrase headed by `index` (half-open, into the document)."""
        return Span(self.tokens[self.left_edge(index)].span.start, self.tokens[self.right_edge(index)].span.end)

    def governor(self, index: int) -> int:
        """Return the predicate whose clause a word belongs to, stepping up through nouns; -1 above the root."""
        word = self.heads[index]
        while word >= 0:
            if self.upos[word] in {"VERB", "AUX"} and self.relations[word] not in {"aux", "cop", "amod"}:
                return word
            if self.heads[word] < 0 or self.relations[word] in CLAUSAL:
                return word
            word = self.heads[word]
        return -1

    def top(self, index: int) -> int:
        """Return the first of the nouns that a noun is coordinated with."""
        while self.relations[index] == "conj" and self.heads[index] >= 0:
            index = self.heads[index]
        return index
