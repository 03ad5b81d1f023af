"""SVG's path data: whole quarters of a millimetre, relative, y down.

Rounding is carried along, so that a long path does not drift.
"""

import numpy as np

from anatomy.bodymap.drawing.curves import closed_curve, open_curve, resampled
from anatomy.bodymap.drawing.polygons import polygons

UNITS = 4  # a millimetre


def units(points) -> np.ndarray:
    """Points in millimetres, y up, as the picture has them."""
    return np.round(np.asarray(points, float)[..., :2] * [UNITS, -UNITS]).astype(int)


def _numbers(values) -> str:
    text = ""
    for value in values:
        text += str(value) if not text or value < 0 else f" {value}"
    return text


def _path(cubics: list[np.ndarray]) -> str:
    here = units(cubics[0][0])
    data = f"M{_numbers(here)}"
    for cubic in cubics:
        corners = units(cubic[1:])
        step = (corners - here).ravel().tolist()
        if any(step):
            data += f"c{_numbers(step)}"
        here = corners[-1]
    return data


def line_path(points, error: float) -> str:
    return _path(open_curve(resampled(np.asarray(points), 1.5), error))


def area_path(area, error: float, step=1.0, corner=55, smallest=3.0) -> str:
    """The outline of a polygon or several; parts and holes under `smallest` mm² are left out."""
    data = ""
    for polygon in polygons(area, smallest):
        data += f"{_path(closed_curve(_ring(polygon.exterior), error, step, corner))}z"
        for hole in polygon.interiors:
            if _hole_area(hole) >= smallest:
                data += f"{_path(closed_curve(_ring(hole), error, step, corner))}z"
    return data


def _ring(ring) -> np.ndarray:
    return np.array(ring.coords)[:-1]


def _hole_area(hole) -> float:
    x, y = np.array(hole.coords).T
    return abs((x[:-1] * y[1:] - x[1:] * y[:-1]).sum()) / 2
