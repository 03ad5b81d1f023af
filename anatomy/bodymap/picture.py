"""One picture of the body map, ready for the template: what is drawn, and what of it is marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from anatomy.bodymap.atlas import VIEWS, Drawing, Shape, atlas

STATES = ("chosen", "worked", "supporting", "sore", "broken", "off-limits")
PATTERNED = ("sore", "broken", "off-limits")
MIRROR = "scale(-1 1)"


@dataclass(frozen=True)
class Mark:
    """What a page says about a region, muscle, band or nerve, on one side or (no side) on all.

    `name` is in plain words, `term` what anatomy calls it where that is another name. `href` makes
    its shape a link. `control` is the id of the checkbox that a click on the shape ticks
    (static/js/bodymap.js); the checkbox stays the real control. `state` is one of STATES.
    """

    slug: str
    name: str
    side: str = ""
    href: str = ""
    control: str = ""
    state: str = ""
    term: str = ""

    @property
    def label(self) -> str:
        return f"{self.name} ({self.term})" if self.term else self.name

    @property
    def pattern(self) -> str:
        return self.state if self.state in PATTERNED else ""


class Named(Protocol):
    """A row with a slug and a name."""

    slug: str
    name: str


@dataclass(frozen=True)
class Use:
    """One drawing of a shape: the file it is in, its id, and how it is turned over."""

    file: str
    id: str
    kind: str = ""
    slug: str = ""
    side: str = ""
    state: str = ""
    mirror: str = ""


@dataclass(frozen=True)
class Target:
    mark: Mark
    outlines: tuple[Use, ...]
    anchors: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Dot:
    """A landmark's place; its number stands in the list beside the picture."""

    number: int
    name: str
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Picture:
    view: str
    layer: str
    box: tuple[int, int, int, int]
    skin: Use
    uses: tuple[Use, ...]
    targets: tuple[Target, ...]
    dots: tuple[Dot, ...]
    mirror: str


def picture(
    view: str, layer: str, box: str, marks: Iterable[Mark], landmarks: Sequence[Named]
) -> Picture:
    """The picture of a view and layer; marks keep their order, which is that of the Tab key.

    Marks of what the picture does not show are left out. `landmarks` are rows with slug and name;
    those that the view shows get a dot each, numbered as they come.
    """
    name, sides = VIEWS[view]
    drawing = atlas()[name]
    marks = [mark for mark in marks if not mark.side or mark.side in sides]
    states = {(mark.slug, side): mark.state for mark in marks for side in _sides(mark, sides)}
    uses = []
    for shape in drawing.layers[layer]:
        file = f"bones-{name}" if shape.kind == "bone" else name
        for side in ("",) if shape.middle else sides:
            state = states.get((shape.slug, side), "")
            mirror = MIRROR if side == "right" and name != "side" else ""
            one = Use(file, f"{name}-{shape.slug}", shape.kind, shape.slug, side, state, mirror)
            uses.append(one)
    return Picture(
        view=view,
        layer=layer,
        box=_turned(drawing.boxes[box]) if view == "right" else drawing.boxes[box],
        skin=Use(name, f"{name}-body"),
        uses=tuple(uses),
        targets=tuple(
            _target(mark, offered, name, sides)
            for mark in marks
            if (offered := drawing.shape(layer, mark.slug))
        ),
        dots=_dots(drawing, sides, landmarks),
        mirror=MIRROR if view == "right" else "",
    )


def _sides(mark: Mark, sides: tuple[str, ...]) -> tuple[str, ...]:
    return (mark.side,) if mark.side else sides


def _turned(box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    left, top, width, height = box
    return -left - width, top, width, height


def _target(mark: Mark, shape: Shape, name: str, sides: tuple[str, ...]) -> Target:
    outlines = tuple(
        Use(
            name,
            shape.target,
            side=side,
            mirror=MIRROR if side == "right" and name != "side" else "",
        )
        for side in _sides(mark, sides)
    )
    return Target(mark, outlines, tuple(_on(shape.anchor, use.side) for use in outlines))


def _on(place: tuple[int, int], side: str) -> tuple[int, int]:
    x, y = place
    return (-x if side == "right" else x), y


def _dots(drawing: Drawing, sides: tuple[str, ...], landmarks: Sequence[Named]) -> tuple[Dot, ...]:
    shown = {landmark.slug: landmark for landmark in drawing.landmarks}
    known = [(row, shown[row.slug]) for row in landmarks if row.slug in shown]
    return tuple(
        Dot(
            number,
            row.name,
            (place.at,) if place.middle else tuple(_on(place.at, side) for side in sides),
        )
        for number, (row, place) in enumerate(known, start=1)
    )
