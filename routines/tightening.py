"""Better prices for the bound, by subgradient steps: what is overdrawn gets dearer, what is left
over cheaper."""

from collections import Counter
from dataclasses import dataclass, field

from routines.bound import BANDS, Bound, Prices, Table, bands, bound, gains
from routines.problem import KEPT_GIVES, POSITION, TECHNIQUES_MAX, TOOL, Entry, Problem


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
    """What the relaxed best uses of each limit."""

    times: Counter[int] = field(default_factory=Counter)
    massage: int = 0
    muscles: dict[tuple[int, int], int] = field(default_factory=Counter)


def _spent(found: Bound) -> _Spent:
    """Walk through the tables again along what is best."""
    spent, left, place = _Spent(), found.problem.time, ""
    for number, stage in enumerate(found.problem.stages):
        later = found.rest[number + 1]
        value = found.rest[number][place][left]
        if value <= later[place][left] + 1e-12:
            continue
        block = found.block_of(number, place)
        opened, closed = found.opened[number][block], found.closed[number][block]
        if abs(closed[0][left] - value) > 1e-9:
            left -= TOOL
        left = _walk(found, stage, opened, closed, left, spent)
        there = [p for b in found.blocks[number] for p in b]
        place = max(sorted(there), key=lambda p: later[p][left])
    return spent


def _walk(
    found: Bound,
    stage: tuple[Entry, ...],
    opened: list[Table],
    closed: list[Table],
    left: int,
    spent: _Spent,
) -> int:
    at, inside = 0, False
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
            for dose, gain in gains(entry, found.prices):
                if (
                    dose.time <= left
                    and abs(source[left - dose.time] + gain - opened[at][left]) < 1e-9
                ):
                    left -= dose.time
                    spent.times[entry.bit] += 1
                    spent.massage += dose.time if entry.is_massage else 0
                    for muscle, share in entry.shared:
                        used = bands(share, found.prices.muscles[muscle], dose.units)
                        for band in (0, 1):
                            spent.muscles[muscle, band] += used[band]
                    break
        at, inside = at + 1, same
    return left


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
        technique=moved.get("technique", 0.0),
        massage=moved.get("massage", 0.0),
        once={bit: moved.get(("once", bit), 0.0) for bit in prices.once},
        follows={pair: moved.get((*pair, ""), 0.0) for pair in prices.follows},
    )
