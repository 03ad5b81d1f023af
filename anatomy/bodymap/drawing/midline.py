"""The plane that mirrors the right hip bone onto the left: the mean pelvis lies a little askew."""

import numpy as np
from scipy.spatial import cKDTree


def midline(left: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, float]:
    """The plane's normal, to the left, and how far along it the plane lies.

    Iterated closest points: the mirrored right hip is laid on the left one, by its best 90 %.
    """
    flip = np.diag([-1.0, 1, 1])
    mirrored = right @ flip
    rotation, shift = np.eye(3), left.mean(0) - mirrored.mean(0)
    tree = cKDTree(left)
    for _ in range(80):
        moved = mirrored @ rotation.T + shift
        distance, nearest = tree.query(moved)
        close = distance < np.percentile(distance, 90)
        turn, step = _rigid(moved[close], left[nearest[close]])
        rotation, shift = turn @ rotation, turn @ shift + step
    # A mirroring turns its plane's normal round, and nothing else.
    values, vectors = np.linalg.eig(rotation @ flip)
    normal = np.real(vectors[:, np.argmin(abs(values + 1))])
    normal *= np.sign(normal[0])
    return normal, float(shift @ normal / 2)


def _rigid(points: np.ndarray, onto: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rotation and shift that lay points onto others (Kabsch)."""
    a, b = points.mean(0), onto.mean(0)
    u, _, vt = np.linalg.svd((points - a).T @ (onto - b))
    if np.linalg.det(u @ vt) < 0:
        vt[-1] *= -1
    turn = (u @ vt).T
    return turn, b - turn @ a
