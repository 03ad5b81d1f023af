"""All bones by name, and points on them."""

from functools import cache

import numpy as np
import trimesh

from anatomy.bodymap.drawing.pose import posed_bones
from anatomy.bodymap.drawing.spine import coccyx, lumbar_spine

MIDDLE = {"sacrum", "lumbar-spine"}  # drawn whole; of the others the left one
# Which way a ray goes that comes from there, and which coordinates it is aimed by.
AIMS = {
    "front": ((0, 0, -1), (0, 1)),
    "back": ((0, 0, 1), (0, 1)),
    "outside": ((-1, 0, 0), (2, 1)),
    "inside": ((1, 0, 0), (2, 1)),
}


@cache
def skeleton() -> dict[str, list[trimesh.Trimesh]]:
    bones = posed_bones()
    solids = {name: [bone] for name, bone in bones.items()}
    solids["sacrum"] = [bones["sacrum"], _mirrored(bones["sacrum"]), *coccyx()]
    return solids | {"lumbar-spine": lumbar_spine()}


def _mirrored(bone: trimesh.Trimesh) -> trimesh.Trimesh:
    return trimesh.Trimesh(bone.vertices * [-1, 1, 1], bone.faces[:, ::-1], process=False)


def point(place) -> np.ndarray:
    """A point as the data gives it: three numbers, or where a ray first meets a bone.

    `{bone: hip, from: outside, at: [z, y], off: 3}` is 3 mm off the hip bone, towards where the ray
    comes from; `at` is x, y for rays from front or back. Where the ray passes by, it is the
    bone's nearest point.
    """
    if not isinstance(place, dict):
        return np.array(place, float)
    bone = skeleton()[place["bone"]][0]
    direction, axes = AIMS[place["from"]]
    direction = np.array(direction, float)
    start = -500 * direction
    start[list(axes)] = place["at"]
    found = _first_hit(bone, start, direction)
    if found is None:
        beside = ((bone.vertices[:, axes] - place["at"]) ** 2).sum(1)
        found = bone.vertices[np.argmin(beside)]
    return found - direction * place.get("off", 0)


def _first_hit(bone, start, direction):
    """Where a ray first meets a surface (Möller and Trumbore), or None."""
    a, b, c = (bone.vertices[bone.faces[:, corner]] for corner in range(3))
    edge, other = b - a, c - a
    across = np.cross(direction, other)
    determinant = (edge * across).sum(1)
    inverse = 1 / np.where(abs(determinant) < 1e-9, np.inf, determinant)
    away = start - a
    u = (away * across).sum(1) * inverse
    turned = np.cross(away, edge)
    v = turned @ direction * inverse
    distance = (other * turned).sum(1) * inverse
    hit = (inverse != 0) & (u >= -1e-6) & (v >= -1e-6) & (u + v <= 1 + 1e-6) & (distance > 0)
    return start + direction * distance[hit].min() if hit.any() else None
