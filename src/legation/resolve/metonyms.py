"""Cities and buildings: the government that sits there where they act, a place where things happen in them.

CODEBOOK section 4, "Capitals, seats and buildings". The words are data (`data/acting.tsv`).
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from legation.errors import DataError

if TYPE_CHECKING:
    from legation.resolve.grammar import Grammar

_FILE = "acting.tsv"
_ROWS = frozenset({"still", "minded", "told", "toward", "sent", "borne", "political", "with"})
#: Nouns whose compound with a city means its government: "the Khartoum government", "Baghdad talks" do not.
_GOVERNING = frozenset({"government", "regime", "leadership", "administration", "authority", "junta"})


class Metonyms:
    """Decides by the city's place in its sentence."""

    def __init__(self, words: dict[str, frozenset[str]]) -> None:
        """Take the word sets by their names in the table."""
        missing = _ROWS - words.keys()
        if missing:
            raise DataError(f"no row {min(missing)!r}", place=_FILE, remedy="see the head of the file")
        self.words = words

    def acts(self, grammar: Grammar, index: int) -> bool:
        """Tell whether the name headed at `index` stands for a government rather than for a place."""
        index = grammar.top(index)
        relation, head = grammar.full[index], grammar.heads[index]
        if head < 0:
            return False
        above = grammar.lemmas[head]
        match relation.partition(":")[0]:
            case "nsubj":
                return self._subject(grammar, head, passive=relation == "nsubj:pass")
            case "obj" | "iobj":
                return above in self.words["told"]
            case "nmod" if relation == "nmod:poss":
                return above in self.words["political"] and grammar.upos[head] != "PROPN"
            case "obl" | "nmod":
                return self._preposed(grammar, index, head)
            case "compound" | "amod":
                return above in _GOVERNING
        return False

    def _subject(self, grammar: Grammar, verb: int, *, passive: bool) -> bool:
        lemma = grammar.lemmas[verb]
        if passive:
            return lemma in self.words["told"]
        if grammar.upos[verb] == "VERB":
            return lemma not in self.words["still"]
        return lemma in self.words["minded"]

    def _preposed(self, grammar: Grammar, index: int, head: int) -> bool:
        case = grammar.case(index).split(" ")[-1] if grammar.case(index) else ""
        above = {grammar.lemmas[head]}
        # "sent a message to Havana": the parser may hang the city on the verb or on its object.
        above.update(grammar.lemmas[child] for child in grammar.below(head, "obj"))
        match case:
            case "to" | "toward" | "towards":
                return bool(above & self.words["toward"])
            case "from":
                return bool(above & self.words["sent"])
            case "on" | "upon":
                return bool(above & self.words["borne"])
            case "of":
                return grammar.lemmas[head] in self.words["political"] | self.words["told"]
        return case in self.words["with"]


def load_metonyms() -> Metonyms:
    """Read the table that ships with the package; a bad row raises `DataError` with its line."""
    found: dict[str, frozenset[str]] = {}
    text = (files("legation.resolve") / "data" / _FILE).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, tab, words = line.partition("\t")
        if not tab or name not in _ROWS:
            raise DataError(f"unknown row {name!r}", place=f"{_FILE}:{number}", remedy="a name and words, by a tab")
        found[name] = frozenset(words.split())
    return Metonyms(found)
