"""The best routine for the time there is, out of what the verdicts allow.

What is best is one function, `objective.value`; the search in `search.find_best` is exact for it.
Here the choice becomes steps in their order, each with its reason, and what was left out gets
its reason too.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from routines.catalogue import Catalogue, Technique
from routines.eligibility import Allowed, Barred, Verdicts
from routines.objective import GET_READY_S, Candidate, find_candidates, in_focus
from routines.request import Kept, Request
from routines.search import SETTLE_S, TECHNIQUES_MAX, Choice, find_ranked, rest_s
from screening.rulebook import SIDES

PHASES = ("settle", "warm-up", "knead", "targeted", "glide", "movement", "aftercare")


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step: a technique on a side, or settling and aftercare (no technique).

    `get_ready`: seconds before it to read it and to change side, position or tool.
    """

    phase: str
    side: str
    seconds: int
    get_ready: int = GET_READY_S
    technique: str = ""
    cap: int = 0
    hold: int = 0
    position: str = ""
    tool: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A technique that was allowed and is not in the plan, and why."""

    technique: str
    reason: str


@dataclass(frozen=True, slots=True)
class NotKept:
    """A step that was to stay and is not in the plan, and why."""

    technique: str
    side: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Ordered steps. `total_s` is their seconds and the seconds to get ready for each."""

    steps: tuple[PlanStep, ...]
    budget_s: int
    value: float
    left_out: tuple[LeftOut, ...]
    not_kept: tuple[NotKept, ...] = ()

    @property
    def total_s(self) -> int:
        return sum(step.seconds + step.get_ready for step in self.steps)


def make_plan(
    request: Request,
    verdicts: Verdicts,
    catalogue: Catalogue,
    minutes_allowed: int | None = None,
    *,
    kept: Collection[Kept] = (),
    rank: int = 1,
) -> Plan | None:
    """The most valuable plan within the request's minutes; None if not one step is allowed.

    `kept`: steps that stay as they are, as far as the verdicts allow them today; the others of
    them are in the plan's `not_kept`. `rank`: 1 for the best plan, 2 for the best with another
    set of techniques, and so on; None when there are no more.

    Limits kept: verdicts, the time, at most 8 techniques, at most 20 minutes of massage with
    getting ready for it, a warm-up before any massage and of every region before targeted work
    on it, `after` before what follows, equal time on both sides.
    """
    plans = make_plans(request, verdicts, catalogue, minutes_allowed, kept=kept)
    return next(islice(plans, rank - 1, None), None)


def make_plans(
    request: Request,
    verdicts: Verdicts,
    catalogue: Catalogue,
    minutes_allowed: int | None = None,
    *,
    kept: Collection[Kept] = (),
) -> Iterator[Plan]:
    """The plans that `make_plan` gives by rank, one after the other: each costs some search."""
    minutes = min(request.minutes, minutes_allowed or request.minutes)
    candidates = find_candidates(request, verdicts, catalogue, kept)
    for found in find_ranked(candidates, minutes * 60):
        yield Plan(
            steps=tuple(_lay_out(found.choice, found.first, catalogue, request)),
            budget_s=minutes * 60,
            value=round(found.worth, 6),
            left_out=tuple(_left_out(candidates, found.choice, verdicts, catalogue)),
            not_kept=tuple(_not_kept(kept, found.codes, verdicts, catalogue)),
        )


def _not_kept(
    kept: Collection[Kept], taken: Collection[str], verdicts: Verdicts, catalogue: Catalogue
) -> Iterator[NotKept]:
    for one in kept:
        if one.technique not in catalogue.techniques:
            yield NotKept(one.technique, one.side, "We no longer offer this technique.")
            continue
        sides = SIDES if one.side == "both" else (one.side,)
        against = [v for s in sides if isinstance(v := verdicts[one.technique, s], Barred)]
        if against:
            texts = dict.fromkeys(reason.text for v in against for reason in v.reasons)
            yield NotKept(one.technique, one.side, " ".join(texts))
        elif one.technique not in taken:
            reason = "It cannot be done with less pressure, or not on both sides at once."
            yield NotKept(one.technique, one.side, reason)


def frame(has_massage: bool) -> tuple[PlanStep, PlanStep]:
    """The settling at the start and the rest at the end of every routine."""
    settle = PlanStep(
        phase="settle",
        side="both",
        seconds=SETTLE_S,
        get_ready=0,
        reason="Three slow breaths. Know your stop word, and how to say a number for pressure.",
    )
    rest = PlanStep(
        phase="aftercare",
        side="both",
        seconds=rest_s(has_massage),
        get_ready=0,
        reason="Rest, then get up slowly. Drink if you are thirsty.",
    )
    return settle, rest


def _lay_out(
    choice: Choice, first: frozenset[str], catalogue: Catalogue, request: Request
) -> Iterator[PlanStep]:
    order = list(catalogue.techniques)
    phase_of = {
        c.technique.code: "warm-up" if c.technique.code in first else c.technique.phase
        for c, _ in choice
    }
    in_order = sorted(
        choice,
        key=lambda part: (
            PHASES.index(phase_of[part[0].technique.code]),
            order.index(part[0].technique.code),
        ),
    )
    settle, rest = frame(any(c.technique.is_massage for c, _ in choice))
    yield settle
    popular = Counter(p for c, _ in choice for v in c.verdicts for p in v.positions)
    for candidate, seconds in in_order:
        phase = phase_of[candidate.technique.code]
        reason = _reason(candidate, phase, catalogue, request)
        for verdict in candidate.verdicts[: candidate.turns]:
            yield PlanStep(
                phase=phase,
                side="both" if candidate.technique.both_at_once else verdict.side,
                seconds=seconds,
                technique=candidate.technique.code,
                cap=min(v.cap for v in candidate.verdicts),
                hold=min(v.hold for v in candidate.verdicts),
                position=max(verdict.positions, key=lambda p: popular[p]),
                tool=verdict.tools[0],
                reason=reason,
            )
    yield rest


def _reason(candidate: Candidate, phase: str, catalogue: Catalogue, request: Request) -> str:
    """Why a step is there, in a sentence or two."""
    technique, parts = candidate.technique, []
    if in_focus(technique, candidate.sides, request):
        parts.append("It works on what you chose.")
    if served := sorted(catalogue.goals[g] for g in request.goals & technique.goals):
        parts.append(f"It serves your goal: {', '.join(served)}.")
    if phase == "warm-up":
        regions = sorted(catalogue.regions[r] for r in technique.touches | technique.loads)
        parts.append(f"It warms up {_listed(regions) if regions else 'the whole leg'} first.")
    elif phase == "movement":
        parts.append("Easy movement after massage uses the ease that you feel.")
    if not parts:
        muscles = [catalogue.muscles[m] for m in technique.muscles if m in catalogue.muscles]
        parts.append(f"It works on {_listed(muscles[:3]) or 'the hip'} and fits your time.")
    return " ".join(parts)


def _listed(names: list[str]) -> str:
    names = [name[0].lower() + name[1:] for name in names]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _left_out(
    candidates: list[Candidate], choice: Choice, verdicts: Verdicts, catalogue: Catalogue
) -> Iterator[LeftOut]:
    taken = {c.technique.code for c, _ in choice}
    offered = {c.technique.code for c in candidates}
    for code, technique in catalogue.techniques.items():
        allowed = [s for s in SIDES if isinstance(verdicts[code, s], Allowed)]
        if code in taken or not allowed:
            continue
        if code not in offered:
            yield LeftOut(code, _why_not_offered(technique, allowed))
        elif missing := technique.after - taken:
            names = _listed([catalogue.techniques[m].name for m in sorted(missing)])
            yield LeftOut(code, f"It is done only after {names}, which did not fit.")
        elif len(taken) == TECHNIQUES_MAX:
            yield LeftOut(code, f"A routine has at most {TECHNIQUES_MAX} techniques.")
        else:
            yield LeftOut(code, "Your minutes do more for you with the techniques above.")


def _why_not_offered(technique: Technique, allowed: list[str]) -> str:
    if technique.both_at_once and len(allowed) < len(SIDES):
        return "It works on both sides at once, and one side is ruled out."
    return "You asked for other places, or for less pressure than it needs."
