"""The body's outline and the regions of its skin."""

from functools import cache

import numpy as np
import shapely
from shapely import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from anatomy.bodymap.drawing.data import read
from anatomy.bodymap.drawing.muscle import spline
from anatomy.bodymap.drawing.polygons import largest, softened

TOP, BOTTOM = 262, -505  # where the drawing ends, in millimetres above the hip joint
GAP = 1.1  # mm that a region keeps from the lines around it
ROUND = 7.0  # mm: the radius of its corners


def flat(points, view: str) -> np.ndarray:
    """[X, Y] or, for the side, [Z, Y] as the view has it."""
    return np.array(points, float) * ([1, 1] if view == "front" else [-1, 1])


def smooth(points, count=120) -> np.ndarray:
    points = np.array(points, float)
    return spline(np.c_[points, np.zeros(len(points))], count)[:, :2]


def mirrored(area: BaseGeometry) -> BaseGeometry:
    return shapely.transform(area, lambda points: points * [-1, 1])


@cache
def body(view: str) -> Polygon:
    lines = {name: smooth(points) for name, points in read("skin")["outline"].items()}
    if view == "side":
        whole = Polygon(flat(np.vstack([lines["front"], lines["back"][::-1]]), view)).buffer(0)
    else:
        half = np.vstack([lines["outer"], lines["inner"][::-1], [[0, -72], [0, 290]]])
        left = Polygon(half).buffer(0)
        whole = (left | mirrored(left)).buffer(1.5).buffer(-1.5)
    return whole & box(-400, BOTTOM - 8, 400, TOP + 8)


@cache
def regions(view: str) -> dict[str, Polygon]:
    """The left one of each region that the view shows: the body's piece around its seed."""
    data = read("skin")[view]
    cuts = [LineString(smooth(flat(points, view))) for points in data["cuts"].values()]
    if view != "side":
        cuts += [mirrored(cut) for cut in cuts]
    shown = body(view) & box(-400, BOTTOM, 400, TOP)
    pieces = shapely.polygonize([shapely.union_all([*cuts, shown.boundary])])
    found = {}
    for slug, seed in data["seeds"].items():
        at = Point(flat(seed, view))
        (piece,) = (p for p in pieces.geoms if p.contains(at))
        found[slug] = _rounded(piece)
    return found


def _rounded(piece: Polygon) -> Polygon:
    return softened(largest(piece.buffer(-GAP - ROUND)).buffer(ROUND), 0.3)
