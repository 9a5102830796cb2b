"""What a lexicon says of every word, so that two lexicons can be compared: what changed, and for which words.

Coding asks the lexicon about words of the text alone: their entries, the modes, classes and contexts that they tell, the
verb that a form belongs to. An article that holds none of the words of which two lexicons say different things is coded
alike by both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from legation import ontology
from legation.coding.inflection import form_index
from legation.coding.lexicon import Entry, _entries, read_classes, read_type
from legation.coding.reliability import reliability

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: A mark of a word: which list holds it, and what that means.
Mark = tuple[str | int, ...]
#: Words of a condition that are none: any word at all, nobody, yes and no.
_SPECIAL: Final = frozenset({"any", "none", "@party", "yes", "no"})
#: Conditions that look at no word of a list.
_WORDLESS: Final = frozenset({"negated", "passive", "form", "aux"})


@dataclass(frozen=True, slots=True, order=True)
class Clue:
    """Something changed for a word; where `beside` holds words, only in sentences that hold one of these, too."""

    word: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sayings:
    """What a lexicon says, by word."""

    entries: Mapping[str, tuple[Entry, ...]]
    marks: Mapping[str, frozenset[Mark]]


def shipped_files() -> dict[str, str]:
    """Return the texts of the shipped lexicon by name: acts, word classes, contexts, how far entries are to be believed."""
    folder = files(__package__) / "lexicon"
    return {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.name.endswith((".txt", ".tsv"))
    }


def own_files(folder: Path | None) -> dict[str, str]:
    """Return the texts of a user's folder by path."""
    return {str(path): path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))} if folder else {}


def sayings(shipped: Mapping[str, str], own: Mapping[str, str]) -> Sayings:
    """Return what the lexicon of these texts says. Raises DataError for texts that are no lexicon."""
    classes: dict[str, frozenset[str]] = {}
    for texts in (shipped, own):
        for place, text in texts.items():
            if _name(place) == "classes.txt":
                classes |= read_classes(text, "classes.txt")
    measured = _measured(shipped.get("reliability.tsv", ""))
    entries: dict[str, list[Entry]] = {}
    marks: dict[str, set[Mark]] = {}
    ranks = dict.fromkeys(ontology.TYPES, 0)
    for texts in (own, shipped):
        for event_type in ontology.TYPES:
            for place, text in texts.items():
                if _name(place) != f"{event_type}.txt":
                    continue
                reader = read_type(event_type, text, place, classes)
                for draft in reader.drafts:
                    for made in _entries(draft):
                        counts = measured.get((made.type, made.pos, made.lemma)) if texts is shipped else None
                        entry = replace(made, is_users=texts is own, reliability=reliability(counts, made.weight))
                        entries.setdefault(entry.lemma, []).append(entry)
                for mode, words in reader.mode_words:
                    # The first row that holds a word tells its mode: the order counts.
                    _mark(marks, words, ("mode", event_type, ranks[event_type], mode))
                    ranks[event_type] += 1
    for name, words in classes.items():
        _mark(marks, words, ("class", name))
    for name, words in read_classes(shipped.get("contexts.txt", ""), "contexts.txt").items():
        _mark(marks, words, ("context", name))
    verbs = {lemma for lemma, rows in entries.items() if any(row.pos == "verb" for row in rows)}.union(
        *classes.values()
    )
    for form, verb in form_index(verbs).items():
        _mark(marks, (form,), ("form", verb))
    return Sayings(
        {lemma: tuple(rows) for lemma, rows in entries.items()},
        {word: frozenset(found) for word, found in marks.items()},
    )


def _name(place: str) -> str:
    return place.replace("\\", "/").rsplit("/", 1)[-1]


def _mark(marks: dict[str, set[Mark]], words: frozenset[str] | tuple[str, ...], mark: Mark) -> None:
    for word in words:
        marks.setdefault(word, set()).add(mark)


def _measured(text: str) -> dict[tuple[str, str, str], tuple[int, int]]:
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {(row[0], row[1], row[2]): (int(row[3]), int(row[4])) for row in rows[1:]}


def changed(before: Sayings, after: Sayings) -> frozenset[Clue]:
    """Return the words of which two lexicons say different things."""
    found = {
        Clue(word)
        for word in before.marks.keys() | after.marks.keys()
        if before.marks.get(word) != after.marks.get(word)
    }
    for lemma in before.entries.keys() | after.entries.keys():
        found.update(_changed_entries(lemma, before.entries.get(lemma, ()), after.entries.get(lemma, ())))
    return frozenset(found)


def _changed_entries(lemma: str, before: tuple[Entry, ...], after: tuple[Entry, ...]) -> Iterator[Clue]:
    if before == after:
        return
    beside: set[str] = set()
    for one, other in zip(before, after, strict=False):
        words = _differing_words(one, other)
        if words is None:
            yield Clue(lemma)
            return
        beside |= words
    # What was added or taken away stands for itself; an entry that only lost or won words in a condition needs these.
    yield Clue(lemma, tuple(sorted(beside))) if len(before) == len(after) and beside else Clue(lemma)


def _differing_words(one: Entry, other: Entry) -> frozenset[str] | None:
    """Return the words that one entry's conditions name and the other's do not, None where more differs."""
    if replace(one, conditions=()) != replace(other, conditions=()) or len(one.conditions) != len(other.conditions):
        return None
    found: frozenset[str] = frozenset()
    for mine, theirs in zip(one.conditions, other.conditions, strict=True):
        if (mine.place, mine.wanted) != (theirs.place, theirs.wanted):
            return None
        differing = mine.words ^ theirs.words
        if differing and (mine.place in _WORDLESS or differing & _SPECIAL):
            return None
        found |= differing
    return found
