"""What the resolver knows of a phrase, and the small steps by which candidates are made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from legation.records import Candidate

if TYPE_CHECKING:
    from legation.resolve.grammar import Grammar

#: What a phrase stands for, as far as referring back to it goes.
Sort = Literal["person", "people", "body", "country", "place", "thing"]

_FORMER = frozenset(
    {"former", "ex", "erstwhile", "deposed", "ousted", "toppled", "retired", "one-time", "onetime", "exiled"}
)
#: Sectors of an elite: their former holders are ELI.
ELITE = frozenset({"GOV", "LEG", "PTY", "SPY"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase of the text with what it may stand for.

    `words` are the nouns that may refer back to it; `gender` is m, f or ""; `antecedents` as in `Resolved`.
    """

    sentence: int
    head: int
    candidates: tuple[Candidate, ...] = ()
    sort: Sort = "thing"
    plural: bool = False
    gender: str = ""
    words: frozenset[str] = frozenset()
    antecedents: tuple[tuple[int, int], ...] = ()
    #: What the role word tells of somebody whose country nothing tells.
    sector: str | None = None
    #: The phrase only refers back: it is no antecedent itself.
    refers: bool = False
    #: A title before a name: part of that name's phrase.
    title: bool = False

    @property
    def key(self) -> tuple[int, int]:
        """Where the phrase's head stands."""
        return self.sentence, self.head

    @property
    def best(self) -> Candidate | None:
        """The first candidate, if any."""
        return self.candidates[0] if self.candidates else None


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom a phrase belongs to: the country of "Iraqi" in "Iraqi militants", the army of "army spokesman"."""

    code: str
    sector: str | None
    kind: str
    score: float
    evidence: str
    name: str = ""


def is_country(code: str) -> bool:
    """Tell a state's code (three letters) from an organisation's."""
    return len(code) == 3 and code.isalpha()


def country_of(candidate: Candidate) -> str:
    """Return the ISO code of a candidate, "" for organisations without one."""
    return candidate.code if is_country(candidate.code) else ""


def weakened(candidates: tuple[Candidate, ...], factor: float, evidence: str) -> tuple[Candidate, ...]:
    """Return the candidates with scores lowered and one more word of evidence."""
    return tuple(
        replace(one, score=round(one.score * factor, 3), evidence=(*one.evidence, evidence)) for one in candidates
    )


def ordered(candidates: list[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates best first, one for each code, sector, person and kind; ties keep their order."""
    found: dict[tuple[object, ...], Candidate] = {}
    for one in candidates:
        key = (one.code, one.sector, one.person, one.kind)
        if key not in found or found[key].score < one.score:
            found[key] = one
    return tuple(sorted(found.values(), key=lambda one: -one.score))


def again(sentence: int, head: int, earlier: Phrase) -> Phrase:
    """Return the phrase of a word that names anew what another phrase names."""
    return Phrase(
        sentence=sentence,
        head=head,
        candidates=earlier.candidates,
        sort=earlier.sort,
        gender=earlier.gender,
        words=earlier.words,
    )


def is_former(grammar: Grammar, index: int) -> bool:
    """Tell a past holder: "former president", "ex-minister", "the ousted leader"."""
    return any(
        grammar.lemmas[child] in _FORMER and grammar.relations[child] in {"amod", "compound", "advmod", "nmod"}
        for child in grammar.children[index]
    )


def text_of(grammar: Grammar, first: int, last: int) -> str:
    """Return the words of a run of tokens (both ends included) as they stand in the text, spaces made single."""
    found: list[str] = []
    end = 0
    for token in grammar.tokens[first : last + 1]:
        if found and token.span.start > end:
            found.append(" ")
        found.append(token.text)
        end = token.span.end
    return "".join(found)
