"""Ready-made starting points: what each asks for, and what stands against it for a person."""

from dataclasses import dataclass

from routines.catalogue import Catalogue
from routines.eligibility import Barred, Verdicts
from routines.objective import find_candidates, in_focus
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
    """Why nothing of what is asked for can be done today, each reason once; None if some can.

    Where a wish has a focus, some massage must be left there.
    """
    wanted = [
        technique
        for technique in catalogue.techniques.values()
        if (technique.is_massage and technique.mode in (wish.mode, "both"))
        and (not _has_focus(wish) or in_focus(technique, SIDES, wish))
    ]
    offered = {c.technique.code for c in find_candidates(wish, verdicts, catalogue)}
    if any(technique.code in offered for technique in wanted):
        return None
    found = [
        reason
        for technique in wanted
        for side in SIDES
        if isinstance(verdict := verdicts[technique.code, side], Barred)
        for reason in verdict.reasons
    ]
    return tuple(dict.fromkeys(found))


def _has_focus(wish: Request) -> bool:
    return bool(wish.focus_sites or wish.focus_muscles)
