"""From where the figure is looked at, and how space falls on paper."""

from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sin

from routines.figures.vectors import Vector, cross, dot

type Point = tuple[float, float]


@dataclass(frozen=True)
class Camera:
    """`turn`: degrees around the figure, to its right; `down`: degrees looked down on it.

    `scale`: units of paper to a centimetre; `x`, `y`: where the origin falls on paper.
    """

    turn: float
    down: float
    scale: float = 1
    x: float = 0
    y: float = 0

    @cached_property
    def towards(self) -> Vector:
        """From the scene to the eye."""
        turn, down = radians(self.turn), radians(self.down)
        return (sin(turn) * cos(down), sin(down), cos(turn) * cos(down))

    @cached_property
    def right(self) -> Vector:
        return (cos(radians(self.turn)), 0.0, -sin(radians(self.turn)))

    @cached_property
    def up(self) -> Vector:
        return cross(self.towards, self.right)

    def depth(self, point: Vector) -> float:
        """How near to the eye; more is nearer."""
        return dot(point, self.towards)

    def flat(self, v: Vector) -> Point:
        """Where a point falls, y down as on paper."""
        return (self.x + self.scale * dot(v, self.right), self.y - self.scale * dot(v, self.up))
