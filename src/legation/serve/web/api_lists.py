"""The lists of the REST API beside those of articles and records: actors, pairs, words, what came in, runs, reviews."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING, Any

from legation.errors import InputError, NotFoundError
from legation.serve.web.api_answers import answer, cut, known_words, limit_of, listed, skipped, streamed, wanted_format
from legation.serve.web.brief import moment_of
from legation.serve.web.openapi import FORMATS
from legation.serve.web.page import desk_of, recoding_of
from legation.serve.web.pages_explore import FILTERS, query_of
from legation.serve.web.pages_ledger import by_of
from legation.serve.web.wording import job, sentence
from legation.store import browsing, finding, reviews
from legation.store.arrivals import arrived_since
from legation.store.comparing import differences
from legation.store.query import Query, Who
from legation.store.revisions import FACETS, facets, revisions

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from legation.store.comparing import Difference
    from legation.store.ledger import Run

Json = dict[str, Any]


# --- actors, pairs, words, runs ----------------------------------------------------------------------------------


def dyad(request: Request) -> Response:
    """Return the series of a pair, both directions, by quad class."""
    names = ("since", "until", "type", "quad", "status", "claims", "min_origins", "text")
    known_words(request, *names, "by", "format")
    by = by_of(request) or "month"
    one, other = (_code(request.path_params[name]) for name in ("one", "other"))
    rows = finding.dyad(desk_of(request).ledger, one, other, query_of(request, *names), by=by)
    table = [
        {
            "period": row.period, "source": row.source, "target": row.target, "quad": row.quad, "n": row.n, "joint": row.joint,
            "score": row.score, "articles": row.articles,
        } for row in rows
    ]  # fmt: skip
    return listed(request, "rows", table, None, table="series")


def _code(words: str) -> str:
    found: tuple[Who, ...] = Query.of({"party": words}).party
    if len(found) != 1:
        raise InputError(f"{words!r} is not one actor", remedy="use one code: RUS, IGO:UN")
    return found[0].code


def dyads(request: Request) -> Response:
    """List the pairs of the events that the filters find, the commonest first."""
    known_words(request, *FILTERS, "limit", "after", "format")
    desk, limit, skip = desk_of(request), limit_of(request), skipped(request.query_params.get("after"))
    rows = [
        {
            "one": tie.one, "one_name": desk.name_of(tie.one), "other": tie.other, "other_name": desk.name_of(tie.other),
            "events": tie.n, "score": tie.score,
        } for tie in browsing.ties(desk.ledger, query_of(request), limit=limit + 1, skip=skip)
    ]  # fmt: skip
    return listed(request, "dyads", *cut(rows, skip, limit))


def actors(request: Request) -> Response:
    """List who takes part in events, the commonest first."""
    known_words(request, "limit", "after", "format")
    desk, limit, skip = desk_of(request), limit_of(request), skipped(request.query_params.get("after"))
    rows = [
        {"code": code, "name": desk.name_of(code), "events": n}
        for code, n in browsing.actors(desk.ledger, limit=limit + 1, skip=skip)
    ]
    return listed(request, "actors", *cut(rows, skip, limit))


def actor(request: Request) -> Response:
    """Return what is known of an actor, and those it deals with."""
    known_words(request)
    desk = desk_of(request)
    code = _code(request.path_params["code"])
    entry = desk.knowledge.entity(code)
    found = browsing.counterparts(desk.ledger, code, limit=50)
    if entry is None and not found:
        raise NotFoundError(f"no actor {code!r}")
    return answer(request, {
        "code": code, "name": desk.name_of(code), "kind": entry.kind if entry else None, "country": entry.country if entry else None,
        "counterparts": [
            {"code": row.code, "name": desk.name_of(row.code), "events": row.n, "score": row.score, "quads": row.quads} for row in found
        ],
    })  # fmt: skip


def search(request: Request) -> Response:
    """Find articles by their words."""
    known_words(request, "q", "limit", "after", "format")
    words, limit, skip = (
        request.query_params.get("q", ""),
        limit_of(request),
        skipped(request.query_params.get("after")),
    )
    hits = finding.search(desk_of(request).ledger, words, limit=limit + 1, skip=skip)
    rows = [
        {"id": hit.id, "title": hit.title, "published": hit.published, "source": hit.source, "snippet": hit.snippet}
        for hit in hits
    ]
    return listed(request, "hits", *cut(rows, skip, limit))


def runs(request: Request) -> Response:
    """List the runs."""
    known_words(request, "limit", "after", "format")
    limit, skip = limit_of(request), skipped(request.query_params.get("after"))
    rows = [_run(*row) for row in desk_of(request).ledger.runs()]
    return listed(request, "runs", *cut(rows[skip:], skip, limit))


def run(request: Request) -> Response:
    """Return one run: what coded, and how many articles stand by it."""
    known_words(request)
    identity = request.path_params["id"]
    for found, n in desk_of(request).ledger.runs():
        if found.id == identity:
            return answer(request, _run(found, n))
    raise NotFoundError(f"no run {identity!r}", remedy="/api/v1/runs lists them")


def diff(request: Request) -> Response:
    """List what two runs see differently in the articles that both have coded, as `legation diff` tells it."""
    known_words(request, "limit", "after", "format")
    before, after = request.path_params["id"], request.path_params["other"]
    if before == after:
        raise InputError("a run does not differ from itself", remedy="name two")
    limit = limit_of(request)
    found = differences(desk_of(request).ledger, before, after, behind=request.query_params.get("after"))
    rows = list(islice(found, limit + 1))
    form = _flat_difference if wanted_format(request) == "csv" else _difference
    following = rows[limit - 1].cursor if len(rows) > limit else None
    return listed(request, "differences", [form(row) for row in rows[:limit]], following)


def _difference(found: Difference) -> Json:
    return {
        "kind": found.kind, "article": found.article, "id": found.id, "sentence": found.sentence, "what": list(found.what),
        "before": found.before, "after": found.after,
    }  # fmt: skip


def _flat_difference(found: Difference) -> Json:
    """Return a difference as columns: what each run says of the report, part by part."""
    sides: Json = {}
    for side, form in (("before", found.before), ("after", found.after)):
        told = facets(form) if form else {}
        tolls = [f"{kind} {told[kind]}" for kind in told if kind not in FACETS]
        sides |= {f"{side}_{name}": told.get(name, "") for name in FACETS} | {f"{side}_toll": ", ".join(tolls)}
    plain = {name: value for name, value in _difference(found).items() if name not in {"before", "after"}}
    return {**plain, "what": " ".join(found.what), **sides}


def recoding(request: Request) -> Response:
    """Return how far coding again is, or what the last time came to."""
    known_words(request)
    state = recoding_of(request).state()
    if state is None:
        return answer(
            request, {"phase": "none", "running": False, "says": "Nothing was coded again since the server started."}
        )
    return answer(request, {**state.row(), "says": job(state)})


def _run(found: Run, articles: int) -> Json:
    return {
        "id": found.id, "coder": found.coder, "model": found.model, "lexicon": found.lexicon, "knowledge": found.knowledge,
        "options": found.options, "articles": articles,
    }  # fmt: skip


# --- an event over time ------------------------------------------------------------------------------------------


def history(request: Request) -> Response:
    """List what changed of an event: who was the first to say what, what was coded again, ids, hands."""
    known_words(request, "limit", "after", "format")
    ledger, limit, skip = desk_of(request).ledger, limit_of(request), skipped(request.query_params.get("after"))
    rows = [step.row() for step in revisions(ledger, finding.event(ledger, request.path_params["id"]))]
    if wanted_format(request) == "csv":
        rows = [{**row, "changes": "; ".join(_change(change) for change in row["changes"])} for row in rows]
    return listed(request, "revisions", *cut(rows[skip:], skip, limit))


def _change(change: Json) -> str:
    return f"{change['what']}: {change['before'] + ' -> ' if change['before'] else ''}{change['after'] or 'not told'}"


# --- what came in ------------------------------------------------------------------------------------------------


def arrivals(request: Request) -> Response:
    """List the events that articles tell which came in since a moment, those told last first."""
    known_words(request, "since", "limit", "after", "format")
    words = request.query_params.get("since", "")
    if not words:
        raise InputError("since when?", remedy="since=2026-11-26T14:00Z, or the `at` of the newest row that you have")
    found = arrived_since(
        desk_of(request).ledger, moment_of(words), limit=limit_of(request), after=request.query_params.get("after")
    )
    rows: list[Json] = [
        {"at": row.at, "new": row.fresh, "articles": row.articles, "event": row.event} for row in found.rows
    ]
    if wanted_format(request) == "csv":
        rows = [{**{name: row[name] for name in ("at", "new", "articles")}, **_flat(row["event"])} for row in rows]
    return listed(request, "arrivals", rows, found.following, articles=found.articles)


def _flat(event: Json) -> Json:
    """Return an event as columns: a cell of JSON helps nobody at a table."""
    when = event["when"] or {"start": None, "end": None}
    codes = {name: " ".join(actor["code"] for actor in event[name]) for name in ("actors", "recipients")}
    return {
        "event": event["id"], "type": event["type"], "mode": event["mode"], "status": event["status"], "start": when["start"], "end": when["end"],
        **codes, "says": sentence(event), "n_articles": event["n_articles"], "n_origins": event["n_origins"],
    }  # fmt: skip


# --- reviews -----------------------------------------------------------------------------------------------------


def said(request: Request) -> Response:
    """List what reviewers have said, in the order in which they said it, or give all of it as CSV or JSON lines."""
    known_words(request, "verdict", "reviewer", "limit", "after", "format")
    verdict, reviewer = (request.query_params.get(name, "") for name in ("verdict", "reviewer"))
    ledger, wanted = desk_of(request).ledger, wanted_format(request)
    if wanted in {"csv", "jsonl"}:
        rows = reviews.every(ledger, verdict=verdict, reviewer=reviewer)
        lines = reviews.table(rows) if wanted == "csv" else reviews.json_lines(rows)
        named = {"content-disposition": f'attachment; filename="legation-reviews.{wanted}"'}
        return streamed(request, lines, FORMATS[wanted][0], named)
    limit, after = limit_of(request), skipped(request.query_params.get("after"), most=sys.maxsize)
    found = list(reviews.every(ledger, verdict=verdict, reviewer=reviewer, after=after, limit=limit + 1))
    following = f"n{found[limit - 1].number}" if len(found) > limit else None
    return listed(request, "reviews", [row.row() for row in found[:limit]], following)


def accuracy(request: Request) -> Response:
    """Return how often records are right, by what counts of the reviews."""
    known_words(request, "format")
    return listed(
        request, "rows", [row.row() for row in reviews.accuracy(desk_of(request).ledger)], None, table="accuracy"
    )
