"""PLOVER's lists as data: types, quad classes, modes, scores, contexts, sectors. Nothing else in Legation knows them.

Source: PLOVER manual (Open Event Data Alliance, CC BY-SA 4.0), with the rulings of CODEBOOK section 2 where the
manual contradicts itself (SANCTION is material conflict; the bare ACCUSE scores -3).
"""

from __future__ import annotations

from importlib.resources import files
from typing import Final

CONTEXTS: Final = tuple(
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic "
    "legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity "
    "inequality diplomatic territory peacekeeping health asylum migration disasters natural_resource environment "
    "technology terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking".split()
)
STATUSES: Final = ("actual", "future", "hypothetical", "negated", "historical")
SECTORS: Final = tuple(
    "GOV MIL COP JUD LEG SPY OPP PTY REB PRM UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF PRE REL SOC".split()
)
VOICES: Final = ("narrator", "party", "third", "unnamed", "adversary")
QUAD_NAMES: Final = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}


def _load() -> tuple[dict[str, int], dict[str, tuple[str, ...]], dict[tuple[str, str], float]]:
    quads: dict[str, int] = {}
    modes: dict[str, list[str]] = {}
    scores: dict[tuple[str, str], float] = {}
    text = (files(__package__) / "plover.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    for name, quad, mode, score in rows[1:]:
        quads[name] = int(quad)
        modes.setdefault(name, [])
        if mode:
            modes[name].append(mode)
        scores[name, mode] = float(score)
    return quads, {name: tuple(found) for name, found in modes.items()}, scores


_QUADS, _MODES, _SCORES = _load()

#: The sixteen event types, in PLOVER's order.
TYPES: Final = tuple(_QUADS)


def quad(event_type: str) -> int:
    """Return the quad class of a type: 1 and 2 verbal and material cooperation, 3 and 4 verbal and material conflict."""
    return _QUADS[event_type]


def modes(event_type: str) -> tuple[str, ...]:
    """Return the modes that PLOVER defines for a type; empty for some."""
    return _MODES[event_type]


def score(event_type: str, mode: str | None = None) -> float:
    """Return PLOVER's conflict-cooperation score, -10 to +10; a type's own where the mode has none."""
    return _SCORES.get((event_type, mode or ""), _SCORES[event_type, ""])


def is_mode(event_type: str, mode: str | None) -> bool:
    """Tell whether the mode belongs to the type; no mode always does."""
    return not mode or mode in _MODES.get(event_type, ())
