"""The best routine for the time there is, out of what the verdicts allow.

What is best is one function, `objective.worth`; the search in `search.solve` is exact for it.
Here the choice becomes steps in their order, each with its reason, and what was left out gets
its reason too.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from routines.catalogue import Catalogue
from routines.eligibility import Verdicts
from routines.explain import (
    LeftOut,
    NotKept,
    find_given_up,
    find_left_out,
    find_not_kept,
    reason_for,
)
from routines.objective import Candidate, find_candidates
from routines.ranking import find_ranked
from routines.request import MINUTES_MAX, Kept, Request
from routines.search import Found
from routines.timing import SETTLE_S, get_ready_s, rest_s
from screening.rulebook import Mode


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step: a technique on a side, or settling and aftercare (no technique).

    `get_ready`: seconds before it to read it and to change side, position or tool.
    """

    phase: str
    side: str
    seconds: int
    get_ready: int = 0
    technique: str = ""
    cap: int = 0
    hold: int = 0
    position: str = ""
    tool: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Ordered steps. `total_s` is their seconds and the seconds to get ready for each.

    `value`: what it is worth by the objective; no plan for this request is worth more than
    `bound`, and the two are equal but for `value` being rounded. `given_up`: what was asked for
    and cannot be had, in words.
    """

    steps: tuple[PlanStep, ...]
    budget_s: int
    value: float
    bound: float
    left_out: tuple[LeftOut, ...]
    not_kept: tuple[NotKept, ...] = ()
    given_up: tuple[str, ...] = ()

    @property
    def total_s(self) -> int:
        return sum(step.seconds + step.get_ready for step in self.steps)

    @property
    def is_exact(self) -> bool:
        return self.bound <= self.value


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
    set of techniques, and so on; None when there are no more. Where the minutes are too few for
    anything, or for what is kept, they are the fewest that will do; never more than are allowed.

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
    asked = min(request.minutes, minutes_allowed or request.minutes)
    candidates = find_candidates(request, verdicts, catalogue, kept)
    minutes = _enough(asked, minutes_allowed or MINUTES_MAX, candidates, catalogue)
    for found in find_ranked(candidates, catalogue, minutes * 60):
        value = round(found.worth, 6)
        yield Plan(
            steps=tuple(_lay_out(found, catalogue, request)),
            budget_s=minutes * 60,
            value=value,
            bound=value if found.bound <= found.worth else round(found.bound, 6),
            left_out=tuple(find_left_out(candidates, found, verdicts, catalogue)),
            not_kept=tuple(find_not_kept(kept, found, verdicts, catalogue)),
            given_up=tuple(find_given_up(request, candidates, catalogue, asked, minutes)),
        )


def _enough(asked: int, most: int, candidates: list[Candidate], catalogue: Catalogue) -> int:
    """The minutes asked for, or the fewest more in which all that is kept, or anything, fits."""

    def fits(minutes: int) -> bool:
        found = next(find_ranked(candidates, catalogue, minutes * 60), Found())
        taken = {id(step.candidate) for step in found.choice}
        return bool(taken) and all(id(c) in taken for c in candidates if c.kept)

    moves = [c.cost(c.shortest) for c in candidates if not c.technique.is_massage]
    is_plain = moves and SETTLE_S + rest_s(False) + min(moves) <= asked * 60
    if not candidates or asked == most or (is_plain and not any(c.kept for c in candidates)):
        return asked
    if fits(asked) or not fits(most):
        return asked
    more = range(asked + 1, most + 1)
    return more[bisect_left(more, True, key=fits)]  # what fits also fits into more


ALONE = "Three slow breaths. Let go at once of anything sharp, shooting, tingling or numb."
TOGETHER = "Three slow breaths. Know your stop word, and how to say a number for pressure."


def frame(has_massage: bool, mode: Mode) -> tuple[PlanStep, PlanStep]:
    """The settling at the start and the rest at the end of every routine."""
    settle = PlanStep(
        phase="settle",
        side="both",
        seconds=SETTLE_S,
        reason=TOGETHER if mode is Mode.PARTNER else ALONE,
    )
    rest = PlanStep(
        phase="aftercare",
        side="both",
        seconds=rest_s(has_massage),
        reason="Rest, then get up slowly. Drink if you are thirsty.",
    )
    return settle, rest


def _lay_out(found: Found, catalogue: Catalogue, request: Request) -> Iterator[PlanStep]:
    settle, rest = frame(
        any(step.candidate.technique.is_massage for step in found.choice), request.mode
    )
    yield settle
    before = None
    for taken in found.choice:
        candidate = taken.candidate
        at_once = candidate.technique.both_at_once
        turns = candidate.verdicts[: candidate.turns]
        for verdict, position, tool in zip(turns, taken.way, candidate.tools, strict=True):
            here = candidate if at_once else replace(candidate, verdicts=(verdict,))
            step = PlanStep(
                phase=taken.phase,
                side="both" if at_once else verdict.side,
                seconds=taken.seconds,
                technique=candidate.technique.code,
                cap=min(v.cap for v in candidate.verdicts),
                hold=min(v.hold for v in candidate.verdicts),
                position=position,
                tool=tool,
                reason=reason_for(here, taken.phase, catalogue, request),
            )
            step = replace(step, get_ready=get_ready_s(before, step, catalogue.tools))
            yield step
            before = step
    yield rest
