"""What a drawing is made of, back to front, in centimetres on paper (y down)."""

from dataclasses import dataclass

from routines.figures.camera import Point

type Points = list[Point]


@dataclass(frozen=True, slots=True)
class Shape:
    """One or more outlines that share a fill and one line around all of them together.

    `open`: the last point is not joined to the first by the line (the fill is). `rigid`: corners.
    """

    style: str
    outlines: list[Points]
    is_open: bool = False
    is_rigid: bool = False
    is_far: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way that something moves; `both`: there and back."""

    points: Points
    both: bool = False


@dataclass(frozen=True, slots=True)
class Ring:
    """A place that is pressed and held."""

    at: Point


type Item = Shape | Arrow | Ring
