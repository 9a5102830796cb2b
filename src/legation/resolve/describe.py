"""A phrase's own words: its name, title, role word and owner, and the party that they make (CODEBOOK section 4).

A `Describer` lives for one document. `describe` answers for one word and remembers its answer, so that a phrase
that is part of another ("Cuba" in "Cuba's new leader") is read once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legation.records import Candidate
from legation.resolve.agents import Agent
from legation.resolve.factions import beside, splits_off, tied_to
from legation.resolve.owners import Owners
from legation.resolve.persons import Persons
from legation.resolve.phrases import ELITE, Owner, Phrase, Sort, again, is_country, is_former, ordered, text_of
from legation.resolve.placing import LOCATIVE

if TYPE_CHECKING:
    from legation.records import ActorKind
    from legation.resolve.agents import AgentMatch, Agents
    from legation.resolve.article import Article
    from legation.resolve.grammar import Grammar
    from legation.resolve.metonyms import Metonyms
    from legation.resolve.names import Known, NameMatch
    from legation.resolve.reference import References

_PLAIN_SECTORS = frozenset({"GOV", "UNK", "CVL", "BUS", "LAB"})

#: Words for many that stand alone for people, and what they then are.
_UNCOUNTED = frozenset(
    "dozen dozens hundred hundreds thousand thousands ten tens score scores million millions".split()
)
_PEOPLE = Agent(words=("people",), sector="CVL", sort="people", gender="", inherits=False)
#: Offices whose plain name means one country's where no other is told.
_IMPLIED = {
    "secretary of state": "USA",
    "secretary of defense": "USA",
    "defense secretary": "USA",
    "treasury secretary": "USA",
    "secretary of the treasury": "USA",
    "foreign secretary": "GBR",
    "home secretary": "GBR",
    "taoiseach": "IRL",
    "jewish settler": "ISR",
    "republican senator": "USA",
    "democratic senator": "USA",
    "republican lawmaker": "USA",
    "democratic lawmaker": "USA",
    "republican congressman": "USA",
    "democratic congressman": "USA",
    "house republican": "USA",
    "senate republican": "USA",
    "house democrat": "USA",
    "senate democrat": "USA",
}
#: Whose people those are who live where the land is another's.
_GUESTS = {("settler", "PSE"): "ISR"}
#: What a phrase headed by an agent of some sort is.
_PHRASE_SORTS: dict[str, Sort] = {"office": "person", "person": "person", "people": "people", "body": "body"}

#: Relations of a name to the noun that it only describes.
_DESCRIBING = frozenset({"amod", "compound"})
#: Phrases that may hang on one another ("the army's army's army"): beyond it the words are no news, and the stack ends.
_DEEPEST = 40


class Describer:
    """Reads phrases of one article."""

    def __init__(self, article: Article, agents: Agents, metonyms: Metonyms) -> None:
        """Take the article's facts and the tables."""
        self.article = article
        self.agents = agents
        self.metonyms = metonyms
        self.owners = Owners(self)
        self.persons = Persons(self)
        self.references: References
        self._known: dict[tuple[int, int], Phrase | None] = {}
        self._depth = 0
        self._agents: dict[tuple[int, int], AgentMatch | None] = {}

    def agent(self, grammar: Grammar, index: int) -> AgentMatch | None:
        """Return the agent entry headed by a word, None for names of persons and words inside of other names."""
        key = (grammar.number, index)
        if key not in self._agents:
            found = None
            if grammar.upos[index] in {"NOUN", "PROPN", "ADJ"}:
                name = self.article.names.get(key)
                if name is None or name.kind != "PER" or index == name.first:
                    before = self.article.inside.get((grammar.number, index - 1))
                    long = before is not None and before.first < before.last < index
                    found = self.agents.match(grammar, index, index if long else 0)
                if found is not None and self._only_describes(grammar, index):
                    found = None
            self._agents[key] = found
        return self._agents[key]

    def _only_describes(self, grammar: Grammar, index: int) -> bool:
        """Tell an adjective that makes no party of its noun; before a person's name it is a title ("dissident Wei")."""
        if grammar.upos[index] != "ADJ" or grammar.relations[index] not in {"amod", "compound"}:
            return False
        name = self.article.names.get((grammar.number, index + 1))
        return name is None or name.kind != "PER" or name.first != index + 1

    def describe(self, grammar: Grammar, index: int) -> Phrase | None:
        """Return what the phrase headed by a word stands for; None where it is no phrase of interest."""
        key = (grammar.number, index)
        if key in self._known:
            return self._known[key]
        if self._depth >= _DEEPEST:
            return None
        self._known[key] = None  # a loop in the owners finds nobody
        self._depth += 1
        found = self._describe(grammar, index)
        self._depth -= 1
        self._known[key] = found
        return found

    def _describe(self, grammar: Grammar, index: int) -> Phrase | None:
        key = (grammar.number, index)
        match = self.article.by_head.get(key)
        upos = grammar.upos[index]
        if grammar.number in self.article.datelines and index < self.article.datelines[grammar.number]:
            return None
        if match is not None:
            return self._named(grammar, index, match)
        if upos == "PRON":
            return self.references.pronoun(grammar, index)
        if key in self.article.inside or grammar.relations[index] in {"flat", "fixed", "case", "cc", "punct", "mark"}:
            return None
        agent = self.agent(grammar, index)
        if agent is not None and not self._is_first_of_name(grammar, index):
            return self._agent(grammar, index, agent)
        if upos == "PROPN":
            return self.persons.unknown(grammar, index)
        if upos == "DET" and grammar.words[index] == "both":
            return self.references.several(grammar, index, 2, "side")
        return None

    def _is_first_of_name(self, grammar: Grammar, index: int) -> bool:
        """Tell a word that begins a person's name ("Major" in "John Major" is no officer, nor is "King" in "King Jr.")."""
        name = self.article.names.get((grammar.number, index))
        return (
            name is not None
            and name.kind == "PER"
            and grammar.upos[index] == "PROPN"
            and name.first == index < name.last
        )

    # --- names that the knowledge base has ------------------------------------------------------------------------

    def _named(self, grammar: Grammar, index: int, match: NameMatch) -> Phrase | None:
        known = match.known
        first = known[0]
        if first.kind == "person":
            return self.persons.named(grammar, index, match.first, match.last, known)
        if first.manner in {"people", "demonym"}:
            return self._demonym(grammar, index, known)
        if first.manner == "seat":
            return self._seat(grammar, index, known)
        if first.kind == "place":
            if first.sector is None and grammar.relations[index] in _DESCRIBING:
                return None  # "the Beslan school": it tells where the school is, and stands for nobody
            place = _candidate(first, 0.6, "name of a place")
            return Phrase(sentence=grammar.number, head=index, candidates=(place,), sort="place")
        return self._entity(grammar, index, match)

    def _entity(self, grammar: Grammar, index: int, match: NameMatch) -> Phrase:
        known = match.known
        words = [grammar.lemmas[match.last]]
        agent = self.agent(grammar, index)
        if agent is not None:
            words.append(agent.agent.text)
        is_state = known[0].kind == "state"
        located = is_state and grammar.case(grammar.top(index)) in LOCATIVE
        candidates = ordered([_candidate(one, one.weight, "name") for one in known])
        if located:
            candidates = tuple(_as_place(one) for one in candidates)
        sort: Sort = "country" if is_state else "body"
        people = known[0].entity in {"ethnic", "religion"}
        if people and known[0].code == "---" and (local := self._among(grammar, index, candidates)):
            candidates = local
        return Phrase(
            sentence=grammar.number,
            head=index,
            candidates=candidates,
            sort="people" if people else sort,
            plural=people and grammar.plural(index),
            words=frozenset(words),
        )

    def _among(self, grammar: Grammar, index: int, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """Return people of no one state as those of the country where the text has them: "Kurds" in news of Iraq."""
        best = candidates[0]
        owner = self.owners.of(grammar, index, None) or self.owners.around(grammar, index, best.sector or "CVL")
        if owner is None or not is_country(owner.code):
            return ()
        score = round(best.score * owner.score, 3)
        lent = replace(best, code=owner.code, score=score, kind="group", evidence=(*best.evidence, owner.evidence))
        return (lent, *candidates)

    def _demonym(self, grammar: Grammar, index: int, known: tuple[Known, ...]) -> Phrase:
        """Read "Iraqi", "Iraqis", "a Briton", "the British"."""
        relation = grammar.relations[index]
        modifies = relation in {"amod", "compound"} or (grammar.upos[index] == "ADJ" and relation != "conj")
        if relation == "conj" and grammar.relations[grammar.top(index)] in {"amod", "compound"}:
            modifies = True
        after = index + 1
        if relation == "conj" and after < len(grammar.upos) and grammar.upos[after] == "NOUN":
            modifies = modifies or self.agent(grammar, after) is not None  # "Kenyan and Ugandan troops"
        heads_phrase = grammar.determiner(index) or grammar.plural(index) or grammar.below(index, "nummod")
        if modifies and not heads_phrase:
            candidates = ordered([_candidate(one, one.weight, "demonym") for one in known])
            return Phrase(sentence=grammar.number, head=index, candidates=candidates, sort="country")
        people = [
            Candidate(
                code=one.code,
                sector="CVL" if is_country(one.code) else one.sector,
                name=grammar.tokens[index].text,
                kind="group",
                score=round(one.weight * 0.9, 3),
                evidence=("people of the country",),
            )
            for one in known
        ]
        plural = grammar.plural(index) or grammar.upos[index] == "ADJ"
        sort: Sort = "people" if plural else "person"
        words = frozenset({grammar.lemmas[index]})
        return Phrase(
            sentence=grammar.number, head=index, candidates=ordered(people), sort=sort, plural=plural, words=words
        )

    def _seat(self, grammar: Grammar, index: int, known: tuple[Known, ...]) -> Phrase:
        acts = self.metonyms.acts(grammar, index)
        if known[0].kind == "organisation" and grammar.case(grammar.top(index)) not in LOCATIVE:
            acts = True  # a building known for its body ("the Pentagon") is a place only in or at it
        if acts:
            candidates = [_candidate(one, 0.85 * one.weight, "seat that acts") for one in known]
            sort: Sort = "body" if known[0].kind == "organisation" else "country"
            return Phrase(sentence=grammar.number, head=index, candidates=ordered(candidates), sort=sort)
        places = ordered([_as_place(_candidate(one, 0.6 * one.weight, "place")) for one in known])
        return Phrase(sentence=grammar.number, head=index, candidates=places, sort="place")

    # --- role words -----------------------------------------------------------------------------------------------

    def _agent(self, grammar: Grammar, index: int, match: AgentMatch) -> Phrase | None:
        agent = match.agent
        if agent.sort == "amount":
            return self._amount(grammar, index, match)
        if agent.sort in {"country", "side"}:
            found = self.references.definite(grammar, index, match)
            if found is not None or agent.sort == "country":
                return found
        bearer = self._bearer(grammar, index)
        if bearer is not None:
            return bearer
        several = self.owners.several(grammar, index)
        owner = self._owner(grammar, index, match)
        if owner is None and not several and grammar.determiner(index) not in {"a", "an", "another", "some"}:
            if grammar.determiner(index) == "":
                owner = self.owners.in_clause(grammar, index, agent.sector)
            found = self.references.definite(grammar, index, match) if owner is None else None
            if found is not None:
                return found
        if owner is None and agent.text in _IMPLIED:
            owner = Owner(_IMPLIED[agent.text], None, "state", 0.75, "a name of one country only")
        if owner is None and agent.sort != "thing" and self._is_local(grammar, index, match):
            owner = self.owners.around(grammar, index, agent.sector)
        if owner is not None and (guest := _GUESTS.get((agent.text, owner.code))):
            owner = replace(owner, code=guest, evidence=f"{owner.evidence}, where they settle")
        return self._role(grammar, index, match, owner, several)

    def _owner(self, grammar: Grammar, index: int, match: AgentMatch) -> Owner | None:
        """Return whom a phrase belongs to; of what is only near an armed organisation, the country."""
        tied = tied_to(self, grammar, index) if match.agent.sector in {"REB", "UAF"} else None
        owner = tied or self.owners.of(grammar, index, match)
        if owner is not None and tied is not None:
            return beside(self, grammar, index, owner)
        if owner is not None and splits_off(grammar, index):
            return beside(self, grammar, index, owner) or owner
        return owner

    def _is_local(self, grammar: Grammar, index: int, match: AgentMatch) -> bool:
        """Tell whether the article's place may stand for a missing country: not for an organisation with a name of its own."""
        if grammar.upos[index] != "PROPN":
            return True
        name = self.article.names.get((grammar.number, index))
        first = match.first if name is None else min(name.first, match.first)
        first = min(first, grammar.left_edge(index))
        named = any(grammar.upos[word] == "PROPN" for word in range(first, match.first))
        # A capital at the head of a sentence or headline makes no name of "Tribesmen".
        people = match.agent.sort in {"person", "people"}
        return not named and (people or match.agent.sector in {"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})

    def _role(
        self, grammar: Grammar, index: int, match: AgentMatch, owner: Owner | None, several: tuple[Phrase, ...]
    ) -> Phrase | None:
        """Make the phrase of a role word from its owner: "Iraqi militants", "the foreign ministers of France and Germany"."""
        agent = match.agent
        former = is_former(grammar, index)
        plural = agent.sort == "people" or grammar.plural(index)
        sort = _PHRASE_SORTS.get(agent.sort, "thing")
        text = text_of(grammar, grammar.left_edge(index), max(index, match.last))
        owners = [owner] if owner is not None else []
        if several:
            owners = [Owner(p.best.code, p.best.sector, p.best.kind, p.best.score, "named") for p in several if p.best]
        kind: ActorKind = "organisation" if agent.sort == "body" else "agent" if agent.sort == "office" else "group"
        candidates = [
            Candidate(
                code=one.code,
                sector=self.sector(agent, one, former=former),
                name=text,
                kind=kind,
                score=round(0.92 * one.score, 3),
                office=agent.text if agent.sort == "office" else None,
                evidence=(f"“{agent.text}”", one.evidence),
            )
            for one in owners
        ]
        if not candidates and agent.sector in {"REF", "CRM"} and agent.sort in {"person", "people"}:
            candidates = [_nobodys(agent, text)]
        if sort == "thing" and not candidates:
            return None
        return Phrase(
            sentence=grammar.number,
            head=index,
            candidates=tuple(candidates),
            sort="people" if sort == "person" and plural else sort,
            plural=plural,
            gender=agent.gender,
            words=frozenset({agent.text, grammar.lemmas[index]}),
            antecedents=tuple(phrase.key for phrase in several),
            sector=self.sector(agent, None, former=former),
            title=grammar.full[index] == "nmod:desc",
        )

    def sector(self, agent: Agent, owner: Owner | None, *, former: bool) -> str | None:
        """Return the sector of a role: its own, its body's ("army spokesman"), none for organisations' own people."""
        sector: str | None = agent.sector
        if owner is not None and agent.inherits and owner.sector and owner.kind != "state":
            sector = owner.sector
        if former and sector is not None and (sector in ELITE or (sector == "MIL" and agent.sort == "office")):
            return "ELI"
        if owner is not None and not is_country(owner.code) and sector in _PLAIN_SECTORS:
            return owner.sector if owner.kind == "organisation" else None
        if sector == "UNK":
            return owner.sector if owner is not None and owner.sector else "GOV" if agent.sort == "office" else None
        return sector

    def _amount(self, grammar: Grammar, index: int, match: AgentMatch) -> Phrase | None:
        """Read "dozens of protesters" as the protesters; a group without what it counts refers back."""
        tied = tied_to(self, grammar, index)
        if tied is not None or splits_off(grammar, index):
            owner = tied or self.owners.of(grammar, index, match)
            near = beside(self, grammar, index, owner) if owner is not None else None
            return self._role(grammar, index, match, near, ()) if near is not None else None
        for child in grammar.below(index, "nmod"):
            if grammar.case(child) == "of":
                inner = self.agent(grammar, child)
                if inner is not None and inner.agent.text in _UNCOUNTED and not grammar.below(child, "nmod"):
                    return self._uncounted(grammar, index, replace(match, last=child))  # "tens of thousands"
                counted = self.describe(grammar, child)
                if counted is None or (counted.sort == "country" and match.agent.text not in {"group", "team"}):
                    return None
                return Phrase(
                    sentence=grammar.number,
                    head=index,
                    candidates=counted.candidates,
                    sort="people" if counted.sort == "person" else counted.sort,
                    plural=True,
                    words=counted.words | {grammar.lemmas[index]},
                    antecedents=counted.antecedents,
                )
        if match.agent.text in _UNCOUNTED:
            return self._uncounted(grammar, index, match)
        if match.agent.text not in {"group", "faction", "cell", "unit", "team"}:
            return None
        owner = self.owners.of(grammar, index, match)
        if owner is not None and not is_country(owner.code):
            return self._role(grammar, index, match, owner, ())
        return self.references.definite(grammar, index, match)

    def _uncounted(self, grammar: Grammar, index: int, match: AgentMatch) -> Phrase | None:
        """Read "Thousands marched in Khartoum" as people of the country where it is told; else nobody's.

        Only a subject stands for people that nothing names: those of "lost hundreds" may be soldiers or votes. Whom others
        act on may be soldiers, too, unless the clause itself tells where.
        """
        relation = grammar.full[index]
        if not grammar.plural(index) or not relation.startswith("nsubj"):
            return None
        near = self.owners.in_clause(grammar, index, _PEOPLE.sector)
        owner = near or (self.owners.around(grammar, index, _PEOPLE.sector) if relation == "nsubj" else None)
        return self._role(grammar, index, replace(match, agent=_PEOPLE), owner, ()) if owner is not None else None

    def _bearer(self, grammar: Grammar, index: int) -> Phrase | None:
        """Return the named party that a role stands with: "the Cuban president, Miguel Diaz-Canel", "the group Hamas"."""
        for child in grammar.below(index, "appos", "flat"):
            match = self.article.by_head.get((grammar.number, child))
            if match is not None and match.known[0].kind == "organisation" and match.known[0].manner == "name":
                named = self.describe(grammar, child)
                if named is not None and named.candidates:
                    return again(grammar.number, index, named)
            name = self.article.names.get((grammar.number, child))
            is_person = (match is not None and match.known[0].kind == "person") or (
                name is not None and name.kind == "PER"
            )
            if is_person and grammar.relations[child] == "appos":
                named = self.describe(grammar, child)
            elif is_person and child > index:
                named = self.persons.named(grammar, index, child, child, match.known if match is not None else ())
            else:
                continue
            if named is not None and named.candidates:
                return again(grammar.number, index, named)
        return self._named_after(grammar, index)

    def _named_after(self, grammar: Grammar, index: int) -> Phrase | None:
        """Return the person whose name follows the title at once, however the reader joined them: "Secretary of State X"."""
        agent = self.agent(grammar, index)
        after = (agent.last if agent is not None else index) + 1
        name = self.article.names.get((grammar.number, after))
        if name is None or name.kind != "PER" or name.first != after or agent is None or agent.agent.sort != "office":
            return None
        for word in range(after, name.last + 1):
            if grammar.heads[word] not in range(after, name.last + 1):
                named = self.describe(grammar, word)
                if named is not None and named.candidates:
                    return again(grammar.number, index, named)
        return None


def _candidate(known: Known, score: float, evidence: str) -> Candidate:
    return Candidate(
        code=known.code,
        sector=known.sector,
        name=known.name,
        kind=known.kind,
        score=round(score, 3),
        person=known.person,
        evidence=(evidence,),
    )


def _as_place(candidate: Candidate) -> Candidate:
    return Candidate(
        code=candidate.code,
        sector=candidate.sector,
        name=candidate.name,
        kind="place",
        score=candidate.score,
        evidence=(*candidate.evidence, "place"),
    )


def _nobodys(agent: Agent, text: str) -> Candidate:
    """Return people of no stated country: `---` with their sector."""
    return Candidate(code="---", sector=agent.sector, name=text, kind="group", score=0.4, evidence=(f"“{agent.text}”",))
