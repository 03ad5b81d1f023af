"""The bones as a person who stands straight, in the map's frame.

The pelvis is tilted until the front hip bone points and the pubic tubercles share an upright plane.
The thigh bone's mechanical axis (hip centre to knee centre) hangs straight, its rear knuckles face
straight back. Of everything only the left half is kept, so that the map is exactly symmetric.
"""

import numpy as np
import trimesh
from scipy.optimize import least_squares
from scipy.spatial.transform import Rotation

from anatomy.bodymap.drawing.midline import midline
from anatomy.bodymap.drawing.patches import bodies
from anatomy.bodymap.drawing.views import settled

LEG_OUT, LEG_TURN = np.radians(0.5), np.radians(2)
SHANK_IN = -6.0  # mm: closes the gap that straightening leaves at the knee


def posed_bones() -> dict[str, trimesh.Trimesh]:
    """Hip, femur, tibia, fibula and patella of the left, and the left half of the sacrum."""
    right, sacrum, left = sorted(bodies("pelvis"), key=lambda b: b.vertices[:, 0].mean())
    bones = {"hip": left, "sacrum": sacrum}
    bones |= {name: _whole(bodies(name)) for name in ("femur", "patella")}
    bones["fibula"], bones["tibia"] = sorted(bodies("shank"), key=lambda b: b.bounds[1][1])
    _straighten(bones, *midline(left.vertices, right.vertices))
    centre = _hip_centre(bones["femur"].vertices)
    tilt = _pelvic_tilt(bones["hip"].vertices)
    turn = _leg_turn(bones["femur"].vertices - centre)
    for name, bone in bones.items():
        matrix = tilt if name in ("hip", "sacrum") else turn
        bone.vertices = (bone.vertices - centre) @ matrix.T + [centre[0], 0, 0]
    for name in ("tibia", "fibula"):
        bones[name].vertices += [SHANK_IN, 0, 0]
    for bone in bones.values():
        bone.vertices = settled(bone.vertices)
    bones["sacrum"] = bones["sacrum"].slice_plane([0, 0, 0], [1, 0, 0])
    return bones


def _whole(parts: list[trimesh.Trimesh]) -> trimesh.Trimesh:
    return trimesh.util.concatenate(parts)


def _frame(up: np.ndarray, left: np.ndarray) -> np.ndarray:
    """Rows: left, up, forward. Up is kept, left is made square to it."""
    up = up / np.linalg.norm(up)
    left = left - left @ up * up
    left = left / np.linalg.norm(left)
    return np.vstack([left, up, np.cross(left, up)])


def _straighten(bones: dict[str, trimesh.Trimesh], normal: np.ndarray, offset: float) -> None:
    up = np.array([0, 1.0, 0])
    up = up - up @ normal * normal
    frame = _frame(up, normal)
    for bone in bones.values():
        bone.vertices = bone.vertices @ frame.T - [offset, 0, 0]


def _hip_centre(femur: np.ndarray) -> np.ndarray:
    """The centre of the sphere that fits the head of the thigh bone (about 23 mm in radius)."""

    def sphere(points):
        def miss(q):
            return np.linalg.norm(points - q[:3], axis=1) - q[3]

        return least_squares(miss, [*points.mean(0), 23], loss="soft_l1").x

    top = femur[femur[:, 1] > femur[:, 1].max() - 70]
    ball = sphere(top[top[:, 0] < np.percentile(top[:, 0], 30)])
    for _ in range(5):
        near = abs(np.linalg.norm(femur - ball[:3], axis=1) - ball[3]) < 1.5
        ball = sphere(femur[near])
    return ball[:3]


def _pelvic_tilt(hip: np.ndarray) -> np.ndarray:
    upper = hip[hip[:, 1] > hip[:, 1].max() - 130]
    front_point = upper[np.argmax(upper[:, 2])]
    pubis = hip[(hip[:, 0] < 35) & (hip[:, 1] < hip[:, 1].min() + 70)]
    apart = front_point - pubis[np.argmax(pubis[:, 2])]
    return Rotation.from_euler("x", np.arctan2(-apart[2], apart[1])).as_matrix()


def _leg_turn(femur: np.ndarray) -> np.ndarray:
    """Found by steps: which points of the knee stick out depends on how the bone is turned."""
    knee = femur[femur[:, 1] < femur[:, 1].min() + 60]
    outer, inner = knee[np.argmax(knee[:, 0])], knee[np.argmin(knee[:, 0])]
    source = _frame(-(outer + inner) / 2, outer - inner)
    for _ in range(6):
        turned = femur @ source.T
        knee = turned[turned[:, 1] < turned[:, 1].min() + 45]
        outer, inner = knee[np.argmax(knee[:, 0])], knee[np.argmin(knee[:, 0])]
        is_outer = knee[:, 0] > (outer[0] + inner[0]) / 2
        rear = [half[np.argmin(half[:, 2])] for half in (knee[is_outer], knee[~is_outer])]
        source = _frame(-(outer + inner) / 2, rear[0] - rear[1]) @ source
    up = np.array([-np.sin(LEG_OUT), np.cos(LEG_OUT), 0])
    left = np.array([np.cos(LEG_TURN), 0, -np.sin(LEG_TURN)])
    return _frame(up, left).T @ source
