"""Lines as the `d` of an SVG path, in whole numbers."""

from collections.abc import Sequence

from routines.figures.camera import Point
from routines.figures.curves import Curve, corners, fit, spaced

GAP, ERROR = 5.0, 1.3  # units of paper: between the points that are fitted, and off the line


def _join(numbers: Sequence[int]) -> str:
    words = [str(n) for n in numbers]
    return "".join(w if w.startswith("-") or not i else f" {w}" for i, w in enumerate(words))


def straight(points: Sequence[Point], closed: bool = True) -> str:
    whole = [(round(x), round(y)) for x, y in points]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(whole, whole[1:], strict=False)]
    drawn = "l" + "".join(
        w if w.startswith("-") or not i else f" {w}" for i, w in enumerate(map(_join, steps))
    )
    return f"M{_join(whole[0])}{drawn}" + ("z" if closed else "")


def smooth(points: Sequence[Point], closed: bool = True) -> str:
    points = spaced(points, GAP, closed)
    turns = corners(points, closed)
    if closed:
        first = turns[0] if turns else 0
        points = [*points[first:], *points[:first], points[first]]
        turns = [i - first for i in turns[1:]] if turns else []
    curves: list[Curve] = []
    for a, b in zip([0, *turns], [*turns, len(points) - 1], strict=True):
        curves += fit(points[a : b + 1], ERROR)
    return _text(curves) + ("z" if closed else "")


def _text(curves: Sequence[Curve]) -> str:
    x, y = round(curves[0][0][0]), round(curves[0][0][1])
    d = [f"M{_join((x, y))}c"]
    for n, curve in enumerate(curves):
        step = [round(v) - (x, y)[i] for p in curve[1:] for i, v in enumerate(p)]
        text = _join(step)
        d.append(text if text.startswith("-") or not n else f" {text}")
        x, y = x + step[4], y + step[5]
    return "".join(d)
