"""What carries over from sentence to sentence about who speaks: channels, the last speaker, and quotations.

"The ministry issued a statement. ..., the statement said": the statement is the ministry's. "“They bombed us. They killed
our cattle,” he said": both sentences are his. “Malawi arrested our men,” he said. “It seized their boats.”:
a quotation without a speaker of its own goes on with the one before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from legation.coding.parties import Parties
from legation.coding.reporting import Reporting
from legation.coding.speakers import CHANNELS, Heard
from legation.coding.tree import Tree
from legation.records import Attribution, Candidate, Party, Quote, Reading, Resolved, Sentence

#: Shortest quotation whose speaker is sought beyond the clause, in words: a shorter one is a phrase of its sentence.
_SHORTEST = 4


def heard_before(
    reading: Reading, resolved: Mapping[tuple[int, int], Resolved], classes: Mapping[str, frozenset[str]]
) -> tuple[Heard, ...]:
    """Return for each sentence what those around it tell of who speaks in it."""
    return _Listener(reading, resolved, classes).all()


class Hearing:
    """Listens to a document once for all who ask about it: the last one is remembered, by identity."""

    def __init__(self, classes: Mapping[str, frozenset[str]]) -> None:
        """Take the lexicon's word classes."""
        self.classes = classes
        self._last: tuple[Reading, tuple[Resolved, ...], tuple[Heard, ...]] | None = None

    def __call__(self, reading: Reading, resolved: tuple[Resolved, ...]) -> tuple[Heard, ...]:
        """Return for each sentence what those around it tell of who speaks in it."""
        last = self._last  # read once: another thread may put its own document there
        if last is not None and last[0] is reading and last[1] is resolved:
            return last[2]
        heard = heard_before(reading, {(phrase.sentence, phrase.head): phrase for phrase in resolved}, self.classes)
        self._last = reading, resolved, heard
        return heard


@dataclass
class _Listener:
    """Goes through the sentences of one document in their order."""

    reading: Reading
    resolved: Mapping[tuple[int, int], Resolved]
    classes: Mapping[str, frozenset[str]]
    channels: dict[str, Party] = field(default_factory=dict)
    last: Attribution | None = None
    subject: Candidate | None = None
    trees: dict[int, Reporting] = field(default_factory=dict)
    #: The speakers of the quotations, by their beginning.
    spoken: dict[int, tuple[Attribution, ...]] = field(default_factory=dict)

    def all(self) -> tuple[Heard, ...]:
        quotes = [q for q in self.reading.quotes if q.depth == 0]
        by_sentence: dict[int, list[Quote]] = {}
        for quote in filter(self._is_long, quotes):
            for number in quote.sentences:
                by_sentence.setdefault(number, []).append(quote)
        before: list[Heard] = []
        for sentence in self.reading.sentences:
            before.append(Heard(dict(self.channels), self.last, self.subject))
            self._listen(sentence, before[-1])
            self.subject = self._subject(sentence)
        previous: Quote | None = None
        for quote in quotes:
            self.spoken[quote.span.start] = self._speakers(quote) or self._continued(quote, previous)
            previous = quote
        return tuple(
            replace(
                heard,
                quotes=tuple((q.span, links) for q in by_sentence.get(n, ()) if (links := self.spoken[q.span.start])),
            )
            for n, heard in enumerate(before)
        )

    def _is_long(self, quote: Quote) -> bool:
        words = quote.span.of(self.reading.document.text).split()
        return len(quote.sentences) > 1 or len(words) >= _SHORTEST

    def _reporting(self, number: int, heard: Heard | None = None) -> Reporting:
        if number not in self.trees:
            tree = Tree(self.reading.sentences[number])
            self.trees[number] = Reporting(tree, Parties(tree, self.resolved), self.classes, heard)
        return self.trees[number]

    def _listen(self, sentence: Sentence, heard: Heard) -> None:
        """Remember who speaks in a sentence, and through what."""
        lemmas = {token.lemma.lower() for token in sentence.tokens if token.upos == "VERB"}
        has_channel = any(token.lemma.lower() in CHANNELS for token in sentence.tokens)
        last, self.last = self.last, None
        if not has_channel and not lemmas & (self.classes.get("saying", frozenset()) | {"cite"}):
            return
        reporting = self._reporting(sentence.index, heard)
        for token in sentence.tokens:
            if not reporting.speaks(token.index):
                continue
            for link in reporting.links_of(token.index):
                if link.relay:
                    continue
                if link.channel is not None and isinstance(link.actor, Party):
                    self.channels[link.channel] = link.actor
                if reporting.reports(token.index):
                    self.last = link
        if self.last is None and has_channel:
            self.last = self._medium(reporting)
        if self.last is None and any(
            quote.span.covers(sentence.span) for quote in self.reading.quotes_in(sentence.index)
        ):
            self.last = last

    def _subject(self, sentence: Sentence) -> Candidate | None:
        """Return the state that acts in a sentence: the subject of its root, where it says nothing."""
        root = next((token for token in sentence.tokens if token.head < 0), None)
        if root is None or root.upos != "VERB" or root.lemma.lower() in self.classes.get("saying", frozenset()):
            return None
        for token in sentence.tokens:
            if token.head == root.index and token.deprel == "nsubj":
                found = self.resolved.get((sentence.index, token.index))
                best = found.candidates[0] if found is not None and found.candidates else None
                return best if best is not None and best.kind == "state" else None
        return None

    def _medium(self, reporting: Reporting) -> Attribution | None:
        """Return the medium or document that a sentence is about: "State television interrupted its programme"."""
        tree = reporting.tree
        for token in tree.tokens:
            if tree.relation(token.index) == "nsubj" and token.lemma.lower() in CHANNELS and token.head >= 0:
                link = reporting.speakers.link(token.index, None)
                if link is not None and link.actor is not None:
                    return link
        return None

    def _speakers(self, quote: Quote) -> tuple[Attribution, ...]:
        """Find the verb that introduces a quotation, in its last sentence or its first: the nearest outside of it."""
        for number in dict.fromkeys((quote.sentences[-1], quote.sentences[0])):
            reporting = self._reporting(number)
            tree = reporting.tree
            inside = [t.index for t in tree.tokens if quote.span.covers(t.span)]
            if not inside:
                continue
            verbs = [t.index for t in tree.tokens if t.index not in inside and reporting.reports(t.index)]
            verbs = [v for v in verbs if not self._in_another(tree, v, quote)]
            verbs.sort(key=lambda verb: (not _governs(tree, verb, inside), _distance(verb, inside)))
            for verb in verbs:
                links = [link for link in reporting.links_of(verb, aside=verb > inside[0]) if not link.relay]
                if links and not self._stands_apart(tree, verb, inside):
                    return tuple(links)
        return ()

    def _in_another(self, tree: Tree, verb: int, quote: Quote) -> bool:
        quotes = self.reading.quotes_in(tree.sentence.index)
        return any(other is not quote and other.span.covers(tree[verb].span) for other in quotes)

    def _stands_apart(self, tree: Tree, verb: int, inside: list[int]) -> bool:
        """Tell a verb whose clause another sentence's worth of words parts from the quotation."""
        between = range(min(verb, inside[-1]) + 1, max(verb, inside[0]))
        gap = [i for i in between if i not in inside]
        return not _governs(tree, verb, inside) and sum(tree[i].upos == "VERB" for i in gap) > 0

    def _continued(self, quote: Quote, previous: Quote | None) -> tuple[Attribution, ...]:
        """Let a quotation that opens its sentence go on with the speaker of the one before it, in the same or the last sentence."""
        if previous is None or quote.sentences[0] - previous.sentences[-1] > 1:
            return ()
        first = self.reading.sentences[quote.sentences[0]]
        opens = quote.span.start - first.span.start <= 2
        inner = quote.sentences[0] == previous.sentences[-1]
        return self.spoken.get(previous.span.start, ()) if opens or inner else ()


def _governs(tree: Tree, verb: int, inside: list[int]) -> bool:
    """Tell whether a verb is above or right below the words of a quotation."""
    return tree[verb].head in inside or any(verb in tree.path_up(word) for word in inside)


def _distance(verb: int, inside: list[int]) -> int:
    return min(abs(verb - inside[0]), abs(verb - inside[-1]))
