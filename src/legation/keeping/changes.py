"""What a change of the lexicon or of the knowledge base can touch: articles by their words, never one too few.

What is compared are the parts themselves, as each run has left them in the ledger. Where that cannot be done, or where
a change may touch any text (another model, another version of the coder), the answer is that all may be touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from legation.coding.inflection import inflected
from legation.coding.lexicon_view import Clue, Sayings, changed, sayings
from legation.errors import LegationError
from legation.keeping.running import unpacked
from legation.read.possible import Possible, Vocabulary, folded, shipped
from legation.resolve.knowledge import KnowledgeBase
from legation.resolve.knowledge_names import normal
from legation.resolve.knowledge_view import Answers, answers, leading_to
from legation.resolve.knowledge_view import changed as changed_answers
from legation.store import contents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import sqlalchemy as sa

    from legation.store.ledger import Run

_PIECE: Final = re.compile(r"[^\W_]+")
#: Letters of an acronym that may be written with dots.
_ACRONYM: Final = 6
_KNOWLEDGE: Final = "knowledge.bin"
#: Changed words that a message tells.
_TOLD: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What differs between two runs: nothing, words and names, or what may touch any text (`any_text` says why)."""

    any_text: str = ""
    #: Words of the lexicon.
    clues: frozenset[Clue] = frozenset()
    #: Words of the resolver's lists.
    words: frozenset[str] = frozenset()
    #: Names, in normal form.
    names: frozenset[str] = frozenset()

    def __str__(self) -> str:
        """Say it in a line."""
        if self.any_text:
            return self.any_text
        told = sorted({clue.word for clue in self.clues} | self.words | self.names)
        more = f" and {len(told) - _TOLD} more" if len(told) > _TOLD else ""
        return f"changed for {', '.join(told[:_TOLD])}{more}" if told else "nothing that decides a coding changed"


class Changes:
    """Compares runs of one ledger with a new one; parts are read once."""

    def __init__(self, connection: sa.Connection, run: Run, parts: Callable[[], Mapping[str, bytes]]) -> None:
        """Take the new run, and what gives its parts."""
        self._connection = connection
        self._run = run
        self._parts = parts

    def since(self, before: Run) -> Change:
        """Return what changed since a run."""
        for name, old, new in (
            ("coder", before.coder, self._run.coder), ("model", before.model, self._run.model),
            ("options", before.options, self._run.options),
        ):  # fmt: skip
            if old != new:
                return Change(any_text=f"another {name}")
        try:
            clues = self._clues(before) if before.lexicon != self._run.lexicon else frozenset()
            words, names = (
                self._names(before) if before.knowledge != self._run.knowledge else (frozenset(), frozenset())
            )
        except _UnknownError as error:
            return Change(any_text=str(error))
        return Change(clues=clues, words=words, names=names)

    @cached_property
    def _new(self) -> Mapping[str, dict[str, bytes]]:
        return {kind: unpacked(content) for kind, content in self._parts().items()}

    def _old(self, kind: str, content_hash: str) -> dict[str, bytes]:
        content = contents.kept(self._connection, kind, content_hash) if content_hash else None
        if content is None:
            raise _UnknownError(f"what the {kind} was is not kept")
        try:
            return unpacked(content)
        except ValueError:
            raise _UnknownError(f"what is kept of the {kind} cannot be read") from None

    def _clues(self, before: Run) -> frozenset[Clue]:
        old = self._old("lexicon", before.lexicon)
        return changed(_sayings(old), self._sayings)

    @cached_property
    def _sayings(self) -> Sayings:
        return _sayings(self._new["lexicon"])

    def _names(self, before: Run) -> tuple[frozenset[str], frozenset[str]]:
        old, new = self._old("knowledge", before.knowledge), self._new["knowledge"]
        words = frozenset(word for name in old.keys() | new.keys() for word in _line_words(name, old, new))
        if all(old.get(name) == new.get(name) for name in (_KNOWLEDGE, "own")):
            return words, frozenset()
        earlier = _answers(old)
        found = changed_answers(earlier, self._answers)
        if found is None:
            raise _UnknownError("another day up to which the knowledge base reaches")
        names, codes = found
        return words, names | leading_to(codes, earlier, self._answers)

    @cached_property
    def _answers(self) -> Answers:
        return _answers(self._new["knowledge"])


class _UnknownError(Exception):
    """Two parts cannot be compared."""


def _sayings(files: Mapping[str, bytes]) -> Sayings:
    try:
        texts = {name: content.decode() for name, content in files.items()}
        shipped_texts, own = (
            {name.removeprefix(folder): text for name, text in texts.items() if name.startswith(folder)}
            for folder in ("shipped/", "own/")
        )
        return sayings(shipped_texts, own)
    except (LegationError, ValueError, LookupError):
        raise _UnknownError("what is kept of the lexicon cannot be read") from None


def _answers(files: Mapping[str, bytes]) -> Answers:
    with TemporaryDirectory() as folder:
        try:
            for name in (_KNOWLEDGE, "own"):
                if name in files:
                    (Path(folder) / name).write_bytes(files[name])
            return answers(KnowledgeBase.load(Path(folder) / _KNOWLEDGE, Path(folder) / "own"))
        except (LegationError, ValueError, LookupError):
            raise _UnknownError("what is kept of the knowledge base cannot be read") from None


def _line_words(name: str, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> frozenset[str]:
    """Return the words of which two versions of a list of the resolver's say different things.

    A line holds words that it says the same of (its last cell), and what it says (the cells before).
    """
    if name in {_KNOWLEDGE, "own"} or old.get(name) == new.get(name):
        return frozenset()
    before, after = (_lines(files.get(name, b"")) for files in (old, new))
    kept = set(before) & set(after)
    if [line for line in before if line in kept] != [line for line in after if line in kept]:
        # Which of two lines comes first may decide: all words of the list may be meant.
        return frozenset(word for line in (*before, *after) for word in _words(line))
    mine, theirs = _said(before), _said(after)
    return frozenset(word for word in mine.keys() | theirs.keys() if mine.get(word) != theirs.get(word))


def _said(lines: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in lines:
        *says, words = line.split("\t")
        for word in _words(words):
            found.setdefault(word, []).append((*says, words if ";" in words else ""))
        # What the line says may be a name; "*" among the words tells who is meant where none of them stands.
        for word in _words(" ".join(says)):
            found.setdefault(word, []).append((*says, "*" if words.startswith("*") else ""))
    return found


def _words(text: str) -> list[str]:
    return [word.lower() for word in _PIECE.findall(text)]


def _lines(content: bytes) -> list[str]:
    lines = content.decode("utf-8", "replace").splitlines()
    return [line.rstrip() for line in lines if line.strip() and not line.startswith("#")]


# --- articles ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Holders:
    """Finds the articles that may hold words and names; each word is looked for once."""

    connection: sa.Connection
    #: All articles: the answer where any text may be meant.
    all: frozenset[int]
    possible: Possible = field(default_factory=shipped)
    vocabulary: Vocabulary = field(init=False)
    #: Words of the index by the knowledge base's normal form, where that differs ("ł" is "l" there).
    _normal: dict[str, list[str]] = field(init=False, default_factory=dict)
    _found: dict[str, frozenset[int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Read the words of the index."""
        terms = contents.terms(self.connection)
        self.vocabulary = Vocabulary(terms)
        for term in terms:
            if not term.isascii() and normal(term) != folded(term):
                self._normal.setdefault(normal(term), []).append(term)

    def touched(self, change: Change) -> frozenset[int]:
        """Return the articles that a change can touch."""
        if change.any_text:
            return self.all
        found: set[int] = set()
        for clue in sorted(change.clues):
            held = self.lemma(clue.word)
            if clue.beside and held:
                held &= frozenset().union(*(self.lemma(word) for word in clue.beside))
            found |= held
        for word in sorted(change.words):
            found |= self.lemma(word)
        for name in sorted(change.names):
            found |= self.name(name)
        return self.all & found

    def lemma(self, word: str) -> frozenset[int]:
        """Return the articles that may hold a word, or words parted by blanks, in whatever form the first stands."""
        first, *rest = word.split()
        pieces = _PIECE.findall(folded(first))
        if not pieces or self.possible.anything(first):
            return self.all
        found = self.all
        if len(pieces) == 1:
            forms = {*self.possible.forms(first, self.vocabulary), *map(folded, inflected(first))}
            found = frozenset().union(*(self._holding(form) for form in forms))
        # Ends are cut and added after the last hyphen; what stands before it stands there as it is.
        for piece in (*pieces[:-1], *(piece for one in rest for piece in _PIECE.findall(folded(one)))):
            found &= self._holding(piece)
        return found

    def name(self, name: str) -> frozenset[int]:
        """Return the articles that may hold a name in normal form."""
        found = self.all
        for word in name.split():
            if word != "and":  # "&" is read so
                found &= self._name_word(word)
        return found

    def _name_word(self, word: str) -> frozenset[int]:
        # The normal form leaves out dots and apostrophes, at which the index parts words.
        found = self._holding(word) | self._holding(f"{word}s") | self._holding(f"{word}es")
        for cut in range(1, len(word)):
            first, second = self._holding(word[:cut]), self._holding(word[cut:])
            found |= first & second
        if 1 < len(word) <= _ACRONYM:
            letters = self.all
            for letter in word:
                letters &= self._holding(letter)
            found |= letters
        return found

    def _holding(self, word: str) -> frozenset[int]:
        held = self._found.get(word)
        if held is None:
            spellings = {*self.vocabulary.spelled(word), *self._normal.get(word, ())}
            held = frozenset().union(*(contents.holding(self.connection, term) for term in spellings))
            self._found[word] = held
        return held
