"""What the resolver asks of the knowledge base, and where names stand in a sentence.

`Knows` is the face that `knowledge.KnowledgeBase` fills (tests give a small one). A `NameMatch` is an alias found in
a sentence, with all that it may mean as `Known`: one bearer of the alias, and how the alias means it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from legation.records import ActorKind
    from legation.resolve.knowledge_types import Entry, Standing, Town

#: How an alias means its bearer: `demonym` ("Iraqi"), `people` ("Iraqis"), `seat` (a capital or building that stands
#: for its government where it acts), `surname` (means the person only where the article says more of them).
Manner = Literal["name", "demonym", "people", "seat", "surname", "place"]
_MANNERS: dict[str, Manner] = {"demonym": "demonym", "people": "people", "surname": "surname", "place": "place"}


class Knows(Protocol):
    """Names to bearers; `longest` is asked once for each capitalised word."""

    def longest(self, words: Sequence[str], start: int) -> tuple[int, tuple[Entry, ...]]:
        """Return the number of words of the longest alias that begins at `start`, with its bearers; 0 if none."""
        ...

    def standing(self, person: str, on: date | None) -> Standing:
        """Return what a person was on the day; without a day, what they last were known to be."""
        ...

    def places(self, name: str) -> Sequence[Town]:
        """Return the populated places of that name, the largest first."""
        ...

    def chiefs(self, name: str) -> tuple[Entry, ...]:
        """Return the heads of states and bodies whose full name may be spelled so: "Moammar Qadhafi"."""
        ...


@dataclass(frozen=True, slots=True)
class Known:
    """One bearer of an alias. `code` and `sector` are as in `Candidate`; `weight` is 0 to 1."""

    code: str
    sector: str | None
    name: str
    kind: ActorKind
    manner: Manner
    weight: float
    #: The knowledge base's key of a person, whose sector tenures decide.
    person: str | None
    #: ISO code of the country, "" where there is none.
    country: str
    #: What must hold before the alias may be believed: none, country_in_doc, office_nearby, full_name_in_doc.
    needs: str
    #: state, igo, party, armed_group ...: the knowledge base's own kinds.
    entity: str


@dataclass(frozen=True, slots=True)
class NameMatch:
    """An alias in a sentence: tokens `first` to `last` (both included), `head` the one that hangs outside."""

    first: int
    last: int
    head: int
    known: tuple[Known, ...]
    #: What ties it to the noun that it only describes: "backed" in "Iran-backed", "pro" in "pro-Russian"; "" if nothing.
    tie: str = ""


def known_of(entry: Entry, knows: Knows, on: date | None) -> Known:
    """Return an entry as the resolver sees it; persons as they stood on the day of publication, if it is known."""
    manner: Manner = _MANNERS.get(entry.alias_kind, "name")
    if entry.condition == "acts":
        manner = "seat"
    code, sector, kind = entry.code, entry.sector, entry.actor_kind
    if kind == "state" and sector is None:
        sector = "GOV"
    if ":" in code:
        sector = None  # an actor of its own is coded without one (CODEBOOK section 4)
    if entry.kind == "person" and entry.person is not None:
        standing = knows.standing(entry.person, on)
        code, sector = standing.code or code, standing.sector
    return Known(
        code=code,
        sector=sector,
        name=entry.name,
        kind=kind,
        manner=manner,
        weight=entry.weight,
        person=entry.person,
        country=entry.country or (code if len(code) == 3 else ""),
        needs=entry.needs,
        entity=entry.kind,
    )
