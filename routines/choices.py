"""A choice as the search makes it: what is done so far, what may follow, when it is needless."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from routines.objective import POSITION_COSTS, TOOL_COSTS, Candidate
from routines.problem import CREDIT, POSITION, TECHNIQUES_MAX, TOOL, Dose, Entry, Problem

type Path = tuple[Path, int, Entry, Dose, str] | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A technique in the plan: its phase, the seconds a turn, and each turn's position."""

    candidate: Candidate
    phase: str
    seconds: int
    way: tuple[str, ...]


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
    """A choice so far. `place`: where it was before this stage. `tool`: in hand.

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


def may_follow(entry: Entry, state: State) -> bool:
    """Whether the limits let it be done after these, time aside."""
    if state.many >= TECHNIQUES_MAX or entry.bit & state.chosen:
        return False
    if entry.after & ~state.chosen or entry.needs_sites & ~state.warm:
        return False
    return bool(state.warm) or entry.warms_up or not entry.is_massage


def makes_needless(one: State, other: State, ahead: Ahead) -> bool:
    """Whether the one is worth as much as the other, whatever follows, so that the other can go.

    Where the one has given a muscle more, or is elsewhere, that takes away no more than is said
    here.
    """
    if one.many > other.many or one.massage > other.massage:
        return False
    behind, late = one.worth - other.worth, one.time - other.time
    if one.place != other.place:
        behind, late = behind - POSITION_COSTS, late + POSITION
    if other.tool and one.tool != other.tool:
        behind, late = behind - TOOL_COSTS, late + TOOL
    if behind < -1e-12 or late > 0 or other.chosen & ahead.before & ~one.chosen:
        return False
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


Step = tuple[int, Entry, Dose, str]


def choice(state: State) -> tuple[Taken, ...]:
    """What a state took, in the order of doing it."""
    steps: list[Step] = []
    path = state.path
    while path:
        path, number, entry, dose, where = path
        steps.insert(0, (number, entry, dose, where))
    return tuple(
        Taken(entry.candidate, entry.phase, dose.seconds, entry.way(where))
        for _, entry, dose, where in _in_few_places(steps)
    )


def _in_few_places(steps: list[Step]) -> list[Step]:
    """Each stage place by place, so that stages begin where the ones before end, if they can."""
    ends: dict[str, tuple[int, list[Step]]] = {"": (0, [])}
    for number in dict.fromkeys(step[0] for step in steps):
        here = [step for step in steps if step[0] == number]
        places = list(dict.fromkeys(where for *_, where in here))
        new: dict[str, tuple[int, list[Step]]] = {}
        for start, (changes, done) in ends.items():
            now = changes + len(places) - (start in ("", *places))
            for end in [place for place in places if place != start] or places:
                if end not in new or now < new[end][0]:
                    order = sorted(places, key=lambda place: (place == end, place != start))
                    new[end] = now, done + sorted(here, key=lambda step: order.index(step[3]))
        ends = new
    return min(ends.values(), key=lambda end: end[0])[1]
