"""The pale ends of a muscle: a tongue into a spindle's belly, a straight band across a fan."""

import numpy as np
import shapely
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

from anatomy.bodymap.drawing.muscle import Muscle
from anatomy.bodymap.drawing.outline import capsules, cells
from anatomy.bodymap.drawing.polygons import softened
from anatomy.bodymap.drawing.views import seen

ACROSS, ALONG = 31, 81
STEPS = 9  # along a tendon
SHORTEST = 0.015  # of the muscle's length
EDGE_ON = 0.45  # a tendon that covers more of the outline is seen from its edge: not drawn


def tendons(muscle: Muscle, view: str, outline: Polygon, start: float, end: float) -> BaseGeometry:
    """Both ends of what is shown of the muscle."""
    area = Polygon()
    stretches = ((start, muscle.tendon[0]), (1 - muscle.tendon[1], end))
    for insertion, (first, last) in enumerate(stretches):
        if last - first > SHORTEST:
            piece = _tendon(muscle, view, first, last, bool(insertion)) & outline.buffer(-0.15)
            if piece.area < EDGE_ON * outline.area:
                area |= piece
    return area


def _tendon(muscle, view, start, end, insertion) -> BaseGeometry:
    sheet, radius = muscle.surface(ACROSS, ALONG)
    sheet = seen(sheet, view)[:, :, :2]
    first, last = round(start * (ALONG - 1)), round(end * (ALONG - 1))
    if last - first < 2:
        return Polygon()
    return (_tongue if len(sheet) == 1 else _band)(sheet, radius, first, last, insertion)


def _tongue(sheet, radius, first, last, insertion):
    longer = int((last - first) * 0.55)
    if insertion:
        first = max(0, first - longer)
    else:
        last = min(ALONG - 1, last + longer)
    line, radius = sheet[0, first : last + 1], radius[first : last + 1]
    step = np.gradient(line, axis=0)
    aside = np.c_[-step[:, 1], step[:, 0]]
    aside /= np.linalg.norm(aside, axis=1, keepdims=True) + 1e-9
    to_bone = np.linspace(0, 1, len(line)) if insertion else np.linspace(1, 0, len(line))
    half = aside * (radius * np.clip(to_bone / 0.62, 0, 1) ** 0.8 * 1.25)[:, None]
    tongue = Polygon(np.vstack([line + half, (line - half)[::-1]])).buffer(0)
    place = -1 if insertion else 0
    return tongue | Point(line[place]).buffer(radius[place] * 1.1)


def _band(sheet, radius, first, last, insertion):
    """Deepest in the middle, and with an uneven edge: muscle does not end along a ruler."""
    count = len(sheet)
    across = np.linspace(0, 1, count)
    shallow = 0.4 * abs(2 * across - 1) ** 2 + 0.07 * (np.arange(count) // 2 % 2)
    depth = (last - first) * (1 - shallow)
    starts = last - depth if insertion else np.full(count, float(first))
    ends = np.full(count, float(last)) if insertion else first + depth
    at = starts[:, None] + (ends - starts)[:, None] * np.linspace(0, 1, STEPS)
    places = np.arange(ALONG)
    part = np.array(
        [
            np.column_stack([np.interp(row, places, axis) for axis in fibre.T])
            for row, fibre in zip(at, sheet, strict=True)
        ]
    )
    place = -1 if insertion else 0
    end = part[:, place]
    thick = radius[last if insertion else first] + 0.5
    rims = shapely.linestrings(np.stack([part[[0, -1], :-1], part[[0, -1], 1:]], axis=2))
    wide = np.interp(at[[0, -1], :-1], places, radius) + 0.5
    pieces = [
        shapely.buffer(cells(part), 0.6, quad_segs=2),
        capsules(end[:-1], end[1:], thick, thick),
        shapely.buffer(rims, wide, cap_style="flat").ravel(),
    ]
    return softened(shapely.union_all(np.concatenate(pieces)), 1.0)
