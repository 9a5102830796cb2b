"""The lexicon of acts: files that a political scientist can read and extend, and the entries made from them.

One file a type, `TYPE.txt`. A file holds mode words and entries:

    # a comment
    mode drone: drone, drones, uav                    words near the trigger that tell the mode

    [accuse, blame] verb                              lemmas and part of speech (verb, noun or adj)
    actor = subj                                      where the actor stands; several are tried in order
    recipient = obj, on                               the same for the recipient
    mode = allege                                     its mode; `mode = demo?` unless a mode word tells another
    if obj = @person, election                        taken only if that dependent is one of these
    unless obj = photograph                           not taken if it is
    inside = quiet                                    acts in its complement are not coded (asked, offered, threatened)
    + Chad accused Sudan of arming rebels.            example that must be coded so
    - Critics accused the film of sentimentality.     example that must not

Roles: `subj obj iobj poss comp` (the complement clause), `comp.obj`, `obj.poss`, or a preposition. `joint = with, subj`
makes all who were found by those roles actors of one joint act. Conditions: `obj comp subj` or a preposition (the
lemma that stands there, or `@class` of `classes.txt`, `any`, `none`, `@party`: somebody resolved), `near` (any word of the clause), `governor`, `modifier`, `negated = yes`, `passive = yes`, `form = participle`
(a bare participle that only describes a noun: "rebels backed by ..."). A line that starts with a blank continues the
one before.
A user's folder (`--ontology DIR`) holds files of the same form that add to the shipped ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from importlib.resources import files
from typing import TYPE_CHECKING

from legation import ontology
from legation.coding.inflection import form_index
from legation.coding.reliability import load_reliability, reliability
from legation.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

_HEADER = re.compile(r"^\[([^\]]+)\]\s+(verb|noun|adj)$")
_KEY = re.compile(r"^(actor|recipient|other|joint|mode|context|status|inside|sense|initiator|weight)\s*=\s*(.+)$")
_CONDITION = re.compile(r"^(if|unless)\s+([\w./+-]+)\s*=\s*(.+)$")
_MODE_WORDS = re.compile(r"^mode ([\w-]+):\s*(.+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One `if` or `unless` line: the place looked at and the words it must, or must not, hold."""

    place: str
    words: frozenset[str]
    wanted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One sense of a word that reports an act: its frame, conditions and examples."""

    type: str
    lemma: str
    pos: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    other: tuple[str, ...]
    joint: tuple[str, ...]
    initiator: str | None
    mode: str | None
    #: Whether a mode word near the trigger may tell another mode (`mode = demo?`).
    mode_is_default: bool
    contexts: tuple[str, ...]
    status: str | None
    quiet: bool
    weight: float
    conditions: tuple[Condition, ...]
    #: `TYPE.txt:LINE`, the rule's address in explanations.
    address: str
    #: Whether it comes from the user's own folder.
    is_users: bool = False
    #: The share of its claims that are to be expected right when it stands alone.
    reliability: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence of the lexicon with what it must (or must not) be coded as."""

    type: str
    text: str
    wanted: bool
    address: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries, found by (lemma, part of speech), with mode words, word classes and examples."""

    entries: Mapping[tuple[str, str], tuple[Entry, ...]]
    mode_words: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]
    classes: Mapping[str, frozenset[str]]
    examples: tuple[Example, ...]
    #: Lemma by regular inflected form, for all verbs that the files name.
    forms: Mapping[str, str]


@dataclass(slots=True)
class _Draft:
    """An entry while its lines are read."""

    type: str
    lemmas: list[str]
    pos: str
    address: str
    #: Whether it comes from the user's own folder.
    is_users: bool = False
    values: dict[str, str] = field(default_factory=dict)
    conditions: list[Condition] = field(default_factory=list)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in (part.strip().lower() for part in text.split(",")) if word)


def read_classes(text: str, place: str) -> dict[str, frozenset[str]]:
    """Read `name: word, word` lines; a continuation line starts with a blank.

    Raises DataError for a line of another form.
    """
    classes: dict[str, frozenset[str]] = {}
    name = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line[0].isspace() and name:
            classes[name] |= frozenset(_words(line))
            continue
        name, colon, rest = line.partition(":")
        name = name.strip()
        if not colon or not re.fullmatch(r"[\w-]+", name):
            problem = f"not a word class: {line.strip()[:60]!r}"
            raise DataError(problem, place=f"{place}:{number}", remedy="write NAME: word, word")
        classes[name] = frozenset(_words(rest))
    return classes


class _Reader:
    """Reads one type's file line by line."""

    def __init__(self, event_type: str, place: str, classes: Mapping[str, frozenset[str]]) -> None:
        self.type = event_type
        self.place = place
        self.classes = classes
        self.drafts: list[_Draft] = []
        self.mode_words: list[tuple[str, frozenset[str]]] = []
        self.examples: list[Example] = []

    def fail(self, number: int, problem: str, remedy: str) -> DataError:
        return DataError(problem, place=f"{self.place}:{number}", remedy=remedy)

    def line(self, number: int, text: str) -> None:
        """Take one line that is neither blank nor a comment."""
        address = f"{self.place}:{number}"
        if match := _MODE_WORDS.match(text):
            self.check_mode(number, match[1])
            self.mode_words.append((match[1], self.expand(number, match[2])))
        elif match := _HEADER.match(text):
            self.drafts.append(_Draft(self.type, list(_words(match[1])), match[2], address))
        elif text[:2] in {"+ ", "- "}:
            self.examples.append(Example(type=self.type, text=text[2:].strip(), wanted=text[0] == "+", address=address))
        elif not self.drafts:
            raise self.fail(number, f"a line before the first entry: {text[:60]!r}", "start an entry with [lemma] verb")
        elif match := _CONDITION.match(text):
            words = self.expand(number, match[3])
            self.drafts[-1].conditions.append(Condition(place=match[2], words=words, wanted=match[1] == "if"))
        elif match := _KEY.match(text):
            if match[1] == "mode":
                self.check_mode(number, match[2].strip().removesuffix("?"))
            self.drafts[-1].values[match[1]] = match[2].strip()
        else:
            raise self.fail(
                number, f"cannot read {text[:60]!r}", "see the head of legation/coding/lexicon.py for the form"
            )

    def check_mode(self, number: int, mode: str) -> None:
        if not ontology.is_mode(self.type, mode):
            raise self.fail(
                number, f"{self.type} has no mode {mode!r}", f"one of {', '.join(ontology.modes(self.type))}"
            )

    def expand(self, number: int, text: str) -> frozenset[str]:
        found: set[str] = set()
        for word in _words(text):
            if word.startswith("@") and word != "@party":
                if word[1:] not in self.classes:
                    raise self.fail(number, f"no word class {word}", "define it in classes.txt")
                found |= self.classes[word[1:]]
            else:
                found.add(word)
        return frozenset(found)


def _entries(draft: _Draft) -> Iterable[Entry]:
    values = draft.values
    verb = draft.pos == "verb"
    for lemma in draft.lemmas:
        yield Entry(
            type=draft.type,
            lemma=lemma,
            pos=draft.pos,
            actor=_words(values.get("actor", "subj" if verb else "poss, by, from, subj")),
            recipient=_words(values.get("recipient", "obj" if verb else "of, on, against, to, with")),
            other=_words(values.get("other", "")),
            joint=_words(values.get("joint", "")),
            initiator=values.get("initiator"),
            mode=values["mode"].removesuffix("?") if "mode" in values else None,
            mode_is_default=values.get("mode", "?").endswith("?"),
            contexts=_words(values.get("context", "")),
            status=values.get("status"),
            quiet=values.get("inside") == "quiet",
            weight=float(values.get("weight", "0.7")),
            conditions=tuple(draft.conditions),
            address=draft.address,
        )


def read_type(event_type: str, text: str, place: str, classes: Mapping[str, frozenset[str]]) -> _Reader:
    """Read one type's file; DataError names the file and line of what is wrong."""
    reader = _Reader(event_type, place, classes)
    for number, line in _logical_lines(text):
        reader.line(number, line)
    return reader


def _logical_lines(text: str) -> Iterable[tuple[int, str]]:
    """Yield numbered lines without comments; a line that starts with a blank continues the one before."""
    held: tuple[int, str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0].isspace() and held is not None:
            held = held[0], f"{held[1]} {line.strip()}"
            continue
        if held is not None:
            yield held
        held = number, line.strip()
    if held is not None:
        yield held


def load_lexicon(extra: Path | None = None) -> Lexicon:
    """Load the shipped lexicon and, over it, the user's folder `extra`.

    A user's entries come first, so that they are tried before the shipped ones. Raises DataError.
    """
    folders: list[Traversable | Path] = [files(__package__) / "lexicon"]
    if extra is not None:
        if not extra.is_dir():
            problem = "no such folder of lexicon files"
            raise DataError(problem, place=str(extra), remedy="name a folder with TYPE.txt files")
        folders.insert(0, extra)
    classes: dict[str, frozenset[str]] = {}
    for folder in reversed(folders):
        path = folder / "classes.txt"
        if path.is_file():
            classes |= read_classes(path.read_text(encoding="utf-8"), "classes.txt")
    measured = load_reliability()
    entries: dict[tuple[str, str], list[Entry]] = {}
    mode_words: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {}
    examples: list[Example] = []
    for folder in folders:
        for event_type in ontology.TYPES:
            path = folder / f"{event_type}.txt"
            if not path.is_file():
                continue
            place = path.name if folder is folders[-1] else str(path)
            reader = read_type(event_type, path.read_text(encoding="utf-8"), place, classes)
            for draft in reader.drafts:
                for made in _entries(draft):
                    counts = measured.get((made.type, made.pos, made.lemma)) if folder is folders[-1] else None
                    entry = replace(
                        made, is_users=folder is not folders[-1], reliability=reliability(counts, made.weight)
                    )
                    entries.setdefault((entry.lemma, entry.pos), []).append(entry)
            mode_words[event_type] = (*mode_words.get(event_type, ()), *reader.mode_words)
            examples += reader.examples
    frozen = {key: tuple(rows) for key, rows in entries.items()}
    verbs = {lemma for lemma, pos in frozen if pos == "verb"}.union(*classes.values())
    return Lexicon(frozen, mode_words, classes, tuple(examples), form_index(verbs))
