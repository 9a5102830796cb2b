"""Who speaks at a word of a sentence: the party, or nobody by name, and the channel that a medium or document is.

The reader's trees hang whole clauses before a trailing speaker ("Talks went on, two diplomats said"); here the phrase is cut
back to its own words. State media speak for their government (ruling 12), documents for whoever made them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from legation.coding.parties import Parties
from legation.coding.tree import Tree
from legation.records import Attribution, Candidate, Party, Span

#: Words for channels, by the kind of channel that they tell.
CHANNELS: Mapping[str, str] = {
    word: kind
    for kind, words in {
        "statement": "statement communique communiqué declaration release bulletin announcement readout",
        "briefing": "conference briefing presser news-conference",
        "interview": "interview",
        "post": "tweet message post telegram twitter facebook x instagram weibo truth-social video website blog channel",
        "letter": "letter note cable memo email memorandum",
        "speech": "speech address remarks sermon testimony",
        "state-media": "television tv broadcast radio newspaper daily agency media broadcaster",
        "court": "indictment filing ruling complaint lawsuit affidavit petition verdict",
        "report": "report document study dossier survey inquiry investigation figure file record",
    }.items()
    for word in words.split()
}
#: Those who are no party by being quoted, where nothing names them.
_UNNAMED = frozenset(
    "official source diplomat witness analyst observer expert insider resident aide people person other many some critic "
    "spokesman spokeswoman spokesperson report medium media eyewitness survivor relative neighbor neighbour villager "
    "bystander onlooker passer-by".split()
)
#: What says nothing of whom a source speaks for: "Western intelligence officials", "security sources".
_REGIONS = frozenset("western european arab african asian foreign regional local".split())
_TRADES = frozenset("intelligence security hospital medical judicial diplomatic industry".split())
#: What shows and says nothing.
_MUTE = frozenset("video footage picture photo photograph image map film clip".split())
_STATE_RUN = frozenset(
    {"state", "official", "government", "state-run", "state-owned", "state-controlled", "semi-official"}
)
#: Words of media in the names of organisations, and the names of state media that have none.
_MEDIA = frozenset(
    "agency news television tv radio press presse prensa broadcasting network newspaper daily times herald gazeta journal media "
    "broadcaster xinhua tass granma irib antara bernama angop armenpress azertac belta cgtn rt trt wafa telesur cubadebate "
    "ukrinform kazinform sinmun dan kayhan ekhbariya al-ahram al-alam rebelde romano rossiya vgtrk mrtv eri-tv shabait "
    "ziana mail brasil fana".split()
)
#: Who made a document: "the report, published by Amnesty".
_MAKING = frozenset("publish issue release write prepare draft sign compile unveil commission post send".split())
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_RELATIVES = frozenset({"WP", "WDT"})
#: Relations at which a speaker's own words end.
_OUTSIDE = frozenset({"acl", "appos", "conj", "parataxis", "cc", "punct", "case", "advcl", "ccomp"})
_OFFICIAL = frozenset({"official", "government", "public", "state"})
#: How the resolver says that it lent a ministry the country of what it speaks of.
_OF_SUBJECT = "the subject of what it says"
_OF_BEFORE = ("of the country that acted before",)
_POSSESSIVES = frozenset({"'s", "’s"})
_COMMAS = frozenset({",", ";", "-", "--", "–", "—", ":"})


@dataclass(frozen=True, slots=True)
class Heard:
    """What the sentences before tell of who speaks in this one.

    `channels` tells who last spoke through a kind of channel ("said the tweet"), `last` who spoke last, in the sentence
    before this, and `subject` which state acted there; `quotes` whose words the quotations are that this sentence has a part in.
    """

    channels: Mapping[str, Party] = field(default_factory=dict)
    last: Attribution | None = None
    subject: Candidate | None = None
    quotes: tuple[tuple[Span, tuple[Attribution, ...]], ...] = ()


class Speakers:
    """Makes the links of a chain from the words of one sentence."""

    def __init__(self, tree: Tree, parties: Parties, heard: Heard) -> None:
        """Work on one sentence, knowing what was heard before it."""
        self.tree = tree
        self.parties = parties
        self.heard = heard

    def link(
        self, word: int, verb: str | None, *, channel: str | None = None, stance: str = "asserts", relay: bool = False
    ) -> Attribution | None:
        """Return the link of the speaker at `word`; None where the words speak for nobody ("the video shows")."""
        tree = self.tree
        word = self._antecedent(word)
        lemma = tree[word].lemma.lower()
        if lemma in _MUTE and not relay:
            return None
        span = tree.span(*self.phrase(word))
        kind = CHANNELS.get(lemma)
        party = self.party(word)
        if party is None and kind is not None:
            # "said the tweet": it speaks for whoever sent it.
            party = self._maker(word) or self.heard.channels.get(kind)
        if kind == "state-media":
            # A newspaper is a channel of the state only where it is the state's.
            kind = None
        if party is not None and self.is_state_medium(word, party):
            party, kind = _for_the_state(party), "state-media"
        return Attribution(actor=party, verb=verb, channel=channel or kind, span=span, stance=stance, relay=relay)

    def continued(self, word: int) -> Attribution | None:
        """Return who spoke last, where a pronoun in a parenthesis ("Polish guards, it said, had fired") means nobody else.

        What such a pronoun refers to stands in the sentence before, not among those whom the words are about.
        """
        tree = self.tree
        if tree[word].lemma.lower() not in _PRONOUNS or self.heard.last is None:
            return None
        found = self.parties.resolved.get((tree.sentence.index, word))
        outside = found is not None and any(sentence != tree.sentence.index for sentence, _ in found.antecedents)
        return None if outside else self.heard.last

    def party(self, word: int) -> Party | None:
        """Return the party that speaks at a word, if it is one by name or description."""
        own = self.phrase(word)
        if self.is_unnamed(word):
            return None
        found = self.parties.direct(word)
        if found and not self._reaches_out(found[0], own):
            return self._seated(word, found[0])
        for child in own:
            if child != word and self.parties.known(child) and (other := self.parties.direct(child)):
                return other[0]
        if found and len(own) == 1:
            return found[0] if self.tree[word].upos in {"PROPN", "PRON"} else None
        if CHANNELS.get(self.tree[word].lemma.lower()) and (behind := self.parties.behind(word)):
            return behind[0]
        return found[0] if found else None

    def is_unnamed(self, word: int) -> bool:
        """Tell an unnamed source: "two officials", with no country or body that they speak for."""
        tree = self.tree
        if tree[word].lemma.lower() not in _UNNAMED or tree[word].upos == "PROPN":
            return False
        own = set(self.phrase(word))
        below = [c for c in tree.below(word, "compound", "nmod", "amod", "flat", "appos") if c in own or c > word]
        if any(tree[c].lemma.lower() in _REGIONS for c in below):
            return True
        below = [c for c in below if tree[c].lemma.lower() not in _TRADES]
        return not any(
            tree.relation(c) in {"flat", "appos"} or tree[c].upos == "PROPN" or self.parties.known(c) for c in below
        )

    def phrase(self, word: int) -> tuple[int, ...]:
        """Return the words of a speaker's phrase, without clauses and without what a comma or verb parts from its head."""
        tree = self.tree
        words = tree.subtree(word, stop=_OUTSIDE)
        inside = set(words)
        first = last = word
        while first > words[0] and not self._parts(first - 1, inside):
            first -= 1
        while last < words[-1] and not self._parts(last + 1, inside):
            last += 1
        return tuple(i for i in words if first <= i <= last)

    def _parts(self, index: int, inside: set[int]) -> bool:
        """Tell a word at which a phrase ends, though the reader's tree goes on beyond it."""
        token = self.tree[index]
        if token.text in _COMMAS:
            return _is_spaced(self.tree, index)
        return index not in inside and token.upos in {"VERB", "AUX"} and token.text not in _POSSESSIVES

    def is_state_medium(self, word: int, party: Party) -> bool:
        """Tell a medium that speaks for its government: "Syrian state television", "KCNA", "Cairo radio"."""
        tree = self.tree
        own = self.phrase(word)
        words = {tree[i].text.lower() for i in own}
        best = party.candidates[0]
        medium = CHANNELS.get(tree[word].lemma.lower()) == "state-media"
        if medium and (words & _STATE_RUN or {"state", "run"} <= words or {"run"} & words):
            return True
        if best.kind == "organisation" and best.sector == "GOV":
            return medium or bool(_MEDIA & {part.strip("()").lower() for part in best.name.split()})
        # "Cairo radio", "Radio Hanoi": the capital for its government, where no outlet of that name is known.
        capital = any(tree[i].upos == "PROPN" and self._is_capital(i) for i in own)
        return capital and any(tree[i].lemma.lower() in {"radio", "television"} for i in own)

    def official(self, link: Attribution, subjects: tuple[int, ...]) -> Attribution:
        """Give "official figures" without a country to the government of those whom they are about."""
        if link.actor is not None:
            return link
        words = [token for token in self.tree.tokens if link.span.covers(token.span)]
        if not words or words[0].lemma.lower() not in _OFFICIAL or CHANNELS.get(words[-1].lemma.lower()) != "report":
            return link
        for word in subjects:
            for party in self.parties.direct(word):
                best = party.candidates[0]
                if best.code.isalpha():
                    owner = replace(
                        best, sector="GOV", person=None, office=None, evidence=("official, of its subject",)
                    )
                    return replace(link, actor=replace(party, span=link.span, candidates=(owner,)))
        return link

    def _antecedent(self, word: int) -> int:
        """Return the noun that a relative pronoun stands for: "rebels *who* accused"."""
        tree = self.tree
        if tree[word].xpos not in _RELATIVES or self.parties.direct(word):
            return word
        for above in tree.path_up(word):
            if tree[above].deprel == "acl:relcl" and tree[above].head >= 0:
                return tree[above].head
        return word

    def _maker(self, word: int) -> Party | None:
        """Return who made a document: "the report, published by Amnesty International"."""
        tree = self.tree
        for verb in tree.below(word, "acl"):
            if tree.lemma(verb) in _MAKING:
                for agent in tree.agent(verb):
                    if (party := self.party(agent)) is not None:
                        return party
        behind = self.parties.behind(word)
        return behind[0] if behind else None

    def _reaches_out(self, party: Party, own: tuple[int, ...]) -> bool:
        return party.head in own and party.span.start < self.tree[own[0]].span.start

    def _seated(self, word: int, party: Party) -> Party:
        """Give those of a place ("prosecutors in Brussels") its state, where the resolver could only lend them one."""
        tree = self.tree
        best = party.candidates[0]
        lent = any(
            reason.startswith(("the subject", "the only", "clause", "sentence", "article")) for reason in best.evidence
        )
        if not lent or not best.code.isalpha():
            return party
        if _OF_SUBJECT in best.evidence and (before := self.heard.subject) is not None and before.code != best.code:
            # "Paris summoned the envoy. Malian troops, the foreign ministry said, had ...": it is not Mali's.
            return replace(party, candidates=(replace(best, code=before.code, evidence=_OF_BEFORE),))
        for place in tree.below(word, "nmod"):
            if not set(tree.cases(place)) & {"in", "at"}:
                continue
            for found in self.parties.direct(place):
                state = next((c for c in found.candidates if c.code.isalpha() and c.kind in {"place", "state"}), None)
                if state is not None:
                    owner = replace(best, code=state.code, evidence=(*best.evidence[:1], f"in {state.name}"))
                    return replace(party, candidates=(owner,))
        return party

    def _is_capital(self, word: int) -> bool:
        return any(c.kind in {"place", "state"} for party in self.parties.direct(word) for c in party.candidates[:1])


def _for_the_state(party: Party) -> Party:
    best: Candidate = party.candidates[0]
    return (
        party
        if best.sector == "GOV"
        else replace(party, candidates=(replace(best, sector="GOV"), *party.candidates[1:]))
    )


def _is_spaced(tree: Tree, index: int) -> bool:
    """Tell a mark that parts phrases from one inside a word ("al-Bashir", "state-run")."""
    before, mark = tree[index - 1].span.end if index else -1, tree[index].span
    after = tree[index + 1].span.start if index + 1 < len(tree.tokens) else -1
    return tree[index].text not in {"-", "–"} or (mark.start > before and after > mark.end)
