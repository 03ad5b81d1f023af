"""The fibres that are drawn on a muscle."""

import numpy as np
from shapely import LineString, Polygon

from anatomy.bodymap.drawing.muscle import Muscle
from anatomy.bodymap.drawing.views import seen

ACROSS, ALONG = 41, 61
APART = 3.6  # mm: no closer than this
SHORTEST = 9.0  # mm
INSET = 1.1  # mm from the outline


def fibre_lines(muscle: Muscle, view: str, outline: Polygon, start=0.0, end=1.0) -> list:
    """Lines between the tendons, a little shorter and longer by turns, as engravers do it."""
    sheet, radius = muscle.surface(ACROSS, ALONG)
    sheet = seen(sheet, view)[:, :, :2]
    at = np.linspace(0, 1, ALONG)
    first, last = max(muscle.tendon[0], start), min(1 - muscle.tendon[1], end)

    def belly(uneven):
        short = uneven * (last - first)
        return (at >= first + short * 0.5) & (at <= last - short)

    if len(sheet) == 1 or np.ptp(sheet[:, ALONG // 2], axis=0).max() < 6:
        lines = _along_spindle(sheet.mean(0), radius, muscle.lines, belly)
    else:
        lines = _along_fan(sheet, muscle.lines, belly)
    inner = outline.buffer(-INSET)
    pieces = [LineString(line) & inner for line in lines if len(line) > 3]
    return [
        np.array(part.coords)
        for piece in pieces
        for part in getattr(piece, "geoms", [piece])
        if isinstance(part, LineString) and part.length > SHORTEST
    ]


def _along_spindle(line, radius, count, belly):
    step = np.gradient(line, axis=0)
    aside = np.c_[-step[:, 1], step[:, 0]]
    aside /= np.linalg.norm(aside, axis=1, keepdims=True) + 1e-9
    for share in np.linspace(-0.72, 0.72, count):
        uneven = 0.1 * abs(np.sin(7 * share + 1))
        yield (line + aside * (radius * share)[:, None])[belly(uneven)]


def _along_fan(sheet, count, belly):
    width = np.linalg.norm(sheet[-1] - sheet[0], axis=1).max()
    for number, share in enumerate(np.linspace(0.03, 0.97, min(count, max(3, int(width / APART))))):
        yield sheet[round(share * (ACROSS - 1))][belly(0.05 * (number % 2))]
