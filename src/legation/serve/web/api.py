"""The REST API under /api/v1: the same questions as the pages, answered for programs.

Lists are cut by a cursor (`next` is the address of what follows), answers carry an ETag, errors are problem+json
(RFC 9457), and `Accept: text/csv` (or `format=csv`) gives tables. `openapi` describes all of it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from starlette.routing import Route

from legation.errors import InputError, NotFoundError
from legation.serve.web import api_lists as lists
from legation.serve.web.api_answers import (
    answer,
    cut,
    known_words,
    limit_of,
    listed,
    problem,
    skipped,
    streamed,
    tagged,
    wanted_format,
)
from legation.serve.web.openapi import FORMATS, description
from legation.serve.web.page import address, desk_of, render
from legation.serve.web.pages_explore import FILTERS, query_of
from legation.store import browsing, export, finding, reviews
from legation.store.doubtful import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from legation.store.query import Query

Json = dict[str, Any]
_OF_RECORDS: Final = ("actor", "party", "since", "until", "text")
_KINDS: Final = {"statements": "statement", "tenures": "tenure", "relations": "relation", "indicators": "indicator"}
_FIELDS: Final = frozenset({"text", "title", "published", "source", "id", "keep"})


def routes(page: Callable[..., Any], body: Callable[..., Any]) -> list[Route]:
    """Return the addresses; `page` and `body` make endpoints of functions that take a request (and its body)."""
    found = [
        Route("/api", page(guide)),
        Route("/api/v1/openapi.json", page(openapi)),
        Route("/api/v1/articles", page(articles), methods=["GET"]),
        Route("/api/v1/articles", body(post_article), methods=["POST"]),
        Route("/api/v1/articles/{id:path}", page(article)),
        Route("/api/v1/events", page(events)),
        Route("/api/v1/events/{id}", page(event)),
        Route("/api/v1/events/{id}/revisions", page(lists.history)),
        Route("/api/v1/reports", page(reports)),
        Route("/api/v1/reports/{id}", page(record)),
        Route("/api/v1/arrivals", page(lists.arrivals)),
        Route("/api/v1/dyads", page(lists.dyads)),
        Route("/api/v1/dyads/{one}/{other}", page(lists.dyad)),
        Route("/api/v1/actors", page(lists.actors)),
        Route("/api/v1/actors/{code}", page(lists.actor)),
        Route("/api/v1/search", page(lists.search)),
        Route("/api/v1/runs", page(lists.runs)),
        Route("/api/v1/runs/{id}", page(lists.run)),
        Route("/api/v1/runs/{id}/diff/{other}", page(lists.diff)),
        Route("/api/v1/recoding", page(lists.recoding)),
        Route("/api/v1/reviews", page(lists.said)),
        Route("/api/v1/accuracy", page(lists.accuracy)),
    ]
    found += [Route(f"/api/v1/{name}", page(records)) for name in _KINDS]
    found += [Route(f"/api/v1/{name}/{{id}}", page(record)) for name in _KINDS]
    return found


# --- articles ----------------------------------------------------------------------------------------------------


def articles(request: Request) -> Response:
    """List articles, the newest first."""
    known_words(request, "limit", "after", "format")
    found, following = browsing.headlines(
        desk_of(request).ledger, limit=limit_of(request), after=request.query_params.get("after")
    )
    rows = [
        {"id": row.id, "title": row.title, "published": row.published, "source": row.source, "records": row.records}
        for row in found
    ]
    return listed(request, "articles", rows, following)


def article(request: Request) -> Response:
    """Return an article with all its records and its text."""
    known_words(request)
    found, kept = desk_of(request).article(request.path_params["id"])
    return answer(request, {**found.form, "text": found.text, "kept": kept, "withdrawn": found.withdrawn})


def post_article(request: Request, body: bytes) -> Response:
    """Code a text and keep it; the same text again changes nothing, and is told by 200 instead of 201."""
    known_words(request)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return problem(415, "the body is not application/json", 'send {"text": "...", "published": "2021-04-21"}')
    try:
        form = json.loads(body)
    except (ValueError, RecursionError):
        raise InputError("the body is no JSON", remedy='send {"text": "...", "published": "2021-04-21"}') from None
    fields = _checked(form)
    desk = desk_of(request)
    done = desk.code(
        fields["text"], title=fields.get("title"), published=fields.get("published"), source=fields.get("source"),
        identity=fields.get("id"), keep=fields.get("keep", True),
    )  # fmt: skip
    found, kept = desk.article(done.id)
    headers = {"location": address("api", "v1", "articles", done.id)}
    status = 201 if done.changed or not done.kept else 200
    return answer(
        request, {**found.form, "text": found.text, "kept": kept, "withdrawn": None}, status=status, headers=headers
    )


def _checked(form: Any) -> Json:
    if not isinstance(form, dict) or not isinstance(form.get("text"), str):
        raise InputError("the body has no text", remedy='send {"text": "...", "published": "2021-04-21"}')
    for name, value in form.items():
        if name not in _FIELDS:
            raise InputError(f"no field {name!r}", remedy=f"fields are {', '.join(sorted(_FIELDS))}")
        if name == "keep" and not isinstance(value, bool):
            raise InputError("keep is true or false")
        if name != "keep" and not isinstance(value, str):
            raise InputError(f"{name} is a text")
        if isinstance(value, str):
            _sound(name, value)
    return form


def _sound(name: str, value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InputError(f"{name} holds half a character (a lone surrogate)", remedy="send it as UTF-8") from None
    if name == "id" and not (0 < len(value) <= 200 and value.isprintable() and value.strip("./")):
        raise InputError("the id cannot be used in an address", remedy="1 to 200 printable characters")
    if name in {"title", "source"} and len(value) > 2000:
        raise InputError(f"{name} is longer than 2000 characters")


# --- events and other records ------------------------------------------------------------------------------------


def events(request: Request) -> Response:
    """List the events that the filters find, in any of the ledger's formats."""
    known_words(request, *FILTERS, "limit", "after", "format", "extended")
    query, wanted = query_of(request), wanted_format(request)
    desk = desk_of(request)
    if wanted != "json":
        return _export(request, query, wanted)
    page = browsing.events_page(desk.ledger, query, limit=limit_of(request), after=request.query_params.get("after"))
    return listed(request, "events", page.events, page.following)


def _export(request: Request, query: Query, wanted: str) -> Response:
    _format_of(wanted)
    extended = request.query_params.get("extended", "no")
    if extended not in {"yes", "no"}:
        raise InputError(f"{extended!r} is no answer", remedy="extended is yes or no")
    desk = desk_of(request)
    title = "Legation: " + (", ".join(f"{name} {value}" for name, value in query.words().items()) or "all events")
    more = extended == "yes" or query.claims
    judged = reviews.verdicts(desk.ledger) if more else {}
    options = export.Options(countries=desk.countries, extended=more, title=title, reviews=judged)
    limit = limit_of(request) if "limit" in request.query_params else None
    kind, ending = FORMATS[wanted]
    lines = export.FORMATS[wanted](finding.events(desk.ledger, query, limit=limit), options)
    # A feed is read where it stands; the others are files to take away.
    named = {} if wanted == "atom" else {"content-disposition": f'attachment; filename="legation-events.{ending}"'}
    return streamed(request, lines, kind, named)


def _format_of(wanted: str) -> None:
    if wanted not in FORMATS:
        raise InputError(f"{wanted!r} is no format", remedy=f"one of json, {', '.join(FORMATS)}")


def event(request: Request) -> Response:
    """Return an event, in any of the ledger's formats; the id of one of its reports, or of one that has merged, finds it too."""
    known_words(request, "format")
    desk, wanted = desk_of(request), wanted_format(request)
    found = finding.event(desk.ledger, request.path_params["id"])
    if wanted == "json":
        return answer(request, found)
    _format_of(wanted)
    options = export.Options(
        countries=desk.countries, extended=False, title=f"Legation: event {found['id']}", reviews={}
    )
    kind, ending = FORMATS[wanted]
    named = {"content-disposition": f'attachment; filename="legation-{found["id"]}.{ending}"'}
    data = "".join(export.FORMATS[wanted](iter([found]), options)).encode()
    return tagged(request, data, kind, headers=named)


def reports(request: Request) -> Response:
    """List reports in the order of their ids, each once, with the first of the articles that carry it."""
    known_words(request, "type", "status", "limit", "after", "format")
    chosen = Wanted.of({name: request.query_params.get(name, "") for name in ("type", "status")})
    rows, following = browsing.reports_page(
        desk_of(request).ledger, type_=chosen.type, status=chosen.status, limit=limit_of(request), after=request.query_params.get("after"),
    )  # fmt: skip
    return listed(request, "reports", rows, following)


def record(request: Request) -> Response:
    """Return a record with its article's id, as `legation explain` shows it; under `reports` one of any kind."""
    known_words(request)
    identity, name = request.path_params["id"], request.url.path.split("/")[3]
    found, form, text = desk_of(request).ledger.find(identity)
    if name != "reports" and all(row["id"] != found["id"] for row in form[name]):
        raise NotFoundError(f"no {_KINDS[name]} {identity!r}", remedy="/api/v1/reports/ID finds a record of any kind")
    span = found["mentions"][0]["sentence"] if "mentions" in found else found["span"]
    return answer(request, {**found, "article": form["id"], "quote": " ".join(text[slice(*span)].split())})


def records(request: Request) -> Response:
    """List statements, tenures, relations or indicators, the newest first."""
    known_words(request, *_OF_RECORDS, "limit", "after", "format")
    name = request.url.path.rpartition("/")[2]
    limit, skip = limit_of(request), skipped(request.query_params.get("after"))
    found = finding.records(
        desk_of(request).ledger, _KINDS[name], query_of(request, *_OF_RECORDS), limit=skip + limit + 1
    )
    rows = [{**row, "article": head} for row, head in found][skip:]
    return listed(request, name, *cut(rows, skip, limit))


# --- the API itself ----------------------------------------------------------------------------------------------


def openapi(request: Request) -> Response:
    """Return the description of the API."""
    return answer(request, description())


def guide(request: Request) -> Response:
    """Show the API to people, with examples that run."""
    base = f"{request.url.scheme}://{request.headers['host']}"
    return render(request, "api.html", base=base, paths=description()["paths"], formats=FORMATS)
