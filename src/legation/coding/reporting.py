"""Verbs of reporting: who says by them, through what channel, and who passes it on.

"The ministry said in a message retweeted by its embassy", "Reuters reported, quoting two officials", "a doctor told the BBC".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legation.coding.parties import Parties
from legation.coding.speakers import CHANNELS, Heard, Speakers
from legation.coding.tree import Tree
from legation.records import Attribution

if TYPE_CHECKING:
    from collections.abc import Mapping

_RELAYING = frozenset(
    "retweet repost publish carry quote cite relay broadcast air post release circulate share distribute repeat print".split()
)
#: Verbs that send words out by their object: "issued a statement", "posted a video".
_ISSUING = frozenset({"issue", "release", "publish", "post", "send", "write", "put out"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
#: How many words after a reporting verb its channel may stand.
_NEAR = 7
_PASSED_BY = frozenset({"in", "on", "at", "via", "through", "during", "to"})


class Reporting:
    """Reads the verbs of reporting of one sentence."""

    def __init__(
        self, tree: Tree, parties: Parties, classes: Mapping[str, frozenset[str]], heard: Heard | None = None
    ) -> None:
        """Work on one sentence; `classes` are the lexicon's word classes (`saying`, `denying`), `heard` what came before."""
        self.tree = tree
        self.parties = parties
        self.speakers = Speakers(tree, parties, heard or Heard())
        empty: frozenset[str] = frozenset()
        self.denying = classes.get("denying", empty)
        self.saying = classes.get("saying", empty) | self.denying
        self.confirming = classes.get("confirming", empty)

    def speaks(self, verb: int) -> bool:
        """Tell whether a verb speaks through a channel: a reporting verb, or "issued a statement"."""
        return self.reports(verb) or (self.tree[verb].upos == "VERB" and self.tree.lemma(verb) in _ISSUING)

    def reports(self, verb: int) -> bool:
        """Tell whether a word is a verb of reporting; the tag may know one that the part of speech does not ("the press reports")."""
        token = self.tree[verb]
        return (token.upos == "VERB" or (token.upos == "NOUN" and token.xpos in _FINITE)) and self.tree.lemma(
            verb
        ) in self.saying

    def links_of(self, verb: int, *, aside: bool = False) -> list[Attribution]:
        """Return the link of a reporting verb, with the ones who passed its words on after it.

        `aside` tells a clause that stands in or after what it reports.
        """
        tree = self.tree
        lemma = tree.lemma(verb)
        if lemma in {"cite", "quote"}:
            return self._cited(verb)
        channel, channel_word = self._channel(verb)
        stance = "denies" if lemma in self.denying else "confirms" if lemma in self.confirming else "asserts"
        speakers = tree.with_conjuncts(self._tellers(verb)) or self._before(verb)
        if not speakers and channel_word is None:
            return []
        links: list[Attribution] = []
        for word in speakers:
            link = self.speakers.link(word, lemma, channel=channel, stance=stance)
            before = self.speakers.continued(word) if aside else None
            if link is not None and before is not None:
                link = replace(link, actor=before.actor)
            links += [link] if link is not None else []
        if channel_word is not None:
            links += self._relays(channel_word)
        return [*links, *self._interviewers(verb)]

    def _tellers(self, verb: int) -> tuple[int, ...]:
        """Return the subject of a verb of reporting; who is told, after it, is none ("told Putin, who vowed")."""
        tree = self.tree
        if tree.lemma(verb) in {"tell", "inform"} and not tree.is_passive(verb):
            before = tuple(word for word in tree.below(verb, "nsubj") if word < verb)
            return before[-1:] or tree.subjects(verb)
        return tree.subjects(verb)

    def _before(self, verb: int) -> tuple[int, ...]:
        """Return the speaker right before a verb that the reader gave no subject: "..., the company, MMG, said"."""
        tree = self.tree
        word = verb - 1
        if word > 0 and tree[word].text == ",":
            word -= 1
        if word < 1 or tree[word].upos not in {"NOUN", "PROPN"} or not self.may_speak(word) or tree.is_passive(verb):
            return ()
        head = tree[word].head
        return (head,) if tree.relation(word) == "appos" and 0 <= head < word else (word,)

    def _cited(self, verb: int) -> list[Attribution]:
        """Return who is cited, and who cites: "citing two officials", "quoted the minister as saying"."""
        tree = self.tree
        lemma = tree.lemma(verb)
        objects = tree.with_conjuncts(tree.objects(verb)) or self._after(verb)
        links = [self.speakers.link(word, lemma) for word in objects if self.may_speak(word)]
        if not links:
            return []  # "citing the needs of the season" is a reason
        citing = tree.subjects(verb)
        return [link for link in (*links, *(self.speakers.link(w, lemma, relay=True) for w in citing)) if link]

    def _after(self, verb: int) -> tuple[int, ...]:
        """Return the noun right after a verb whose object the reader hung elsewhere: "Citing people familiar with it, X said"."""
        tokens = self.tree.tokens
        nouns = {"NOUN", "PROPN", "PRON"}
        for word in range(verb + 1, min(verb + _NEAR, len(tokens) - 1)):
            if tokens[word].text == "," or tokens[word].upos == "VERB":
                break
            if tokens[word].upos in nouns and tokens[word + 1].upos not in nouns:
                return (word,)
        return ()

    def may_speak(self, word: int) -> bool:
        """Tell whether a word may stand for who says something: a party, an unnamed source, a document, a name."""
        tree = self.tree
        return (
            self.parties.known(word)
            or self.speakers.is_unnamed(word)
            or tree[word].lemma.lower() in CHANNELS
            or tree[word].upos == "PROPN"
        )

    def _interviewers(self, verb: int) -> list[Attribution]:
        """Return the outlet that was told: "a doctor told the BBC"."""
        tree = self.tree
        if tree.lemma(verb) != "tell" or tree.is_passive(verb):
            return []
        links = []
        for word in tree.objects(verb):
            party = self.speakers.party(word)
            if party is not None and party.candidates[0].sector == "JRN" and party.candidates[0].kind == "organisation":
                links.append(self.speakers.link(word, "tell", relay=True))
        return [link for link in links if link is not None]

    def is_enclosed(self, verb: int) -> bool:
        """Tell a clause between commas: "Polish guards, it said, had fired"."""
        words = [verb, *self.tree.below(verb, "nsubj")]
        first, last = min(self.tree.subtree(min(words))[0], verb), max(words)
        tokens = self.tree.tokens
        return first > 0 and last + 1 < len(tokens) and tokens[first - 1].text == "," == tokens[last + 1].text

    def _channel(self, verb: int) -> tuple[str | None, int | None]:
        tree = self.tree
        # "Speaking in an interview, he said", "In a letter read on the radio, he said"
        clauses = [verb, *(c for c in tree.below(verb, "advcl") if c < verb and not tree.below(c, "nsubj", "mark"))]
        for clause in clauses:
            for child in tree.below(clause, "obl", "nmod"):
                kind = CHANNELS.get(tree[child].lemma.lower())
                marks = set(tree.cases(child)) | (
                    {tree.tokens[0].text.lower()} if clause != verb and child < clause else set()
                )
                if kind and marks & _PASSED_BY:
                    return kind, child
        for child in tree.below(verb, "obj", "iobj"):
            if tree[child].lemma.lower() in {"reporter", "journalist"}:
                return "briefing", child
            if (kind := CHANNELS.get(tree[child].lemma.lower())) is not None:
                return kind, child
        # "said in a message retweeted by ...": what follows the verb, whatever the reader hung it on.
        for word in range(verb + 1, min(verb + _NEAR, len(tree.tokens))):
            if tree[word].upos == "VERB":
                break
            kind = CHANNELS.get(tree[word].lemma.lower())
            if kind and tree[word].upos == "NOUN" and set(tree.cases(word)) & {"in", "on", "at", "via", "through"}:
                return kind, word
        return None, None

    def _relays(self, channel: int) -> list[Attribution]:
        """Find who passed a message on: "a message retweeted by its embassy", "a video carried on state television"."""
        tree = self.tree
        links: list[Attribution] = []
        # The participle right after it, whatever the reader hung it on.
        after = range(channel + 1, min(channel + 4, len(tree.tokens)))
        for verb in dict.fromkeys((*tree.below(channel, "acl"), *after)):
            if not _relays(tree, verb):
                continue
            for word in (*tree.agent(verb), *(c for c in tree.below(verb, "obl") if "on" in tree.cases(c))):
                link = self.speakers.link(word, tree.lemma(verb), relay=True)
                links += [link] if link is not None else []
        return links


def _relays(tree: Tree, verb: int) -> bool:
    """Tell a verb of passing on; new ones ("retweeted") may have a lemma that the reader made up."""
    word = tree[verb].text.lower()
    return bool({tree[verb].lemma.lower(), word.removesuffix("d"), word.removesuffix("ed")} & _RELAYING)
