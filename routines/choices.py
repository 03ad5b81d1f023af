"""A choice as the search makes it: what is done so far, what may follow, when it is needless."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from routines.objective import POSITION_COSTS, TOOL_COSTS, Candidate
from routines.problem import CREDIT, POSITION, TECHNIQUES_MAX, TOOL, Dose, Entry, Problem

type Path = tuple[Path, Step] | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A technique in the plan: its phase, the seconds a turn, and each turn's position."""

    candidate: Candidate
    phase: str
    seconds: int
    way: tuple[str, ...]


class Step(NamedTuple):
    """A technique taken in a stage. `start`: where the stage begins."""

    stage: int
    entry: Entry
    dose: Dose
    where: str
    start: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is still to come. `shares`: the largest by muscle; `gives`: the most a technique can,
    by bit; `before`: bits of what something waits for."""

    shares: tuple[tuple[int, float], ...] = ()
    gives: Mapping[int, float] = field(default_factory=dict)
    bits: int = 0
    before: int = 0
    has_massage: bool = False


NOTHING = Ahead()


def look_ahead(problem: Problem) -> list[list[Ahead]]:
    """What is still to come at each entry of each stage, and after its last."""
    found: list[list[Ahead]] = []
    shares: dict[int, float] = {}
    gives: dict[int, float] = {}
    before, has_massage = 0, False

    def now() -> Ahead:
        return Ahead(tuple(sorted(shares.items())), dict(gives), sum(gives), before, has_massage)

    for stage in reversed(problem.stages):
        here = [now()]
        for entry in reversed(stage):
            for muscle, share in entry.shared:
                shares[muscle] = max(share, shares.get(muscle, 0.0))
            longest = entry.doses[-1]
            most = longest.gives + sum(share for _, share in entry.shared) * CREDIT[longest.units]
            gives[entry.bit] = max(most, gives.get(entry.bit, 0.0))
            before |= entry.after
            has_massage = has_massage or entry.is_massage
            here.insert(0, now())
        found.insert(0, here)
    return found


class State(NamedTuple):
    """A choice so far. `place`: where this stage begins. `tool`: in hand.

    `room`: what the room left within the priced limits is priced at. `chosen`, `warm`: bits of
    techniques and of sites. `used`: places of this stage that it has been in.
    """

    worth: float
    time: int
    room: float
    many: int
    muscles: tuple[int, ...]
    place: str
    tool: str
    massage: int
    warm: int
    chosen: int
    used: frozenset[str]
    path: Path


SEEN = 16


class Seen:
    """The best choice of each set of techniques, of some of the best sets there were."""

    def __init__(self) -> None:
        self.states: dict[int, State] = {}
        self._least = 0.0

    def note(self, state: State) -> None:
        there = self.states.get(state.chosen)
        if state.worth <= (there.worth if there else self._least):
            return
        self.states[state.chosen] = state
        if len(self.states) > SEEN:
            by_worth = sorted(self.states.values(), key=lambda one: one.worth)
            del self.states[by_worth[0].chosen]
            self._least = by_worth[1].worth


def may_follow(entry: Entry, state: State) -> bool:
    """Whether the limits let it be done after these, time aside."""
    if state.many >= TECHNIQUES_MAX or entry.bit & state.chosen:
        return False
    if entry.after & ~state.chosen or entry.needs_sites & ~state.warm:
        return False
    return bool(state.warm) or entry.warms_up or not entry.is_massage


def makes_needless(one: State, other: State, ahead: Ahead, problem: Problem) -> bool:
    """Whether the one is worth as much as the other, whatever follows, so that the other can go.

    Where the one has given a muscle more, or is elsewhere, that takes away no more than is said
    here. Of the limits only what the other could still use of them matters.
    """
    behind, change = one.worth - other.worth, 0
    if one.place != other.place:
        behind, change = behind - POSITION_COSTS, POSITION
    if one.tool != other.tool and (other.tool or not other.chosen):
        behind, change = behind - TOOL_COSTS, change + TOOL
    if behind < -1e-12 or one.time + change > other.time:
        return False
    could = min(TECHNIQUES_MAX - other.many, (ahead.bits & ~other.chosen).bit_count())
    if one.many + could > TECHNIQUES_MAX or other.chosen & ahead.before & ~one.chosen:
        return False
    if ahead.has_massage:
        most = problem.massage_time
        could = min(most - other.massage, problem.time - other.time)
        if one.massage + change + could > most:
            return False
    if one.chosen & ~other.chosen & ahead.bits:
        for bit, gives in ahead.gives.items():
            if bit & one.chosen and not bit & other.chosen:
                behind -= gives
    for muscle, share in ahead.shares:
        had, other_had = one.muscles[muscle], other.muscles[muscle]
        if had > other_had:
            behind -= share * (CREDIT[had] - CREDIT[other_had])
            if behind < -1e-12:
                return False
    return behind >= -1e-12


def choice(state: State) -> tuple[Taken, ...]:
    """What a state took, in the order of doing it."""
    stages: dict[int, list[Step]] = {}
    path = state.path
    while path:
        path, step = path
        stages.setdefault(step.stage, []).insert(0, step)
    order: list[Step] = []
    end = ""
    for steps in stages.values():  # the last stage first
        order[:0] = _place_by_place(steps, end)
        end = steps[0].start
    return tuple(
        Taken(step.entry.candidate, step.entry.phase, step.dose.seconds, step.entry.way(step.where))
        for step in order
    )


def _place_by_place(steps: list[Step], end: str) -> list[Step]:
    """Those first that are done where one is already, those last that are done where it ends."""
    places = list(dict.fromkeys(step.where for step in steps))
    places.sort(key=lambda place: (place == end) - (place == steps[0].start))
    return [step for place in places for step in steps if step.where == place]
