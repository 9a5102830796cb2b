"""Borders of a map, read from TopoJSON or GeoJSON: rings of land, lines between countries, lines that are disputed.

The shipped file is Natural Earth 1:50m (public domain), as world-atlas 2.0.2 packs it (ISC), made by
`tools/build_borders.py`. Nothing is computed from borders: they are drawn beneath what the ledger holds. Another file
(`legation serve --borders FILE`) brings its own view of them:

    polygons                land; where an object named "countries" or "land" is there, its own
    lines                   borders
    "disputed"              an object of that name (TopoJSON), or a property that is true (GeoJSON): drawn dashed
    id, ISO_A3, ADM0_A3     which country a shape is: ISO 3166-1, numeric or of three letters
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from legation.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Json = dict[str, Any]
#: (longitude, latitude) in degrees.
Point = tuple[float, float]
Line = tuple[Point, ...]
SHIPPED: Final = Path(__file__).parent / "world.json"
_POLICY: Final = (
    "Borders as Natural Earth 4.1 draws them: who holds the land, not whose it is; lines whose status is disputed are dashed. "
    "They are a background: nothing in the ledger follows from them."
)
#: Bytes and points of a file: what a page can hold is far less, but it is thinned out before it is drawn.
_BYTES: Final = 40_000_000
_POINTS: Final = 2_000_000
_CODES: Final = ("ISO_A3", "ISO_A3_EH", "ADM0_A3", "iso_a3", "adm0_a3")


@dataclass(frozen=True, slots=True)
class Borders:
    """What is drawn beneath a map, and where the middle of each country is."""

    rings: tuple[Line, ...]
    lines: tuple[Line, ...]
    disputed: tuple[Line, ...]
    #: By ISO 3166-1, numeric or of three letters as the file has it: (longitude, latitude).
    middles: dict[str, Point]
    #: What is said beneath the map about these borders.
    policy: str


@lru_cache(maxsize=4)
def read_borders(path: Path = SHIPPED) -> Borders:
    """Read a file of borders. Raises InputError for one that cannot be used."""
    remedy = "name a TopoJSON or GeoJSON file of countries, in degrees"
    try:
        if path.stat().st_size > _BYTES:
            raise InputError(
                f"more than {_BYTES // 1_000_000} MB of borders", place=str(path), remedy="take a coarser file"
            )
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=str(path), remedy="name another file") from error
    except (ValueError, RecursionError) as error:
        raise InputError("no JSON", place=str(path), remedy=remedy) from error
    try:
        gathered = _of_topology(content) if content["type"] == "Topology" else _of_features(content)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        raise InputError("no TopoJSON or GeoJSON that can be drawn", place=str(path), remedy=remedy) from error
    if not gathered.rings:
        raise InputError("no shape in it", place=str(path), remedy=remedy)
    policy = (
        _POLICY if path == SHIPPED else f"Borders as {path.name} draws them; nothing in the ledger follows from them."
    )
    return gathered.borders(policy)


@dataclass(slots=True)
class _Gathered:
    """What has been read so far."""

    rings: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    disputed: list[Line] = field(default_factory=list)
    #: The largest ring of each country.
    largest: dict[str, Line] = field(default_factory=dict)
    points: int = 0

    def count(self, line: Line) -> Line:
        """Return a line, counted."""
        self.points += len(line)
        if self.points > _POINTS:
            raise InputError(f"more than {_POINTS:,} points of borders", remedy="take a coarser file")
        return line

    def add_ring(self, ring: Line, code: str | None) -> None:
        """Add the outer ring of a shape."""
        if len(ring) < 3:
            return
        self.rings.append(ring)
        if code is not None and (code not in self.largest or _area(ring) > _area(self.largest[code])):
            self.largest[code] = ring

    def borders(self, policy: str) -> Borders:
        """Return all of it."""
        middles = {code: _middle(ring) for code, ring in self.largest.items()}
        return Borders(tuple(self.rings), tuple(self.lines), tuple(self.disputed), middles, policy)


def _area(ring: Line) -> float:
    return abs(sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in pairwise(ring))) / 2


def _middle(ring: Line) -> Point:
    """Return the centre of gravity of a ring; degrees as if they were a plane's are near enough for a mark."""
    x_sum = y_sum = total = 0.0
    for (x, y), (to_x, to_y) in zip(ring, (*ring[1:], ring[0]), strict=True):
        cross = x * to_y - to_x * y
        total += cross
        x_sum += (x + to_x) * cross
        y_sum += (y + to_y) * cross
    if not total:
        return ring[0]
    return x_sum / (3 * total), y_sum / (3 * total)


def _point(pair: Sequence[Any]) -> Point:
    longitude, latitude = float(pair[0]), float(pair[1])
    # The comparison is false for NaN too.
    if not (abs(longitude) <= 360 and abs(latitude) <= 90):
        raise ValueError("not degrees")
    return longitude, latitude


def _code_of(shape: Json) -> str | None:
    properties = shape.get("properties") or {}
    for value in (*(properties.get(name) for name in _CODES), shape.get("id")):
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value) not in {"", "-99"}:
            return str(value).zfill(3)[:16]
    return None


# --- TopoJSON ----------------------------------------------------------------------------------------------------


def _of_topology(content: Json) -> _Gathered:
    """Read a topology: lines are the arcs that two shapes share."""
    found = _Gathered()
    transform = content.get("transform")
    scale, move = (transform["scale"], transform["translate"]) if transform else ((1.0, 1.0), (0.0, 0.0))
    arcs = []
    for arc in content["arcs"]:
        x = y = 0.0
        line = []
        for step in arc:
            x, y = (x + step[0], y + step[1]) if transform else (step[0], step[1])
            line.append(_point((x * scale[0] + move[0], y * scale[1] + move[1])))
        arcs.append(found.count(tuple(line)))
    objects = content["objects"]
    named = next((name for name in ("countries", "land") if name in objects), None)
    uses: Counter[int] = Counter()
    for name, kept in objects.items():
        if name == "disputed":
            for shape in _shapes(kept):
                found.disputed += [_joined(arcs, line) for line in _line_arcs(shape)]
        elif named in {None, name}:
            for shape in _shapes(kept):
                code = _code_of(shape)
                for polygon in _polygon_arcs(shape):
                    found.add_ring(_joined(arcs, polygon[0]), code)
                    uses.update({number if number >= 0 else ~number for ring in polygon for number in ring})
                found.lines += [_joined(arcs, line) for line in _line_arcs(shape)]
    found.lines += [arcs[number] for number, n in uses.items() if n > 1]
    return found


def _shapes(shape: Json) -> Iterator[Json]:
    """Yield the geometries of an object."""
    if shape["type"] == "GeometryCollection":
        for part in shape["geometries"]:
            yield from _shapes(part)
    else:
        yield shape


def _polygon_arcs(shape: Json) -> list[list[list[int]]]:
    """Return the rings of each polygon of a shape, as numbers of arcs."""
    arcs: list[Any] = shape["arcs"] if shape["type"] in {"Polygon", "MultiPolygon"} else []
    return [arcs] if shape["type"] == "Polygon" else arcs


def _line_arcs(shape: Json) -> list[list[int]]:
    arcs: list[Any] = shape["arcs"] if shape["type"] in {"LineString", "MultiLineString"} else []
    return [arcs] if shape["type"] == "LineString" else arcs


def _joined(arcs: list[Line], numbers: list[int]) -> Line:
    """Return arcs one after another; `~number` stands for one that is gone backwards."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return tuple(points)


# --- GeoJSON -----------------------------------------------------------------------------------------------------


def _of_features(content: Json) -> _Gathered:
    """Read a collection of features: every ring is a line as well, since nothing tells which two share it."""
    found = _Gathered()
    if content["type"] != "FeatureCollection":
        raise ValueError("no collection of features")
    for feature in content["features"]:
        geometry = feature["geometry"]
        if geometry is None:
            continue
        disputed = bool((feature.get("properties") or {}).get("disputed"))
        parts = geometry["coordinates"]
        kind = geometry["type"].removeprefix("Multi")
        many = parts if geometry["type"].startswith("Multi") else [parts]
        if kind == "Polygon":
            for polygon in many:
                rings = [found.count(tuple(map(_point, ring))) for ring in polygon]
                found.add_ring(rings[0], _code_of(feature))
                (found.disputed if disputed else found.lines).extend(rings)
        elif kind == "LineString":
            lines = [found.count(tuple(map(_point, line))) for line in many]
            (found.disputed if disputed else found.lines).extend(lines)
    return found
