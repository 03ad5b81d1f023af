"""Another routine for the same wish, with the locked steps in it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from routines.editor import Refused, checked, in_order
from routines.parts import Part, Parts, Sheet, part_of_plan
from routines.planner import Plan, PlanStep, make_plans
from routines.request import Kept

# Each needs more searching than the one before; nobody looks at more than a few.
RANKS = 5


@dataclass(frozen=True, slots=True)
class Rebuild:
    """The best routine that keeps what is locked; from one of the best, the next best.

    A locked step that is ruled out today stays, marked; any other that is goes.
    """

    def apply(self, sheet: Sheet) -> Parts:
        now, best, is_next = _steps_of(sheet.parts), None, False
        for parts in islice(find_plans(sheet), RANKS):
            best = best or parts
            if is_next:
                return ordered(parts, sheet)
            is_next = _steps_of(parts) == now
        if not best and not _locked(sheet):
            raise Refused("Nothing that may be done today fits your time.")
        if not best:
            raise Refused("The locked steps leave no room for the rest. Unlock one of them.")
        if _steps_of(best) == now:
            raise Refused("There is no other routine in your time that keeps the locked steps.")
        return ordered(best, sheet)

    def says(self, sheet: Sheet) -> str:
        return "build the rest again" if _locked(sheet) else "build it again"

    def said(self, sheet: Sheet, parts: Parts) -> str:
        if not (kept := len(_locked(sheet))):
            return "Built again."
        return f"Built again. {kept} locked step{' stays' if kept == 1 else 's stay'}."


def _locked(sheet: Sheet) -> list[Part]:
    return [part for part in sheet.parts if part.locked]


def _steps_of(parts: Parts) -> set[tuple[str, str]]:
    return {(part.technique, part.side) for part in parts if part.is_allowed}


def find_plans(sheet: Sheet) -> Iterator[Parts]:
    """The parts of the best plan that keeps what is locked, of the next best, and so on."""
    kept = [
        Kept(part.technique, part.side, part.seconds, part.position, part.tool)
        for part in _locked(sheet)
    ]
    minutes = min(sheet.minutes, sheet.request.minutes)
    plans = make_plans(sheet.request, sheet.verdicts, sheet.catalogue, minutes, kept=kept)
    return (_as_parts(plan, sheet) for plan in plans if _keeps(plan, sheet))


def _keeps(plan: Plan, sheet: Sheet) -> bool:
    """Whether all that is locked and may be done today is in it: there may not be room."""
    planned = {step.technique for step in plan.steps}
    return all(part.technique in planned for part in _locked(sheet) if part.is_allowed)


def _as_parts(plan: Plan, sheet: Sheet) -> Parts:
    """The plan's steps; those that the routine has already, in the same way, with their keys."""
    there = {(part.technique, part.side, part.phase): part for part in sheet.parts}
    locked = {part.technique for part in _locked(sheet)}
    sides = {(part.technique, part.side): part for part in _locked(sheet)}
    parts = []
    for step in plan.steps:
        is_missing = step.technique in locked and (step.technique, step.side) not in sides
        if not step.technique or (is_missing and not _has(step, sheet)):
            continue
        was = there.get((step.technique, step.side, step.phase))
        mine = sides.get((step.technique, step.side))
        new = part_of_plan(step)
        if was:
            new = replace(was, seconds=step.seconds, tool=step.tool, position=step.position)
        parts.append(replace(new, seconds=mine.seconds, locked=True) if mine else new)
    keys = {part.key for part in parts}
    ruled_out = [part for part in _locked(sheet) if part.bars and part.key not in keys]
    return in_order((*parts, *ruled_out))


def ordered(parts: Parts, sheet: Sheet) -> Parts:
    """The parts, the locked ones in the order that the person gave them if that can be.

    Raises Refused if they break a limit in any order.
    """
    order = [(part.technique, part.side) for part in sheet.parts]
    locked = [part for part in parts if part.locked]
    locked.sort(key=lambda part: order.index((part.technique, part.side)))
    mine = iter(locked)
    try:
        return checked(in_order(tuple(next(mine) if p.locked else p for p in parts)), sheet)
    except Refused:  # something must come between, or changes of position take too long
        return checked(parts, sheet)


def _has(step: PlanStep, sheet: Sheet) -> bool:
    """The routine has it on that side already: else its owner wants it on the other side only."""
    return any((p.technique, p.side) == (step.technique, step.side) for p in sheet.parts)
