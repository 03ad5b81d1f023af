"""The three sides that the map is seen from, and what a solid looks like from there."""

from typing import NamedTuple

import numpy as np
import trimesh

# Rows: what points right, up and towards the viewer. From the side the person's left is seen.
VIEWS = {
    "front": np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1]]),
    "back": np.array([[-1.0, 0, 0], [0, 1, 0], [0, 0, -1]]),
    "side": np.array([[0, 0, -1.0], [0, 1, 0], [1, 0, 0]]),
}


def settled(points) -> np.ndarray:
    """Without what one processor computes otherwise than the next.

    Else an outline turns a corner here and none there, and drawing again elsewhere changes files.
    """
    return np.round(points, 6)


def seen(points, view: str) -> np.ndarray:
    """Points as the view has them: right, up, towards the viewer."""
    return np.asarray(points, float) @ VIEWS[view].T


class Raster(NamedTuple):
    """What is nearest to the viewer at each pixel; rows go down."""

    covered: np.ndarray
    normals: np.ndarray
    left: float
    top: float
    density: float  # pixels a millimetre


def rasterise(solids: list[trimesh.Trimesh], view: str, density: float) -> Raster:
    """A z-buffer, all triangles of a like size at once."""
    points = np.vstack([seen(solid.vertices, view) for solid in solids])
    normals = np.vstack([seen(solid.vertex_normals, view) for solid in solids])
    offsets = np.cumsum([0, *(len(solid.vertices) for solid in solids[:-1])])
    faces = np.vstack([s.faces + o for s, o in zip(solids, offsets, strict=True)])
    left, top = points[:, 0].min() - 3, points[:, 1].max() + 3
    width = int((points[:, 0].max() + 3 - left) * density)
    height = int((top - points[:, 1].min() + 3) * density)
    at = np.c_[(points[:, 0] - left) * density, (top - points[:, 1]) * density, points[:, 2]]
    pixel, depth, face, weights = _fragments(at, faces, width)
    order = np.argsort(depth)  # of several values for one pixel numpy keeps the last: the nearest
    nearest = np.full(width * height, -1)
    nearest[pixel[order]] = order
    covered = nearest >= 0
    kept = nearest[covered]
    shown = np.zeros((width * height, 3))
    shown[covered] = np.einsum("nc,nck->nk", weights[kept], normals[faces[face[kept]]])
    length = np.linalg.norm(shown, axis=1, keepdims=True)
    shown /= np.where(length == 0, 1, length)
    size = (height, width)
    return Raster(covered.reshape(size), shown.reshape(*size, 3), left, top, density)


def _fragments(at: np.ndarray, faces: np.ndarray, width: int):
    """Every pixel centre that lies in a triangle: its number, depth, triangle and weights."""
    corners = at[faces]
    low = np.floor(corners[:, :, :2].min(1)).astype(int)
    span = (np.ceil(corners[:, :, :2].max(1)).astype(int) - low).max(1) + 1
    found = []
    for number in range(int(span.max()).bit_length() + 1):
        size = 2**number
        for chosen in np.array_split(np.flatnonzero((span <= size) & (span > size // 2)), 8):
            if len(chosen):
                found.append(_fill(corners[chosen], low[chosen], chosen, size, width))
    return [np.concatenate(column) for column in zip(*found, strict=True)]


def _fill(corners, low, number, size, width):
    y, x = np.mgrid[:size, :size].reshape(2, -1)
    x, y = low[:, :1] + x, low[:, 1:] + y
    a, b, c = np.moveaxis(corners, 1, 0)[..., None]
    px, py = x + 0.5, y + 0.5
    area = (b[:, 1] - c[:, 1]) * (a[:, 0] - c[:, 0]) + (c[:, 0] - b[:, 0]) * (a[:, 1] - c[:, 1])
    area = np.where(abs(area) < 1e-9, np.nan, area)
    first = ((b[:, 1] - c[:, 1]) * (px - c[:, 0]) + (c[:, 0] - b[:, 0]) * (py - c[:, 1])) / area
    second = ((c[:, 1] - a[:, 1]) * (px - c[:, 0]) + (a[:, 0] - c[:, 0]) * (py - c[:, 1])) / area
    weights = np.stack([first, second, 1 - first - second], -1)
    inside = (weights >= -1e-6).all(-1)
    depth = (weights * corners[:, None, :, 2]).sum(-1)
    face = np.broadcast_to(number[:, None], inside.shape)
    return (y * width + x)[inside], depth[inside], face[inside], weights[inside]
