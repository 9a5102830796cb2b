"""Statements: the words that a speaker is reported to have said, denied or confirmed (CODEBOOK section 1).

Two ways lead to one: a quotation, whose speaker is sought in its own clause, and a reporting verb whose speaker is
a resolved party. A speaker without words in the same or the neighbouring sentence makes no statement.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legation.coding.answers import OTHER_CLAUSES, Answers, answering_words
from legation.coding.attribution import Chains
from legation.coding.hearsay import Hearing
from legation.coding.parties import Parties
from legation.coding.speakers import CHANNELS, Heard
from legation.coding.tree import Tree
from legation.records import Attribution, Party, Quote, Reading, Resolved, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Shortest quotation, in words, that is a statement and not a scare quote or a title.
_SHORTEST = 2
#: Verbs that carry another's words as their object: "expressed willingness", "affirmed a ...".
_VOICING = frozenset(
    "express voice affirm reaffirm reiterate confirm describe call warn pledge promise vow demand urge accuse condemn "
    "praise thank congratulate stress emphasize emphasise underline underscore issue sign focus reject dismiss welcome "
    "declare proclaim denounce criticize criticise blast slam declare hail label term dub brand".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFound:
    """A statement before its date is known. `speaker` is None where the text leaves the speaker unknown."""

    sentence: int
    speaker: Party | None
    speaker_name: str
    span: Span
    quoted: bool
    stance: str
    channel: str | None
    chain: tuple[Attribution, ...]
    #: (sentence, word) of the reporting verb, to date the statement by: a quotation over several sentences may have its
    #: verb in another than its first.
    said_at: tuple[int, int] | None
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Speech:
    """Who speaks a quotation, how, and by which verb."""

    speaker: Party | None
    name: str
    stance: str = "asserts"
    channel: str | None = None
    chain: tuple[Attribution, ...] = ()
    said_at: tuple[int, int] | None = None


class StatementFinder:
    """Finds the statements of one document."""

    def __init__(self, classes: Mapping[str, frozenset[str]], hearing: Hearing | None = None) -> None:
        """Take the lexicon's word classes, and a `Hearing` to share with the coder."""
        self.classes = classes
        self.hearing = hearing or Hearing(classes)
        self.saying = classes.get("saying", frozenset()) | classes.get("denying", frozenset())

    def __call__(self, reading: Reading, resolved: tuple[Resolved, ...]) -> tuple[StatementFound, ...]:
        """Return the statements in the order of the text."""
        by_head = {(phrase.sentence, phrase.head): phrase for phrase in resolved}
        quotes: dict[int, list[Quote]] = {}
        for quote in reading.quotes:
            if quote.depth == 0 and quote.sentences and len(quote.span.of(reading.document.text).split()) >= _SHORTEST:
                quotes.setdefault(quote.sentences[0], []).append(quote)
        found: list[StatementFound] = []
        trees: dict[int, Tree] = {}

        def tree_of(index: int) -> Tree:
            if index not in trees:
                trees[index] = Tree(reading.sentences[index])
            return trees[index]

        heard = self.hearing(reading, resolved)
        last: StatementFound | None = None
        for sentence in reading.sentences:
            said = self._quoted(reading, sentence, quotes.get(sentence.index, []), tree_of, by_head, last, heard)
            if not said and not _is_within(reading, sentence):
                tree = tree_of(sentence.index)
                reported = self._reported(reading, tree, by_head)
                said = self._with_answer(reading, tree, by_head, heard, reported)
            found += said
            if said:
                last = said[-1]
        return tuple(found)

    def _quoted(
        self,
        reading: Reading,
        sentence: Sentence,
        quotes: list[Quote],
        tree_of: Callable[[int], Tree],
        by_head: Mapping[tuple[int, int], Resolved],
        last: StatementFound | None,
        heard: tuple[Heard, ...],
    ) -> list[StatementFound]:
        found = []
        text = reading.document.text
        for quote in quotes:
            speech = None
            for index in dict.fromkeys((quote.sentences[-1], quote.sentences[0])):
                tree = tree_of(index)
                parties = Parties(tree, by_head)
                chains = Chains(tree, parties, self.classes, heard[index])
                speech = self._speech(text, tree, parties, chains, quote)
                if speech is not None:
                    break
            if speech is None and len(quotes) == 1 and last is not None and last.quoted and _fills(sentence, quote):
                # A quotation that fills its sentence goes on with the last speaker.
                speech = _Speech(speaker=last.speaker, name=last.speaker_name, channel=last.channel)
            if speech is None:
                continue
            found.append(
                StatementFound(
                    sentence=sentence.index, speaker=speech.speaker, speaker_name=speech.name, span=quote.span,
                    quoted=True, stance=speech.stance, channel=speech.channel, chain=speech.chain,
                    said_at=speech.said_at, made_by="statement:quotation",
                )
            )  # fmt: skip
        return found

    def _speech(self, text: str, tree: Tree, parties: Parties, chains: Chains, quote: Quote) -> _Speech | None:
        """Find the verb that introduces a quotation and who speaks: the nearest one above it, then any in the sentence."""
        inside = [t.index for t in tree.tokens if quote.span.covers(t.span)]
        if not inside:
            return None
        verbs: list[int] = []
        for word in inside[:1] + inside[-1:]:
            for above in tree.path_up(word):
                if above not in inside:
                    verbs.append(above)
        top = [w for w in inside if tree[w].head not in inside]
        for word in top:
            verbs += [c for c in tree.below(word, "parataxis", "ccomp", "advcl") if c not in inside]
        verbs += [t.index for t in tree.tokens if t.upos == "VERB" and t.index not in inside]
        # Verbs of saying first: in "said X had pledged to “stop”" the words are the sayer's.
        for lemmas in (self.saying, _VOICING):
            for verb in dict.fromkeys(verbs):
                if tree[verb].upos != "VERB" or tree.lemma(verb) not in lemmas:
                    continue
                for word in tree.subjects(verb):
                    if word not in inside and (tree[word].xpos not in {"WDT", "WP"} or parties.known(word)):
                        return self._spoken(text, tree, parties, chains, verb, word)
        for word in top:
            for link in chains.of(word):
                if link.verb == "according to":
                    party = link.actor if isinstance(link.actor, Party) else None
                    return _Speech(speaker=party, name=link.span.of(text), channel=link.channel)
        return None

    def _spoken(self, text: str, tree: Tree, parties: Parties, chains: Chains, verb: int, word: int) -> _Speech:
        links = chains.of(verb)
        direct = parties.direct(word)
        party = direct[0] if direct else None
        channel = next((k for c in tree.below(verb, "obl", "obj") if (k := CHANNELS.get(tree[c].lemma.lower()))), None)
        name = _name_of(text, tree, word, party)
        if party is None and (kind := CHANNELS.get(tree[word].lemma.lower())):
            channel = kind
            origin = next(
                (link.actor for link in links if isinstance(link.actor, Party)), chains.heard.channels.get(kind)
            )
            if origin is not None:
                party, name = origin, origin.candidates[0].name
        lemma = tree.lemma(verb)
        stance = (
            "denies"
            if lemma in self.classes.get("denying", ())
            else (
                "confirms" if lemma in self.classes.get("confirming", ()) and not tree.below(verb, "obj") else "asserts"
            )
        )
        return _Speech(
            speaker=party, name=name, stance=stance, channel=channel, chain=links, said_at=(tree.sentence.index, verb)
        )

    def _reported(
        self, reading: Reading, tree: Tree, by_head: Mapping[tuple[int, int], Resolved]
    ) -> StatementFound | None:
        """Find indirect speech: a reporting verb with a complement and a resolved speaker."""
        parties = Parties(tree, by_head)
        denying = self.classes.get("denying", frozenset())
        saying = self.classes.get("saying", frozenset())
        for token in tree.tokens:
            if token.upos != "VERB" or tree.lemma(token.index) not in saying | denying:
                continue
            words = tree.below(token.index, "ccomp", "xcomp")
            if not words:
                if tree.relation(token.index) != "parataxis" or token.head < 0:
                    continue
                words = (token.head,)
                span_words = [i for i in tree.subtree(token.head) if i not in set(tree.subtree(token.index))]
            else:
                span_words = list(tree.subtree(words[0]))
            speakers = [w for w in tree.subjects(token.index) if parties.direct(w)]
            span_words = [i for i in span_words if tree[i].upos != "PUNCT"]
            if not speakers or not span_words:
                continue
            party = parties.direct(speakers[0])[0]
            stance = "denies" if tree.lemma(token.index) in denying else "asserts"
            return StatementFound(
                sentence=tree.sentence.index, speaker=party,
                speaker_name=_name_of(reading.document.text, tree, speakers[0], party), span=tree.span(*span_words),
                quoted=False, stance=stance, channel=None, chain=(), said_at=(tree.sentence.index, token.index), made_by="statement:reported",
            )  # fmt: skip
        return None

    def _with_answer(
        self,
        reading: Reading,
        tree: Tree,
        by_head: Mapping[tuple[int, int], Resolved],
        heard: tuple[Heard, ...],
        reported: StatementFound | None,
    ) -> list[StatementFound]:
        """Find a denial or confirmation of what was told before: "Moscow denied it", "Kigali said the claim was false"."""
        number = tree.sentence.index
        said = [reported] if reported is not None else []
        if not any(token.lemma.lower() in answering_words(self.classes) for token in tree.tokens):
            return said
        for answer in Answers(tree, by_head, self.classes, heard[number]).all():
            if reported is not None and reported.span.covers(tree[answer.head].span):
                return [replace(reported, stance=answer.stance)]
            link = next((link for link in answer.links if not link.relay), None)
            if reported is not None or link is None or not isinstance(link.actor, Party) or number == 0:
                continue
            below = tree.subtree(answer.head, stop=OTHER_CLAUSES)
            words = [i for i in below if i >= answer.head and tree[i].upos != "PUNCT"]
            return [
                StatementFound(
                    sentence=number, speaker=link.actor, speaker_name=link.span.of(reading.document.text),
                    span=tree.span(*words), quoted=False, stance=answer.stance, channel=link.channel, chain=(),
                    said_at=(number, answer.head), made_by="statement:answer",
                )
            ]  # fmt: skip
        return said


def _is_within(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence begins inside a quotation that an earlier one opened: it is part of that statement."""
    return any(
        q.span.start < sentence.span.start < q.span.end and q.sentences[0] != sentence.index
        for q in reading.quotes_in(sentence.index)
    )


def _fills(sentence: Sentence, quote: Quote) -> bool:
    """Tell whether a quotation is (almost) the whole of its first sentence."""
    return quote.span.start - sentence.span.start <= 2


def _name_of(text: str, tree: Tree, word: int, party: Party | None) -> str:
    if party is not None and party.candidates[0].kind == "person":
        return party.candidates[0].name
    stop = frozenset({"acl", "appos", "conj", "cc", "punct", "parataxis", "advcl"})
    return tree.span(*tree.subtree(word, stop=stop)).of(text)
