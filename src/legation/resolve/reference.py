"""Phrases that only refer back: pronouns, "the ministry", "the two countries", "both sides" (CODEBOOK section 4).

Rules over a short memory of the phrases before. What is not a party ("the ship") is remembered too and may win, so
that "it" stands for nobody rather than for the wrong one. Cost per phrase is bounded by the memory's window.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from legation.resolve.grammar import SUBJECTS
from legation.resolve.phrases import Phrase, country_of, weakened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legation.records import Candidate
    from legation.resolve.agents import AgentMatch
    from legation.resolve.describe import Describer
    from legation.resolve.grammar import Grammar

#: Phrases kept in memory, and how many sentences back a pronoun looks.
_WINDOW, _REACH = 60, 3
_MALE = frozenset({"he", "him", "his", "himself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_NEUTRAL = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
_FIRST = frozenset({"we", "us", "our", "ours", "i", "me", "my"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "each"})
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
#: Verbs that only a party can be the subject of: "it" before one is no thing.
_HUMAN = frozenset(
    "say announce vow pledge decide want plan deny accuse urge demand warn threaten refuse reject agree condemn "
    "call claim insist promise hope seek intend consider believe think ask tell invite offer support oppose "
    "withdraw deploy send launch recall summon declare propose order suspend expel impose ratify sign join".split()
)
#: Generic nouns to the sectors or codes that they may refer back to.
_GENERIC = {
    "group": frozenset({"NSA", "REB", "NGO", "UAF", "SOC", "PRM", "CRM", "OPP", "PTY", "IGO"}),
    "organization": frozenset({"NSA", "REB", "NGO", "IGO", "SOC", "PTY"}),
    "organisation": frozenset({"NSA", "REB", "NGO", "IGO", "SOC", "PTY"}),
    "movement": frozenset({"NSA", "REB", "OPP", "PTY", "SOC"}),
    "faction": frozenset({"NSA", "REB", "PTY"}),
    "militia": frozenset({"NSA", "REB", "UAF", "PRM"}),
    "party": frozenset({"PTY", "OPP"}),
    "bloc": frozenset({"IGO", "PTY"}),
    "alliance": frozenset({"IGO", "PTY", "NSA"}),
    "union": frozenset({"IGO", "LAB"}),
    "agency": frozenset({"IGO", "GOV", "SPY"}),
    "body": frozenset({"IGO", "NGO"}),
    "council": frozenset({"IGO", "GOV", "LEG"}),
    "company": frozenset({"BUS"}),
    "firm": frozenset({"BUS"}),
    "bank": frozenset({"BUS", "GOV"}),
    "court": frozenset({"JUD"}),
    "watchdog": frozenset({"IGO", "NGO", "SOC"}),
    "militant": frozenset({"NSA", "REB"}),
    "rebel": frozenset({"NSA", "REB"}),
    "insurgent": frozenset({"NSA", "REB"}),
}
#: Nouns for one person, whoever it is.
_SOMEBODY = frozenset(
    {"man", "woman", "leader", "official", "diplomat", "politician", "statesman", "envoy", "president"}
)
_PEERS = frozenset({"leader", "president", "minister", "man", "side", "statesman", "premier", "diplomat", "official"})
_COUNTRIES = frozenset({"country", "nation", "state", "government", "capital"})
_ACTS_OF = frozenset({"body", "office", "people", "thing"})


class References:
    """The memory of one article's phrases, in the order of the text."""

    def __init__(self, describer: Describer) -> None:
        """Start with nothing remembered."""
        self.describer = describer
        describer.references = self
        self.recent: deque[tuple[Phrase, float]] = deque(maxlen=_WINDOW)
        self.by_word: dict[str, Phrase] = {}
        self.by_sector: dict[str, Phrase] = {}

    def remember(self, grammar: Grammar, phrase: Phrase) -> None:
        """Keep a phrase, weighed by its place in the sentence: a subject is what a text goes on about."""
        if phrase.title:
            return
        if not phrase.refers:
            for word in sorted(phrase.words):
                self.by_word[word] = phrase
            best = phrase.best
            if best is not None and phrase.sort in {"body", "people"}:
                self.by_sector[best.code.partition(":")[0] if ":" in best.code else best.sector or ""] = phrase
        self.recent.append((phrase, _salience(grammar, phrase.head)))

    # --- pronouns -------------------------------------------------------------------------------------------------

    def pronoun(self, grammar: Grammar, index: int) -> Phrase | None:
        """Return the phrase of a pronoun with its antecedent's candidates; None for those that refer to nobody."""
        word = grammar.words[index]
        if word in _RELATIVE and grammar.tokens[index].xpos in {"WP", "WP$", "WDT", "IN", "PRP", ""}:
            return self._relative(grammar, index)
        if grammar.relations[index] == "expl":
            return None
        if word in _PLURAL:
            return self._plural(grammar, index)
        if word in _MALE or word in _FEMALE:
            return self._best(grammar, index, "m" if word in _MALE else "f")
        if word in _NEUTRAL:
            return self._best(grammar, index, "n")
        if word == "both":
            return self.several(grammar, index, 2, "side")
        if word in _FIRST:
            return self._speaker(grammar, index, plural=word not in {"i", "me", "my"})
        return None

    def _relative(self, grammar: Grammar, index: int) -> Phrase | None:
        """Return the noun that a relative clause explains."""
        word = index
        while word >= 0 and grammar.full[word] != "acl:relcl" and grammar.relations[word] != "acl":
            if grammar.relations[word] in {"ccomp", "advcl", "root"}:
                return None
            word = grammar.heads[word]
        noun = grammar.heads[word] if word >= 0 else -1
        if noun < 0 or noun == index or grammar.upos[noun] == "VERB":
            return None
        meant = self.describer.describe(grammar, noun)
        if meant is None:
            return None
        return _referring(grammar, index, (meant,), "relative pronoun")

    def _candidates(self, grammar: Grammar, index: int) -> Iterator[tuple[Phrase, float]]:
        """Yield the phrases that a pronoun may mean with their weight, by distance, role and the binding of arguments."""
        possessive = grammar.full[index] == "nmod:poss"
        clause = grammar.governor(index)
        above = set()
        word = grammar.heads[index]
        while word >= 0:
            above.add(word)
            word = grammar.heads[word]
        own_clause = _clauses_above(grammar, index)
        for phrase, salience in reversed(self.recent):
            distance = grammar.number - phrase.sentence
            if distance > _REACH:
                break
            weight = salience - 0.9 * distance
            if distance == 0:
                if phrase.head in above or phrase.head >= index:
                    continue
                governor = grammar.governor(phrase.head)
                if not possessive and governor == clause and grammar.heads[phrase.head] == grammar.heads[index]:
                    continue  # "Iran told it": two arguments of one verb are two parties
                if governor in own_clause:
                    weight += 0.35 if grammar.relations[phrase.head] in SUBJECTS else 0.1
                weight -= 0.004 * (index - phrase.head)
            yield phrase, weight

    def _best(self, grammar: Grammar, index: int, gender: str) -> Phrase | None:
        """Choose the antecedent of a singular pronoun."""
        best: tuple[float, Phrase] | None = None
        for phrase, weight in self._candidates(grammar, index):
            penalty = _singular_penalty(phrase, gender, things=self._things_allowed(grammar, index))
            if penalty is None:
                continue
            if best is None or weight - penalty > best[0]:
                best = weight - penalty, phrase
        return None if best is None else _referring(grammar, index, (best[1],), f"“{grammar.words[index]}”")

    def _things_allowed(self, grammar: Grammar, index: int) -> bool:
        head = grammar.heads[index]
        if head < 0:
            return True
        if grammar.full[index] == "nmod:poss":
            agent = self.describer.agent(grammar, head)
            owned = grammar.lemmas[head] in self.describer.metonyms.words["political"]
            return not owned and (agent is None or agent.agent.sort not in _ACTS_OF)
        return not (grammar.relations[index] == "nsubj" and grammar.lemmas[head] in _HUMAN)

    def _plural(self, grammar: Grammar, index: int) -> Phrase | None:
        """Choose the antecedents of "they": a plural, a body, or the nouns of one coordination."""
        best: tuple[float, tuple[Phrase, ...]] | None = None
        for phrase, weight in self._candidates(grammar, index):
            together = self._together(phrase)
            if len(together) > 1:
                penalty = 0.0
            elif phrase.plural or phrase.sort == "people" or len(phrase.antecedents) > 1:
                penalty = 0.0 if phrase.candidates else 0.15
            elif phrase.sort == "body" and phrase.candidates:
                penalty = 0.5
            else:
                continue
            if best is None or weight - penalty > best[0]:
                best = weight - penalty, together
        return None if best is None else _referring(grammar, index, best[1], f"“{grammar.words[index]}”")

    def _together(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """Return a phrase with those coordinated with it, which must all be phrases too."""
        grammar = self.describer.article.grammars[phrase.sentence]
        found = [phrase]
        for child in grammar.below(phrase.head, "conj"):
            other = self.describer.describe(grammar, child)
            if other is not None and other.sort not in {"thing", "place"}:
                found.append(other)
        return tuple(found)

    def _speaker(self, grammar: Grammar, index: int, *, plural: bool) -> Phrase | None:
        """Return who says "we": the subject of the verb that the quotation hangs on, in the same sentence."""
        start = grammar.tokens[index].span.start
        quotes = self.describer.article.quotes_of(grammar.number)
        if not any(quote.start <= start < quote.end for quote in quotes):
            return None
        for word in range(len(grammar.words)):
            if grammar.lemmas[word] not in _SPEECH or any(
                q.start <= grammar.tokens[word].span.start < q.end for q in quotes
            ):
                continue
            for child in grammar.below(word, "nsubj"):
                if child == index:
                    continue
                speaker = self.describer.describe(grammar, child)
                if speaker is not None and speaker.candidates and not (plural and speaker.sort == "thing"):
                    return _referring(grammar, index, (speaker,), "speaker of the quotation")
        return None

    # --- "the ministry", "the two countries" ----------------------------------------------------------------------

    def definite(self, grammar: Grammar, index: int, match: AgentMatch) -> Phrase | None:
        """Return what a definite role word refers back to; None where nothing before fits."""
        agent = match.agent
        count = self._count(grammar, index)
        if count and agent.sort in {"country", "side", "office", "person", "body"}:
            found = self.several(grammar, index, count, agent.words[-1] if agent.sort != "country" else "country")
            if found is not None:
                return found
        determiner = grammar.determiner(index)
        plural = grammar.plural(index) or agent.sort == "people"
        if determiner not in _DEFINITE and not plural and not grammar.tokens[index].text[0].isupper():
            return None
        if agent.sort == "country":
            return self._country(grammar, index) if determiner in {"the", "this", "that"} and not plural else None
        if agent.sort == "side":
            return (
                self.several(grammar, index, 2, "side") if plural and determiner in {"the", "both", "these"} else None
            )
        found = self._by_word(grammar, index, match, plural=plural)
        if found is None and determiner in {"the", "this", "that"}:
            found = self._generic(grammar, index, match, plural=plural)
        return found

    @staticmethod
    def _count(grammar: Grammar, index: int) -> int:
        """Return the number of a phrase like "the two leaders", "both sides"; 0 without one, or without "the"."""
        number = grammar.below(index, "nummod")
        determiner = grammar.determiner(index)
        if determiner == "both":
            return 2
        if number and determiner in {"the", "these", "those"} and not grammar.below(index, "nmod", "acl"):
            return _NUMBERS.get(grammar.words[number[0]], 0)
        return 0

    def _by_word(self, grammar: Grammar, index: int, match: AgentMatch, *, plural: bool) -> Phrase | None:
        """Find the last phrase of the same noun: "the ministry" after "the Russian foreign ministry"."""
        for word in (match.agent.text, grammar.lemmas[index]):
            earlier = self.by_word.get(word)
            if earlier is None or earlier.key == (grammar.number, index) or not earlier.candidates:
                continue
            if earlier.plural != plural and match.agent.sort not in {"people", "body"}:
                continue
            if grammar.number - earlier.sentence > 12:
                continue
            if word != match.agent.text and match.agent.text not in earlier.words and len(match.agent.words) > 1:
                continue  # "the prime minister" is not the foreign minister named before
            if grammar.determiner(index) not in _DEFINITE and match.agent.sort not in {"people", "body", "person"}:
                continue
            factor = 0.85 if grammar.determiner(index) in _DEFINITE else 0.7
            found = _referring(grammar, index, (earlier,), f"same noun “{word}”", factor)
            return replace(found, refers=False, words=earlier.words)
        return None

    def _generic(self, grammar: Grammar, index: int, match: AgentMatch, *, plural: bool) -> Phrase | None:
        """Find what a general noun may mean: "the group" a rebel group, "the leader" a person."""
        word = match.agent.words[-1]
        kinds = _GENERIC.get(word)
        if kinds is not None:
            for phrase, _ in reversed(self.recent):
                best = phrase.best
                if best is None or phrase.sort not in {"body", "people"} or phrase.sentence < grammar.number - 4:
                    continue
                if {best.code.partition(":")[0], best.sector or ""} & kinds:
                    return _referring(grammar, index, (phrase,), f"general noun “{word}”", 0.8)
        if word in _SOMEBODY and not plural:
            for phrase, _ in reversed(self.recent):
                if phrase.sort != "person" or phrase.plural or phrase.sentence < grammar.number - 2:
                    continue
                if match.agent.gender and phrase.gender and match.agent.gender != phrase.gender:
                    continue
                if phrase.sentence == grammar.number and grammar.heads[phrase.head] == grammar.heads[index]:
                    continue
                if not phrase.candidates or (phrase.best and phrase.best.kind != "person"):
                    return None
                return _referring(grammar, index, (phrase,), f"general noun “{word}”", 0.75)
        return None

    def _country(self, grammar: Grammar, index: int) -> Phrase | None:
        """Find the country of "the country": the nearest before it, a subject rather than a mere place."""
        best: tuple[float, Phrase] | None = None
        for phrase, salience in reversed(self.recent):
            if phrase.sentence < grammar.number - _REACH:
                break
            if (
                phrase.best is None
                or not country_of(phrase.best)
                or (phrase.head == index and phrase.sentence == grammar.number)
            ):
                continue
            weight = salience - 0.7 * (grammar.number - phrase.sentence)
            weight -= {"country": 0.0, "place": 0.25}.get(phrase.sort, 0.3)
            if best is None or weight > best[0] + 0.001:
                best = weight, phrase
        if best is None:
            return None
        found = _referring(grammar, index, (best[1],), "the country")
        states = tuple(
            replace(one, kind="state", sector="GOV", person=None, name=self._state_name(one))
            for one in found.candidates
            if country_of(one)
        )
        return replace(found, sort="country", candidates=states[:1])

    def _state_name(self, one: Candidate) -> str:
        """Return the name of a candidate's state as the article last had it; its code where it had none.

        A state that is known from its president alone does not bear the president's name.
        """
        if one.kind == "state":
            return one.name
        named = (
            other.name
            for phrase, _ in reversed(self.recent)
            for other in phrase.candidates
            if other.kind == "state" and other.code == one.code
        )
        return next(named, one.code)

    def several(self, grammar: Grammar, index: int, count: int, noun: str) -> Phrase | None:
        """Return the last `count` different parties: "the two countries", "both sides", "the two leaders".

        "The three countries" are first of all three that the text has named in a row.
        """
        if (row := self._row(grammar, count, noun)) is not None:
            return replace(_referring(grammar, index, row, f"{count} named in a row", 0.8), plural=True)
        found: list[Phrase] = []
        codes: set[str] = set()
        persons = noun in _PEERS - {"side"}
        for phrase, _ in reversed(self.recent):
            if phrase.sentence < grammar.number - _REACH:
                break
            for one in self._meant(phrase):
                best = one.best
                if best is None or one.sort == "place":
                    continue
                code = best.code
                if noun in _COUNTRIES and not country_of(best):
                    continue
                if persons and one.sort != "person":
                    continue
                if code in codes or code == "---":
                    continue
                codes.add(code)
                found.append(one)
            if len(found) >= count:
                break
        if len(found) < count:
            return None
        meant = tuple(sorted(found[:count], key=lambda phrase: phrase.key))
        phrase = _referring(grammar, index, meant, f"the last {count} parties", 0.8)
        return replace(phrase, plural=True)

    def _row(self, grammar: Grammar, count: int, noun: str) -> tuple[Phrase, ...] | None:
        """Return the last coordination of so many countries, of this sentence or the one before, for "the three countries"."""
        if noun not in _COUNTRIES:
            return None
        for phrase, _ in reversed(self.recent):
            if phrase.sentence < grammar.number - 1:
                break
            row = self._together(phrase)
            codes = {country_of(one.best) for one in row if one.best is not None}
            if len(row) == len(codes) == count and all(codes):
                return row
        return None

    def _meant(self, phrase: Phrase) -> Iterator[Phrase]:
        """Yield a phrase, or those that it refers to where it is several."""
        if len(phrase.antecedents) < 2:
            yield phrase
            return
        for sentence, head in reversed(phrase.antecedents):
            one = self.describer.describe(self.describer.article.grammars[sentence], head)
            if one is not None:
                yield one


_SPEECH = frozenset("say tell add declare announce warn vow insist write tweet note stress state claim".split())


def _salience(grammar: Grammar, head: int) -> float:
    """Weigh a phrase by its role: main subject, subject, object, the rest."""
    top = grammar.top(head)
    relation = grammar.relations[top]
    if relation == "nsubj":
        above = grammar.heads[top]
        passed = {top}
        while above >= 0 and grammar.relations[above] == "conj" and above not in passed:
            passed.add(above)
            above = grammar.heads[above]  # "Poland closed the border and Belarus recalled its envoy": two main clauses
        return 0.9 if above >= 0 and grammar.relations[above] == "root" else 0.7
    if relation == "root":
        return 0.6
    if relation in {"obj", "iobj"} or grammar.full[top] in {"obl:agent", "obl"}:
        return 0.45
    if grammar.full[top] == "nmod:poss":
        return 0.4
    return 0.3


def _clauses_above(grammar: Grammar, index: int) -> set[int]:
    """Return the predicates that a word stands below, as far up as the first clause that is beside another, not in it."""
    found = set()
    word = grammar.governor(index)
    while word >= 0 and word not in found:
        found.add(word)
        if grammar.relations[word] == "conj" and grammar.below(word, "nsubj"):
            break
        word = grammar.governor(word)
    return found


def _singular_penalty(phrase: Phrase, gender: str, *, things: bool) -> float | None:
    """Return how much speaks against a singular antecedent, None where it cannot be one."""
    if phrase.plural or phrase.sort == "people" or len(phrase.antecedents) > 1:
        return None
    if gender == "n":
        if phrase.sort == "person":
            return None
        if phrase.sort == "place":
            return 0.45
        if phrase.sort == "thing":
            return 0.15 if things else None
        return 0.0 if phrase.candidates else 0.1
    if phrase.sort != "person":
        return None
    if phrase.gender and phrase.gender != gender:
        return None
    return 0.0 if phrase.gender else 0.05


def _referring(grammar: Grammar, index: int, meant: tuple[Phrase, ...], evidence: str, factor: float = 0.88) -> Phrase:
    """Make the phrase of a word that refers to others: their candidates, and where they stand."""
    keys: list[tuple[int, int]] = []
    candidates: list[Candidate] = []
    for phrase in meant:
        keys += phrase.antecedents or [phrase.key]
        candidates += weakened(phrase.candidates, factor, evidence)
    first = meant[0]
    return Phrase(
        sentence=grammar.number,
        head=index,
        candidates=tuple(candidates),
        sort=first.sort,
        plural=first.plural or len(meant) > 1,
        gender=first.gender,
        antecedents=tuple(dict.fromkeys(keys)),
        refers=True,
    )
