"""How far an entry of the lexicon is to be believed by itself, as measured on the project's own corpus.

`lexicon/reliability.tsv` tells how often each entry claimed an act and how often it was right
(`python -m bench.corpus --write-reliability`). Few claims say little: the entry's own weight counts as `PRIOR` more.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

from legation.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What an entry's own weight counts for, in claims.
PRIOR: Final = 2.0


def load_reliability() -> Mapping[tuple[str, str, str], tuple[int, int]]:
    """Return (right, claimed) by (type, part of speech, lemma); DataError for a bad row."""
    found: dict[tuple[str, str, str], tuple[int, int]] = {}
    path = files(__package__) / "lexicon" / "reliability.tsv"
    if not path.is_file():
        return found
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != 5 or not (cells[3].isdigit() and cells[4].isdigit()):
            problem = f"not type, pos, lemma and two counts: {line[:60]!r}"
            raise DataError(problem, place=f"reliability.tsv:{number}", remedy="write it anew: bench.corpus")
        found[cells[0], cells[1], cells[2]] = int(cells[3]), int(cells[4])
    return found


def reliability(counts: tuple[int, int] | None, weight: float) -> float:
    """Return the share of an entry's claims that are to be expected right, 0 to 1."""
    right, claimed = counts or (0, 0)
    return round((right + PRIOR * weight) / (claimed + PRIOR), 4)
