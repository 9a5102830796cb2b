"""CAMEO for exports: an explicit table from (type, mode, context) to a code, and back (CODEBOOK ruling 24)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

#: GDELT's quad classes by CAMEO root: up to 05 verbal cooperation, to 08 material, to 13 verbal conflict, then material.
_LAST_ROOTS: Final = ((5, 1), (8, 2), (13, 3), (20, 4))


@dataclass(frozen=True, slots=True)
class Cameo:
    """A CAMEO code (text: leading zeros count), its Goldstein score (-10 to +10) and label, and what of PLOVER it is."""

    code: str
    goldstein: float
    label: str
    type: str
    mode: str | None
    context: str | None

    @property
    def base(self) -> str:
        """The code's second level: at most three digits."""
        return self.code[:3]

    @property
    def root(self) -> str:
        """The code's first level: two digits."""
        return self.code[:2]

    @property
    def quad(self) -> int:
        """The quad class that GDELT gives the root, 1 to 4."""
        return next(quad for last, quad in _LAST_ROOTS if int(self.root) <= last)


@cache
def _table() -> tuple[dict[tuple[str, str, str], Cameo], dict[str, Cameo]]:
    text = (files("legation.ontology") / "cameo.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    forward: dict[tuple[str, str, str], Cameo] = {}
    back: dict[str, Cameo] = {}
    for event_type, mode, context, code, goldstein, label in rows[1:]:
        row = Cameo(code, float(goldstein), label, event_type, mode or None, context or None)
        forward[event_type, mode, context] = row
        back.setdefault(code, row)
    return forward, back


def cameo_of(event_type: str, mode: str | None = None, contexts: Sequence[str] = ()) -> Cameo:
    """Return the code of an act: by its mode and the first of its contexts that has a row, then by its mode, its type."""
    forward, _ = _table()
    for wanted in (mode or "", ""):
        for context in (*contexts, ""):
            found = forward.get((event_type, wanted, context))
            if found is not None:
                return found
    raise KeyError(event_type)


def plover_of(code: str) -> Cameo | None:
    """Return what a CAMEO code is read back as; None for a code that the table does not have."""
    return _table()[1].get(code)


def cameo_codes() -> tuple[str, ...]:
    """Return all codes of the table, in its order."""
    return tuple(_table()[1])
