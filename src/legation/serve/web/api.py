"""The REST API under /api/v1: the same questions as the pages, answered for programs.

Lists are cut by a cursor (`next` is the address of what follows), answers carry an ETag, errors are problem+json
(RFC 9457), and `Accept: text/csv` (or `format=csv`) gives tables. `openapi` describes all of it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from legation.errors import InputError, NotFoundError
from legation.serve.web.openapi import FORMATS, LIMIT, description
from legation.serve.web.page import address, desk_of, render
from legation.serve.web.pages_explore import FILTERS, query_of
from legation.serve.web.pages_ledger import by_of
from legation.store import browsing, export, finding, reviews
from legation.store.query import Query, Who

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from starlette.requests import Request

Json = dict[str, Any]
_OF_RECORDS: Final = ("actor", "party", "since", "until", "text")
_KINDS: Final = {"statements": "statement", "tenures": "tenure", "relations": "relation", "indicators": "indicator"}
_FIELDS: Final = frozenset({"text", "title", "published", "source", "id", "keep"})
#: How far a list without a key of its own is followed.
_DEEP: Final = 10_000


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
        Route("/api/v1/reports/{id}", page(report)),
        Route("/api/v1/dyads/{one}/{other}", page(dyad)),
        Route("/api/v1/actors", page(actors)),
        Route("/api/v1/actors/{code}", page(actor)),
        Route("/api/v1/search", page(search)),
        Route("/api/v1/runs", page(runs)),
        Route("/api/v1/reviews", page(said)),
        Route("/api/v1/accuracy", page(accuracy)),
    ]
    found += [Route(f"/api/v1/{name}", page(records)) for name in _KINDS]
    return found


def problem(status: int, words: str, remedy: str | None = None) -> Response:
    """Return an error as programs want it."""
    title = {400: "Bad request", 401: "Token needed", 404: "Not found", 405: "Method not allowed", 503: "Busy"}.get(
        status, "Error"
    )
    form = {"type": "about:blank", "title": title, "status": status, "detail": words}
    if remedy:
        form["remedy"] = remedy
    return Response(json.dumps(form, ensure_ascii=False), status_code=status, media_type="application/problem+json")


# --- answers -----------------------------------------------------------------------------------------------------


def answer(request: Request, form: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return JSON with its ETag, or 304 to who has it already."""
    return _tagged(request, json.dumps(form, ensure_ascii=False).encode(), "application/json", status, headers)


def _tagged(
    request: Request, data: bytes, kind: str, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    tag = f'W/"{hashlib.sha256(data).hexdigest()[:24]}"'
    shared = {"etag": tag, "cache-control": "no-cache", "vary": "accept", **(headers or {})}
    given = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
    if status == 200 and (tag in given or "*" in given):
        return Response(status_code=304, headers=shared)
    return Response(data, status_code=status, media_type=kind, headers=shared)


def _wanted(request: Request) -> str:
    """Return the format that is asked for: by `format`, else by the Accept header (JSON where both are possible)."""
    named = request.query_params.get("format")
    if named is not None:
        return named
    accepted = request.headers.get("accept", "")
    return "csv" if "text/csv" in accepted and "application/json" not in accepted else "json"


def listed(request: Request, name: str, rows: Sequence[Json], following: str | None) -> Response:
    """Return a list as JSON with the address of what follows, or as CSV with that address in `Link`."""
    link = None
    if following is not None:
        words = [(key, value) for key, value in request.query_params.multi_items() if key != "after"]
        link = str(request.url.replace_query_params(**dict(words), after=following).path) + "?"
        link += request.url.replace_query_params(**dict(words), after=following).query
    wanted = _wanted(request)
    headers = {"link": f'<{link}>; rel="next"'} if link else {}
    if wanted == "csv":
        return _tagged(request, _table(rows).encode(), "text/csv; charset=utf-8", headers=headers)
    if wanted != "json":
        raise InputError(f"{wanted!r} is no format of this list", remedy="json or csv")
    return answer(request, {name: rows, "next": link}, headers=headers)


def _table(rows: Sequence[Json]) -> str:
    """Return rows as CSV; what nests is JSON in its cell."""
    out = io.StringIO()
    columns = list(dict.fromkeys(key for row in rows for key in row))
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([[_cell(row.get(name)) for name in columns] for row in rows])
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        # A spreadsheet would compute it.
        return "'" + value
    return value


def _known(request: Request, *names: str) -> None:
    """Refuse words of the address that mean nothing here: a filter that is misspelt must not find everything."""
    for name in request.query_params:
        if name not in names:
            raise InputError(f"no parameter {name!r}", remedy=f"there are {', '.join(sorted(names)) or 'none here'}")


def _limit(request: Request) -> int:
    words = request.query_params.get("limit", "50")
    if not (words.isascii() and words.isdigit() and len(words) < 20) or not 1 <= int(words) <= LIMIT:
        raise InputError(f"{words!r} is no limit", remedy=f"a number from 1 to {LIMIT}")
    return int(words)


# --- articles ----------------------------------------------------------------------------------------------------


def articles(request: Request) -> Response:
    """List articles, the newest first."""
    _known(request, "limit", "after", "format")
    found, following = browsing.headlines(
        desk_of(request).ledger, limit=_limit(request), after=request.query_params.get("after")
    )
    rows = [
        {"id": row.id, "title": row.title, "published": row.published, "source": row.source, "records": row.records}
        for row in found
    ]
    return listed(request, "articles", rows, following)


def article(request: Request) -> Response:
    """Return an article with all its records and its text."""
    _known(request)
    found, kept = desk_of(request).article(request.path_params["id"])
    return answer(request, {**found.form, "text": found.text, "kept": kept, "withdrawn": found.withdrawn})


def post_article(request: Request, body: bytes) -> Response:
    """Code a text and keep it; the same text again changes nothing, and is told by 200 instead of 201."""
    _known(request)
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
    _known(request, *FILTERS, "limit", "after", "format", "extended")
    query, wanted = query_of(request), _wanted(request)
    desk = desk_of(request)
    if wanted != "json":
        return _export(request, query, wanted)
    page = browsing.events_page(desk.ledger, query, limit=_limit(request), after=request.query_params.get("after"))
    return listed(request, "events", page.events, page.following)


def _export(request: Request, query: Query, wanted: str) -> Response:
    if wanted not in FORMATS:
        raise InputError(f"{wanted!r} is no format", remedy=f"one of json, {', '.join(FORMATS)}")
    extended = request.query_params.get("extended", "no")
    if extended not in {"yes", "no"}:
        raise InputError(f"{extended!r} is no answer", remedy="extended is yes or no")
    desk = desk_of(request)
    title = "Legation: " + (", ".join(f"{name} {value}" for name, value in query.words().items()) or "all events")
    more = extended == "yes" or query.claims
    judged = reviews.verdicts(desk.ledger) if more else {}
    options = export.Options(countries=desk.countries, extended=more, title=title, reviews=judged)
    limit = _limit(request) if "limit" in request.query_params else None
    kind, ending = FORMATS[wanted]
    found = finding.events(desk.ledger, query, limit=limit)
    # The first rows are read here, so that an error is still told as one.
    lines = iter(export.FORMATS[wanted](found, options))
    first = next(lines, "")
    headers = {"content-disposition": f'attachment; filename="legation-events.{ending}"', "vary": "accept"}
    if wanted == "atom":
        del headers["content-disposition"]
    return StreamingResponse(_after(first, lines), media_type=kind, headers=headers)


def _after(first: str, lines: Iterable[str]) -> Iterator[str]:
    yield first
    yield from lines


def event(request: Request) -> Response:
    """Return an event; the id of one of its reports, or of one that has merged, finds it too."""
    _known(request)
    return answer(request, finding.event(desk_of(request).ledger, request.path_params["id"]))


def report(request: Request) -> Response:
    """Return a record of any kind with its article's id, as `legation explain` shows it."""
    _known(request)
    record, form, text = desk_of(request).ledger.find(request.path_params["id"])
    span = record["mentions"][0]["sentence"] if "mentions" in record else record["span"]
    return answer(request, {**record, "article": form["id"], "quote": " ".join(text[slice(*span)].split())})


def records(request: Request) -> Response:
    """List statements, tenures, relations or indicators, the newest first."""
    _known(request, *_OF_RECORDS, "limit", "after", "format")
    name = request.url.path.rpartition("/")[2]
    limit, skip = _limit(request), _skipped(request.query_params.get("after"))
    found = finding.records(
        desk_of(request).ledger, _KINDS[name], query_of(request, *_OF_RECORDS), limit=skip + limit + 1
    )
    rows = [{**row, "article": head} for row, head in found][skip:]
    following = f"n{skip + limit}" if len(rows) > limit and skip + limit < _DEEP else None
    return listed(request, name, rows[:limit], following)


def _skipped(after: str | None, most: int = _DEEP) -> int:
    if after is None:
        return 0
    number = after.removeprefix("n")
    if not (after.startswith("n") and number.isascii() and number.isdigit() and len(number) < 20) or int(number) > most:
        raise InputError("the cursor is none of ours", remedy="take it from the answer before, unchanged")
    return int(number)


# --- actors, pairs, words, runs ----------------------------------------------------------------------------------


def dyad(request: Request) -> Response:
    """Return the series of a pair, both directions, by quad class."""
    names = ("since", "until", "type", "quad", "status", "claims", "min_origins", "text")
    _known(request, *names, "by", "format")
    by = by_of(request) or "month"
    one, other = (_code(request.path_params[name]) for name in ("one", "other"))
    rows = finding.dyad(desk_of(request).ledger, one, other, query_of(request, *names), by=by)
    table = [
        {
            "period": row.period, "source": row.source, "target": row.target, "quad": row.quad, "n": row.n, "joint": row.joint,
            "score": row.score, "articles": row.articles,
        } for row in rows
    ]  # fmt: skip
    return listed(request, "rows", table, None)


def _code(words: str) -> str:
    found: tuple[Who, ...] = Query.of({"party": words}).party
    if len(found) != 1:
        raise InputError(f"{words!r} is not one actor", remedy="use one code: RUS, IGO:UN")
    return found[0].code


def actors(request: Request) -> Response:
    """List who takes part in events, the commonest first."""
    _known(request, "limit", "format")
    desk = desk_of(request)
    rows = [
        {"code": code, "name": desk.name_of(code), "events": n}
        for code, n in browsing.actors(desk.ledger, limit=_limit(request))
    ]
    return listed(request, "actors", rows, None)


def actor(request: Request) -> Response:
    """Return what is known of an actor, and those it deals with."""
    _known(request)
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
    _known(request, "q", "limit", "format")
    words = request.query_params.get("q", "")
    hits = finding.search(desk_of(request).ledger, words, limit=_limit(request))
    rows = [
        {"id": hit.id, "title": hit.title, "published": hit.published, "source": hit.source, "snippet": hit.snippet}
        for hit in hits
    ]
    return listed(request, "hits", rows, None)


def runs(request: Request) -> Response:
    """List the runs."""
    _known(request, "format")
    rows = [
        {
            "id": run.id, "coder": run.coder, "model": run.model, "lexicon": run.lexicon, "knowledge": run.knowledge,
            "options": run.options, "articles": n,
        } for run, n in desk_of(request).ledger.runs()
    ]  # fmt: skip
    return listed(request, "runs", rows, None)


# --- reviews -----------------------------------------------------------------------------------------------------


def said(request: Request) -> Response:
    """List what reviewers have said, in the order in which they said it, or give all of it as CSV or JSON lines."""
    _known(request, "verdict", "reviewer", "limit", "after", "format")
    verdict, reviewer = (request.query_params.get(name, "") for name in ("verdict", "reviewer"))
    ledger, wanted = desk_of(request).ledger, _wanted(request)
    if wanted in {"csv", "jsonl"}:
        lines = (reviews.table if wanted == "csv" else reviews.json_lines)(
            reviews.every(ledger, verdict=verdict, reviewer=reviewer)
        )
        first = next(lines, "")
        headers = {"content-disposition": f'attachment; filename="legation-reviews.{wanted}"', "vary": "accept"}
        return StreamingResponse(_after(first, lines), media_type=FORMATS[wanted][0], headers=headers)
    limit, after = _limit(request), _skipped(request.query_params.get("after"), most=sys.maxsize)
    rows = list(reviews.every(ledger, verdict=verdict, reviewer=reviewer, after=after, limit=limit + 1))
    following = f"n{rows[limit - 1].number}" if len(rows) > limit else None
    return listed(request, "reviews", [row.row() for row in rows[:limit]], following)


def accuracy(request: Request) -> Response:
    """Return how often records are right, by what counts of the reviews."""
    _known(request, "format")
    return listed(request, "rows", [row.row() for row in reviews.accuracy(desk_of(request).ledger)], None)


def openapi(request: Request) -> Response:
    """Return the description of the API."""
    return answer(request, description())


def guide(request: Request) -> Response:
    """Show the API to people, with examples that run."""
    base = f"{request.url.scheme}://{request.headers['host']}"
    return render(request, "api.html", base=base, paths=description()["paths"], formats=FORMATS)
