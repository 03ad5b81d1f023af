"""Smooth lines: rounded on their way through points, and fitted with few curves for SVG."""

from collections.abc import Sequence
from math import cos, hypot, radians

from routines.figures.camera import Point

type Curve = tuple[Point, Point, Point, Point]

CORNER = 52  # degrees: a sharper bend stays a corner


def area(points: Sequence[Point]) -> float:
    """Twice the area inside; its sign says which way round the points go."""
    return sum(
        a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True)
    )


def hull(points: Sequence[Point]) -> list[Point]:
    """The corners of the smallest convex shape around the points, in order."""

    def half(ordered: Sequence[Point]) -> list[Point]:
        found: list[Point] = []
        for p in ordered:
            while len(found) > 1 and (
                (found[-1][0] - found[-2][0]) * (p[1] - found[-2][1])
                <= (found[-1][1] - found[-2][1]) * (p[0] - found[-2][0])
            ):
                found.pop()
            found.append(p)
        return found[:-1]

    ordered = sorted(set(points))
    return half(ordered) + half(ordered[::-1])


def through(points: Sequence[Point], closed: bool = True, steps: int = 4) -> list[Point]:
    """Points on a smooth line through the given ones; slopes weighted by how near each is."""
    count = len(points)

    def point(i: int) -> Point:
        return points[i % count] if closed else points[min(max(i, 0), count - 1)]

    def slope(i: int) -> Point:
        a, b, c = point(i - 1), point(i), point(i + 1)
        before = hypot(b[0] - a[0], b[1] - a[1])
        after = hypot(c[0] - b[0], c[1] - b[1])
        if not before or not after:
            return (0.0, 0.0)
        k, m = after / before / (before + after), before / after / (before + after)
        return (
            (b[0] - a[0]) * k + (c[0] - b[0]) * m,
            (b[1] - a[1]) * k + (c[1] - b[1]) * m,
        )

    found: list[Point] = []
    for i in range(count if closed else count - 1):
        (ax, ay), (bx, by) = point(i), point(i + 1)
        (sx, sy), (ex, ey) = slope(i), slope(i + 1)
        far = hypot(bx - ax, by - ay)
        for step in range(steps):
            t = step / steps
            h1, h2 = t * t * t - 2 * t * t + t, t * t * t - t * t
            h0 = 2 * t * t * t - 3 * t * t + 1
            found.append(
                (
                    h0 * ax + (1 - h0) * bx + far * (h1 * sx + h2 * ex),
                    h0 * ay + (1 - h0) * by + far * (h1 * sy + h2 * ey),
                )
            )
    return found if closed else [*found, points[-1]]


def spaced(points: Sequence[Point], gap: float, closed: bool = True) -> list[Point]:
    """The same line with points at even distances."""
    ring = [*points, points[0]] if closed else list(points)
    steps = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in zip(ring, ring[1:], strict=False)]
    whole = sum(steps)
    count = max(round(whole / gap), 4)
    found: list[Point] = []
    i, gone = 0, 0.0
    for n in range(count if closed else count + 1):
        want = whole * n / count
        while i < len(steps) - 1 and gone + steps[i] < want:
            gone += steps[i]
            i += 1
        t = min((want - gone) / steps[i], 1) if steps[i] else 0
        (ax, ay), (bx, by) = ring[i], ring[i + 1]
        found.append((ax + t * (bx - ax), ay + t * (by - ay)))
    return found


def filled(points: Sequence[Point], times: int) -> list[Point]:
    """A closed line with its hollow corners rounded, as skin or cloth rounds a fold."""
    ring = list(points)
    if len(ring) < 8:
        return ring
    sign = 1 if area(ring) > 0 else -1
    for _ in range(times):
        new = []
        for i, b in enumerate(ring):
            a, c = ring[i - 1], ring[(i + 1) % len(ring)]
            turn = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
            if turn * sign < 0:
                b = ((a[0] + 2 * b[0] + c[0]) / 4, (a[1] + 2 * b[1] + c[1]) / 4)
            new.append(b)
        ring = new
    return ring


def corners(points: Sequence[Point], closed: bool, reach: int = 2) -> list[int]:
    """Where the line bends too sharply to be smooth."""
    count = len(points)
    found: list[tuple[float, int]] = []
    for i in range(count) if closed else range(1, count - 1):
        a = points[(i - reach) % count] if closed else points[max(i - reach, 0)]
        c = points[(i + reach) % count] if closed else points[min(i + reach, count - 1)]
        b = points[i]
        ux, uy, vx, vy = b[0] - a[0], b[1] - a[1], c[0] - b[0], c[1] - b[1]
        size = hypot(ux, uy) * hypot(vx, vy)
        if size and (turn := (ux * vx + uy * vy) / size) < cos(radians(CORNER)):
            found.append((turn, i))
    kept: list[int] = []
    for _, i in sorted(found):
        if all(min(abs(i - k), count - abs(i - k)) > reach for k in kept):
            kept.append(i)
    return sorted(kept)


def fit(points: Sequence[Point], error: float) -> list[Curve]:
    """Few Bézier curves within `error` of a line (Schneider 1990), without corners inside."""
    first = _direction(points[0], points[min(2, len(points) - 1)])
    last = _direction(points[-1], points[max(-3, -len(points))])
    return _fit(points, first, last, error)


def _direction(a: Point, b: Point) -> Point:
    far = hypot(b[0] - a[0], b[1] - a[1]) or 1
    return ((b[0] - a[0]) / far, (b[1] - a[1]) / far)


def _fit(points: Sequence[Point], first: Point, last: Point, error: float) -> list[Curve]:
    if len(points) < 3:
        far = hypot(points[-1][0] - points[0][0], points[-1][1] - points[0][1]) / 3
        return [_curve(points, first, last, far, far)]
    shares = _shares(points)
    curve = _generate(points, shares, first, last)
    worst, at = _worst(points, shares, curve)
    for _ in range(3):
        if worst <= error**2:
            return [curve]
        if worst > (error * 6) ** 2:
            break
        shares = [_nearer(curve, p, t) for p, t in zip(points, shares, strict=True)]
        curve = _generate(points, shares, first, last)
        worst, at = _worst(points, shares, curve)
    if worst <= error**2:
        return [curve]
    at = min(max(at, 1), len(points) - 2)
    before, after = points[max(at - 2, 0)], points[min(at + 2, len(points) - 1)]
    middle = _direction(after, before)
    return [
        *_fit(points[: at + 1], first, middle, error),
        *_fit(points[at:], (-middle[0], -middle[1]), last, error),
    ]


def _shares(points: Sequence[Point]) -> list[float]:
    gone = [0.0]
    for a, b in zip(points, points[1:], strict=False):
        gone.append(gone[-1] + hypot(b[0] - a[0], b[1] - a[1]))
    return [g / (gone[-1] or 1) for g in gone]


def _curve(points: Sequence[Point], first: Point, last: Point, start: float, end: float) -> Curve:
    a, d = points[0], points[-1]
    return (
        a,
        (a[0] + first[0] * start, a[1] + first[1] * start),
        (d[0] + last[0] * end, d[1] + last[1] * end),
        d,
    )


def _generate(points: Sequence[Point], shares: Sequence[float], first: Point, last: Point) -> Curve:
    (ax, ay), (dx, dy) = points[0], points[-1]
    c00 = c01 = c11 = x0 = x1 = 0.0
    cosine = first[0] * last[0] + first[1] * last[1]
    for (px, py), t in zip(points, shares, strict=True):
        u = 1 - t
        b1, b2 = 3 * t * u * u, 3 * t * t * u
        start, end = u * u * u + b1, t * t * t + b2
        rx, ry = px - ax * start - dx * end, py - ay * start - dy * end
        c00 += b1 * b1
        c01 += b1 * b2 * cosine
        c11 += b2 * b2
        x0 += b1 * (first[0] * rx + first[1] * ry)
        x1 += b2 * (last[0] * rx + last[1] * ry)
    det = c00 * c11 - c01 * c01
    far = hypot(dx - ax, dy - ay)
    if abs(det) > 1e-12:
        start, end = (x0 * c11 - x1 * c01) / det, (c00 * x1 - c01 * x0) / det
        if min(start, end) > 1e-3 * far and max(start, end) < 3 * far:
            return _curve(points, first, last, start, end)
    return _curve(points, first, last, far / 3, far / 3)


def at(curve: Curve, t: float) -> Point:
    u = 1 - t
    k = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
    return (
        k[0] * curve[0][0] + k[1] * curve[1][0] + k[2] * curve[2][0] + k[3] * curve[3][0],
        k[0] * curve[0][1] + k[1] * curve[1][1] + k[2] * curve[2][1] + k[3] * curve[3][1],
    )


def _worst(points: Sequence[Point], shares: Sequence[float], curve: Curve) -> tuple[float, int]:
    worst, place = 0.0, len(points) // 2
    for i, (p, t) in enumerate(zip(points, shares, strict=True)):
        x, y = at(curve, t)
        far = (x - p[0]) ** 2 + (y - p[1]) ** 2
        if far > worst:
            worst, place = far, i
    return worst, place


def _nearer(curve: Curve, p: Point, t: float) -> float:
    """One Newton step to the share of the curve that lies nearest to a point."""
    a, b, c, d = curve
    u = 1 - t
    x, y = at(curve, t)
    vx, vy = (
        3 * (u * u * (b[i] - a[i]) + 2 * u * t * (c[i] - b[i]) + t * t * (d[i] - c[i]))
        for i in (0, 1)
    )
    wx, wy = (6 * (u * (c[i] - 2 * b[i] + a[i]) + t * (d[i] - 2 * c[i] + b[i])) for i in (0, 1))
    below = vx * vx + vy * vy + (x - p[0]) * wx + (y - p[1]) * wy
    if not below:
        return t
    return min(max(t - ((x - p[0]) * vx + (y - p[1]) * vy) / below, 0), 1)
