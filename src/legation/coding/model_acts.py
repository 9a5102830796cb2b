"""Acts by the event-reading model: its words for trigger and parties become phrases of the reading.

The model names words; who stands at them is the resolver's answer, so that no party is named that the text does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legation.coding.frames import Frames, Roles
from legation.coding.lexicon_acts import is_reciprocal, with_authority
from legation.coding.parties import Parties, unique
from legation.coding.proposals import Proposal, size, tell_one_act, trigger_words
from legation.coding.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legation.records import EventScore, Party

#: A part of an act is believed from this probability on.
PART = 0.5
#: Consultations that all who take part in hold together; a visit has a host.
JOINT_MODES = frozenset({"phone", "multilateral", ""})
#: A proposal below this is not looked at.
LEAST = 0.15
#: A second type of the same word is believed from here on.
SECOND = 0.48
#: Relations of clauses that tell of another time or state.
_BELOW = frozenset({"advcl"})
#: A best type below this is not settled.
WAVERING = 0.4


def model_acts(tree: Tree, frames: Frames, events: Sequence[EventScore]) -> list[Proposal]:
    """Return the acts that the model proposes in one sentence, in the order of the words."""
    found: list[Proposal] = []
    best: dict[int, float] = {}
    for event in events:
        best[event.token] = max(best.get(event.token, 0.0), event.probability)
    for event in events:
        # One word names one act, but for the rare one that the model is sure to name two; where it wavers, the
        # lexicon decides between them (`combine`).
        if event.probability < LEAST:
            continue
        if event.probability < best[event.token] and event.probability < SECOND and best[event.token] >= WAVERING:
            continue
        found += _directed(tree, event, _roles(tree, frames, event))
    return _joined(tree, found)


def words_of(event: EventScore, role: str, least: float = PART) -> tuple[int, ...]:
    """Return the words that the model gives a role, in text order."""
    return tuple(sorted(word for name, word, probability in event.arguments if name == role and probability >= least))


def _roles(tree: Tree, frames: Frames, event: EventScore) -> Roles:
    parties = frames.parties
    actors = _people(parties, words_of(event, "actor"))
    recipients = _without(_people(parties, words_of(event, "recipient")), actors)
    if not recipients and not words_of(event, "recipient"):
        recipients = _without(_people(parties, _shared_object(tree, event.token)), actors)
    actors, recipients = _of_its_clauses(tree, event.token, actors), _of_its_clauses(tree, event.token, recipients)
    others = _without(_people(parties, words_of(event, "other")), (*actors, *recipients))
    if not actors and not words_of(event, "actor"):
        actors = _without(_owner(tree, parties, event.token), recipients)
    actors, recipients = _by_subject(tree, parties, event.token, actors, recipients)
    actors, recipients = _undergone(tree, frames, event.token, actors, recipients)
    if event.type == "CONSULT" and event.mode in JOINT_MODES:
        actors, recipients = unique([*actors, *recipients]), ()
    roles = Roles(
        actors=actors,
        recipients=recipients,
        others=others,
        initiator=_initiator(tree, event, actors),
        joint=len(actors) > 1 and not recipients,
    )
    return with_authority(tree, frames, event.token, (event.type, event.mode or None), roles)


def _of_its_clauses(tree: Tree, noun: int, found: tuple[Party, ...]) -> tuple[Party, ...]:
    """Leave out the parties of clauses below the one that an event noun stands in, and the subjects of those below a verb.

    Of "The call came the day after Díaz-Canel took over", nobody's: who called stands before. Of "A bomb killed four as
    Rumsfeld began a visit" the bomb is not his.
    """
    if tree[noun].upos != "NOUN":
        below = {
            c for clause in tree.below(noun, *_BELOW) if tree.below(clause, "mark") for c in tree.below(clause, "nsubj")
        }
        return tuple(p for p in found if p.sentence != tree.sentence.index or p.head not in below)
    above = {noun, *tree.path_up(noun)}
    own = set(tree.subtree(noun))
    return tuple(
        party
        for party in found
        if party.sentence != tree.sentence.index
        or party.head in own
        or not any(
            tree.relation(word) in _BELOW and word not in above for word in (party.head, *tree.path_up(party.head))
        )
    )


def _shared_object(tree: Tree, verb: int) -> tuple[int, ...]:
    """Return the object that a verb shares with the one right behind it: "beat and arrested dozens of activists"."""
    if tree[verb].upos != "VERB" or tree.is_passive(verb) or tree.below(verb, "obj", "iobj", "ccomp", "xcomp", "obl"):
        return ()
    for other in tree.below(verb, "conj"):
        between = range(verb + 1, other)
        if len(between) == 1 and tree.relation(between[0]) == "cc" and tree[other].upos == "VERB":
            return tree.with_conjuncts(tree.below(other, "obj"))
    return ()


def _by_subject(
    tree: Tree, parties: Parties, verb: int, actors: tuple[Party, ...], recipients: tuple[Party, ...]
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Hold the model to the clause: an active verb's own subject acts, unless the model has it as recipient.

    No act is composed from parts of unrelated clauses: of "While Russia seeks ties, ... since Trump tightened ...",
    Russia seeks.
    """
    if tree[verb].upos != "VERB" or tree.is_passive(verb):
        return actors, recipients
    if not actors:
        # A subject that coordination or control lends: "condemned the coup and called on the soldiers".
        lent = _without(_people(parties, tree.subjects(verb)), recipients)
        return (lent, recipients) if lent and tree.relation(verb) in {"conj", "xcomp"} else (actors, recipients)
    subjects = [party for word in tree.below(verb, "nsubj") for party in parties.at(word)]
    places = {(party.sentence, party.head) for party in subjects}
    if not subjects or any((party.sentence, party.head) in places for party in (*actors, *recipients)):
        return actors, recipients
    named = {party.candidates[0].code for party in subjects if party.candidates}
    if any(party.candidates and party.candidates[0].code in named for party in (*actors, *recipients)):
        return actors, recipients
    return unique(subjects), _without(recipients, tuple(subjects))


def _undergone(
    tree: Tree, frames: Frames, word: int, actors: tuple[Party, ...], recipients: tuple[Party, ...]
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Turn the subject of "drew praise", "faces charges", "won recognition" from the actor into the one it is done to.

    Where the verb itself is the act's word, only if another acts: "Ukraine will receive the envoys" tells a deed of its own.
    """
    words = tree.with_conjuncts(frames.suffered(word))
    theirs = tuple(party for party in actors if party.sentence == tree.sentence.index and party.head in words)
    if not theirs or (tree[word].upos != "NOUN" and (len(theirs) == len(actors) or recipients)):
        return actors, recipients
    return _without(actors, theirs), unique([*theirs, *recipients])


def _owner(tree: Tree, parties: Parties, noun: int) -> tuple[Party, ...]:
    """Return whose act a noun tells: its possessor, or that of the noun it is joined to ("Yangon's record and detention of")."""
    if tree[noun].upos != "NOUN":
        return ()
    for word in (noun, tree[noun].head) if tree.relation(noun) == "conj" else (noun,):
        owners = [child for child in tree.below(word, "nmod") if tree[child].deprel == "nmod:poss"]
        if owners:
            return _people(parties, owners)
    return ()


def _people(parties: Parties, words: Sequence[int]) -> tuple[Party, ...]:
    return unique([party for word in words for party in parties.standing_at(word)])


def _without(found: tuple[Party, ...], taken: tuple[Party, ...]) -> tuple[Party, ...]:
    places = {(party.sentence, party.head) for party in taken}
    return tuple(party for party in found if (party.sentence, party.head) not in places)


def _initiator(tree: Tree, event: EventScore, actors: tuple[Party, ...]) -> Party | None:
    """Return who made a telephone call: the subject of its verb (CODEBOOK section 4)."""
    if event.mode != "phone" or tree[event.token].upos != "VERB" or tree.is_passive(event.token):
        return None
    subjects = tree.with_conjuncts(tree.subjects(event.token))
    callers = [party for party in actors if party.head in subjects]
    return callers[0] if len(callers) == 1 and len(actors) > 1 else None


def _directed(tree: Tree, event: EventScore, roles: Roles) -> list[Proposal]:
    """Make the proposals of one trigger: two for "accused each other", else one."""
    pairs = [(roles.actors, roles.recipients)]
    if len(roles.actors) == 2 and not roles.recipients and is_reciprocal(tree, event.token):
        one, other = roles.actors
        pairs = [((one,), (other,)), ((other,), (one,))]
    return [
        Proposal(
            head=event.token,
            type=event.type,
            mode=event.mode or None,
            status=event.status,
            roles=Roles(
                actors=actors,
                recipients=recipients,
                others=roles.others,
                initiator=roles.initiator,
                joint=roles.joint and len(pairs) == 1,
            ),
            words=trigger_words(tree, event.token),
            confidence=event.probability,
            made_by="model",
            reasons=(
                f"the model reads {event.type} ({event.probability:.2f}), {event.status} ({event.status_probability:.2f})",
            ),
        )
        for actors, recipients in pairs
    ]


def _joined(tree: Tree, proposals: list[Proposal]) -> list[Proposal]:
    """Keep the surer of two proposals of one type for a noun and the light verb that it hangs on."""
    kept: list[Proposal] = []
    for proposal in sorted(proposals, key=lambda p: (-p.confidence, -size(p), p.head)):
        twins = (
            other
            for other in kept
            if other.type == proposal.type
            and other.head != proposal.head
            and tree[proposal.head].upos != tree[other.head].upos
            and tell_one_act(tree, proposal.head, other.head)
        )
        if next(twins, None) is None:
            kept.append(proposal)
    return sorted(kept, key=lambda p: p.head)
