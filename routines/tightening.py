"""Better prices for the bound, by subgradient steps: what is overdrawn gets dearer, what is left
over cheaper."""

from collections import Counter
from dataclasses import dataclass, field

from routines.bound import BANDS, Bound, Prices, Table, bands, bound
from routines.problem import KEPT_GIVES, POSITION, TECHNIQUES_MAX, TOOL, Problem


def tighten(start: Bound, least: float, rounds: int) -> Bound:
    """Better prices by subgradient steps (Polyak's length), and the best bound on the way.

    `least`: what some plan is worth, which no bound can fall below.
    """
    best, prices, step, fails = start, start.prices, 1.0, 0
    found = start
    for _ in range(rounds):
        spent = _spent(found)
        scale = max(found.value % KEPT_GIVES, 0.1)
        gap = min(found.value - least, 0.1 * scale) * step
        new = _step(found.problem, prices, spent, gap)
        if new is None:
            break
        prices = new
        found = bound(found.problem, prices)
        if found.value < best.value - 1e-9:
            best, fails = found, 0
        else:
            fails += 1
        if fails == 3:
            step, fails = step / 2, 0
        if best.value <= least + 1e-9:
            break
    return best


@dataclass(slots=True)
class _Spent:
    """What the relaxed best uses of each limit. `units`: by stage, place in it and muscle."""

    times: Counter[int] = field(default_factory=Counter)
    massage: int = 0
    muscles: Counter[tuple[int, int]] = field(default_factory=Counter)
    units: dict[tuple[int, int, int], tuple[int, int]] = field(default_factory=dict)


def _spent(found: Bound) -> _Spent:
    """Walk through the tables again along what is best."""
    spent, left, place = _Spent(), found.problem.time, ""
    for number in range(len(found.problem.stages)):
        later = found.rest[number + 1]
        value = found.rest[number][place][left]
        if value <= later[place][left] + 1e-12:
            continue
        block = found.block_of(number, place)
        opened, closed = found.opened[number][block], found.closed[number][block]
        if abs(closed[0][left] - value) > 1e-9:
            left -= TOOL
        left = _walk(found, number, opened, closed, left, spent)
        there = [p for b in found.blocks[number] for p in b]
        place = max(sorted(there), key=lambda p: later[p][left])
    return spent


def _walk(
    found: Bound,
    number: int,
    opened: list[Table],
    closed: list[Table],
    left: int,
    spent: _Spent,
) -> int:
    at, inside, stage = 0, False, found.problem.stages[number]
    while at < len(stage):
        entry = stage[at]
        if not inside:
            after = next(
                (n for n in range(at, len(stage)) if stage[n].block != entry.block), len(stage)
            )
            if closed[at][left] <= closed[after][left] + 1e-12:
                at = after
                continue
            if abs(closed[at][left] - opened[at][left]) > 1e-12:
                left -= POSITION
                if entry.is_massage:
                    spent.massage += POSITION
            inside = True
        same = at + 1 < len(stage) and stage[at + 1].block == entry.block
        source = opened[at + 1] if same else closed[at + 1]
        if opened[at][left] > source[left] + 1e-12:
            for dose, gain in found.given[number][at]:
                if (
                    dose.time <= left
                    and abs(source[left - dose.time] + gain - opened[at][left]) < 1e-9
                ):
                    left -= dose.time
                    spent.times[entry.bit] += 1
                    spent.massage += dose.time if entry.is_massage else 0
                    each = found.muscle_prices[number][at]
                    for (muscle, share), costs in zip(entry.shared, each, strict=True):
                        one, two = bands(share, costs, dose.units)
                        spent.muscles[muscle, 0] += one
                        spent.muscles[muscle, 1] += two
                        spent.units[number, at, muscle] = one, dose.units
                    break
        at, inside = at + 1, same
    return left


def _earlier(problem: Problem, spent: _Spent) -> dict[tuple[int, int, int], int]:
    """What is used of each muscle's first units at each entry or later, had it been empty."""
    found: dict[tuple[int, int, int], int] = {}
    later: Counter[int] = Counter()
    for number in range(len(problem.stages) - 1, -1, -1):
        stage = problem.stages[number]
        for place in range(len(stage) - 1, -1, -1):
            for muscle, _ in stage[place].shared:
                first, units = spent.units.get((number, place, muscle), (0, 0))
                found[number, place, muscle] = min(units, BANDS[0]) + later[muscle]
                later[muscle] += first
    return found


# Steps are in units that make one technique weigh about as much as its time on a muscle.
TECHNIQUE_WEIGHS, MASSAGE_WEIGHS = 9.0, 0.5


def _step(problem: Problem, prices: Prices, spent: _Spent, gap: float) -> Prices | None:
    """The prices moved against what is left over and towards what is overdrawn."""
    room_left: dict[object, float] = {}
    now: dict[object, float] = {}
    weigh: dict[object, float] = {}

    def row(key: object, left: float, price: float, weighs: float) -> None:
        if price > 0 or left < 0:
            room_left[key], now[key], weigh[key] = left * weighs, price / weighs, weighs

    for muscle, both in enumerate(prices.muscles):
        for band in (0, 1):
            left = BANDS[band] - spent.muscles[muscle, band]
            row((muscle, band), left, both[band], 1.0)
    earlier = _earlier(problem, spent)
    for where, used in earlier.items():
        row(where, BANDS[0] - used, prices.earlier.get(where, 0.0), 1.0)
    many = sum(spent.times.values())
    row("technique", TECHNIQUES_MAX - many, prices.technique, TECHNIQUE_WEIGHS)
    row("massage", problem.massage_time - spent.massage, prices.massage, MASSAGE_WEIGHS)
    for bit, price in prices.once.items():
        row(("once", bit), 1 - spent.times[bit], price, TECHNIQUE_WEIGHS)
    for (after, before), price in prices.follows.items():
        left = spent.times[before] - spent.times[after]
        row((after, before, ""), left, price, TECHNIQUE_WEIGHS)
    norm = sum(left * left for left in room_left.values())
    if norm < 1e-9:
        return None
    moved = {
        key: max(now[key] - gap / norm * left, 0.0) * weigh[key] for key, left in room_left.items()
    }
    return Prices(
        muscles=tuple(
            (moved.get((m, 0), 0.0), moved.get((m, 1), 0.0)) for m in range(len(prices.muscles))
        ),
        earlier={where: moved[where] for where in earlier if moved.get(where)},
        technique=moved.get("technique", 0.0),
        massage=moved.get("massage", 0.0),
        once={bit: moved.get(("once", bit), 0.0) for bit in prices.once},
        follows={pair: moved.get((*pair, ""), 0.0) for pair in prices.follows},
    )
