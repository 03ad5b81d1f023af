"""What the steps of a routine work on, place by place, as far as they may be done today."""

from collections.abc import Iterable

from routines.shown import ShownStep
from screening.gate import Clearance
from screening.places import Places, left_out, show_places
from screening.rulebook import Site


def reach(steps: Iterable[ShownStep], clearance: Clearance) -> Places | None:
    """None if no step works on a place that has a name."""
    pressed, moved, regions = set[Site](), set[Site](), {}
    for step in steps:
        if not step.limits:
            continue
        regions = step.sheet.catalogue.regions
        technique = step.sheet.catalogue.techniques[step.part.technique]
        touched = technique.touches if step.limits.regions is None else step.limits.regions
        pressed |= {Site(region, side) for region in touched for side in step.part.sides}
        moved |= {Site(region, side) for region in technique.loads for side in step.part.sides}
    if not pressed | moved:
        return None
    return show_places(regions, pressed=pressed, moved=moved, out=left_out(clearance))
