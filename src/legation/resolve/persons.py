"""Persons: the name, the title beside it, and the full name that a bare surname stands for.

The title decides among namesakes and tells country and sector of those whom the knowledge base does not know ("Cuba's
new leader Miguel Diaz-Canel"); "former" makes an ELI whoever it is (CODEBOOK section 4).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legation.records import Candidate
from legation.resolve.article import group_of
from legation.resolve.given import given_gender
from legation.resolve.knowledge_names import may_be
from legation.resolve.names import known_of
from legation.resolve.phrases import ELITE, Phrase, again, is_country, is_former, ordered, text_of

if TYPE_CHECKING:
    from legation.resolve.agents import Agent
    from legation.resolve.describe import Describer
    from legation.resolve.grammar import Grammar
    from legation.resolve.names import Known
    from legation.resolve.phrases import Owner

#: Heads of state and government have this weight as bare surnames.
_LEADING = 0.6
#: Words in the names of firms.
_FIRM = frozenset(
    "corp corp. corporation inc inc. ltd ltd. limited plc co co. company group holdings mining motors bank airlines airways "
    "oil petroleum energy industries telecom steel pharmaceuticals technologies systems resources partners gmbh ag sa".split()
)
_LEADERS = frozenset({"country_in_doc", "office_nearby"})
_NOMINAL = frozenset({"NOUN", "PROPN"})


class Persons:
    """Reads the persons of one article; it asks the describer for everything else."""

    def __init__(self, describer: Describer) -> None:
        """Take the describer of the article."""
        self.describer = describer
        self.article = describer.article

    def named(self, grammar: Grammar, index: int, first: int, last: int, known: tuple[Known, ...]) -> Phrase:
        """Read a person's name with the title beside it, which decides among namesakes and tells unknown ones."""
        titles = self._titles(grammar, index, first)
        name_first, name_last = group_of(self.article, grammar, index)
        name = text_of(grammar, min(first, name_first), max(last, name_last))
        full = name_last > name_first or last > first
        if full and all(one.manner == "surname" for one in known):
            known = (*self._respelled(name), *known)
        if name_first < first or name_last > last:
            # "Diego Molano" is no other Molano.
            known = tuple(one for one in known if one.manner != "surname" or may_be(name, one.name))
        elder = None if full else self._full_name(grammar, index)
        certain = full or bool(titles) or elder is not None
        usable = [one for one in known if certain or (one.manner != "surname" and one.needs == "none")]
        usable = usable or [
            one for one in known if one.needs == "country_in_doc" and self.article.countries.get(one.country)
        ]
        usable = usable or self._leader(grammar, index, known) or self._at_home(known)
        told = self._told(grammar, index, titles, name)
        candidates: list[Candidate] = []
        former = any(is_former(grammar, title) for title in titles) or is_former(grammar, index)
        for one in usable:
            candidates.append(_weighed(one, told, former=former))
        if told is not None and all(one.score < 0.5 or one.code != told.code for one in candidates):
            candidates.append(told)
        if elder is not None and elder.candidates:
            return again(grammar.number, index, elder)
        words = {grammar.words[name_last]}
        gender = given_gender(grammar.words[name_first]) if full else ""
        for title in titles:
            agent = self.describer.agent(grammar, title)
            if agent is not None:
                words |= {agent.agent.text, grammar.lemmas[title]}
                gender = gender or agent.agent.gender
        return Phrase(
            sentence=grammar.number,
            head=index,
            candidates=ordered(candidates),
            sort="person",
            gender=gender,
            words=frozenset(words),
        )

    def _respelled(self, name: str) -> tuple[Known, ...]:
        """Return the head of a state or body whom a full name means in another spelling."""
        published = self.article.reading.document.published
        on = published.start if published is not None else None
        return tuple(known_of(entry, self.article.knows, on) for entry in self.article.knows.chiefs(name))

    def _leader(self, grammar: Grammar, index: int, known: tuple[Known, ...]) -> list[Known]:
        """Return the one leader of a state whom a bare surname means where nothing else is said: "Merkel meets Macron"."""
        name = self.article.names.get((grammar.number, index))
        leaders = [one for one in known if one.needs in _LEADERS and one.weight >= _LEADING]
        leaders = [one for one in leaders if one.weight == max(leader.weight for leader in leaders)]
        # The reader may take an unusual surname for a place; that of a leader in office, standing alone, is trusted.
        apart = grammar.upos[index] == "PROPN" if name is None else name.kind == "PER" or name.first == name.last
        if not apart or len({one.person for one in leaders}) != 1:
            return []
        return [replace(one, weight=round(0.8 * one.weight, 3)) for one in leaders[:1]]

    def _at_home(self, known: tuple[Known, ...]) -> list[Known]:
        """Return the one head of a state that the article names, who bears the surname: "Orban" in news of Budapest."""
        heads = [one for one in known if one.weight >= _LEADING and one.sector == "GOV"]
        heads = [one for one in heads if self.article.countries.get(one.country)]
        return heads if len({one.person for one in heads}) == 1 else []

    def _full_name(self, grammar: Grammar, index: int) -> Phrase | None:
        """Return the phrase that names in full the person whose surname stands at a word."""
        first, last = group_of(self.article, grammar, index)
        for word in ("".join(grammar.words[first : last + 1]), grammar.words[last]):
            place = self.article.surnames.get(word)
            if place is not None and place != (grammar.number, index):
                return self.describer.describe(self.article.grammars[place[0]], place[1])
        return None

    def _titles(self, grammar: Grammar, index: int, first: int) -> list[int]:
        """Return the title and role words that stand with a name: before it, in apposition, or as its head."""
        found = []
        name = self.article.names.get((grammar.number, index))
        # The reader may hang the title on any word of the name.
        words = range(name.first, name.last + 1) if name is not None and name.kind == "PER" else (index,)
        for child in (child for word in dict.fromkeys((index, *words)) for child in grammar.children[word]):
            if child in words:
                continue
            relation = grammar.full[child]
            is_adjective = relation == "amod" and grammar.upos[child] == "ADJ"  # "dissident Wei Jingsheng"
            if is_adjective or (
                relation in {"nmod:desc", "compound", "appos", "nmod", "flat"} and grammar.upos[child] in _NOMINAL
            ):
                if relation == "nmod" and grammar.case(child):
                    continue
                if relation == "flat" and child > index:
                    continue
                agent = self.describer.agent(grammar, child)
                if agent is not None and agent.agent.sort in {"office", "person", "people", "side"}:
                    found.append(child)
        above = grammar.heads[index]
        if grammar.relations[index] == "appos" and above >= 0:
            agent = self.describer.agent(grammar, above)
            if agent is not None and agent.agent.sort in {"office", "person"}:
                found.append(above)
        if not found and first > 0 and grammar.relations[index] != "appos":
            before = first - 1
            agent = self.describer.agent(grammar, before) if grammar.upos[before] in _NOMINAL else None
            if agent is not None and agent.agent.sort in {"office", "person"} and grammar.heads[before] == index:
                found.append(before)
        return found

    def _told(self, grammar: Grammar, index: int, titles: list[int], name: str) -> Candidate | None:
        """Return what the title says of its bearer: country and sector from the text alone."""
        for title in titles:
            agent = self.describer.agent(grammar, title)
            if agent is None:
                continue
            owner = self.describer.owners.of(grammar, title, agent, beside=(index,))
            if owner is None:
                owner = self.describer.owners.of(grammar, index, None, beside=tuple(titles))
                # "Ministers Imran Khan and Narendra Modi": one hung beside another owns nothing of his.
                if owner is not None and owner.kind == "person" and not set(owner.name.split()) & set(name.split()):
                    owner = None
            former = is_former(grammar, title) or is_former(grammar, index)
            sector = self.describer.sector(agent.agent, owner, former=former)
            told_by = owner.evidence if owner is not None else ""
            if owner is None:
                owner = self._from_article(grammar, index, agent.agent)
            if owner is None:
                continue
            # A country that the article only lends does not speak against a person whom the base knows.
            told_by = told_by or f"article: {owner.evidence}"
            words = " ".join(grammar.words[agent.first : agent.last + 1])
            return Candidate(
                code=owner.code,
                sector=sector,
                name=name,
                kind="person",
                score=round(0.85 * owner.score, 3),
                office=agent.agent.text if agent.agent.sort == "office" else None,
                evidence=(f"title “{words}”", told_by, *(("former",) if former else ())),
            )
        return None

    def _from_article(self, grammar: Grammar, index: int, agent: Agent) -> Owner | None:
        """Lend a title without a country the one country of the article, for offices of state and the opposition."""
        if agent.sector == "OPP" and agent.sort == "person":
            return self.describer.owners.around(grammar, index, agent.sector)
        if agent.sort != "office" or agent.sector not in {"GOV", "MIL", "LEG", "JUD", "COP", "SPY"} or agent.inherits:
            return None
        return self.describer.owners.around(grammar, index, agent.sector)

    def unknown(self, grammar: Grammar, index: int) -> Phrase | None:
        """Read a proper name that the knowledge base has not."""
        number = grammar.number
        name = self.article.names.get((number, index))
        if name is not None and name.kind == "LOC":
            return None
        acronym = self.article.acronyms.get(grammar.words[index])
        if acronym is not None and acronym != (number, index):
            meant = self.describer.describe(self.article.grammars[acronym[0]], acronym[1])
            if meant is not None:
                return again(grammar.number, index, meant)
        first, last = group_of(self.article, grammar, index)
        titles = self._titles(grammar, index, first)
        if name is None and not titles and (first == last and grammar.words[index] not in self.article.surnames):
            return None
        if not titles:
            elder = self._full_name(grammar, index)
            if elder is not None:
                return again(grammar.number, index, elder)
        if (name is not None and name.kind == "PER") or titles or grammar.words[last] in self.article.surnames:
            return self.named(grammar, index, first, last, ())
        if name is not None and name.kind == "ORG":
            return self._organisation(grammar, index, name.first, name.last)
        return None

    def _organisation(self, grammar: Grammar, index: int, first: int, last: int) -> Phrase:
        """Read an organisation that nobody knows: a firm by its name is its country's business, where that is told."""
        candidates: tuple[Candidate, ...] = ()
        owner = self.describer.owners.of(grammar, index, None)
        if owner is not None and is_country(owner.code) and _FIRM & set(grammar.words[first : last + 1]):
            candidates = (
                Candidate(
                    code=owner.code,
                    sector="BUS",
                    name=text_of(grammar, first, last),
                    kind="organisation",
                    score=round(0.8 * owner.score, 3),
                    evidence=("a firm by its name", owner.evidence),
                ),
            )
        words = frozenset({grammar.lemmas[index]})
        return Phrase(sentence=grammar.number, head=index, candidates=candidates, sort="body", words=words)


def _weighed(known: Known, told: Candidate | None, *, former: bool) -> Candidate:
    """Return a known person weighed by the title in the text: one of another country is another person."""
    score, evidence = known.weight, ["known person"]
    if told is not None and is_country(told.code) and "article" not in " ".join(told.evidence):
        if told.code in {known.code, known.country}:
            score = min(0.98, score + 0.06)
            evidence.append("title agrees")
        elif is_country(known.code):
            score *= 0.35
            evidence.append("title of another country")
    code, sector = known.code, known.sector
    if told is not None and told.sector == "GOV" and ":" in code and told.code == known.country and told.office:
        code, sector = told.code, told.sector  # "Syria's new leader", whatever he led before
        evidence.append("as the text has it")
    if former and (sector is None or sector in ELITE or sector == "MIL"):
        sector, evidence = "ELI", [*evidence, "former"]
    return Candidate(
        code=code,
        sector=sector,
        name=known.name,
        kind="person",
        score=round(score, 3),
        person=None if former else known.person,
        office=told.office if told is not None else None,
        evidence=tuple(evidence),
    )
