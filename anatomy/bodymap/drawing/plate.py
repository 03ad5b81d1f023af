"""One view: its shapes, in each layer the painter's order, and what of each stays visible."""

from dataclasses import dataclass, field

import shapely
from shapely import Polygon, box
from shapely.geometry.base import BaseGeometry

from anatomy.bodymap.drawing.data import read
from anatomy.bodymap.drawing.muscle import Muscle
from anatomy.bodymap.drawing.outline import outline
from anatomy.bodymap.drawing.paint import area_markup, bone_markup, muscle_markup, variable
from anatomy.bodymap.drawing.polygons import largest, polygons
from anatomy.bodymap.drawing.shading import BoneShape, bone_shape
from anatomy.bodymap.drawing.skeleton import MIDDLE, skeleton
from anatomy.bodymap.drawing.skin import BOTTOM, TOP, body, flat, mirrored, regions, smooth

CANVAS = box(-400, BOTTOM, 400, TOP)
LAYERS = ("skin", "superficial", "deep")
FILLING = 26  # mm: gaps between muscles up to twice as wide are filled behind them
LEAST_VISIBLE = 60  # mm²: of what shows less, nothing is offered
KINDS = {"nerve": "nerve", "fascia": "band"}


@dataclass
class Shape:
    """A thing drawn once. `left` is what is drawn; unless it is in the middle, it is mirrored."""

    slug: str
    kind: str
    left: BaseGeometry
    markup: str
    middle: bool = False
    offered: bool = False


@dataclass
class Plate:
    view: str
    shapes: dict[str, Shape] = field(default_factory=dict)
    orders: dict[str, list[str]] = field(default_factory=dict)

    def visible(self, layer: str) -> dict[str, BaseGeometry]:
        """What is seen of each offered shape, the left one, in this layer."""
        cover: BaseGeometry = Polygon()
        seen = {}
        for slug in reversed(self.orders[layer]):
            shape = self.shapes[slug]
            if shape.offered:
                rest = (shape.left - cover).buffer(-0.5).buffer(0.5)
                seen[slug] = shapely.MultiPolygon(polygons(rest, 20))
            both = shape.left if self.view == "side" else shape.left | mirrored(shape.left)
            cover = cover | both
        return {slug: area for slug, area in seen.items() if area.area > LEAST_VISIBLE}


def muscles() -> dict[str, Muscle]:
    return {slug: Muscle(slug, **numbers) for slug, numbers in read("muscles").items()}


def draw(view: str) -> Plate:
    data = read("plates")[view]
    orders = {layer: data[layer]["order"].split() for layer in ("superficial", "deep")}
    plate = Plate(view, orders={"skin": list(regions(view)), **orders})
    bones = {name: _bone(solids, view) for name, solids in skeleton().items()}
    for name, bone in bones.items():
        markup = bone_markup(f"{view}-{name}", bone)
        plate.shapes[name] = Shape(name, "bone", bone.outline, markup, middle=name in MIDDLE)
    known = muscles()
    for layer, order in orders.items():
        for slug in order:
            if slug in known and slug not in plate.shapes:
                plate.shapes[slug] = _muscle(known[slug], view, data[layer].get(slug, {}), bones)
    plate.shapes["core"] = _core(plate)
    for slug, area in regions(view).items():
        fill, line = variable("region", "#f3dfd1"), variable("region-line", "#b08f7a")
        markup = area_markup(f"{view}-{slug}", area, fill, line)
        plate.shapes[slug] = Shape(slug, "region", area, markup, offered=True)
    return plate


def _bone(solids, view: str) -> BoneShape:
    return BoneShape(*(area & CANVAS for area in bone_shape(solids, view)))


def _muscle(muscle: Muscle, view: str, how: dict, bones: dict[str, BoneShape]) -> Shape:
    part = how.get("from", 0), how.get("to", 1)
    area = outline(muscle, view, *part)
    for covering, end in how.get("under", {}).items():
        cover = shapely.union_all([bones[name].outline for name in covering.split()])
        start = outline(muscle, view, 0, end) - cover
        area = (outline(muscle, view, end, 1) | start).buffer(0.8).buffer(-0.8)
    area = largest(area & CANVAS)
    name = f"{view}-{muscle.slug}"
    markup = muscle_markup(name, muscle, view, area, part, not how.get("no_tendon"))
    kind = "context" if muscle.context else KINDS.get(muscle.tissue, "muscle")
    return Shape(muscle.slug, kind, area, markup, offered=not muscle.context)


def _core(plate: Plate) -> Shape:
    """What lies behind the superficial muscles, so that no gap between them is a hole."""
    view = plate.view
    drawn = [plate.shapes.get(slug) for slug in plate.orders["superficial"]]
    thigh = [s.left for s in drawn if s and s.kind in ("muscle", "context", "band")]
    limits = {
        "front": (2, -368, 400, 60),
        "back": (-400, -368, -2, 30),
        "side": (-400, -368, 400, 30),
    }
    area = shapely.union_all(thigh).buffer(FILLING).buffer(-FILLING - 0.4)
    area = area & box(*limits[view]) & body(view).buffer(-3)
    area = Polygon(largest(area.buffer(-14).buffer(14)).exterior)
    markup = area_markup(f"{view}-core", area, variable("core", "#e6cdbf"))
    return Shape("core", "context", area, markup)


def landmark_areas(view: str) -> dict[str, Polygon]:
    """Landmarks that are neither bone, nerve nor band: the places that they name."""
    found = {}
    for slug, place in read("landmarks").items():
        if view in place["views"] and "area" in place:
            ring = flat(place["area"], view)
            found[slug] = Polygon(smooth([*ring, ring[0]])).buffer(-3).buffer(3)
    return found
