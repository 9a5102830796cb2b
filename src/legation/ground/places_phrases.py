"""Which place name, if any, tells where an act happened: the phrase must hang on the act itself or on its clause."""

from __future__ import annotations

from dataclasses import dataclass

from legation.records import Name, Reading, Sentence, Span, Token

#: Prepositions of being somewhere. "To", "from", "of" and "against" tell of ways and parties instead.
_WHERE = frozenset(
    "in at near outside around across inside within throughout along off on over above beneath north south east west".split()
)
#: Nouns that a place's name is put to: "the border town of ...", "... province".
_KINDS_OF_PLACE = frozenset(
    "city town village province region district state capital area suburb neighbourhood neighborhood island islands border"
    " port county department governorate municipality territory enclave camp resort hub stronghold outskirts quarter"
    " settlement valley peninsula strip crossing airport base square hamlet oblast emirate prefecture".split()
)
_DIVISIONS = frozenset("province region state county department governorate oblast prefecture district emirate".split())
#: Acts that touch what they are done to: what stands where the object stands.
_PHYSICAL = frozenset(
    "attack strike hit kill shell bomb shoot arrest detain storm seize raid destroy damage wound injure capture bombard"
    " ambush abduct kidnap behead execute target occupy torch burn hold stage block besiege clash protest blow detonate"
    " demolish rescue free evacuate open close".split()
)
_VISITS = frozenset(
    "visit tour enter invade storm occupy capture leave seize bomb shell strike hit attack besiege".split()
)
_SENDING = frozenset("deploy redeploy".split())
#: Verbs that say of an event noun that it took place.
_LIGHT = frozenset(
    "be begin break carry come conduct continue do end erupt follow happen have hold kick launch lead make meet mount occur"
    " open resume sign stage start strike take kill wound injure leave reconvene conclude attend".split()
)
_CLAUSAL = frozenset(("root", "ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis"))


@dataclass(frozen=True, slots=True)
class PlacePhrase:
    """A place name that belongs to an act, with what the phrase itself says of where it lies."""

    name: Name
    words: str
    #: Names and adjectives within the phrase that may tell the country ("Tripoli, Lebanon", "the Libyan city of ...").
    around: tuple[str, ...]
    #: The phrase names a province or the like, not a town.
    division: bool
    rank: int
    span: Span


def place_phrase(reading: Reading, sentence: int, head: int) -> PlacePhrase | None:
    """Return the phrase that says where the act at token `head` took place, the surest and then the nearest one."""
    tree = _Tree(reading.sentences[sentence])
    found = []
    names = [name for name in reading.names_in(sentence) if name.kind == "LOC"]
    for name in names:
        top = tree.top_of(range(name.first, name.last + 1))
        holder = tree.holder_of(top)
        rank = tree.rank(holder, head)
        if rank is not None and not name.first <= head <= name.last:
            found.append((rank, abs(name.first - head), name, top, holder))
    if not found:
        return None
    rank, _, name, top, holder = min(found, key=lambda row: row[:2])
    around = _around(tree, name, top, holder)
    words = " ".join(tree.tokens[index].text for index in tree.chain_words(top, holder)).lower().split()
    return PlacePhrase(
        name=name,
        words=name.span.of(reading.document.text),
        around=around,
        division=bool(_DIVISIONS & set(words)),
        rank=rank,
        span=name.span,
    )


def _around(tree: _Tree, name: Name, top: int, holder: int) -> tuple[str, ...]:
    """Collect the capitalised words of the phrase outside of the name, as tokens and as runs."""
    inside = set(range(name.first, name.last + 1))
    words = set(tree.chain_words(top, holder)) | set(tree.nominal_subtree(holder))
    runs: list[list[int]] = []
    for index in sorted(words - inside):
        if not tree.tokens[index].text[:1].isupper():
            continue
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return tuple(" ".join(tree.tokens[index].text for index in run) for run in runs)


class _Tree:
    """One sentence's tree with the questions asked here."""

    def __init__(self, sentence: Sentence) -> None:
        self.tokens: tuple[Token, ...] = sentence.tokens
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if 0 <= token.head != token.index:
                self.children[token.head].append(token.index)

    def relation(self, index: int) -> str:
        return self.tokens[index].deprel.partition(":")[0]

    def top_of(self, indices: range) -> int:
        """Return the highest word of a name."""
        return next((index for index in indices if self.tokens[index].head not in indices), indices[0])

    def case_of(self, index: int) -> str | None:
        for child in self.children[index]:
            if self.relation(child) == "case":
                return self.tokens[child].text.lower()
        return None

    def holder_of(self, top: int) -> int:
        """Return the head of the whole place phrase: "town" in "the town of Halba", else the name itself."""
        index = top
        for _ in range(4):
            head = self.tokens[index].head
            if head < 0 or self.tokens[head].lemma.lower() not in _KINDS_OF_PLACE:
                return index
            part = self.relation(index) in {"nmod", "appos", "compound", "flat"}
            if not part or self.case_of(index) not in {None, "of"} or self.tokens[index].deprel == "nmod:poss":
                return index
            index = head
        return index

    def chain_words(self, top: int, holder: int) -> tuple[int, ...]:
        """Return the words from the name up to the head of its phrase, with the modifiers of each."""
        words: list[int] = []
        index = top
        while True:
            words.append(index)
            words += [
                child
                for child in self.children[index]
                if self.relation(child) in {"amod", "compound", "nmod", "appos", "flat"}
            ]
            if index == holder or self.tokens[index].head < 0 or len(words) > 40:
                return tuple(dict.fromkeys(words))
            index = self.tokens[index].head

    def nominal_subtree(self, index: int) -> tuple[int, ...]:
        """Return the words of a noun phrase, clauses within it left out."""
        found: list[int] = []
        stack = [index]
        while stack and len(found) < 40:
            word = stack.pop()
            found.append(word)
            stack += [
                child
                for child in self.children[word]
                if self.relation(child) in {"amod", "compound", "nmod", "appos", "flat", "list"} and child not in found
            ]
        return tuple(found)

    def is_predicate(self, index: int) -> bool:
        token = self.tokens[index]
        if self.relation(index) in {"amod", "compound", "aux", "cop", "case", "mark", "det"}:
            return False
        if token.upos == "VERB" or self.relation(index) in _CLAUSAL:
            return True
        return any(self.relation(child) in {"nsubj", "cop"} for child in self.children[index])

    def rank(self, holder: int, act: int) -> int | None:
        """Say how surely the place phrase at `holder` is where `act` took place: 0 is surest, None not at all."""
        place = self.tokens[holder]
        above, case, relation = place.head, self.case_of(holder), self.relation(holder)
        if above < 0:
            return None
        lemma = self.tokens[act].lemma.lower()
        # "visited Paris", "shelled Sumy": the place is what the act is done to.
        if above == act and relation == "obj" and case is None and lemma in _VISITS:
            return 0
        # "deployed to Mali"
        if above == act and case == "to" and lemma in _SENDING:
            return 0
        # "the Kabul bombing", "the Geneva talks"
        if above == act and self.tokens[act].upos == "NOUN" and relation == "compound":
            return 0
        if case not in _WHERE or relation not in {"obl", "nmod", "advmod"}:
            return None
        if above == act:
            return 0
        return self._rank_from(above, holder, act)

    def _rank_from(self, above: int, holder: int, act: int) -> int | None:
        """Rank a place that hangs on a neighbour of the act."""
        neighbour, trigger = self.tokens[above], self.tokens[act]
        lemma = neighbour.lemma.lower()
        if self.is_predicate(above) and trigger.head == above:
            relation = self.relation(act)
            noun = not self.is_predicate(act)
            # "The attack took place in Kabul", "held talks in Doha", "was killed in a raid in Kabul"
            if noun and relation in {"nsubj", "obj"} and lemma in _LIGHT:
                return 1
            if noun and relation == "obl" and self.case_of(act) in {"in", "during", "at"}:
                return 1
            # "In Moscow, they met and signed ..."
            if relation == "conj" and holder < above:
                return 2
            if relation == "xcomp":
                return 2
        if self.is_predicate(above) or neighbour.head != act:
            return None
        # "killed in an attack in Kabul", "at a summit in Vienna they agreed"
        if self.relation(above) == "obl" and self.case_of(above) in {"in", "at", "during", "on"}:
            return 1
        # "struck a hospital in Gaza", "killed five people in Gaza", "arrested ten people in Minsk"
        physical = trigger.lemma.lower() in _PHYSICAL
        if physical and self.relation(above) in {"obj", "nsubj"} and neighbour.upos != "PROPN":
            return 2
        return None
