"""What a clearance limits, in plain words, with the answers that did it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from screening.flow import Kind as PageKind
from screening.flow import Page, Progress
from screening.gate import Clearance, Limit, Reason
from screening.rulebook import Kind, Rulebook, Site
from screening.summary import say_places

# Hazards of tools and of positions are shown as such; the rest are ways of massaging.
TOOLS = ("roller", "ball", "firm-ball")
POSITIONS = ("face-down", "flat-on-back", "on-floor", "lying-on-hip")

HEADINGS = {
    "pressure": "Pressure",
    "hold": "Still holds",
    "minutes": "Time",
    "region": "Places not to press",
    "load": "Places not to load with movements",
    "tools": "Tools left out",
    "positions": "Positions left out",
    "ways": "Ways left out",
    "oil": "Oil",
    "partner": "Massage by a partner",
    "care": "How to take care",
}


@dataclass(frozen=True, slots=True)
class Limitation:
    """One thing that is limited. `where` empty: everywhere."""

    text: str
    where: tuple[str, ...]
    because: tuple[Reason, ...]

    @property
    def sentence(self) -> str:
        """Its text, and the places that it is about."""
        if not (self.text and self.where):
            return self.text or "; ".join(self.where)
        return f"{self.text.rstrip('.')}: {'; '.join(self.where)}"


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    limitations: tuple[Limitation, ...]


@dataclass(frozen=True, slots=True)
class WayBack:
    """An answer that limits, and the page that changes it.

    `by_a_clinician`: their word would lift it. `may_pass`: it is asked anew each session.
    """

    reason: Reason
    page: Page | None
    by_a_clinician: bool
    may_pass: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """A limit on all the sites where it holds, with every answer that says so."""

    group: str
    limit: Limit
    sites: frozenset[Site]
    because: tuple[Reason, ...]

    def is_idle_beside(self, other: "_Found") -> bool:
        """Another limit of the same kind is as strict or stricter wherever this one holds."""
        stricter = (other.limit.limit, -len(other.sites)) < (self.limit.limit, -len(self.sites))
        return (
            self.group in ("pressure", "hold", "minutes")
            and other.group == self.group
            and self.sites <= other.sites
            and stricter
        )


def explain(
    clearance: Clearance, rulebook: Rulebook, hazards: Mapping[str, str]
) -> tuple[Group, ...]:
    """What is limited, in groups. `hazards`: slug → name."""
    found = _merge(clearance, rulebook)
    told = [one for one in found if not any(one.is_idle_beside(other) for other in found)]
    groups = (
        Group(
            heading,
            tuple(_say(one, rulebook, hazards) for one in told if one.group == name),
        )
        for name, heading in HEADINGS.items()
    )
    return tuple(group for group in groups if group.limitations)


def ways_back(clearance: Clearance, progress: Progress) -> tuple[WayBack, ...]:
    """What would bring back what is limited; where everything is stopped, what would lift that."""
    reasons = clearance.stops or [limit.reason for limit in clearance.limits]
    return tuple(_way_back(reason, progress) for reason in dict.fromkeys(reasons))


def _way_back(reason: Reason, progress: Progress) -> WayBack:
    question = progress.rulebook.questions[reason.code]
    section = progress.rulebook.section_of(question)
    option = question.option(reason.option)
    given = next((a for a in progress.said(question) if a.option == reason.option), None)
    page = Page(PageKind.QUESTION, section.slug, question.slug)
    if not progress.opens(page):
        page = Page(PageKind.SECTION, section.slug)
    can_be_cleared = option is not None and option.cleared_level is not None
    return WayBack(
        reason=reason,
        page=page if progress.section(section.slug) else None,
        by_a_clinician=bool(can_be_cleared and given and not given.cleared),
        may_pass=section.each_session,
    )


def _merge(clearance: Clearance, rulebook: Rulebook) -> list[_Found]:
    """Limits that say the same about the same sites, as one; places of one answer, as one."""
    found: dict[tuple[object, ...], _Found] = {}
    for one in _limits(clearance, rulebook):
        limit = one.limit
        same = (one.group, limit.hazard, limit.limit, limit.advice)
        by_place = one.group in ("region", "load")
        key = (*same, one.because if by_place else one.sites)
        earlier = found.get(key)
        if earlier is None:
            found[key] = one
        else:
            because = tuple(dict.fromkeys([*earlier.because, *one.because]))
            found[key] = replace(earlier, sites=earlier.sites | one.sites, because=because)
    return list(found.values())


def _limits(clearance: Clearance, rulebook: Rulebook) -> Iterator[_Found]:
    for limit in clearance.limits:
        group = _group(limit)
        if group in HEADINGS:
            sites = limit.sites
            if sites is None:
                sites = frozenset(site for site in rulebook.sites if site.side in limit.sides)
            if sites:
                yield _Found(group, limit, sites, (limit.reason,))


def _group(limit: Limit) -> str:
    if limit.kind is not Kind.HAZARD:
        return limit.kind.value
    if limit.hazard in TOOLS:
        return "tools"
    return "positions" if limit.hazard in POSITIONS else "ways"


def _say(found: _Found, rulebook: Rulebook, hazards: Mapping[str, str]) -> Limitation:
    limit = found.limit
    places = tuple(say_places(found.sites, rulebook.regions))
    texts = {
        "pressure": f"At most {limit.limit} out of 10",
        "hold": f"At most {limit.limit} seconds" if limit.limit else "No still holds",
        "minutes": f"At most {limit.limit} minutes in all",
        "region": "" if places else "Everywhere",
        "load": "" if places else "Everywhere",
        "oil": "No oil or lotion that bothers your skin",
        "partner": "Not for now",
        "care": limit.advice,
    }
    hazard = hazards.get(limit.hazard, limit.hazard)
    return Limitation(texts.get(found.group, hazard), places, found.because)
