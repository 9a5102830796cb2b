"""The lexicon coder: predicates, frames, status and chain of every sentence become `Mention`s.

The order of decisions, one sentence at a time:

1. every word that the lexicon knows proposes its senses; a sense whose conditions or frame fail is dropped;
2. senses of one act (a light verb and its noun) are joined, acts inside quiet complements are not coded (ruling 4);
3. status and chain are read from the tree;
4. type and status are reconciled as CODEBOOK section 2 and ruling 1 say (future cooperation is AGREE, a promised
   retreat CONCEDE, refused conduct REJECT).

Each stage adds its reason to the mention, so that `explain` can tell the story.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legation import ontology
from legation.coding.attribution import Chains
from legation.coding.contexts import contexts_of
from legation.coding.frames import Frames, Roles
from legation.coding.parties import Parties
from legation.coding.status import Claim, Statuses
from legation.coding.tolls import tolls_of
from legation.coding.tree import Tree
from legation.records import About, Mention, Party, Reading, Resolved, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from legation.coding.lexicon import Entry, Lexicon
    from legation.records import Status

#: Types that carry the acts of their complement (ruling 4).
CARRIERS = frozenset({"REQUEST", "AGREE", "THREATEN", "REJECT", "CONCEDE"})
#: Cooperation told as future is a promise of it.
_PROMISED = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
#: Relations by which a complement hangs on its carrier.
_COMPLEMENT = frozenset({"xcomp", "ccomp", "advcl", "acl", "obj", "obl", "nmod", "conj", "amod", "compound"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A sense that fits: the entry, where it stands, and who is in it."""

    head: int
    entry: Entry
    roles: Roles
    words: tuple[int, ...]


class LexiconCoder:
    """Codes by the lexicon's frames. Stateless between documents."""

    name = "lexicon"

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the loaded lexicon."""
        self.lexicon = lexicon

    def __call__(self, reading: Reading, resolved: tuple[Resolved, ...], /) -> tuple[Mention, ...]:
        """Code the mentions of one document, in the order of the text."""
        by_head = {(phrase.sentence, phrase.head): phrase for phrase in resolved}
        mentions: list[Mention] = []
        for sentence in reading.sentences:
            mentions += self.code_sentence(reading, sentence, by_head)
        return tuple(mentions)

    def code_sentence(
        self, reading: Reading, sentence: Sentence, resolved: Mapping[tuple[int, int], Resolved]
    ) -> list[Mention]:
        """Code one sentence; questions outside of quotations hold no events (CODEBOOK section 3)."""
        keys = self.lexicon.entries
        heads = [token.index for token in sentence.tokens if token.upos in {"VERB", "NOUN", "ADJ", "AUX", "PROPN"}]
        tree = Tree(sentence, self.lexicon.forms)
        heads = [i for i in heads if any((lemma, _pos(tree, i)) in keys for lemma in _lemmas(tree, i))]
        if not heads or self._is_question(reading, sentence) or self._is_elsewhere(tree):
            return []
        parties = Parties(tree, resolved)
        statuses = Statuses(tree, self.lexicon.classes)
        frames = Frames(tree, parties)
        proposals = [p for head in heads if (p := self._propose(tree, frames, statuses, head)) is not None]
        proposals = _outside_quiet(tree, _joined(tree, proposals))
        chains = Chains(tree, parties, self.lexicon.classes)
        text = reading.document.text
        found: list[Mention] = []
        for proposal in proposals:
            claim = statuses.of(proposal.head)
            for directed in _each_other(tree, proposal):
                mention = self._mention(text, tree, claim, directed, chains)
                if mention is not None:
                    found.append(mention)
        return found

    @staticmethod
    def _is_question(reading: Reading, sentence: Sentence) -> bool:
        last = next((t for t in reversed(sentence.tokens) if t.upos != "PUNCT" or t.text == "?"), None)
        if last is None or last.text != "?":
            return False
        return not any(quote.span.touches(sentence.span) for quote in reading.quotes)

    def _is_elsewhere(self, tree: Tree) -> bool:
        """Tell a sentence of sport or fiction, whose attacks, talks and defeats are none."""
        words = {t.lemma.lower() for t in tree.tokens}
        classes = self.lexicon.classes
        return bool(words & (classes.get("athletics", frozenset()) | classes.get("fiction", frozenset())))

    def _propose(self, tree: Tree, frames: Frames, statuses: Statuses, head: int) -> Proposal | None:
        """Return the best sense of a word here: the fullest frame, then the entry's weight, then its order."""
        best: tuple[tuple[float, float], Proposal] | None = None
        pos = _pos(tree, head)
        lemmas = _lemmas(tree, head)
        negated = statuses.negated(head) is not None
        for entry in (e for lemma in lemmas for e in self.lexicon.entries.get((lemma, pos), ())):
            if not all(frames.holds(head, condition, negated=negated) for condition in entry.conditions):
                continue
            roles = with_authority(tree, frames, head, entry, frames.roles(head, entry))
            if not _enough(roles):
                continue
            filled = bool(roles.actors) + bool(roles.recipients or roles.joint)
            words = _trigger_words(tree, head)
            chosen = any(condition.wanted for condition in entry.conditions)
            rank = (filled + entry.weight + 0.5 * chosen, entry.weight)
            if best is None or rank > best[0]:
                best = rank, Proposal(head=head, entry=entry, roles=roles, words=words)
        return best[1] if best else None

    def _mention(self, text: str, tree: Tree, claim: Claim, proposal: Proposal, chains: Chains) -> Mention | None:
        entry, roles = proposal.entry, proposal.roles
        chain = chains.of(proposal.head)
        settled = reconcile(entry, roles, claim)
        if settled is None:
            return None
        event_type, status, reasons = settled
        clause = tree.subtree(proposal.head, stop=frozenset({"parataxis"}))
        mode = entry.mode if entry.type == event_type else None
        if mode is None or entry.mode_is_default:
            mode = self._mode(tree, event_type, clause) or mode
        trigger = tree.span(*proposal.words)
        return Mention(
            sentence=tree.sentence.index,
            head=proposal.head,
            trigger=trigger,
            text=trigger.of(text),
            evidence=tree.sentence.span,
            type=event_type,
            mode=mode,
            contexts=contexts_of(tree, clause, entry.contexts),
            status=status,
            actors=roles.actors,
            recipients=roles.recipients,
            others=roles.others,
            initiator=roles.initiator,
            about=_about(tree, proposal) if event_type in CARRIERS else None,
            tolls=tolls_of(tree, proposal.head),
            chain=chain,
            confidence=_confidence(entry, roles),
            made_by=f"lexicon:{entry.address}",
            reasons=(f"{entry.pos} “{entry.lemma}” ({entry.address})", *claim.reasons, *reasons),
        )

    def _mode(self, tree: Tree, event_type: str, clause: tuple[int, ...]) -> str | None:
        rows = self.lexicon.mode_words.get(event_type, ())
        if not rows:
            return None
        words = {tree[i].lemma.lower() for i in clause} | {tree[i].text.lower() for i in clause}
        for mode, tells in rows:
            if words & tells:
                return mode
        return None


def _lemmas(tree: Tree, index: int) -> tuple[str, ...]:
    """Return the lemmas to look up, surest first: with its particle, or with the preposition that follows as one."""
    lemma = tree.lemma(index)
    found = [lemma, lemma.partition(" ")[0], tree[index].lemma.lower()]
    if tree[index].upos == "VERB" and index + 1 < len(tree.tokens) and tree[index + 1].upos in {"ADP", "ADV"}:
        found.insert(0, f"{found[1]} {tree[index + 1].text.lower()}")
    return tuple(dict.fromkeys(found))


def _pos(tree: Tree, index: int) -> str:
    token = tree[index]
    if token.upos in {"VERB", "AUX"}:
        return "verb"
    return "adj" if token.upos == "ADJ" else "noun"


def _enough(roles: Roles) -> bool:
    """Tell whether enough parties are known: an act needs one."""
    return bool(roles.actors or roles.recipients)


def _trigger_words(tree: Tree, head: int) -> tuple[int, ...]:
    """Return the words of the trigger: the head with its auxiliaries, negation and particle where they stand together."""
    words = [head, *(c for c in tree.below(head, "aux", "compound:prt", "cop"))]
    words += [c for c in tree.below(head, "advmod") if tree[c].lemma.lower() in {"not", "never", "n't"}]
    first = min(words)
    run = set(words)
    while first < head and any(i not in run for i in range(first, head)):
        run.discard(first)
        first = min(run)
    return tuple(sorted(i for i in run if i <= head or i == head + 1 or i - 1 in run))


#: Whose act an agentless passive in a named country is (ruling 9).
_AUTHORITY = {("COERCE", "arrest"): "COP", ("ACCUSE", "allege"): "JUD", ("SANCTION", "convict"): "JUD"}


def with_authority(tree: Tree, frames: Frames, head: int, entry: Entry, roles: Roles) -> Roles:
    """Name the state's police or judiciary as actor of an agentless "arrested", "charged", "jailed" (ruling 9)."""
    sector = _AUTHORITY.get((entry.type, entry.mode or ""))
    if sector is None or roles.actors or tree[head].upos != "VERB" or not tree.is_passive(head):
        return roles
    for place in frames.words_at(head, "in/at"):
        for party in frames.parties.at(place):
            best = party.candidates[0]
            if best.code.isalpha() and best.kind in {"state", "place"}:
                reason = f"agentless passive in {best.name}: its {'police' if sector == 'COP' else 'judiciary'}"
                authority = replace(
                    best,
                    sector=sector,
                    kind="agent",
                    score=best.score * 0.9,
                    person=None,
                    evidence=(*best.evidence, reason),
                )
                return replace(roles, actors=(replace(party, candidates=(authority,)),))
    return roles


def _each_other(tree: Tree, proposal: Proposal) -> tuple[Proposal, ...]:
    """Split "accused each other" into its two directed acts (CODEBOOK section 4); a joint act stays one."""
    actors = proposal.roles.actors
    objects = tree.objects(proposal.head) if tree[proposal.head].upos == "VERB" else ()
    told = any(tree[w].text.lower() in {"other", "another"} for w in objects)
    if not told or proposal.roles.joint or len(actors) != 2 or proposal.roles.recipients:
        return (proposal,)
    first, second = actors
    return tuple(
        replace(proposal, roles=replace(proposal.roles, actors=(one,), recipients=(other,)))
        for one, other in ((first, second), (second, first))
    )


def _joined(tree: Tree, proposals: list[Proposal]) -> list[Proposal]:
    """Join the senses of one act: a verb whose object or subject noun tells the same type keeps the fuller frame."""
    by_head = {p.head: p for p in proposals}
    dropped: set[int] = set()
    for proposal in proposals:
        above = tree[proposal.head].head
        other = by_head.get(above)
        if other is None or tree[proposal.head].upos == "VERB" or proposal.entry.type != other.entry.type:
            continue
        if tree.relation(proposal.head) in {"obj", "nsubj", "obl", "compound"}:
            mine, theirs = _size(proposal), _size(other)
            dropped.add(other.head if mine > theirs else proposal.head)
    return [p for p in proposals if p.head not in dropped]


def _size(proposal: Proposal) -> int:
    return len(proposal.roles.actors) + len(proposal.roles.recipients)


def _outside_quiet(tree: Tree, proposals: list[Proposal]) -> list[Proposal]:
    """Leave out acts inside the complement of a quiet carrier (ruling 4)."""
    carriers = {p.head for p in proposals if p.entry.quiet}
    kept = []
    for proposal in proposals:
        below, inside = proposal.head, False
        for above in tree.path_up(proposal.head):
            relation = tree.relation(below)
            if above in carriers and relation in {"xcomp", "ccomp", "obj", "obl", "acl", "nmod", "advcl"}:
                inside = relation != "advcl" or any(tree[m].text.lower() == "to" for m in tree.below(below, "mark"))
                break
            if relation not in _COMPLEMENT or tree[below].deprel == "acl:relcl":
                break
            below = above
        if not inside:
            kept.append(proposal)
    return kept


def reconcile(entry: Entry, roles: Roles, claim: Claim) -> tuple[str, Status, tuple[str, ...]] | None:
    """Settle type and status together (CODEBOOK sections 2 and 3, ruling 1); None where nothing is left to code."""
    event_type, status = entry.type, claim.status
    if entry.status:
        return event_type, _as_status(entry.status), ()
    if any(condition.place == "negated" and condition.wanted for condition in entry.conditions):
        return event_type, "actual", ("a refusal told by negation",)
    if status == "future" and event_type in _PROMISED and roles.actors:
        return "AGREE", "actual", (f"{event_type} still to come is a promise: AGREE",)
    if status == "future" and event_type == "RETREAT" and roles.actors:
        return "CONCEDE", "actual", ("a retreat still to come is a concession: CONCEDE",)
    if status == "future" and event_type in CARRIERS:
        return event_type, "actual", ()
    return event_type, status, ()


def _as_status(word: str) -> Status:
    for status in ontology.STATUSES:
        if word == status:
            return status
    return "actual"


def _about(tree: Tree, proposal: Proposal) -> About | None:
    """Return the words of what is promised, asked, refused or threatened."""
    complements = tree.below(proposal.head, "xcomp", "ccomp") or tree.below(proposal.head, "acl", "obj", "obl", "nmod")
    if not complements:
        return None
    words = [i for i in tree.subtree(complements[0]) if tree[i].upos != "PUNCT"]
    return About(type=None, mode=None, span=tree.span(*words)) if words else None


def _confidence(entry: Entry, roles: Roles) -> float:
    base = entry.weight
    if roles.actors and (roles.recipients or roles.joint):
        base += 0.15
    best = [p.candidates[0].score for p in (*roles.actors, *roles.recipients) if p.candidates]
    weakest: float = min(best) if best else 0.5
    return round(min(0.99, base * float(weakest**0.25)), 3)


def mentions_with(mentions: Iterable[Mention], **changes: object) -> tuple[Mention, ...]:
    """Return copies of the mentions with fields changed."""
    return tuple(replace(mention, **changes) for mention in mentions)  # type: ignore[arg-type]  # checked by the record


__all__ = ["LexiconCoder", "Party", "Span", "reconcile"]
