"""Points and directions in space: x to the right, y up from the floor, z towards the viewer. cm."""

from math import cos, radians, sin, sqrt

type Vector = tuple[float, float, float]


def add(*vectors: Vector) -> Vector:
    return (sum(v[0] for v in vectors), sum(v[1] for v in vectors), sum(v[2] for v in vectors))


def times(v: Vector, k: float) -> Vector:
    return (v[0] * k, v[1] * k, v[2] * k)


def minus(a: Vector, b: Vector) -> Vector:
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def length(v: Vector) -> float:
    return sqrt(dot(v, v))


def unit(v: Vector) -> Vector:
    return times(v, 1 / length(v))


def square_to(v: Vector, axis: Vector) -> Vector:
    """The part of `v` at right angles to the unit vector `axis`."""
    return minus(v, times(axis, dot(v, axis)))


def turned(v: Vector, axis: Vector, degrees: float) -> Vector:
    """`v` turned around the unit vector `axis`, right-handed."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return add(times(v, c), times(cross(axis, v), s), times(axis, dot(axis, v) * (1 - c)))


def between(a: Vector, b: Vector, t: float) -> Vector:
    return add(times(a, 1 - t), times(b, t))
