"""Places on the skin, and stretches of it: where something is done."""

from collections.abc import Sequence
from math import cos, radians, sin

from routines.figures import body
from routines.figures.camera import Camera, Point
from routines.figures.figure import buttock, sections_of
from routines.figures.outline import bead, section_at
from routines.figures.skeleton import Skeleton
from routines.figures.vectors import Vector, minus, unit


def skin(skeleton: Skeleton, part: str, place: float, angle: float, lift: float = 0) -> Vector:
    """A point on the skin. `angle`: around the part, 0 front, 90 outer side, 180 back, -90 inner
    side; of the trunk, `place` is its height above the hips and 90 is the left.
    """
    if part == "trunk":
        frame, section = skeleton.trunk(place), section_at(body.TRUNK_SECTIONS, place)
        b = bead(frame, section, both=True)
    else:
        bone = (
            buttock(skeleton, part.split()[0]) if part.endswith("buttock") else skeleton.bones[part]
        )
        section = section_at(sections_of(part), place)
        b = bead(bone.frame.moved(place * bone.length), section)
    front, outer = cos(radians(angle)), sin(radians(angle))
    return b.frame.point(0, front * (b.front + lift), outer * (b.outer + lift))


def normal(skeleton: Skeleton, part: str, place: float, angle: float) -> Vector:
    return unit(minus(skin(skeleton, part, place, angle, 1), skin(skeleton, part, place, angle, 0)))


def patch(
    skeleton: Skeleton,
    camera: Camera,
    part: str,
    places: Sequence[float],
    angles: Sequence[float],
) -> list[Point]:
    """The visible outline of a stretch of skin between two places and two angles."""
    first, last = [], []
    for i in range(7):
        place = places[0] + (places[1] - places[0]) * i / 6
        # Rounded corners: a narrower band at both ends.
        narrow = (0.5, 0.16, 0.02, 0, 0.02, 0.16, 0.5)[i] * (angles[1] - angles[0]) * 0.5
        a, b = angles[0] + narrow, angles[1] - narrow
        seen = [
            camera.flat(skin(skeleton, part, place, angle))
            for angle in (a + (b - a) * j / 12 for j in range(13))
            if camera.depth(normal(skeleton, part, place, angle)) > -0.05
        ]
        if len(seen) > 1:
            first.append(seen[0])
            last.append(seen[-1])
    return first + last[::-1]
