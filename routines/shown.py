"""A routine as its page shows it: steps with their limits, and what is not among them and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from routines.catalogue import Technique
from routines.coverage import Coverage, find_coverage
from routines.editor import places_of
from routines.eligibility import Allowed, Barred
from routines.models import Step
from routines.objective import Candidate
from routines.parts import BOTH, Part, Sheet, allowed_on, find_faults, total_s
from routines.planner import PlanStep, frame
from routines.timing import GRID_S, get_ready_each
from routines.today import Today
from screening.gate import Reason
from screening.rulebook import SIDES

# What is said of a technique for the other mode is true of all of them, and of no answer.
NOT_ANSWERS = ("mode",)


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step on the page. `limits` None: ruled out today, `part.bars` says why. `needs`: the
    pressure, 0 to 10, that is too much today; 0 if it is not that. `number`: its place, from 1;
    `places`: those that it can take. `lead`: the step before, if this one is the same on the
    other side, so that only its side, time and limits are to be said.
    """

    row: Step
    part: Part
    number: int
    limits: Allowed | None
    dose: Candidate | None
    sheet: Sheet
    places: range
    needs: int
    lead: "ShownStep | None" = None

    @property
    def way(self) -> tuple[Any, ...]:
        """All that is said of how a step is done, or why it is not, but its side, time and the
        limits in numbers.
        """
        limits, part = self.limits, self.part
        where = (limits.regions, limits.cares, limits.variants) if limits else (part.bars,)
        return part.technique, part.phase, part.tool, part.position, limits is None, where

    @property
    def shorter(self) -> int:
        """Its seconds, ten less."""
        return self.part.seconds - GRID_S

    @property
    def longer(self) -> int:
        return self.part.seconds + GRID_S

    @property
    def is_first(self) -> bool:
        return self.number == self.places[0]

    @property
    def is_last(self) -> bool:
        return self.number == self.places[-1]

    @property
    def name(self) -> str:
        return self.row.technique.name

    @property
    def label(self) -> str:
        return self.name if self.part.side == BOTH else f"{self.name}, {self.part.side}"

    @property
    def tool(self) -> str:
        return self.sheet.catalogue.tools[self.part.tool].name

    @property
    def position(self) -> str:
        return self.sheet.catalogue.positions[self.part.position].name

    @property
    def only_regions(self) -> list[str]:
        """The regions left of those it usually touches; empty when all are."""
        if self.limits is None or self.limits.regions is None:
            return []
        names = self.sheet.catalogue.regions
        return [name for code, name in names.items() if code in self.limits.regions]

    @property
    def variants(self) -> list[str]:
        return self._variants(allowed=True)

    @property
    def variants_out(self) -> list[str]:
        return self._variants(allowed=False)

    def _variants(self, allowed: bool) -> list[str]:
        codes = self.limits.variants if self.limits else ()
        variants = self.sheet.catalogue.techniques[self.part.technique].variants
        return [variant.name for variant in variants if (variant.code in codes) == allowed]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A technique that is not in the routine, and the sides that this is about."""

    technique: Technique
    sides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuledOut:
    """What the same reasons keep out."""

    reasons: tuple[Reason, ...]
    techniques: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page says of a routine."""

    steps: tuple[ShownStep, ...]
    total_s: int
    get_ready_s: int
    faults: tuple[str, ...]
    settle: PlanStep
    rest: PlanStep
    not_chosen: tuple[LeftOut, ...]
    ruled_out: tuple[RuledOut, ...]
    coverage: tuple[Coverage, ...]

    @property
    def cap(self) -> int:
        """The highest pressure of any step, 0 to 10."""
        return max((step.limits.cap for step in self.steps if step.limits), default=0)

    @property
    def hold(self) -> int:
        """The longest still hold of any step, seconds; 0: none."""
        return max((step.limits.hold for step in self.steps if step.limits), default=0)

    @property
    def steps_out(self) -> int:
        """How many of its steps are ruled out today."""
        return sum(step.limits is None for step in self.steps)

    @property
    def techniques_out(self) -> int:
        """How many techniques are ruled out on some side, for more than being for others."""
        groups = (g for g in self.ruled_out if {r.code for r in g.reasons} - set(NOT_ANSWERS))
        return len({out.technique.code for group in groups for out in group.techniques})

    @property
    def locked(self) -> int:
        """How many steps are locked."""
        return sum(step.part.locked for step in self.steps)

    @property
    def works_on_muscles(self) -> bool:
        return any(group.seconds for group in self.coverage)

    @property
    def is_possible(self) -> bool:
        return any(step.limits for step in self.steps)


def show(rows: Iterable[Step], sheet: Sheet, cap: int) -> Shown:
    """`cap`: the highest pressure allowed anywhere today."""
    by_key = {row.pk: row for row in rows}
    done = [part for part in sheet.parts if part.is_allowed]
    massages = any(sheet.catalogue.techniques[part.technique].is_massage for part in done)
    settle, rest = frame(massages, sheet.request.mode)
    return Shown(
        steps=_paired(_shown(place, by_key, sheet, cap) for place in range(len(sheet.parts))),
        total_s=total_s(sheet.parts, sheet.catalogue),
        get_ready_s=sum(get_ready_each(done, sheet.catalogue.tools)),
        faults=tuple(f.text for f in find_faults(sheet.parts, sheet.catalogue, sheet.minutes)),
        settle=settle,
        rest=rest,
        not_chosen=tuple(_not_chosen(sheet)),
        ruled_out=tuple(_ruled_out(sheet)),
        coverage=find_coverage(sheet.parts, sheet.catalogue),
    )


def _paired(steps: Iterable[ShownStep]) -> tuple[ShownStep, ...]:
    """The steps, each that only repeats the one before on the other side with that as its lead."""
    found: list[ShownStep] = []
    for step in steps:
        before = found[-1] if found else None
        if before and not before.lead and before.way == step.way:
            sides = {before.part.side, step.part.side}
            step = replace(step, lead=before if sides == set(SIDES) else None)
        found.append(step)
    return tuple(found)


def _shown(place: int, rows: Mapping[int, Step], sheet: Sheet, cap: int) -> ShownStep:
    part = sheet.parts[place]
    first, last = places_of(part, sheet.parts)
    candidate = sheet.candidates.get(part.technique) if part.is_allowed else None
    lowest = rows[part.key].technique.pressure_min
    return ShownStep(
        row=rows[part.key],
        part=part,
        number=place + 1,
        limits=allowed_on(candidate, part.side) if candidate else None,
        dose=candidate,
        sheet=sheet,
        places=range(first, last + 1),
        needs=lowest if lowest > cap else 0,
    )


def _not_chosen(sheet: Sheet) -> Iterable[LeftOut]:
    """What may be done and is not in the routine."""
    there = {(part.technique, side) for part in sheet.parts for side in part.sides}
    for code, technique in sheet.catalogue.techniques.items():
        sides = tuple(
            side
            for side in SIDES
            if isinstance(sheet.verdicts[code, side], Allowed) and (code, side) not in there
        )
        if sides and not (technique.both_at_once and len(sides) < len(SIDES)):
            yield LeftOut(technique, sides)


def _ruled_out(sheet: Sheet) -> Iterable[RuledOut]:
    """What must not or cannot be done, under each reason that says so.

    Reasons that keep out just the same are said together.
    """
    found: dict[Reason, dict[str, list[str]]] = {}
    for (code, side), verdict in sheet.verdicts.items():
        if isinstance(verdict, Barred):
            of_mode = [reason for reason in verdict.reasons if reason.code in NOT_ANSWERS]
            for reason in of_mode or verdict.reasons:
                found.setdefault(reason, {}).setdefault(code, []).append(side)
    together: dict[tuple[LeftOut, ...], list[Reason]] = {}
    for reason, sides_of in sorted(found.items(), key=lambda item: item[0].code in NOT_ANSWERS):
        techniques = sheet.catalogue.techniques
        out = tuple(LeftOut(techniques[code], tuple(sides)) for code, sides in sides_of.items())
        together.setdefault(out, []).append(reason)
    return [RuledOut(tuple(reasons), out) for out, reasons in together.items()]


def may_be_done(today: Today) -> list[LeftOut]:
    """Every technique that is allowed somewhere today, with its sides."""
    found: dict[str, list[str]] = {}
    for (code, side), verdict in today.verdicts.items():
        if isinstance(verdict, Allowed):
            found.setdefault(code, []).append(side)
    techniques = today.catalogue.techniques
    return [LeftOut(techniques[code], tuple(sides)) for code, sides in found.items()]
