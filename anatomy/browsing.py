"""Browsing muscles: what the page's address asks the body map to show."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from anatomy.bodymap.atlas import VIEWS, atlas, best_place
from anatomy.bodymap.picture import Mark

LAYERS = {"skin": "Skin", "superficial": "Muscles", "deep": "Deep muscles"}
SIDES = {"front": "Front", "back": "Back", "left": "Left", "right": "Right"}


@dataclass(frozen=True)
class Shown:
    """The view and layer that an address names. What it does not name, or wrongly, is the first."""

    view: str = "front"
    layer: str = "superficial"
    zoom: bool = False

    @classmethod
    def by(cls, query) -> "Shown":
        view, layer = query.get("view"), query.get("layer")
        return cls(
            view if view in SIDES else cls.view,
            layer if layer in LAYERS else cls.layer,
            query.get("zoom") == "hip",
        )

    @property
    def kept(self) -> dict[str, str]:
        """What names it in an address: only what is not the first."""
        named = {"view": self.view, "layer": self.layer, "zoom": "hip" if self.zoom else ""}
        first = {"view": Shown.view, "layer": Shown.layer, "zoom": ""}
        return {name: value for name, value in named.items() if value != first[name]}

    @property
    def title(self) -> str:
        return f"{LAYERS[self.layer]}, seen from the {self.view}"


def region_marks(regions, shown: Shown, chosen=None) -> list[Mark]:
    """Each region leads to the muscles under it, and stays in the picture."""
    page = reverse("anatomy:muscles")
    return [
        Mark(
            region.slug,
            region.name,
            href=f"{page}?{urlencode({**shown.kept, 'region': region.slug})}#results",
            state="chosen" if region == chosen else "",
        )
        for region in regions
    ]


def muscle_marks(muscles, found: Collection[str] = ()) -> list[Mark]:
    """Each muscle leads to its page. In the order of the regions that they lie in.

    Where muscles were searched for, those that were found stand out.
    """
    by_place = sorted(muscles, key=lambda m: (*min(_regions(m), default=(99, "")), m.order, m.slug))
    return [
        Mark(
            muscle.slug,
            muscle.plain_name,
            term=muscle.name,
            href=muscle.get_absolute_url(),
            state="worked" if muscle.slug in found else "",
        )
        for muscle in by_place
    ]


def _regions(muscle):
    return [(region.order, region.slug) for region in muscle.regions.all()]


def landmark_marks(landmarks) -> list[Mark]:
    """Bands and nerves that are drawn as shapes of their own."""
    return [Mark(row.slug, row.name, href=row.get_absolute_url()) for row in landmarks]


def shown_in(shown: Shown, marks: list[Mark]) -> list[Mark]:
    """Those of the marks that this view has in this layer."""
    drawing = atlas()[VIEWS[shown.view][0]]
    return [mark for mark in marks if drawing.shape(shown.layer, mark.slug)]


def best_view(slug: str) -> Shown | None:
    """Where a muscle is seen best, near enough to recognise it; None if no drawing has it."""
    place = best_place(slug)
    if place is None:
        return None
    name, layer = place
    drawing = atlas()[name]
    shape = drawing.shape(layer, slug)
    _, top, _, height = shape.box
    _, hip_top, _, hip_height = drawing.boxes["hip"]
    is_near = top >= hip_top and top + height <= hip_top + hip_height
    return Shown("left" if name == "side" else name, layer, is_near)
