"""What the drawings of the body map show, and where: `map.json` as frozen plain data.

Lengths are in the drawings' unit, a quarter of a millimetre, y down, x = 0 in the body's middle.
The left side is drawn; the right one is its mirror image. In the view from the front the person's
left is on the viewer's right.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

MAP = Path(__file__).with_name("map.json")
LAYERS = ("skin", "superficial", "deep")
# What the page calls a view: which drawing it is, and which sides it shows.
VIEWS = {
    "front": ("front", ("left", "right")),
    "back": ("back", ("left", "right")),
    "left": ("side", ("left",)),
    "right": ("side", ("right",)),
}

Box = tuple[int, int, int, int]  # left, top, width, height


@dataclass(frozen=True)
class Shape:
    """A thing that a layer shows. Only what has a `target` can be offered to people."""

    slug: str
    kind: str  # region, muscle, band, nerve, context, bone
    middle: bool = False
    target: str = ""  # the id of the outline of what is visible
    box: Box = (0, 0, 0, 0)
    anchor: tuple[int, int] = (0, 0)  # deep inside the visible part
    area: int = 0  # of the visible part, in mm²
    reach: int = 0  # from the anchor to the visible part's edge, in mm


@dataclass(frozen=True)
class Landmark:
    slug: str
    at: tuple[int, int]
    middle: bool = False
    area: str = ""  # the id of its outline, where it names a place


@dataclass(frozen=True)
class Drawing:
    """One of front, back and side: its boxes (`whole`, `hip`, `places`), layers and landmarks."""

    boxes: dict[str, Box]
    layers: dict[str, tuple[Shape, ...]]
    landmarks: tuple[Landmark, ...]

    def shape(self, layer: str, slug: str) -> Shape | None:
        """What can be offered under that name in that layer."""
        found = (s for s in self.layers[layer] if s.slug == slug and s.target)
        return next(found, None)


@cache
def atlas() -> dict[str, Drawing]:
    data = json.loads(MAP.read_text())
    return {name: _drawing(drawing) for name, drawing in data.items()}


def _drawing(data: dict[str, Any]) -> Drawing:
    return Drawing(
        boxes={name: tuple(box) for name, box in data["boxes"].items()},
        layers={
            layer: tuple(Shape(**_frozen(shape)) for shape in shapes)
            for layer, shapes in data["layers"].items()
        },
        landmarks=tuple(Landmark(**_frozen(landmark)) for landmark in data["landmarks"]),
    )


def _frozen(values: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}


@cache
def best_place(*slugs: str) -> tuple[str, str] | None:
    """The drawing and layer in which most of something is seen, or of as many of several things
    as can be seen together; None if no drawing shows any.
    """
    places = [
        (len(shapes), sum(shape.area * shape.reach for shape in shapes), name, layer)
        for name, drawing in atlas().items()
        for layer in LAYERS
        if (shapes := [s for slug in slugs if (s := drawing.shape(layer, slug))])
    ]
    return max(places)[2:] if places else None
