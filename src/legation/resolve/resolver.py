"""`Resolver`: every phrase of a reading that may be a party, with its possible bearers (CODEBOOK sections 4 and 10).

Three passes, each linear in the text: names are found in the knowledge base and the article's facts gathered
(`article`); then, in the order of the text, each head word is described by its own words (`describe`) or by what it
refers back to (`reference`). Candidates come undated: persons carry their key, and the tenure is chosen once the
act's date is known. NIL is an answer: a phrase without candidates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legation.records import Reading, Resolved, Span
from legation.resolve.agents import Agents, load_agents
from legation.resolve.article import read_article
from legation.resolve.describe import Describer
from legation.resolve.metonyms import Metonyms, load_metonyms
from legation.resolve.phrases import Phrase
from legation.resolve.reference import References

if TYPE_CHECKING:
    from legation.resolve.grammar import Grammar
    from legation.resolve.names import Knows, NameMatch

_HEADS = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET"})
#: Relations of words that head no phrase of their own.
_PARTS = frozenset({"flat", "fixed", "case", "cc", "punct", "mark", "goeswith"})
_MODIFYING = frozenset({"compound", "amod", "det"})
#: Things that may be meant by a later "it", so that it stands for nobody.
_THINGS = frozenset({"nsubj", "obj", "root"})


class Resolver:
    """Resolves readings. Holds tables only, so one instance serves many documents, in any order."""

    name = "resolver"

    def __init__(self, knows: Knows, agents: Agents | None = None, metonyms: Metonyms | None = None) -> None:
        """Take the knowledge of names; the tables of role words and metonyms are the package's unless given."""
        self.knows = knows
        self.agents = agents or load_agents()
        self.metonyms = metonyms or load_metonyms()

    def __call__(self, reading: Reading, /) -> tuple[Resolved, ...]:
        """Resolve every noun phrase that may be a party, in the order of the text."""
        article = read_article(reading, self.knows, self.metonyms)
        describer = Describer(article, self.agents, self.metonyms)
        references = References(describer)
        found: list[Resolved] = []
        for grammar in article.grammars:
            for index, upos in enumerate(grammar.upos):
                if upos not in _HEADS or grammar.relations[index] in _PARTS:
                    continue
                phrase = describer.describe(grammar, index)
                if phrase is None:
                    phrase = _thing(grammar, index)
                    if phrase is not None:
                        references.remember(grammar, phrase)
                    continue
                if not phrase.candidates and not phrase.antecedents and grammar.relations[index] in _MODIFYING:
                    continue  # a word within a name that stands for nobody
                references.remember(grammar, phrase)
                if not phrase.title:
                    found.append(_resolved(grammar, phrase, article.inside.get((grammar.number, index))))
        return tuple(found)


def _thing(grammar: Grammar, index: int) -> Phrase | None:
    """Return a noun that is no party but may be meant by "it" or "they"."""
    if grammar.upos[index] != "NOUN" or grammar.relations[index] not in _THINGS:
        return None
    return Phrase(sentence=grammar.number, head=index, sort="thing", plural=grammar.plural(index))


def _resolved(grammar: Grammar, phrase: Phrase, name: NameMatch | None) -> Resolved:
    span = grammar.span(phrase.head)
    if name is not None and name.head == phrase.head:
        # A reader may take a name apart ("Moon", "Jae-in"): it is whole all the same.
        start, end = grammar.tokens[name.first].span.start, grammar.tokens[name.last].span.end
        span = Span(min(span.start, start), max(span.end, end))
    return Resolved(
        sentence=phrase.sentence,
        head=phrase.head,
        span=span,
        candidates=phrase.candidates,
        antecedents=phrase.antecedents,
        sector=phrase.sector if not phrase.candidates and not phrase.antecedents else None,
    )
