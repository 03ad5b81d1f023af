"""How much a plan can be worth at most: what lets the search leave most choices untried.

Limits that tie techniques to each other are given a price instead (Lagrangian relaxation): a
muscle's first and next 90 seconds, that what comes earlier gets the first of them, the number of
techniques, the massage time, being done once only, coming after another. At any prices the best
that is left, with what the limits' own room is priced at, is at least what the best plan is
worth. Without those ties, dynamic programming over the time left, stage by stage and position by
position, finds it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from routines.objective import ENOUGH_S, POSITION_COSTS, TOOL_COSTS
from routines.problem import (
    CREDIT,
    FULL,
    KEPT_GIVES,
    POSITION,
    TECHNIQUES_MAX,
    TOOL,
    Dose,
    Entry,
    Problem,
)
from routines.timing import GRID_S

Table = list[float]  # by the units of time left

ENOUGH = ENOUGH_S // GRID_S
SLOPES = (CREDIT[ENOUGH] / ENOUGH, (CREDIT[FULL] - CREDIT[ENOUGH]) / (FULL - ENOUGH))
BANDS = (ENOUGH, FULL - ENOUGH)
# Of a muscle's first units, of its next, and of those it gets that what comes later cannot have.
MusclePrice = tuple[float, float, float]
# A muscle, what it is given, and what its room is priced at before and after, by what it has.
Passing = tuple[int, float, list[float], list[float]]

ELSEWHERE, ANYWHERE = -1, -2  # places that no block of a stage has; that count as every block's


@dataclass(frozen=True, slots=True)
class Prices:
    """`muscles`: of a unit in each band. `once`: by bit. `follows`: by the bits of what comes
    after and of what it comes after. `earlier`: by stage, place in it and muscle, of a unit of
    the first band that is given there, or to what comes later."""

    muscles: tuple[tuple[float, float], ...]
    earlier: dict[tuple[int, int, int], float] = field(default_factory=dict)
    technique: float = 0.0
    massage: float = 0.0
    once: dict[int, float] = field(default_factory=dict)
    follows: dict[tuple[int, int], float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bound:
    """`rest[k][place][t]`: the most that stages from k on give, standing there, t units left.

    `opened[k][block][i]`: the same from a stage's entry i on, where the step before the stage
    was in that block, and the entry's own block has been entered; `closed`: it has not.
    `given`: what each dose of each entry gives at these prices, those of its muscles among them.
    """

    problem: Problem
    prices: Prices
    rest: list[dict[str, Table]]
    opened: list[dict[int, list[Table]]]
    closed: list[dict[int, list[Table]]]
    blocks: list[list[frozenset[str]]]
    muscle_prices: list[list[list[MusclePrice]]]
    given: list[list[list[tuple[Dose, float]]]]
    value: float

    def rest_of(self, stage: int, place: int, start: str, used: frozenset[str]) -> Table:
        """The most that a stage's entries from one on give, and what follows: by the time left."""
        block, entries = self.block_of(stage, start), self.problem.stages[stage]
        if place == len(entries) or entries[place].block & used:
            return self.opened[stage][block][place]
        return self.closed[stage][block][place]

    def block_of(self, stage: int, place: str) -> int:
        if not place:
            return ANYWHERE
        for number, block in enumerate(self.blocks[stage]):
            if place in block:
                return number
        return ELSEWHERE


def first_prices(problem: Problem) -> Prices:
    """Free, but for doing a thing twice, which costs what it has to give for being kept."""
    entries = [entry for stage in problem.stages for entry in stage]
    roles = Counter(entry.bit for entry in entries)
    kept = {e.bit: KEPT_GIVES for e in entries if e.doses[0].gives >= KEPT_GIVES}
    codes = {e.bit for e in entries}
    return Prices(
        muscles=((0.0, 0.0),) * problem.muscles,
        once={bit: kept.get(bit, 0.0) for bit, number in roles.items() if number > 1},
        follows={(e.bit, bit): 0.0 for e in entries for bit in codes if bit & e.after},
    )


def find_muscle_prices(problem: Problem, prices: Prices) -> list[list[list[MusclePrice]]]:
    """What each of the muscles of each entry of each stage costs there."""
    first = [one for one, _ in prices.muscles]
    found: list[list[list[MusclePrice]]] = []
    for number, stage in enumerate(problem.stages):
        found.append([])
        for place, entry in enumerate(stage):
            each: list[MusclePrice] = []
            for muscle, _ in entry.shared:
                earlier = prices.earlier.get((number, place, muscle), 0.0)
                each.append((first[muscle], prices.muscles[muscle][1], earlier))
                first[muscle] += earlier
            found[-1].append(each)
    return found


def ties(entry: Entry, prices: Prices) -> float:
    """What it gives or costs to do it at all."""
    found = -prices.technique - prices.once.get(entry.bit, 0.0)
    for (after, before), price in prices.follows.items():
        found += price * ((before == entry.bit) - (after == entry.bit))
    return found


def gains(entry: Entry, prices: Prices, each: list[MusclePrice]) -> list[tuple[Dose, float]]:
    """What each dose gives at these prices, where it gives more than a shorter one and nothing."""
    found, most, tied = [], 0.0, ties(entry, prices)
    for dose in entry.doses:
        gain = dose.gives + tied - (prices.massage * dose.time if entry.is_massage else 0.0)
        for (_, share), costs in zip(entry.shared, each, strict=True):
            one, two = bands(share, costs, dose.units)
            gain += (share * SLOPES[0] - costs[0]) * one + (share * SLOPES[1] - costs[1]) * two
            gain -= costs[2] * min(dose.units, ENOUGH)
        if gain > most:
            found.append((dose, gain))
            most = gain
    return found


def bands(share: float, costs: MusclePrice, units: int) -> tuple[int, int]:
    """How many units of a dose are best put into each band of a muscle, if they cost this."""
    first, second = share * SLOPES[0] - costs[0], share * SLOPES[1] - costs[1]
    if first >= second:
        one = min(units, BANDS[0]) if first > 0 else 0
        return one, min(units - one, BANDS[1]) if second > 0 else 0
    two = min(units, BANDS[1]) if second > 0 else 0
    return min(units - two, BANDS[0]) if first > 0 else 0, two


def room(problem: Problem, prices: Prices) -> float:
    """What all the room within the priced limits costs."""
    return (
        TECHNIQUES_MAX * prices.technique
        + problem.massage_time * prices.massage
        + sum(BANDS[0] * one + BANDS[1] * two for one, two in prices.muscles)
        + BANDS[0] * sum(prices.earlier.values())
        + sum(prices.once.values())
    )


def find_rooms(limits: Bound) -> tuple[list[list[list[float]]], list[list[list[Passing]]]]:
    """What a muscle's room is priced at: at the start of each stage, and at each entry."""
    prices = limits.prices
    first, to_come = [one for one, _ in prices.muscles], [0.0 for _ in prices.muscles]
    for (_, _, muscle), price in prices.earlier.items():
        to_come[muscle] += ENOUGH * price

    def table(muscle: int) -> list[float]:
        second = prices.muscles[muscle][1]
        return [
            first[muscle] * max(ENOUGH - had, 0)
            + second * min(FULL - had, FULL - ENOUGH)
            + to_come[muscle]
            for had in range(FULL + 1)
        ]

    now = [table(muscle) for muscle in range(len(prices.muscles))]
    at_start, passing = [list(now)], []
    for stage, of_stage in zip(limits.problem.stages, limits.muscle_prices, strict=True):
        found: list[list[Passing]] = []
        for entry, each in zip(stage, of_stage, strict=True):
            found.append([])
            for (muscle, share), (*_, earlier) in zip(entry.shared, each, strict=True):
                before = now[muscle]
                if earlier:
                    first[muscle] += earlier
                    to_come[muscle] -= ENOUGH * earlier
                    now[muscle] = table(muscle)
                found[-1].append((muscle, share, before, now[muscle]))
        passing.append(found)
        at_start.append(list(now))
    return at_start, passing


def bound(problem: Problem, prices: Prices) -> Bound:
    """The bound at these prices, for every state that a search can be in."""
    nothing = [0.0] * (problem.time + 1)
    rest = [dict.fromkeys(("", *problem.places), nothing)]
    opened: list[dict[int, list[Table]]] = []
    closed: list[dict[int, list[Table]]] = []
    all_blocks: list[list[frozenset[str]]] = []
    tools = [stage[0].tool for stage in problem.stages]
    muscle_prices = find_muscle_prices(problem, prices)
    given = [
        [gains(entry, prices, each) for entry, each in zip(*both, strict=True)]
        for both in zip(problem.stages, muscle_prices, strict=True)
    ]
    for number in range(len(problem.stages) - 1, -1, -1):
        stage, later = problem.stages[number], rest[0]
        blocks = list(dict.fromkeys(entry.block for entry in stage))
        end = nothing_less(later[place] for block in blocks for place in block)
        elsewhere = _tables(stage, given[number], blocks, ELSEWHERE, end, prices)
        here = {ELSEWHERE: elsewhere}
        may_be_first = stage[0].warms_up or not problem.has_massage
        for block in range(len(blocks)):
            here[block] = _tables(stage, given[number], blocks, block, end, prices, elsewhere)
        if may_be_first:
            here[ANYWHERE] = _tables(stage, given[number], blocks, ANYWHERE, end, prices)
        taken_up = number > 0 and tools[number] and tools[number] not in tools[:number]
        not_yet = better(later[""], here[ANYWHERE][1][0]) if may_be_first else later[""]
        now: dict[str, Table] = {
            "": not_yet
        }  # what cannot be first is massage that needs a warm-up
        found: dict[tuple[int, int], Table] = {}  # many places are alike
        for place in problem.places:
            block = next((n for n, b in enumerate(blocks) if place in b), ELSEWHERE)
            alike = id(later[place]), block
            if alike not in found:
                costs = (TOOL, -TOOL_COSTS) if taken_up else (0, 0.0)
                found[alike] = better(later[place], here[block][1][0], *costs)
            now[place] = found[alike]
        rest.insert(0, now)
        opened.insert(0, {block: both[0] for block, both in here.items()})
        closed.insert(0, {block: both[1] for block, both in here.items()})
        all_blocks.insert(0, blocks)
    value = rest[0][""][problem.time] + room(problem, prices)
    return Bound(problem, prices, rest, opened, closed, all_blocks, muscle_prices, given, value)


def nothing_less(tables: Iterable[Table]) -> Table:
    """The best of tables; of many, most are the same one."""
    first, *others = {id(table): table for table in tables}.values()
    for other in others:
        first = better(first, other)
    return first


def better(table: Table, source: Table, time: int = 0, gain: float = 0.0) -> Table:
    """The table, or what is reached from the source by spending that time for that gain."""
    later = zip(table[time:], source, strict=False)
    return table[:time] + [one if one > (other := value + gain) else other for one, value in later]


def _tables(
    stage: tuple[Entry, ...],
    given: list[list[tuple[Dose, float]]],
    blocks: list[frozenset[str]],
    from_block: int,
    end: Table,
    prices: Prices,
    elsewhere: tuple[list[Table], list[Table]] | None = None,
) -> tuple[list[Table], list[Table]]:
    """`opened` and `closed` of one stage, entered from one block. `elsewhere`: the same from
    elsewhere, which is as good once one is past that block."""
    opened, closed = [end], [end]
    stop = len(stage)
    for number in range(len(blocks) - 1, -1, -1):
        inside = [entry for entry in stage if entry.block == blocks[number]]
        start = stop - len(inside)
        if elsewhere and number >= from_block:
            opened[:0] = elsewhere[0][start:stop]
            closed[:0] = elsewhere[number > from_block][start:stop]
        else:
            priced = prices.massage * POSITION if all(e.is_massage for e in inside) else 0.0
            skipped = source = closed[0]
            for place in range(stop - 1, start - 1, -1):
                table = source
                for dose, gain in given[place]:
                    table = better(table, source, dose.time, gain)
                enter = better(skipped, table, POSITION, -POSITION_COSTS - priced)
                opened.insert(0, table)
                closed.insert(0, table if from_block == ANYWHERE else enter)
                source = table
        stop = start
    return opened, closed
