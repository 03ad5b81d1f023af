"""Points to Bézier curves: Schneider's fit ("An algorithm for automatically fitting digitized
curves", Graphics Gems, 1990), as few cubics as stay within an error in millimetres."""

import numpy as np

ROUNDS = 6  # of Newton's steps before a stretch is split


def lengths(points: np.ndarray) -> np.ndarray:
    """How far along a line each of its points lies."""
    return np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]


def resampled(points: np.ndarray, step: float) -> np.ndarray:
    along = lengths(points)
    at = np.linspace(0, along[-1], max(int(along[-1] / step), 8) + 1)
    return np.c_[np.interp(at, along, points[:, 0]), np.interp(at, along, points[:, 1])]


def open_curve(points: np.ndarray, error: float) -> list[np.ndarray]:
    """The cubics (4 points each) of a line with two ends."""
    points = np.asarray(points, float)
    reach = min(3, len(points) - 1)
    start, end = points[reach] - points[0], points[-1 - reach] - points[-1]
    return _fit(points, _unit(start), _unit(end), error)


def closed_curve(points: np.ndarray, error: float, step=1.0, corner=55) -> list[np.ndarray]:
    """The cubics of an outline, with a corner where it turns by more than `corner` degrees."""
    points = resampled(np.vstack([points, points[:1]]), step)[:-1]
    count, reach = len(points), max(2, int(3 / step))
    before = points - np.roll(points, reach, 0)
    after = np.roll(points, -reach, 0) - points
    cross = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    turn = np.degrees(abs(np.arctan2(cross, (before * after).sum(1))))
    near = turn[(np.arange(count)[:, None] + np.arange(-reach, reach + 1)) % count].max(1)
    corners = np.flatnonzero((turn > corner) & (turn == near))
    if not len(corners):
        start = int(turn.argmax())
        loop = points[np.arange(start, start + count + 1) % count]
        tangent = _unit(points[(start + reach) % count] - points[start - reach])
        return _fit(loop, tangent, -tangent, error)
    cubics = []
    for first, last in zip(corners, np.roll(corners, -1), strict=True):
        stretch = np.arange(first, (last if last > first else last + count) + 1) % count
        cubics += open_curve(points[stretch], error)
    return cubics


def _unit(vector: np.ndarray) -> np.ndarray:
    return vector / (np.linalg.norm(vector) + 1e-12)


def _fit(points, start, end, error) -> list[np.ndarray]:
    """One cubic if it comes near enough, else two at the worst point, and so on."""
    if len(points) == 2:
        third = np.linalg.norm(points[1] - points[0]) / 3
        return [
            np.array([points[0], points[0] + start * third, points[1] + end * third, points[1]])
        ]
    along = lengths(points)
    at = along / along[-1]
    for _ in range(ROUNDS):
        cubic = _least_squares(points, at, start, end, along[-1])
        missed = ((_at(cubic, at) - points) ** 2).sum(1)
        worst = int(missed.argmax())
        if missed[worst] < error**2:
            return [cubic]
        if missed[worst] > (error * 6) ** 2:
            break
        at = _nearer(cubic, points, at)
    worst = min(max(worst, 1), len(points) - 2)
    middle = _unit(points[max(worst - 2, 0)] - points[min(worst + 2, len(points) - 1)])
    return _fit(points[: worst + 1], start, middle, error) + _fit(
        points[worst:], -middle, end, error
    )


def _at(cubic, t):
    t = t[:, None]
    return (
        (1 - t) ** 3 * cubic[0]
        + 3 * (1 - t) ** 2 * t * cubic[1]
        + 3 * (1 - t) * t**2 * cubic[2]
        + t**3 * cubic[3]
    )


def _least_squares(points, t, start, end, length):
    """The best cubic with the given ends and directions, each point belonging to its t."""
    b0, b1, b2, b3 = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
    a1, a2 = b1[:, None] * start, b2[:, None] * end
    rest = points - ((b0 + b1)[:, None] * points[0] + (b2 + b3)[:, None] * points[-1])
    mixed = (a1 * a2).sum()
    matrix = np.array([[(a1 * a1).sum(), mixed], [mixed, (a2 * a2).sum()]])
    third = np.linalg.norm(points[-1] - points[0]) / 3
    try:
        reach = np.linalg.solve(matrix, [(a1 * rest).sum(), (a2 * rest).sum()])
    except np.linalg.LinAlgError:
        reach = np.array([third, third])
    if min(reach) < 3e-6 * third or max(reach) > 3 * length:
        reach = np.array([third, third])
    return np.array(
        [points[0], points[0] + start * reach[0], points[-1] + end * reach[1], points[-1]]
    )


def _nearer(cubic, points, t):
    """One of Newton's steps: each t moves to where the curve is nearest to its point."""
    off = _at(cubic, t) - points
    s = t[:, None]
    a, b, c = np.diff(cubic, axis=0)
    first = 3 * ((1 - s) ** 2 * a + 2 * (1 - s) * s * b + s**2 * c)
    second = 6 * ((1 - s) * (b - a) + s * (c - b))
    slope = (first**2).sum(1) + (off * second).sum(1)
    step = np.where(abs(slope) > 1e-9, (off * first).sum(1) / np.where(slope == 0, 1, slope), 0)
    return np.maximum.accumulate(np.clip(t - step, 0, 1))
