"""Sites on the body map: what is worked on or left out, as marks of a picture and in words."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from anatomy.bodymap.picture import Mark
from screening.gate import Clearance
from screening.rulebook import Kind, Site
from screening.summary import say_places

# What is drawn in which way, and what the words beside the picture call it.
HEADINGS = {"worked": "Pressed", "supporting": "Moved", "off-limits": "Not to press"}


@dataclass(frozen=True, slots=True)
class Line:
    """What is drawn in one way, in words. `because`: the answers that say so."""

    state: str
    heading: str
    places: tuple[str, ...]
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """What a picture shows, and the same in words."""

    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]


def shape_of(region: str) -> str:
    """What the body map calls a region: its slug, which is its code with hyphens."""
    return region.replace("_", "-")


def site_mark(site: Site, label: str, *, control: str = "", state: str = "") -> Mark:
    return Mark(shape_of(site.region), label, site.side, control=control, state=state)


def left_out(clearance: Clearance, regions: Iterable[str]) -> Mapping[Site, tuple[str, ...]]:
    """The sites that must not be pressed, with the names of the answers that say so."""
    out: dict[Site, dict[str, None]] = {}
    for limit in clearance.of_kind(Kind.REGION):
        everywhere = [Site(region, side) for region in regions for side in sorted(limit.sides)]
        for site in everywhere if limit.sites is None else sorted(limit.sites):
            out.setdefault(site, {})[limit.reason.name] = None
    return {site: tuple(names) for site, names in out.items()}


def show_places(
    regions: Mapping[str, str],
    *,
    pressed: Collection[Site] = (),
    moved: Collection[Site] = (),
    out: Mapping[Site, tuple[str, ...]],
) -> Places:
    """A site that is both pressed and moved is shown as pressed; one to keep off, as that."""
    ways = {
        "worked": frozenset(pressed) - set(out),
        "supporting": frozenset(moved) - set(pressed),
        "off-limits": frozenset(out),
    }
    # What is said last of a site is what is drawn.
    states = {site: state for state, sites in ways.items() for site in sorted(sites)}
    marks = [
        site_mark(site, f"{regions[site.region]}, {site.side}: {HEADINGS[state]}", state=state)
        for site, state in states.items()
        if site.region in regions
    ]
    lines = [
        Line(
            state,
            HEADINGS[state],
            tuple(say_places(sites, regions)) or ("Everywhere",),
            _names(out.values()) if state == "off-limits" else (),
        )
        for state, sites in ways.items()
        if sites
    ]
    return Places(tuple(marks), tuple(lines))


def _names(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in groups for name in names))
