"""One question to the ledger, for all faces: command line, Python, and what is built on them.

`Query.of` reads it from words, as options or an address give them; `words` writes it back, so that a query can be kept,
linked and followed. What cannot be read is an error that says what can.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Final, Self

from legation import ontology
from legation.errors import InputError

#: Finds a place by name: (latitude, longitude) in degrees, or None.
Locate = Callable[[str], tuple[float, float] | None]
_CODE: Final = re.compile(r"^(---|[A-Z]{3}|[A-Z]{3}:[A-Z0-9_-]+)(?:/([A-Z]{3}))?$")
_FAR: Final = re.compile(r"^(.*),\s*(\d+(?:\.\d+)?)\s*km$")
_COORDINATES: Final = re.compile(r"^(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)$")


@dataclass(frozen=True, slots=True, order=True)
class Who:
    """A party asked for: a code, and a sector where only part of it is meant."""

    code: str
    sector: str | None = None

    def __str__(self) -> str:
        """Give the words it is read from."""
        return f"{self.code}/{self.sector}" if self.sector else self.code


@dataclass(frozen=True, slots=True)
class Near:
    """A circle on the earth: degrees and kilometres."""

    latitude: float
    longitude: float
    kilometres: float

    def __str__(self) -> str:
        """Give the words it is read from."""
        return f"{self.latitude:g},{self.longitude:g},{self.kilometres:g}km"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked for; an empty tuple or None asks for nothing in particular. All that is given must hold."""

    #: Any of these acts; any is acted upon; any takes part in whatever role.
    actor: tuple[Who, ...] = ()
    recipient: tuple[Who, ...] = ()
    party: tuple[Who, ...] = ()
    #: Two codes, in either direction.
    dyad: tuple[str, str] | None = None
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    quad: tuple[int, ...] = ()
    #: First and last day, both included; an event whose days touch them belongs.
    since: date | None = None
    until: date | None = None
    #: Empty: any status.
    status: tuple[str, ...] = ("actual",)
    #: Also what only an adversary asserts.
    claims: bool = False
    country: tuple[str, ...] = ()
    near: Near | None = None
    #: Words of an article that tells it.
    text: str = ""
    min_origins: int = 0
    min_confidence: float = 0.0

    @classmethod
    def of(cls, given: Mapping[str, str | Iterable[str]], locate: Locate | None = None) -> Self:
        """Read a query from words: a name of a field, and its value or values (commas part values, too).

        Raises InputError for a field or value that is none; `locate` finds the places that `near` names.
        """
        known = {field.name for field in fields(cls)}
        values: dict[str, object] = {}
        for name, words in given.items():
            if name not in known:
                raise InputError(f"no filter {name!r}", remedy=f"filters are {', '.join(sorted(known))}")
            found = [words] if isinstance(words, str) else list(words)
            if any(word.strip() for word in found):
                values[name] = _value(name, [word.strip() for word in found if word.strip()], locate)
        return cls(**values)  # type: ignore[arg-type]  # checked by name above, by type in _value

    def words(self) -> dict[str, str]:
        """Return the query as words; `Query.of` reads them back to an equal one."""
        found: dict[str, str] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name == "status":
                if value != ("actual",):
                    found["status"] = ",".join(value) or "any"
            elif field.name == "dyad":
                if value is not None:
                    found["dyad"] = " ".join(value)
            elif isinstance(value, tuple):
                if value:
                    found[field.name] = ",".join(map(str, value))
            elif isinstance(value, bool):
                if value:
                    found[field.name] = "yes"
            elif value:
                found[field.name] = value.isoformat() if isinstance(value, date) else str(value)
        return found


def _value(name: str, words: list[str], locate: Locate | None) -> object:
    if name in {"actor", "recipient", "party"}:
        return tuple(_who(part) for part in _parts(words))
    if name == "dyad":
        return _dyad(words)
    if name in {"type", "mode", "context", "country", "status"}:
        return _listed(name, _parts(words))
    if name == "quad":
        return tuple(int(part) for part in _among(_parts(words), ("1", "2", "3", "4"), "quad class"))
    if name in {"since", "until"}:
        return _day(words[-1], last=name == "until")
    if name == "near":
        return _near(words[-1], locate)
    if name == "claims":
        return _among([words[-1].lower()], ("yes", "no"), "answer")[0] == "yes"
    if name in {"min_origins", "min_confidence"}:
        try:
            return int(words[-1]) if name == "min_origins" else float(words[-1])
        except ValueError:
            raise InputError(f"{words[-1]!r} is no number", remedy=f"give {name} as a number") from None
    return " ".join(words)


def _parts(words: Iterable[str]) -> list[str]:
    return [part.strip() for word in words for part in word.split(",") if part.strip()]


def _who(word: str) -> Who:
    found = _CODE.match(word.upper())
    if found is None or (found[2] and found[2] not in ontology.SECTORS):
        remedy = "use RUS, RUS/MIL or IGO:UN; `legation who NAME` tells the code of a name"
        raise InputError(f"{word!r} is no actor code", remedy=remedy)
    return Who(found[1], found[2])


def _dyad(words: list[str]) -> tuple[str, str]:
    codes = [part for word in words for part in re.split(r"[\s,]+|(?<=[A-Z]{3})-(?=[A-Z]{3})", word.upper()) if part]
    if len(codes) != 2:
        raise InputError(f"{' '.join(words)!r} is no pair", remedy="name two codes: RUS-CUB")
    return _who(codes[0]).code, _who(codes[1]).code


def _listed(name: str, parts: list[str]) -> tuple[str, ...]:
    if name == "type":
        return _among([part.upper() for part in parts], ontology.TYPES, "type")
    if name == "mode":
        return _among(
            [part.lower() for part in parts],
            sorted({mode for one in ontology.TYPES for mode in ontology.modes(one)}),
            "mode",
        )
    if name == "context":
        return _among([part.lower() for part in parts], ontology.CONTEXTS, "context")
    if name == "status":
        lowered = [part.lower() for part in parts]
        return () if "any" in lowered else _among(lowered, ontology.STATUSES, "status (or `any`)")
    return tuple(_who(part).code for part in parts)


def _among(parts: list[str], allowed: Iterable[str], what: str) -> tuple[str, ...]:
    names = tuple(allowed)
    for part in parts:
        if part not in names:
            raise InputError(f"{part!r} is no {what}", remedy=f"one of {', '.join(names)}")
    return tuple(parts)


def _day(word: str, *, last: bool) -> date:
    """Read 2021, 2021-04 or 2021-04-20 as its first or last day."""
    try:
        numbers = [int(part) for part in word.split("-")]
        year, month = numbers[0], numbers[1] if len(numbers) > 1 else 12 if last else 1
        day = numbers[2] if len(numbers) > 2 else monthrange(year, month)[1] if last else 1
        return date(year, month, day)
    except (ValueError, IndexError):
        raise InputError(f"{word!r} is no date", remedy="write 2021, 2021-04 or 2021-04-20") from None


def _near(word: str, locate: Locate | None) -> Near:
    found = _FAR.match(word)
    if found is None:
        raise InputError(f"{word!r} is no place with a distance", remedy="write Havana,50km or 23.1,-82.4,50km")
    place, kilometres = found[1].strip(), float(found[2])
    at = _COORDINATES.match(place)
    point = (float(at[1]), float(at[2])) if at else locate(place) if locate is not None else None
    if point is None:
        raise InputError(f"the place {place!r} is not known", remedy="give coordinates: 23.1,-82.4,50km")
    return Near(point[0], point[1], kilometres)
