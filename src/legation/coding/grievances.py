"""Rhetorical questions that state a grievance: an accusation by the speaker (CODEBOOK section 3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legation.coding.parties import Parties, unique
from legation.coding.tree import Tree
from legation.records import Attribution, Mention, Party, Quote, Reading, Resolved, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legation.coding.statements import StatementFound

_WHY = re.compile(r"\b(?:why|how (?:can|could|dare))\b", re.IGNORECASE)
#: What is held against the other side.
_HARM = frozenset(
    "attack control punish blockade block sanction harm threaten kill bomb impose interfere suffocate strangle destroy "
    "occupy starve humiliate persecute silence ban exclude insult spy invade destabilize destabilise undermine oppress".split()
)
#: A quotation of more sentences is a speech, whose questions are many, and which is read anew for each of them.
_LONGEST = 40


def grievance(
    reading: Reading,
    sentence: Sentence,
    resolved: Mapping[tuple[int, int], Resolved],
    statements: Mapping[Span, StatementFound],
) -> Mention | None:
    """Return the accusation of a quoted "why ... attack ...?" against the one other party that the quotation names.

    `statements` are by their words.
    """
    text = reading.document.text
    quotes = (q for q in reading.quotes_in(sentence.index) if len(q.sentences) <= _LONGEST)
    quote = next((q for q in quotes if _WHY.search(q.span.of(text))), None)
    spoken = statements.get(quote.span) if quote is not None else None
    if quote is None or spoken is None or spoken.speaker is None or not spoken.speaker.candidates:
        return None
    tree = Tree(sentence)
    harm = [t.index for t in tree.tokens if t.lemma.lower() in _HARM and quote.span.covers(t.span)]
    if not harm or not _WHY.search(quote.span.of(text)[: tree[harm[0]].span.end - quote.span.start]):
        return None
    speaker = spoken.speaker.candidates[0].code
    inside = [party for number in quote.sentences for party in _named(reading.sentences[number], quote, resolved)]
    against = [p for p in unique(inside) if p.candidates[0].code != speaker and p.candidates[0].kind != "place"]
    if len({p.candidates[0].code for p in against}) != 1:
        return None
    head = harm[0]
    return Mention(
        sentence=sentence.index,
        head=head,
        trigger=tree[head].span,
        text=tree[head].text,
        evidence=sentence.span,
        type="ACCUSE",
        mode="disapprove",
        contexts=("diplomatic",),
        status="actual",
        actors=(spoken.speaker,),
        recipients=tuple(against[:1]),
        chain=spoken.chain or _own(spoken.speaker),
        confidence=0.6,
        made_by="grievance",
        reasons=("a rhetorical question of the speaker that states a grievance (codebook, section 3)",),
    )


def _named(sentence: Sentence, quote: Quote, resolved: Mapping[tuple[int, int], Resolved]) -> list[Party]:
    parties = Parties(Tree(sentence), resolved)
    return [p for t in sentence.tokens if quote.span.covers(t.span) for p in parties.direct(t.index)]


def _own(speaker: Party) -> tuple[Attribution, ...]:
    return (Attribution(actor=speaker, verb=None, channel=None, span=speaker.span),)
