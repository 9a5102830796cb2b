"""Whom a phrase belongs to: the country, organisation or body that its modifiers, its place or the article name.

"Iraqi militants", "Cuba's new leader", "spokesman for the Indonesian military", "police in Lagos", "its embassy".
A country that only describes ("US-backed rebels", "pro-Russian fighters", "Iran-linked militia") owns nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legation.resolve.grammar import CLAUSAL
from legation.resolve.phrases import Owner, Phrase, is_country
from legation.resolve.placing import SITES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legation.resolve.agents import AgentMatch
    from legation.resolve.describe import Describer
    from legation.resolve.grammar import Grammar

#: Participles that do make the thing the country's own: "U.S.-led coalition", "London-based group".
_OWNING = frozenset(
    {"led", "based", "owned", "registered", "flagged", "headquartered", "run", "dominated", "commanded"}
)
_MODIFIERS = frozenset({"amod", "compound", "nmod:poss", "nmod:desc", "nmod:unmarked", "obl:unmarked", "flat", "det"})
_OF = frozenset({"of", "from", "for", "with", "at", "by"})
_IN = frozenset(
    {"in", "inside", "near", "across", "throughout", "outside", "around", "within", "on", "along", "through", "off"}
)
#: Nouns of a relation: "his Turkish counterpart" is Turkish, not his.
_RELATIONAL = frozenset("counterpart rival foe neighbor neighbour ally opponent enemy adversary partner critic".split())
#: What a state does by its own law to whom it holds.
_AT_HOME = frozenset("sentence jail imprison execute hang convict behead flog pardon".split())
#: Those who live abroad: the place where they are is not whom they stand for.
_ABROAD = frozenset(
    "embassy consulate ambassador envoy consul mission diplomat legation emissary attache attaché commission "
    "peacekeeper contingent expatriate foreigner correspondent tourist inspector observer".split()
)
#: Parts of a body that stand elsewhere: "the Algiers office of the United Nations".
_BRANCHES = frozenset({"office", "headquarters", "branch", "bureau", "compound"})
#: Those whom the soldiers and rulers of their own country face.
_IN_THE_STREETS = frozenset(
    "protester protestor demonstrator striker marcher rioter woman girl student critic opponent dissident citizen".split()
)
#: Sectors whose unnamed people may be lent the country where things happen, and how surely.
_LOCAL = {
    "COP": 0.9, "JUD": 0.9, "LEG": 0.85, "GOV": 0.8, "OPP": 0.85, "CVL": 0.8, "REB": 0.8, "UAF": 0.85, "CRM": 0.8,
    "LAB": 0.8, "EDU": 0.8, "MED": 0.8, "AGR": 0.8, "REL": 0.7, "PTY": 0.7, "BUS": 0.5, "MIL": 0.6, "JRN": 0.4,
    "PRM": 0.8, "SPY": 0.6, "SOC": 0.5, "ELI": 0.7,
}  # fmt: skip
#: Organs of a state, lent the only country that the sentence names.
_ORGANS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP"})
#: Adjectives of regions and of the world, which name no country.
_REGIONAL = frozenset(
    "african european asian arab western eastern latin gulf nordic baltic scandinavian balkan caribbean pacific muslim "
    "islamic world global regional foreign international allied neighbouring neighboring".split()
)
#: Faiths say nothing of where a fighter or a crowd is at home: "a suspected Islamic extremist" is of the place.
_FAITHS = frozenset({"muslim", "islamic"})
_FIGHTERS = frozenset({"REB", "UAF", "CVL", "CRM", "OPP"})
#: Heads that "foreign" makes an office of one state.
_FOREIGN_OFFICES = frozenset("ministry minister secretary office department policy chief spokesman spokeswoman".split())
#: What a government does with its own rebels.
_TALKING = frozenset({"meet", "negotiate", "talk", "sign", "hold", "resume", "begin", "open"})
_DEFINITE = frozenset({"the", "this", "these", "that", "those"})
_PEOPLES = frozenset({"demonym", "people"})
_IN_CLAUSE, _IN_SENTENCE, _IN_ARTICLE = 0.8, 0.65, 0.5


class Owners:
    """Answers for one article; it asks the describer for the phrases that modify."""

    def __init__(self, describer: Describer) -> None:
        """Take the describer that reads modifiers."""
        self.describer = describer

    def of(
        self, grammar: Grammar, index: int, match: AgentMatch | None, *, beside: tuple[int, ...] = ()
    ) -> Owner | None:
        """Return the owner that the phrase's own words name, the nearest and surest first; None without one.

        Words in `beside` are parts of the phrase itself (its title), not its owner.
        """
        words = [index]
        if match is not None:
            words += [word for word in range(match.first, match.last + 1) if word != index]
        relational = grammar.lemmas[index] in _RELATIONAL
        abroad = grammar.lemmas[index] in _ABROAD
        for child in grammar.below(index, "nmod") if abroad or grammar.lemmas[index] in _BRANCHES else ():
            # "the Jakarta embassy of Australia": the city says only where it is.
            if grammar.case(child) == "of" and (found := self._preposed(grammar, child)) is not None:
                return found
        for word in words:
            for child in grammar.children[word]:
                if relational and grammar.full[child] == "nmod:poss":
                    continue
                if grammar.full[child] in _MODIFIERS and child not in words and child not in beside:
                    found = self._modifier(grammar, child)
                    if found is not None:
                        return found
        if relational:
            return None
        if (followed := self._loyal(grammar, index)) is not None:
            return followed
        for word in words:
            for child in grammar.below(word, "nmod"):
                if grammar.full[child] == "nmod:poss" or (abroad and grammar.case(child) not in {"of", "from"}):
                    continue
                if match is not None and _is_elsewhere(match) and grammar.case(child) in _IN:
                    continue
                if (found := self._preposed(grammar, child)) is not None:
                    return found
        return None

    def _loyal(self, grammar: Grammar, index: int) -> Owner | None:
        """Return the country of whom a group is loyal to: "soldiers loyal to General X"."""
        for child in grammar.below(index, "amod", "acl"):
            for whom in grammar.below(child, "obl", "nmod") if grammar.words[child] == "loyal" else ():
                owner = self._owner(self.describer.describe(grammar, whom), 0.8)
                if owner is not None and is_country(owner.code):
                    return Owner(owner.code, None, "state", owner.score, f"loyal to {owner.name}")
        return None

    def _modifier(self, grammar: Grammar, child: int) -> Owner | None:
        match = self.describer.article.by_head.get((grammar.number, child))
        if match is not None and match.tie:
            return self._owner(self.describer.describe(grammar, child), 0.85) if match.tie in _OWNING else None
        if grammar.upos[child] == "VERB":
            # "U.S.-led coalition": the participle carries the country.
            if grammar.words[child] not in _OWNING:
                return None
            for below in grammar.children[child]:
                if (grammar.number, below) in self.describer.article.by_head:
                    return self._owner(self.describer.describe(grammar, below), 0.85)
            return None
        phrase = self.describer.describe(grammar, child)
        if phrase is None and match is not None and match.known[0].kind == "place":
            return self._place(grammar, child, 1.0)
        return self._owner(phrase, 1.0)

    def _preposed(self, grammar: Grammar, child: int) -> Owner | None:
        case = grammar.case(child)
        if case in _OF:
            return self._owner(self.describer.describe(grammar, child), 0.97 if case in {"of", "for", "from"} else 0.8)
        if case in _IN:
            return self._place(grammar, child, 0.85)
        return None

    def _owner(self, phrase: Phrase | None, factor: float) -> Owner | None:
        if phrase is None or phrase.best is None or len(phrase.antecedents) > 1:
            return None
        best = phrase.best
        if best.code == "---" or (
            phrase.sort == "people" and best.sector == "CVL" and best.evidence == ("people of the country",)
        ):
            return None if best.code == "---" else Owner(best.code, None, "state", best.score * factor, "people")
        kind = best.kind
        if kind == "place":
            return Owner(best.code, None, "state", min(0.9, best.score * factor + 0.2), f"place {best.name}", best.name)
        if kind == "state":
            return Owner(best.code, None, "state", best.score * factor, f"of {best.name}", best.name)
        return Owner(best.code, best.sector, kind, best.score * factor, f"of {best.name}", best.name)

    def _place(self, grammar: Grammar, child: int, factor: float) -> Owner | None:
        """Return the country of a place or state name that a preposition sets."""
        match = self.describer.article.by_head.get((grammar.number, child))
        if match is None:
            for below in grammar.below(child, "compound", "amod", "nmod", "flat"):
                if (grammar.number, below) in self.describer.article.by_head:
                    found = self._place(grammar, below, factor * 0.95)
                    if found is not None:
                        return found
            return None
        best = match.known[0]
        if match.tie or not best.country or (best.kind not in {"state", "place"} and best.manner != "seat"):
            return None
        return Owner(best.country, None, "state", best.weight * factor, f"in {best.name}", best.name)

    # --- several owners -------------------------------------------------------------------------------------------

    def several(self, grammar: Grammar, index: int) -> tuple[Phrase, ...]:
        """Return two or more owners of a plural phrase: "U.S. and Iraqi forces", "ministers of France and Germany"."""
        agent = self.describer.agent(grammar, index)
        if not grammar.plural(index) and (agent is None or agent.agent.sort != "people"):
            return ()
        for child in grammar.children[index]:
            relation = grammar.full[child]
            if relation in _MODIFIERS or (relation == "nmod" and grammar.case(child) in {"of", "from", "for"}):
                phrases = list(self._coordinated(grammar, child))
                if len(phrases) > 1:
                    return tuple(phrases)
        return self._before(grammar, index)

    def _before(self, grammar: Grammar, index: int) -> tuple[Phrase, ...]:
        """Return the peoples right before a noun, whatever the reader hangs them on: "Kenyan and Ugandan troops"."""
        if index < 3 or grammar.words[index - 2] != "and":
            return ()
        matches = [self.describer.article.by_head.get((grammar.number, word)) for word in (index - 3, index - 1)]
        if any(match is None or match.tie or match.known[0].manner not in _PEOPLES for match in matches):
            return ()
        phrases = [self.describer.describe(grammar, word) for word in (index - 3, index - 1)]
        found = tuple(phrase for phrase in phrases if phrase is not None and phrase.candidates)
        return found if len(found) > 1 else ()

    def _coordinated(self, grammar: Grammar, first: int) -> Iterator[Phrase]:
        conjuncts = [first, *grammar.below(first, "conj")]
        if len(conjuncts) < 2:
            return
        for word in conjuncts:
            match = self.describer.article.by_head.get((grammar.number, word))
            if match is not None and not match.tie:
                phrase = self.describer.describe(grammar, word)
                if phrase is not None and phrase.candidates:
                    yield phrase

    # --- lent by the place ----------------------------------------------------------------------------------------

    def around(self, grammar: Grammar, index: int, sector: str) -> Owner | None:
        """Return the country where the clause, the sentence or the article says that things happen.

        Only for sectors of local people and bodies, and only where one country is named; the surer the nearer.
        """
        local = _LOCAL.get(sector)
        if local is None:
            return None
        if _is_abroad(grammar, index) or grammar.lemmas[index] in _RELATIONAL:
            return None
        # "African leaders", "Western diplomats": a region is no country of theirs.
        # "The foreign ministry" is an office of one state, where "foreign troops" are not.
        beside = {grammar.words[child] for child in grammar.below(index, "amod", "compound")}
        if grammar.lemmas[index] in _FOREIGN_OFFICES:
            beside -= {"foreign", "international"}
        if sector in _FIGHTERS:
            beside -= _FAITHS
        if beside & _REGIONAL:
            return None
        # "the governments of the region": an owner is told, though it is nobody known.
        if any(grammar.case(child) in {"of", "from"} for child in grammar.below(index, "nmod")):
            return None
        found = (
            self._across_the_table(grammar, index, sector)
            or self._of_its_words(grammar, index, sector)
            or self.in_clause(grammar, index, sector)
            or self._organ(grammar, index, sector, local)
        )
        return found or self.setting(grammar, index, sector)

    def setting(self, grammar: Grammar, index: int, sector: str) -> Owner | None:
        """Return the one country that the clause, else the sentence, else the article is set in."""
        local = _LOCAL[sector]
        if (found := self.in_clause(grammar, index, sector)) is not None:
            return found
        places = {found.code for found in self._located(grammar)}
        if len(places) == 1:
            return Owner(places.pop(), None, "state", local * _IN_SENTENCE, "sentence place")
        only = self._only_country(grammar, sector) if not places else None
        if only is not None:
            return Owner(only, None, "state", local * _IN_SENTENCE, "the only country of the sentence")
        country = self.describer.article.country
        if country and is_country(country):
            return Owner(country, None, "state", local * _IN_ARTICLE, "article place")
        only = self.describer.article.only_country
        if only and is_country(only) and grammar.determiner(index) in _DEFINITE:
            return Owner(only, None, "state", local * _IN_ARTICLE, "the only country of the article")
        return None

    def _across_the_table(self, grammar: Grammar, index: int, sector: str) -> Owner | None:
        """Return whose rebels a government talks to, wherever it does: "Thailand's government met the separatists in ..."."""
        verb = grammar.governor(index)
        if sector not in {"REB", "OPP"} or verb < 0 or grammar.lemmas[verb] not in _TALKING:
            return None
        if grammar.determiner(index) not in _DEFINITE:
            return None
        for child in grammar.below(verb, "nsubj"):
            actor = self.describer.describe(grammar, child) if child != index else None
            best = actor.best if actor is not None else None
            if best is not None and best.sector == "GOV" and is_country(best.code):
                return Owner(best.code, None, "state", 0.6, f"talks with {best.name}")
        return None

    def _of_its_words(self, grammar: Grammar, index: int, sector: str) -> Owner | None:
        """Return the country whose act an organ without a name tells: "France recalled its envoy, the foreign ministry said"."""
        verb = grammar.heads[index]
        if sector not in _ORGANS or verb < 0 or grammar.relations[index] != "nsubj":
            return None
        told = list(grammar.below(verb, "ccomp"))
        if grammar.relations[verb] in {"parataxis", "ccomp"} and not told:
            told = [grammar.heads[verb]]
        # A reader may hang the subject on the verb of saying: "France recalled its envoy, the ministry said".
        for clause in (*told, verb):
            for subject in grammar.below(clause, "nsubj") if clause >= 0 else ():
                if subject == index:
                    continue
                phrase = self.describer.describe(grammar, subject)
                if phrase is not None and phrase.best is not None and is_country(phrase.best.code):
                    return Owner(phrase.best.code, None, "state", 0.65, "the subject of what it says")
        return None

    def _only_country(self, grammar: Grammar, sector: str) -> str | None:
        """Return the one country that a sentence names, for its own organs: "Chadian soldiers ..., the defence ministry said"."""
        if sector not in _ORGANS:
            return None
        matches = (self.describer.article.by_head.get((grammar.number, word)) for word in range(len(grammar.words)))
        named = {m.known[0].country for m in matches if m is not None and m.known[0].kind != "person"} - {""}
        return named.pop() if len(named) == 1 else None

    def in_clause(self, grammar: Grammar, index: int, sector: str) -> Owner | None:
        """Return the country that the phrase's own clause is set in: "in Lagos", "near Karachi"."""
        local = _LOCAL.get(sector)
        if local is None:
            return None
        word = index
        for _ in range(6):
            word = grammar.heads[word]
            if word < 0:
                break
            for child in grammar.below(word, "obl", "nmod"):
                if child != index and grammar.case(child) in _IN and (found := self._place(grammar, child, 1.0)):
                    return Owner(found.code, None, "state", local * _IN_CLAUSE, f"clause {found.evidence}")
            if grammar.relations[word] in CLAUSAL and grammar.relations[word] not in {"xcomp", "acl", "advcl"}:
                break
        return None

    def _organ(self, grammar: Grammar, index: int, sector: str, local: float) -> Owner | None:
        """Return the country of the police or court that acts on the phrase: they act at home.

        Protesters and the opposition are those of any organ of state that acts on them, but for a diplomat.
        """
        verb = grammar.governor(index)
        # "jailed five men and sentenced another": the court is the first verb's.
        for _ in range(3):
            if verb >= 0 and grammar.relations[verb] == "conj" and not grammar.below(verb, "nsubj"):
                verb = grammar.heads[verb]
        if verb < 0:
            return None
        domestic = sector == "OPP" or grammar.lemmas[index] in _IN_THE_STREETS
        organs = frozenset({"COP", "JUD", "MIL", "GOV", "LEG", "PTY"}) if domestic else frozenset({"COP", "JUD"})
        if sector in {"MIL", "COP"}:
            organs |= {"REB", "UAF"}  # rebels and gunmen fight those of their own country
        if grammar.lemmas[verb] in _AT_HOME:
            organs |= {"GOV"}  # "Bahrain jailed 13 people": a state's law is for whom it holds
        for child in grammar.below(verb, "nsubj", "obl"):
            if child == index or (grammar.relations[child] == "obl" and grammar.case(child) != "by"):
                continue
            actor = self.describer.describe(grammar, child)
            best = actor.best if actor is not None else None
            if grammar.lemmas[child] in _ABROAD:
                continue
            if best is not None and best.sector in organs and is_country(best.code):
                return Owner(best.code, None, "state", min(local, best.score) * 0.75, f"before {best.name}")
        return None

    def _located(self, grammar: Grammar) -> Iterator[Owner]:
        """Yield the places of a sentence; a foreign base tells nothing where a preposition sets another country."""
        found = list(self._set(grammar))
        told = [place for place, explicit in found if explicit]
        yield from told or [place for place, _ in found]

    def _set(self, grammar: Grammar) -> Iterator[tuple[Owner, bool]]:
        """Yield each place with whether a preposition sets it."""
        for word in range(len(grammar.words)):
            if (grammar.number, word) not in self.describer.article.by_head:
                continue
            head = grammar.heads[word]
            site = head >= 0 and grammar.full[word] in _MODIFIERS and grammar.lemmas[head] in SITES
            if not site and head >= 0 and grammar.lemmas[head] in _ABROAD and grammar.relations[word] == "compound":
                # "the Jakarta embassy of Australia" stands in Jakarta.
                site = self.describer.article.by_head[grammar.number, word].known[0].manner in {"place", "seat"}
            if site or grammar.case(word) in _IN:
                found = self._place(grammar, word, 1.0)
                if found is not None:
                    yield found, not site


def _is_elsewhere(match: AgentMatch) -> bool:
    """Tell those whose place is not their country's: "60 migrants off Crete", "air strikes inside Afghanistan"."""
    return match.agent.sector == "REF" or match.agent.sort == "thing"


def _is_abroad(grammar: Grammar, index: int) -> bool:
    """Tell those who stand for another state; an electoral commission is no high commission."""
    if grammar.lemmas[index] == "commission":
        return index > 0 and grammar.words[index - 1] == "high"
    return grammar.lemmas[index] in _ABROAD
