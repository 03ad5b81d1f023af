"""The drawings of a technique, where a page shows them."""

from django import template

from routines.figures.data import find_first, find_picture
from routines.reach import step_reach

register = template.Library()


@register.inclusion_tag("routines/picture.html")
def picture(step, is_late=False):
    """How a step is done, on its side; nothing where some of its places are left out today.

    `is_late`: drawn once it is nearly seen.
    """
    part = step.part
    is_true = step.row.technique.has_drawings and not step.only_regions
    found = find_picture(part.technique, part.position, part.side) if is_true else None
    return {"picture": found, "is_late": is_late}


@register.inclusion_tag("screening/places.html")
def step_places(step, clearance):
    """Which places a step works on, and which of them it leaves out today; the pictures of it
    are drawn once they are seen.
    """
    name = f"step-{step.row.pk}-places"
    return {"places": step_reach(step, clearance), "name": name, "is_late": True}


@register.inclusion_tag("routines/pictures.html")
def pictures(technique):
    """A technique's drawings, one for each of its positions that has one."""
    positions = technique.positions.all() if technique.has_drawings else ()
    found = {p.name: find_picture(technique.code, p.code) for p in positions}
    return {"pictures": {name: picture for name, picture in found.items() if picture}}


@register.inclusion_tag("routines/picture.html")
def card_picture(technique):
    """One drawing to know a technique by, drawn once it is nearly seen. The card says what it
    shows: it is not read out.
    """
    positions = technique.position_codes.split() if technique.has_drawings else ()
    return {"picture": find_first(technique.code, positions), "adorns": True, "is_late": True}
