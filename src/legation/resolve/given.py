"""Given names by the gender of those who mostly bear them (`data/given.tsv`)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from legation.errors import DataError


@cache
def _given() -> dict[str, str]:
    """Read the table of given names; a bad row raises `DataError` with its line."""
    found: dict[str, str] = {}
    text = (files("legation.resolve") / "data" / "given.tsv").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        gender, tab, names = line.partition("\t")
        if not tab or gender not in {"f", "m"}:
            raise DataError("not f or m and names", place=f"given.tsv:{number}", remedy="two columns, by a tab")
        for name in names.split():
            found[name] = "" if found.get(name, gender) != gender else gender
    return found


def given_gender(name: str) -> str:
    """Return m or f for a given name in lower case that tells it, else ""."""
    return _given().get(name, "")
