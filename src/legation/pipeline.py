"""The only composer: puts the stages in order and turns documents into coded articles.

    acquire | clean | read | resolve | code | ground

Stages know neither one another nor the ledger. Building them costs the model's load (under half a second); coding one
document after another keeps no state, so that the answer to a document never depends on its neighbours.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

from legation import __version__
from legation.clean import make_document, read_date
from legation.coding import Coder, StatementFinder, TenureFound, find_relations, find_tenures, grievance, load_lexicon
from legation.coding.answers import report_answered
from legation.coding.hearsay import Hearing
from legation.coding.indicators import find_indicators
from legation.errors import SourceError
from legation.ground.actors import settle
from legation.ground.dating import Dater
from legation.ground.merge import claim_of, merge
from legation.read import Reader
from legation.records import (
    Actor,
    Article,
    Attribution,
    Document,
    Held,
    Indicator,
    Mention,
    Party,
    Reading,
    Relation,
    Report,
    Resolved,
    Span,
    Statement,
    Tenure,
    When,
)
from legation.resolve import KnowledgeBase, Resolver

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from legation.acquire import Page
    from legation.records import Codes, Reads, Resolves, Tenures


class Pipeline:
    """All stages, built once. Use `open_pipeline` for the shipped parts."""

    def __init__(
        self, *, reader: Reads, resolver: Resolves, coder: Codes, statements: StatementFinder, knowledge: KnowledgeBase
    ) -> None:
        """Take the parts; `knowledge` answers for tenures and places."""
        self.reader = reader
        self.resolver = resolver
        self.coder = coder
        self.statements = statements
        self.knowledge = knowledge
        self.version = f"legation {__version__}; {coder.name}; {resolver.name}; {reader.name}"

    def code(self, document: Document) -> Article:
        """Code one document."""
        return self.code_reading(self.reader(document))

    def code_many(self, documents: Iterable[Document]) -> Iterator[Article]:
        """Code documents in the order given, many at once in the model, in bounded memory."""
        for reading in self.reader.read_batch(documents):
            yield self.code_reading(reading)

    def relate(self, article: Article, source: Span, target: Span) -> dict[str, object]:
        """Answer what `source` did to `target` (spans of the article's text): the best type, and all with scores.

        There is always an answer: what the model reads of the two, and the reports between them.
        """
        return relate(article, source, target, self._ranked(article, source, target))

    def _ranked(self, article: Article, source: Span, target: Span) -> list[tuple[str, float]]:
        """Ask the model about the two, in the stretch of sentences that holds both; nothing where it has no such head."""
        rank = getattr(self.reader, "rank", None)
        held = [s for s in article.sentences if s.touches(source) or s.touches(target)]
        if rank is None or not held:
            return []
        stretch = Span(min(s.start for s in held), max(s.end for s in held))
        found: list[tuple[str, float]] = rank(article.document.text, stretch, source, target)
        return found

    def code_reading(self, reading: Reading) -> Article:
        """Code a document that has been read."""
        document = reading.document
        if document.language != "en":
            return Article(
                id=document.id, document=document, reports=(), statements=(), tenures=(), relations=(),
                indicators=(), coder=self.version,
            )  # fmt: skip
        resolved = self.resolver(reading)
        return _Coding(self, reading, resolved).article()


class _Coding:
    """The coding of one document: decisions that need its reading, its actors and its date together."""

    def __init__(self, pipeline: Pipeline, reading: Reading, resolved: tuple[Resolved, ...]) -> None:
        self.pipeline = pipeline
        self.reading = reading
        self.resolved = resolved
        self.tenures: Tenures = pipeline.knowledge
        self.found_tenures = find_tenures(reading, resolved)
        self.statements_found = pipeline.statements(reading, resolved)
        begun = self._begun()
        facts = tuple((held, row.sentence, row.change) for row, held in begun)
        anchors = {(row.sentence, row.head): _day_of(held) for row, held in begun if held.start is not None}
        self.dater = Dater(reading, facts, pipeline.knowledge, anchors)
        self.published: When | None = self.dater.published
        self.document = self.dater.document

    def _begun(self) -> tuple[tuple[TenureFound, Held], ...]:
        """Return the successions in the text that the knowledge base dates to the day; they date the text."""
        rows = []
        for row in self.found_tenures:
            person = row.person.candidates[0].person
            if person is not None and row.change == "takes":
                rows += [(row, held) for held in self.tenures.began(person, row.office)[:1]]
        return tuple(rows)

    def article(self) -> Article:
        # Taking and leaving office is tenure, no event (CODEBOOK section 2), but for resignations.
        told = {(row.sentence, row.head) for row in self.found_tenures}
        coded = self.pipeline.coder(self.reading, self.resolved)
        kept = [m for m in coded if (m.sentence, m.head) not in told or m.type in {"RETREAT", "CONCEDE"}]
        mentions = self.dater.date((*kept, *self._grievances(kept)))
        claims = [claim_of(mention, self.published, self.tenures) for mention in mentions]
        headline_end = self.reading.sentences[0].span.end if self.reading.sentences and self.document.title else 0
        reports = merge(self.document, claims, headline_end)
        return Article(
            id=self.document.id,
            document=self.document,
            reports=reports,
            statements=self._statements(reports),
            tenures=self._tenures(),
            relations=self._relations(),
            indicators=self._indicators(),
            coder=self.pipeline.version,
            sentences=tuple(sentence.span for sentence in self.reading.sentences),
        )

    def _grievances(self, coded: list[Mention]) -> list[Mention]:
        """Return accusations told by rhetorical questions, in sentences where nobody accuses already."""
        reading = self.reading
        by_head = {(phrase.sentence, phrase.head): phrase for phrase in self.resolved}
        accusing = {mention.sentence for mention in coded if mention.type == "ACCUSE"}
        numbers = sorted({n for quote in reading.quotes for n in quote.sentences} - accusing)
        statements = {found.span: found for found in reversed(self.statements_found)}
        found = (grievance(reading, reading.sentences[n], by_head, statements) for n in numbers)
        return [mention for mention in found if mention is not None]

    def _id(self, kind: str, *parts: object) -> str:
        identity = ":".join([self.document.hash, kind, *map(str, parts)])
        return kind[0] + hashlib.sha256(identity.encode()).hexdigest()[:15]

    def _actor(self, party: Party | None, when: When | None) -> Actor | None:
        return settle(party, when or self.published, self.tenures) if party is not None else None

    def _statements(self, reports: Sequence[Report]) -> tuple[Statement, ...]:
        rows = []
        for found in self.statements_found:
            when = self.dater.at(*found.said_at) if found.said_at is not None else None
            chain = tuple(
                Attribution(
                    actor=self._actor(link.actor, when) if isinstance(link.actor, Party) else link.actor,
                    verb=link.verb, channel=link.channel, span=link.span, relay=link.relay, stance=link.stance,
                )
                for link in found.chain
            )  # fmt: skip
            speaker = self._actor(found.speaker, when)
            rows.append(
                Statement(
                    id=self._id("statement", found.span.start, found.span.end),
                    sentence=found.sentence,
                    speaker=speaker,
                    speaker_name=found.speaker_name,
                    span=found.span,
                    quoted=found.quoted,
                    stance=found.stance,
                    channel=found.channel,
                    answers=report_answered(reports, found, speaker),
                    chain=chain,
                    when=when,
                    confidence=0.8 if found.quoted else 0.6,
                    made_by=found.made_by,
                )
            )
        return tuple(rows)

    def _tenures(self) -> tuple[Tenure, ...]:
        rows = []
        # Who hands over leaves on the day on which the successor begins.
        successions = {
            (row.sentence, row.predecessor.candidates[0].name): _day_of(held)
            for row, held in self._begun()
            if row.predecessor is not None and row.predecessor.candidates and held.start is not None
        }
        for found in self.found_tenures:
            when = self.dater.at(found.sentence, found.head)
            person = found.person.candidates[0]
            begun = (
                self.tenures.began(person.person, found.office)
                if person.person is not None and found.change == "takes"
                else ()
            )
            if begun and begun[0].start is not None:
                when = _day_of(begun[0])
            elif (
                found.change == "leaves" and (succession := successions.get((found.sentence, person.name))) is not None
            ):
                when = succession
            rows.append(
                Tenure(
                    id=self._id("tenure", found.sentence, person.name, found.office, found.change),
                    sentence=found.sentence,
                    person=person.name,
                    office=found.office,
                    organisation=found.organisation,
                    country=person.code,
                    change=found.change,
                    status=found.status,
                    span=found.span,
                    when=when,
                    predecessor=found.predecessor.candidates[0].name if found.predecessor else None,
                    expression=found.expression,
                    confidence=0.7,
                    made_by=found.made_by,
                )
            )
        return tuple(rows)

    def _relations(self) -> tuple[Relation, ...]:
        rows = []
        for found in find_relations(self.reading, self.resolved):
            first, second = self._actor(found.first, None), self._actor(found.second, None)
            if first is None or second is None or first.code == second.code:
                continue
            rows.append(
                Relation(
                    id=self._id("relation", found.span.start, found.kind),
                    sentence=found.sentence,
                    first=first,
                    second=second,
                    kind=found.kind,
                    status=found.status,
                    span=found.span,
                    confidence=0.6,
                    made_by=found.made_by,
                )
            )
        return tuple(rows)

    def _indicators(self) -> tuple[Indicator, ...]:
        by_head = {(phrase.sentence, phrase.head): phrase for phrase in self.resolved}
        rows = []
        for found in find_indicators(self.reading):
            phrase = by_head.get((found.sentence, found.actor)) if found.actor is not None else None
            actor = None
            if phrase is not None and phrase.candidates:
                actor = self._actor(Party(span=phrase.span, candidates=phrase.candidates), None)
            rows.append(
                Indicator(
                    id=self._id("indicator", found.span.start, found.what),
                    sentence=found.sentence,
                    actor=actor,
                    what=found.what,
                    value=found.value,
                    unit=found.unit,
                    period=found.period,
                    span=found.span,
                    confidence=0.7,
                    made_by="indicator",
                )
            )
        return tuple(rows)


def _day_of(held: Held) -> When:
    """Return the day on which a tenure began."""
    if held.start is None:
        problem = "a tenure without a start dates nothing"
        raise ValueError(problem)
    return When(
        start=held.start, end=held.start, precision="day", basis="tenure",
        reasons=(f"{held.name}, {held.office}, since {held.start.isoformat()} ({held.source})",),
    )  # fmt: skip


def open_pipeline(*, ontology_folder: Path | None = None, model: Path | None = None) -> Pipeline:
    """Build the shipped stages; `ontology_folder` adds a user's lexicon files. Raises DataError, ModelError."""
    lexicon = load_lexicon(ontology_folder)
    knowledge = KnowledgeBase.load()
    hearing = Hearing(lexicon.classes)
    return Pipeline(
        reader=Reader(model),
        resolver=Resolver(knowledge),
        coder=Coder(lexicon, hearing),
        statements=StatementFinder(lexicon.classes, hearing),
        knowledge=knowledge,
    )


#: How common a type is, for a pair of which the coder found nothing: an order, not a measured share.
_PRIOR = ("CONSULT", "ACCUSE", "ASSAULT", "SUPPORT", "REQUEST", "AGREE", "REJECT", "THREATEN", "COERCE", "SANCTION", "AID", "COOPERATE", "MOBILIZE", "PROTEST", "RETREAT", "CONCEDE")  # fmt: skip


#: What the reports between two spans count for beside the model's own ranking of the pair.
_REPORTS_COUNT = 0.15


def relate(article: Article, source: Span, target: Span, ranked: Sequence[tuple[str, float]] = ()) -> dict[str, object]:
    """Rank the types between two spans from the article's reports and from `ranked`, what the model says of the pair."""
    weights = {name: 0.02 - 0.001 * place for place, name in enumerate(_PRIOR)}
    for report in article.reports:
        actors = [a.span for a in report.actors if a.span is not None]
        recipients = [a.span for a in report.recipients if a.span is not None]
        forward = any(s.touches(source) for s in actors) and any(s.touches(target) for s in (*recipients, *actors))
        backward = any(s.touches(target) for s in actors) and any(s.touches(source) for s in recipients)
        either = any(s.touches(source) or s.touches(target) for s in (*actors, *recipients))
        weight = 1.0 if forward else 0.6 if backward else 0.3 if either else 0.1
        weights[report.type] += (_REPORTS_COUNT if ranked else 1.0) * weight * report.confidence
    for name, chance in ranked:
        weights[name] += chance
    total = sum(weights.values())
    scores = {name: round(weight / total, 4) for name, weight in sorted(weights.items(), key=lambda row: -row[1])}
    return {"type": next(iter(scores)), "scores": scores}


@cache
def default_pipeline() -> Pipeline:
    """Return the shipped stages, built at the first call and kept."""
    return open_pipeline()


def document_of(page: Page) -> Document:
    """Clean a page (see `legation.clean`)."""
    return make_document(page)


def code_text(text: str, *, published: str | None = None, title: str | None = None, id: str | None = None) -> Article:  # noqa: A002 - the field's name
    """Code one text with the shipped stages; see `legation.code`."""
    from legation.acquire import DOCUMENT_LIMIT, Page  # noqa: PLC0415 - keeps the import of the package light

    if not text.strip():
        raise SourceError("the text is empty", remedy="give an article's text")
    for name, words in (("text", text), ("title", title or ""), ("id", id or "")):
        try:
            size = len(words.encode())
        except UnicodeEncodeError as error:
            problem = f"the {name} holds half of a character at offset {error.start}"
            raise SourceError(problem, remedy="decode it as UTF-8, with errors replaced") from None
        if size > DOCUMENT_LIMIT:
            problem = f"the {name} is larger than {DOCUMENT_LIMIT // 1_000_000} MB"
            raise SourceError(problem, remedy="split the document")
    if published is not None:
        read_date(published)
    return default_pipeline().code(
        make_document(Page(text=text, source="<text>", id=id, published=published, title=title))
    )


__all__ = ["Mention", "Pipeline", "code_text", "default_pipeline", "document_of", "open_pipeline"]
