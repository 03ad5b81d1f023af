"""The exact search: the most valuable choice of techniques, doses and positions within the limits.

Stage by stage and entry by entry it lengthens all choices that could still become the best:
those whose bound is above the best found so far and that no other choice makes needless. A first
pass that keeps only a few finds a good choice; wider ones prove that there is no better. Should
even the widest have to drop some, the bound says how much better one of those could be.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from routines.bound import ENOUGH, Bound, bound, first_prices
from routines.choices import (
    NOTHING,
    Ahead,
    State,
    Step,
    Taken,
    choice,
    look_ahead,
    makes_needless,
    may_follow,
)
from routines.objective import POSITION_COSTS, TOOL_COSTS
from routines.problem import CREDIT, FULL, POSITION, TECHNIQUES_MAX, TOOL, Entry, Problem
from routines.tightening import tighten

# How many choices a pass keeps, and how often the bound is tightened before it.
PASSES = ((16, 0), (400, 8), (4000, 24))
# Of very many entries the plan is good and quick, and its bound says how good.
MANY, PASSES_OF_MANY = 60, ((8, 2),)
LITTLE = 1e-9


@dataclass(frozen=True, slots=True)
class Found:
    """The best choice, in the order in which it is done; `bound`: no other is worth more."""

    worth: float = 0.0
    bound: float = 0.0
    choice: tuple[Taken, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(taken.candidate.technique.code for taken in self.choice)


NOWHERE: frozenset[str] = frozenset()


def solve(problem: Problem, number: int = 1, least: float = 0.0) -> tuple[list[Found], float]:
    """The best choice of each of the most valuable sets of techniques, so many of them, best
    first, worth more than the least that would do; and what no other set is worth more than."""
    limits = bound(problem, first_prices(problem))
    best: dict[int, State] = {}
    most = limits.value
    entries = sum(map(len, problem.stages))
    for width, rounds in PASSES if entries <= MANY else PASSES_OF_MANY:
        if most <= least + LITTLE:
            break
        limits = tighten(limits, least, rounds)
        one = _Pass(limits, best, number, least, width * number)
        most = min(most, max(limits.value, one.least), max(one.run(), one.least))
        least, best = max(least, one.least), one.best
        if one.dropped <= one.least + LITTLE:
            break
    states = sorted(best.values(), key=lambda state: -state.worth)
    return [Found(state.worth, state.worth, choice(state)) for state in states], most


class _Pass:
    """One run through all stages. `best`, by what is chosen, gets better on the way, with it
    `least`, what a choice must be worth more than, and the bound prunes more."""

    def __init__(
        self, limits: Bound, best: dict[int, State], number: int, least: float, width: int
    ):
        self.limits, self.width, self.number = limits, width, number
        self.best, self.least = dict(best), least
        self.problem, self.prices = limits.problem, limits.prices
        self.dropped = 0.0
        self.warm = sum(stage[0].warms_up for stage in self.problem.stages)
        self.ahead = look_ahead(self.problem)
        self.room_of = [
            [
                one * max(ENOUGH - units, 0) + two * min(FULL - units, FULL - ENOUGH)
                for units in range(FULL + 1)
            ]
            for one, two in self.prices.muscles
        ]

    def _note(self, state: State) -> None:
        """Keep it, if it is the best of its set, and only as many sets as are wanted."""
        there = self.best.get(state.chosen)
        if there and there.worth >= state.worth:
            return
        self.best[state.chosen] = state
        if len(self.best) > self.number:
            worst = min(self.best, key=lambda chosen: self.best[chosen].worth)
            del self.best[worst]
        if len(self.best) == self.number:
            self.least = max(self.least, min(one.worth for one in self.best.values()))

    def run(self) -> float:
        """Notes the best choices. The bound of what was dropped because there was too much."""
        problem = self.problem
        states = [State(0.0, 0, 0.0, 0, (0,) * problem.muscles, "", "", 0, 0, 0, NOWHERE, None)]
        for number, stage in enumerate(problem.stages):
            ahead = self.ahead[number]
            states = [s._replace(room=self._room(s, ahead[0])) for s in states]
            for place, entry in enumerate(stage):
                states = self._lengthen(states, number, place, entry)
                states = self._fewer(states, number, place + 1)
            states = list(self._leave(states, number))
            if problem.has_massage:  # movements alone are another problem, with a shorter rest
                states = [state for state in states if state.place or number + 1 < self.warm]
            if number + 1 < len(problem.stages):
                states = self._without_needless(states, self.ahead[number + 1][0], inside=False)
        return self.dropped

    def _room(self, state: State, ahead: Ahead) -> float:
        """What is left within the limits that can still bind."""
        prices = self.prices
        room = prices.technique * (TECHNIQUES_MAX - state.many)
        if ahead.has_massage:
            room += prices.massage * (self.problem.massage_time - state.massage)
        room += sum(self.room_of[muscle][state.muscles[muscle]] for muscle, _ in ahead.shares)
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
        stage = self.problem.stages[number]
        block = limits.block_of(number, state.place)
        if place == len(stage) or stage[place].block & state.used:
            rest = limits.opened[number][block][place][left]
        else:
            rest = limits.closed[number][block][place][left]
        if not state.used:
            if place == len(stage):
                rest = 0.0
            later = limits.rest[number + 1][state.place][left]
            tool = stage[0].tool
            if tool and tool != state.tool and state.place:
                taken = left - TOOL
                rest = (
                    limits.closed[number][block][place][taken] - TOOL_COSTS if taken >= 0 else 0.0
                )
            rest = max(rest, later)
        return state.worth + rest + state.room

    def _lengthen(self, states: list[State], number: int, place: int, entry: Entry) -> list[State]:
        """Each state without the entry, and with it at each dose and place."""
        problem, prices = self.problem, self.prices
        massage_price = prices.massage if entry.is_massage else 0.0
        ties = -prices.technique - prices.once.get(entry.bit, 0.0)
        for (after, before), price in prices.follows.items():
            ties += price * ((before == entry.bit) - (after == entry.bit))
        found = []
        for state in states:
            if self._most(state, number, place + 1) > self.least + LITTLE:
                found.append(state)
            if not may_follow(entry, state):
                continue
            for where, start in self._whereabouts(state, number, place):
                change, costs = 0, 0.0
                if where not in state.used and where != start:
                    change, costs = POSITION, POSITION_COSTS
                if entry.tool and entry.tool != state.tool and state.chosen:
                    change, costs = change + TOOL, costs + TOOL_COSTS
                used = state.used | {where}
                for dose in entry.doses:
                    spent = change + dose.time
                    massage = state.massage + spent * entry.is_massage
                    if state.time + spent > problem.time or massage > problem.massage_time:
                        break
                    gain, muscles = dose.gives - costs, list(state.muscles)
                    room = state.room + ties - massage_price * spent
                    for muscle, share in entry.shared:
                        had = muscles[muscle]
                        has = min(had + dose.units, FULL)
                        gain += share * (CREDIT[has] - CREDIT[had])
                        room += self.room_of[muscle][has] - self.room_of[muscle][had]
                        muscles[muscle] = has
                    new = State(
                        state.worth + gain,
                        state.time + spent,
                        room,
                        state.many + 1,
                        tuple(muscles),
                        start,
                        entry.tool,
                        massage,
                        state.warm | (entry.gives_sites if entry.warms_up else 0),
                        state.chosen | entry.bit,
                        used,
                        (state.path, Step(number, entry, dose, where, start)),
                    )
                    is_whole = new.massage or not problem.has_massage
                    if is_whole and new.worth > self.least + LITTLE:
                        self._note(new)
                    if self._most(new, number, place + 1) > self.least + LITTLE:
                        found.append(new)
        return found

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
                most = new.worth + self._room(new, after)
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
            of_set = state.chosen if self.number > 1 else 0
            others = kept.setdefault((state.warm, here, of_set), [])
            if not any(makes_needless(other, state, ahead) for other in others):
                found.append(state)
                if len(others) < 60:
                    others.append(state)
        return found
