"""Nouns that make a party of a phrase, and the PLOVER sector of whoever they name (CODEBOOK section 4).

The words are data (`data/agents.tsv`, whose head explains the columns). An `Agents` answers, for a noun in its
sentence, the longest entry that ends there ("central bank", "defense secretary") or begins there ("chief of staff").
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, get_args

from legation.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legation.resolve.grammar import Grammar

Sort = Literal["office", "person", "people", "body", "thing", "amount", "country", "side", "none"]
_SORTS: dict[str, Sort] = {sort: sort for sort in get_args(Sort)}
_FILE = "agents.tsv"
#: Parts of an entry that stand after the head noun: "chief of staff", "ambassador to".
_AFTER = frozenset({"of", "to", "for", "in"})
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Agent:
    """One entry: its words, the sector it gives, and what sort of noun it is.

    `inherits` marks nouns that take the sector of the body they belong to ("spokesman"); `sector` is then the one
    they have where no body is named.
    """

    words: tuple[str, ...]
    sector: str
    sort: Sort
    gender: str
    inherits: bool

    @property
    def text(self) -> str:
        """The entry as one string."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class AgentMatch:
    """An entry found in a sentence: tokens `first` to `last`, both included."""

    agent: Agent
    first: int
    last: int


class Agents:
    """The table of agents, indexed by the word that heads each entry."""

    def __init__(self, agents: Iterable[Agent]) -> None:
        """Index the entries: those that end in their head noun, and those whose head comes first."""
        ending: dict[str, list[Agent]] = {}
        opening: dict[str, list[Agent]] = {}
        for agent in agents:
            inner = [n for n, word in enumerate(agent.words) if n and word in _AFTER]
            if inner:
                opening.setdefault(agent.words[inner[0] - 1], []).append(agent)
            else:
                ending.setdefault(agent.words[-1], []).append(agent)
        self._ending = {word: _by_length(row) for word, row in ending.items()}
        self._opening = {word: _by_length(row) for word, row in opening.items()}

    def match(self, grammar: Grammar, head: int, least: int = 0) -> AgentMatch | None:
        """Return the longest entry headed by the word at `head`, None where it is no agent (or a word like one).

        Words before `least` belong to something else: the "Union" of "African Union leaders" makes no union leaders.
        """
        lemma, word = grammar.lemmas[head], grammar.words[head]
        found: AgentMatch | None = None
        # A plural that the reader takes for a singular keeps its form: "insurgents" is looked up as "insurgent" too,
        # "tribesmen" as "tribesman".
        singular = f"{word.removesuffix('men')}man" if word.endswith("men") else word.removesuffix("s")
        for key in dict.fromkeys((lemma, word, singular)):
            for agent in self._opening.get(key, ()):
                if (match := self._opened(grammar, head, agent)) is not None:
                    found = _longer(found, match)
            for agent in self._ending.get(key, ()):
                if found is not None and len(agent.words) <= len(found.agent.words):
                    break
                if (match := self._ended(grammar, head, agent)) is not None and match.first >= least:
                    found = _longer(found, match)
                    break
        if found is None and "-" in word:
            found = self._hyphened(word, head)
        return None if found is None or found.agent.sort == "none" else found

    def _ended(self, grammar: Grammar, head: int, agent: Agent) -> AgentMatch | None:
        """Match the words before the head, stepping over hyphens."""
        place = head
        for part in reversed(agent.words[:-1]):
            place -= 1
            while place >= 0 and grammar.words[place] in {"-", "‑", "–"}:
                place -= 1
            if place < 0 or part not in (grammar.words[place], grammar.lemmas[place]):
                return None
        return AgentMatch(agent, place, head)

    @staticmethod
    def _opened(grammar: Grammar, head: int, agent: Agent) -> AgentMatch | None:
        """Match an entry with words after its head: "secretary of state"."""
        at = next(n for n, word in enumerate(agent.words) if n and word in _AFTER) - 1
        first, last = head - at, head + len(agent.words) - at - 1
        if first < 0 or last >= len(grammar.words):
            return None
        for n, part in enumerate(agent.words):
            if part not in (grammar.words[first + n], grammar.lemmas[first + n]):
                return None
        return AgentMatch(agent, first, last)

    def _hyphened(self, word: str, head: int) -> AgentMatch | None:
        """Match a word that the reader left whole: "asylum-seekers"."""
        parts = tuple(part for part in word.split("-") if part)
        if not parts:
            return None
        for last in (parts[-1], parts[-1].removesuffix("s")):
            for agent in self._ending.get(last, ()):
                if agent.words == (*parts[:-1], last)[-len(agent.words) :]:
                    return AgentMatch(agent, head, head)
        return None

    def named(self, text: str) -> Agent | None:
        """Return the entry with exactly these words, lower case."""
        words = _split(text)
        for index in (self._ending, self._opening):
            for row in index.values():
                for agent in row:
                    if agent.words == words:
                        return agent
        return None


def _by_length(row: list[Agent]) -> tuple[Agent, ...]:
    """Return the entries, the longest first."""
    return tuple(sorted(row, key=lambda agent: (-len(agent.words), agent.words)))


def _longer(one: AgentMatch | None, other: AgentMatch) -> AgentMatch:
    return other if one is None or len(other.agent.words) > len(one.agent.words) else one


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.replace("'s", " 's").replace("s' ", "s ' ").replace("-", " ").split())


def load_agents() -> Agents:
    """Read the table that ships with the package; a bad row raises `DataError` with its line."""
    text = (files("legation.resolve") / "data" / _FILE).read_text(encoding="utf-8")
    return Agents(parse_agents(text))


def parse_agents(text: str) -> tuple[Agent, ...]:
    """Parse the table. The first row that names a word wins, so that a word has one reading.

    Raises `DataError` with file and line where a row has not three or four columns, or an unknown sort.
    """
    found: dict[tuple[str, ...], Agent] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        place = f"{_FILE}:{number}"
        if len(cells) not in {3, 4}:
            raise DataError("not three or four columns", place=place, remedy="sector, sort, words[, gender]; by tabs")
        sector, sort, words = cells[:3]
        known_sort = _SORTS.get(sort)
        if known_sort is None:
            raise DataError(f"unknown sort {sort!r}", place=place, remedy=f"one of {', '.join(sorted(_SORTS))}")
        inherits, _, plain = sector.partition("/")
        for text_of in words.split(";"):
            entry = _split(text_of.strip())
            if not entry:
                raise DataError("an empty word", place=place, remedy="part words by one semicolon")
            agent = Agent(entry, plain or inherits, known_sort, cells[3] if len(cells) == 4 else "", inherits == "of")
            found.setdefault(entry, agent)
    return tuple(found.values())
