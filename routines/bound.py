"""How much a plan can be worth at most: what lets the search leave most choices untried.

Limits that tie techniques to each other are given a price instead (Lagrangian relaxation): a
muscle's first and next 90 seconds, the number of techniques, the massage time, being done once
only, coming after another. At any prices the best that is left, with what the limits' own room is
priced at, is at least what the best plan is worth. Without those ties, dynamic programming over
the time left, stage by stage and position by position, finds it.
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
ELSEWHERE, ANYWHERE = -1, -2  # places that no block of a stage has; that count as every block's


@dataclass(frozen=True, slots=True)
class Prices:
    """`muscles`: of a unit in each band. `once`: by bit. `follows`: by the bits of what comes
    after and of what it comes after."""

    muscles: tuple[tuple[float, float], ...]
    technique: float = 0.0
    massage: float = 0.0
    once: dict[int, float] = field(default_factory=dict)
    follows: dict[tuple[int, int], float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bound:
    """`rest[k][place][t]`: the most that stages from k on give, standing there, t units left.

    `opened[k][block][i]`: the same from a stage's entry i on, where the step before the stage
    was in that block, and the entry's own block has been entered; `closed`: it has not.
    """

    problem: Problem
    prices: Prices
    rest: list[dict[str, Table]]
    opened: list[dict[int, list[Table]]]
    closed: list[dict[int, list[Table]]]
    blocks: list[list[frozenset[str]]]
    value: float

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


def gains(entry: Entry, prices: Prices) -> list[tuple[Dose, float]]:
    """What each dose gives at these prices, where it gives more than a shorter one and nothing."""
    ties = -prices.technique - prices.once.get(entry.bit, 0.0)
    for (after, before), price in prices.follows.items():
        ties += price * ((before == entry.bit) - (after == entry.bit))
    found, most = [], 0.0
    for dose in entry.doses:
        gain = dose.gives + ties - (prices.massage * dose.time if entry.is_massage else 0.0)
        for muscle, share in entry.shared:
            used = bands(share, prices.muscles[muscle], dose.units)
            for slope, price, units in zip(SLOPES, prices.muscles[muscle], used, strict=True):
                gain += (share * slope - price) * units
        if gain > most:
            found.append((dose, gain))
            most = gain
    return found


def bands(share: float, prices: tuple[float, float], units: int) -> tuple[int, int]:
    """How many units of a dose are best put into each band of a muscle, at these prices."""
    first, second = share * SLOPES[0] - prices[0], share * SLOPES[1] - prices[1]
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
        + sum(prices.once.values())
    )


def bound(problem: Problem, prices: Prices) -> Bound:
    """The bound at these prices, for every state that a search can be in."""
    nothing = [0.0] * (problem.time + 1)
    rest = [dict.fromkeys(("", *problem.places), nothing)]
    opened: list[dict[int, list[Table]]] = []
    closed: list[dict[int, list[Table]]] = []
    all_blocks: list[list[frozenset[str]]] = []
    tools = [stage[0].tool for stage in problem.stages]
    for number in range(len(problem.stages) - 1, -1, -1):
        stage, later = problem.stages[number], rest[0]
        blocks = list(dict.fromkeys(entry.block for entry in stage))
        end = nothing_less(later[place] for block in blocks for place in block)
        given = [gains(entry, prices) for entry in stage]
        here: dict[int, tuple[list[Table], list[Table]]] = {}
        may_be_first = stage[0].warms_up or not problem.has_massage
        for block in (*range(len(blocks)), ELSEWHERE, *([ANYWHERE] if may_be_first else [])):
            here[block] = _tables(stage, given, blocks, block, end, prices)
        taken_up = number > 0 and tools[number] and tools[number] not in tools[:number]
        now: dict[str, Table] = {}
        for place in ("", *problem.places):
            block = next((n for n, b in enumerate(blocks) if place in b), ELSEWHERE)
            used = here[ANYWHERE if not place and may_be_first else block][1][0]
            if not place and not may_be_first:
                now[place] = later[place]  # nothing has warmed up, so no massage
            elif taken_up and place:
                now[place] = better(later[place], used, TOOL, -TOOL_COSTS)
            else:
                now[place] = list(map(max, later[place], used))
        rest.insert(0, now)
        opened.insert(0, {block: both[0] for block, both in here.items()})
        closed.insert(0, {block: both[1] for block, both in here.items()})
        all_blocks.insert(0, blocks)
    value = rest[0][""][problem.time] + room(problem, prices)
    return Bound(problem, prices, rest, opened, closed, all_blocks, value)


def nothing_less(tables: Iterable[Table]) -> Table:
    first, *others = tables
    for other in others:
        first = list(map(max, first, other))
    return first


def better(table: Table, source: Table, time: int, gain: float) -> Table:
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
) -> tuple[list[Table], list[Table]]:
    """`opened` and `closed` of one stage, entered from one block."""
    opened, closed = [end], [end]
    place = len(stage) - 1
    for number in range(len(blocks) - 1, -1, -1):
        skipped = closed[0]
        inside = [e for e in stage if e.block == blocks[number]]
        free = from_block in (number, ANYWHERE)
        priced = prices.massage * POSITION if all(e.is_massage for e in inside) else 0.0
        source = skipped
        for _ in inside:
            table = source
            for dose, gain in given[place]:
                table = better(table, source, dose.time, gain)
            opened.insert(0, table)
            enter = better(skipped, table, POSITION, -POSITION_COSTS - priced)
            closed.insert(0, table if free else enter)
            source = table
            place -= 1
    return opened, closed
