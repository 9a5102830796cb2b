"""Pages of single things: the first page, an article, an event, words found, runs, and what all this is."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import RedirectResponse

from legation.errors import InputError, NotFoundError
from legation.serve.web import reviewing, wording
from legation.serve.web.guards import BODY_LIMIT, form_token
from legation.serve.web.marked import html_of
from legation.serve.web.page import address, desk_of, recoding_of, render
from legation.serve.web.spans import blocks_of
from legation.store import browsing, comparing, finding, revisions
from legation.store.export.common import review_of
from legation.store.query import Query
from legation.store.tables import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from legation.serve.web.desk import Desk
    from legation.store.revisions import Revision

Json = dict[str, Any]
#: Differences between two runs on one page.
_DIFFERENCES: Final = 100


def front(request: Request) -> Response:
    """Show the box that codes a text, and what is new in the ledger."""
    return render(request, "front.html", problem=None, given={"keep": "yes"}, **front_lists(desk_of(request)))


def front_lists(desk: Desk) -> Json:
    """Return what the first page lists beside its box."""
    articles, more = browsing.headlines(desk.ledger, limit=8)
    return {
        "articles": articles, "more": more, "counts": desk.ledger.count(),
        "events": browsing.events_page(desk.ledger, Query(), limit=8).events, "body_limit": BODY_LIMIT,
    }  # fmt: skip


def articles(request: Request) -> Response:
    """List the articles, the newest first."""
    found, following = browsing.headlines(desk_of(request).ledger, limit=50, after=request.query_params.get("after"))
    return render(request, "articles.html", articles=found, following=following)


# --- an article ----------------------------------------------------------------------------------------------------


def article(request: Request) -> Response:
    """Show an article: its words at one side, what was read from them at the other."""
    desk = desk_of(request)
    found, kept = desk.article(request.path_params["id"])
    form = found.form
    related = _related(desk, form) if kept else []
    return render(
        request, "article.html", form=form, blocks=blocks_of(found.text, form), html_of=html_of, reports=_in_order(form["reports"]),
        statements=_by_span(form["statements"]), tenures=_by_span(form["tenures"]), relations=_by_span(form["relations"]),
        indicators=_by_span(form["indicators"]), words=lambda span: " ".join(found.text[slice(*span)].split()), kept=kept,
        run=found.run, withdrawn=found.withdrawn, related=related, **reviewing.for_page(request, _ids(form) if kept else []),
    )  # fmt: skip


def _ids(form: Json) -> list[str]:
    return [row["id"] for name in KINDS for row in form[name]]


def _in_order(reports: Sequence[Json]) -> list[Json]:
    return sorted(reports, key=lambda report: (report["mentions"][0]["trigger"], report["id"]))


def _by_span(rows: Sequence[Json]) -> list[Json]:
    return sorted(rows, key=lambda row: (row["span"], row["id"]))


def _related(desk: Desk, form: Json) -> list[tuple[str, Json, Json]]:
    """Return articles that tell the same events, each with the reason: (why, article, event)."""
    rows: dict[str, tuple[str, Json, Json]] = {}
    for report in form["reports"][:30]:
        try:
            event = finding.event(desk.ledger, report["id"])
        except NotFoundError:
            continue
        for other in event["reports"]:
            for carrier in other["articles"]:
                if carrier["id"] != form["id"]:
                    why = "carries the same words" if other["id"] == report["id"] else "tells the same event"
                    rows.setdefault(carrier["id"], (why, carrier, event))
    return sorted(rows.values(), key=lambda row: (row[1]["published"] or "9", row[1]["id"]))[:12]


# --- an event ------------------------------------------------------------------------------------------------------


def event(request: Request) -> Response:
    """Show an event with all its reports; the address of a report, or of one that has merged, leads to it."""
    desk = desk_of(request)
    try:
        found = finding.event(desk.ledger, request.path_params["id"])
    except NotFoundError:
        return render(request, "gone.html", status=410, gone=revisions.gone(desk.ledger, request.path_params["id"]))
    if found["id"] != request.path_params["id"]:
        return RedirectResponse(address("events", found["id"]), status_code=302)
    reviewed = reviewing.for_page(request, [report["id"] for report in found["reports"]])
    return render(
        request,
        "event.html",
        event=found,
        review=review_of(found, reviewed["said"]),
        pair=wording.pair(found),
        evidence=_evidence(found),
        cite=_cite(found),
        steps=_by_kind(revisions.revisions(desk.ledger, found)),
        **reviewed,
    )


def _evidence(found: Json) -> list[tuple[Json, list[Json]]]:
    """Return the reports, the best voice first, each with its claims."""
    rank = {voice: place for place, voice in enumerate(wording.VOICE_WORDS)}
    rows = [
        (report, [claim for claim in found["claims"] if claim["report"] == report["id"]]) for report in found["reports"]
    ]
    return sorted(
        rows, key=lambda row: (rank[row[0]["voice"]], row[0]["articles"][0]["published"] or "9", row[0]["id"])
    )


def _by_kind(steps: tuple[Revision, ...]) -> dict[str, list[Revision]]:
    """Return an event's history by what kind of step it is, each in its own order."""
    found: dict[str, list[Revision]] = {}
    for step in steps:
        found.setdefault(step.kind, []).append(step)
    return found


def _cite(found: Json) -> str:
    return f"Legation event {found['id']}: {wording.sentence(found)} ({wording.day(found['when'])}; {wording.act(found)}, {found['status']})."


# --- words, runs, about --------------------------------------------------------------------------------------------


def search(request: Request) -> Response:
    """Find articles by their words."""
    words = request.query_params.get("q", "").strip()
    hits = finding.search(desk_of(request).ledger, words, limit=50) if words else ()
    found = [(hit, _marked(hit.snippet)) for hit in hits]
    return render(request, "search.html", words=words, hits=found)


def _marked(snippet: str) -> list[tuple[str, bool]]:
    """Cut a snippet at its brackets: (words, whether they were searched for)."""
    parts = []
    for place, part in enumerate(snippet.split("[")):
        hit, closed, rest = part.partition("]") if place else ("", "", part)
        if place and not closed:
            parts.append(("[" + part, False))
            continue
        parts += [(hit, True), (rest, False)]
    return [part for part in parts if part[0]]


def runs(request: Request) -> Response:
    """List the runs, compare two of them, code again."""
    desk, job = desk_of(request), recoding_of(request)
    before, after = (request.query_params.get(name, "") for name in ("before", "after"))
    found: list[comparing.Difference] = []
    if before and after:
        if before == after:
            raise InputError("a run does not differ from itself", remedy="choose two")
        behind = request.query_params.get("behind") or None
        found = list(islice(comparing.differences(desk.ledger, before, after, behind=behind), _DIFFERENCES + 1))
    return render(
        request,
        "runs.html",
        runs=desk.runs(),
        before=before,
        after=after,
        differences=found[:_DIFFERENCES],
        following=found[_DIFFERENCES - 1].cursor if len(found) > _DIFFERENCES else None,
        pending=desk.ledger.pending(),
        current=desk.run.id,
        stale=job.stale(),
        job=job.state(),
        token=form_token(request) if desk.can_write else "",
    )


def about(request: Request) -> Response:
    """Say what is shown, where it comes from, and what the words mean."""
    desk = desk_of(request)
    return render(
        request,
        "about.html",
        sources=desk.knowledge.sources(),
        knowledge=desk.knowledge.about(),
        counts=desk.ledger.count(),
    )


def sign_in(request: Request) -> Response:
    """Ask for the token, or for a name and its password."""
    return render(request, "sign_in.html", problem=None, rules=request.scope["legation.rules"])


def sign_out(request: Request) -> Response:
    """Ask whether to sign out: only a form may, so that no page elsewhere can."""
    return render(request, "sign_out.html", visitor=request.scope["legation.visitor"])
