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


def plans(space: Space, part: int = 0, parts: int = 1) -> Tally:
    """Every class of answers with every request; and of the pairs of classes one for each
    different thing that two answers leave, by the law, with one request each in turn."""
    tally = Tally()
    wishes = requests(space)
    for n, alike in enumerate(space.classes):
        if n % parts == part:
            for wish in (*wishes, replace(wishes[0], tools=frozenset())):
                _check_plan(space, (alike[0],), wish, tally)
    for n, (pair, wish) in enumerate(zip(_different_pairs(space), cycle(wishes[:-2]))):
        if n % parts == part:
            _check_plan(space, tuple(space.classes[one][0] for one in pair), wish, tally)
    return tally


def requests(space: Space) -> list[Request]:
    """A spread of wishes, with every tool; the last two are the long ones."""
    catalogue: Catalogue = space.catalogue
    tools, regions = frozenset(catalogue.tools), list(catalogue.regions)
    usual = Request(mode=space.mode, tools=tools, minutes=10)
    focus = frozenset({Site(regions[len(regions) // 2], "left")})
    return [
        usual,
        replace(usual, minutes=MINUTES_MIN, goals=frozenset(catalogue.goals)),
        replace(usual, focus_sites=focus),
        replace(usual, minutes=15, pressure=2),
        replace(usual, minutes=20, focus_muscles=frozenset(list(catalogue.muscles)[:3])),
        replace(usual, minutes=MINUTES_MAX),
    ]


@cache
def _different_pairs(space: Space) -> list[tuple[int, int]]:
    """One pair of classes for each different thing that two of them leave."""
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

    found: dict[object, tuple[int, int]] = {}
    for one, other in combinations(range(len(rows)), 2):
        left = tuple(map(met, (code for code, _ in keys), rows[one], rows[other]))
        found.setdefault((left, minutes[one], minutes[other]), (one, other))
    return list(found.values())


def _check_plan(space: Space, answers: tuple[Answer, ...], wish: Request, tally: Tally) -> None:
    clearance = space.assess(*answers)
    verdicts = space.judge(*answers, situation=replace(space.widest, tools=wish.tools))
    plan = make_plan(wish, verdicts, space.catalogue, clearance.minutes)
    bans = space.bans(*answers)
    faults = faults_of_plan(plan, verdicts, bans, space.catalogue) if plan else ()
    tally.add(answers, (f"{wish.minutes} minutes: {fault}" for fault in faults))
