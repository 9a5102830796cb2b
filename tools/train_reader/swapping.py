"""The corpus's sentences with other countries, surnames, days and numbers in them, for each epoch anew.

The model soon knows some thousand sentences by heart (measured: acts of the training part .96 F1, of unseen constructions
.69). What it should learn from is the construction, so that one showing of each epoch names other parties: word for word,
a country's forms together ("Russian", "Moscow"), so that all marks keep their places. Source of the idea: Dai and Adel
2020 (mention replacement for named entities).
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

KNOWLEDGE = Path("data/kb")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April June July August September October November December".split()
_NUMBERS = "two three four five six seven eight nine ten eleven twelve".split()
_VOWELS = frozenset("AEIOUaeiou")
#: Surnames that are common words, or too short to be told from them.
_SHORTEST = 4


class Swapper:
    """Draws other names, by the tables of the knowledge base."""

    def __init__(self, knowledge: Path = KNOWLEDGE) -> None:
        """Read countries and the surnames of office-holders."""
        self._countries = list(_countries(knowledge / "hand" / "countries.tsv"))
        self._country_of = {form: forms for forms in self._countries for form in forms if form}
        taken = {form for forms in self._countries for form in forms}
        self._surnames = sorted(set(_surnames(knowledge / "hand" / "tenures.tsv")) - taken)
        self._is_surname = frozenset(self._surnames)

    def swapped(self, sentence: dict[str, Any], chance: random.Random) -> dict[str, Any]:
        """Return the sentence with other names in the same places; it stays as it was where it has none."""
        words: Sequence[str] = sentence["words"]
        drawn: dict[str, str] = {}
        for word in words:
            if word not in drawn:
                drawn |= self._drawn(word, chance)
        if not drawn:
            return sentence
        found = [drawn.get(word, word) for word in words]
        for place, word in enumerate(words[:-1]):
            if word in ("a", "an") and found[place + 1] != words[place + 1]:
                found[place] = "an" if found[place + 1][0] in _VOWELS else "a"
        return sentence | {"words": found}

    def _drawn(self, word: str, chance: random.Random) -> dict[str, str]:
        if word in self._country_of:
            ours = self._country_of[word]
            fitting = [
                theirs for theirs in self._countries if all(t or not o for o, t in zip(ours, theirs, strict=True))
            ]
            theirs = chance.choice(fitting)
            return {o: t for o, t in zip(ours, theirs, strict=True) if o}
        for row in (_DAYS, _MONTHS, _NUMBERS):
            if word in row:
                return {word: chance.choice(row)}
        if word in self._is_surname:
            return {word: chance.choice(self._surnames)}
        return {}


def _countries(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield the forms of each state: name, adjective, one of the people, the people, seat; empty if not of one word."""
    for row in _rows(path):
        people = [item for item in row["people"].split("; ") if _is_plain(item)]
        one, many, *_ = [*people, "", ""]
        cells = [row["name"], row["adjectives"].split("; ")[0], one, many, row["seats"].split("; ")[0]]
        if row["kind"] == "state" and _is_plain(row["name"]):
            # A form that is spelt as an earlier one ("Afghan", the person) is swapped with it.
            yield tuple(
                cell if _is_plain(cell) and cell not in cells[:place] else "" for place, cell in enumerate(cells)
            )


def _surnames(path: Path) -> Iterator[str]:
    for row in _rows(path):
        last = row["name"].split(" ")[-1]
        if _is_plain(last) and len(last) >= _SHORTEST and last.isascii():
            yield last


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")


def _is_plain(cell: str) -> bool:
    return cell.isalpha() and cell[0].isupper()
