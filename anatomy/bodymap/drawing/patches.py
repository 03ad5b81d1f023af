"""Bone surfaces from the PyPI package `musculoskeletal-models` (MPL-2.0).

It holds the mean of 26 lower limbs ("LLP26", Auckland Bioengineering Institute) as curved patches.
Each bone is three JSON files: `.mesh` (elements, and which of their points coincide), `.ens` (an
order for the points) and `.geof` (where each point is). Elements are Lagrange patches: quad44 is
4 by 4 points, tri10 a triangle with 4 points a side.
"""

import json
from functools import partial
from importlib import metadata, resources
from itertools import count

import numpy as np
import trimesh

PACKAGE = "musculoskeletal-models"
VERSION = metadata.version(PACKAGE)
FOLDER = resources.files("musculoskeletal.models") / "atlas_meshes"

FILES = {
    "pelvis": "pelvis_combined_cubic_flat pelvis_combined_cubic_mean_rigid_LLP26",
    "femur": "femur_left_quartic_flat femur_left_mean_rigid_LLP26",
    "shank": "tibia_fibula_left_cubic_flat tibia_fibula_cubic_left_mean_rigid_LLP26",
    "patella": "patella_11_left patella_left_mean_rigid_LLP26",
}
POINTS = {"quad44": 16, "quad55": 25, "quad54": 20, "tri10": 10, "tri15": 15}
STEPS = 6  # how often each patch is divided, both ways


def bodies(bone: str) -> list[trimesh.Trimesh]:
    """The closed surfaces that a bone's files hold, in the frame of this package."""
    mesh, geometry = FILES[bone].split()
    parts = [_triangles(kind, points) for kind, points in _patches(mesh, geometry)]
    whole = trimesh.util.concatenate(parts)
    whole.merge_vertices(digits_vertex=3)
    whole.update_faces(whole.nondegenerate_faces())
    trimesh.repair.fix_normals(whole, multibody=True)
    # From left, posterior, superior to left, superior, anterior.
    whole.vertices = whole.vertices[:, [0, 2, 1]] * [1, 1, -1]
    return list(whole.split(only_watertight=False))


def _read(name: str) -> dict:
    return json.loads((FOLDER / name).read_text())


def _key(text: str) -> tuple[int, int]:
    element, point = text.rsplit("_", 1)
    return int(element), int(point)


def _patches(mesh: str, geometry: str):
    """Each patch of a mesh: what kind it is, and its points."""
    topology = _read(f"{mesh}.mesh")
    joined = {
        _key(point): [_key(other) for other in others.split()]
        for point, others in topology["connectivity"].items()
    }
    number: dict[tuple[int, int], int] = {}
    fresh = count()
    for point in sorted(joined):
        if point not in number:
            number |= dict.fromkeys([point, *joined[point]], next(fresh))
    order = _read(f"{mesh}.ens").get("custom_map")
    values = _read(f"{geometry}.geof")["field_parameters"]
    places = np.zeros((len(values), 3))
    for name, value in values.items():
        places[int(name.split()[-1])] = [np.ravel(value[f"dim {axis}"])[0] for axis in range(3)]
    for element, kind in topology["elements"].items():
        kind = kind.split()[-1]
        points = [number[int(element), point] for point in range(POINTS[kind])]
        if order:
            points = [int(order[str(point)]) for point in points]
        yield kind, places[points]


def _triangles(kind: str, points: np.ndarray) -> trimesh.Trimesh:
    return (_quad if kind.startswith("quad") else _triangle)(kind, points)


def _lagrange(nodes: int, at: np.ndarray) -> np.ndarray:
    """The Lagrange polynomials on evenly spaced nodes: one row a node, one column a place."""
    t = np.linspace(0, 1, nodes)
    factors = [[(at - t[j]) / (t[i] - t[j]) for j in range(nodes) if j != i] for i in range(nodes)]
    return np.array([np.prod(row, axis=0) for row in factors])


def _quad(kind: str, points: np.ndarray) -> trimesh.Trimesh:
    across, along = int(kind[4]), int(kind[5])
    at = np.linspace(0, 1, STEPS + 1)
    grid = np.einsum(
        "ip,jq,jik->qpk",
        _lagrange(across, at),
        _lagrange(along, at),
        points.reshape(along, across, 3),
    )
    corner = np.arange(STEPS * (STEPS + 1)).reshape(STEPS, STEPS + 1)[:, :-1].ravel()
    row = STEPS + 1
    faces = np.vstack(
        [
            np.c_[corner, corner + 1, corner + row + 1],
            np.c_[corner, corner + row + 1, corner + row],
        ]
    )
    return trimesh.Trimesh(grid.reshape(-1, 3), faces, process=False)


def _lattice(order: int) -> list[tuple[int, int]]:
    return [(i, j) for j in range(order + 1) for i in range(order + 1 - j)]


def _monomials(order: int, places) -> np.ndarray:
    return np.array([[x**a * y**b for a, b in _lattice(order)] for x, y in places])


def _triangle(kind: str, points: np.ndarray) -> trimesh.Trimesh:
    order = {"tri10": 3, "tri15": 4}[kind]
    monomials = partial(_monomials, order)
    nodes = [(i / order, j / order) for i, j in _lattice(order)]
    at = [(i / STEPS, j / STEPS) for i, j in _lattice(STEPS)]
    surface = monomials(at) @ np.linalg.inv(monomials(nodes)) @ points
    index = {place: n for n, place in enumerate(_lattice(STEPS))}
    faces = []
    for i, j in _lattice(STEPS - 1):
        faces.append((index[i, j], index[i + 1, j], index[i, j + 1]))
        if (i + 1, j + 1) in index:
            faces.append((index[i + 1, j], index[i + 1, j + 1], index[i, j + 1]))
    return trimesh.Trimesh(surface, faces, process=False)
