"""Mentions of one act within an article become one `Report` (CODEBOOK section 1).

Two mentions are the same act when type, mode and parties do not contradict each other, nor their dates, and something
says that the later one comes back to the earlier: it refers back ("the call"), repeats the predicate, or the earlier
stands in the headline. Claims are kept: each mention has its own status and chain, and the report's follow from
them (the narrator's word first, then that of the best voice).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legation import ontology
from legation.ground.actors import settle
from legation.records import Actor, Attribution, Mention, Party, Report, Tenures, Voice, When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legation.records import Document, Status

_VOICE_RANK: dict[Voice, int] = {"narrator": 0, "party": 1, "third": 2, "unnamed": 3, "adversary": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A mention with its parties settled as of its date."""

    mention: Mention
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    others: tuple[Actor, ...]
    initiator: Actor | None
    voice: Voice


#: People of no one country who are a party of their own all the same.
_MANY_LANDS = frozenset({"REF", "CRM"})


def entity(actor: Actor) -> str:
    """Return what an actor is compared by: its code, with the name where the country is unknown."""
    return actor.code if actor.code != "---" else f"---/{actor.sector}"


def settled(parties: Sequence[Party], when: When | None, tenures: Tenures) -> tuple[Actor, ...]:
    """Return the parties as of the date, each code and sector once."""
    kept: dict[tuple[str, str | None, str], Actor] = {}
    for party in parties:
        actor = settle(party, when, tenures)
        if actor is not None:
            kept.setdefault((actor.code, actor.sector, actor.name if actor.code == "---" else ""), actor)
    return tuple(kept.values())


def voice_of(actors: Sequence[Actor], recipients: Sequence[Actor], chain: Sequence[Attribution]) -> Voice:
    """Tell whose word a mention rests on, from the origin of its chain."""
    if not chain:
        return "narrator"
    origin = chain[0].actor
    if origin is None:
        return "unnamed"
    code = origin.code if isinstance(origin, Actor) else origin.candidates[0].code if origin.candidates else ""
    if code in {actor.code for actor in actors}:
        return "party"
    if code in {actor.code for actor in recipients}:
        return "adversary"
    return "third"


def claim_of(mention: Mention, published: When | None, tenures: Tenures) -> Claim:
    """Settle a mention's parties on its date, or on the day of publication."""
    day = mention.when or published
    actors = settled(mention.actors, day, tenures)
    recipients = settled(mention.recipients, day, tenures)
    chain = tuple(_settled_link(link, day, tenures) for link in mention.chain)
    initiator = settle(mention.initiator, day, tenures) if mention.initiator is not None else None
    return Claim(
        mention=replace(mention, chain=chain), actors=actors, recipients=recipients,
        others=settled(mention.others, day, tenures), initiator=initiator, voice=voice_of(actors, recipients, chain),
    )  # fmt: skip


def _settled_link(link: Attribution, published: When | None, tenures: Tenures) -> Attribution:
    if isinstance(link.actor, Party):
        return replace(link, actor=settle(link.actor, published, tenures))
    return link


def merge(document: Document, claims: Sequence[Claim], headline_end: int) -> tuple[Report, ...]:
    """Group claims into reports, in the order of their first mention; linear in practice: groups are few per type."""
    groups: list[list[Claim]] = []
    by_type: dict[str, list[list[Claim]]] = {}
    for claim in claims:
        home = _home(claim, by_type.get(claim.mention.type, []), headline_end)
        if home is None:
            home = []
            groups.append(home)
            by_type.setdefault(claim.mention.type, []).append(home)
        home.append(claim)
    return tuple(report_of(document, group) for group in groups)


#: How many of the latest groups of a type are compared; keeps a book of 2 MB linear.
_WINDOW = 40


def _home(claim: Claim, groups: list[list[Claim]], headline_end: int) -> list[Claim] | None:
    for group in groups[-_WINDOW:]:
        if any(_same(claim, other, headline_end) for other in group[:4]):
            return group
    return None


def _same(one: Claim, other: Claim, headline_end: int) -> bool:
    """Tell whether a later claim tells the act of an earlier one."""
    a, b = one.mention, other.mention
    if a.answers is not None:
        return a.answers == (b.sentence, b.head)
    if a.refers_to is not None:
        return a.refers_to == (b.sentence, b.head)
    if a.sentence == b.sentence or not _dates_agree(a.when, b.when) or not _modes_agree(a.mode, b.mode):
        return False
    if {a.status, b.status} & {"historical", "hypothetical"} and a.status != b.status:
        return False
    if _are_others(one.actors, other.actors) or _are_others(one.recipients, other.recipients):
        return False
    mine, theirs = _entities(one.actors), _entities(other.actors)
    to, to_theirs = _entities(one.recipients), _entities(other.recipients)
    # A headline tells the act of the body in fewer words (ruling 13): the body may name more than it does, never less.
    if b.trigger.start < headline_end and theirs <= mine and to_theirs <= to and (theirs or to_theirs):
        return True
    # Elsewhere the predicate must come again, with the same parties as far as both name them.
    if not _same_word(a.text, b.text) or not (mine & theirs or to & to_theirs):
        return False
    return (mine == theirs or not mine or not theirs) and (to == to_theirs or not to or not to_theirs)


def _entities(actors: Sequence[Actor]) -> frozenset[str]:
    """Return what the known of a side are compared by: one whom only the words name may be any of them."""
    return frozenset(entity(actor) for actor in actors if not _is_stranger(actor))


def _is_stranger(actor: Actor) -> bool:
    """Tell one whom only the words name: two stories' "police" of no stated country need not be the same."""
    return actor.code == "---" and actor.sector not in _MANY_LANDS


def _are_others(one: Sequence[Actor], other: Sequence[Actor]) -> bool:
    """Tell two sides that name nobody known, and share no word: "arrested Disha Ravi", "arrested Nikita Jacob"."""
    if not one or not other or not all(map(_is_stranger, (*one, *other))):
        return False
    mine, theirs = ({word.lower() for actor in side for word in actor.name.split()} for side in (one, other))
    return not mine & theirs


def _modes_agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


#: Letters that two forms of a word share: "killed", "killing"; "meet", "meeting".
_STEM = 4


def _same_word(one: str, other: str) -> bool:
    first, second = (text.lower().split()[-1:] or [""] for text in (one, other))
    return first == second or (len(first[0]) >= _STEM and first[0][:_STEM] == second[0][:_STEM])


def _dates_agree(one: When | None, other: When | None) -> bool:
    return one is None or other is None or (one.start <= other.end and other.start <= one.end)


def _parties(claims: Sequence[Claim]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return the parties of an act told several times: those of the fullest claim, with what others add to a gap."""
    fullest = max(claims, key=lambda c: (len(c.actors) + len(c.recipients), -c.mention.trigger.start))
    actors, recipients = fullest.actors, fullest.recipients
    for claim in claims:
        if not actors and claim.actors:
            actors = tuple(a for a in claim.actors if entity(a) not in set(map(entity, recipients)))
        if not recipients and claim.recipients:
            recipients = tuple(r for r in claim.recipients if entity(r) not in set(map(entity, actors)))
    return actors, recipients


def report_of(document: Document, claims: Sequence[Claim]) -> Report:
    """Make the report of claims that tell one act."""
    chief = min(
        claims, key=lambda c: (_VOICE_RANK[c.voice], -len(c.actors) - len(c.recipients), c.mention.trigger.start)
    )
    actors, recipients = _parties(claims)
    status: Status = chief.mention.status
    first = claims[0].mention
    mode = next((c.mention.mode for c in claims if c.mention.mode), None)
    dated = [c.mention.when for c in claims if c.mention.when is not None]
    when = min(dated, key=lambda w: (w.end - w.start).days) if dated else None
    told = {context for c in claims for context in c.mention.contexts}
    attributed = next((c.mention.chain for c in claims if c.mention.chain), ())
    identity = f"{document.hash}:{first.type}:{first.trigger.start}:{first.trigger.end}"
    return Report(
        id="r" + hashlib.sha256(identity.encode()).hexdigest()[:15],
        type=first.type,
        mode=mode,
        contexts=tuple(c for c in ontology.CONTEXTS if c in told),
        status=status,
        voice=chief.voice,
        actors=actors,
        recipients=recipients,
        others=next((c.others for c in claims if c.others), ()),
        initiator=next((c.initiator for c in claims if c.initiator is not None), None),
        about=next((c.mention.about for c in claims if c.mention.about is not None), None),
        tolls=next((c.mention.tolls for c in claims if c.mention.tolls), ()),
        effective=None,
        when=when,
        where=next((c.mention.where for c in claims if c.mention.where is not None), None),
        chain=chief.mention.chain or attributed,
        mentions=tuple(c.mention for c in claims),
        score=ontology.score(first.type, mode),
        confidence=max(c.mention.confidence for c in claims),
        made_by=first.made_by,
        reasons=tuple(dict.fromkeys(reason for c in claims for reason in c.mention.reasons)),
    )
