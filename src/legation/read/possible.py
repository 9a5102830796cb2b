"""Which words of a text may have a given lemma, whatever the model makes of them: more than will, never fewer.

A word's lemma comes of a list of known pairs, of a list of irregular verbs, or of one of the model's edit scripts; any script
may be applied to any word.
"""

from __future__ import annotations

import gzip
import json
import unicodedata
from bisect import bisect_left
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from legation.read.irregular import IRREGULAR
from legation.read.lemmas import apply_script
from legation.read.reader import MODEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Ends that `Lemmatiser` itself cuts and puts in their place, beside the model's scripts.
_REGULAR: Final = {"": 5, "e": 4, "y": 4}


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """Return a word without case and marks, as a full-text index keeps it."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


class Vocabulary:
    """The words of a corpus as its full-text index has them."""

    def __init__(self, terms: Iterable[str]) -> None:
        """Sort the words."""
        self._by_form: dict[str, list[str]] = {}
        for term in terms:
            self._by_form.setdefault(folded(term), []).append(term)
        self._forms = sorted(self._by_form)

    def __contains__(self, word: str) -> bool:
        """Tell whether some text holds the word."""
        return folded(word) in self._by_form

    def spelled(self, word: str) -> tuple[str, ...]:
        """Return the words as the index has them that are this one but for case and marks."""
        return tuple(self._by_form.get(folded(word), ()))

    def beginning(self, start: str, most: int) -> list[str]:
        """Return the words that begin so and have at most so many letters more, folded."""
        found = []
        for place in range(bisect_left(self._forms, start), len(self._forms)):
            form = self._forms[place]
            if not form.startswith(start):
                break
            if len(form) - len(start) <= most:
                found.append(form)
        return found


class Possible:
    """What the shipped model's lemmas may come from."""

    def __init__(self, scripts: Iterable[str], known: Iterable[tuple[str, str]]) -> None:
        """Take the model's edit scripts, and the known pairs as (form, script)."""
        #: By ending of the lemma: how many letters of the word may have stood in its place.
        self._endings: dict[str, int] = dict(_REGULAR)
        #: Lemmas that the model may give to any word.
        self._anything: set[str] = set()
        for script in scripts:
            if script.startswith("="):
                self._anything.add(folded(script[1:]))
            else:
                _, cut, ending = script.split(":", 2)
                ending = folded(ending)
                self._endings[ending] = max(self._endings.get(ending, 0), int(cut))
        self._forms: dict[str, set[str]] = {}
        for form, script in known:
            self._forms.setdefault(folded(apply_script(script, form)), set()).add(folded(form))
        for (form, _), lemma in IRREGULAR.items():
            self._forms.setdefault(folded(lemma), set()).add(folded(form))

    def anything(self, lemma: str) -> bool:
        """Tell whether any word at all may have this lemma."""
        return folded(lemma) in self._anything

    def forms(self, lemma: str, vocabulary: Vocabulary) -> frozenset[str]:
        """Return the words of the vocabulary that may have this lemma, or are it."""
        lemma = folded(lemma)
        found = {form for form in self._forms.get(lemma, ()) if form in vocabulary}
        for ending, cut in self._endings.items():
            if lemma.endswith(ending):
                # A script may cut more than stands there: the index parts words at hyphens, the reader does not.
                found.update(vocabulary.beginning(lemma[: len(lemma) - len(ending)], cut))
        return frozenset(found)


@cache
def shipped() -> Possible:
    """Return what the shipped model's lemmas may come from."""
    labels: Mapping[str, Mapping[str, list[str]]] = json.loads((MODEL / "labels.json").read_text(encoding="utf-8"))
    with gzip.open(MODEL / "lemmas.tsv.gz", "rt", encoding="utf-8") as lines:
        known = [(cells[0], cells[2]) for cells in (line.rstrip("\n").split("\t") for line in lines)]
    return Possible(labels["labels"]["lemma"], known)
