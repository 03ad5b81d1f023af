"""The figure of a skeleton: which parts it has, their clothes, and what hides what."""

from collections.abc import Iterator
from math import cos, radians, sin

from routines.figures import body
from routines.figures.body import Sections
from routines.figures.camera import Camera, Point
from routines.figures.outline import Bead, bead, beads, outline, section_at
from routines.figures.shapes import Item, Shape
from routines.figures.skeleton import SIDES, Bone, Frame, Skeleton
from routines.figures.vectors import add, square_to, times, unit

LIMBS: dict[str, Sections] = {
    "thigh": body.THIGH_SECTIONS,
    "shank": body.SHANK_SECTIONS,
    "foot": body.FOOT_SECTIONS,
    "upper arm": body.UPPER_ARM_SECTIONS,
    "forearm": body.FOREARM_SECTIONS,
    "hand": body.HAND_SECTIONS,
    "neck": body.NECK_SECTIONS,
}
HEM, SLEEVE = 0.5, 0.55
# Height above the middle of the head, and degrees from the middle of the face.
FACE: list[list[Point]] = [
    [(0.4, 21), (0, 27), (0, 33), (0.4, 39)],
    [(0.4, -21), (0, -27), (0, -33), (0.4, -39)],
    [(-6.7, -15), (-7, 0), (-6.7, 15)],
]
JAW = [(-7, 3.6, 5.4), (-10, 6.6, 3.2), (-11.4, 7.6, 0), (-10, 6.6, -3.2), (-7, 3.6, -5.4)]
EAR = [(-4.2, -0.4), (-2.6, -2.4), (0.4, -2.2), (1.2, -0.2), (-0.6, 0.7)]
SHIRT_FROM = 9.0


def sections_of(part: str) -> Sections:
    return LIMBS[part.removeprefix("left ").removeprefix("right ")]


def foot_outline(bone: Bone, camera: Camera) -> list[Point]:
    return outline([bead(bone.frame.moved(s[0]), s) for s in body.FOOT_SECTIONS], camera)


def buttock(skeleton: Skeleton, side: str) -> Bone:
    """The buttock as a short bone, half turned with the thigh, its axis up."""
    thigh = skeleton.bones[f"{side} thigh"].frame
    pelvis = skeleton.pelvis
    along = unit(add(times(pelvis.along, 0.62), times(thigh.along, -0.38)))
    outer = times(pelvis.outer, 1 if side == "left" else -1)
    outer = unit(square_to(outer, along))
    front = unit(square_to(add(pelvis.front, times(thigh.front, 0.5)), along))
    outer = unit(square_to(outer, front))
    at = add(thigh.at, times(front, -3.4), times(outer, 0.2), times(along, -0.6))
    half = body.BUTTOCK[0]
    return Bone(Frame(add(at, times(along, -half)), along, front, outer), 2 * half)


def trunk_row(skeleton: Skeleton, start: float, end: float, loose: float) -> list[Bead]:
    heights = [s[0] for s in body.TRUNK_SECTIONS if start < s[0] < end]
    row = []
    for height in [start, *heights, end]:
        section = [x + loose for x in section_at(body.TRUNK_SECTIONS, height)]
        row.append(bead(skeleton.trunk(height), section, both=True))
    return row


def _head(skeleton: Skeleton, camera: Camera) -> list[Point]:
    row = [bead(skeleton.head.moved(s[0]), s, both=True) for s in body.HEAD_SECTIONS]
    crown = row[-1]
    row[-1] = Bead(crown.frame, body.CROWN, crown.front, crown.outer)
    return outline(row, camera)


def _thumb(bone: Bone) -> list[Bead]:
    f = bone.frame
    way = unit(add(times(f.along, 0.8), times(f.outer, 0.6)))
    starts = (f.point(3.2, -0.4, 2.4), 1.7), (f.point(6.0, -0.6, 4.6), 1.4)
    row = [Bead(Frame(at, way, f.front, f.outer), r, r, r) for at, r in starts]
    tip = add(starts[1][0], times(way, 3.2))
    return [*row, Bead(Frame(tip, way, f.front, f.outer), 1.0, 1.0, 1.0)]


def hand_outlines(bone: Bone, camera: Camera) -> list[list[Point]]:
    return [
        outline(_thumb(bone), camera),
        outline(beads(bone, body.HAND_SECTIONS), camera),
    ]


class Figure:
    """Layers of a figure by name, so that a pose can say which comes first."""

    def __init__(self, skeleton: Skeleton, camera: Camera, near: str | None):
        self.skeleton, self.camera, self.near = skeleton, camera, near

    def _is_far(self, side: str) -> bool:
        return self.near is not None and side != self.near

    def order(self) -> list[str]:
        """What hides what where the pose does not say."""
        if self.near is None:
            return [
                "left arm", "right arm", "left leg", "right leg", "head", "shorts", "shirt",
                "left sleeve", "right sleeve",
            ]  # fmt: skip
        far = next(side for side in SIDES if side != self.near)
        names = ("arm", "sleeve", "leg", "hem")
        return [*(f"{far} {n}" for n in names), "head", f"{self.near} leg", "shorts", "shirt",
                f"{self.near} arm", f"{self.near} sleeve"]  # fmt: skip

    def layer(self, name: str) -> Iterator[Item]:
        side, _, part = name.partition(" ")
        if part:
            yield from getattr(self, f"_{part}")(side)
        else:
            yield from getattr(self, f"_{name}")()

    def _limb(self, name: str, start: float = 0, end: float = 1, loose: float = 0,
              ends: tuple[bool, bool] = (True, True)) -> list[Point]:  # fmt: skip
        bone = self.skeleton.bones[name]
        return outline(beads(bone, sections_of(name), start, end, loose), self.camera, ends)

    def _leg(self, side: str) -> Iterator[Item]:
        foot = foot_outline(self.skeleton.bones[f"{side} foot"], self.camera)
        parts = [self._limb(f"{side} thigh"), self._limb(f"{side} shank"), foot]
        yield Shape("skin", parts, is_far=self._is_far(side))

    def _shorts_leg(self, side: str) -> list[list[Point]]:
        row = beads(buttock(self.skeleton, side), _BUTTOCK_SECTIONS)
        leg = self._limb(f"{side} thigh", 0.02, HEM, 0.9, (True, False))
        return [outline(row, self.camera), leg]

    def _hem(self, side: str) -> Iterator[Item]:
        yield Shape("shorts", self._shorts_leg(side), is_far=self._is_far(side))

    def _shorts(self) -> Iterator[Item]:
        legs = [self.near] if self.near else SIDES
        parts = [outline(trunk_row(self.skeleton, -7.5, 13, 0.4), self.camera)]
        for side in legs:
            parts += self._shorts_leg(side)
        yield Shape("shorts", parts)

    def _shirt(self) -> Iterator[Item]:
        row = trunk_row(self.skeleton, SHIRT_FROM, 50.5, 0.8)
        parts = [outline(row, self.camera, (False, False))]
        for side in SIDES:
            if not self._is_far(side):
                arm = self.skeleton.bones[f"{side} upper arm"]
                parts.append(outline(beads(arm, body.UPPER_ARM_SECTIONS, 0, 0.3, 0.9), self.camera))
        yield Shape("shirt", parts)

    def _arm(self, side: str) -> Iterator[Item]:
        hand = hand_outlines(self.skeleton.bones[f"{side} hand"], self.camera)
        parts = [
            self._limb(f"{side} upper arm", 0.5, ends=(False, True)),
            self._limb(f"{side} forearm"),
            *hand,
        ]
        yield Shape("skin", parts, is_far=self._is_far(side))

    def _sleeve(self, side: str) -> Iterator[Item]:
        if self._is_far(side):
            parts = [self._limb(f"{side} upper arm", 0, SLEEVE, 0.9, (True, False))]
            yield Shape("shirt", parts, is_far=True)
            return
        points = self._limb(f"{side} upper arm", 0.26, SLEEVE, 0.9, (False, False))
        yield Shape("shirt", [points], is_open=True)

    def _head(self) -> Iterator[Item]:
        yield Shape("skin", [self._limb("neck"), _head(self.skeleton, self.camera)])
        f = self.skeleton.head
        for sign in (1, -1):
            if self.camera.depth(f.outer) * sign > 0.35:
                ear = [self.camera.flat(f.point(up, front, sign * 7)) for up, front in EAR]
                yield Shape("line", [ear], is_open=True)
        if self.camera.depth(f.front) > 0.85:
            jaw = [self.camera.flat(f.point(*p)) for p in JAW]
            yield Shape("line", [jaw], is_open=True)
        face = [line for line in map(self._on_face, FACE) if line]
        if face:
            yield Shape("line", face, is_open=True, is_rigid=True)

    def _on_face(self, line: list[Point]) -> list[Point]:
        """Points given by height and by degrees from the middle; none if some are out of sight."""
        f, found = self.skeleton.head, []
        for up, angle in line:
            section = section_at(body.HEAD_SECTIONS, up)
            b = bead(f.moved(up), section, both=True)
            way = (cos(radians(angle)), sin(radians(angle)))
            if self.camera.depth(add(times(f.front, way[0]), times(f.outer, way[1]))) < 0.2:
                return []
            found.append(self.camera.flat(b.frame.point(0, way[0] * b.front, way[1] * b.outer)))
        return found


def _ellipsoid() -> Sections:
    up, front, side = body.BUTTOCK
    found: Sections = []
    for place in (0.06, 0.25, 0.5, 0.75, 0.94):
        r = (1 - (2 * place - 1) ** 2) ** 0.5
        found.append((place, front * r, front * r, side * r, side * r))
    return found


_BUTTOCK_SECTIONS = _ellipsoid()
LIMBS["buttock"] = _BUTTOCK_SECTIONS
