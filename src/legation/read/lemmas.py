"""Base forms of words: a list of known (form, tag) pairs first, the model's edit script for all others.

An edit script is `case:cut:add`: bring the word to its case (`l` lower, `s` as it stands, `t` first letter upper),
cut so many characters from its end, add these; or `=lemma` where word and lemma share no beginning. It is one label of the model
(the method of Chrupala 2006, with cases as in Straka et al. 2019).
"""

from __future__ import annotations

import gzip
from collections.abc import Container, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from legation.read.irregular import IRREGULAR

KEEP = "s:0:"


def edit_script(word: str, lemma: str) -> str:
    """Return the script that makes `lemma` of `word`."""
    if lemma == lemma.lower():
        case, base = "l", word.lower()
    elif len(word) > 1 and word.isupper() and lemma[:1].isupper() and lemma[1:].islower():
        case, base = "t", word.capitalize()
    else:
        case, base = "s", word
    shared = 0
    while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
        shared += 1
    if shared == 0:
        return f"={lemma}"
    return f"{case}:{len(base) - shared}:{lemma[shared:]}"


def apply_script(script: str, word: str) -> str:
    """Return the lemma that `script` makes of `word`; the word itself where the script would leave nothing."""
    if script == "=_":  # the treebanks' lemma of a word broken in two
        return word.lower()
    if script.startswith("="):
        return script[1:]
    case, cut, add = script.split(":", 2)
    base = word.lower() if case == "l" else word.capitalize() if case == "t" else word
    lemma = base[: max(0, len(base) - int(cut))] + add
    return lemma or word


class Lemmatiser:
    """Known pairs of lower-cased form and tag (XPOS), each with its script, and a list of known words.

    The words mend the model's regular guesses: of `voted` it makes `vot` at times, and knows `vote`.
    """

    def __init__(self, known: Mapping[tuple[str, str], str], words: Container[str] = frozenset()) -> None:
        """Take the list of known pairs and that of known words; both may be empty."""
        self._known = known
        self._words = words

    @classmethod
    def load(cls, path: Path, words: Container[str] = frozenset()) -> Lemmatiser:
        """Read the pairs of a gzip file of lines `form, tag, script`, separated by tabs."""
        known = {}
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                form, tag, script = line.rstrip("\n").split("\t")
                known[form, tag] = script
        return cls(known, words)

    def knows(self, word: str, tag: str) -> bool:
        """Tell whether the treebanks have the word with this tag."""
        return (word.lower(), tag) in self._known

    def lemma(self, word: str, tag: str, script: str) -> str:
        """Return the lemma of `word` under `tag`; `script` is the model's proposal for a pair not known."""
        form = word.lower()
        if (tag == "NNP" or (form, tag) == ("i", "PRP")) and word == form:
            # Web text writes "i" and "kerala"; their base forms keep the capital that belongs to them.
            return word.capitalize()
        if tag in ("VBD", "VBN") and form.endswith("eed"):
            return form[:-1]  # "freed": both the treebank and the list of words have "fre" for it
        found = self._known.get((form, tag)) or self._known.get((form, _SIBLINGS.get(tag, "")))
        if found is not None:
            return apply_script(found, word)
        if (form, tag) in IRREGULAR:
            return IRREGULAR[form, tag]
        lemma = apply_script(script, word)
        if tag in ("VBD", "VBN", "VBG") and lemma == form and form.endswith(_ENDINGS[tag]):
            # "sentenced" is a word of the list, and no base form.
            return next((guess for guess in _regular(form, tag) if guess in self._words and guess != form), lemma)
        if tag == "NNS" and not form.endswith("s") and lemma not in self._words:
            return form  # "people" has no other base form that a list would know
        if tag in _ENDINGS and lemma not in self._words:
            guesses = tuple(_regular(form, tag))
            return next((guess for guess in guesses if guess in self._words), _plausible(guesses, lemma))
        return lemma


#: Tags whose forms are alike, so that a pair known under one serves for the other.
_SIBLINGS = {"VBD": "VBN", "VBN": "VBD", "VBP": "VB", "VB": "VBP"}
_ENDINGS = {"VBD": "ed", "VBN": "ed", "VBG": "ing", "VBZ": "s", "NNS": "s"}


#: Ends of stems that a silent "e" follows: "escalate", "organise", "police", "leave".
_SILENT = (
    "at",
    "iz",
    "is",
    "c",
    "g",
    "v",
    "s",
    "u",
    "bl",
    "pl",
    "tl",
    "dl",
    "gl",
    "ur",
    "ir",
    "uk",
    "ut",
    "od",
    "ad",
    "id",
)


def _plausible(guesses: tuple[str, ...], lemma: str) -> str:
    """Return the likelier of unknown guesses by spelling: `retweeted` comes from retweet, `deescalated` from deescalate."""
    stem = guesses[-1] if guesses else ""
    if not stem or lemma == stem:
        return lemma
    if len(stem) > 3 and stem[-1] == stem[-2] and (stem[-1] not in "lsz" or (stem[-1] == "l" and _syllables(stem) > 1)):
        return stem[:-1]  # "expelled", "rebutted"; not "pulled", "pressed"
    if lemma not in guesses:
        return stem
    vowels = stem[-3:-1]
    double = len(vowels) == 2 and all(letter in "aeiou" for letter in vowels)
    return lemma if stem.endswith(_SILENT) and not double else stem


def _syllables(stem: str) -> int:
    return sum(a in "aeiou" and b not in "aeiou" for a, b in pairwise(stem))


def _regular(form: str, tag: str) -> Iterator[str]:
    """Yield what a regular form may come from, the likeliest first: `voted` vote, `banned` ban, `denied` deny."""
    ending = _ENDINGS[tag]
    if not form.endswith(ending) or len(form) < len(ending) + 3:
        return
    stem = form[: -len(ending)]
    if ending == "s":
        if stem.endswith("ie"):
            yield f"{stem[:-2]}y"
        yield stem
        if stem.endswith("e"):
            yield stem[:-1]
        return
    if stem.endswith("i"):
        yield f"{stem[:-1]}y"
    if stem[-1] == stem[-2]:
        yield stem[:-1]
    yield f"{stem}e"
    yield stem
