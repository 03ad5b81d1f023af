"""The exact search: the most valuable choice of techniques, doses and positions within the limits.

Stage by stage and entry by entry it lengthens all choices that could still become the best:
those whose bound is above the best found so far and that no other choice makes needless. A first
pass that keeps only a few finds a good choice; wider ones prove that there is no better. Should
even the widest have to drop some, the bound says how much better one of those could be.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from routines.bound import Bound, bound, find_rooms, first_prices, ties
from routines.choices import (
    NOTHING,
    Ahead,
    Seen,
    State,
    Step,
    Taken,
    choice,
    look_ahead,
    makes_needless,
    may_follow,
)
from routines.objective import POSITION_COSTS, TOOL_COSTS
from routines.problem import CREDIT, FULL, POSITION, TECHNIQUES_MAX, TOOL, Problem
from routines.tightening import tighten

# How many choices a pass keeps, and how often the bound is tightened before it.
type Passes = tuple[tuple[int, int], ...]
PASSES: Passes = ((16, 6), (300, 6), (20000, 20))
PASSES_AGAIN: Passes = ((300, 3), (20000, 12))  # for the next best
# Of very many entries the plan is good and quick, and its bound says how good.
MANY = 30
PASSES_OF_MANY: Passes = ((16, 8),)
LITTLE = 1e-9


@dataclass(frozen=True, slots=True)
class Found:
    """The best choice, in the order in which it is done; `bound`: no other is worth more.

    `chosen`: bits of its techniques, in every problem that is posed of the same candidates.
    """

    worth: float = 0.0
    bound: float = 0.0
    choice: tuple[Taken, ...] = ()
    chosen: int = 0

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(taken.candidate.technique.code for taken in self.choice)


NOWHERE: frozenset[str] = frozenset()


class Search:
    """The best choice for a problem, then the next best: what was learned on the way to one, the
    prices of the bound and other good choices, is there for the next."""

    def __init__(self, problem: Problem):
        self.limits = bound(problem, first_prices(problem))
        self.seen = Seen()
        few = sum(map(len, problem.stages)) <= MANY
        self.passes, self.again = (
            (PASSES, PASSES_AGAIN) if few else (PASSES_OF_MANY, PASSES_OF_MANY)
        )

    def best(self, told: Collection[int] = (), least: float = 0.0) -> Found:
        """The best choice worth more than the least that would do, but for the sets of techniques
        that were told already; nothing, if there is none."""
        best: State | None = None
        for state in self.seen.states.values():
            if state.chosen not in told and state.worth > least + LITTLE:
                best, least = state, state.worth
        most = self.limits.value
        for width, rounds in self.passes:
            if most <= least + LITTLE:
                break
            self.limits = tighten(self.limits, least, rounds)
            one = _Pass(self.limits, told, least, width, self.seen)
            most = min(most, max(self.limits.value, one.least), max(one.run(), one.least))
            least, best = one.least, one.best or best
            if one.dropped <= least + LITTLE:
                break
        self.passes = self.again
        if best is None:
            return Found(bound=most)
        return Found(best.worth, most, choice(best), best.chosen)


class _Pass:
    """One run through all stages. `best` gets better on the way, with it `least`, what a choice
    must be worth more than, and the bound prunes more. `seen`: good choices of any set."""

    def __init__(
        self,
        limits: Bound,
        told: Collection[int],
        least: float,
        width: int,
        seen: Seen,
    ):
        self.limits, self.told, self.width, self.seen = limits, told, width, seen
        self.best: State | None = None
        self.least = least
        self.problem, self.prices = limits.problem, limits.prices
        self.dropped = 0.0
        self.warm = sum(stage[0].warms_up for stage in self.problem.stages)
        self.ahead = look_ahead(self.problem)
        self.rooms, self.passing = find_rooms(limits)
        entries = [entry for stage in self.problem.stages for entry in stage]
        self.ties = {entry.bit: ties(entry, limits.prices) for entry in entries}

    def _note(self, state: State) -> None:
        self.seen.note(state)
        if state.worth > self.least + LITTLE and state.chosen not in self.told:
            self.best, self.least = state, state.worth

    def run(self) -> float:
        """Notes the best choice. The bound of what was dropped because there was too much."""
        problem = self.problem
        states = [State(0.0, 0, 0.0, 0, (0,) * problem.muscles, "", "", 0, 0, 0, NOWHERE, None)]
        for number, stage in enumerate(problem.stages):
            ahead = self.ahead[number]
            states = [s._replace(room=self._room(s, number, ahead[0])) for s in states]
            for place in range(len(stage)):
                states = self._lengthen(states, number, place)
                states = self._fewer(states, number, place + 1)
            states = list(self._leave(states, number))
            if problem.has_massage:  # movements alone are another problem, with a shorter rest
                states = [state for state in states if state.place or number + 1 < self.warm]
            if number + 1 < len(problem.stages):
                states = self._without_needless(states, self.ahead[number + 1][0], inside=False)
        return self.dropped

    def _room(self, state: State, number: int, ahead: Ahead) -> float:
        """What is left within the limits that can still bind."""
        prices = self.prices
        room = prices.technique * (TECHNIQUES_MAX - state.many)
        if ahead.has_massage:
            room += prices.massage * (self.problem.massage_time - state.massage)
        rooms = self.rooms[number]
        room += sum(rooms[muscle][state.muscles[muscle]] for muscle, _ in ahead.shares)
        for bit, price in prices.once.items():
            if bit & ahead.bits and not bit & state.chosen:
                room += price
        for (after, before), price in prices.follows.items():
            if after & ahead.bits and before & state.chosen and not after & state.chosen:
                room += price
        return room

    def _most(self, state: State, number: int, place: int) -> float:
        """The bound of a state before an entry of a stage."""
        limits, left = self.limits, self.problem.time - state.time
        rest = limits.rest_of(number, place, state.place, state.used)
        if state.used:
            return state.worth + rest[left] + state.room
        stage = self.problem.stages[number]
        most = limits.rest[number + 1][state.place][left]
        if place < len(stage):
            tool = stage[0].tool
            if not (tool and tool != state.tool and state.place):
                most = max(most, rest[left])
            elif left >= TOOL:
                most = max(most, rest[left - TOOL] - TOOL_COSTS)
        return state.worth + most + state.room

    def _lengthen(self, states: list[State], number: int, place: int) -> list[State]:
        """Each state without an entry, and with it at each dose and place."""
        entry = self.problem.stages[number][place]
        dearer = [one for one in self.passing[number][place] if one[2] is not one[3]]
        found = []
        for state in states:
            passed = state
            if dearer:
                had = state.muscles
                priced = sum(after[had[m]] - before[had[m]] for m, _, before, after in dearer)
                passed = state._replace(room=state.room + priced)
            if self._most(passed, number, place + 1) > self.least + LITTLE:
                found.append(passed)
            if may_follow(entry, state):
                for where, start in self._whereabouts(state, number, place):
                    found += self._take(state, number, place, where, start)
        return found

    def _take(
        self, state: State, number: int, place: int, where: str, start: str
    ) -> Iterator[State]:
        """The state with an entry at each dose."""
        problem, prices, stage = self.problem, self.prices, self.problem.stages[number]
        entry, shared = stage[place], self.passing[number][place]
        change, costs = 0, 0.0
        if where not in state.used and where != start:
            change, costs = POSITION, POSITION_COSTS
        if entry.tool and entry.tool != state.tool and state.chosen:
            change, costs = change + TOOL, costs + TOOL_COSTS
        used = state.used | {where}
        rest = self.limits.rest_of(number, place + 1, start, used)
        for dose in entry.doses:
            spent = change + dose.time
            massage = state.massage + spent * entry.is_massage
            left = problem.time - state.time - spent
            if left < 0 or massage > problem.massage_time:
                return
            worth = state.worth + dose.gives - costs
            room = state.room + self.ties[entry.bit]
            if entry.is_massage:
                room -= prices.massage * spent
            muscles = list(state.muscles)
            for muscle, share, before, after in shared:
                had = muscles[muscle]
                has = muscles[muscle] = min(had + dose.units, FULL)
                worth += share * (CREDIT[has] - CREDIT[had])
                room += after[has] - before[had]
            if worth + room + rest[left] <= self.least + LITTLE:
                continue
            new = State(
                worth=worth,
                time=state.time + spent,
                room=room,
                many=state.many + 1,
                muscles=tuple(muscles),
                place=start,
                tool=entry.tool,
                massage=massage,
                warm=state.warm | (entry.gives_sites if entry.warms_up else 0),
                chosen=state.chosen | entry.bit,
                used=used,
                path=(state.path, Step(number, entry, dose, where, start)),
            )
            if massage or not problem.has_massage:
                self._note(new)
            yield new

    def _whereabouts(self, state: State, number: int, place: int) -> Iterator[tuple[str, str]]:
        """Where an entry can be done, and where its stage then begins: for the first entry of all,
        there or where a later one of its stage is done."""
        entry, *later = self.problem.stages[number][place:]
        ahead = {where for other in later for where in other.places}
        for where in entry.places:
            for start in [state.place] if state.place else sorted(ahead | {where}):
                yield where, start

    def _fewer(self, states: list[State], number: int, place: int) -> list[State]:
        ahead = self.ahead[number][place]
        states = self._without_needless(states, ahead, inside=True)
        if len(states) <= self.width:
            return states
        most = {id(state): self._most(state, number, place) for state in states}
        states.sort(key=lambda state: -most[id(state)])
        self.dropped = max(self.dropped, most[id(states[self.width])])
        return states[: self.width]

    def _leave(self, states: list[State], number: int) -> Iterator[State]:
        """The states after a stage, one for each place in which it may end."""
        after = self.ahead[number + 1][0] if number + 1 < len(self.problem.stages) else NOTHING
        for state in states:
            ends = state.used or {state.place}
            if len(ends) > 1:
                ends = ends - {state.place}
            for place in sorted(ends):
                new = state._replace(place=place, used=NOWHERE)
                most = new.worth + self._room(new, number + 1, after)
                most += self.limits.rest[number + 1][place][self.problem.time - new.time]
                if most > self.least + LITTLE:
                    yield new

    def _without_needless(self, states: list[State], ahead: Ahead, inside: bool) -> list[State]:
        """Without those to which another is equal or better, whatever comes."""
        states.sort(key=lambda state: (-state.worth, state.time))
        kept: dict[object, list[State]] = {}
        found = []
        for state in states:
            here = (state.used, state.place) if inside else ()
            others = kept.setdefault((state.warm, here), [])
            for other in others:
                if (
                    other.time <= state.time
                    and makes_needless(other, state, ahead, self.problem)
                    and not (self.told and self._may_be_told(other, state, ahead))
                ):
                    break
            else:
                found.append(state)
                if len(others) < 60:
                    others.append(state)
        return found

    def _may_be_told(self, one: State, other: State, ahead: Ahead) -> bool:
        """Whether the one can end as a set that was told already, where the other need not."""
        return one.chosen != other.chosen and any(
            not one.chosen & ~told and not told & ~one.chosen & ~ahead.bits for told in self.told
        )
