"""Who is meant by a mention, on a day: a look-up of the whole of it, else a reading of its words.

A name that the knowledge base has is looked up and dated by its tenures. Any other mention ("Kyiv police", "a former
White House official", "Defense Minister Diego Molano") is put into a short sentence, read and resolved like a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from legation.acquire import Page
from legation.clean import make_document
from legation.ground.actors import settle
from legation.records import Actor, Candidate, Party, Reading, Resolved, Span, When
from legation.resolve.agents import load_agents
from legation.resolve.grammar import Grammar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from legation.read import Reader
    from legation.resolve import KnowledgeBase, Resolver
    from legation.resolve.knowledge import Entry, Standing, Town

#: The most candidates that an answer gives.
_MOST: Final = 8
_STATES: Final = frozenset({"state", "former_state", "territory"})


@dataclass(frozen=True, slots=True)
class Question:
    """A mention, the day it is asked for (None: the last known), and the code of the country it is met in ("": any)."""

    mention: str
    on: date | None = None
    within: str = ""
    within_name: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One candidate. `status` is known, presumed, former, before, text (the mention's own words) or unknown.

    `code` and `sector` are PLOVER's pair: an armed group with a home country is that country's rebels, and
    `organisation` tells the code of its own that events carry (NSA:HEZBOLLAH).
    """

    code: str
    sector: str | None
    name: str
    office: str | None
    status: str
    score: float
    evidence: tuple[str, ...] = ()
    person: str | None = None
    organisation: str | None = None


class Answerer:
    """Answers questions; the reader and resolver are built when a mention is no name."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        """Take the knowledge base."""
        self.knowledge = knowledge
        self._parts: tuple[Reader, Resolver] | None = None
        self._agents = load_agents()

    def answer(self, questions: Sequence[Question]) -> Iterator[tuple[Answer, ...]]:
        """Answer many, in their order; those that need reading are read together."""
        found = [self.looked_up(question) for question in questions]
        unread = [place for place, answers in enumerate(found) if not answers]
        if unread:
            for place, answers in zip(unread, self._read([questions[place] for place in unread]), strict=True):
                found[place] = answers
        yield from found

    # --- by name -------------------------------------------------------------------------------------------------

    def looked_up(self, question: Question) -> tuple[Answer, ...]:
        """Answer by a look-up of the whole mention; empty where the base has no such name."""
        entries = self.knowledge.look_up(question.mention, question.on)
        if not entries and question.on is not None:
            entries = self.knowledge.look_up(question.mention)
        if entries and all(entry.alias_kind in {"demonym", "people"} for entry in entries):
            return ()  # "Cubans" are people of Cuba: the words tell more
        return self._ranked(entries, question)

    def _ranked(self, entries: Sequence[Entry], question: Question) -> tuple[Answer, ...]:
        answers: dict[tuple[str, str | None, str], Answer] = {}
        for entry in entries:
            answer = self._of_entry(entry, question)
            key = (answer.code, answer.person, answer.name)
            if key not in answers or answers[key].score < answer.score:
                answers[key] = answer
        return tuple(sorted(answers.values(), key=lambda answer: -answer.score)[:_MOST])

    def _of_entry(self, entry: Entry, question: Question) -> Answer:
        score = entry.weight * (0.85 if entry.needs != "none" else 1.0)
        if question.within:
            score = min(1.0, score + 0.3) if question.within in {entry.country, entry.code} else score * 0.5
        if entry.valid_from is not None and question.on is not None and entry.valid_on(question.on):
            score += 0.02  # an alias of these years before one of all years
        why: tuple[str, ...] = (f"{entry.alias_kind} “{question.mention}” ({entry.source})",)
        if entry.person is None:
            sector = entry.sector
            if sector is None and (entry.kind in _STATES or entry.condition):
                sector = "GOV"
            return self._at_home(Answer(entry.code, sector, entry.name, None, "known", round(min(score, 1.0), 3), why))
        standing = self.knowledge.standing(entry.person, question.on)
        held = standing.held
        if held is not None:
            why = (*why, f"{held.office} {held.start or '?'} to {held.end or held.open_as_of or '?'} ({held.source})")
        score *= {"known": 1.0, "presumed": 0.95, "former": 0.8, "before": 0.6}.get(standing.status, 0.5)
        office = f"former {standing.office}" if standing.status == "former" and standing.office else standing.office
        code = standing.code if standing.code != "---" else entry.code
        score = round(min(score, 1.0), 3)
        return self._at_home(
            Answer(code, standing.sector, entry.name, office, standing.status, score, why, entry.person)
        )

    # --- by reading ----------------------------------------------------------------------------------------------

    def _read(self, questions: Sequence[Question]) -> Iterator[tuple[Answer, ...]]:
        if self._parts is None:
            from legation.read import Reader  # noqa: PLC0415 - the model loads only where words must be read
            from legation.resolve import Resolver  # noqa: PLC0415

            self._parts = Reader(), Resolver(_Lenient(self.knowledge))
        reader, resolver = self._parts
        framed = [_frame(question) for question in questions]
        readings = reader.read_batch([make_document(page) for page, _ in framed])
        for question, (_, span), reading in zip(questions, framed, readings, strict=True):
            resolved = _chosen(reading, resolver(reading), span)
            answers = self._of_phrase(resolved, question) if resolved is not None else ()
            yield answers or self._otherwise(question) or self._by_role(reading, span, question)

    def _otherwise(self, question: Question) -> tuple[Answer, ...]:
        """Answer by another spelling of the name, or by the name at the end of the mention ("Alhaji Atiku Abubakar")."""
        entries = self.knowledge.respelled(question.mention)
        if not entries:
            words = question.mention.split()
            for start in range(1, min(3, len(words) - 1)):
                length, found = self.knowledge.longest(words, start)
                if length >= 2 and start + length == len(words) and found[0].person is not None:
                    entries = found
                    break
        return self._ranked(entries, question)

    def _of_phrase(self, resolved: Resolved, question: Question) -> tuple[Answer, ...]:
        when = None
        if question.on is not None:
            when = When(start=question.on, end=question.on, precision="day", basis="given")
        answers = []
        for candidate in resolved.candidates[:_MOST]:
            actor = settle(Party(span=resolved.span, candidates=(candidate,)), when, self.knowledge)
            if actor is not None:
                answers.append(self._at_home(_of_actor(candidate, actor)))
        if when is not None:
            answers.sort(key=lambda answer: -answer.score - (0.15 if self._in_office(answer, question.on) else 0.0))
        return tuple(answers)

    def _at_home(self, answer: Answer) -> Answer:
        """Answer an armed group with a home country as that country's, with the sector that the base gives it."""
        entity = self.knowledge.entity(answer.code) if answer.code.startswith("NSA:") else None
        if entity is None or not entity.country:
            return answer
        sector = entity.sector if answer.sector in {None, "MIL", "GOV"} else answer.sector
        return replace(answer, code=entity.country, sector=sector, organisation=answer.code)

    def _in_office(self, answer: Answer, on: date | None) -> bool:
        return answer.person is not None and bool(self.knowledge.held(answer.person, on))

    def _by_role(self, reading: Reading, span: Span, question: Question) -> tuple[Answer, ...]:
        """Give the sector of a role word that belongs to no country: "soldiers" are MIL of nobody in particular."""
        for sentence in reading.sentences:
            grammar = Grammar(sentence)
            places = [
                place
                for place, token in enumerate(grammar.tokens)
                if span.start <= token.span.start and token.span.end <= span.end
            ]
            matches = [match for place in places if (match := self._agents.match(grammar, place)) is not None]
            matches = [match for match in matches if match.agent.sort not in {"amount", "country", "side"}]
            # The longest entry tells most; of equal ones that of the phrase's head.
            matches.sort(key=lambda match: (-len(match.agent.words), grammar.heads[match.last] in places, match.first))
            for match in matches[:1]:
                sector = match.agent.sector
                if match.agent.inherits:
                    sector = next((one.agent.sector for one in matches if one.agent.sort == "body"), sector)
                former = any(word in {"former", "ex"} for word in grammar.words[: match.first][-3:])
                if former and sector in {"GOV", "LEG", "PTY", "SPY"}:
                    sector = "ELI"
                code = question.within or "---"
                why = f"role word “{match.agent.text}”"
                return (Answer(code, sector, question.mention, None, "text", 0.4, (why,)),)
        return ()


class _Lenient:
    """The knowledge base for a mention without an article: names that need their country there are believed."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.knowledge = knowledge

    def longest(self, words: Sequence[str], start: int) -> tuple[int, tuple[Entry, ...]]:
        length, entries = self.knowledge.longest(words, start)
        if length == 1 and not words[start].isupper():
            # "League" alone is a party only where its country is spoken of.
            entries = tuple(entry for entry in entries if entry.kind != "party" or entry.needs == "none")
        return length, tuple(replace(e, needs="none") if e.needs == "country_in_doc" else e for e in entries)

    def standing(self, person: str, on: date | None) -> Standing:
        return self.knowledge.standing(person, on)

    def places(self, name: str) -> tuple[Town, ...]:
        return self.knowledge.places(name)

    def chiefs(self, name: str) -> tuple[Entry, ...]:
        return self.knowledge.chiefs(name)


def _of_actor(candidate: Candidate, actor: Actor) -> Answer:
    status = actor.status or "text"
    return Answer(
        actor.code, actor.sector, actor.name, actor.office, status, round(candidate.score, 3), actor.evidence, candidate.person
    )  # fmt: skip


def _frame(question: Question) -> tuple[Page, Span]:
    """Put a mention into a sentence as the one that acts; return the page and where the mention stands."""
    mention = re.sub(r"\s+", " ", question.mention).strip()
    mention = mention[:1].upper() + mention[1:]
    before = f"It happened in {question.within_name}. " if question.within_name else ""
    text = f"{before}{mention} said so."
    published = question.on.isoformat() if question.on else None
    return Page(text=text, source="<mention>", published=published), Span(len(before), len(before) + len(mention))


def _chosen(reading: Reading, phrases: Sequence[Resolved], span: Span) -> Resolved | None:
    """Return the phrase that the mention is: the highest in the sentence's tree that has candidates."""
    inside = [one for one in phrases if one.candidates and one.span.touches(span)]
    if not inside:
        return None

    def depth(one: Resolved) -> tuple[int, int]:
        grammar = Grammar(reading.sentences[one.sentence])
        steps, place = 0, one.head
        while place >= 0 and steps < len(grammar.tokens):
            place, steps = grammar.heads[place], steps + 1
        return steps, one.span.start

    top = min(inside, key=depth)
    # A phrase deeper down is only a part: "leaders in France" are not France.
    heads = [one for one in phrases if one.span.touches(span)]
    highest = min(heads, key=depth)
    if highest is not top and not highest.candidates:
        return None
    return replace(top)
