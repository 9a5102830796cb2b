"""When and where each mention happened: time expressions given to clauses, dated, and the date of publication found."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from legation.ground.dates import TimeExpression, find_times, resolve_time
from legation.ground.dates_clause import anchor_of, time_of
from legation.ground.dates_published import infer_published
from legation.ground.places import Gazetteer, place_of
from legation.records import Document, Held, Mention, Reading, When

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Words right below a predicate that is still to come.
_AHEAD = frozenset({"will", "’ll", "'ll", "shall", "to"})
#: An act older than this at publication is background, whatever the tense (ruling 2).
_BACKGROUND = timedelta(days=30)


class Dater:
    """Dates the mentions of one document."""

    def __init__(
        self,
        reading: Reading,
        facts: tuple[tuple[Held, int, str], ...],
        gazetteer: Gazetteer,
        anchors: Mapping[tuple[int, int], When],
    ) -> None:
        """Find the time expressions, and the publication date where it was not given.

        `anchors` dates happenings by (sentence, head word) that others are counted from ("the day after ...").
        """
        self.reading = reading
        self.anchors = anchors
        self.gazetteer = gazetteer
        text = reading.document.text
        self.expressions: tuple[tuple[TimeExpression, ...], ...] = tuple(
            find_times(text, sentence.span) for sentence in reading.sentences
        )
        published = reading.document.published
        if published is None:
            published = infer_published(reading.document, reading, facts)
        self.published: When | None = published
        self.document: Document = replace(reading.document, published=published)

    def at(self, sentence: int, head: int, *, future: bool = False) -> When | None:
        """Return the date of the predicate at `head`, or None where the text gives none that can be told."""
        expression = time_of(self.reading, sentence, head, self.expressions[sentence])
        if expression is None:
            return None
        anchor = anchor_of(self.reading, sentence, expression)
        known = self.anchors.get((sentence, anchor)) if anchor is not None else None
        return resolve_time(expression, self.published, future=future, anchor=known)

    def date(self, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """Return the mentions with date and place, and the old ones marked as background (ruling 2)."""
        return tuple(self._dated(mention) for mention in mentions)

    def _dated(self, mention: Mention) -> Mention:
        if mention.made_by.startswith("answer:"):
            return mention  # its day is that of the denial, not of the act
        # "will sign on June 4" is told as a promise, and its day is still to come.
        future = mention.status == "future" or self._is_ahead(mention)
        when = self.at(mention.sentence, mention.head, future=future) or self._by_verb(mention, future=future)
        where = place_of(self.reading, mention.sentence, mention.head, self.gazetteer)
        status, reasons = mention.status, mention.reasons
        if status == "actual" and when is not None and self._is_background(when):
            status = "historical"
            reasons = (*reasons, f"background: {when.start.isoformat()} is long before publication")
        return replace(mention, when=when, where=where, status=status, reasons=reasons)

    def _is_ahead(self, mention: Mention) -> bool:
        """Tell an act with "will", "to" or a "plan" of its own; what was told "to have" happened is past."""
        tokens = self.reading.sentences[mention.sentence].tokens
        below = {token.text.lower() for token in tokens if token.head == mention.head and token.upos in {"AUX", "PART"}}
        return bool(below & _AHEAD) and "have" not in below

    def _by_verb(self, mention: Mention, *, future: bool) -> When | None:
        """Return the date of the verb that tells a nominal act: "last Friday he affirmed a willingness to talk"."""
        tokens = self.reading.sentences[mention.sentence].tokens
        token = tokens[mention.head]
        if token.upos != "NOUN" or token.head < 0 or tokens[token.head].upos != "VERB":
            return None
        return self.at(mention.sentence, token.head, future=future)

    def _is_background(self, when: When) -> bool:
        published = self.published
        if published is None:
            return False
        return published.start - when.end > _BACKGROUND
