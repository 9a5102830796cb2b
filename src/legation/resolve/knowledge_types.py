"""The answers of the knowledge base, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from datetime import date

    from legation.records import ActorKind, Held

EntityKind = Literal[
    "state", "former_state", "territory", "body", "igo", "ngo", "party", "armed_group", "company", "media", "religion",
    "ethnic", "person", "place", "region",
]  # fmt: skip
#: How a text means the entity: by a name of it, by the adjective ("Cuban"), the people ("Cubans"), a seat that
#: stands for it ("Kremlin"), a bare surname, a place that bears the name.
AliasKind = Literal[
    "name", "official", "short", "former", "native", "acronym", "translit", "nickname", "demonym", "people", "metonym",
    "surname", "place",
]  # fmt: skip
#: What must hold before the alias may be believed.
Needs = Literal["none", "country_in_doc", "office_nearby", "full_name_in_doc"]
#: When a metonym acts: always, as the subject or object of acts (CODEBOOK section 4), or in matters of the body's own.
Condition = Literal["", "acts", "always"]

ENTITY_KINDS: Final[tuple[EntityKind, ...]] = (
    "state", "former_state", "territory", "body", "igo", "ngo", "party", "armed_group", "company", "media", "religion",
    "ethnic", "person", "place", "region",
)  # fmt: skip
ALIAS_KINDS: Final[tuple[AliasKind, ...]] = (
    "name", "official", "short", "former", "native", "acronym", "translit", "nickname", "demonym", "people", "metonym",
    "surname", "place",
)  # fmt: skip
NEEDS: Final[tuple[Needs, ...]] = ("none", "country_in_doc", "office_nearby", "full_name_in_doc")
CONDITIONS: Final[tuple[Condition, ...]] = ("", "acts", "always")
PRECISIONS: Final = ("", "day", "month", "year", "implied")

_ACTOR_KINDS: Final[dict[str, ActorKind]] = {
    "state": "state", "former_state": "state", "territory": "state", "person": "person", "place": "place",
    "region": "place", "religion": "group", "ethnic": "group", "armed_group": "group",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One bearer of an alias.

    `code` is ISO 3166 alpha-3 or an organisation code (CODEBOOK section 4); `country` the alpha-3 code of the home
    country, "" without one; `sector` is None for states and for persons, whose tenures decide it. `weight` (0 to 1)
    orders the bearers of one alias. The alias holds from `valid_from` to `valid_to`, both included.
    """

    id: str
    code: str
    kind: EntityKind
    sector: str | None
    name: str
    country: str
    alias_kind: AliasKind
    needs: Needs
    weight: float
    condition: Condition
    valid_from: date | None
    valid_to: date | None
    source: str

    @property
    def actor_kind(self) -> ActorKind:
        """The kind of `records.Candidate`."""
        return _ACTOR_KINDS.get(self.kind, "organisation")

    @property
    def person(self) -> str | None:
        """The key that `held` takes, for persons."""
        return self.id if self.kind == "person" else None

    def valid_on(self, day: date | None) -> bool:
        """Tell whether the alias holds on the day; True without one."""
        if day is None:
            return True
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person was on a day.

    `status`: `known` (within a sourced tenure), `presumed` (after the source's last look, or by recollection),
    `former` (offices ended: sector ELI), `before` (first office still to come: no sector), `unknown` (no tenure).
    `held` is the tenure that it rests on: the chief one of the day, else the last one, else the next.
    """

    code: str
    sector: str | None
    office: str | None
    status: Literal["known", "presumed", "former", "before", "unknown"]
    held: Held | None


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place (GeoNames): degrees, inhabitants, alpha-3 country, name of the first-order division."""

    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    population: int
    capital: bool
    id: int


@dataclass(frozen=True, slots=True)
class Membership:
    """A country's standing in an organisation; `since` and `until` are None where unknown or open."""

    country: str
    organisation: str
    status: str
    since: date | None
    until: date | None
    source: str

    def on(self, day: date | None) -> bool:
        """Tell whether it held on the day; without one, whether it is open."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Succession:
    """One state followed another: `kind` is continuation, division, union, renaming or regime."""

    before: str
    after: str
    day: date
    kind: str
    source: str
