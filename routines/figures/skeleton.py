"""Where each bone of a pose lies: contact points reached by hips and shoulders, joint by joint."""

from dataclasses import dataclass
from typing import Any

from routines.figures import body
from routines.figures.vectors import (
    Vector,
    add,
    cross,
    length,
    minus,
    square_to,
    times,
    turned,
    unit,
)

SIDES = ("left", "right")
# How much farther than the limb is long a contact point may be: joints give that much.
GIVE = 1.04


@dataclass(frozen=True, slots=True)
class Frame:
    """A place and three directions: along a bone (of trunk and head: up), front, outer."""

    at: Vector
    along: Vector
    front: Vector
    outer: Vector

    def point(self, along: float = 0, front: float = 0, outer: float = 0) -> Vector:
        return add(
            self.at, times(self.along, along), times(self.front, front), times(self.outer, outer)
        )

    def moved(self, along: float = 0, front: float = 0, outer: float = 0) -> "Frame":
        return Frame(self.point(along, front, outer), self.along, self.front, self.outer)


@dataclass(frozen=True, slots=True)
class Bone:
    """A frame with the length that its sections are shares of."""

    frame: Frame
    length: float

    @property
    def end(self) -> Vector:
        return self.frame.point(self.length)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """`bones`: `left thigh`, `right foot` and so on; trunk frames by height above the hips."""

    bones: dict[str, Bone]
    pelvis: Frame
    loin: Frame
    chest: Frame
    head: Frame

    def trunk(self, height: float) -> Frame:
        """The frame of the trunk at a height, the spine's bend shared out between two joints."""
        if height <= body.LUMBAR_AT:
            base, over = self.pelvis, height
        elif height <= body.CHEST_AT:
            base, over = self.loin, height - body.LUMBAR_AT
        else:
            base, over = self.chest, height - body.CHEST_AT
        return base.moved(over)


def bent(frame: Frame, at: Vector, angles: list[float], share: float = 1) -> Frame:
    """The frame bent forward, to its right and turned to its left, in degrees."""
    forward, sideways, twist = (angle * share for angle in angles)
    along, front, outer = frame.along, frame.front, frame.outer
    along, front = turned(along, outer, forward), turned(front, outer, forward)
    along, outer = turned(along, front, sideways), turned(outer, front, sideways)
    front, outer = turned(front, along, twist), turned(outer, along, twist)
    return Frame(at, along, front, outer)


def reach(start: Vector, target: Vector, upper: float, lower: float, bend: Vector) -> Vector:
    """Where knee or elbow is, on the side of `bend`. ValueError: the target is out of reach."""
    way = minus(target, start)
    far = length(way)
    if far > (upper + lower) * GIVE:
        raise ValueError(
            f"{target} is {far:.0f} cm away, out of reach by {far - upper - lower:.0f}"
        )
    far = min(far, (upper + lower) * 0.9995)
    axis = unit(way)
    along = (far**2 + upper**2 - lower**2) / (2 * far)
    off = max(upper**2 - along**2, 0) ** 0.5
    return add(start, times(axis, along), times(unit(square_to(bend, axis)), off))


def _bone(start: Vector, end: Vector, front: Vector, side: str) -> Bone:
    along = unit(minus(end, start))
    front = unit(square_to(front, along))
    outer = times(cross(front, along), 1 if side == "left" else -1)
    return Bone(Frame(start, along, front, outer), length(minus(end, start)))


def _limb(
    start: Vector, spec: dict[str, Any], names: tuple[str, str, str], sizes: tuple[float, float]
) -> tuple[Vector, Vector]:
    """Knee and ankle, or elbow and wrist."""
    end_name, bend_name, _ = names
    end = tuple(spec[end_name])
    middle = reach(start, end, *sizes, tuple(spec[bend_name]))
    lower = times(unit(minus(end, middle)), sizes[1])
    return middle, add(middle, lower)


def _leg(hip: Vector, spec: dict[str, Any], side: str) -> dict[str, Bone]:
    names = ("foot", "knee", "toes")
    knee, ankle = _limb(hip, spec, names, (body.THIGH, body.SHANK))
    bend: Vector = tuple(spec["knee"])
    thigh, shank = _bone(hip, knee, bend, side), _bone(knee, ankle, bend, side)
    toes = unit(tuple(spec["toes"]))
    # The sole looks along the shin when the foot is square to it, and backwards when it is long.
    sole = unit(square_to(minus(shank.frame.along, shank.frame.front), toes))
    if "sole" in spec:
        sole = unit(square_to(tuple(spec["sole"]), toes))
    ground = add(ankle, times(sole, body.ANKLE))
    outer = times(cross(times(sole, -1), toes), 1 if side == "left" else -1)
    foot = Bone(Frame(ground, toes, times(sole, -1), outer), 1)
    return {f"{side} thigh": thigh, f"{side} shank": shank, f"{side} foot": foot}


def arm(shoulder: Vector, spec: dict[str, Any], side: str) -> dict[str, Bone]:
    names = ("hand", "elbow", "fingers")
    elbow, wrist = _limb(shoulder, spec, names, (body.UPPER_ARM, body.FOREARM))
    bend = times(tuple(spec["elbow"]), -1)
    fingers = unit(tuple(spec["fingers"]))
    back = unit(square_to(times(tuple(spec["palm"]), -1), fingers))
    # The thumb's side: of a left hand, palm down and fingers forward, it is the right.
    thumb = times(cross(fingers, back), 1 if side == "left" else -1)
    hand = Bone(Frame(wrist, fingers, back, thumb), body.HAND)
    fore = _bone(elbow, wrist, bend, side)
    wide = unit(square_to(add(thumb, times(fore.frame.outer, 0.2)), fore.frame.along))
    fore = Bone(Frame(elbow, fore.frame.along, cross(wide, fore.frame.along), wide), fore.length)
    return {
        f"{side} upper arm": _bone(shoulder, elbow, bend, side),
        f"{side} forearm": fore,
        f"{side} hand": hand,
    }


def build(pose: dict[str, Any]) -> Skeleton:
    """The skeleton of a pose. ValueError: a hand or foot is to be where it cannot reach."""
    up: Vector = unit(tuple(pose["up"]))
    front = unit(square_to(tuple(pose["front"]), up))
    pelvis = Frame(tuple(pose["hips"]), up, front, cross(up, front))
    trunk = pose.get("trunk", [0, 0, 0])
    loin = bent(pelvis, pelvis.point(body.LUMBAR_AT), trunk, 0.5)
    chest = bent(pelvis, loin.point(body.CHEST_AT - body.LUMBAR_AT), trunk)
    neck = chest.point(body.NECK_AT - body.CHEST_AT, -1)
    head = bent(chest, neck, pose.get("head", [0, 0, 0]))
    head = head.moved(body.HEAD_UP, body.HEAD_FORWARD)
    bones: dict[str, Bone] = {}
    for side in SIDES:
        sign = 1 if side == "left" else -1
        spec = pose[side]
        bones |= _leg(pelvis.point(outer=sign * body.HIP_HALF), spec, side)
        moved = spec.get("shoulder", [0, 0, 0])
        shoulder = chest.point(
            body.SHOULDER_AT - body.CHEST_AT + moved[0],
            moved[1],
            sign * (body.SHOULDER_HALF + moved[2]),
        )
        bones |= arm(shoulder, spec, side)
    way = minus(head.point(-5, -1), neck)
    bones["neck"] = Bone(
        Frame(neck, unit(way), unit(square_to(chest.front, unit(way))), chest.outer), length(way)
    )
    return Skeleton(bones, pelvis, loin, chest, head)
