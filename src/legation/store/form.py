"""The JSON form of a coded article: one object, one line (`article.schema.json` documents and tests check it)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from legation.records import Actor, Party

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legation.records import (
        About,
        Article,
        Attribution,
        Indicator,
        Mention,
        Place,
        Relation,
        Report,
        Span,
        Statement,
        Tenure,
        Toll,
        When,
    )

Json = dict[str, Any]


def span_form(span: Span | None) -> list[int] | None:
    """Return `[start, end]`, half-open characters of the article's text."""
    return [span.start, span.end] if span is not None else None


def when_form(when: When | None) -> Json | None:
    """Return a date as an interval of ISO days, both ends included."""
    if when is None:
        return None
    return {
        "start": when.start.isoformat(), "end": when.end.isoformat(), "precision": when.precision,
        "basis": when.basis, "span": span_form(when.span), "reasons": list(when.reasons),
    }  # fmt: skip


def actor_form(actor: Actor | Party | None) -> Json | None:
    """Return a party; None stands for an unnamed one."""
    if actor is None:
        return None
    if isinstance(actor, Party):
        best = actor.candidates[0] if actor.candidates else None
        if best is None:
            return None
        return {"code": best.code, "sector": best.sector, "name": best.name, "span": span_form(actor.span)}
    form: Json = {"code": actor.code, "sector": actor.sector, "name": actor.name, "span": span_form(actor.span)}
    if actor.office:
        form["office"] = actor.office
    form["known"] = actor.status
    if actor.evidence:
        form["evidence"] = list(actor.evidence)
    return form


def _actors(actors: Iterable[Actor]) -> list[Json | None]:
    return [actor_form(actor) for actor in actors]


def link_form(link: Attribution) -> Json:
    """Return one link of the chain."""
    return {
        "actor": actor_form(link.actor), "verb": link.verb, "channel": link.channel, "span": span_form(link.span),
        "relay": link.relay, "stance": link.stance,
    }  # fmt: skip


def _chain(chain: Iterable[Attribution]) -> list[Json]:
    return [link_form(link) for link in chain]


def _place(place: Place | None) -> Json | None:
    if place is None:
        return None
    return {
        "name": place.name, "country": place.country, "admin1": place.admin1, "latitude": place.latitude,
        "longitude": place.longitude, "precision": place.precision, "span": span_form(place.span),
    }  # fmt: skip


def _about(about: About | None) -> Json | None:
    if about is None:
        return None
    return {"type": about.type, "mode": about.mode, "span": span_form(about.span), "when": when_form(about.when)}


def _toll(toll: Toll) -> Json:
    return {"kind": toll.kind, "low": toll.low, "high": toll.high, "span": span_form(toll.span)}


def mention_form(mention: Mention, report: Report | None = None) -> Json:
    """Return a mention with its own status and chain, and in its report the trigger of the mention that it answers."""
    form: Json = {
        "trigger": span_form(mention.trigger), "text": mention.text, "sentence": span_form(mention.evidence),
        "status": mention.status, "attribution": _chain(mention.chain), "made_by": mention.made_by,
        "confidence": mention.confidence, "reasons": list(mention.reasons),
    }  # fmt: skip
    told = report.mentions if report is not None and mention.answers is not None else ()
    answered = next((one for one in told if (one.sentence, one.head) == mention.answers), None)
    if answered is not None:
        form["answers"] = span_form(answered.trigger)
    return form


def report_form(report: Report) -> Json:
    """Return one report."""
    return {
        "id": report.id, "type": report.type, "mode": report.mode, "contexts": list(report.contexts),
        "status": report.status, "voice": report.voice, "actors": _actors(report.actors),
        "recipients": _actors(report.recipients), "others": _actors(report.others),
        "initiator": actor_form(report.initiator), "about": _about(report.about),
        "toll": [_toll(toll) for toll in report.tolls], "effective": when_form(report.effective),
        "when": when_form(report.when), "where": _place(report.where), "attribution": _chain(report.chain),
        "mentions": [mention_form(mention, report) for mention in report.mentions], "score": report.score,
        "confidence": report.confidence, "made_by": report.made_by,
    }  # fmt: skip


def statement_form(row: Statement) -> Json:
    """Return one statement, with the report that it answers if it does."""
    form: Json = {
        "id": row.id, "speaker": row.speaker_name, "actor": actor_form(row.speaker), "span": span_form(row.span),
        "quoted": row.quoted, "stance": row.stance, "channel": row.channel, "addressee": actor_form(row.addressee),
        "attribution": _chain(row.chain), "when": when_form(row.when), "confidence": row.confidence,
        "made_by": row.made_by,
    }  # fmt: skip
    return form if row.answers is None else {**form, "answers": row.answers}


def tenure_form(row: Tenure) -> Json:
    """Return one tenure."""
    return {
        "id": row.id, "person": row.person, "office": row.office, "org_or_country": row.organisation or row.country,
        "country": row.country, "change": row.change, "status": row.status, "predecessor": row.predecessor,
        "date_expr": row.expression, "when": when_form(row.when), "span": span_form(row.span),
        "attribution": _chain(row.chain), "confidence": row.confidence, "made_by": row.made_by,
    }  # fmt: skip


def relation_form(row: Relation) -> Json:
    """Return one relation; `a` and `b` are codes."""
    return {
        "id": row.id, "a": row.first.code, "b": row.second.code, "kind": row.kind, "status": row.status,
        "actors": [actor_form(row.first), actor_form(row.second)], "when": when_form(row.when),
        "span": span_form(row.span), "attribution": _chain(row.chain), "confidence": row.confidence,
        "made_by": row.made_by,
    }  # fmt: skip


def indicator_form(row: Indicator) -> Json:
    """Return one indicator."""
    return {
        "id": row.id, "actor": actor_form(row.actor), "what": row.what, "value": row.value, "unit": row.unit,
        "period": row.period, "status": row.status, "when": when_form(row.when), "span": span_form(row.span),
        "attribution": _chain(row.chain), "confidence": row.confidence, "made_by": row.made_by,
    }  # fmt: skip


def article_form(article: Article, pairs: list[Json] | None = None) -> Json:
    """Return the whole article; `pairs` answers the caller's pairs of spans, where there were any."""
    document = article.document
    form: Json = {
        "id": article.id,
        "document": {
            "hash": document.hash, "title": document.title, "published": when_form(document.published),
            "date_basis": document.published.basis if document.published else "unknown",
            "language": document.language, "source": document.source, "coder": article.coder,
        },
        "reports": [report_form(report) for report in article.reports],
        "statements": [statement_form(row) for row in article.statements],
        "tenures": [tenure_form(row) for row in article.tenures],
        "relations": [relation_form(row) for row in article.relations],
        "indicators": [indicator_form(row) for row in article.indicators],
        "furniture": [{"kind": row.kind, "span": span_form(row.span)} for row in article.furniture],
    }  # fmt: skip
    if pairs is not None:
        form["pairs"] = pairs
    return form
