"""Pages over many events: an actor, a pair of actors, and their charts as files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, cast

from legation import ontology
from legation.errors import InputError
from legation.serve.web import charts
from legation.serve.web.choosing import Chosen
from legation.serve.web.page import address, desk_of, render
from legation.serve.web.pages_explore import PAGE, query_of
from legation.serve.web.saved import csv_file, svg_file
from legation.serve.web.series import By, Series, actor_series, dyad_series, terms_of
from legation.store import browsing, finding
from legation.store.query import Query, Who

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from legation.serve.web.desk import Desk

Json = dict[str, Any]
#: What of a chart can be saved, at its page's address with the name behind it.
FILES: Final = tuple(f"{part}.{form}" for part in ("chart", *charts.PARTS) for form in ("svg", "csv"))


# --- actors --------------------------------------------------------------------------------------------------------


def actors(request: Request) -> Response:
    """List who takes part in events, or go to the page of the one that is asked for by name or code."""
    desk = desk_of(request)
    name = request.query_params.get("q", "").strip()
    answers: list[Json] = []
    if name:
        seen = set()
        for entry in desk.knowledge.look_up(name):
            if entry.code not in seen:
                seen.add(entry.code)
                answers.append({"code": entry.code, "name": entry.name, "kind": entry.kind, "country": entry.country})
    rows = [(code, desk.name_of(code), n) for code, n in browsing.actors(desk.ledger)]
    return render(request, "actors.html", rows=rows, name=name, answers=answers[:12])


def actor(request: Request) -> Response:
    """Show an actor: what it did and underwent over time, with whom, who held its offices."""
    desk = desk_of(request)
    code, query = _actor_of(request)
    who, chosen = Who(code), Chosen.of(request)
    series = _own_series(desk, code, query, by_of(request))
    listed = chosen.narrow(query) if chosen is not None else query
    page = browsing.events_page(
        desk.ledger, replace(listed, party=(who,)), limit=PAGE, after=request.query_params.get("after")
    )
    words = _own(query)
    told = Query(actor=(who,), since=listed.since, until=listed.until)
    return render(
        request, "actor.html", code=code, name=desk.name_of(code), entry=desk.knowledge.entity(code), series=series,
        chart=charts.mirror(_own_mirror(desk, code, series, chosen), brush=True), page=page, words=words, chosen=chosen,
        part=series.part(chosen), alone=_alone(listed),
        counterparts=[(row, desk.name_of(row.code)) for row in browsing.counterparts(desk.ledger, code)],
        shares=charts.shares, statements=list(finding.records(desk.ledger, "statement", told, limit=8)),
        tenures=list(finding.records(desk.ledger, "tenure", Query(party=(who,)), limit=8)),
        by=request.query_params.get("by"),
        with_words=lambda **change: address("actors", code, **{**words, "by": request.query_params.get("by"), "chosen": chosen or "", **change}),
        export=lambda form: address("api", "v1", "events", **_own(listed), party=code, format=form),
        save=lambda file: address("actors", code, file, **words, by=request.query_params.get("by")),
    )  # fmt: skip


def _actor_of(request: Request) -> tuple[str, Query]:
    return _who(request.path_params["code"]).code, query_of(request, "since", "until", "type", "quad")


def _own_series(desk: Desk, code: str, query: Query, by: By | None) -> Series:
    return actor_series(desk, code, query, by, lambda first, last: address("actors", code, since=first, until=last))


def _own_mirror(desk: Desk, code: str, series: Series, chosen: Chosen | None = None) -> charts.Mirror:
    return series.mirror(terms_of(desk, code, series.periods), [], chosen=chosen)


def _own(query: Query) -> dict[str, str]:
    return {name: value for name, value in query.words().items() if name not in {"party", "dyad"}}


def _alone(listed: Query) -> dict[str, str]:
    """Return the words of an address that draws the chosen time alone."""
    return {name: value for name, value in _own(listed).items() if name in {"since", "until"}}


def _who(words: str) -> Who:
    found = Query.of({"party": words}).party
    if len(found) != 1:
        raise InputError(f"{words!r} is not one actor", remedy="use one code: RUS, IGO:UN")
    return found[0]


def by_of(request: Request) -> By | None:
    """Return the span of time that the address asks a series by, None where it leaves the choice."""
    by = request.query_params.get("by")
    if by not in {None, "", "day", "month", "year"}:
        raise InputError(f"{by!r} is no span of time", remedy="day, month or year")
    return cast("By", by) if by else None


# --- dyads ---------------------------------------------------------------------------------------------------------


def _names(desk: Desk, codes: tuple[str, ...]) -> list[str]:
    """Return the names of codes."""
    return [desk.name_of(code) for code in codes]


def _dyad_of(request: Request) -> tuple[str, str, Query]:
    one, other = (_who(request.path_params[name]).code for name in ("one", "other"))
    return one, other, query_of(request, "since", "until", "type", "quad", "status", "claims", "min_origins", "text")


def dyad(request: Request) -> Response:
    """Show a pair of actors: what each did to the other over time, who held office, the events themselves."""
    desk = desk_of(request)
    one, other, query = _dyad_of(request)
    words, chosen = _own(query), Chosen.of(request)
    series = _series(desk, one, other, query, by_of(request))
    listed = chosen.narrow(query) if chosen is not None else query
    page = browsing.events_page(
        desk.ledger, replace(listed, dyad=(one, other)), limit=PAGE, after=request.query_params.get("after")
    )
    top, beside, compared = 0, None, request.query_params.get("with", "").strip()
    problem = None
    if compared:
        try:
            pair = Query.of({"dyad": compared}).dyad
            assert pair is not None  # noqa: S101 - words that are no pair are an error
            second = _series(desk, *pair, query, series.by, span=series.periods)
            top = max(series.top, second.top)
            beside = (pair, _names(desk, pair), charts.mirror(_mirror(desk, *pair, second, top)))
        except InputError as error:
            problem = str(error)
    chart = charts.mirror(_mirror(desk, one, other, series, top, chosen), brush=True)
    both = Query(party=(Who(one), Who(other)), since=listed.since, until=listed.until)
    return render(
        request, "dyad.html", one=one, other=other, names=_names(desk, (one, other)), series=series, chart=chart, words=words,
        by=series.by, page=page, beside=beside, compared=compared, problem=problem, chosen=chosen, part=series.part(chosen), alone=_alone(listed),
        others=[(row.code, desk.name_of(row.code)) for row in browsing.counterparts(desk.ledger, one, limit=6) if row.code != other],
        statements=list(finding.records(desk.ledger, "statement", both, limit=8)),
        figures=list(finding.records(desk.ledger, "indicator", both, limit=8)),
        relations=[pair for pair in finding.records(desk.ledger, "relation", both, limit=40) if {pair[0]["a"], pair[0]["b"]} == {one, other}],
        with_words=lambda **change: address("dyads", one, other, **{**words, "by": request.query_params.get("by", ""), "with": compared, "chosen": chosen or "", **change}),
        export=lambda form: address("api", "v1", "events", **_own(listed), dyad=f"{one} {other}", format=form),
        save=lambda file: address("dyads", one, other, file, **words, by=request.query_params.get("by")),
        save_beside=lambda file: address("dyads", *(beside[0] if beside else ()), file, **words, by=series.by),
    )  # fmt: skip


def dyad_file(request: Request) -> Response:
    """Return the chart of a pair, or one part of it, as SVG, or its figures as CSV."""
    desk = desk_of(request)
    one, other, query = _dyad_of(request)
    series = _series(desk, one, other, query, by_of(request))
    return _chart_file(request, series, lambda: _mirror(desk, one, other, series, 0), (one, other))


def actor_file(request: Request) -> Response:
    """Return the chart of an actor, or one part of it, as SVG, or its figures as CSV."""
    desk = desk_of(request)
    code, query = _actor_of(request)
    series = _own_series(desk, code, query, by_of(request))
    return _chart_file(request, series, lambda: _own_mirror(desk, code, series), (code, "others"))


def _chart_file(
    request: Request, series: Series, drawn: Callable[[], charts.Mirror], codes: tuple[str, str]
) -> Response:
    part, _, form = request.url.path.rpartition("/")[2].partition(".")
    parts = charts.PARTS if part == "chart" else (part,)
    if form == "svg":
        return svg_file(charts.mirror(drawn(), parts), *codes, *(() if part == "chart" else parts))
    quads = [ontology.QUAD_NAMES[quad].replace(" ", "_") for quad in (1, 2, 3, 4)] if part != "scores" else []
    columns = [series.by, "source", "target", "events", *quads, *(["score"] if part != "bars" else [])]
    rows = [
        [period, source, target, cell.n, *([cell.quads.get(quad, 0) for quad in (1, 2, 3, 4)] if quads else []), *([cell.score] if part != "bars" else [])]
        for period, up, down in series.rows
        for (source, target), cell in ((codes, up), (codes[::-1], down))
    ]  # fmt: skip
    return csv_file(columns, rows, *codes, part)


def _series(desk: Desk, one: str, other: str, query: Query, by: By | None, span: list[str] | None = None) -> Series:
    words = _own(query)

    def link(first: str, last: str) -> str:
        return address("dyads", one, other, **{**words, "since": first, "until": last, "by": by or ""}) + "#events"

    return dyad_series(desk, one, other, query, by, link, span)


def _mirror(desk: Desk, one: str, other: str, series: Series, top: int, chosen: Chosen | None = None) -> charts.Mirror:
    return series.mirror(terms_of(desk, one, series.periods), terms_of(desk, other, series.periods), top, chosen)
