"""One picture of the body map, ready for the template: what is drawn, and what of it is marked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from anatomy.bodymap.atlas import VIEWS, Box, Landmark, Shape, atlas

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
    """One showing of a shape: the file it is in, its id there, and the side it is shown on."""

    file: str
    id: str
    side: str = ""
    kind: str = ""
    state: str = ""

    @property
    def mirror(self) -> str:
        """How what is drawn once, the left one, comes to lie on the right."""
        return MIRROR if self.side == "right" and not self.file.endswith("side") else ""


@dataclass(frozen=True)
class Target:
    """What is visible of a marked shape, and how what alone is worked runs on under others."""

    mark: Mark
    outlines: tuple[Use, ...]
    covered: tuple[Use, ...]


@dataclass(frozen=True)
class Dot:
    """A landmark's place; its number stands in the list beside the picture.

    `areas`: outlines, where the landmark is not a point but a place of some size.
    """

    number: int
    name: str
    places: tuple[tuple[int, int], ...]
    areas: tuple[Use, ...] = ()


@dataclass(frozen=True)
class Picture:
    view: str
    layer: str
    box: Box
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
    those in the picture get a dot each, numbered as they come.
    """
    name, sides = VIEWS[view]
    drawing = atlas()[name]
    shown = drawing.boxes[box]
    marks = [mark for mark in marks if not mark.side or mark.side in sides]
    worked = {mark.slug for mark in marks if mark.state == "worked"}
    return Picture(
        view=view,
        layer=layer,
        box=_turned(shown) if view == "right" else shown,
        skin=Use(f"skin-{name}", f"{name}-body"),
        uses=tuple(_drawn(name, sides, drawing.layers[layer], marks)),
        targets=tuple(
            _target(mark, offered, name, sides, worked == {mark.slug})
            for mark in marks
            if (offered := drawing.shape(layer, mark.slug))
        ),
        dots=_dots(name, sides, shown, landmarks),
        mirror=MIRROR if view == "right" else "",
    )


def _drawn(
    name: str, sides: tuple[str, ...], shapes: tuple[Shape, ...], marks: list[Mark]
) -> Iterator[Use]:
    """All that is seen, from back to front, in the state that its mark gives it."""
    states = {(mark.slug, side): mark.state for mark in marks for side in _sides(mark, sides)}
    for shape in shapes:
        file = _file(shape, name)
        for side in ("",) if shape.middle else sides:
            state = states.get((shape.slug, side), "")
            yield Use(file, f"{name}-{shape.slug}", side, shape.kind, state)


def _file(shape: Shape, name: str) -> str:
    """Bones are under another licence; the skin is shown where no muscle is."""
    parts = {"bone": f"bones-{name}", "region": f"skin-{name}"}
    return parts.get(shape.kind, name)


def _sides(mark: Mark, sides: tuple[str, ...]) -> tuple[str, ...]:
    return (mark.side,) if mark.side else sides


def _turned(box: Box) -> Box:
    left, top, width, height = box
    return -left - width, top, width, height


def _target(mark: Mark, shape: Shape, name: str, sides: tuple[str, ...], is_alone: bool) -> Target:
    def outlines(id: str) -> tuple[Use, ...]:
        return tuple(Use(_file(shape, name), id, side) for side in _sides(mark, sides))

    whole = f"{name}-{shape.slug}-o"
    is_covered = is_alone and shape.target != whole
    return Target(mark, outlines(shape.target), outlines(whole) if is_covered else ())


def _dots(
    name: str, sides: tuple[str, ...], box: Box, landmarks: Sequence[Named]
) -> tuple[Dot, ...]:
    """Numbered dots for the landmarks that lie in the box."""
    left, top, width, height = box
    places = {
        place.slug: place
        for place in atlas()[name].landmarks
        if left <= place.at[0] <= left + width and top <= place.at[1] <= top + height
    }
    known = [(row.name, places[row.slug]) for row in landmarks if row.slug in places]
    return tuple(
        _dot(number, label, place, name, sides)
        for number, (label, place) in enumerate(known, start=1)
    )


def _dot(number: int, label: str, place: Landmark, name: str, sides: tuple[str, ...]) -> Dot:
    each = ("",) if place.middle else sides
    x, y = place.at
    return Dot(
        number,
        label,
        places=tuple((-x if side == "right" else x, y) for side in each),
        areas=tuple(Use(name, place.area, side) for side in each if place.area),
    )
