"""Overlapping outlines made one: what is left is the edge around all of them together.

Outlines are closed, run the same way round, and cross each other properly: the parts of a body
never share an edge, so that no case of exact touching has to be told apart.
"""

from collections.abc import Iterator, Sequence

from routines.figures.camera import Point
from routines.figures.curves import area
from routines.figures.shapes import Points

SMALLEST = 1.5  # cm2: a smaller gap between parts is closed


def union(outlines: Sequence[Points]) -> list[Points]:
    """The edges around all outlines together, and around the gaps that they leave."""
    rings = [points if area(points) > 0 else points[::-1] for points in outlines if len(points) > 2]
    if len(rings) < 2:
        return list(rings)
    cuts = _cuts(rings)
    after: dict[Point, Point] = {}
    for i, ring in enumerate(rings):
        others = [other for j, other in enumerate(rings) if j != i]
        boxes = [_box(other) for other in others]
        for k, start in enumerate(ring):
            end = ring[(k + 1) % len(ring)]
            on_way = sorted(cuts.get((i, k), []))
            stops = [start, *(point for _, point in on_way), end]
            for a, b in zip(stops, stops[1:], strict=False):
                middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
                if a != b and not any(
                    _in_box(middle, box) and inside(middle, other)
                    for other, box in zip(others, boxes, strict=True)
                ):
                    after[a] = b
    return [loop for loop in _loops(after) if abs(area(loop)) > 2 * SMALLEST]


def _loops(after: dict[Point, Point]) -> Iterator[Points]:
    while after:
        start, point = after.popitem()
        loop = [start]
        while point != start and point in after:
            loop.append(point)
            point = after.pop(point)
        yield loop


def _box(points: Points) -> tuple[float, float, float, float]:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _in_box(p: Point, box: tuple[float, float, float, float]) -> bool:
    return box[0] <= p[0] <= box[2] and box[1] <= p[1] <= box[3]


def inside(p: Point, ring: Points) -> bool:
    x, y = p
    found = False
    ax, ay = ring[-1]
    for bx, by in ring:
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            found = not found
        ax, ay = bx, by
    return found


def _cuts(rings: Sequence[Points]) -> dict[tuple[int, int], list[tuple[float, Point]]]:
    """Where the edges of one ring are crossed by another's: (ring, edge) to (share, point)."""
    found: dict[tuple[int, int], list[tuple[float, Point]]] = {}
    for i, one in enumerate(rings):
        for j in range(i + 1, len(rings)):
            other = rings[j]
            box_one, box_other = _box(one), _box(other)
            mine = _edges(one, box_other)
            theirs = _edges(other, box_one)
            for k, a, b in mine:
                low_x, high_x = min(a[0], b[0]), max(a[0], b[0])
                low_y, high_y = min(a[1], b[1]), max(a[1], b[1])
                for m, c, d in theirs:
                    if (
                        (c[0] < low_x and d[0] < low_x)
                        or (c[0] > high_x and d[0] > high_x)
                        or (c[1] < low_y and d[1] < low_y)
                        or (c[1] > high_y and d[1] > high_y)
                    ):
                        continue
                    if hit := _cross(a, b, c, d):
                        s, t, point = hit
                        found.setdefault((i, k), []).append((s, point))
                        found.setdefault((j, m), []).append((t, point))
    return found


def _edges(ring: Points, box: tuple[float, float, float, float]) -> list[tuple[int, Point, Point]]:
    """The edges of a ring that come near a box, with their numbers."""
    found = []
    for k, a in enumerate(ring):
        b = ring[(k + 1) % len(ring)]
        if not (
            max(a[0], b[0]) < box[0]
            or min(a[0], b[0]) > box[2]
            or max(a[1], b[1]) < box[1]
            or min(a[1], b[1]) > box[3]
        ):
            found.append((k, a, b))
    return found


def _cross(a: Point, b: Point, c: Point, d: Point) -> tuple[float, float, Point] | None:
    rx, ry, sx, sy = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
    turn = rx * sy - ry * sx
    if turn == 0:
        return None
    s = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / turn
    t = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / turn
    if 0 <= s < 1 and 0 <= t < 1:
        return s, t, (a[0] + s * rx, a[1] + s * ry)
    return None
