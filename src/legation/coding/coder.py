"""The coder: the acts of every sentence, with status, parties and chain, become `Mention`s.

One sentence at a time: the lexicon and the event-reading model propose acts (`lexicon_acts`, `model_acts`), the two
are brought together (`combine`), and who says so is read from the tree and the model (`attribution`). Each step leaves
its reason on the mention, so that `explain` can tell the story.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from legation.coding.answers import answered
from legation.coding.attribution import Chains
from legation.coding.combine import combined
from legation.coding.contexts import contexts_of
from legation.coding.conventions import standing
from legation.coding.frames import Frames, Roles
from legation.coding.hearsay import Hearing
from legation.coding.lexicon_acts import CARRIERS, is_known, lexicon_acts, mode_told
from legation.coding.model_acts import model_acts
from legation.coding.parties import Parties
from legation.coding.partners import with_partner
from legation.coding.proposals import Proposal, size
from legation.coding.speakers import Heard
from legation.coding.status import Statuses
from legation.coding.strangers import with_strangers
from legation.coding.surely import surely
from legation.coding.tolls import tolls_of
from legation.coding.tree import Tree
from legation.records import About, Attribution, EventScore, Mention, Party, Reading, Resolved, Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legation.coding.lexicon import Lexicon


#: Words for violence that leave its means open; "fired", "exploded" do not.
_ANY_VIOLENCE = frozenset(
    "attack assault strike hit raid kill slay storm target clash battle wound injure massacre murder violence offensive ambush "
    "die death casualty fighting fight killing incursion invade invasion".split()
)
#: Modes of assault that name a weapon.
_WEAPONS = frozenset(
    {"heavy-weapons", "drone", "aerial", "explosives", "firearms", "crowd-control", "unconventional", "suicide-attack"}
)


class Coder:
    """Codes by the lexicon's frames and the model's proposals. Stateless between documents."""

    name = "lexicon+model"

    def __init__(self, lexicon: Lexicon, hearing: Hearing | None = None) -> None:
        """Take the loaded lexicon, and a `Hearing` to share with the finder of statements."""
        self.lexicon = lexicon
        self.hearing = hearing or Hearing(lexicon.classes)

    def __call__(self, reading: Reading, resolved: tuple[Resolved, ...], /) -> tuple[Mention, ...]:
        """Code the mentions of one document, in the order of the text."""
        by_head = {(phrase.sentence, phrase.head): phrase for phrase in resolved}
        scores: dict[int, list[EventScore]] = {}
        for event in reading.events:
            scores.setdefault(event.sentence, []).append(event)
        heard = self.hearing(reading, resolved)
        mentions: list[Mention] = []
        for sentence in reading.sentences:
            events = scores.get(sentence.index, []) if reading.reads_events else None
            mentions += self.code_sentence(reading, sentence, by_head, events, heard[sentence.index])
        return answered(reading, by_head, self.lexicon, heard, mentions)

    def code_sentence(
        self,
        reading: Reading,
        sentence: Sentence,
        resolved: Mapping[tuple[int, int], Resolved],
        events: list[EventScore] | None,
        heard: Heard,
    ) -> list[Mention]:
        """Code one sentence; `events` is None where the engine does not read acts, `heard` who spoke before it.

        Questions outside of quotations hold no events (CODEBOOK section 3).
        """
        if _is_question(reading, sentence):
            return []
        tree = Tree(sentence, self.lexicon.forms)
        parties = Parties(tree, resolved)
        statuses = Statuses(tree, self.lexicon.classes)
        frames = Frames(tree, parties)
        found = lexicon_acts(tree, frames, statuses, self.lexicon)
        if events is not None:
            known = partial(is_known, tree, frames, statuses, self.lexicon)
            found = combined(tree, found, model_acts(tree, frames, events), known)
        if not found:
            return []
        chains = Chains(tree, parties, self.lexicon.classes, heard)
        by_trigger = {(event.token, event.type): event for event in events or ()}
        found = [replace(act, roles=_without_self(tree, act.roles)) for act in found]
        found = [replace(act, roles=with_partner(tree, parties, act.head, act.type, act.roles)) for act in found]
        names = reading.names_in(sentence.index)
        found = [
            replace(act, roles=with_strangers(tree, parties, act.roles, by_trigger.get((act.head, act.type)), names))
            for act in found
        ]
        found = [act for act in found if size(act) or tree[act.head].upos not in {"NOUN", "PROPN"}]  # ruling 3
        found = [surely(statuses, act) for act in standing(tree, found)]
        return [self._mention(reading, tree, act, chains, by_trigger.get((act.head, act.type))) for act in found]

    def _mention(
        self, reading: Reading, tree: Tree, act: Proposal, chains: Chains, event: EventScore | None
    ) -> Mention:
        clause = tree.subtree(act.head, stop=frozenset({"parataxis"}))
        trigger = tree.span(*act.words)
        return Mention(
            sentence=tree.sentence.index,
            head=act.head,
            trigger=trigger,
            text=trigger.of(reading.document.text),
            evidence=tree.sentence.span,
            type=act.type,
            mode=self._mode(tree, act),
            contexts=contexts_of(tree, clause, act.contexts),
            status=act.status,
            actors=act.roles.actors,
            recipients=act.roles.recipients,
            others=act.roles.others,
            initiator=act.roles.initiator,
            about=_about(tree, act.head) if act.type in CARRIERS else None,
            tolls=tolls_of(tree, act.head),
            chain=_others_word(chains.of(act.head, event), act),
            confidence=act.confidence,
            made_by=act.made_by,
            reasons=act.reasons,
        )

    def _mode(self, tree: Tree, act: Proposal) -> str | None:
        """Return an act's mode; beside a word for any violence, a weapon is claimed only where the clause names one."""
        weapon = act.mode in _WEAPONS and act.made_by.startswith("model")
        if act.mode is not None and not weapon:
            return act.mode
        told = mode_told(tree, self.lexicon, act.type, act.head)
        return told or (None if tree.lemma(act.head) in _ANY_VIOLENCE else act.mode)


def _without_self(tree: Tree, roles: Roles) -> Roles:
    """Leave out what would make an actor its own recipient: a pronoun, a government's own state, or another name of a state.

    "X, the secretary-general, welcomed it"; "the Dutch government apologised for the Netherlands' role"; "India suspended
    visas after Canada accused New Delhi".
    """
    actors = [c for party in roles.actors for c in party.candidates[:1]]
    codes, rulers = {c.code for c in actors}, {c.code for c in actors if c.sector == "GOV"}
    states = {c.code for c in actors if c.kind == "state"}

    def is_actor(party: Party) -> bool:
        if not party.candidates:
            return False
        best = party.candidates[0]
        if tree[party.head].upos == "PRON":
            return best.code in codes
        return best.kind == "state" and best.code in (rulers | states if "name" in best.evidence else states)

    kept = tuple(party for party in roles.recipients if not is_actor(party))
    return replace(roles, recipients=kept) if len(kept) < len(roles.recipients) else roles


def _others_word(chain: tuple[Attribution, ...], act: Proposal) -> tuple[Attribution, ...]:
    """Leave out links that only name the act's own actor where somebody else says so as well (ruling 20)."""
    actors = {(party.sentence, party.head) for party in act.roles.actors}
    told = [link for link in chain if not _names(link, actors)]
    return tuple(told) if any(not link.relay for link in told) else chain


def _names(link: Attribution, places: set[tuple[int, int]]) -> bool:
    return isinstance(link.actor, Party) and (link.actor.sentence, link.actor.head) in places


def _is_question(reading: Reading, sentence: Sentence) -> bool:
    last = next((t for t in reversed(sentence.tokens) if t.upos != "PUNCT" or t.text == "?"), None)
    if last is None or last.text != "?":
        return False
    return not any(quote.span.touches(sentence.span) for quote in reading.quotes_in(sentence.index))


def _about(tree: Tree, head: int) -> About | None:
    """Return the words of what is promised, asked, refused or threatened."""
    complements = tree.below(head, "xcomp", "ccomp") or tree.below(head, "acl", "obj", "obl", "nmod")
    if not complements:
        return None
    words = [i for i in tree.subtree(complements[0]) if tree[i].upos != "PUNCT"]
    return About(type=None, mode=None, span=tree.span(*words)) if words else None
