"""The exact search: the most valuable choice of techniques and doses that keeps every limit.

Dynamic programming over time. A choice is a set of (candidate, seconds); a table holds, for a
number of techniques and a time in grid units, the most valuable choice that costs exactly that.
Warm-ups decide what may follow them, so each set of warm-ups is tried; massage and movement are
filled apart, because massage has a limit of its own, and then joined.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from routines.objective import GRID_S, Candidate, value

TECHNIQUES_MAX = 8  # content, section 3: "at most 8 techniques and 20 min"
MASSAGE_MAX_S = 20 * 60
SETTLE_S = 30  # three slow breaths, the areas and a stop word agreed (p1, steps 1 and 2)
REST_S = 120  # aftercare: "Rest for 2 minutes. Get up slowly."
REST_AFTER_MOVEMENT_S = 60  # our judgement: nothing was pressed, so half will do

Choice = tuple[tuple[Candidate, int], ...]
Table = dict[tuple[int, int], tuple[float, Choice]]
EMPTY: Table = {(0, 0): (0.0, ())}


@dataclass(frozen=True, slots=True)
class Found:
    """The best choice: its value, and which of it comes first, to warm up."""

    worth: float = 0.0
    choice: Choice = ()
    first: frozenset[str] = frozenset()

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(candidate.technique.code for candidate, _ in self.choice)


def find_ranked(candidates: list[Candidate], budget_s: int) -> Iterator[Found]:
    """The best choice, then the best with another set of techniques, and so on to the last.

    Lawler's way: what is left after taking one out is split into parts that share no set.
    """
    kept = frozenset(c.technique.code for c in candidates if c.kept)
    open_parts = [(find_best(candidates, budget_s, kept), kept, candidates)]
    while open_parts:
        part = max(open_parts, key=lambda part: part[0].worth)
        open_parts.remove(part)
        found, must, offered = part
        if not found.choice:
            return
        yield found
        for candidate in offered:
            code = candidate.technique.code
            if code in must:
                continue
            others = [c for c in offered if c is not candidate]
            if code in found.codes:
                open_parts.append((find_best(others, budget_s, must), must, others))
                must |= {code}
            else:
                more = must | {code}
                open_parts.append((find_best(offered, budget_s, more), more, offered))
                offered = others


def find_best(
    candidates: list[Candidate], budget_s: int, must: frozenset[str] = frozenset()
) -> Found:
    """The best choice with all techniques of `must` in it; an empty one if there is none."""
    warm = [c for c in candidates if c.technique.warms_up]
    massage = [c for c in candidates if c.technique.is_massage and c not in warm]
    moves = [c for c in candidates if not c.technique.is_massage]
    best = Found()

    @cache
    def massages(first: frozenset[str], open_to: frozenset[str]) -> Table:
        time = min(budget_s, MASSAGE_MAX_S)
        table = _fill(EMPTY, [c for c in warm if c.technique.code in first], time, must=True)
        follow = [c for c in massage if c.technique.code in open_to]
        for group in _groups(follow):
            needed = must & {c.technique.code for c in group}
            ways = [
                way
                for way in _ways(group, first)
                if needed <= {candidate.technique.code for candidate, _ in way}
            ]
            table = _extend(table, ways, time, bool(needed))
        return table

    @cache
    def movements(first: frozenset[str]) -> Table:
        table = _fill(EMPTY, [c for c in moves if c.technique.code in first], budget_s, must=True)
        for candidate in (c for c in moves if c.technique.code not in first):
            table = _fill(table, [candidate], budget_s, candidate.technique.code in must)
        return table

    for size in range(len(warm) + 1):
        for first in combinations(warm, size):
            codes = frozenset(c.technique.code for c in first)
            open_to = _may_follow(massage, first) if first else frozenset()
            by_hand = frozenset(c.technique.code for c in first if c.technique.is_massage)
            worth, choice = _join(massages(by_hand, open_to), movements(codes - by_hand), budget_s)
            if worth > best.worth and must <= {c.technique.code for c, _ in choice}:
                best = Found(worth, choice, codes)
    return best


def _may_follow(massage: list[Candidate], first: Iterable[Candidate]) -> frozenset[str]:
    """What may be done after these warm-ups: targeted work only on sites that are warm."""
    warm = {s for c in first for s in c.sites(c.technique.touches | c.technique.loads)}
    warms_all = any(not c.technique.touches | c.technique.loads for c in first)
    return frozenset(
        c.technique.code
        for c in massage
        if c.technique.phase != "targeted" or warms_all or c.sites(c.technique.touches) <= warm
    )


def _groups(candidates: list[Candidate]) -> list[list[Candidate]]:
    """Candidates apart, but together where one must come after another."""
    groups: list[list[Candidate]] = []
    for candidate in candidates:
        linked = [g for g in groups if any(_are_linked(candidate, other) for other in g)]
        groups = [g for g in groups if g not in linked]
        groups.append([c for g in linked for c in g] + [candidate])
    return groups


def _are_linked(one: Candidate, other: Candidate) -> bool:
    return (
        one.technique.code in other.technique.after or other.technique.code in one.technique.after
    )


def _ways(group: list[Candidate], first: frozenset[str]) -> list[Choice]:
    """Every way to take some of a group, at each dose, with what must come first taken too."""
    ways: list[Choice] = []
    for size in range(1, len(group) + 1):
        for some in combinations(group, size):
            there = first | {c.technique.code for c in some}
            if all(c.technique.after <= there for c in some):
                ways += [
                    tuple(zip(some, d, strict=True)) for d in product(*(c.doses for c in some))
                ]
    return ways


def _fill(table: Table, candidates: list[Candidate], budget_s: int, must: bool = False) -> Table:
    for candidate in candidates:
        ways: list[Choice] = [((candidate, seconds),) for seconds in candidate.doses]
        table = _extend(table, ways, budget_s, must)
    return table


def _extend(table: Table, ways: list[Choice], budget_s: int, must: bool = False) -> Table:
    """The table after one more group: each entry as it is (unless `must`), or with one way."""
    longer: Table = {} if must else dict(table)
    for way in ways:
        cost = sum(candidate.cost(seconds) for candidate, seconds in way) // GRID_S
        worth = sum(value(candidate, seconds) for candidate, seconds in way)
        for (count, used), (so_far, choice) in table.items():
            place = (count + len(way), used + cost)
            if place[0] > TECHNIQUES_MAX or place[1] * GRID_S > budget_s:
                continue
            if place not in longer or longer[place][0] < so_far + worth:
                longer[place] = (so_far + worth, choice + way)
    return longer


def _join(massages: Table, movements: Table, budget_s: int) -> tuple[float, Choice]:
    """The best massage part and movement part that fit together."""
    best: tuple[float, Choice] = (0.0, ())
    for (count, used), (worth, choice) in massages.items():
        left = budget_s - used * GRID_S - SETTLE_S - rest_s(bool(choice))
        for (more, time), (extra, moves) in movements.items():
            fits = count + more <= TECHNIQUES_MAX and time * GRID_S <= left
            if fits and worth + extra > best[0]:
                best = (worth + extra, choice + moves)
    return best


def rest_s(has_massage: bool) -> int:
    """Seconds of rest at the end."""
    return REST_S if has_massage else REST_AFTER_MOVEMENT_S
