"""Acts by the lexicon: every word that it knows proposes its senses; the sense whose frame is fullest stands.

The order of decisions in a sentence: senses whose conditions or frame fail are dropped; senses of one act (a light
verb and its noun) are joined; acts inside quiet complements are left out (ruling 4); status is read from the tree, and
type and status are reconciled as CODEBOOK section 2 and ruling 1 say (future cooperation is AGREE, a promised retreat
CONCEDE).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legation import ontology
from legation.coding.frames import Frames, Roles
from legation.coding.proposals import Proposal, tell_one_act, trigger_words
from legation.coding.status import Claim, Statuses
from legation.coding.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legation.coding.lexicon import Entry, Lexicon
    from legation.records import Party, Status, Token

#: The parts of speech that may tell an act.
_PREDICATES = frozenset({"VERB", "NOUN", "ADJ", "AUX", "PROPN", "X"})
#: Types that carry the acts of their complement (ruling 4).
CARRIERS = frozenset({"REQUEST", "AGREE", "THREATEN", "REJECT", "CONCEDE"})
#: Cooperation told as future is a promise of it.
_PROMISED = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
#: Relations by which a complement hangs on its carrier.
_COMPLEMENT = frozenset({"xcomp", "ccomp", "advcl", "acl", "obj", "obl", "nmod", "conj", "amod", "compound"})
#: Whose act an agentless passive in a named country is (ruling 9).
_AUTHORITY = {("COERCE", "arrest"): "COP", ("ACCUSE", "allege"): "JUD", ("SANCTION", "convict"): "JUD"}
_USUAL = {"ACCUSE": "allege"}
#: Executions of convicts are the state's as well (ruling 6).
_EXECUTIONS = frozenset({"execute", "hang", "execution", "hanging"})
_ORGANS = {"COP": "police", "JUD": "judiciary", "GOV": "government"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sense:
    """An entry that fits at a word, and who is in it."""

    head: int
    entry: Entry
    roles: Roles


def lexicon_acts(tree: Tree, frames: Frames, statuses: Statuses, lexicon: Lexicon) -> list[Proposal]:
    """Return the acts that the lexicon finds in one sentence, in the order of the words."""
    keys = lexicon.entries
    heads = [token.index for token in tree.tokens if token.upos in _PREDICATES]
    heads = [i for i in heads if any(key in keys for key in _keys(tree, i, lexicon))]
    if not heads or _is_elsewhere(tree, lexicon):
        return []
    senses = [s for head in heads if (s := _sense(tree, frames, statuses, lexicon, head)) is not None]
    found: list[Proposal] = []
    for sense in _outside_quiet(tree, _joined(tree, senses)):
        claim = statuses.of(sense.head)
        for directed in _each_other(tree, sense):
            found.append(_proposal(tree, directed, claim, lexicon))
    return found


def _proposal(tree: Tree, sense: _Sense, claim: Claim, lexicon: Lexicon) -> Proposal:
    entry = sense.entry
    event_type, status, reasons = reconcile(entry, sense.roles, claim)
    mode = entry.mode if entry.type == event_type else None
    if mode is None or entry.mode_is_default:
        mode = mode_told(tree, lexicon, event_type, sense.head) or mode
    return Proposal(
        head=sense.head,
        type=event_type,
        mode=mode,
        status=status,
        roles=sense.roles,
        words=trigger_words(tree, sense.head),
        contexts=entry.contexts,
        quiet=entry.quiet,
        asked=entry.is_users,
        confidence=_confidence(entry, sense.roles),
        made_by=f"lexicon:{entry.address}",
        reasons=(f"{entry.pos} “{entry.lemma}” ({entry.address})", *claim.reasons, *reasons),
    )


#: Prepositions of what an act is done with.
_WITH = frozenset({"by", "with", "from"})


def mode_told(tree: Tree, lexicon: Lexicon, event_type: str, head: int) -> str | None:
    """Return the mode that a word of the act's clause tells, by the lexicon's mode words: the word nearest to the act.

    A word compounded with it says it more closely: the bomber of "a suicide bomber" flies no plane.
    """
    rows = lexicon.mode_words.get(event_type, ())
    if not rows:
        return None
    clause = tree.subtree(head, stop=frozenset({"parataxis"}))
    # What does it tells more than the verb: jets that bomb.
    means = [*tree.below(head, "nsubj"), *(c for c in tree.below(head, "obl") if set(tree.cases(c)) & _WITH)]
    for word in (*means, *sorted(clause, key=lambda i: (_depth(tree, i, head), abs(i - head)))):
        modes = [_mode_of(tree, rows, one) for one in (word, *tree.below(word, "compound", "amod"))]
        if modes[0] is not None:
            return next((mode for mode in modes[1:] if mode is not None), modes[0])
    return None


def _mode_of(tree: Tree, rows: Sequence[tuple[str, frozenset[str]]], word: int) -> str | None:
    told = {tree[word].lemma.lower(), tree[word].text.lower()}
    return next((mode for mode, tells in rows if told & tells), None)


def _depth(tree: Tree, word: int, head: int) -> int:
    """Return how many arcs lie between a word and the head above it; a relative clause counts as far."""
    depth = 0
    for above in (word, *tree.path_up(word)):
        if above == head:
            break
        depth += 5 if tree[above].deprel == "acl:relcl" else 1
    return depth


def _is_elsewhere(tree: Tree, lexicon: Lexicon) -> bool:
    """Tell a sentence of sport or fiction, whose attacks, talks and defeats are none."""
    words = {t.lemma.lower() for t in tree.tokens}
    classes = lexicon.classes
    return bool(words & (classes.get("athletics", frozenset()) | classes.get("fiction", frozenset())))


def _sense(tree: Tree, frames: Frames, statuses: Statuses, lexicon: Lexicon, head: int) -> _Sense | None:
    """Return the best sense of a word here: the fullest frame, then the entry's weight, then its order."""
    best: tuple[tuple[float, float], _Sense] | None = None
    negated = statuses.negated(head) is not None
    for entry in (e for key in _keys(tree, head, lexicon) for e in lexicon.entries.get(key, ())):
        if not all(frames.holds(head, condition, negated=negated) for condition in entry.conditions):
            continue
        roles = with_authority(tree, frames, head, (entry.type, entry.mode), frames.roles(head, entry))
        if not (roles.actors or roles.recipients):
            continue
        filled = bool(roles.actors) + bool(roles.recipients or roles.joint)
        chosen = any(condition.wanted for condition in entry.conditions)
        rank = (filled + entry.weight + 0.5 * chosen, entry.weight)
        if best is None or rank > best[0]:
            best = rank, _Sense(head=head, entry=entry, roles=roles)
    return best[1] if best else None


def is_known(tree: Tree, frames: Frames, statuses: Statuses, lexicon: Lexicon, head: int, event_type: str) -> bool:
    """Tell whether a word, or the light verb or noun that tells one act with it, has a sense of the type that may be meant here.

    Whether anybody is found in its frame is not asked.
    """
    if _is_elsewhere(tree, lexicon):
        return False
    words = [word for word in (tree[head].head, *tree.below(head, "obj", "compound", "obl")) if word >= 0]
    for word in (head, *(word for word in words if tell_one_act(tree, head, word))):
        negated = statuses.negated(word) is not None
        for entry in (e for key in _keys(tree, word, lexicon) for e in lexicon.entries.get(key, ())):
            asked = (condition for condition in entry.conditions if condition.place != "negated")
            if entry.type == event_type and all(frames.holds(word, one, negated=negated) for one in asked):
                return True
    return False


def _keys(tree: Tree, index: int, lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """Return the lemmas and parts of speech to look a word up by, the surest first."""
    lemmas = _lemmas(tree, index, lexicon)
    return tuple((lemma, pos) for pos in _parts_of_speech(tree[index]) for lemma in lemmas)


def _lemmas(tree: Tree, index: int, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the lemmas to look up, surest first: with its particle, or with the preposition that follows as one."""
    token, lemma = tree[index], tree.lemma(index)
    form = token.text.lower()
    if " " in lemma and token.upos == "VERB":
        # "called up reservists" is no call: a verb with its particle is a word of its own.
        verb, _, particle = lemma.partition(" ")
        return tuple(dict.fromkeys((lemma, f"{lexicon.forms.get(form, verb)} {particle}")))
    found = [lemma, lemma.partition(" ")[0], token.lemma.lower()]
    if token.upos in {"NOUN", "PROPN"} and form.endswith("s"):
        found.append(form[:-1])  # "strikes": the reader leaves the ending of some plurals
    if form in lexicon.forms:
        found.append(lexicon.forms[form])  # "vowed to retaliate": taken for an infinitive, it kept its ending as lemma
    if token.upos == "VERB" and index + 1 < len(tree.tokens) and tree[index + 1].upos in {"ADP", "ADV"}:
        found.insert(0, f"{found[1]} {tree[index + 1].text.lower()}")
    return tuple(dict.fromkeys(found))


def _parts_of_speech(token: Token) -> tuple[str, ...]:
    """Return the parts of speech to look a word up by: both where the reader's two tags disagree, as in headlines."""
    if token.upos in {"VERB", "AUX"}:
        return ("noun", "verb") if token.xpos in {"NN", "NNS"} else ("verb",)
    if token.upos == "ADJ":
        return ("adj",)
    return ("noun", "verb") if token.xpos.startswith("VB") else ("noun",)


def with_authority(tree: Tree, frames: Frames, head: int, kind: tuple[str, str | None], roles: Roles) -> Roles:
    """Name the state's police or judiciary as actor of an agentless "arrested", "charged", "jailed" (ruling 9).

    The state is that of the place told, else the one whose own people the act is done to: most are tried at home.
    """
    sector = _AUTHORITY.get((kind[0], kind[1] or _USUAL.get(kind[0], "")))
    if kind[0] == "ASSAULT" and tree.lemma(head) in _EXECUTIONS and any(_is_convict(p) for p in roles.recipients):
        sector = "GOV"
    if sector is None or roles.actors or not _is_agentless(tree, head):
        return roles
    told = frames.words_at(head, "in/at") or _strayed_to(tree, head)
    places = [party for place in told for party in frames.parties.at(place)]
    for party in (*places, *roles.recipients):
        best = party.candidates[0]
        if (
            best.code.isalpha()
            and best.kind != "organisation"
            and (party in places) == (best.kind in {"state", "place"})
        ):
            organ = _ORGANS[sector]
            authority = replace(
                best,
                sector=sector,
                kind="agent",
                name=organ,
                score=best.score * (0.9 if party in places else 0.7),
                person=None,
                office=None,
                evidence=(*best.evidence, f"agentless, of {best.code}: its {organ}"),
            )
            return replace(roles, actors=(replace(party, candidates=(authority,)),))
    return roles


def _strayed_to(tree: Tree, head: int) -> tuple[int, ...]:
    """Return where those had gone whom the act is done to: "two Greeks who strayed into Turkey were arrested"."""
    return tuple(
        place
        for noun in tree.objects(head)
        for clause in tree.below(noun, "acl")
        for place in tree.below(clause, "obl")
        if set(tree.cases(place)) & {"in", "into", "to", "at"}
    )


def _is_convict(party: Party) -> bool:
    return bool(party.candidates) and party.candidates[0].sector == "CRM"


def _is_agentless(tree: Tree, head: int) -> bool:
    """Tell a passive, a bare participle or a noun like "trial", none of which names who acts."""
    return (
        tree[head].upos == "NOUN" or tree[head].xpos == "VBN" or (tree[head].upos == "VERB" and tree.is_passive(head))
    )


def _each_other(tree: Tree, sense: _Sense) -> tuple[_Sense, ...]:
    """Split "accused each other" into its two directed acts (CODEBOOK section 4); a joint act stays one."""
    actors = sense.roles.actors
    if sense.roles.joint or len(actors) != 2 or sense.roles.recipients or not is_reciprocal(tree, sense.head):
        return (sense,)
    first, second = actors
    return tuple(
        replace(sense, roles=replace(sense.roles, actors=(one,), recipients=(other,)))
        for one, other in ((first, second), (second, first))
    )


def is_reciprocal(tree: Tree, head: int) -> bool:
    """Tell whether a verb's object is "each other" or "one another"."""
    objects = tree.objects(head) if tree[head].upos == "VERB" else ()
    return any(
        tree[w].text.lower() in {"other", "another"} or (tree[w].text.lower() == "each" and tree.below(w, "fixed"))
        for w in objects
    )


def _joined(tree: Tree, senses: list[_Sense]) -> list[_Sense]:
    """Join the senses of one act: a verb whose object or subject noun tells the same type keeps the fuller frame."""
    by_head = {sense.head: sense for sense in senses}
    dropped: set[int] = set()
    for sense in senses:
        other = by_head.get(tree[sense.head].head)
        if other is None or tree[sense.head].upos == "VERB" or sense.entry.type != other.entry.type:
            continue
        if tree.relation(sense.head) in {"obj", "nsubj", "obl", "compound"}:
            dropped.add(other.head if _parties(sense) > _parties(other) else sense.head)
    return [sense for sense in senses if sense.head not in dropped]


def _parties(sense: _Sense) -> int:
    return len(sense.roles.actors) + len(sense.roles.recipients)


def _outside_quiet(tree: Tree, senses: list[_Sense]) -> list[_Sense]:
    """Leave out acts inside the complement of a quiet carrier (ruling 4)."""
    carriers = {sense.head for sense in senses if sense.entry.quiet}
    return [sense for sense in senses if not is_inside(tree, sense.head, carriers)]


def is_inside(tree: Tree, head: int, carriers: set[int]) -> bool:
    """Tell whether a word lies in the complement of one of the carriers."""
    below = head
    for above in tree.path_up(head):
        relation = tree.relation(below)
        if above in carriers and relation in {"xcomp", "ccomp", "obj", "obl", "acl", "nmod", "advcl"}:
            return relation != "advcl" or any(tree[m].text.lower() == "to" for m in tree.below(below, "mark"))
        if relation not in _COMPLEMENT or tree[below].deprel == "acl:relcl":
            return False
        below = above
    return False


def reconcile(entry: Entry, roles: Roles, claim: Claim) -> tuple[str, Status, tuple[str, ...]]:
    """Settle type and status together (CODEBOOK sections 2 and 3, ruling 1)."""
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


def _confidence(entry: Entry, roles: Roles) -> float:
    base = entry.reliability * (1.1 if roles.actors and (roles.recipients or roles.joint) else 0.95)
    best = [p.candidates[0].score for p in (*roles.actors, *roles.recipients) if p.candidates]
    weakest: float = min(best) if best else 0.5
    return round(min(0.99, base * float(weakest**0.25)), 3)
