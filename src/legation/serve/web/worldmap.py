"""Where events were and who deals with whom, on a map; drawn by the server, every mark of it a link.

The projection is Equal Earth (Šavrič, Patterson and Jenny, 2018): areas compare, and every view is cut from it about a
meridian of its own. Circles are places, by the number of their events and the colour of their commonest quad class;
hollow ones stand for a country of which no place is named. Arcs are pairs, from capital to capital.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, hypot, radians, sin, sqrt
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from legation.serve.web.borders import read_borders
from legation.serve.web.charts import COLOURS, join, tag
from legation.serve.web.network import TIE_COLOURS, leaning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from legation.serve.web.borders import Line, Point
    from legation.store.browsing import Tie
    from legation.store.mapping import Spot

WIDTH: Final = 1000
#: Lines are drawn in tenths, so that their numbers are short.
_FINE: Final = 10
#: Points of a line that are nearer than this to the one before are left out.
_THIN: Final = 0.7
_LARGEST: Final = 20.0
_SMALLEST: Final = 2.6
#: Places that bear their name, where there is room for it.
_NAMED: Final = 16


@dataclass(frozen=True, slots=True)
class View:
    """A part of the world: the meridian it is drawn about, and degrees from there that must be seen."""

    name: str
    words: str
    meridian: float
    west: float
    south: float
    east: float
    north: float


VIEWS: Final = {
    view.name: view
    for view in (
        # The Bering Strait is where no land is cut.
        View("world", "World", 11, -172, -57, 172, 80),
        View("europe", "Europe", 15, -32, 34, 35, 70),
        View("middle-east", "Middle East", 43, -20, 10, 25, 43),
        View("africa", "Africa", 18, -38, -36, 38, 38),
        View("asia", "Asia and the Pacific", 108, -52, -46, 76, 52),
        View("americas", "The Americas", -80, -72, -56, 52, 72),
    )
}
_A: Final = (1.340264, -0.081106, 0.000893, 0.003796)


def _equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the place of degrees on the plane, y downwards."""
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    stretch = _A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)
    x = 2 * sqrt(3) * radians(longitude) * cos(theta) / (3 * stretch)
    return x, -theta * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))


class Frame:
    """The plane of a view: where degrees lie on it, in units of the drawing."""

    def __init__(self, view: View) -> None:
        """Fit the view's degrees into the width."""
        self.view = view
        edge = [
            _equal_earth(
                view.west + (view.east - view.west) * part / 12, view.south + (view.north - view.south) * up / 12
            )
            for part in range(13)
            for up in range(13)
            if part in {0, 12} or up in {0, 12}
        ]
        left, right = min(x for x, _ in edge), max(x for x, _ in edge)
        self._top, bottom = min(y for _, y in edge), max(y for _, y in edge)
        self._left = left
        self._scale = WIDTH / (right - left)
        self.height = round((bottom - self._top) * self._scale)

    def relative(self, longitude: float) -> float:
        """Return a longitude as degrees from the view's meridian, -180 to 180."""
        return (longitude - self.view.meridian + 180) % 360 - 180

    def at(self, longitude: float, latitude: float) -> Point:
        """Return where a place lies, in the drawing or beside it."""
        return self._plane(self.relative(longitude), latitude)

    def _plane(self, longitude: float, latitude: float) -> Point:
        x, y = _equal_earth(longitude, latitude)
        return (x - self._left) * self._scale, (y - self._top) * self._scale

    def shows(self, point: Point) -> bool:
        """Tell whether a place lies in the drawing."""
        return 0 <= point[0] <= WIDTH and 0 <= point[1] <= self.height

    def line(self, degrees: Line) -> list[Point]:
        """Return a line thinned out; nothing of one that lies outside. What crosses the far side of the world is parted there."""
        view, points = self.view, []
        longitudes = [self.relative(longitude) for longitude, _ in degrees]
        if max(longitudes) - min(longitudes) > 300 and view.name != "world":
            return []
        if max(longitudes) < view.west - 4 or min(longitudes) > view.east + 4:
            return []
        latitudes = [latitude for _, latitude in degrees]
        if max(latitudes) < view.south - 4 or min(latitudes) > view.north + 4:
            return []
        last = (-1e9, -1e9)
        for longitude, latitude in zip(longitudes, latitudes, strict=True):
            point = self._plane(longitude, latitude)
            if hypot(point[0] - last[0], point[1] - last[1]) >= _THIN:
                points.append(point)
                last = point
        return points


def _path(lines: Iterable[list[Point]], *, closed: bool) -> str:
    """Return lines as the data of a path, in steps of tenths."""
    parts: list[str] = []
    for line in lines:
        if len(line) < (3 if closed else 2):
            continue
        x, y = (round(number * _FINE) for number in line[0])
        words = [f"M{x} {y}l"]
        for point in line[1:]:
            to_x, to_y = (round(number * _FINE) for number in point)
            words.append(f"{to_x - x} {to_y - y} ")
            x, y = to_x, to_y
        parts.append("".join(words).strip().replace(" -", "-") + ("z" if closed else ""))
    return "".join(parts)


def _parted(line: list[Point]) -> list[list[Point]]:
    """Cut a line where it leaps from one edge of the world to the other."""
    pieces: list[list[Point]] = [[]]
    for point in line:
        if pieces[-1] and abs(point[0] - pieces[-1][-1][0]) > WIDTH * 0.6:
            pieces.append([])
        pieces[-1].append(point)
    return pieces


@lru_cache(maxsize=24)
def _ground(path: Path, name: str) -> Markup:
    """Draw what lies beneath: land, borders, and those disputed."""
    frame, borders = Frame(VIEWS[name]), read_borders(path)
    world = name == "world"

    def lines(rows: Sequence[Line]) -> list[list[Point]]:
        found = [frame.line(row) for row in rows]
        return [piece for line in found for piece in (_parted(line) if world else [line])]

    shared = {"fill": "none", "vector_effect": "non-scaling-stroke"}
    return tag(
        "g",
        join(
            [
                tag("path", d=_path(lines(borders.rings), closed=True), class_="land", fill="#ebe7dc", stroke="#c9c2b2", stroke_width=0.6, vector_effect="non-scaling-stroke"),
                tag("path", d=_path(lines(borders.lines), closed=False), class_="border", stroke="#b9b09b", stroke_width=0.9, **shared),
                tag("path", d=_path(lines(borders.disputed), closed=False), class_="under", stroke="#ebe7dc", stroke_width=1.6, **shared),
                tag("path", d=_path(lines(borders.disputed), closed=False), class_="disputed", stroke="#8d8570", stroke_width=0.9, stroke_dasharray="2.5 2", **shared),
            ]
        ),
        transform=f"scale({1 / _FINE})",
        aria_hidden="true",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the map: what is said of it, and where it leads to."""

    spot: Spot
    longitude: float
    latitude: float
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Arc:
    """A pair of actors, with where each is (longitude, latitude)."""

    tie: Tie
    names: tuple[str, str]
    start: Point
    end: Point
    label: str
    address: str


def worldmap(path: Path, view: View, marks: Sequence[Mark], arcs: Sequence[Arc]) -> Markup:
    """Draw the marks and arcs of a view over the borders of a file."""
    frame = Frame(view)
    most = max([1, *(arc.tie.n for arc in arcs)])
    busiest = max([1, *(mark.spot.n for mark in marks)])
    placed = [(mark, frame.at(mark.longitude, mark.latitude)) for mark in marks]
    shown = [(mark, point) for mark, point in placed if frame.shows(point)]
    parts = [
        _ground(path, view.name),
        join([_arc(arc, frame, most) for arc in sorted(arcs, key=lambda arc: arc.tie.n)]),
        join([_mark(mark, point, busiest) for mark, point in shown]),
        join(list(_seats(arcs, frame))),
        join(list(_names(shown, busiest, arcs, frame))),
    ]
    return tag(
        "svg", tag("title", f"Places of events and pairs of actors: {view.words}") + join(parts), viewBox=f"0 0 {WIDTH} {frame.height}",
        width=WIDTH, height=frame.height, role="group", class_="chart map", xmlns="http://www.w3.org/2000/svg", font_family="sans-serif",
        font_size=11,
    )  # fmt: skip


def _radius(n: int, busiest: int) -> float:
    return max(_SMALLEST, _LARGEST * sqrt(n / busiest) * min(1.0, 0.35 + busiest / 60))


def _mark(mark: Mark, point: Point, busiest: int) -> Markup:
    spot = mark.spot
    quad = max(spot.quads, key=lambda one: (spot.quads[one], one))
    filled = spot.at is not None
    circle = tag(
        "circle", tag("title", mark.label), cx=f"{point[0]:.1f}", cy=f"{point[1]:.1f}", r=f"{_radius(spot.n, busiest):.1f}",
        class_=f"spot q{quad}" + ("" if filled else " country"), fill=COLOURS[quad], fill_opacity=0.55 if filled else 0.06,
        stroke=COLOURS[quad], stroke_width=1.2, stroke_dasharray="" if filled else "3 2",
    )  # fmt: skip
    return tag("a", circle, href=mark.address, aria_label=mark.label)


def _arc(arc: Arc, frame: Frame, most: int) -> Markup:
    (x, y), (to_x, to_y) = frame.at(*arc.start), frame.at(*arc.end)
    if not (frame.shows((x, y)) or frame.shows((to_x, to_y))):
        return Markup("")
    if x > to_x:
        (x, y), (to_x, to_y) = (to_x, to_y), (x, y)
    # Bent upwards, the more the longer, like a path over the globe.
    long = hypot(to_x - x, to_y - y) or 1.0
    bend_x, bend_y = (x + to_x) / 2 + 0.22 * (to_y - y), (y + to_y) / 2 - 0.22 * (to_x - x) - 0.02 * long
    kind = leaning(arc.tie)
    path = tag(
        "path", tag("title", arc.label), d=f"M{x:.1f} {y:.1f}Q{bend_x:.1f} {bend_y:.1f} {to_x:.1f} {to_y:.1f}", fill="none",
        class_=f"tie {kind}", stroke=TIE_COLOURS[kind], stroke_opacity=0.6, stroke_linecap="round",
        stroke_width=f"{0.8 + 4.2 * sqrt(arc.tie.n / most):.1f}",
    )  # fmt: skip
    return tag("a", path, href=arc.address, aria_label=arc.label)


def _seats(arcs: Sequence[Arc], frame: Frame) -> Iterator[Markup]:
    for degrees in dict.fromkeys(end for arc in arcs for end in (arc.start, arc.end)):
        x, y = frame.at(*degrees)
        if frame.shows((x, y)):
            yield tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=2.2, class_="seat", fill="#222")


def _names(shown: Sequence[tuple[Mark, Point]], busiest: int, arcs: Sequence[Arc], frame: Frame) -> Iterator[Markup]:
    """Name the busiest places and those who deal most with one another, where no other name stands."""
    wanted = [(mark.spot.name, point, _radius(mark.spot.n, busiest)) for mark, point in shown if mark.spot.at][:_NAMED]
    ends = {name: frame.at(*at) for arc in arcs for name, at in zip(arc.names, (arc.start, arc.end), strict=True)}
    wanted += [(name, point, 2.2) for name, point in ends.items() if frame.shows(point)]
    taken: list[tuple[float, float, float, float]] = []
    for name, (x, y), radius in wanted:
        words = name if len(name) <= 20 else name[:19] + "…"
        wide, away = 6.1 * len(words), radius + 3
        left = x + away if x + away + wide < WIDTH else x - away - wide
        box = (left, y - 7, left + wide, y + 7)
        if box[1] < 0 or box[3] > frame.height or any(_overlap(box, other) for other in taken):
            continue
        taken.append(box)
        yield tag("text", words, x=f"{left:.1f}", y=f"{y + 4:.1f}", class_="place", fill="#222", stroke="#fffefb", stroke_width=2.5, stroke_opacity=0.85, paint_order="stroke", aria_hidden="true")  # fmt: skip


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
