"""What may go into a plan for this person, and what each technique at each dose is worth."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from routines.catalogue import Catalogue, Technique
from routines.eligibility import Allowed, Verdicts
from routines.request import Kept, Request
from screening.rulebook import SIDES, Site

GET_READY_S = 10  # before each step: read it, change side, position or tool (our judgement)
GRID_S = 10  # doses are whole tens of seconds

# How far a grade of evidence carries; our judgement, in the order of the content's words.
EVIDENCE = {"supported": 1.0, "moderate": 0.9, "weak": 0.7, "indirect": 0.6, "none": 0.5}

SHORTEST_GIVES = 0.7  # our judgement
# People come for massage; after it "1 or 2 easy moves" are asked for (content, section 5).
MOVEMENT_GIVES = 1 / 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A technique on the sides on which it may be done, with the shortest and longest dose.

    `kept`: the person locked it, so it must be in the plan, for the seconds they gave it.
    """

    technique: Technique
    verdicts: tuple[Allowed, ...]
    shortest: int
    longest: int
    fit: float
    kept: bool = False

    @property
    def sides(self) -> tuple[str, ...]:
        return tuple(verdict.side for verdict in self.verdicts)

    @property
    def turns(self) -> int:
        """How many steps it makes: one, or one a side."""
        return 1 if self.technique.both_at_once else len(self.verdicts)

    def cost(self, seconds: int) -> int:
        return self.turns * (seconds + GET_READY_S)

    @property
    def doses(self) -> tuple[int, ...]:
        """Shortest, middle and longest time a turn, in whole tens of seconds."""
        middle = (self.shortest + self.longest) // 2 // GRID_S * GRID_S
        return tuple(sorted({self.shortest, max(middle, self.shortest), self.longest}))

    def sites(self, regions: Iterable[str]) -> frozenset[Site]:
        return frozenset(Site(region, side) for region in regions for side in self.sides)


def value(candidate: Candidate, seconds: int) -> float:
    """What a technique at a dose is worth to this person: the objective, to be summed.

    Fit to what was asked for (1 for anything allowed, up to 3 more for the goals it serves, 3
    more if it works on the focus), times how far its evidence carries, times what its dose
    gives, times a third for movements. A technique done on one side only is worth half.

    The shortest sensible dose gives most of it, and more time helps less and less: from
    SHORTEST_GIVES up to 1 along 1 - (1 - x)^2, x from the technique's shortest to longest time.
    """
    technique = candidate.technique
    room = technique.seconds_max - technique.seconds_min
    x = min((seconds - technique.seconds_min) / room, 1.0) if room else 1.0
    dose = SHORTEST_GIVES + (1 - SHORTEST_GIVES) * (1 - (1 - max(x, 0.0)) ** 2)
    sides = 1.0 if technique.both_at_once else len(candidate.sides) / len(SIDES)
    kind = 1.0 if technique.is_massage else MOVEMENT_GIVES
    return candidate.fit * EVIDENCE[technique.evidence_grade] * dose * sides * kind


def find_candidates(
    request: Request, verdicts: Verdicts, catalogue: Catalogue, kept: Iterable[Kept] = ()
) -> list[Candidate]:
    """What the plan may draw on: allowed, and on both sides where both are done at once.

    What is kept has one dose, today's longest at most, whatever else the request asks for.
    """
    seconds = {one.technique: one.seconds for one in kept}
    found = []
    for technique in catalogue.techniques.values():
        allowed = [v for s in SIDES if isinstance(v := verdicts[technique.code, s], Allowed)]
        if technique.both_at_once:
            allowed = _on_both(allowed)
        if technique.code not in seconds:
            allowed = [v for v in allowed if _is_asked_for(technique, v.side, request)]
        if request.pressure is not None:
            allowed = [
                replace(v, cap=min(v.cap, request.pressure))
                for v in allowed
                if technique.pressure_min <= request.pressure
            ]
        if allowed:
            shortest, longest = _dose(technique, allowed)
            if technique.code in seconds:
                shortest = longest = min(max(seconds[technique.code], shortest), longest)
            found.append(
                Candidate(
                    technique,
                    tuple(allowed),
                    shortest,
                    longest,
                    fit=_fit(technique, allowed, request),
                    kept=technique.code in seconds,
                )
            )
    return found


def _on_both(allowed: list[Allowed]) -> list[Allowed]:
    """What holds on both sides at once; nothing unless one position and tool will do for both."""
    if len(allowed) < len(SIDES):
        return []
    one, other = allowed
    positions = tuple(position for position in one.positions if position in other.positions)
    tools = tuple(tool for tool in one.tools if tool in other.tools)
    if not positions or not tools:
        return []
    return [replace(verdict, positions=positions, tools=tools) for verdict in allowed]


def _is_asked_for(technique: Technique, side: str, request: Request) -> bool:
    """Both sides, unless the focus names this technique's regions on the other side only."""
    if technique.both_at_once:
        return True
    regions = technique.touches | technique.loads
    focused = {site.side for site in request.focus_sites if site.region in regions}
    return not focused or side in focused


def _dose(technique: Technique, allowed: list[Allowed]) -> tuple[int, int]:
    """Shortest and longest seconds a turn, rounded inwards to tens; equal on both sides.

    Where the hold is the technique, spots times the longest hold allowed is all the time it has.
    """
    longest = technique.seconds_max
    if technique.is_hold:
        longest = min(longest, technique.sets_max * min(v.hold for v in allowed))
    shortest = -(-min(technique.seconds_min, longest) // GRID_S) * GRID_S
    return shortest, max(longest // GRID_S * GRID_S, shortest)


def _fit(technique: Technique, allowed: list[Allowed], request: Request) -> float:
    fit = 1.0
    if request.goals:
        fit += 3.0 * len(request.goals & technique.goals) / len(request.goals)
    if in_focus(technique, [v.side for v in allowed], request):
        fit += 3.0
    return fit


def in_focus(technique: Technique, sides: Iterable[str], request: Request) -> bool:
    reach = {Site(r, s) for r in technique.touches | technique.loads for s in sides}
    return bool(reach & request.focus_sites or request.focus_muscles & set(technique.muscles))
