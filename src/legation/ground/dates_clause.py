"""Which time expression is that of an act: by the dependency tree, never from an unrelated clause.

An expression hangs below some word. If that word is the trigger it is the trigger's; if the way up leads through
another predicate it is that one's. Between the two stand a few constructions in which a time said of one word holds
for another as well; they are the cases of `_rank`, surest first.
"""

from __future__ import annotations

from legation.ground.dates_expressions import Anchored, Duration, TimeExpression, Vague
from legation.records import Reading, Sentence, Span, Token

#: Verbs that only say that the act of their subject or object took place.
_LIGHT = frozenset(
    "be become begin break carry come conduct continue deliver do end erupt expire follow give happen have hold issue kick"
    " launch lead leave make mount occur open pay perform place receive resume see send sign stage start strike suffer"
    " take undergo".split()
)
#: Verbs whose infinitive is the act itself, done at their own time.
_ASPECT = frozenset(
    "begin start continue stop cease resume keep manage help proceed go come get finish quit fail refuse".split()
)
#: Verbs of saying, whose time is that of an act performed by the words said.
_SAY = frozenset(
    "say tell announce declare state add note stress insist claim affirm confirm reaffirm reiterate express voice issue write"
    " tweet post reply respond argue explain maintain suggest indicate signal pledge promise vow agree report comment remark"
    " warn repeat emphasize emphasise underline underscore assert speak".split()
)
_CLAUSAL = frozenset(("root", "ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis"))
_NOMINAL_CASES = frozenset(("in", "at", "during", "on"))
_MODIFIERS = frozenset(("nmod:poss", "compound", "amod", "det", "nummod"))


def time_of(
    reading: Reading,
    sentence: int,
    head: int,
    expressions: tuple[TimeExpression, ...],
    *,
    by_saying: bool = False,
) -> TimeExpression | None:
    """Return the expression that tells when the act at token `head` of the sentence took place, or None.

    `expressions` are those of the sentence (`find_times`). `by_saying` is for acts performed by speaking (a refusal,
    a promise): with no time of their own they take that of the verb of saying above them ("said last Friday it was
    not planning any change").
    """
    clauses = _Clauses(reading.sentences[sentence])
    persons = frozenset(
        index for name in reading.names_in(sentence) if name.kind == "PER" for index in range(name.first, name.last + 1)
    )
    ranked = []
    for order, expression in enumerate(expressions):
        top = clauses.top_of(expression.span)
        if top is None or head in clauses.within(expression.span):
            continue
        rank = _rank(clauses, top, head, persons, by_saying=by_saying)
        if rank is not None:
            undated = isinstance(expression.meaning, (Vague, Duration))
            ranked.append((rank, undated, abs(top - head), order))
    return expressions[min(ranked)[-1]] if ranked else None


def anchor_of(reading: Reading, sentence: int, expression: TimeExpression) -> int | None:
    """Return the token of the happening that "the day after ..." is counted from, None if it is not in the sentence.

    It is the head of the clause or noun that follows the expression: "took" in "the day after he took over".
    """
    if not isinstance(expression.meaning, Anchored) or not expression.text.lower().endswith(("after", "before")):
        return None
    clauses = _Clauses(reading.sentences[sentence])
    inside = clauses.within(expression.span)
    following = [token.index for token in clauses.tokens if token.span.start >= expression.span.end]
    if not inside or not following or clauses.tokens[following[0]].upos == "PUNCT":
        return None
    # The word right after hangs, over a few steps, below the head that hangs itself on the expression or beside it.
    limit = min(inside)
    index = following[0]
    while True:
        above = clauses.tokens[index].head
        if above < 0 or above in inside or above < limit:
            return index if index > max(inside) else None
        index = above


class _Clauses:
    """One sentence's tree with the questions asked here."""

    def __init__(self, sentence: Sentence) -> None:
        self.tokens: tuple[Token, ...] = sentence.tokens
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if 0 <= token.head != token.index:
                self.children[token.head].append(token.index)

    def within(self, span: Span) -> frozenset[int]:
        """Return the tokens that the span touches."""
        return frozenset(token.index for token in self.tokens if token.span.touches(span))

    def top_of(self, span: Span) -> int | None:
        """Return the highest word of the span: the one whose head is outside, words of content first."""
        inside = self.within(span)
        tops = [index for index in sorted(inside) if self.tokens[index].head not in inside]
        contentful = [index for index in tops if self.tokens[index].upos in {"NOUN", "PROPN", "NUM", "ADV", "ADJ"}]
        found = contentful or tops
        return found[-1] if found else None

    def above(self, index: int) -> list[int]:
        """Return the heads above a word, nearest first; ends at the root even where a tree is damaged."""
        found: list[int] = []
        index = self.tokens[index].head
        while index >= 0 and index not in found:
            found.append(index)
            index = self.tokens[index].head
        return found

    def relation(self, index: int) -> str:
        """Return the relation without its subtype."""
        return self.tokens[index].deprel.partition(":")[0]

    def is_predicate(self, index: int) -> bool:
        """Tell whether the word heads a clause of its own."""
        token = self.tokens[index]
        if self.relation(index) in {"amod", "compound", "aux", "cop", "case", "mark", "det"}:
            return False
        if token.upos == "VERB" or self.relation(index) in _CLAUSAL:
            return True
        return any(self.relation(child) in {"nsubj", "csubj", "cop"} for child in self.children[index])

    def case_of(self, index: int) -> str | None:
        """Return the preposition of a noun, lower case."""
        for child in self.children[index]:
            if self.relation(child) == "case":
                return self.tokens[child].text.lower()
        return None

    def predicate_above(self, index: int) -> int | None:
        """Return the nearest clause head above a word."""
        return next((above for above in self.above(index) if self.is_predicate(above)), None)


def _rank(clauses: _Clauses, top: int, head: int, persons: frozenset[int], *, by_saying: bool) -> int | None:
    """Say how surely the time at `top` is that of the act at `head`: 0 is surest, None is not at all."""
    chain = clauses.above(top)
    if not chain:
        return None
    holder = chain[0]
    # "He left Tuesday": it hangs on the act itself.
    if holder == head:
        return 0
    between = chain[: chain.index(head)] if head in chain else []
    if between and not any(clauses.is_predicate(index) for index in between):
        return _through_nouns(clauses, top, between, persons)
    # "called the leader Diaz-Canel Tuesday", read as part of the name, holds for the verb above it.
    if holder in persons:
        holder = clauses.predicate_above(holder) or holder
        if holder == head:
            return 2
    if not clauses.is_predicate(holder):
        occasion = _occasion(clauses, holder)
        if occasion is None:
            return None
        holder = occasion
        if holder == head:
            return 1
    return _from_neighbour(clauses, top, holder, head, by_saying=by_saying)


def _through_nouns(clauses: _Clauses, top: int, between: list[int], persons: frozenset[int]) -> int | None:
    """Rank a time that hangs on a noun below the act."""
    noun = between[0]
    # "in Tuesday's call they confirmed", "in a speech Friday he urged": the occasion's time is the act's.
    if _occasion(clauses, noun) is not None:
        return 1 if len(between) == 1 else None
    if len(between) > 2 or clauses.tokens[top].deprel in _MODIFIERS or top < noun:
        return None
    # "called the leader Tuesday", "signed a pact on Friday": at the end of the clause it may hang on either.
    if noun in persons or clauses.tokens[noun].upos in {"PROPN", "PRON"}:
        return 2
    return 3 if clauses.case_of(top) in {None, "on"} and clauses.relation(noun) in {"obj", "obl", "nmod"} else None


def _occasion(clauses: _Clauses, noun: int) -> int | None:
    """Return the predicate that a noun gives the occasion of ("in his address ..."), or None."""
    above = clauses.tokens[noun].head
    if above >= 0 and clauses.relation(noun) in {"obl", "nmod"} and clauses.case_of(noun) in _NOMINAL_CASES:
        return above if clauses.is_predicate(above) else None
    return None


def _from_neighbour(clauses: _Clauses, top: int, holder: int, head: int, *, by_saying: bool) -> int | None:
    """Rank a time that hangs on another predicate than the act."""
    token = clauses.tokens[head]
    relation = clauses.relation(head)
    lemma = clauses.tokens[holder].lemma.lower()
    if token.head == holder:
        noun = not clauses.is_predicate(head)
        # "the attack took place Friday", "held talks Friday", "the talks failed Friday"
        if noun and ((relation == "nsubj" and lemma not in _SAY) or (relation == "obj" and lemma in _LIGHT)):
            return 4
        # "was killed in an attack on Friday"
        if noun and relation == "obl" and clauses.case_of(head) in _NOMINAL_CASES:
            return 4
        # "began shelling on Monday"
        if relation == "xcomp" and lemma in _ASPECT:
            return 4
        # "On Friday police stormed the hall and arrested ten": what stands before the first verb holds for all.
        if relation == "conj" and top < holder:
            return 5
    # "arrested and charged Friday"
    if (
        clauses.relation(holder) == "conj"
        and clauses.tokens[holder].head == head
        and holder - head <= 3
        and top > holder
    ):
        return 5
    return 6 if by_saying and _said_by(clauses, holder, head) else None


def _said_by(clauses: _Clauses, holder: int, head: int) -> bool:
    """Tell whether the act's clause or noun is what the predicate `holder` says."""
    if clauses.tokens[holder].lemma.lower() not in _SAY:
        return False
    # "..., the ministry said Friday": the words come first and the verb of saying hangs on them.
    if clauses.relation(holder) == "parataxis" and clauses.tokens[holder].head == head:
        return True
    index = head
    for _ in range(3):
        if clauses.relation(index) not in {"ccomp", "xcomp", "obj", "advcl", "conj", "acl"}:
            return False
        index = clauses.tokens[index].head
        if index == holder:
            return True
        if index < 0:
            return False
    return False
