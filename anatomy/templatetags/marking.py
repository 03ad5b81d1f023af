from dataclasses import dataclass

from django import template

from anatomy.bodymap.atlas import VIEWS, atlas, best_place
from anatomy.bodymap.picture import Mark

register = template.Library()

FROM = {"front": "Front", "back": "Back", "left": "Left", "right": "Right"}
LAYERS = {"superficial": "Muscles", "deep": "Deep muscles"}
# What stands at the picture's own left and right edge. From the front a person faces the viewer.
EDGES = {
    "front": ("Your right", "Your left"),
    "back": ("Your left", "Your right"),
    "left": ("Your left side",),
    "right": ("Your right side",),
}


@dataclass(frozen=True)
class Figure:
    """One picture. `is_late`: it is fetched only once it is to be seen."""

    view: str
    layer: str
    name: str
    marks: tuple[Mark, ...]
    is_late: bool

    @property
    def edges(self):
        return EDGES[self.view]

    @property
    def title(self):
        return FROM[self.view]


@register.inclusion_tag("anatomy/marking.html")
def marking_map(name, marks, layers="skin", hint="", is_late=False):
    """Pictures from every side that tick the checkboxes which the marks name as `control`.

    The list of those checkboxes is the caller's, stands after this in one `.marking`, and does
    everything alone. Front and back are there at once unless `is_late`; what is seen later is
    fetched later. `layers`: with blanks between; of several the person chooses one.
    """
    names = layers.split()
    figures = [
        Figure(
            view,
            layer,
            f"{name}-{layer}-{view}",
            tuple(marks),
            is_late or view not in ("front", "back"),
        )
        for layer in names
        for view in FROM
        if any(atlas()[VIEWS[view][0]].shape(layer, mark.slug) for mark in marks)
    ]
    shown = {figure.view for figure in figures}
    return {
        "name": name,
        "figures": figures,
        "hint": hint,
        "views": {view: label for view, label in FROM.items() if view in shown},
        "layers": {layer: LAYERS[layer] for layer in names if layer in LAYERS},
        "has_barred": any(mark.state == "off-limits" for mark in marks),
    }


@register.inclusion_tag("anatomy/shown_map.html")
def shown_map(name, marks, muscles=(), edges=True, is_late=False):
    """Small pictures of the skin, of those of front and back that have something marked, and one
    of as many of the `muscles` (marks) as can be seen together, which is fetched when it is seen.

    What is marked stands beside them in words, which are the caller's. `edges`: say which side
    is whose. `is_late`: draw all of them once they are seen, on a page with many.
    """
    figures = [
        Figure(view, "skin", f"{name}-{view}", tuple(marks), bool(is_late))
        for view in ("front", "back")
        if any(atlas()[view].shape("skin", mark.slug) for mark in marks)
    ]
    if place := best_place(*(mark.slug for mark in muscles)):
        drawing, layer = place
        view = "left" if drawing == "side" else drawing
        figures.append(Figure(view, layer, f"{name}-muscles", tuple(muscles), True))
    return {"figures": figures, "has_edges": edges}
