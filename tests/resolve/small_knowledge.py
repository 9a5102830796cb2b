"""A knowledge base of a few names, in memory, with the face of the compiled one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from legation.resolve.knowledge_types import Entry, Standing, Town

_STATES = {
    "RUS": "Russia|Russian*", "CUB": "Cuba|Cuban*", "USA": "United States|U.S.|America|American*", "IRQ": "Iraq|Iraqi*|Iraqis+",
    "FRA": "France|French*", "DEU": "Germany|German*", "IRN": "Iran|Iranian*", "ISR": "Israel|Israeli*", "GEO": "Georgia|Georgian*",
    "SYR": "Syria|Syrian*", "GBR": "Britain|British*|Briton+|Britons+", "IDN": "Indonesia|Indonesian*", "KEN": "Kenya|Kenyan*",
    "TCD": "Chad", "UKR": "Ukraine|Ukrainian*", "CHN": "China|Chinese*", "POL": "Poland|Polish*", "TUR": "Turkey|Turkish*",
}  # fmt: skip
_SEATS = {
    "Havana": "CUB",
    "Moscow": "RUS",
    "Tehran": "IRN",
    "Beijing": "CHN",
    "Baghdad": "IRQ",
    "Washington": "USA",
    "Ankara": "TUR",
}
_BODIES = {"Kremlin": "RUS", "White House": "USA"}
_ORGANISATIONS = {
    "United Nations": "IGO:UN", "U.N.": "IGO:UN", "Hamas": "NSA:HAMAS", "Amnesty International": "NGO:AMNESTY",
    "European Union": "IGO:EU", "NATO": "IGO:NATO", "U.N. Security Council": "IGO:UN",
}  # fmt: skip
_PERSONS = {"Vladimir Putin": "RUS", "Raul Castro": "CUB", "Donald Trump": "USA", "Daniel Moi": "KEN"}
_SMALL_TOWNS = {
    "juba": (Town("Juba", "SSD", "", 4.8, 31.6, 300_000, capital=False, id=1),),
    "leon": (Town("León", "MEX", "", 21.1, -101.7, 1_500_000, capital=False, id=2), Town("León", "ESP", "", 42.6, -5.6, 130_000, capital=False, id=3)),
    "merida": (Town("Mérida", "MEX", "", 21.0, -89.6, 900_000, capital=False, id=4), Town("Mérida", "VEN", "", 8.6, -71.1, 300_000, capital=False, id=5)),
}  # fmt: skip
_TOWNS = {"Karachi": "PAK", "Lagos": "NGA", "Najaf": "IRQ"}


def _entry(name: str, code: str, kind: str, alias: str, **fields: object) -> Entry:
    values: dict[str, object] = {
        "id": fields.pop("id", code), "code": code, "kind": kind, "sector": None, "name": name,
        "country": code if len(code) == 3 else "", "alias_kind": alias, "needs": "none", "weight": 0.9,
        "condition": "", "valid_from": None, "valid_to": None, "source": "test",
    }  # fmt: skip
    return Entry(**{**values, **fields})  # type: ignore[arg-type]


class SmallKnowledge:
    """Longest match over a dictionary, words compared in lower case without hyphens."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, ...], list[Entry]] = {}
        for code, names in _STATES.items():
            plain = names.split("|")[0]
            for name in names.split("|"):
                kind = "demonym" if name.endswith("*") else "people" if name.endswith("+") else "name"
                self.add(name.rstrip("*+"), _entry(plain, code, "state", kind))
        for name, code in _SEATS.items():
            self.add(name, _entry(name, code, "state", "metonym", condition="acts"))
        for name, code in _BODIES.items():
            self.add(name, _entry(name, code, "body", "metonym", condition="acts", sector="GOV"))
        for name, code in _ORGANISATIONS.items():
            self.add(name, _entry(name, code, "armed_group" if code.startswith("NSA") else "igo", "name"))
        for name, code in _PERSONS.items():
            self.add(name, _entry(name, code, "person", "name", id=name))
            self.add(
                name.split()[1], _entry(name, code, "person", "surname", id=name, needs="full_name_in_doc", weight=0.6)
            )
        for name, code in _TOWNS.items():
            self.add(name, _entry(name, code, "place", "place", weight=0.5))

    def add(self, name: str, entry: Entry) -> None:
        """Add an alias."""
        self._entries.setdefault(tuple(name.lower().split()), []).append(entry)

    def longest(self, words: Sequence[str], start: int) -> tuple[int, tuple[Entry, ...]]:
        """Return the longest alias that begins at a word."""
        for count in range(min(4, len(words) - start), 0, -1):
            found = self._entries.get(tuple(word.lower() for word in words[start : start + count]))
            if found:
                return count, tuple(found)
        return 0, ()

    def standing(self, person: str, on: date | None) -> Standing:  # noqa: ARG002 - the face of the compiled one
        """Every person is in government."""
        return Standing(code=_PERSONS[person], sector="GOV", office=None, status="known", held=None)

    def places(self, name: str) -> tuple[Town, ...]:
        """Return the towns of a name that are no aliases."""
        return _SMALL_TOWNS.get(name.lower(), ())

    def chiefs(self, name: str) -> tuple[Entry, ...]:
        """Return the persons whose name differs by its vowels alone."""
        return tuple(
            self._entries[key][0] for key in self._entries if len(key) > 1 and _bare(" ".join(key)) == _bare(name)
        )


def _bare(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter not in "aeiou")
