"""What a muscle covers, seen from a side."""

import numpy as np
import shapely
from shapely import Polygon

from anatomy.bodymap.drawing.muscle import Muscle
from anatomy.bodymap.drawing.polygons import largest, softened
from anatomy.bodymap.drawing.views import seen

ACROSS, ALONG = 21, 41


def capsules(starts, ends, start_radii, end_radii) -> np.ndarray:
    """Two discs each and what lies between them."""
    first = shapely.buffer(shapely.points(starts), start_radii, quad_segs=8)
    last = shapely.buffer(shapely.points(ends), end_radii, quad_segs=8)
    return shapely.convex_hull(shapely.union(first, last))


def cells(sheet: np.ndarray) -> np.ndarray:
    """The four-cornered patches between neighbouring points of a flat sheet."""
    corners = np.stack([sheet[:-1, :-1], sheet[1:, :-1], sheet[:-1, 1:], sheet[1:, 1:]], axis=2)
    return shapely.convex_hull(shapely.multipoints(corners.reshape(-1, 4, 2)))


def outline(muscle: Muscle, view: str, start: float = 0, end: float = 1) -> Polygon:
    """The muscle's outline from one fraction of its length to another, without holes.

    Edge fibres and every third one between are drawn as thick lines, the sheet between them
    is thickened a little less, and so are its two ends: else an origin would look scalloped.
    """
    sheet, radius = muscle.surface(ACROSS, ALONG)
    part = slice(round(start * (ALONG - 1)), round(end * (ALONG - 1)) + 1)
    sheet, radius = seen(sheet, view)[:, part, :2], radius[part]
    count = len(sheet)
    rows = [0] if count == 1 else [0, *range(2, count - 1, 3), count - 1]
    parts = [capsules(sheet[r, :-1], sheet[r, 1:], radius[:-1], radius[1:]) for r in rows]
    if count > 1:
        for place in (0, -1):
            edge = sheet[:, place]
            parts.append(capsules(edge[:-1], edge[1:], radius[place], radius[place]))
        thin = np.tile(np.minimum(radius[:-1], radius[1:]) * 0.9, count - 1)
        parts.append(shapely.buffer(cells(sheet), thin, quad_segs=4))
    whole = shapely.union_all(np.concatenate(parts))
    return Polygon(largest(softened(whole, 2)).exterior)
