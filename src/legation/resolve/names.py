"""What the resolver asks of the knowledge of names, and where names stand in a sentence.

`Knows` is the face; the compiled knowledge base fills it through `legation.resolve.known`. A `NameMatch` is an alias
found in a sentence, with all that it may mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legation.records import ActorKind

#: How an alias means its bearer: `demonym` ("Iraqi"), `people` ("Iraqis"), `seat` (a capital or building that stands
#: for its government where it acts), `surname` (means the person only where the article names them in full).
Manner = Literal["name", "demonym", "people", "seat", "surname", "place"]


@dataclass(frozen=True, slots=True)
class Known:
    """One bearer of an alias. `code` and `sector` are as in `Candidate`; `weight` is 0 to 1."""

    code: str
    sector: str | None
    name: str
    kind: ActorKind
    manner: Manner
    weight: float = 0.9
    #: The knowledge base's key of a person, whose sector tenures decide.
    person: str | None = None
    #: ISO code of the country, "" where there is none.
    country: str = ""
    evidence: str = ""


class Knows(Protocol):
    """Names to bearers; `longest` is asked once for each capitalised word."""

    def longest(self, words: Sequence[str], start: int) -> tuple[int, tuple[Known, ...]]:
        """Return the number of words of the longest alias that begins at `start`, with its bearers; 0 if none."""
        ...


@dataclass(frozen=True, slots=True)
class NameMatch:
    """An alias in a sentence: tokens `first` to `last` (both included), `head` the one that hangs outside."""

    first: int
    last: int
    head: int
    known: tuple[Known, ...]
    #: What ties it to the noun that it only describes: "backed" in "Iran-backed", "pro" in "pro-Russian"; "" if nothing.
    tie: str = ""
