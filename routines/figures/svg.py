"""Shapes as the text of an SVG file, fitted to a page of one size."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from math import atan2, cos, hypot, inf, radians, sin

from routines.figures.camera import Point
from routines.figures.curves import filled, spaced, through
from routines.figures.paths import smooth, straight
from routines.figures.shapes import Arrow, Item, Points, Ring, Shape
from routines.figures.union import union

WIDTH, HEIGHT, MARGIN = 800, 560, 20
LARGEST = 5.6  # units to a centimetre
LINE = 4
HEAD = 23.0
ROUNDED = 12

INK = "currentColor"
# The page sets these; a file opened by itself has the light ones.
FILLS = {
    "skin": "var(--figure-skin,#f7e9dc)",
    "shirt": "var(--figure-shirt,#dbe7e1)",
    "shorts": "var(--figure-shorts,#a9c4ba)",
    "prop": "var(--figure-prop,#efe8dc)",
    "tool": "var(--figure-tool,#c3cfdb)",
    "work": "var(--figure-work,#d9713c)",
    "cushion": "var(--figure-cushion,#fffdf9)",
    "giver": "var(--figure-giver,#fffaf3)",
    "cuff": "var(--figure-cuff,#c9d3dd)",
}
WAY = "var(--figure-way,#9a4720)"
HALO = "var(--figure-paper,#fff)"


def write(items: Sequence[Item], window: Sequence[float] | None = None) -> str:
    """The file. `window`: left, right, top and bottom of what is shown; all of it otherwise."""
    corners = [p for item in items for p in _points(item)]
    left, right, top, bottom = window or (
        min(x for x, _ in corners),
        max(x for x, _ in corners),
        min(y for _, y in corners),
        max(y for _, y in corners),
    )
    margin, largest = (0, inf) if window else (MARGIN, LARGEST)
    scale = min(
        (WIDTH - 2 * margin) / (right - left), (HEIGHT - 2 * margin) / (bottom - top), largest
    )
    dx = WIDTH / 2 - scale * (left + right) / 2
    dy = HEIGHT / 2 - scale * (top + bottom) / 2

    items = [item for item in items if _is_seen(item, left, right, top, bottom)]

    def placed(points: Points) -> Points:
        return [(dx + scale * x, dy + scale * y) for x, y in points]

    parts: list[str] = []
    for (style, far), same in groupby(items, _look):
        parts += _group(style, far, [_draw(item, placed) for item in same])
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">\n'
        f'<g id="figure" stroke="{INK}" stroke-width="{LINE}" '
        f'stroke-linecap="round" stroke-linejoin="round" fill="none">\n{body}\n</g>\n</svg>\n'
    )


def _points(item: Item) -> Points:
    if isinstance(item, Shape):
        return [p for points in item.outlines for p in points]
    return item.points if isinstance(item, Arrow) else [item.at]


def _is_seen(item: Item, left: float, right: float, top: float, bottom: float) -> bool:
    points = _points(item)
    return (
        max(x for x, _ in points) >= left
        and min(x for x, _ in points) <= right
        and max(y for _, y in points) >= top
        and min(y for _, y in points) <= bottom
    )


def _look(item: Item) -> tuple[str, bool]:
    return (item.style, item.is_far) if isinstance(item, Shape) else (type(item).__name__, False)


def _group(style: str, far: bool, drawn: list[str]) -> Iterator[str]:
    if style in ("Arrow", "Ring"):
        yield from drawn
        return
    if style == "line":
        look = f'stroke-width="{LINE * 0.75:.2g}"'
    elif style == "aim":
        look = f'stroke="{WAY}" stroke-width="{LINE * 1.3:.2g}" stroke-dasharray="12 12"'
    elif style == "mat":
        look = f'fill="{FILLS["prop"]}" stroke-opacity=".3" stroke-width="{LINE * 0.6:.2g}"'
    elif style == "work":
        look = f'fill="{FILLS[style]}" fill-opacity=".62" stroke="none"'
    else:
        # The line lies outside: half of it is under the fill, and so are the seams of the parts.
        look = f'fill="{FILLS[style]}" stroke-width="{2 * LINE:.2g}" paint-order="stroke"'
    if far:
        look += ' stroke-opacity=".5"'
    yield f"<g {look}>{''.join(drawn)}</g>"


def _draw(item: Item, placed: Callable[[Points], Points]) -> str:
    if isinstance(item, Ring):
        x, y = placed([item.at])[0]
        at = f'cx="{x:.0f}" cy="{y:.0f}"'
        return (
            f'<circle {at} r="20" stroke="{HALO}" stroke-width="11"/>'
            f'<circle {at} r="20" stroke="{WAY}" stroke-width="5.5"/>'
            f'<circle {at} r="8" fill="{WAY}" stroke="{HALO}" stroke-width="3"/>'
        )
    if isinstance(item, Arrow):
        return _arrow(placed(item.points), item.both)
    if item.is_rigid:
        d = "".join(straight(placed(points), not item.is_open) for points in item.outlines)
    elif item.is_open:
        d = "".join(smooth(placed(through(p, False)), False) for p in item.outlines)
    else:
        rings = union([through(points) for points in item.outlines])
        if len(item.outlines) > 1:
            rings = [filled(spaced(ring, 0.9), ROUNDED) for ring in rings]
        d = "".join(smooth(placed(ring)) for ring in rings)
    cut = ' stroke-linecap="butt"' if item.is_open and item.style not in ("line", "aim") else ""
    return f'<path d="{d}"{cut}/>'


def _arrow(points: Points, both: bool) -> str:
    if len(points) > 2:
        points = through(points, False)
    d = smooth(points, False) + straight(_head(points), closed=False)
    if both:
        d += straight(_head(points[::-1]), closed=False)
    return (
        f'<path d="{d}" stroke="{HALO}" stroke-width="17"/>'
        f'<path d="{d}" stroke="{WAY}" stroke-width="7.5"/>'
    )


def _head(points: Points) -> Points:
    tip = points[-1]
    before = next(
        (p for p in points[::-1] if hypot(p[0] - tip[0], p[1] - tip[1]) >= HEAD * 0.8), points[0]
    )
    way = atan2(tip[1] - before[1], tip[0] - before[0])
    wings: list[Point] = [
        (tip[0] - HEAD * cos(way + radians(t)), tip[1] - HEAD * sin(way + radians(t)))
        for t in (33, -33)
    ]
    return [wings[0], tip, wings[1]]
