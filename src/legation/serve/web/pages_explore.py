"""Explore: what a filter finds, as a table with counts beside it, as a network and as a map; the address is the query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from legation import ontology
from legation.errors import InputError
from legation.serve.web import worldmap
from legation.serve.web.borders import read_borders
from legation.serve.web.network import leaning, network
from legation.serve.web.page import address, desk_of, render
from legation.serve.web.saved import csv_file, svg_file
from legation.store import browsing, mapping
from legation.store.query import Query

if TYPE_CHECKING:
    from markupsafe import Markup
    from starlette.requests import Request
    from starlette.responses import Response

    from legation.serve.web.desk import Desk
    from legation.store.browsing import Tie
    from legation.store.mapping import Spots

Json = dict[str, Any]
#: Filters that the address of Explore takes: those of `Query`.
FILTERS: Final = (
    "text", "party", "actor", "recipient", "dyad", "type", "mode", "context", "quad", "since", "until", "status", "country", "near",
    "min_origins", "min_confidence", "claims",
)  # fmt: skip
PAGE: Final = 30
#: Pairs that a map has room for.
_ARCS: Final = 40
#: Kilometres about a circle of the map in which its events lie.
_ABOUT: Final = 5


@dataclass(frozen=True, slots=True)
class Filtered:
    """The query that an address is; where it cannot be read, none, and what is wrong."""

    query: Query
    words: dict[str, str]
    #: What the form's fields hold, as given.
    values: dict[str, str]
    problem: str | None = None
    remedy: str | None = None

    @property
    def status(self) -> int:
        """The status of the answer."""
        return 400 if self.problem else 200

    @property
    def dates(self) -> dict[str, str]:
        """What pages of actors and pairs can take over."""
        return {name: value for name, value in self.words.items() if name in {"since", "until", "type", "quad"}}

    def on(self, page: str, **kept: str) -> Json:
        """Return what the templates of all three pages need: the filters that are on, each with the address without it."""
        active = [
            (name, value, address(page, **{**{key: word for key, word in self.words.items() if key != name}, **kept}))
            for name, value in self.words.items()
        ]
        tabs = [
            (words, address(name, **self.words), name == page)
            for name, words in (("events", "Table"), ("network", "Network"), ("map", "Map"))
        ]
        return {
            "problem": self.problem, "remedy": self.remedy, "values": self.values, "words": self.words, "active": active, "tabs": tabs,
            "action": address(page), "dates": self.dates,
        }  # fmt: skip


def query_of(request: Request, *names: str) -> Query:
    """Read the query that an address is; other words of the address are left alone. Raises InputError."""
    given = {name: request.query_params.getlist(name) for name in names or FILTERS if request.query_params.get(name)}
    return Query.of(given, desk_of(request).locate)


def _filtered(request: Request) -> Filtered:
    values = {name: request.query_params.get(name, "") for name in FILTERS}
    try:
        query = query_of(request)
    except InputError as error:
        return Filtered(Query(), {}, values, error.problem, error.remedy)
    return Filtered(query, query.words(), values)


# --- table ---------------------------------------------------------------------------------------------------------


def explore(request: Request) -> Response:
    """Show the events that a filter finds: the table, and counts beside it."""
    desk, found = desk_of(request), _filtered(request)
    words = found.words
    page = browsing.events_page(desk.ledger, found.query, limit=PAGE, after=request.query_params.get("after"))
    total, facets = browsing.facets(desk.ledger, found.query)
    return render(
        request, "explore.html", status=found.status, page=page, total=total, counted=browsing.COUNTED,
        facets=_facets(desk, words, facets), with_words=lambda **change: address("events", **{**words, **change}),
        export=lambda form: address("api", "v1", "events", **words, format=form), **found.on("events"),
    )  # fmt: skip


def _facets(
    desk: Desk, words: dict[str, str], found: dict[str, list[tuple[str, int]]]
) -> list[tuple[str, str, list[Json]]]:
    """Return for each facet its name, its title and its values: words, count, address with it, whether it is on."""
    titles = (
        ("quad", "Quad class"),
        ("type", "Type"),
        ("party", "Taking part"),
        ("country", "Where"),
        ("status", "Status"),
    )
    rows = []
    for name, title in titles:
        values = []
        for value, n in found[name][:12]:
            label = {
                "quad": lambda v: ontology.QUAD_NAMES[int(v)], "party": desk.name_of, "country": desk.name_of,
            }.get(name, str)(value)  # fmt: skip
            on = words.get(name) == value
            other = {**words, name: "" if on else value}
            values.append({"value": value, "label": label, "n": n, "address": address("events", **other), "on": on})
        rows.append((name, title, values))
    return rows


# --- network -------------------------------------------------------------------------------------------------------


def ties(request: Request) -> Response:
    """Show who deals with whom in the events that a filter finds, as a network and as a table."""
    desk, found = desk_of(request), _filtered(request)
    pairs = () if found.problem else browsing.ties(desk.ledger, found.query)
    return render(
        request, "network.html", status=found.status, ties=pairs, names=_names(desk, pairs), drawn=_network(desk, found, pairs),
        leaning=leaning, save=lambda form: address(f"network.{form}", **found.words), **found.on("network"),
    )  # fmt: skip


def _names(desk: Desk, pairs: tuple[Tie, ...]) -> dict[str, str]:
    return {code: desk.name_of(code) for tie in pairs for code in (tie.one, tie.other)}


def _network(desk: Desk, found: Filtered, pairs: tuple[Tie, ...]) -> Markup:
    return network(
        pairs,
        _names(desk, pairs),
        lambda code: address("actors", code, **found.dates),
        lambda tie: address("dyads", tie.one, tie.other, **found.dates),
    )


def network_file(request: Request) -> Response:
    """Return the network as SVG, or its pairs as CSV. Raises InputError."""
    desk, query = desk_of(request), query_of(request)
    found = Filtered(query, query.words(), {})
    pairs = browsing.ties(desk.ledger, query)
    if request.url.path.endswith(".svg"):
        return svg_file(_network(desk, found, pairs), "network")
    names = _names(desk, pairs)
    columns = ("one", "one_name", "other", "other_name", "events", "score_sum", "score_mean", "leaning")
    rows = (
        (
            tie.one,
            names[tie.one],
            tie.other,
            names[tie.other],
            tie.n,
            tie.score,
            round(tie.score / tie.n, 3),
            leaning(tie),
        )
        for tie in pairs
    )
    return csv_file(columns, rows, "network")


# --- map -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Atlas:
    """What a map shows, drawn, and what it has no place for."""

    drawn: Markup
    spots: Spots
    ties: tuple[Tie, ...]
    #: Pairs without a place: organisations and armed groups have no capital.
    homeless: int
    policy: str


def atlas(request: Request) -> Response:
    """Show where the events that a filter finds took place, and between whom."""
    desk, found = desk_of(request), _filtered(request)
    view, layer = _view_of(request), _layer_of(request)
    made = _atlas(desk, found, view, layer)
    kept = {"view": view.name if view.name != "world" else "", "show": layer if layer != "both" else ""}
    return render(
        request, "map.html", status=found.status, made=made, names=_names(desk, made.ties), view=view, views=worldmap.VIEWS.values(),
        layer=layer, about=_about, leaning=leaning, kept=kept,
        at=lambda **change: address("map", **{**found.words, **kept, **change}),
        save=lambda form: address(f"map.{form}", **{**found.words, **kept}), country=desk.name_of, **found.on("map", **kept),
    )  # fmt: skip


def map_file(request: Request) -> Response:
    """Return the map as SVG, or its places as CSV. Raises InputError."""
    desk, query = desk_of(request), query_of(request)
    if request.url.path.endswith(".svg"):
        found = Filtered(query, query.words(), {})
        return svg_file(_atlas(desk, found, _view_of(request), _layer_of(request)).drawn, "map")
    columns = ("place", "country", "latitude", "longitude", "events", "verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")  # fmt: skip
    rows = (
        (spot.name if spot.at else "", spot.country, *(spot.at or ("", "")), spot.n, *(spot.quads.get(quad, 0) for quad in (1, 2, 3, 4)))
        for spot in mapping.spots(desk.ledger, query, limit=10_000).spots
    )  # fmt: skip
    return csv_file(columns, rows, "map")


def _view_of(request: Request) -> worldmap.View:
    name = request.query_params.get("view") or "world"
    if name not in worldmap.VIEWS:
        raise InputError(f"{name!r} is no part of the map", remedy=", ".join(worldmap.VIEWS))
    return worldmap.VIEWS[name]


def _layer_of(request: Request) -> str:
    layer = request.query_params.get("show") or "both"
    if layer not in {"both", "places", "pairs"}:
        raise InputError(f"{layer!r} is nothing that the map shows", remedy="places, pairs or both")
    return layer


def _atlas(desk: Desk, found: Filtered, view: worldmap.View, layer: str) -> _Atlas:
    spots = mapping.Spots((), 0, 0)
    pairs: tuple[Tie, ...] = ()
    if not found.problem:
        if layer != "pairs":
            spots = mapping.spots(desk.ledger, found.query)
        if layer != "places":
            pairs = browsing.ties(desk.ledger, found.query, limit=_ARCS)
    arcs = []
    for tie in pairs:
        start, end = desk.seats.seat_of(tie.one), desk.seats.seat_of(tie.other)
        if start is not None and end is not None:
            names = desk.name_of(tie.one), desk.name_of(tie.other)
            label = f"{names[0]} and {names[1]}: {tie.n} events, mean score {tie.score / tie.n:+.1f}"
            arcs.append(
                worldmap.Arc(tie, names, start, end, label, address("dyads", tie.one, tie.other, **found.dates))
            )
    marks = []
    for spot in spots.spots:
        at = (spot.at[1], spot.at[0]) if spot.at else desk.seats.middle_of(spot.country or "")
        if at is not None:
            told = ", ".join(f"{n} {ontology.QUAD_NAMES[quad]}" for quad, n in spot.quads.items())
            name = spot.name if spot.at else f"{desk.name_of(spot.name)}, place not named"
            marks.append(worldmap.Mark(spot, *at, f"{name}: {told}", _about(spot, found.words)))
    drawn = worldmap.worldmap(desk.borders, view, marks, arcs)
    return _Atlas(drawn, spots, pairs, len(pairs) - len(arcs), read_borders(desk.borders).policy)


def _about(spot: mapping.Spot, words: dict[str, str]) -> str:
    """Return the address of the events at a place."""
    if spot.at is None:
        return address("events", **{**words, "country": spot.country})
    return address("events", **{**words, "near": f"{spot.at[0]:.4f},{spot.at[1]:.4f},{_ABOUT}km"})
