"""PLOVER contexts of an act, told by the words of its clause (list: `lexicon/contexts.txt`)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from legation import ontology
from legation.coding.lexicon import read_classes
from legation.coding.tree import Tree
from legation.errors import DataError


@cache
def _table() -> dict[str, tuple[str, ...]]:
    text = (files(__package__) / "lexicon" / "contexts.txt").read_text(encoding="utf-8")
    table: dict[str, list[str]] = {}
    for context, words in read_classes(text, "contexts.txt").items():
        if context not in ontology.CONTEXTS:
            problem = f"PLOVER has no context {context!r}"
            raise DataError(problem, place="contexts.txt", remedy="use one of ontology.CONTEXTS")
        for word in words:
            table.setdefault(word, []).append(context)
    return {word: tuple(found) for word, found in table.items()}


def contexts_of(tree: Tree, words: tuple[int, ...], given: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the contexts that the words tell, with those of the lexicon's entry, in PLOVER's order."""
    table = _table()
    found = set(given)
    for index in words:
        for key in (tree[index].lemma.lower(), tree[index].text.lower().lstrip("#")):
            found.update(table.get(key, ()))
    return tuple(context for context in ontology.CONTEXTS if context in found)
