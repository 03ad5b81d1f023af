"""The choice that makes a plan, in whole numbers: what the search and its bound work on.

Time is in units of ten seconds. A technique that can warm up and is a movement stands in two
places: it may be done to warm up, or after the massage.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil

from routines.catalogue import Catalogue, Technique
from routines.objective import ALL_S, Candidate, credit
from routines.timing import GRID_S, POSITION_S, READY_S, SETTLE_S, TOOL_S, in_hand, rest_s

# settle → warm-up → knead → targeted → glide → movement → aftercare (content, section 3)
PHASES = ("settle", "warm-up", "knead", "targeted", "glide", "movement", "aftercare")

TECHNIQUES_MAX = 8  # content, section 3: "at most 8 techniques and 20 min"
MASSAGE_MAX_S = 20 * 60

KEPT_GIVES = 1000.0  # more than all else together, so that a plan holds all that it can hold

READY, POSITION, TOOL = READY_S // GRID_S, POSITION_S // GRID_S, TOOL_S // GRID_S
FULL = ALL_S // GRID_S  # seconds beyond it give a muscle nothing, in units
CREDIT = tuple(credit(units * GRID_S) for units in range(200))


@dataclass(frozen=True, slots=True)
class Dose:
    """`time`: units in all, getting ready for each turn included. `gives`: of muscles that no
    other technique works on."""

    seconds: int
    units: int
    time: int
    gives: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A technique in one place of the order.

    `bit`: its own among all techniques'. `gives_sites`, `needs_sites`: what it warms up, and what
    must be warm before it, as bits; the lowest is any. `shared`: muscles that others work on
    too, with what it gives them. `places`: names of the candidate's ways. `block`: the places of
    its stage that hang together through what can be done in several.
    """

    candidate: Candidate
    bit: int
    phase: str
    is_massage: bool
    places: tuple[str, ...]
    tool: str
    doses: tuple[Dose, ...]
    shared: tuple[tuple[int, float], ...]
    after: int
    gives_sites: int
    needs_sites: int
    block: frozenset[str] = frozenset()

    @property
    def warms_up(self) -> bool:
        return self.phase == "warm-up"

    def way(self, place: str) -> tuple[str, ...]:
        """The position of each turn in a place."""
        return self.candidate.ways[self.places.index(place)]


@dataclass(frozen=True, slots=True)
class Problem:
    """`stages`: what must not be done before the stage before it is over: phases, in them first
    superficial, then deep, and what comes after something after it. Within one, tools are apart.
    """

    stages: tuple[tuple[Entry, ...], ...]
    time: int
    muscles: int
    places: tuple[str, ...]
    has_massage: bool

    @property
    def massage_time(self) -> int:
        return MASSAGE_MAX_S // GRID_S


def pose(
    candidates: list[Candidate], catalogue: Catalogue, budget_s: int, has_massage: bool
) -> Problem:
    """The problem of filling the time with massage and movements, or with movements alone."""
    entries = list(_entries(candidates, catalogue, has_massage))
    if has_massage and not (
        any(e.is_massage for e in entries) and any(e.warms_up for e in entries)
    ):
        entries = []  # no massage without a warm-up
    levels = _levels([entry.candidate for entry in entries], has_massage)
    stages: dict[tuple[int, int, str], list[Entry]] = {}
    for entry in entries:
        code = entry.candidate.technique.code
        key = (PHASES.index(entry.phase), levels[code, entry.phase], entry.tool)
        stages.setdefault(key, []).append(entry)
    return Problem(
        stages=tuple(_in_blocks(stages[key]) for key in sorted(stages)),
        time=max((budget_s - SETTLE_S - rest_s(has_massage)) // GRID_S, 0),
        muscles=1 + max((muscle for e in entries for muscle, _ in e.shared), default=-1),
        places=tuple(sorted({place for entry in entries for place in entry.places})),
        has_massage=has_massage,
    )


def _entries(
    candidates: list[Candidate], catalogue: Catalogue, has_massage: bool
) -> Iterator[Entry]:
    some = {
        number: candidate
        for number, candidate in enumerate(candidates)
        if has_massage or not candidate.technique.is_massage
    }
    groups = _muscle_groups(some)
    shared = [(numbers, size) for numbers, size in groups.items() if len(numbers) > 1]
    bits_of: dict[str, int] = {}
    for number, candidate in some.items():
        code = candidate.technique.code
        bits_of[code] = bits_of.get(code, 0) | 1 << number
    sites = sorted({site for candidate in some.values() for site in candidate.reach})
    site_bit = {site: 2 << place for place, site in enumerate(sites)}
    for number, candidate in some.items():
        technique, code = candidate.technique, candidate.technique.code
        if technique.after - bits_of.keys():
            continue
        alone = groups.get((number,), 0) * candidate.share
        for phase in _phases(technique, has_massage):
            pressed = candidate.sites(technique.touches) if phase == "targeted" else ()
            reach = candidate.reach or [site for site in sites if site.side in candidate.sides]
            yield Entry(
                candidate=candidate,
                bit=1 << number,
                phase=phase,
                is_massage=technique.is_massage,
                places=tuple(_one_name(way, code) for way in candidate.ways),
                tool=in_hand(_one_name(candidate.tools, code), catalogue.tools),
                doses=_doses(candidate, alone),
                shared=tuple(
                    (muscle, size * candidate.share)
                    for muscle, (numbers, size) in enumerate(shared)
                    if number in numbers
                ),
                after=sum(bits_of[code] for code in technique.after),
                gives_sites=1 + sum(site_bit[site] for site in reach),
                needs_sites=sum(site_bit[site] for site in pressed),
            )


def _one_name(each: tuple[str, ...], code: str) -> str:
    """The position or tool of all turns; where they differ, one that is no other technique's, as
    it ends otherwise than it begins."""
    return each[0] if len(set(each)) == 1 else f"{' and '.join(each)} for {code}"


def _phases(technique: Technique, has_massage: bool) -> Iterator[str]:
    """Where it may come: a movement warms up or comes last; without massage nothing warms up."""
    if technique.warms_up and has_massage:
        yield "warm-up"
    if not (technique.warms_up and technique.is_massage):
        yield technique.phase


def _muscle_groups(candidates: Mapping[int, Candidate]) -> dict[tuple[int, ...], int]:
    """How many muscles, a side each, just the same candidates work on, by those candidates.

    They get the same time, so they need not be told apart.
    """
    works: dict[tuple[str, str], list[int]] = {}
    for number, candidate in candidates.items():
        for place in candidate.works_on:
            works.setdefault(place, []).append(number)
    return Counter(tuple(numbers) for numbers in works.values())


def _doses(candidate: Candidate, alone: float) -> tuple[Dose, ...]:
    """The doses worth a thought: beyond what a muscle has use for, time is only lost."""
    found: list[Dose] = []
    for seconds in candidate.doses:
        units = ceil(seconds / GRID_S)
        if found and found[-1].units >= FULL:
            break
        time = candidate.turns * (units + READY) + _between_turns(candidate)
        gives = alone * CREDIT[units] + KEPT_GIVES * candidate.kept
        found.append(Dose(seconds, units, time, gives))
    return tuple(found)


def _between_turns(candidate: Candidate) -> int:
    """Units to change position or tool between the sides, where the same will not do for both."""
    way, tools = candidate.ways[0], candidate.tools
    return POSITION * (len(set(way)) - 1) + TOOL * (len(set(tools)) - 1)


def _levels(candidates: Iterable[Candidate], has_massage: bool) -> dict[tuple[str, str], int]:
    """How late in its phase each comes: first superficial work, then deep, then what follows it."""
    of = {c.technique.code: c.technique for c in candidates}
    levels: dict[tuple[str, str], int] = {}

    def level(code: str, phase: str) -> int:
        if (code, phase) not in levels:
            technique = of[code]
            levels[code, phase] = int(technique.is_deep)  # and the end of any ring of them
            before = [
                level(other, phase)
                for other in technique.after & of.keys()
                if phase in _phases(of[other], has_massage)
            ]
            levels[code, phase] = max([int(technique.is_deep), *(one + 1 for one in before)])
        return levels[code, phase]

    for code, technique in of.items():
        level(code, technique.phase)
        level(code, "warm-up")
    return levels


def _in_blocks(entries: list[Entry]) -> tuple[Entry, ...]:
    """The entries of a stage in the content's order, those together that can share a place."""
    blocks: list[tuple[frozenset[str], list[Entry]]] = []
    for entry in entries:
        there = frozenset(entry.places)
        linked = [block for block in blocks if block[0] & there]
        blocks = [block for block in blocks if block not in linked]
        some = sorted([e for _, others in linked for e in others] + [entry], key=entries.index)
        blocks.append((there.union(*(block[0] for block in linked)), some))
    blocks.sort(key=lambda block: entries.index(block[1][0]))
    return tuple(replace(entry, block=places) for places, some in blocks for entry in some)
