"""What a drawing says beside the figure: worked skin, ways, pressed places, a giver's hands."""

from collections.abc import Iterator
from math import cos, pi, sin
from typing import Any

from routines.figures import body
from routines.figures.camera import Camera
from routines.figures.figure import hand_outlines
from routines.figures.outline import Bead, beads, outline
from routines.figures.shapes import Arrow, Item, Ring, Shape
from routines.figures.skeleton import Bone, Frame, Skeleton
from routines.figures.surface import normal, patch, skin
from routines.figures.vectors import Vector, add, cross, square_to, times, unit

type Spot = list[Any]  # part, place, angle, and how far above the skin


def spot(skeleton: Skeleton, at: Spot) -> Vector:
    """A place in space: on a part of the body, or three coordinates."""
    if isinstance(at[0], str):
        return skin(skeleton, *at)
    return (at[0], at[1], at[2])


def draw(skeleton: Skeleton, camera: Camera, mark: dict[str, Any]) -> Iterator[Item]:
    kind = mark["kind"]
    if kind == "work":
        points = patch(skeleton, camera, mark["part"], mark["places"], mark["angles"])
        yield Shape("work", [points])
    elif kind == "way":
        points = [camera.flat(spot(skeleton, at)) for at in mark["through"]]
        yield Arrow(points, mark.get("both", False))
    elif kind == "circle":
        yield Arrow(_round(skeleton, camera, mark))
    elif kind == "press":
        yield Ring(camera.flat(spot(skeleton, mark["at"])))
    elif kind == "hand":
        yield from _hand(skeleton, camera, mark)
    elif kind == "fist":
        yield from _fist(skeleton, camera, mark)
    elif kind == "line":
        points = [camera.flat(spot(skeleton, at)) for at in mark["through"]]
        yield Shape(mark.get("style", "line"), [points], is_open=True)
    else:
        raise ValueError(f"no mark of kind {kind}")


def _round(skeleton: Skeleton, camera: Camera, mark: dict[str, Any]) -> list[tuple[float, float]]:
    x, y = camera.flat(spot(skeleton, mark["at"]))
    wide, high = mark.get("size", [7, 7])
    start = mark.get("start", -0.6)
    turns = [start + 1.62 * pi * i / 9 for i in range(10)]
    return [(x + wide * cos(t), y + high * sin(t)) for t in turns]


def _hand(skeleton: Skeleton, camera: Camera, mark: dict[str, Any]) -> Iterator[Item]:
    """A giver's hand flat on the skin, and the forearm that it comes from."""
    at = mark["at"]
    out = normal(skeleton, *at[:3]) if isinstance(at[0], str) else tuple(mark["out"])
    place = add(spot(skeleton, at), times(out, mark.get("lift", 1.8)))
    fingers = unit(square_to(tuple(mark["fingers"]), out))
    sign = 1 if mark["side"] == "left" else -1
    hand = Bone(
        Frame(
            add(place, times(fingers, -0.42 * body.HAND)),
            fingers,
            out,
            times(cross(fingers, out), sign),
        ),
        body.HAND,
    )
    arm = unit(tuple(mark["arm"]))
    wide = unit(square_to(hand.frame.outer, arm))
    elbow = add(hand.frame.at, times(arm, body.FOREARM))
    fore = Bone(Frame(elbow, times(arm, -1), cross(wide, arm), wide), body.FOREARM)
    skin_parts = [
        outline(beads(fore, body.FOREARM_SECTIONS, 0.3), camera),
        *hand_outlines(hand, camera),
    ]
    yield Shape("giver", skin_parts)
    lines = [
        [camera.flat(hand.frame.point(body.HAND * t, 1.2, w)) for t in (0.62, 0.8 if w else 0.84)]
        for w in (-1.6, 0.1, 1.8)
    ]
    if camera.depth(out) > 0.25:
        yield Shape("line", lines, is_open=True, is_rigid=True)
    yield _sleeve(fore, camera)


def _sleeve(fore: Bone, camera: Camera) -> Shape:
    """The giver's sleeve, from the middle of the forearm out of the picture."""
    f = fore.frame
    row = [
        Bead(f.moved(along), 1, thick, thick)
        for along, thick in ((-120, 7), (-40, 6.4), (0, 5.4), (6, 5), (0.45 * fore.length, 4.7))
    ]
    return Shape("cuff", [outline(row, camera, (False, False))], is_open=True)


def _fist(skeleton: Skeleton, camera: Camera, mark: dict[str, Any]) -> Iterator[Item]:
    """A giver's loose fist that leans on the skin, knuckles down, and its forearm."""
    at = mark["at"]
    out = normal(skeleton, *at[:3])
    arm = unit(tuple(mark["arm"]))
    wide = unit(square_to(tuple(mark["wide"]), arm))
    thick = cross(wide, arm)
    place = add(spot(skeleton, at), times(out, 3.2))
    wrist = add(place, times(arm, 6.5))
    elbow = add(wrist, times(arm, body.FOREARM))
    fore = Bone(Frame(elbow, times(arm, -1), thick, wide), body.FOREARM)
    fist = [
        Bead(Frame(add(place, times(arm, up)), arm, thick, wide), 2.6, deep, across)
        for up, deep, across in ((-1.2, 3.2, 3.9), (1.2, 3.4, 4.2), (4.4, 2.9, 3.6))
    ]
    thumb = [
        Bead(Frame(add(place, times(thick, 2.4), times(wide, w), times(arm, up)), arm, thick, wide),
             1.5, 1.5, 1.5)
        for w, up in ((3.2, 3.4), (0.2, 0.6))
    ]  # fmt: skip
    yield Shape("giver", [outline(beads(fore, body.FOREARM_SECTIONS, 0.3), camera),
                          outline(fist, camera)])  # fmt: skip
    yield Shape("giver", [outline(thumb, camera)])
    yield _sleeve(fore, camera)
