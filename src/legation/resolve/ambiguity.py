"""Names borne by several: the article's own words choose (`data/ambiguous.tsv`)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from legation.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from legation.resolve.names import Known

_FILE = "ambiguous.tsv"
#: What a bearer keeps of its weight where the article speaks for another one.
_UNLIKELY = 0.4


def parse_cues(text: str) -> dict[str, tuple[tuple[str, bool, frozenset[str]], ...]]:
    """Parse the table into name -> (code, default, words); a bad row raises `DataError` with its line."""
    found: dict[str, list[tuple[str, bool, frozenset[str]]]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 3 or not cells[0].islower():
            raise DataError("not a name, a code and words", place=f"{_FILE}:{number}", remedy="three columns, by tabs")
        words = cells[2].split()
        found.setdefault(cells[0], []).append((cells[1], "*" in words, frozenset(words) - {"*"}))
    return {name: tuple(rows) for name, rows in found.items()}


@cache
def _cues() -> dict[str, tuple[tuple[str, bool, frozenset[str]], ...]]:
    return parse_cues((files("legation.resolve") / "data" / _FILE).read_text(encoding="utf-8"))


def chosen(alias: str, known: tuple[Known, ...], vocabulary: AbstractSet[str]) -> tuple[Known, ...]:
    """Return the bearers of an alias, best first, by the words of the article; none where it speaks for nobody.

    `alias` is lower case, `vocabulary` all words of the article in lower case.
    """
    rows = _cues().get(alias)
    if rows is None:
        return known
    own = frozenset(alias.split())
    counts = {code: len((words - own) & vocabulary) for code, _, words in rows}
    best = max(counts.values())
    if best:
        winner = max(counts, key=lambda code: (counts[code], code))
    else:
        winner = next((code for code, default, _ in rows if default), "")
    if winner == "-":
        return ()
    if not winner:
        return known
    liked = [one for one in known if winner in {one.country, one.code}]
    rest = [replace(one, weight=one.weight * _UNLIKELY) for one in known if one not in liked]
    return (*liked, *rest)
