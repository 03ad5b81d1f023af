"""What may go into a plan for this person, and what a plan is worth: the objective."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from routines.catalogue import Catalogue, Technique
from routines.eligibility import Allowed, Verdicts
from routines.request import Kept, Request
from routines.timing import GRID_S, READY_S
from screening.rulebook import SIDES, Site

# How far a grade of evidence carries; our judgement, in the order of the content's words.
EVIDENCE = {"supported": 1.0, "moderate": 0.9, "weak": 0.7, "indirect": 0.6, "none": 0.5}

# People come for massage; after it "1 or 2 easy moves" are asked for (content, section 5).
MOVEMENT_GIVES = 1 / 3

# "30-120 a set, aim for 90 in all" for a muscle (content, section 5): 90 seconds count in full,
# 90 more a third (our judgement), and what goes beyond them not at all.
ENOUGH_S, ALL_S = 90, 180
BEYOND_GIVES = 1 / 3

# What a change takes away, where a technique that fits no wish gives 1 (our judgement).
POSITION_COSTS, TOOL_COSTS = 0.1, 0.05

DOSE_STEP_S = 30  # doses are whole half minutes, the shortest and the longest aside


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
        """Seconds that it takes at this dose where nothing has to be changed for it."""
        return self.turns * (seconds + READY_S)

    @property
    def doses(self) -> tuple[int, ...]:
        """Seconds a turn that it may be planned for."""
        inner = range(-(-self.shortest // DOSE_STEP_S) * DOSE_STEP_S, self.longest, DOSE_STEP_S)
        return tuple(sorted({self.shortest, *inner, self.longest}))

    @property
    def ways(self) -> tuple[tuple[str, ...], ...]:
        """The positions to choose from, one for each turn: the same for both, if one will do."""
        turns = self.verdicts[: self.turns]
        common = [p for p in turns[0].positions if all(p in v.positions for v in turns)]
        if common:
            return tuple((position,) * len(turns) for position in common)
        return (tuple(verdict.positions[0] for verdict in turns),)

    @property
    def tools(self) -> tuple[str, ...]:
        """The tool for each turn: the content's first, that of both sides if one will do."""
        turns = self.verdicts[: self.turns]
        common = [t for t in turns[0].tools if all(t in v.tools for v in turns)]
        return tuple(common[0] if common else verdict.tools[0] for verdict in turns)

    @property
    def rate(self) -> float:
        """What it gives with muscles that had nothing yet, both sides, 90 seconds each.

        Fit to what was asked for (1 for anything allowed, up to 3 more for the goals it serves,
        3 more if it works on the focus), times how far its evidence carries, times a third for
        movements.
        """
        kind = 1.0 if self.technique.is_massage else MOVEMENT_GIVES
        return self.fit * EVIDENCE[self.technique.evidence_grade] * kind

    @property
    def works_on(self) -> tuple[tuple[str, str], ...]:
        """Each muscle on each side. What names no muscle works on the leg as a whole."""
        muscles = self.technique.muscles or (f"all of the leg, {self.technique.code}",)
        return tuple((muscle, side) for muscle in muscles for side in self.sides)

    @property
    def share(self) -> float:
        """What it gives with one muscle on one side, of its rate."""
        return self.rate / (len(self.technique.muscles or (1,)) * len(SIDES))

    @property
    def reach(self) -> frozenset[Site]:
        """What it presses or moves."""
        return self.sites(self.technique.touches | self.technique.loads)

    def sites(self, regions: Iterable[str]) -> frozenset[Site]:
        return frozenset(Site(region, side) for region in regions for side in self.sides)


def credit(seconds: int) -> float:
    """How much a muscle has of so many seconds in all: 1 for enough, 4/3 at most."""
    beyond = max(min(seconds, ALL_S) - ENOUGH_S, 0)
    return (min(seconds, ENOUGH_S) + BEYOND_GIVES * beyond) / ENOUGH_S


def worth(done: Iterable[tuple[Candidate, int]], position_changes: int, tool_changes: int) -> float:
    """What a plan is worth to this person: the objective.

    Each technique gives its rate, shared out evenly over the muscles and sides it works on, as
    far as each of them still has use for its seconds: `credit` falls off over all the time that
    a muscle gets, from whatever technique. Changes of position and tool take some away.

    `done`: techniques with the seconds of a turn, in the order in which their time counts:
    phase by phase, in each of them superficial before deep.
    """
    had: Counter[tuple[str, str]] = Counter()
    total = 0.0
    for candidate, seconds in done:
        for place in candidate.works_on:
            total += candidate.share * (credit(had[place] + seconds) - credit(had[place]))
            had[place] += seconds
    return total - position_changes * POSITION_COSTS - tool_changes * TOOL_COSTS


def find_candidates(
    request: Request, verdicts: Verdicts, catalogue: Catalogue, kept: Iterable[Kept] = ()
) -> list[Candidate]:
    """What the plan may draw on: allowed, and on both sides where both are done at once.

    What is kept has one dose, today's longest at most, whatever else the request asks for.
    """
    to_keep: dict[str, dict[str, Kept]] = {}
    for one in kept:
        for side in SIDES if one.side == "both" else (one.side,):
            to_keep.setdefault(one.technique, {})[side] = one
    found: list[Candidate] = []
    for technique in catalogue.techniques.values():
        allowed = [v for s in SIDES if isinstance(v := verdicts[technique.code, s], Allowed)]
        if technique.both_at_once:
            allowed = _on_both(allowed)
        mine = to_keep.get(technique.code, {})
        allowed = [
            v for v in allowed if v.side in mine or _is_asked_for(technique, v.side, request)
        ]
        if request.pressure is not None:
            allowed = [
                replace(v, cap=min(v.cap, request.pressure))
                for v in allowed
                if technique.pressure_min <= request.pressure
            ]
        if allowed:
            shortest, longest = _dose(technique, allowed)
            fit = _fit(technique, allowed, request)
            usual = Candidate(technique, tuple(allowed), shortest, longest, fit)
            found += _as_kept(usual, mine)
    return found


def _as_kept(usual: Candidate, kept: Mapping[str, Kept]) -> list[Candidate]:
    """The technique as it is kept, by side: one that is, or one a side where the times differ.

    A side that was not kept gets as long as the one that was.
    """
    sides = [side for side in usual.sides if side in kept]
    if not sides:
        return [usual]
    times = {side: kept.get(side, kept[sides[0]]).seconds for side in usual.sides}
    times = {side: min(max(s, usual.shortest), usual.longest) for side, s in times.items()}
    as_is = tuple(_in_its_way(v, kept.get(v.side, kept[sides[0]])) for v in usual.verdicts)
    if len(set(times.values())) == 1 or usual.technique.both_at_once:
        time = times[sides[0]]
        return [replace(usual, verdicts=as_is, shortest=time, longest=time, kept=True)]
    return [
        replace(usual, verdicts=(v,), shortest=times[v.side], longest=times[v.side], kept=True)
        for v in as_is
    ]


def _in_its_way(verdict: Allowed, kept: Kept) -> Allowed:
    """With the kept position and tool alone, as far as they are allowed."""
    positions = tuple(p for p in verdict.positions if p == kept.position) or verdict.positions
    tools = tuple(tool for tool in verdict.tools if tool == kept.tool) or verdict.tools
    return replace(verdict, positions=positions, tools=tools)


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
