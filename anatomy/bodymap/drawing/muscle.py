"""A muscle as the data gives it: fibres in space, a radius along them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.interpolate import CubicSpline, PchipInterpolator

from anatomy.bodymap.drawing.skeleton import point
from anatomy.bodymap.drawing.views import settled


def spline(points, count: int) -> np.ndarray:
    """A smooth line through points (centripetal, natural), evenly divided."""
    points = np.asarray(points, float)
    if len(points) == 2:
        return points[0] + (points[1] - points[0]) * np.linspace(0, 1, count)[:, None]
    apart = np.linalg.norm(np.diff(points, axis=0), axis=1)
    at = np.r_[0, np.cumsum(apart**0.5)]
    fine = CubicSpline(at, points, bc_type="natural")(np.linspace(0, at[-1], 400))
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(fine, axis=0), axis=1))]
    even = np.linspace(0, along[-1], count)
    return np.column_stack([np.interp(even, along, axis) for axis in fine.T])


@dataclass(frozen=True)
class Muscle:
    """Or a band, nerve or ligament. Fibres run from origin to insertion, and lie side by side.

    `radius`: mm, evenly spaced along the fibres. `tendon`: the fractions of the length at the
    origin and at the insertion that are tendon. `lines`: how many fibres are drawn at most.
    `context`: not one of the content's, drawn pale.
    """

    slug: str
    fibres: tuple
    radius: tuple[float, ...]
    lines: int
    tendon: tuple[float, float] = (0, 0)
    tissue: str = "muscle"
    context: bool = False

    @cached_property
    def control(self) -> list[np.ndarray]:
        return [np.array([point(place) for place in fibre]) for fibre in self.fibres]

    def surface(self, across: int, along: int) -> tuple[np.ndarray, np.ndarray]:
        """A sheet of points [fibre, place along it, xyz], and the radius at each place along."""
        fibres = np.array([spline(fibre, along) for fibre in self.control])
        if len(fibres) > 1:
            at, to = np.linspace(0, 1, len(fibres)), np.linspace(0, 1, across)
            if len(fibres) == 2:
                fibres = fibres[0] + (fibres[1] - fibres[0]) * to[:, None, None]
            else:
                fibres = CubicSpline(at, fibres, axis=0, bc_type="natural")(to)
        given = np.linspace(0, 1, len(self.radius))
        return settled(fibres), PchipInterpolator(given, self.radius)(np.linspace(0, 1, along))
