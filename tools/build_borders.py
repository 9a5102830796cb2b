"""Make the map's borders from Natural Earth as world-atlas packs it: `python -m tools.build_borders PACKAGE_FOLDER`.

    npm pack world-atlas@2.0.2 && tar xf world-atlas-2.0.2.tgz && python -m tools.build_borders package

Points nearer than a hundredth of a degree to the line are left out, coordinates are rounded to as much, and lines whose
status is disputed are named in an object of their own, `disputed`, after the table below: the policy stands in the file,
so that another file brings another one. Same input, same bytes.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

Json = dict[str, Any]
Point = tuple[float, float]
HOME: Final = Path(__file__).parents[1] / "src/legation/serve/web/borders"
SOURCE_HASH: Final = "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394"
_STEP: Final = 0.01
_TOLERANCE: Final = 0.012
_EVERYWHERE: Final = (-180.0, -90.0, 180.0, 90.0)


class Disputed(NamedTuple):
    """A stretch of border between two that Natural Earth tells apart ("*": all neighbours), within a box of degrees."""

    one: str
    other: str
    what: str
    within: tuple[float, float, float, float] = _EVERYWHERE


#: What Natural Earth draws as borders although it is disputed, or is a line of armistice.
DISPUTED: Final = (
    Disputed("Russia", "Ukraine", "Crimea, of Ukraine, annexed by Russia", (32, 45, 36, 46.5)),
    Disputed("Kosovo", "Serbia", "Kosovo, independent for some, of Serbia for others"),
    Disputed("Cyprus", "N. Cyprus", "Northern Cyprus, recognised by Turkey alone"),
    Disputed("Somalia", "Somaliland", "Somaliland, of Somalia for nearly all"),
    Disputed("Morocco", "W. Sahara", "Western Sahara, claimed by Morocco"),
    Disputed("Israel", "Palestine", "Israel and the Palestinian territories"),
    Disputed("Jordan", "Palestine", "the West Bank"),
    Disputed("Israel", "Syria", "the Golan Heights, of Syria, annexed by Israel"),
    Disputed("Siachen Glacier", "*", "the Siachen Glacier"),
    Disputed("India", "Pakistan", "the line of control in Kashmir", (73.3, 32.4, 78, 36)),
    Disputed("China", "India", "the line of actual control", (77, 32, 81, 36)),
    Disputed("China", "India", "the McMahon line", (91.5, 27, 97.5, 30)),
    Disputed("China", "Pakistan", "the border that China and Pakistan agreed on in Kashmir"),
    Disputed("North Korea", "South Korea", "the line of armistice in Korea"),
    Disputed("S. Sudan", "Sudan", "Abyei", (27.5, 9, 30, 11)),
    Disputed("Egypt", "Sudan", "the Halaib triangle and Bir Tawil", (33, 21, 37.5, 23)),
    Disputed("Guyana", "Venezuela", "the Essequibo, claimed by Venezuela"),
    Disputed("Kenya", "S. Sudan", "the Ilemi triangle", (34.3, 4.3, 36, 6)),
)  # fmt: skip


def build(source: Json) -> Json:
    """Return the topology that is shipped."""
    (scale_x, scale_y), (move_x, move_y) = source["transform"]["scale"], source["transform"]["translate"]
    arcs = [[(x * scale_x + move_x, y * scale_y + move_y) for x, y in _absolute(arc)] for arc in source["arcs"]]
    countries = source["objects"]["countries"]["geometries"]
    users: dict[int, set[str]] = {}
    for country in countries:
        for arc in _used(country.get("arcs", [])):
            users.setdefault(arc, set()).add(country["properties"]["name"])
    kept = [_simple(arc) for arc in arcs]
    lines = []
    for row in DISPUTED:
        pieces = list(_pieces(row, arcs, users))
        if not pieces:
            raise SystemExit(f"no border fits {row}")
        numbers = range(len(kept), len(kept) + len(pieces))
        kept += [_simple(piece) for piece in pieces]
        lines.append(
            {"type": "MultiLineString", "arcs": [[number] for number in numbers], "properties": {"name": row.what}}
        )
    shapes = [
        {key: country[key] for key in ("type", "arcs", "id") if key in country} | {"properties": {"name": country["properties"]["name"]}}
        for country in countries
    ]  # fmt: skip
    return {
        "type": "Topology", "transform": {"scale": [_STEP, _STEP], "translate": [-180, -90]},
        "objects": {
            "countries": {"type": "GeometryCollection", "geometries": shapes},
            "disputed": {"type": "GeometryCollection", "geometries": lines},
        },
        "arcs": [_packed(arc) for arc in kept],
    }  # fmt: skip


def _absolute(arc: list[list[int]]) -> Iterator[tuple[int, int]]:
    x = y = 0
    for step in arc:
        x, y = x + step[0], y + step[1]
        yield x, y


def _used(arcs: Any) -> Iterator[int]:
    for part in arcs:
        if isinstance(part, int):
            yield part if part >= 0 else ~part
        else:
            yield from _used(part)


def _pieces(row: Disputed, arcs: list[list[Point]], users: dict[int, set[str]]) -> Iterator[list[Point]]:
    """Yield the stretches of the shared arcs that lie in the row's box."""
    west, south, east, north = row.within
    for number, names in sorted(users.items()):
        if row.one in names and len(names) > 1 and (row.other == "*" or row.other in names):
            piece: list[Point] = []
            for x, y in arcs[number]:
                if west <= x <= east and south <= y <= north:
                    piece.append((x, y))
                    continue
                if len(piece) > 1:
                    yield piece
                piece = []
            if len(piece) > 1:
                yield piece


def _simple(arc: list[Point]) -> list[Point]:
    """Return the ends of an arc and what is farther from the line between those kept than the tolerance (Douglas, Peucker)."""
    keep = {0, len(arc) - 1}
    # A ring begins where it ends: the line between needs a third point.
    if arc[0] == arc[-1] and len(arc) > 3:
        keep |= {len(arc) // 3, 2 * len(arc) // 3}
    stack = list(zip(sorted(keep), sorted(keep)[1:], strict=False))
    while stack:
        first, last = stack.pop()
        (x, y), (to_x, to_y) = arc[first], arc[last]
        long = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5
        farthest, at = _TOLERANCE, 0
        for place in range(first + 1, last):
            dx, dy = arc[place][0] - x, arc[place][1] - y
            away = abs(dx * (to_y - y) - dy * (to_x - x)) / long if long else (dx * dx + dy * dy) ** 0.5
            if away > farthest:
                farthest, at = away, place
        if at:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [arc[place] for place in sorted(keep)]


def _packed(arc: list[Point]) -> list[list[int]]:
    """Return an arc as steps between rounded points; points that fall together become one."""
    rounded = [(round((x + 180) / _STEP), round((y + 90) / _STEP)) for x, y in arc]
    thin = [
        point for place, point in enumerate(rounded) if place in {0, len(rounded) - 1} or point != rounded[place - 1]
    ]
    before = (0, 0)
    steps = []
    for x, y in thin:
        steps.append([x - before[0], y - before[1]])
        before = (x, y)
    return steps


def main(arguments: list[str]) -> int:
    """Write the borders and the notice beside them."""
    if len(arguments) != 1:
        raise SystemExit((__doc__ or "").strip())
    content = (Path(arguments[0]) / "countries-50m.json").read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != SOURCE_HASH:
        raise SystemExit(f"countries-50m.json is not world-atlas 2.0.2's: SHA-256 {found}")
    packed = json.dumps(build(json.loads(content)), ensure_ascii=False, separators=(",", ":"))
    (HOME / "world.json").write_text(packed + "\n", encoding="utf-8")
    licence = (Path(arguments[0]) / "LICENSE").read_text(encoding="utf-8")
    (HOME / "world-atlas-LICENSE.txt").write_text(licence, encoding="utf-8")
    print(f"{len(packed):,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
