"""Factories of test records: readings from compact strings, so that no test needs the model.

A sentence is a line of words parted by spaces, each `form|UPOS|head|deprel[|lemma[|XPOS]]`, heads counted from 1, 0 the
root. A leading `~` joins a word to the one before. Lemma and tag are guessed where left out: the lower-case form, a
noun's "s" taken off, NN or NNS, NNP, VBD. Names: `names=[(sentence, first, last, kind)]` with words counted from 0.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from legation.records import Document, Name, Quote, Reading, Sentence, Span, Token

_TAGS = {"PROPN": "NNP", "VERB": "VBD", "ADJ": "JJ", "ADV": "RB", "PRON": "PRP", "DET": "DT", "ADP": "IN", "NUM": "CD"}
_KEEP = ("ss", "us", "is", "news")


def document(text: str, **fields: object) -> Document:
    """Make a document of a text; fields as in `Document`."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    values: dict[str, object] = {"id": digest[:12], "text": text, "hash": digest, **fields}
    return Document(**values)  # type: ignore[arg-type]  # the caller's fields are Document's


def reading(compact: str, names: Iterable[tuple[int, int, int, str]] = ()) -> Reading:
    """Make a reading of compact sentences, one a line."""
    lines = [line.split() for line in compact.strip().splitlines() if line.strip()]
    text, sentences = "", []
    for number, cells in enumerate(lines):
        if text:
            text += "\n"
        begin = len(text)
        tokens = []
        for index, cell in enumerate(cells):
            parts = cell.removeprefix("~").split("|")
            if index and not cell.startswith("~"):
                text += " "
            start = len(text)
            text += parts[0]
            tokens.append(_token(index, Span(start, len(text)), parts))
        sentences.append(Sentence(number, Span(begin, len(text)), tuple(tokens)))
    found = tuple(_name(sentences, *row) for row in names)
    return Reading(
        document=document(text), sentences=tuple(sentences), names=found, quotes=_quotes(text, sentences), engine="hand"
    )


def _token(index: int, span: Span, parts: list[str]) -> Token:
    form, upos, head, deprel = parts[:4]
    plural = upos == "NOUN" and form.lower().endswith("s") and not form.lower().endswith(_KEEP)
    lemma = parts[4] if len(parts) > 4 else form.lower()[:-1] if plural else form if upos == "PROPN" else form.lower()
    if upos == "NOUN" and len(parts) > 4:
        plural = lemma != form.lower()
    xpos = parts[5] if len(parts) > 5 else "NNS" if plural else "NN" if upos == "NOUN" else _TAGS.get(upos, upos)
    if form.lower() in {"his", "her", "its", "their", "our", "my"} and deprel == "nmod:poss":
        xpos = "PRP$"
    elif form.lower() in {"who", "whom"}:
        xpos = "WP"
    elif form.lower() in {"which", "that"} and upos == "PRON":
        xpos = "WDT"
    feats = "Number=Plur" if xpos in {"NNS", "NNPS"} else ""
    return Token(index, span, form, lemma, upos, xpos, feats, int(head) - 1, deprel)


def _name(sentences: list[Sentence], sentence: int, first: int, last: int, kind: str) -> Name:
    tokens = sentences[sentence].tokens
    span = Span(tokens[first].span.start, tokens[last].span.end)
    return Name(sentence=sentence, first=first, last=last, kind=kind, span=span)


def _quotes(text: str, sentences: list[Sentence]) -> tuple[Quote, ...]:
    """Find curly quotations, one level deep."""
    found, start = [], text.find("“")
    while start >= 0:
        end = text.find("”", start)
        if end < 0:
            break
        span = Span(start + 1, end)
        touched = tuple(sentence.index for sentence in sentences if sentence.span.touches(span))
        found.append(Quote(span=span, sentences=touched))
        start = text.find("“", end)
    return tuple(found)
