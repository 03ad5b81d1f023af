"""Plans for every different thing that one or two answers can leave: nothing forbidden in them."""

from dataclasses import replace
from functools import cache
from itertools import combinations, cycle

from routines.catalogue import Catalogue
from routines.planner import make_plan
from routines.proof.bans import faults_of_plan
from routines.proof.rooms import Cell, meet
from routines.proof.space import Space, Tally
from routines.request import MINUTES_MAX, MINUTES_MIN, Request
from screening.rulebook import Answer, Site

# How many of the requests take little time to plan for.
SHORT = 4


def plans(space: Space, part: int = 0, parts: int = 1) -> Tally:
    """For every different thing that one answer leaves, every request; for every different thing
    that two leave, by the law of `rooms`, one request each in turn."""
    tally, wishes = Tally(), requests(space)
    ones, twos = _different(space, 1), _different(space, 2)
    tries = [(one, wish) for one in ones for wish in wishes]
    tries += zip(twos, cycle(wishes[:SHORT]))
    for classes, wish in tries[part::parts]:
        _check_plan(space, tuple(space.classes[n][0] for n in classes), wish, tally)
    return tally


def requests(space: Space) -> list[Request]:
    """A spread of wishes; the first SHORT of them are quickly planned for."""
    catalogue: Catalogue = space.catalogue
    tools, regions = frozenset(catalogue.tools), list(catalogue.regions)
    usual = Request(mode=space.mode, tools=tools, minutes=10)
    focus = frozenset({Site(regions[len(regions) // 2], "left")})
    return [
        usual,
        replace(usual, minutes=MINUTES_MIN, goals=frozenset(catalogue.goals)),
        replace(usual, focus_sites=focus),
        replace(usual, minutes=15, pressure=2),
        replace(usual, tools=frozenset()),
        replace(usual, minutes=20, focus_muscles=frozenset(list(catalogue.muscles)[:3])),
        replace(usual, minutes=MINUTES_MAX),
    ]


@cache
def _different(space: Space, size: int) -> list[tuple[int, ...]]:
    """A set of so many classes, 1 or 2, for each different thing that sets of that size leave."""
    keys = list(space.room[0])
    numbers: dict[Cell, int] = {}
    rows = [[numbers.setdefault(room[key], len(numbers)) for key in keys] for room in space.room]
    cells = list(numbers)
    minutes = [space.assess(alike[0]).minutes for alike in space.classes]

    @cache
    def met(code: str, one: int, other: int) -> int:
        cell = meet(space.catalogue.techniques[code], cells[one], cells[other])
        if cell not in numbers:
            numbers[cell] = len(numbers)
            cells.append(cell)
        return numbers[cell]

    found: dict[object, tuple[int, ...]] = {}
    for some in combinations(range(len(rows)), size):
        codes = (code for code, _ in keys)
        left = tuple(map(met, codes, rows[some[0]], rows[some[-1]]))
        found.setdefault((left, *(minutes[n] for n in some)), some)
    return list(found.values())


def _check_plan(space: Space, answers: tuple[Answer, ...], wish: Request, tally: Tally) -> None:
    clearance = space.assess(*answers)
    verdicts = space.judge(*answers, situation=replace(space.widest, tools=wish.tools))
    plan = make_plan(wish, verdicts, space.catalogue, clearance.minutes)
    bans = space.bans(*answers)
    faults = faults_of_plan(plan, verdicts, bans, space.catalogue) if plan else ()
    tally.add(answers, (f"{wish.minutes} minutes: {fault}" for fault in faults))
