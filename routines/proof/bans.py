"""What the rules forbid, read straight off them, to hold verdicts and plans against.

A second way to the same end, and a simpler one: the gate and eligibility work out what is left;
this only says what must not be there. It shares no code with them, so that a slip in one is not
a slip in both.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from routines.catalogue import Catalogue, Technique
from routines.eligibility import OTHER, Allowed, Verdict, Verdicts
from routines.planner import Plan, PlanStep
from screening.gate import MAX_PRESSURE
from screening.rulebook import (
    NOT_SURE,
    SIDES,
    Answer,
    Kind,
    Level,
    Mode,
    Option,
    Restriction,
    Rulebook,
    Scope,
    Site,
    Unsure,
)

WHOLE = ""  # instead of a region: all of the side, whatever a technique touches


@dataclass(frozen=True, slots=True)
class Ban:
    """One thing that one answer forbids in one place."""

    kind: Kind
    place: Site
    hazard: str = ""
    limit: int = 0


STOP = Ban(Kind.EVERYTHING, Site(WHOLE, SIDES[0]))


class Bans:
    """All that some answers forbid."""

    def __init__(self, bans: Collection[Ban], mode: Mode):
        def at(*kinds: Kind) -> list[Ban]:
            return [ban for ban in bans if ban.kind in kinds]

        self.mode = mode
        self.stops = bool(at(Kind.EVERYTHING))
        self.everything = self.stops or (mode is Mode.PARTNER and bool(at(Kind.PARTNER)))
        self.hazards = {(ban.hazard, ban.place.side) for ban in at(Kind.HAZARD)}
        self.pressed = {ban.place for ban in at(Kind.REGION)}
        self.loaded = {ban.place for ban in at(Kind.LOAD)}
        self.caps = {(ban.limit, ban.place) for ban in at(Kind.PRESSURE)}
        self.holds = {(ban.limit, ban.place) for ban in at(Kind.HOLD)}
        self.minutes = {ban.limit for ban in at(Kind.MINUTES)}

    def on(self, hazards: Iterable[str], side: str) -> bool:
        return any((hazard, side) in self.hazards for hazard in hazards)


def bans_of(answer: Answer, rulebook: Rulebook, mode: Mode) -> frozenset[Ban]:
    """All that this answer forbids in this mode."""
    return frozenset(_bans_of(answer, rulebook, mode))


def _bans_of(answer: Answer, rulebook: Rulebook, mode: Mode) -> Iterator[Ban]:
    question = rulebook.questions[answer.question]
    if rulebook.section_of(question).partner_only and mode is not Mode.PARTNER:
        return
    options = question.options
    if answer.option != NOT_SURE:
        options = tuple(option for option in options if option.code == answer.option)
    elif question.unsure is not Unsure.AS_YES:
        yield STOP
    for option in options:
        level, restrictions = _rule(option, answer.cleared and answer.option != NOT_SURE)
        if level >= Level.CONSULT:
            yield STOP
        for restriction in restrictions:
            if restriction.mode in (None, mode):
                for place in _places(restriction, answer, rulebook):
                    yield Ban(restriction.kind, place, restriction.hazard, restriction.limit)


def _rule(option: Option, cleared: bool) -> tuple[Level, tuple[Restriction, ...]]:
    if cleared and option.cleared_level is not None:
        return option.cleared_level, option.cleared_restrictions
    return option.level, option.restrictions


def _places(restriction: Restriction, answer: Answer, rulebook: Rulebook) -> Collection[Site]:
    region, said = restriction.region, answer.sites
    if restriction.scope is Scope.SITE:
        return said or rulebook.sites
    if restriction.scope is Scope.REST:
        return [Site(region, side) for side in SIDES if Site(region, side) not in said]
    on_all = restriction.scope is Scope.BOTH or not said
    return [Site(region, side) for side in SIDES if on_all or any(s.side == side for s in said)]


def faults_of_verdicts(verdicts: Verdicts, bans: Bans, catalogue: Catalogue) -> Iterator[str]:
    """What the verdicts allow although it is forbidden; nothing, if the gate does its work."""
    for verdict in verdicts.values():
        yield from faults_of_verdict(verdict, verdicts, bans, catalogue)


def faults_of_verdict(
    verdict: Verdict, verdicts: Verdicts, bans: Bans, catalogue: Catalogue
) -> Iterator[str]:
    """`verdicts`: at least those on what the verdict's variants wait for."""
    if not isinstance(verdict, Allowed):
        return
    name, technique = f"{verdict.technique} {verdict.side}", catalogue.techniques[verdict.technique]
    for fault in _faults(verdict, technique, bans, catalogue):
        yield f"{name}: {fault}"
    for variant in technique.variants:
        if variant.code in verdict.variants:
            gate = variant.only_where
            if bans.on(variant.hazards, verdict.side):
                yield f"{name}: hazard of {variant.code}"
            if gate and not isinstance(verdicts[gate, verdict.side], Allowed):
                yield f"{name}: {variant.code} without {gate}"


def faults_of_plan(
    plan: Plan, verdicts: Verdicts, bans: Bans, catalogue: Catalogue
) -> Iterator[str]:
    """What a plan holds although it is forbidden, or more of it than its verdict gives."""
    if plan.total_s > plan.budget_s:
        yield "longer than its budget"
    yield from (f"over {most} minutes" for most in bans.minutes if plan.budget_s > most * 60)
    for step in plan.steps:
        if not step.reason.strip():
            yield f"{step.technique or step.phase}: no reason"
        if step.technique:
            for side in SIDES if step.side == "both" else [step.side]:
                for fault in _faults_of_step(step, side, verdicts, bans, catalogue):
                    yield f"{step.technique} {side}, a step: {fault}"
    yield from (f"{out.technique} left out: no reason" for out in plan.left_out if not out.reason)


def _faults_of_step(
    step: PlanStep, side: str, verdicts: Verdicts, bans: Bans, catalogue: Catalogue
) -> Iterator[str]:
    verdict = verdicts[step.technique, side]
    if not isinstance(verdict, Allowed):
        yield "barred"
        return
    if step.cap > verdict.cap or step.hold > verdict.hold:
        yield "more pressure or a longer hold than its verdict"
    if step.position not in verdict.positions or step.tool not in verdict.tools:
        yield "a position or tool that its verdict does not have"
    done = replace(
        verdict, cap=step.cap, hold=step.hold, positions=(step.position,), tools=(step.tool,)
    )
    yield from _faults(done, catalogue.techniques[step.technique], bans, catalogue)


def _faults(
    verdict: Allowed, technique: Technique, bans: Bans, catalogue: Catalogue
) -> Iterator[str]:
    side, other = verdict.side, OTHER[verdict.side]
    pressed = technique.touches if verdict.regions is None else verdict.regions
    presses, touches, loads = (
        {Site(region, side) for region in (WHOLE, *regions)}
        for regions in (pressed, technique.touches, technique.loads)
    )
    if bans.everything:
        yield "nothing may be done"
    if technique.mode not in ("both", bans.mode):
        yield "of the other mode"
    if not verdict.positions or not verdict.tools or (technique.touches and not pressed):
        yield "no place, position or tool left"
    if not technique.pressure_min <= verdict.cap <= min(technique.pressure_max, MAX_PRESSURE):
        yield "pressure outside its own range"
    shortest = technique.hold_min if technique.is_hold else 0
    if not shortest <= verdict.hold <= technique.hold_max:
        yield "hold outside its own range"
    if bans.on(technique.hazards, side):
        yield "its hazard"
    for code in verdict.positions:
        position = catalogue.positions[code]
        if bans.on(position.hazards, side) or bans.on(position.other_side_hazards, other):
            yield f"hazard of {code}"
    for code in verdict.tools:
        if bans.on(catalogue.tools[code].hazards, side):
            yield f"hazard of {code}"
    yield from (f"presses {place}" for place in bans.pressed & presses)
    yield from (f"loads {place}" for place in bans.loaded & loads)
    if any(verdict.cap > cap for cap, place in bans.caps if place in touches):
        yield "more pressure than a cap"
    if any(verdict.hold > hold for hold, place in bans.holds if place in touches):
        yield "a longer hold than a limit"
