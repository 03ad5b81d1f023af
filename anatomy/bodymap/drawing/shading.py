"""Light, as a few flat areas: from the upper left, as in every textbook."""

from typing import NamedTuple

import numpy as np
import shapely
from scipy import sparse
from scipy.ndimage import gaussian_filter
from scipy.sparse.linalg import spsolve
from shapely import Polygon
from shapely.geometry.base import BaseGeometry
from skimage import measure

from anatomy.bodymap.drawing.polygons import softened
from anatomy.bodymap.drawing.views import rasterise

LIGHT = np.array([-0.40, 0.50, 0.77]) / np.linalg.norm([-0.40, 0.50, 0.77])
MUSCLE_LIGHT = np.array([-0.45, 0.45, 0.77])
BONE_DENSITY = 3.0  # pixels a millimetre
BONE_BANDS = (0.62, 0.38)  # darker than this share of full light
BONE_GLEAM = 0.93
MUSCLE_GLEAM, MUSCLE_HALF_SHADE, MUSCLE_SHADE = 0.93, 0.70, 0.52
LARGE = 9000  # mm²: smaller muscles need no half shade to look round


class BoneShape(NamedTuple):
    outline: BaseGeometry
    shade: BaseGeometry
    dark: BaseGeometry
    gleam: BaseGeometry


def bone_shape(solids, view: str) -> BoneShape:
    """A bone's outline, its two darker bands and its gleam."""
    raster = rasterise(solids, view, BONE_DENSITY)
    covered, normals = raster.covered, raster.normals
    light = np.clip((normals @ LIGHT) * 0.62 + 0.38 * np.clip(normals[..., 2], 0, 1), 0, 1)
    share = gaussian_filter(covered.astype(float), 1.6)
    light = gaussian_filter(np.where(covered, light, 0), 1.6) / np.where(share < 1e-6, 1, share)

    def areas(field, level, smallest):
        return _contours(field, level, raster.left, raster.top, BONE_DENSITY, smallest)

    return BoneShape(
        areas(gaussian_filter(covered.astype(float), 0.8), 0.5, 6),
        *(areas(np.where(covered, 1 - light, -1), 1 - band, 8) for band in BONE_BANDS),
        areas(np.where(covered, light, -1), BONE_GLEAM, 8),
    )


def _contours(field, level, left, top, density, smallest) -> BaseGeometry:
    """The areas where a field is above a level, holes left open."""
    rings = []
    for ring in measure.find_contours(np.pad(field, 2, constant_values=-9), level):
        if len(ring) > 7:
            points = np.c_[left + (ring[:, 1] - 1.5) / density, top - (ring[:, 0] - 1.5) / density]
            rings.append(Polygon(points).buffer(0))
    rings = [ring for ring in rings if ring.area > smallest]
    whole = Polygon()
    for ring in sorted(rings, key=lambda r: -r.area):
        whole = whole ^ ring
    return whole


def belly_shading(outline: Polygon, in_halves: bool) -> tuple[BaseGeometry, ...]:
    """Where an outline, blown up like a cushion, gleams, darkens, and lies in its own shade.

    The cushion's height is the root of what solves Poisson's equation inside the outline.
    """
    left, bottom, right, top = outline.buffer(3).bounds
    x, y = np.meshgrid(np.arange(left + 0.5, right), np.arange(top - 0.5, bottom, -1))
    inside = shapely.contains_xy(outline, x, y)
    if inside.sum() < 60:
        return Polygon(), Polygon(), Polygon()
    height = np.zeros(inside.shape)
    height[inside] = np.sqrt(np.maximum(_poisson(inside), 0)) * 1.35
    down, across = np.gradient(gaussian_filter(height, 1.2))
    normals = np.dstack([-across, down, np.ones_like(down)])
    light = gaussian_filter(
        (normals / np.linalg.norm(normals, axis=2)[..., None]) @ MUSCLE_LIGHT, 1
    )

    def areas(field, level):
        return _contours(field, level, left, top, 1, 10)

    gleam = areas(np.where(inside, light, -1), MUSCLE_GLEAM) & outline.buffer(-1.2)
    half, shade = (
        areas(np.where(inside, -light, -2), -level) & outline
        for level in (MUSCLE_HALF_SHADE, MUSCLE_SHADE)
    )
    if not in_halves or outline.area < LARGE:
        half = Polygon()
    return softened(gleam, 0.4), softened(half, 0.4), softened(shade, 0.4)


def _poisson(inside: np.ndarray) -> np.ndarray:
    """The solution of Laplace(u) = -1 at the pixels inside, with 0 all around."""
    count = int(inside.sum())
    number = np.full(inside.shape, -1)
    number[inside] = np.arange(count)
    matrix = sparse.diags(np.full(count, 4.0)).tocsr()
    for shift in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        beside = np.roll(number, shift, (0, 1))[inside]
        row = np.flatnonzero(beside >= 0)
        matrix -= sparse.csr_matrix((np.ones(len(row)), (row, beside[row])), (count, count))
    return spsolve(matrix.tocsc(), np.ones(count))
