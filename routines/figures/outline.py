"""The outline of a part of the body as it is seen: the edge of a row of ellipsoids."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sin, sqrt

from routines.figures.body import Sections
from routines.figures.camera import Camera, Point
from routines.figures.curves import area, hull
from routines.figures.skeleton import Bone, Frame
from routines.figures.vectors import Vector, add, dot, minus, times

# Seen nearly end-on, a part is drawn as the hull of its ellipsoids.
END_ON = 0.75


@dataclass(frozen=True, slots=True)
class Bead:
    """An ellipsoid in a frame; half axes along it, to its front and to its side."""

    frame: Frame
    along: float
    front: float
    outer: float

    def edge(self, way: Vector) -> Vector:
        """The point of its skin that lies farthest that way."""
        f = self.frame
        axes = ((f.along, self.along), (f.front, self.front), (f.outer, self.outer))
        parts = [(axis, half**2 * dot(way, axis)) for axis, half in axes]
        far = sqrt(sum((half * dot(way, axis)) ** 2 for axis, half in axes)) or 1
        return add(f.at, *(times(axis, part / far) for axis, part in parts))


def bead(frame: Frame, section: Sequence[float], both: bool = False) -> Bead:
    """`both`: the section has the same sides left and right of a trunk or head."""
    _, front, back, outer, inner = section
    middle = frame.moved(front=(front - back) / 2, outer=0 if both else (outer - inner) / 2)
    deep, wide = (front + back) / 2, (outer + inner) / 2
    return Bead(middle, min(deep, wide) * 0.9, deep, wide)


def beads(
    bone: Bone, sections: Sections, start: float = 0, end: float = 1, loose: float = 0
) -> list[Bead]:
    """The ellipsoids of a limb from `start` to `end`, shares of its length; `loose`: of cloth."""
    places = [s[0] for s in sections if start < s[0] < end]
    found = []
    for place in [start, *places, end] if places else [start, end]:
        section = [x + loose for x in section_at(sections, place)]
        along = bone.length * place
        frame = Frame(bone.frame.point(along), bone.frame.along, bone.frame.front, bone.frame.outer)
        found.append(bead(frame, section))
    return found


def section_at(sections: Sections, place: float) -> list[float]:
    """The extents at a place between two sections, or of the nearest one."""
    place = min(max(place, sections[0][0]), sections[-1][0])
    for a, b in zip(sections, sections[1:], strict=False):
        if place <= b[0]:
            t = (place - a[0]) / (b[0] - a[0])
            return [x + (y - x) * t for x, y in zip(a, b, strict=True)]
    raise AssertionError


def outline(
    row: Sequence[Bead], camera: Camera, ends: tuple[bool, bool] = (True, True)
) -> list[Point]:
    """The closed edge of a row of ellipsoids; `ends`: round at the start, at the end."""
    flat = [camera.flat(b.frame.at) for b in row]
    run = hypot(flat[-1][0] - flat[0][0], flat[-1][1] - flat[0][1])
    wide = max(max(b.front, b.outer) for b in row) * camera.scale
    if run < END_ON * wide:
        return _hull(row, camera)
    left, right = [], []
    for i, b in enumerate(row):
        a, c = flat[max(i - 1, 0)], flat[min(i + 1, len(flat) - 1)]
        way = _across(a, c, camera)
        left.append(camera.flat(_rim(b, way)))
        right.append(camera.flat(_rim(b, times(way, -1))))
    points = left
    if ends[1]:
        points = points + _cap(row[-1], flat[-2], flat[-1], camera)
    points = points + right[::-1]
    if ends[0]:
        points = points + _cap(row[0], flat[1], flat[0], camera)
    return points if area(points) > 0 else points[::-1]


def _across(a: Point, b: Point, camera: Camera) -> Vector:
    """The direction in space that is square to the way from a to b on paper."""
    x, y = b[0] - a[0], b[1] - a[1]
    far = hypot(x, y) or 1
    return add(times(camera.right, y / far), times(camera.up, x / far))


def _rim(b: Bead, way: Vector) -> Vector:
    return Bead(b.frame, 0.01, b.front, b.outer).edge(way)


def _cap(b: Bead, before: Point, end: Point, camera: Camera) -> list[Point]:
    across = _across(before, end, camera)
    x, y = end[0] - before[0], end[1] - before[1]
    far = hypot(x, y) or 1
    ahead = minus(times(camera.right, x / far), times(camera.up, y / far))
    ways = (
        add(times(across, cos(radians(t))), times(ahead, sin(radians(t)))) for t in (45, 90, 135)
    )
    return [camera.flat(b.edge(way)) for way in ways]


def _hull(row: Sequence[Bead], camera: Camera) -> list[Point]:
    ways = [
        add(times(camera.right, cos(radians(t))), times(camera.up, sin(radians(t))))
        for t in range(0, 360, 24)
    ]
    points = hull([camera.flat(b.edge(way)) for b in row for way in ways])
    points = _thinned(points, 3 * camera.scale)
    return points if area(points) > 0 else points[::-1]


def _thinned(points: list[Point], least: float) -> list[Point]:
    kept = points[:1]
    for p in points[1:]:
        if hypot(p[0] - kept[-1][0], p[1] - kept[-1][1]) >= least:
            kept.append(p)
    return kept
