"""Lumbar spine and tailbone: our own solids, for the measured set ends at the sacrum.

A vertebra is a smooth union of a waisted column and tapered capsules, as signed distances that
marching cubes turns into a mesh. Sizes are those of an average adult, from memory.
"""

from typing import NamedTuple

import numpy as np
import trimesh
from scipy.spatial.transform import Rotation
from skimage.measure import marching_cubes

STEP = 1.5  # mm between the points where a solid is sampled


class Vertebra(NamedTuple):
    """Place and tilt of its centre; sizes of its body; how far its side and rear spines reach."""

    y: float
    z: float
    tilt: float
    height: float
    half_width: float
    half_depth: float
    side: float
    rear: float


LUMBAR = [  # from L5 up to L1
    Vertebra(121, -28, -0.24, 26, 25, 17, 40, 13),
    Vertebra(157, -19, -0.08, 28, 24, 17, 40, 17),
    Vertebra(193, -19, 0.06, 28, 23, 16.5, 42, 19),
    Vertebra(229, -25, 0.16, 27, 22, 16, 39, 18),
    Vertebra(264, -34, 0.24, 26, 21, 15.5, 36, 17),
]
SACRUM_TOP = Vertebra(103, -34, -0.42, 0, 0, 0, 0, 0)
COCCYX = [  # y, z, then half width, height and depth
    (-2, -89, 11, 6.5, 5),
    (-11, -84, 8, 6, 4.5),
    (-19, -78, 6, 5.5, 4),
    (-25, -71, 4.5, 4.5, 3.5),
]


def lumbar_spine() -> list[trimesh.Trimesh]:
    """Five vertebrae and the discs under them."""
    below = [SACRUM_TOP, *LUMBAR]
    discs = [_disc(low, high) for low, high in zip(below, LUMBAR, strict=False)]
    return [*(_placed(_vertebra(v), v.tilt, v.y, v.z) for v in LUMBAR), *discs]


def coccyx() -> list[trimesh.Trimesh]:
    beads = []
    for y, z, *half in COCCYX:
        bead = trimesh.creation.icosphere(3)
        bead.vertices = bead.vertices * half
        beads.append(_placed(bead, -0.5, y, z))
    return beads


def _placed(solid: trimesh.Trimesh, tilt: float, y: float, z: float) -> trimesh.Trimesh:
    turn = Rotation.from_euler("x", -tilt).as_matrix()
    solid.vertices = solid.vertices @ turn.T + [0, y, z]
    return solid


def _disc(low: Vertebra, high: Vertebra) -> trimesh.Trimesh:
    bottom, top = low.y + low.height / 2, high.y - high.height / 2
    height = max(top - bottom, 4) + 4
    width, depth = high.half_width * 0.97, high.half_depth * 0.97
    solid = _mesh(lambda at: _column(at, height, width, depth, 1.05), (30, height, 22))
    return _placed(solid, (low.tilt + high.tilt) / 2, (bottom + top) / 2, (low.z + high.z) / 2)


def _vertebra(v: Vertebra) -> trimesh.Trimesh:
    def solid(at):
        arch = [_capsule(at, (0, -4, -38), (0, -9, -38 - v.rear), 9.5, 8, (0.36, 1, 1))]
        for s in (1, -1):
            arch += [
                _capsule(at, (s * 11, 5, -8), (s * 14, 5, -24), 4.5, 4.5),
                _capsule(at, (s * 14, 4, -23), (s * v.side, 7, -31), 4.6, 2.6, (1, 1, 0.8)),
                _capsule(at, (s * 14, 3, -26), (s * 2, -4, -37), 4.5, 4, (1, 1.5, 1)),
                _capsule(at, (s * 14, 4, -27), (s * 16, v.height * 0.6, -29), 4.6, 4.4),
                _capsule(at, (s * 9, -4, -33), (s * 11.5, -v.height * 0.62, -35), 4.6, 4.2),
            ]
        body = _column(at, v.height, v.half_width, v.half_depth, 0.88)
        return _blend([body, _blend(arch, 1.6)], 1.0)

    return _mesh(solid, (v.side + 6, v.height * 0.62 + 8, v.rear + 50))


def _capsule(at, start, end, start_radius, end_radius, flat=(1, 1, 1)):
    start, end, at = (np.asarray(p, float) / flat for p in (start, end, at))
    along = end - start
    t = np.clip(((at - start) @ along) / (along @ along), 0, 1)
    distance = np.linalg.norm(at - (start + t[..., None] * along), axis=-1)
    return distance - (start_radius + (end_radius - start_radius) * t)


def _column(at, height, half_width, half_depth, waist):
    """An upright oval column, narrower (waist < 1) or wider half-way, flattened at the rear."""
    x, y, z = np.moveaxis(at, -1, 0)
    narrow = 1 - (1 - waist) * np.cos(np.clip(y / height, -0.5, 0.5) * np.pi) ** 1.2
    z = np.where(z < 0, z / 0.72, z)
    oval = np.hypot(x / (half_width * narrow), z / (half_depth * narrow)) - 1
    return np.maximum(oval * min(half_width, half_depth), abs(y) - height / 2)


def _blend(distances, softness):
    return -softness * np.log(sum(np.exp(-d / softness) for d in distances))


def _mesh(solid, reach) -> trimesh.Trimesh:
    axes = [np.arange(-r, r + STEP, STEP) for r in reach]
    at = np.stack(np.meshgrid(*axes, indexing="ij"), -1)
    vertices, faces, *_ = marching_cubes(solid(at), 0, spacing=(STEP,) * 3)
    return trimesh.Trimesh(vertices - reach, faces)
