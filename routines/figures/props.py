"""What the figure lies on, leans on and rolls on."""

from collections.abc import Callable, Iterator
from itertools import product
from math import cos, pi, sin
from typing import Any

from routines.figures.camera import Camera, Point
from routines.figures.curves import area, hull
from routines.figures.shapes import Item, Shape
from routines.figures.vectors import Vector, add, cross, times, unit

ROLLER, BALL, SEAT = 7.0, 4.2, 45.0


def _hull(points: list[Point]) -> list[Point]:
    points = hull(points)
    return points if area(points) > 0 else points[::-1]


def _box(low: Vector, high: Vector, camera: Camera) -> list[Point]:
    xs, ys, zs = zip(low, high, strict=True)
    return _hull([camera.flat(corner) for corner in product(xs, ys, zs)])


def _circle(
    at: Vector, axis: Vector, radius: float, camera: Camera, count: int = 16
) -> list[Point]:
    axis = unit(axis)
    one = unit(cross(axis, (0, 1, 0) if abs(axis[1]) < 0.9 else (1, 0, 0)))
    two = cross(axis, one)
    turns = [2 * pi * i / count for i in range(count)]
    points = [
        camera.flat(add(at, times(one, radius * cos(t)), times(two, radius * sin(t))))
        for t in turns
    ]
    return points if area(points) > 0 else points[::-1]


def mat(camera: Camera, x: list[float], z: list[float]) -> Iterator[Item]:
    """A mat, or a stretch of floor, at height 0."""
    corners = [(x[0], 0, z[0]), (x[0], 0, z[1]), (x[1], 0, z[1]), (x[1], 0, z[0])]
    yield Shape("mat", [[camera.flat(corner) for corner in corners]], is_rigid=True)


def wall(camera: Camera, x: float, height: float, z: list[float]) -> Iterator[Item]:
    """A wall to the left of the figure, its face at `x`."""
    corners = [(x, 0, z[0]), (x, height, z[0]), (x, height, z[1]), (x, 0, z[1])]
    yield Shape("mat", [[camera.flat(corner) for corner in corners]], is_rigid=True)


def roller(camera: Camera, at: Vector, axis: Vector, length: float) -> Iterator[Item]:
    axis = unit(axis)
    ends = [add(at, times(axis, s * length / 2)) for s in (-1, 1)]
    ends.sort(key=camera.depth)
    far, near = (_circle(end, axis, ROLLER, camera) for end in ends)
    yield Shape("tool", [_hull(far + near)], is_rigid=True)
    yield Shape("tool", [near])
    yield Shape("line", [_circle(ends[1], axis, ROLLER * 0.42, camera, 10)])


def ball(camera: Camera, at: Vector, radius: float = BALL) -> Iterator[Item]:
    yield Shape("tool", [_circle(at, camera.towards, radius, camera, 10)])


def pillow(camera: Camera, at: Vector, size: Vector) -> Iterator[Item]:
    """A cushion; `size`: half of its length, height and width along x, y and z."""
    points = []
    for sx, sy, sz in product((-1, -0.55, 0.55, 1), (-1, 1), (-1, -0.6, 0.6, 1)):
        thin = 0.45 if abs(sx) == 1 or abs(sz) == 1 else 1
        points.append(camera.flat(add(at, (sx * size[0], sy * thin * size[1], sz * size[2]))))
    yield Shape("cushion", [_hull(points)])


def chair(camera: Camera, x: float) -> Iterator[Item]:
    """A firm chair that looks to the right, its seat's top at `SEAT`, `x` its middle."""

    def box(low: Vector, high: Vector, is_far: bool = False) -> Shape:
        return Shape("prop", [_box(low, high, camera)], is_rigid=True, is_far=is_far)

    half, leg = 21.0, 1.6
    for side, end in product((-1, 1), (-1, 1)):
        at, z = x + end * (half - 2), side * (half - 2)
        low, high = (at - leg, 0.0, z - leg), (at + leg, SEAT - 2, z + leg)
        yield box(low, high, is_far=side < 0)
    yield box((x - half - 1, SEAT, -half), (x - half + 2, SEAT + 42, half))
    yield box((x - half, SEAT - 4, -half), (x + half, SEAT, half))


def draw(camera: Camera, spec: dict[str, Any]) -> Iterator[Item]:
    """One prop of a pose or a drawing, by its kind."""
    spec = {key: value for key, value in spec.items() if key != "over"}
    yield from MAKERS[spec.pop("kind")](camera, **spec)


MAKERS: dict[str, Callable[..., Iterator[Item]]] = {
    "mat": mat,
    "wall": wall,
    "roller": roller,
    "ball": ball,
    "pillow": pillow,
    "chair": chair,
}
