"""Who says so: the chain from the origin to the page (CODEBOOK section 5).

Reporting clauses are found around a predicate: above it ("the ministry said that ..."), beside it ("..., two officials
said"), and as phrases ("according to ...", "citing ..."). A reporting verb's own channel ("in a statement", "on
Telegram") and the ones who pass it on ("retweeted by its embassy") belong to the same link or follow it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legation.coding.model_acts import words_of
from legation.coding.parties import Parties
from legation.coding.tree import Tree
from legation.records import Attribution, EventScore, Party, Reading, Resolved

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Words for channels, by the kind of channel that they tell.
CHANNELS: Mapping[str, str] = {
    word: kind
    for kind, words in {
        "statement": "statement communique communiqué declaration release bulletin announcement",
        "briefing": "conference briefing presser news-conference",
        "interview": "interview",
        "post": "tweet message post telegram twitter facebook x instagram weibo truth-social video website blog channel",
        "letter": "letter note cable memo email",
        "speech": "speech address remarks sermon testimony",
        "state-media": "television tv broadcast radio newspaper daily agency",
        "court": "indictment filing ruling complaint lawsuit affidavit petition verdict",
        "report": "report document study dossier survey",
    }.items()
    for word in words.split()
}
_UNNAMED = frozenset(
    "official source diplomat witness analyst observer expert insider resident aide people person other many some critic "
    "spokesman spokeswoman spokesperson report medium media eyewitness survivor relative neighbor neighbour".split()
)
_RELAYING = frozenset(
    "retweet repost publish carry quote cite relay broadcast air post release circulate share distribute repeat print".split()
)
#: Verbs that send words out by their object: "issued a statement", "posted a video".
_ISSUING = frozenset({"issue", "release", "publish", "post", "send", "write", "put out"})
#: Words in which a dateline ends.
_DATELINE = 12
#: How many words after a reporting verb its channel may stand.
_NEAR = 7
_ADVERBS = frozenset({"reportedly", "allegedly", "purportedly", "supposedly"})


class Chains:
    """Finds the attribution chains of predicates in one sentence."""

    def __init__(
        self,
        tree: Tree,
        parties: Parties,
        classes: Mapping[str, frozenset[str]],
        origins: Mapping[str, Party] | None = None,
    ) -> None:
        """Work on one sentence; `classes` are the lexicon's word classes (`saying`, `denying`).

        `origins` tells who spoke through which kind of channel in the sentences before ("said the tweet").
        """
        self.origins = origins or {}
        self.tree = tree
        self.parties = parties
        empty: frozenset[str] = frozenset()
        self.denying = classes.get("denying", empty)
        self.saying = classes.get("saying", empty) | self.denying
        self.confirming = classes.get("confirming", empty)

    def of(self, head: int, event: EventScore | None = None) -> tuple[Attribution, ...]:
        """Return the chain of the act at `head`, origin first; empty where only the article says it.

        `event` is what the model reads of the act: whom it takes for its source and who passes it on.
        """
        told = tuple(link for link in self._told(head) if not self._in_dateline(self._first_word(link)))
        return told if event is None else self._with_model(told, event)

    def _with_model(self, told: tuple[Attribution, ...], event: EventScore) -> tuple[Attribution, ...]:
        """Bring the links of the tree and the model's together: the model's sources, in the tree's words where it has them."""
        sources = tuple(word for word in words_of(event, "source") if not self._in_dateline(word))
        relays = tuple(word for word in words_of(event, "relay") if not self._in_dateline(word))
        if not sources and not relays:
            return told
        links: list[Attribution] = []
        for word, relay in [*((word, False) for word in sources), *((word, True) for word in relays)]:
            place = self.tree[word].span
            known = next((link for link in told if link.span.covers(place)), None)
            links.append(replace(known, relay=relay) if known else self._model_link(word, event, relay=relay))
        kept = [link for link in told if link.relay and not any(link.span.touches(other.span) for other in links)]
        return _unique([*links, *kept])

    def _in_dateline(self, word: int) -> bool:
        """Tell a word of "HAVANA (Reuters) -": it says where the story was filed, not who says it."""
        tokens = self.tree.tokens
        dash = next((t.index for t in tokens[:_DATELINE] if t.text in {"-", "--", "–", "—"}), -1)
        if word >= dash or not tokens[0].text.isupper():
            return False
        return tokens[dash].span.start > tokens[dash - 1].span.end

    def _first_word(self, link: Attribution) -> int:
        tokens = self.tree.tokens
        return next((t.index for t in tokens if t.span.end > link.span.start), len(tokens))

    def _model_link(self, word: int, event: EventScore, *, relay: bool) -> Attribution:
        tree = self.tree
        party = () if self._is_unnamed(word) else self.parties.standing_at(word)
        verb = next((above for above in tree.path_up(word) if self.reports(above)), None)
        return Attribution(
            actor=party[0] if party else None,
            verb=tree.lemma(verb) if verb is not None else None,
            channel=event.via if event.via not in {"", "said", "unnamed"} else None,
            span=tree.span(*self._noun_phrase(word)),
            relay=relay,
            stance=event.stance if not relay else "asserts",
        )

    def _told(self, head: int) -> tuple[Attribution, ...]:
        """Read the chain from the tree alone."""
        tree = self.tree
        links: list[Attribution] = []
        below = head
        inner = head
        for above in (head, *tree.path_up(head)):
            links += self._phrases(above)
            if above != head:
                relation = tree.relation(below)
                if (
                    self.reports(above)
                    and relation in {"ccomp", "xcomp", "parataxis", "obj", "acl", "advcl", "dep"}
                    and (relation != "advcl" or self._fronted(below, above))
                ):
                    links += self._links(above)
                if self._accuses(below, above):
                    links += self._links(above)
            for child in tree.below(above, "parataxis", "ccomp", "advcl"):
                if child not in {below, inner} and self._trails(child, above):
                    links += self._links(child)
            inner, below = below, above
        return _unique(links)

    def speaks(self, verb: int) -> bool:
        """Tell whether a verb speaks through a channel: a reporting verb, or "issued a statement"."""
        return self.reports(verb) or (self.tree[verb].upos == "VERB" and self.tree.lemma(verb) in _ISSUING)

    def links_of(self, verb: int) -> list[Attribution]:
        """Return the link of a reporting verb, with the ones who passed its words on after it."""
        return self._links(verb)

    def reports(self, verb: int) -> bool:
        """Tell whether a word is a verb of reporting."""
        return self.tree[verb].upos == "VERB" and self.tree.lemma(verb) in self.saying

    def _accuses(self, below: int, above: int) -> bool:
        """Tell an act inside an accusation: "accused Sudan of arming rebels" (ruling 4)."""
        tree = self.tree
        return tree.lemma(above) in {"accuse", "blame", "suspect", "charge"} and tree.relation(below) in {
            "advcl",
            "obl",
            "xcomp",
            "ccomp",
        }

    def _fronted(self, below: int, above: int) -> bool:
        return below < above and not self.tree.below(below, "mark")

    def _trails(self, child: int, above: int) -> bool:
        """Tell a reporting clause that hangs below what it reports: "..., the ministry said"."""
        tree = self.tree
        if not self.reports(child):
            return False
        if tree.relation(child) == "parataxis":
            return not tree.below(child, "ccomp")
        # "..., citing two officials" and misattached trailing clauses.
        return tree.lemma(child) == "cite" or (
            tree.relation(child) == "advcl"
            and not tree.below(child, "mark", "ccomp", "obj")
            and child > above
            and bool(tree.below(child, "nsubj"))
        )

    def _links(self, verb: int) -> list[Attribution]:
        """Make the link of a reporting verb, with the ones who passed its words on after it."""
        tree = self.tree
        lemma = tree.lemma(verb)
        channel, channel_word = self._channel(verb)
        stance = "denies" if lemma in self.denying else "confirms" if lemma in self.confirming else "asserts"
        links: list[Attribution] = []
        if lemma in {"cite", "quote"}:
            for word in tree.objects(verb):
                links += self._speaker(word, verb, None, "asserts", relay=False)
            for word in tree.subjects(verb) if not tree.is_passive(verb) else ():
                links += self._speaker(word, verb, None, "asserts", relay=True)
            return links
        speakers = tree.with_conjuncts(tree.subjects(verb))
        if not speakers and channel_word is None:
            return []
        for word in speakers:
            links += self._speaker(word, verb, channel, stance, relay=False)
        if channel_word is not None:
            links += self._relays(channel_word)
        return links

    def _speaker(self, word: int, verb: int, channel: str | None, stance: str, *, relay: bool) -> list[Attribution]:
        tree = self.tree
        found = self.parties.direct(word) if not self._is_unnamed(word) else ()
        span = tree.span(*self._noun_phrase(word))
        channel_of_speaker = CHANNELS.get(tree[word].lemma.lower())
        if not found and channel_of_speaker:
            # "said the tweet": the message speaks for whoever sent it, known only from the text around.
            return [
                Attribution(
                    actor=self.origins.get(channel_of_speaker),
                    verb=tree.lemma(verb),
                    channel=channel_of_speaker,
                    span=span,
                    stance=stance,
                    relay=relay,
                )
            ]
        party = found[0] if found else None
        return [Attribution(actor=party, verb=tree.lemma(verb), channel=channel, span=span, stance=stance, relay=relay)]

    def _is_unnamed(self, word: int) -> bool:
        tree = self.tree
        if tree[word].lemma.lower() not in _UNNAMED or tree[word].upos == "PROPN":
            return False
        named = tree.below(word, "flat", "appos") or any(
            tree[c].upos == "PROPN" for c in tree.below(word, "compound", "nmod", "amod")
        )
        return not named and not any(self.parties.known(c) for c in tree.below(word, "amod", "compound", "nmod"))

    def _noun_phrase(self, word: int) -> tuple[int, ...]:
        return self.tree.subtree(
            word, stop=frozenset({"acl", "appos", "conj", "parataxis", "cc", "punct", "case", "advcl", "ccomp"})
        )

    def _channel(self, verb: int) -> tuple[str | None, int | None]:
        tree = self.tree
        for child in tree.below(verb, "obl", "nmod"):
            kind = CHANNELS.get(tree[child].lemma.lower())
            if kind and set(tree.cases(child)) & {"in", "on", "at", "via", "through", "during", "to"}:
                return kind, child
        for child in tree.below(verb, "obj"):
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
                links += self._speaker(word, verb, None, "asserts", relay=True)
        return links

    def _phrases(self, head: int) -> list[Attribution]:
        """Find "according to X" and adverbs of hearsay at a predicate."""
        tree = self.tree
        links: list[Attribution] = []
        for child in tree.below(head, "obl", "nmod", "advmod"):
            if "according to" in tree.cases(child) or (
                "to" in tree.cases(child) and any(tree[c].text.lower() == "according" for c in tree.children[child])
            ):
                for word in tree.with_conjuncts((child,)):
                    links += self._speaker_phrase(word)
            elif tree[child].lemma.lower() in _ADVERBS:
                links.append(Attribution(actor=None, verb=None, channel=None, span=tree[child].span))
        for child in tree.children[head]:
            if tree[child].text.lower() == "according" and tree.relation(child) in {"advcl", "obl", "acl"}:
                for word in tree.below(child, "obl", "nmod"):
                    links += self._speaker_phrase(word)
        return links

    def _speaker_phrase(self, word: int) -> list[Attribution]:
        found: tuple[Party, ...] = self.parties.direct(word) if not self._is_unnamed(word) else ()
        channel = CHANNELS.get(self.tree[word].lemma.lower())
        if not found and channel:
            found = self.parties.behind(word)
        span = self.tree.span(*self._noun_phrase(word))
        party = found[0] if found else None
        return [Attribution(actor=party, verb="according to", channel=channel, span=span)]


def _relays(tree: Tree, verb: int) -> bool:
    """Tell a verb of passing on; new ones ("retweeted") may have a lemma that the reader made up."""
    word = tree[verb].text.lower()
    return bool({tree[verb].lemma.lower(), word.removesuffix("d"), word.removesuffix("ed")} & _RELAYING)


def channel_origins(
    reading: Reading, resolved: Mapping[tuple[int, int], Resolved], classes: Mapping[str, frozenset[str]]
) -> tuple[Mapping[str, Party], ...]:
    """Return for each sentence who last spoke, in those before it, through which kind of channel."""
    known: dict[str, Party] = {}
    rows: list[Mapping[str, Party]] = []
    for sentence in reading.sentences:
        rows.append(dict(known) if known else {})
        if not any(token.lemma.lower() in CHANNELS for token in sentence.tokens):
            continue
        tree = Tree(sentence)
        chains = Chains(tree, Parties(tree, resolved), classes)
        for token in sentence.tokens:
            if chains.speaks(token.index):
                for link in chains.links_of(token.index):
                    if link.channel is not None and isinstance(link.actor, Party) and not link.relay:
                        known[link.channel] = link.actor
    return tuple(rows)


def _unique(links: list[Attribution]) -> tuple[Attribution, ...]:
    """Keep each span once; origins before relays."""
    kept: dict[tuple[int, int], Attribution] = {}
    for link in links:
        kept.setdefault((link.span.start, link.span.end), link)
    rows = list(kept.values())
    return (*(r for r in rows if not r.relay), *(r for r in rows if r.relay))
