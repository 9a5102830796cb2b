"""The reader: a document in, its sentences, words, names and quotations out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from legation.read.engine import Analysis, Engine
from legation.read.events import party_word
from legation.read.quotes import find_quotes
from legation.read.sentences import split_sentences
from legation.read.tokens import tokenise
from legation.records import Document, Name, Reading, Sentence, Span, Token

#: The shipped model.
MODEL = Path(__file__).parent / "model"
#: Words read ahead before the model runs: enough to find sentences of like length, few enough for bounded memory.
AHEAD = 20_000


class Reader:
    """Reads documents with one model; a document's reading never depends on what is read beside it.

    Page furniture (`document.furniture`) is left out: no sentence lies in it or crosses it.
    """

    def __init__(self, model: Path | None = None) -> None:
        """Load the model of the folder `model`, or the shipped one; raise ModelError where that fails."""
        self._engine = Engine(model or MODEL)
        self.name = self._engine.name

    def __call__(self, document: Document, /) -> Reading:
        """Read one document."""
        return self._reading(document, sentence_words(document))

    def read_batch(self, documents: Iterable[Document], /) -> Iterator[Reading]:
        """Read many documents, in the order given and as each would be read alone.

        Small documents share batches of the model. At most `AHEAD` words, or one document, are held at a time.
        """
        held: list[tuple[Document, list[list[Span]]]] = []
        size = 0
        for document in documents:
            split = sentence_words(document)
            held.append((document, split))
            size += sum(map(len, split))
            if size >= AHEAD:
                yield from self._readings(held)
                held, size = [], 0
        yield from self._readings(held)

    def _readings(self, held: Sequence[tuple[Document, list[list[Span]]]]) -> Iterator[Reading]:
        if len(held) == 1:
            yield self._reading(*held[0])
            return
        words = [[span.of(document.text) for span in spans] for document, split in held for spans in split]
        analyses = iter(self._engine.analyse(words))
        for document, split in held:
            yield self._put_together(document, split, [next(analyses) for _ in split])

    def _reading(self, document: Document, split: Sequence[list[Span]]) -> Reading:
        """Read one document, a long one in stretches."""
        analyses: list[Analysis] = []
        stretch: list[list[str]] = []
        size = 0
        for spans in split:
            stretch.append([span.of(document.text) for span in spans])
            size += len(spans)
            if size >= AHEAD:
                analyses.extend(self._engine.analyse(stretch))
                stretch, size = [], 0
        analyses.extend(self._engine.analyse(stretch))
        return self._put_together(document, split, analyses)

    def _put_together(
        self, document: Document, split: Sequence[Sequence[Span]], analyses: Sequence[Analysis]
    ) -> Reading:
        sentences = tuple(
            _sentence(document.text, index, spans, analysis)
            for index, (spans, analysis) in enumerate(zip(split, analyses, strict=True))
        )
        names = tuple(
            Name(sentence=index, first=first, last=last, kind=kind, span=Span(spans[first].start, spans[last].end))
            for index, (spans, analysis) in enumerate(zip(split, analyses, strict=True))
            for first, last, kind in analysis.names
        )
        events = tuple(
            replace(event, sentence=index) for index, analysis in enumerate(analyses) for event in analysis.events
        )
        quotes = find_quotes(document.text, sentences)
        return Reading(
            document=document,
            sentences=sentences,
            names=names,
            quotes=quotes,
            engine=self.name,
            events=events,
            reads_events=self._engine.events is not None,
        )

    def rank(self, text: str, sentence: Span, first: Span, second: Span) -> list[tuple[str, float]]:
        """Return all types with probabilities, the likeliest first, for what one party did to another.

        `sentence` is the stretch of `text` that tells of it (or of several sentences that do), `first` and `second` the
        parties' words in it. The list is empty where the model has no heads for acts, or a party no word in the stretch.
        """
        words = tokenise(text, sentence.start, sentence.end)
        places = [[n for n, word in enumerate(words) if word.touches(party)] for party in (first, second)]
        if not all(places):
            return []
        forms = [word.of(text) for word in words]
        one, two = (party_word(forms, found[0], found[-1]) for found in places)
        return self._engine.rank(forms, one, two)


def sentence_words(document: Document) -> list[list[Span]]:
    """Return the words of each sentence of `document`, furniture left out."""
    found: list[list[Span]] = []
    for start, end in _article_parts(document):
        words = tokenise(document.text, start, end)
        found.extend(words[first:after] for first, after in split_sentences(document.text, words))
    return found


def _article_parts(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the stretches of the text between its furniture."""
    start = 0
    for furniture in sorted(document.furniture, key=lambda item: item.span):
        if furniture.span.start > start:
            yield start, furniture.span.start
        start = max(start, furniture.span.end)
    if start < len(document.text):
        yield start, len(document.text)


def _sentence(text: str, index: int, spans: Sequence[Span], analysis: Analysis) -> Sentence:
    tokens = tuple(
        Token(
            index=place,
            span=span,
            text=span.of(text),
            lemma=analysis.lemmas[place],
            upos=analysis.upos[place],
            xpos=analysis.xpos[place],
            feats=analysis.feats[place],
            head=analysis.heads[place],
            deprel=analysis.relations[place],
        )
        for place, span in enumerate(spans)
    )
    return Sentence(index=index, span=Span(spans[0].start, spans[-1].end), tokens=tokens)
