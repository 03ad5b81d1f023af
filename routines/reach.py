"""What the steps of a routine work on, place by place, as far as they may be done today."""

from collections.abc import Iterable

from routines.shown import ShownStep
from screening.gate import Clearance
from screening.places import Places, left_out, show_places
from screening.rulebook import Site


def reach(steps: Iterable[ShownStep], clearance: Clearance) -> Places | None:
    """What they come to, and all that is left out; None if they work on no place with a name."""
    done = [step for step in steps if step.limits]
    pressed = {site for step in done for site in _pressed(step)}
    moved = {site for step in done for site in _moved(step)}
    if not pressed | moved:
        return None
    regions = done[0].sheet.catalogue.regions
    return show_places(regions, pressed=pressed, moved=moved, out=left_out(clearance, regions))


def step_reach(step: ShownStep, clearance: Clearance) -> Places | None:
    """One step's places; of what is left out, only what it would press."""
    regions = step.sheet.catalogue.regions
    usual = _sites(step, step.sheet.catalogue.techniques[step.part.technique].touches)
    out = {site: names for site, names in left_out(clearance, regions).items() if site in usual}
    pressed, moved = _pressed(step), _moved(step)
    if not pressed | moved:
        return None
    return show_places(regions, pressed=pressed, moved=moved, out=out)


def _pressed(step: ShownStep) -> set[Site]:
    technique = step.sheet.catalogue.techniques[step.part.technique]
    some = step.limits and step.limits.regions
    return _sites(step, technique.touches if some is None else some)


def _moved(step: ShownStep) -> set[Site]:
    return _sites(step, step.sheet.catalogue.techniques[step.part.technique].loads)


def _sites(step: ShownStep, regions: Iterable[str]) -> set[Site]:
    return {Site(region, side) for region in regions for side in step.part.sides}
