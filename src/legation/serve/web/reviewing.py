"""Check and correct: the desk where doubtful records wait, the form that says what is wrong, and all that was said, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote, urlencode, urlsplit

from starlette.responses import RedirectResponse

from legation.errors import InputError, NotFoundError
from legation.serve.web import wording
from legation.serve.web.guards import form_token
from legation.serve.web.marked import html_of
from legation.serve.web.page import address, desk_of, render
from legation.serve.web.posts import check, word
from legation.serve.web.spans import Block, blocks_of
from legation.store import browsing, doubtful, finding, reviews
from legation.store.doubtful import Waiting, Wanted
from legation.store.tables import KINDS
from legation.store.urgency import impact, urgency

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from legation.serve.web.desk import Desk

Json = dict[str, Any]
REVIEWER_COOKIE: Final = "legation_reviewer"
_FILTERS: Final = ("kind", "type", "status", "party", "below", "order", "show")
#: Records beside the one that is judged.
_AHEAD: Final = 12
#: Paragraphs that are shown of an article; an act may be told many times.
_SHOWN: Final = 4
_YEAR: Final = 31_536_000


def for_page(request: Request, records: list[str]) -> Json:
    """Return what a page needs to show and to take reviews of its records."""
    desk = desk_of(request)
    return {
        "said": reviews.verdicts(desk.ledger, records), "reviewer": reviewer_of(request),
        "token": form_token(request) if desk.can_write else "", "named": bool(request.scope["legation.visitor"]),
    }  # fmt: skip


def reviewer_of(request: Request) -> str:
    """Return the name of who has signed in, else that which this browser's reviewer gave last; empty where there is none."""
    visitor: str = request.scope["legation.visitor"]
    if visitor:
        return visitor
    try:
        name = reviews.name_of(unquote(request.cookies.get(REVIEWER_COOKIE, ""))[: reviews.NAME_LIMIT])
    except InputError:
        return ""
    return "" if name == reviews.UNNAMED else name


# --- the desk ----------------------------------------------------------------------------------------------------


def desk_page(request: Request) -> Response:
    """Show the record that is judged next, with its words, and those that wait behind it."""
    desk = desk_of(request)
    problem, wanted = None, Wanted()
    try:
        wanted = Wanted.of(request.query_params)
    except InputError as error:
        problem = str(error)
    reviewer = reviewer_of(request)
    found = list(doubtful.queue(desk.ledger, wanted, reviewer=reviewer, limit=_AHEAD + 1))
    chosen = request.query_params.get("at")
    if chosen:
        current: Waiting | None = doubtful.waiting(desk.ledger, chosen, request.query_params.get("in"))
    else:
        current = found[0] if found else None
    waiting = [one for one in found if current is None or one.id != current.id]
    # Who picks from the list draws no lot.
    way = wanted.way if current in found[:1] else "page"
    judged, own, reports = doubtful.progress(desk.ledger, reviewer)
    words = wanted.words()
    return render(
        request, "desk.html", status=400 if problem else 200, problem=problem, wanted=wanted, current=current, way=way,
        evidence=_evidence(desk, current) if current else None, weighed=_weighed(desk, current) if current else None, waiting=waiting[:_AHEAD], judged=judged, own=own, reports=reports,
        done=_done(request, desk, reviewer), html_of=html_of, kinds=tuple(KINDS.values()),
        say=_say, back=address("desk", **words), with_words=lambda **change: address("desk", **{**words, **change}),
        values={name: words.get(name, "") for name in _FILTERS}, **for_page(request, [current.id] if current else []),
    )  # fmt: skip


def accuracy_page(request: Request) -> Response:
    """Show how often records are right, by what reviewers have said."""
    return render(request, "accuracy.html", accuracy=reviews.accuracy(desk_of(request).ledger), percent=_percent)


def _evidence(desk: Desk, current: Waiting) -> Json:
    """Return the paragraphs that the record points into, each after the one before it, with only this record's marks."""
    found = browsing.article(desk.ledger, current.article)
    own = {name: [current.form] if kind == current.kind else [] for name, kind in KINDS.items()}
    blocks = blocks_of(found.text, {**found.form, **own})
    marked = [place for place, block in enumerate(blocks) if _points(block)][:_SHOWN]
    before = {place - 1 for place in marked if place and blocks[place - 1].kind != "furniture"}
    return {
        "blocks": [blocks[place] for place in sorted({*marked, *before})],
        "words": lambda span: " ".join(found.text[slice(*span)].split()),
    }


def _weighed(desk: Desk, current: Waiting) -> Json | None:
    """Return why a report waits where it does: what hangs on its event, and how uncertain that is; None where there is no event."""
    if current.kind != "report":
        return None
    try:
        event = finding.event(desk.ledger, current.id)
    except NotFoundError:
        return None
    return {"event": event, "impact": impact(event), "urgency": urgency(event)}


def _points(block: Block) -> bool:
    return any(
        mark.role in {"act", "said", "office", "tie", "figure"} for piece in block.pieces for mark in piece.marks
    )


def _say(kind: str, form: Json) -> str:
    """Return a record as one line."""
    if kind == "statement":
        return f"{form['speaker']} {'denied' if form['stance'] == 'denies' else 'said'} something"
    say = {
        "report": wording.sentence,
        "tenure": wording.tenure,
        "relation": wording.relation,
        "indicator": wording.indicator,
    }
    return say[kind](form)


def _done(request: Request, desk: Desk, reviewer: str) -> Json | None:
    """Return what this reviewer has just said, so that it can be changed."""
    record = request.query_params.get("done", "")
    verdict = reviews.verdicts(desk.ledger, [record]).get(record) if record else None
    own = [one for one in verdict.reviews if one.reviewer == (reviewer or reviews.UNNAMED)] if verdict else []
    if not own:
        return None
    return {"review": own[-1], "say": _say(own[-1].kind, own[-1].form)}


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f} %"


# --- the form ----------------------------------------------------------------------------------------------------


def review(request: Request, fields: Json) -> Response:
    """Keep what somebody says of a record, and lead back to where it was said."""
    check(request, fields)
    verdict, record = word(fields, "verdict"), word(fields, "record")
    wrong = [name for name in reviews.ASPECTS if word(fields, f"wrong_{name}") == "yes"]
    # Who has signed in by name reviews by it.
    reviewer = request.scope["legation.visitor"] or word(fields, "reviewer")
    reviews.add(
        desk_of(request).ledger, record=record, article=word(fields, "article"), verdict=verdict, reviewer=reviewer,
        # Boxes that were ticked before somebody found that all is right say nothing.
        wrong=wrong if verdict == "wrong" else (), note=word(fields, "note"), way=word(fields, "way") or "page",
    )  # fmt: skip
    answer = RedirectResponse(_way_back(word(fields, "back"), record), status_code=303)
    answer.set_cookie(
        REVIEWER_COOKIE, quote(reviews.name_of(reviewer)), max_age=_YEAR, httponly=True, samesite="strict",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


def _way_back(words: str, record: str) -> str:
    """Return the page of ours that a form came from; at the desk with what was done, elsewhere with the record in view."""
    parts = urlsplit(words) if words.isprintable() and "\\" not in words else urlsplit("")
    if not parts.scheme and not parts.netloc and parts.path.startswith(("/articles/", "/events/")):
        return f"{parts.path}#{quote(record)}"
    query = f"{parts.query}&" if parts.path == "/desk" and not parts.netloc and parts.query else ""
    return f"/desk?{query}{urlencode({'done': record})}"
