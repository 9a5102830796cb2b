"""Denials and confirmations that do not tell the act again, linked to the claim that they answer (CODEBOOK section 1).

"Kyiv said Russian guns had shelled the town. Moscow denied it": the second sentence is one more mention of the shelling,
negated, with Moscow in its chain. What is answered is the nearest act told before that the speaker is a party to, else
one that somebody else told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legation.coding.attribution import Chains
from legation.coding.parties import Parties
from legation.coding.proposals import trigger_words
from legation.coding.status import Statuses
from legation.coding.tree import Tree
from legation.records import Attribution, Mention, Party, Reading, Resolved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from legation.coding.lexicon import Entry, Lexicon
    from legation.coding.speakers import Heard
    from legation.coding.statements import StatementFound
    from legation.records import Actor, Candidate, Report, Status

_THREATS = frozenset({"THREATEN"})
#: How many sentences back an answer reaches.
_REACH = 3
_KNOWN = frozenset({"the", "this", "that", "these", "those"})
_IT = frozenset({"it", "this", "that", "which", "so", "them", "these"})
#: Verbs whose object may only be a claim: what is rejected may be a demand.
_FIRM = frozenset({"deny", "refute", "rebut", "disavow", "contradict"})
#: Confirming is also done by the one who asks nothing back: "conceded the match" is none.
_CONFIRMING = frozenset({"confirm", "acknowledge", "admit", "corroborate", "verify"})
_DOING = frozenset({"do"})
#: Types that are themselves talk, told by who speaks: what is denied of an accusation is the act that it charges with.
_TALK = frozenset({"ACCUSE", "REQUEST", "REJECT", "AGREE", "SUPPORT", "CONCEDE"})
#: Sectors that do not answer for their country.
_APART = frozenset({"REB", "OPP", "CRM", "UAF"})
#: Where the clause of an answer ends.
OTHER_CLAUSES = frozenset({"conj", "parataxis"})
#: Letters that two forms of a word share.
_STEM = 4
#: How sure an answer's mention may be at most: the words of the act are not its own.
_MOST = 0.8


@dataclass(frozen=True, slots=True)
class Answer:
    """A predicate that denies or confirms what was told before, and who speaks by it."""

    sentence: int
    head: int
    stance: str
    links: tuple[Attribution, ...]
    #: Whether it answers its own sentence ("which Moscow denies"), and whether it speaks of deeds ("denied any part").
    inside: bool = False
    of_deeds: bool = False
    #: The types that its object may name ("admitted the attack"); none where it says "it" or "the claim".
    types: frozenset[str] = frozenset()


class Answers:
    """Finds the answers of one sentence."""

    def __init__(
        self, tree: Tree, resolved: Mapping[tuple[int, int], Resolved], lexicon_classes: Mapping[str, frozenset[str]],
        heard: Heard | None = None, entries: Mapping[tuple[str, str], tuple[Entry, ...]] | None = None,
    ) -> None:  # fmt: skip
        """Work on one sentence; the lexicon's `entries` tell which act a noun may repeat ("admitted the attack")."""
        self.entries = entries or {}
        self.tree = tree
        self.parties = Parties(tree, resolved)
        self.classes = lexicon_classes
        self.chains = Chains(tree, self.parties, lexicon_classes, heard)
        self.statuses = Statuses(tree, lexicon_classes)

    def all(self) -> tuple[Answer, ...]:
        """Return the answers in the order of the words, one of a clause."""
        found: list[Answer] = []
        for token in self.tree.tokens:
            stance = self._stance(token.index)
            if stance is None:
                continue
            links = self._links(token.index, stance)
            if links and not any(token.index in self.tree.subtree(other.head) for other in found):
                found.append(self._answer(token.index, stance, links))
        return tuple(found)

    def _answer(self, head: int, stance: str, links: tuple[Attribution, ...]) -> Answer:
        tree = self.tree
        objects = self._objects(head)
        inside = any(tree[w].text.lower() == "which" or w == tree[head].head for w in objects)
        of_deeds = any(self._is_of_class(word, "parts") for word in objects)
        types = frozenset(kind for word in objects for kind in self._repeated(word))
        return Answer(tree.sentence.index, head, stance, links, inside=inside, of_deeds=of_deeds, types=types)

    def _links(self, head: int, stance: str) -> tuple[Attribution, ...]:
        """Return who answers: the subject of the verb that answers, else whoever says that it is so."""
        judges = self.tree[head].upos == "VERB" and not self.tree.below(head, "cop")
        own = self.chains.reporting.links_of(head) if judges and not self._is_undone(head) else []
        links = own or [*self.chains.of(head)]
        links = [link for link in links if link.verb is not None or link.actor is not None]
        return tuple(link if link.relay else replace(link, stance=stance) for link in links)

    def _stance(self, word: int) -> str | None:
        """Return whether a predicate denies or confirms what was told before it; None for all others."""
        tree, lemma = self.tree, self.tree.lemma(word)
        if tree[word].upos == "VERB" and not tree.is_passive(word):
            if self._is_undone(word):
                return "denies"
            if self.statuses.of(word).status not in {"actual", "historical"}:
                return None
            if lemma in self.classes.get("denying", frozenset()) | {"reject"} and self._denies(word, lemma):
                return "denies"
            if lemma in _CONFIRMING and self._takes_up(word, "owned"):
                return "confirms"
            if lemma in self.classes.get("judging", ()) and self._judges(word):
                return "denies"
            return None
        return self._copular(word)

    # --- the forms of an answer ------------------------------------------------------------------------------------

    def _denies(self, verb: int, lemma: str) -> bool:
        """Tell a verb of denying whose object points back: "denied it", "rejected the claims", "denied any involvement"."""
        if self._judges(verb):
            return True
        if lemma in _FIRM:
            return self._takes_up(verb, "parts") or self._does_so(verb)
        return any(self._is_claim(word) for word in self._objects(verb))

    def _takes_up(self, verb: int, parts: str) -> bool:
        """Tell an object that points back: "denied it", "confirmed the report", "denied any part", not "any part in the plot"."""
        return any(
            self._is_claim(word) or self._is_it(word) or self._is_of_class(word, parts) or bool(self._repeated(word))
            for word in self._objects(verb)
        )

    def _does_so(self, verb: int) -> bool:
        """Tell "denied doing so", "denied having done it"."""
        return any(self._is_pro_verb(word) for word in self.tree.below(verb, "xcomp", "ccomp", "advcl", "obj"))

    def _is_undone(self, verb: int) -> bool:
        """Tell "said its troops had not done so", with somebody who says it."""
        return self._is_pro_verb(verb) and self.statuses.negated(verb) is not None

    def _is_pro_verb(self, word: int) -> bool:
        tree = self.tree
        return tree.lemma(word) in _DOING and any(
            tree[c].text.lower() in {"so", "it", "this", "that"} for c in tree.below(word, "obj", "advmod", "obl")
        )

    def _judges(self, verb: int) -> bool:
        """Tell what calls a claim false: "called it a lie", "dismissed the report as propaganda", not "called it absurd to ..."."""
        tree = self.tree
        if any(
            tree[m].text.lower() == "to" for w in tree.subtree(verb, stop=OTHER_CLAUSES) for m in tree.below(w, "mark")
        ):
            return False
        lies = self.classes.get("lies", frozenset())
        told = any(self._is_it(word) or self._is_claim(word) for word in tree.below(verb, "obj", "nsubj:pass"))
        below = [
            w
            for c in tree.below(verb, "xcomp", "obl", "obj", "advcl", "ccomp")
            for w in (c, *tree.below(c, "conj", "amod"))
        ]
        return told and any(tree.lemma(word) in lies or tree[word].text.lower() in lies for word in below)

    def _copular(self, word: int) -> str | None:
        """Tell "the claim was false", "that is not true", "no such attack took place"."""
        tree = self.tree
        if not tree.below(word, "cop") or not any(
            self._is_it(subject) or self._is_claim(subject) for subject in tree.below(word, "nsubj")
        ):
            return None
        if self.statuses.of(word).status not in {"actual", "historical", "negated"}:
            return None
        negated = self.statuses.negated(word) is not None
        text = {tree.lemma(word), tree[word].text.lower()}
        if text & self.classes.get("lies", frozenset()):
            return None if negated else "denies"
        if text & self.classes.get("truths", frozenset()):
            return "denies" if negated else "confirms"
        return None

    # --- what points back ------------------------------------------------------------------------------------------

    def _objects(self, verb: int) -> tuple[int, ...]:
        """Return a verb's objects, whatever the reader takes them for; a relative's is "which", or the noun above."""
        tree = self.tree
        found = tree.below(verb, "obj") or tree.objects(verb)
        after = tuple(c for c in tree.below(verb, "ccomp", "xcomp") if c > verb and tree[c].upos in {"NOUN", "PRON"})
        found = found or tuple(c for c in after if not tree.below(c, "nsubj", "cop", "mark"))
        before = tuple(c for c in tree.children[verb] if c < verb)
        relatives = tuple(c for c in before if tree[c].text.lower() == "which")
        if len(relatives) == len([c for c in before if tree.relation(c) == "nsubj"]):
            relatives = ()  # "which has denied that ..."
        return tree.with_conjuncts(found or relatives)

    def _is_it(self, word: int) -> bool:
        return self.tree[word].upos in {"PRON", "DET"} and self.tree[word].text.lower() in _IT

    def _is_claim(self, word: int) -> bool:
        """Tell a noun for what was said, without the act in it: "the claim", "these reports", not "the claim that ..."."""
        return self._is_of_class(word, "claims")

    def _repeated(self, word: int) -> frozenset[str]:
        """Return the types that a noun may come back to: of "the attack", "these arrests", nothing of "an attack on Gao"."""
        tree = self.tree
        known = any(tree[c].text.lower() in _KNOWN for c in tree.below(word, "det"))
        if tree[word].upos != "NOUN" or not known or tree.below(word, "nmod", "acl") or self._is_claim(word):
            return frozenset()
        lemmas = {tree.lemma(word), tree[word].text.lower().removesuffix("s")}
        return frozenset(entry.type for lemma in lemmas for entry in self.entries.get((lemma, "noun"), ()))

    def _is_of_class(self, word: int, name: str) -> bool:
        tree = self.tree
        told = [c for c in tree.below(word, "acl", "ccomp", "nmod") if tree[c].deprel not in {"acl:relcl", "nmod:poss"}]
        return tree.lemma(word) in self.classes.get(name, ()) and not told


def answered(
    reading: Reading,
    resolved: Mapping[tuple[int, int], Resolved],
    lexicon: Lexicon,
    heard: Sequence[Heard],
    mentions: Sequence[Mention],
) -> tuple[Mention, ...]:
    """Return the mentions with those of the answers among them, each linked to the mention whose claim it answers."""
    words = answering_words(lexicon.classes)
    told: list[Mention] = []
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    for sentence in reading.sentences:
        here = by_sentence.get(sentence.index, [])
        before = [m for m in told if m.sentence >= sentence.index - _REACH]
        if before or here:
            here = [_linked(mention, [*before, *here]) for mention in here]
            if any(token.lemma.lower() in words for token in sentence.tokens):
                tree = Tree(sentence, lexicon.forms)
                found = Answers(tree, resolved, lexicon.classes, heard[sentence.index], lexicon.entries).all()
                here = _with_answers(reading, tree, found, before, here)
        told += here
    return tuple(told)


def answering_words(classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the words without one of which a sentence answers nothing."""
    names = ("denying", "judging", "lies", "truths")
    return frozenset({"reject"} | _CONFIRMING | _DOING).union(*(classes.get(name, frozenset()) for name in names))


def _linked(mention: Mention, around: Sequence[Mention]) -> Mention:
    """Link a denial or confirmation in the act's own words: "denied shelling the town" to who said that it had."""
    origin = next((link for link in mention.chain if not link.relay), None)
    if origin is None or not (mention.status == "negated" or origin.stance == "confirms"):
        return mention
    stance = "denies" if mention.status == "negated" else "confirms"
    before = [m for m in around if m.trigger.start < mention.trigger.start and m.type == mention.type]
    before = [m for m in before if m.status != "negated" and _fit(m, mention) and _code(_origin(m)) != _code(origin)]
    before = [m for m in before if _is_taken_up(m, mention, origin, stance)]
    target = before[-1] if before else None
    if target is None:
        return mention
    chain = tuple(link if link.relay else replace(link, stance=stance) for link in mention.chain)
    return replace(
        mention, chain=chain, answers=(target.sentence, target.head), reasons=(*mention.reasons, _why(stance, target))
    )


def _is_taken_up(earlier: Mention, mention: Mention, origin: Attribution, stance: str) -> bool:
    """Tell whether a denial or confirmation in its own words speaks of an earlier act: told by somebody, or by the same word."""
    if _stem(earlier) == _stem(mention) and (stance == "confirms" or origin.stance == "denies"):
        return True
    if _origin(earlier) is None or (stance == "confirms" and earlier.status != mention.status):
        return False
    if stance == "denies":
        return _rank(earlier, origin) == _OWN
    return bool(_codes((*earlier.actors, *earlier.recipients)) & _codes((*mention.actors, *mention.recipients)))


def _stem(mention: Mention) -> str:
    return mention.text.split()[-1].lower()[:_STEM]


def _with_answers(
    reading: Reading, tree: Tree, answers: Sequence[Answer], before: Sequence[Mention], here: Sequence[Mention]
) -> list[Mention]:
    found = list(here)
    for answer in answers:
        below = set(tree.subtree(answer.head, stop=OTHER_CLAUSES))
        if any(m.head in below and m.head != answer.head and m.answers is not None for m in found):
            continue  # "denied the shelling" is linked by its own word
        earlier = [*before, *(m for m in here if m.head < answer.head and m.head not in below)]
        target = _target(reading, answer, earlier)
        if target is None:
            continue
        # Denying is not REJECT (CODEBOOK section 2).
        found = [m for m in found if not (m.head == answer.head and m.type in {"REJECT", "ACCUSE"})]
        told = _mention(reading, tree, answer, target)
        if all(m.head != answer.head for m in found):
            found.append(told)
        # What the model reads at the same word as an act of that type is this answer.
        found = [
            told if m.head == answer.head and m.type == told.type and m.status == told.status else m for m in found
        ]
    return sorted(found, key=lambda m: m.trigger.start)


def _mention(reading: Reading, tree: Tree, answer: Answer, target: Mention) -> Mention:
    trigger = tree.span(*trigger_words(tree, answer.head))
    status: Status = "negated" if answer.stance == "denies" else target.status
    return replace(
        target,
        sentence=tree.sentence.index, head=answer.head, trigger=trigger, text=trigger.of(reading.document.text),
        evidence=tree.sentence.span, status=status, contexts=(), about=None, tolls=(), chain=answer.links,
        answers=(target.sentence, target.head), when=None, where=None, confidence=min(target.confidence, _MOST),
        made_by=f"answer:{answer.stance}", reasons=(_why(answer.stance, target),),
    )  # fmt: skip


def _why(stance: str, target: Mention) -> str:
    return f"{stance} what “{target.text}” tells"


def report_answered(reports: Sequence[Report], statement: StatementFound, speaker: Actor | None) -> str | None:
    """Return the id of the report that a statement's words deny or confirm, or of the accusation that it denies."""
    if statement.said_at is None or statement.stance == "asserts" or speaker is None:
        return None
    sentence, verb = statement.said_at
    for report in reports:
        for mention in report.mentions:
            inside = mention.head == verb or statement.span.covers(mention.trigger)
            if mention.answers is not None and mention.sentence == sentence and inside:
                return report.id
    charges = [
        (mention.trigger.start, report.id)
        for report in reports
        if report.type == "ACCUSE" and speaker.code in {actor.code for actor in report.recipients}
        for mention in report.mentions
        if sentence - _REACH <= mention.sentence <= sentence and mention.trigger.start < statement.span.start
    ]
    return max(charges)[1] if charges and statement.stance == "denies" else None


# --- what is answered ----------------------------------------------------------------------------------------------

#: The ranks of an act for who answers: their own, done to them, told by others, told by nobody but the narrator.
_OWN, _SUFFERED, _OTHERS, _NONE = 3, 2, 1, 0


def _target(reading: Reading, answer: Answer, earlier: Sequence[Mention]) -> Mention | None:
    """Return the act that is answered: of the nearest sentence with one of the speaker's own, else with one that others told."""
    origin = next((link for link in answer.links if not link.relay), None)
    if origin is None:
        return None
    ranked = [(_rank(mention, origin), mention) for mention in earlier if _may_be_answered(mention, answer, origin)]
    charges = [m.trigger.start for m in earlier if m.type == "ACCUSE" and _rank(m, origin) == _SUFFERED]
    for least in (_OWN, _OTHERS) if answer.stance == "denies" else (_SUFFERED, _NONE):
        near = [mention for rank, mention in ranked if rank >= least]
        if answer.stance == "denies" and near and charges and near[-1].trigger.start < charges[-1]:
            return None  # a charge without an act of its own is what is answered
        if near:
            last = near[-1].sentence
            return min((m for m in near if m.sentence == last), key=lambda m: (_depth(reading, m), m.head))
    return None


def _may_be_answered(mention: Mention, answer: Answer, origin: Attribution) -> bool:
    """Tell an act that may be denied or confirmed: told by somebody else, and no answer itself."""
    if mention.answers is not None or mention.status == "negated":
        return False
    told_by = _origin(mention)
    if told_by is not None and _code(origin) is not None and _speaker(told_by) == _speaker(origin):
        return False
    if answer.types and mention.type not in answer.types:
        return False
    if answer.inside and mention.sentence != answer.sentence:
        return False
    far = answer.sentence - mention.sentence > 1
    if answer.stance == "denies" and far and _rank(mention, origin) < _OWN:
        return False
    return mention.type not in (_TALK | _THREATS if answer.of_deeds else _TALK)


def _rank(mention: Mention, origin: Attribution) -> int:
    code = _code(origin)
    if code is not None and code in _codes(mention.actors):
        return _OWN
    if code is not None and code in _codes(mention.recipients):
        return _SUFFERED
    return _OTHERS if _origin(mention) is not None else _NONE


def _fit(one: Mention, other: Mention) -> bool:
    """Tell whether two acts of a type may be the same: no parties that contradict each other."""
    for mine, theirs in ((one.actors, other.actors), (one.recipients, other.recipients)):
        if mine and theirs and not _codes(mine) & _codes(theirs):
            return False
    return True


def _origin(mention: Mention) -> Attribution | None:
    return next((link for link in mention.chain if not link.relay), None)


def _speaker(link: Attribution) -> tuple[str, str | None] | None:
    """Return who says it: a country's radio and its ministry are two."""
    best = _best(link)
    return (best.code, best.sector) if best is not None else None


def _code(link: Attribution | None) -> str | None:
    best = _best(link)
    return _side(best) if best is not None else None


def _best(link: Attribution | None) -> Candidate | None:
    actor = link.actor if link is not None else None
    return actor.candidates[0] if isinstance(actor, Party) and actor.candidates else None


def _codes(parties: Sequence[Party]) -> frozenset[str]:
    return frozenset(_side(party.candidates[0]) for party in parties if party.candidates)


def _side(candidate: Candidate) -> str:
    """Return whose side somebody is on: a country's rebels are not its army."""
    return f"{candidate.code}/{candidate.sector}" if candidate.sector in _APART else candidate.code


def _depth(reading: Reading, mention: Mention) -> int:
    """Return how deep in its sentence an act stands: the main one is answered."""
    tokens = reading.sentences[mention.sentence].tokens
    depth, word = 0, mention.head
    while word >= 0 and depth < len(tokens):
        depth, word = depth + 1, tokens[word].head
    return depth
