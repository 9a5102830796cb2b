"""Who deals with whom, as a circle of actors and the ties across it; drawn by the server, every part of it a link.

Width tells how many events, colour the mean of their scores: teal above zero, red below. The order on the circle puts
those who deal most with one another side by side, and is the same for the same ties.
"""

from __future__ import annotations

from collections import Counter
from math import cos, degrees, pi, sin, sqrt
from typing import TYPE_CHECKING, Final

from legation.serve.web.charts import join, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markupsafe import Markup

    from legation.store.browsing import Tie

_RADIUS: Final = 210.0
_MIDDLE: Final = 370.0
#: Mean scores nearer to zero than this lean to neither side.
_NEUTRAL: Final = 0.5
#: By leaning, for the file that is saved.
TIE_COLOURS: Final = {"friendly": "#1b7f79", "mixed": "#9a9383", "hostile": "#b3342d"}


def network(
    ties: Sequence[Tie], names: Mapping[str, str], of_actor: Callable[[str], str], of_pair: Callable[[Tie], str]
) -> Markup:
    """Draw the ties; `of_actor` and `of_pair` give the addresses that actors and ties lead to."""
    weights: Counter[str] = Counter()
    for tie in ties:
        weights[tie.one] += tie.n
        weights[tie.other] += tie.n
    order = ordered(ties, weights)
    angles = {code: 2 * pi * place / max(1, len(order)) - pi / 2 for place, code in enumerate(order)}
    most = max([1, *(tie.n for tie in ties)])
    heaviest = max([1, *weights.values()])
    lines = [_tie(tie, angles, names, of_pair(tie), most) for tie in sorted(ties, key=lambda tie: tie.n)]
    nodes = [_node(code, angles[code], names[code], of_actor(code), weights[code], heaviest) for code in order]
    size = f"{2 * _MIDDLE:.0f}"
    return tag(
        "svg", tag("title", "Who deals with whom") + join(lines) + join(nodes), viewBox=f"0 0 {size} {size}", width=size, height=size,
        role="group", class_="chart network", xmlns="http://www.w3.org/2000/svg", font_family="sans-serif", font_size=12,
    )  # fmt: skip


def ordered(ties: Sequence[Tie], weights: Mapping[str, int]) -> list[str]:
    """Return the actors as they stand on the circle: from the heaviest on, each beside its strongest tie left."""
    strength = {frozenset((tie.one, tie.other)): tie.n for tie in ties}
    left = sorted(weights, key=lambda code: (-weights[code], code))
    order: list[str] = []
    while left:
        last = order[-1] if order else None
        following = max(left, key=lambda code: (strength.get(frozenset((last, code)), 0) if last else 0, weights[code]))
        left.remove(following)
        order.append(following)
    return order


def _at(angle: float, radius: float) -> tuple[float, float]:
    return _MIDDLE + radius * cos(angle), _MIDDLE + radius * sin(angle)


def leaning(tie: Tie) -> str:
    """Return whether a tie is cooperative, hostile or mixed, by the mean of its scores."""
    mean = tie.score / tie.n
    return "mixed" if abs(mean) < _NEUTRAL else "friendly" if mean > 0 else "hostile"


def _tie(tie: Tie, angles: Mapping[str, float], names: Mapping[str, str], address: str, most: int) -> Markup:
    (x, y), (to_x, to_y) = _at(angles[tie.one], _RADIUS), _at(angles[tie.other], _RADIUS)
    # Bent towards the middle, the less the nearer the two stand.
    bend_x, bend_y = ((a + b) / 2 * 0.45 + _MIDDLE * 0.55 for a, b in ((x, to_x), (y, to_y)))
    path = f"M{x:.1f} {y:.1f}Q{bend_x:.1f} {bend_y:.1f} {to_x:.1f} {to_y:.1f}"
    label = f"{names[tie.one]} and {names[tie.other]}: {tie.n} events, mean score {tie.score / tie.n:+.1f}"
    line = tag(
        "path",
        tag("title", label),
        d=path,
        fill="none",
        class_=f"tie {leaning(tie)}",
        stroke=TIE_COLOURS[leaning(tie)],
        stroke_opacity=0.75,
        stroke_width=f"{0.8 + 6 * sqrt(tie.n / most):.1f}",
    )
    return tag("a", line, href=address, aria_label=label)


def _node(code: str, angle: float, name: str, address: str, weight: int, heaviest: int) -> Markup:
    x, y = _at(angle, _RADIUS)
    text_x, text_y = _at(angle, _RADIUS + 14)
    right = cos(angle) >= 0
    turn = degrees(angle) if right else degrees(angle) + 180
    # `---` says nothing to a reader.
    short = name if len(name) <= 22 else "no stated country" if code == "---" else code
    words = tag(
        "text", short, x=f"{text_x:.1f}", y=f"{text_y:.1f}", text_anchor="start" if right else "end", dominant_baseline="middle",
        transform=f"rotate({turn:.1f} {text_x:.1f} {text_y:.1f})", class_="name", fill="#222",
    )  # fmt: skip
    dot = tag(
        "circle",
        tag("title", f"{name}: {weight}"),
        cx=f"{x:.1f}",
        cy=f"{y:.1f}",
        r=f"{3 + 6 * sqrt(weight / heaviest):.1f}",
        class_="node",
        fill="#333",
    )
    return tag("a", dot + words, href=address)
