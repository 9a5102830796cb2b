"""Regular inflection, to find a lexicon's verb where the reader does not know it ("severed" -> "sever").

A reader's lemma of an unseen word is a guess; the lexicon knows which verbs there are. Only regular forms are made
here: irregular verbs are common enough to be in any treebank.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_VOWELS = frozenset("aeiou")


def inflected(verb: str) -> tuple[str, ...]:
    """Return the regular forms of a verb: past, present participle, third person."""
    if verb.endswith("e"):
        return f"{verb}d", f"{verb[:-1]}ing", f"{verb}s"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return f"{verb[:-1]}ied", f"{verb}ing", f"{verb[:-1]}ies"
    third = f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb}s"
    forms = [f"{verb}ed", f"{verb}ing", third]
    if _doubles(verb):
        forms += [f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"]
    return tuple(forms)


def _doubles(verb: str) -> bool:
    """Tell whether the last consonant may be doubled ("kidnapped", "expelled", "cancelled")."""
    return (
        len(verb) > 2
        and verb[-1] not in _VOWELS
        and verb[-1] not in "wxy"
        and verb[-2] in _VOWELS
        and verb[-3] not in _VOWELS
    )


def form_index(verbs: Iterable[str]) -> dict[str, str]:
    """Return lemma by inflected form for single-word verbs; a form of two verbs keeps the first."""
    index: dict[str, str] = {}
    for verb in sorted(verbs):
        if verb.isalpha():
            for form in inflected(verb):
                index.setdefault(form, verb)
    return index
