"""What shapely leaves open about flat areas."""

from shapely import Polygon
from shapely.geometry.base import BaseGeometry


def polygons(area: BaseGeometry | None, smallest: float = 0.0) -> list[Polygon]:
    """The polygons that an area is made of, largest first."""
    if area is None:
        return []
    parts = [p for p in getattr(area, "geoms", [area]) if isinstance(p, Polygon)]
    return sorted((p for p in parts if p.area > smallest), key=lambda p: -p.area)


def largest(area: BaseGeometry) -> Polygon:
    return (polygons(area) or [Polygon()])[0]


def softened(area: BaseGeometry, radius: float) -> BaseGeometry:
    """Without what is narrower than twice the radius, be it a spit or a gap; corners rounded."""
    return area.buffer(radius).buffer(-2 * radius).buffer(radius)
