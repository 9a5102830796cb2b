"""Series as SVG, drawn by the server: they need no script, print, and can be saved as they are.

Colours stand twice: as attributes, for the file that is saved, and as classes, so that the page's style sheet adapts
them to light and dark. Everything that comes from data is escaped by `tag`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import escape as quoted
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

COLOURS: Final = {1: "#1b7f79", 2: "#1f5f99", 3: "#b36a00", 4: "#b3342d"}
_LEFT: Final = 46
_RIGHT: Final = 14
_ROW: Final = 20
#: Height of one half of the bars, and of the panel of scores.
_HALF: Final = 96
_SCORES: Final = 78
#: What a chart of two directions is made of; each can be drawn alone.
PARTS: Final = ("bars", "scores")
_TITLES: Final = {"bars": "events by period, direction and quad class", "scores": "sums of scores"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side did in one period: events by quad class, the sum of their scores, an address to see them at."""

    quads: Mapping[int, int]
    score: float
    address: str = ""

    @property
    def n(self) -> int:
        """All events."""
        return sum(self.quads.values())


@dataclass(frozen=True, slots=True)
class Term:
    """A person in an office, from one period to another (places on the axis, the last included)."""

    name: str
    office: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Mirror:
    """A series of two directions: `up` above the axis, `down` below; office-holders of each side at the edges."""

    periods: Sequence[str]
    up_name: str
    down_name: str
    up: Sequence[Cell]
    down: Sequence[Cell]
    up_terms: Sequence[Sequence[Term]] = ()
    down_terms: Sequence[Sequence[Term]] = ()
    quad_names: Mapping[int, str] | None = None
    #: Draw to this number of events, so that two charts compare; 0 chooses.
    top: int = 0
    #: Places of the first and the last period that are chosen, None where all are.
    chosen: tuple[int, int] | None = None


def tag(name: str, content: str | Markup = "", **attributes: object) -> Markup:
    """Return an element; `_` stands for `-` in names of attributes, at their end for nothing."""
    # html.escape makes plain text, not an object for each of thousands of attributes; numbers need none.
    words = "".join(
        [
            f' {_attribute(key)}="{quoted(value) if isinstance(value, str) else value}"'
            for key, value in attributes.items()
            if value != ""
        ]
    )
    inner = content if isinstance(content, Markup) else escape(content) if content else ""
    return Markup(f"<{name}{words}>{inner}</{name}>")  # noqa: S704 - every part is escaped here


def _box(x: float, y: float, wide: float, tall: float, quad: int) -> Markup:
    """Return a bar of a quad class: numbers and our own words alone, of which a chart has hundreds."""
    return Markup(  # noqa: S704 - nothing in it comes from data but numbers
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}" fill="{COLOURS[quad]}" class="q{quad:d}"></rect>'
    )


@lru_cache(maxsize=256)
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def join(parts: Sequence[Markup] | Iterator[Markup]) -> Markup:
    """Return elements one after another."""
    return Markup("").join(parts)


def mirror(chart: Mirror, parts: Collection[str] = PARTS, *, brush: bool = False) -> Markup:
    """Draw the mirrored bars with the office-holders along the axis (`bars`), and the scores below (`scores`).

    `brush` tells `brush.js` where the periods lie, so that a part of them can be chosen in the chart.
    """
    count = max(1, len(chart.periods))
    step = max(7.0, min(84.0, 1080 / count))
    width = _LEFT + step * count + _RIGHT
    drawn: list[Markup] = []
    base = 8
    if "bars" in parts:
        top = chart.top or max([1, *(cell.n for cell in (*chart.up, *chart.down))])
        above, below = len(chart.up_terms) * _ROW, len(chart.down_terms) * _ROW
        axis = 22 + above + _HALF
        drawn += [
            *_bands(chart.up_terms, 20, step),
            *_frame(chart, axis, width, top),
            *_bars(chart, axis, step, top),
            *_bands(chart.down_terms, axis + _HALF + 6, step),
            _side(f"▼ {chart.down_name} → {chart.up_name}", axis + _HALF + below + 18),
            *_labels(chart.periods, axis + _HALF + below + 34, step),
        ]
        base = axis + _HALF + below + 50
    height = base
    if "scores" in parts:
        drawn += _score_lines(chart, base, step, width)
        height += _SCORES + 8
        if "bars" not in parts:
            drawn += _labels(chart.periods, height + 8, step)
            height += 16
    if chart.chosen is not None:
        drawn.insert(0, _chosen(chart.chosen, height, step))
    where = {"data_periods": " ".join(chart.periods), "data_brush": f"{_LEFT} {step:.4f}"} if brush else {}
    title = f"{chart.up_name} and {chart.down_name}: {' and '.join(_TITLES[part] for part in PARTS if part in parts)}"
    return tag(
        "svg", tag("title", title) + join(drawn), viewBox=f"0 0 {width:.0f} {height}", width=f"{width:.0f}",
        height=height, role="group", class_="chart", xmlns="http://www.w3.org/2000/svg", font_family="sans-serif",
        font_size=11, **where,
    )  # fmt: skip


def _chosen(chosen: tuple[int, int], height: float, step: float) -> Markup:
    first, last = chosen
    x, wide = _LEFT + first * step, (last - first + 1) * step
    return tag("rect", x=f"{x:.1f}", y=16, width=f"{wide:.1f}", height=f"{height - 16:.0f}", class_="band", fill="#1f5f99", fill_opacity=0.1)  # fmt: skip


def _frame(chart: Mirror, axis: int, width: float, top: int) -> Iterator[Markup]:
    for value in {0, top} | ({top // 2} if top > 3 else set()):
        for sign in (1, -1):
            y = axis - sign * value * _HALF / top
            yield tag("line", x1=_LEFT, x2=f"{width - _RIGHT:.1f}", y1=f"{y:.1f}", y2=f"{y:.1f}", class_="axis" if not value else "grid", stroke="#888" if not value else "#ddd")  # fmt: skip
            if value:
                yield tag(
                    "text",
                    str(value),
                    x=_LEFT - 6,
                    y=f"{y + 4:.1f}",
                    text_anchor="end",
                    class_="tick scale",
                    fill="#666",
                )
    yield _side(f"▲ {chart.up_name} → {chart.down_name}", 12)
    yield tag("text", "0", x=_LEFT - 6, y=axis + 4, text_anchor="end", class_="tick scale", fill="#666")


def _side(words: str, y: int) -> Markup:
    """Say what the bars of one half are."""
    return tag("text", words, x=_LEFT, y=y, class_="side", fill="#333")


def _bars(chart: Mirror, axis: int, step: float, top: int) -> Iterator[Markup]:
    names = chart.quad_names or {}
    thick = max(4.0, step - max(2.0, step * 0.24))
    for sign, cells, who in (
        (1, chart.up, (chart.up_name, chart.down_name)),
        (-1, chart.down, (chart.down_name, chart.up_name)),
    ):
        for place, (period, cell) in enumerate(zip(chart.periods, cells, strict=True)):
            if not cell.n:
                continue
            told = ", ".join(f"{n} {names.get(quad, quad)}" for quad, n in sorted(cell.quads.items()))
            label = f"{period}, {who[0]} → {who[1]}: {told}; score {cell.score:+g}"
            shapes, reached = [tag("title", label)], 0.0
            for quad, n in sorted(cell.quads.items()):
                tall = n * _HALF / top
                y = axis - reached - tall if sign > 0 else axis + reached
                reached += tall
                shapes.append(_box(_LEFT + place * step + (step - thick) / 2, y, thick, max(tall - 0.6, 0.8), quad))
            group = join(shapes)
            yield tag("a", group, href=cell.address, aria_label=label) if cell.address else tag("g", group)


def _bands(rows: Sequence[Sequence[Term]], y: int, step: float) -> Iterator[Markup]:
    for place, row in enumerate(rows):
        for number, term in enumerate(row):
            x, wide = _LEFT + term.first * step, (term.last - term.first + 1) * step
            height = y + place * _ROW
            label = tag("title", f"{term.name}, {term.office}")
            box = tag("rect", x=f"{x + 0.5:.1f}", y=height, width=f"{max(wide - 1, 1):.1f}", height=_ROW - 4, rx=2, fill="#ececec" if number % 2 else "#e0e0e0", class_="term odd" if number % 2 else "term")  # fmt: skip
            fits = int((wide - 6) / 6.4)
            words = term.name if len(term.name) <= fits else term.name.split()[-1]
            text = (
                tag("text", words, x=f"{x + 4:.1f}", y=height + 12, class_="name", fill="#333")
                if len(words) <= fits
                else Markup("")
            )
            yield tag("g", label + box + text)


def _labels(periods: Sequence[str], y: int, step: float) -> Iterator[Markup]:
    """Label as many periods as there is room for, years first."""
    yearly = not periods or len(periods[0]) == 4
    last = -99.0
    for place, period in enumerate(periods):
        x = _LEFT + place * step + step / 2
        starts = yearly or period.endswith("-01") or place == 0
        words = period if yearly or len(periods) <= 14 else period[:4] if starts else ""
        if words and x - last >= 6 * len(words) + 8:
            last = x
            yield tag("text", words, x=f"{x:.1f}", y=y, text_anchor="middle", class_="tick", fill="#666")


def _score_lines(chart: Mirror, base: int, step: float, width: float) -> Iterator[Markup]:
    most = max([1.0, *(abs(cell.score) for cell in (*chart.up, *chart.down))])
    middle = base + _SCORES / 2
    yield tag("line", x1=_LEFT, x2=f"{width - _RIGHT:.1f}", y1=middle, y2=middle, class_="axis", stroke="#888")
    for value, y in ((most, base + 8), (-most, base + _SCORES - 2)):
        words = f"{value:+.{1 if most < 100 and most % 1 else 0}f}".replace("-", "−")
        yield tag("text", words, x=_LEFT - 6, y=f"{y:.1f}", text_anchor="end", class_="tick scale", fill="#666")
    yield tag("text", "score", x=_LEFT - 6, y=middle + 4, text_anchor="end", class_="tick scale", fill="#666")
    for cells, kind, colour, dash in ((chart.up, "line up", "#333", ""), (chart.down, "line down", "#777", "4 3")):
        points = [
            (_LEFT + place * step + step / 2, middle - cell.score * (_SCORES / 2 - 8) / most, period, cell)
            for place, (period, cell) in enumerate(zip(chart.periods, cells, strict=True))
            if cell.n
        ]
        if not points:
            continue
        path = " ".join(f"{'L' if place else 'M'}{x:.1f} {y:.1f}" for place, (x, y, _, _) in enumerate(points))
        yield tag("path", d=path, class_=kind, fill="none", stroke=colour, stroke_width=1.5, stroke_dasharray=dash)
        who = chart.up_name if cells is chart.up else chart.down_name
        for x, height, period, cell in points:
            label = tag("title", f"{period}, {who}: score {cell.score:+g}, n = {cell.n}")
            yield tag(
                "circle",
                label,
                cx=f"{x:.1f}",
                cy=f"{height:.1f}",
                r=2.6,
                class_=kind.replace("line", "dot"),
                fill=colour,
            )


def shares(quads: Mapping[int, int], most: int) -> Markup:
    """Draw one row's events by quad class as a bar, in proportion to the longest row."""
    total = sum(quads.values())
    x = 0.0
    parts: list[Markup] = []
    for quad, n in sorted(quads.items()):
        wide = 120 * n / max(1, most)
        parts.append(_box(x, 0, max(wide - 0.5, 0.5), 9, quad))
        x += wide
    return tag("svg", tag("title", f"{total} events") + join(parts), viewBox="0 0 120 9", width=120, height=9, class_="shares", role="img")  # fmt: skip
