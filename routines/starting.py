"""Ready-made starting points: what each asks for, and what stands against it for a person."""

from collections import Counter
from dataclasses import dataclass

from routines.catalogue import Catalogue
from routines.eligibility import Barred, Verdicts
from routines.objective import Candidate, find_candidates, in_focus
from routines.request import Request
from screening.gate import Reason
from screening.rulebook import SIDES


@dataclass(frozen=True, slots=True)
class StartingPoint:
    slug: str
    name: str
    summary: str
    wish: Request


def find_obstacles(
    wish: Request, verdicts: Verdicts, catalogue: Catalogue
) -> tuple[Reason, ...] | None:
    """Why nothing of what is asked for can be done today, what bars most first; None if some can.

    Where a wish has a focus, some massage must be left there. What needs a tool that the wish does
    not have was never meant, whatever else bars it.
    """
    at_hand = wish.tools | {tool.code for tool in catalogue.tools.values() if tool.always_there}
    wanted = [
        technique
        for technique in catalogue.techniques.values()
        if (technique.is_massage and technique.mode in (wish.mode, "both"))
        and at_hand.intersection(technique.tools)
        and (not _has_focus(wish) or in_focus(technique, SIDES, wish))
    ]
    codes = {technique.code for technique in wanted}
    for candidate in find_candidates(wish, verdicts, catalogue):
        if candidate.technique.code in codes and _reaches_focus(candidate, wish):
            return None
    found = [
        reason
        for technique in wanted
        for side in SIDES
        if isinstance(verdict := verdicts[technique.code, side], Barred)
        for reason in verdict.reasons
    ]
    counted = Counter(found)
    return tuple(sorted(counted, key=lambda reason: -counted[reason]))


def _reaches_focus(candidate: Candidate, wish: Request) -> bool:
    """What is left of a technique that can skip a place is not always the place asked for."""
    regions = {site.region for site in wish.focus_sites}
    left = {
        region
        for verdict in candidate.verdicts
        for region in (candidate.technique.touches if verdict.regions is None else verdict.regions)
    }
    return not regions or bool(regions & left)


def _has_focus(wish: Request) -> bool:
    return bool(wish.focus_sites or wish.focus_muscles)
