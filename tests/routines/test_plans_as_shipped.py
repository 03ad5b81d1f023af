"""What holds of the plans for the content as shipped, whatever is asked for."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from routines.planner import make_plan
from routines.request import MINUTES_MAX, Kept
from tests.routines.limits import keeps_every_limit
from tests.routines.requests import random_request

pytestmark = [pytest.mark.django_db, pytest.mark.decision]

few = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
seeds = st.integers(0, 10**6)


def alone(seed):
    """A request that locks nothing."""
    return replace(random_request(seed), kept=())


def with_wish(asked, **wish):
    return replace(asked, request=replace(asked.request, **wish))


@few
@given(seeds, st.integers(5, MINUTES_MAX))
def test_more_minutes_never_give_a_plan_that_is_worth_less(seed, more):
    asked = alone(seed)
    plan = asked.plan()
    assume(plan and plan.budget_s == asked.request.minutes * 60)

    longer = with_wish(asked, minutes=max(more, asked.request.minutes)).plan()

    assert longer.value >= plan.value - 1e-6


@few
@given(seeds)
def test_what_is_taken_out_of_reach_never_makes_a_plan_worth_more(seed):
    """Nor does it change a plan that did without."""
    asked = alone(seed)
    plan = asked.plan()
    assume(plan and plan.left_out)
    unused = {out.technique for out in plan.left_out}
    used = {step.technique for step in plan.steps} - {""}

    def without(codes):
        some = {key: v for key, v in asked.verdicts.items() if key[0] not in codes}
        left = {code: t for code, t in asked.catalogue.techniques.items() if code not in codes}
        known = replace(asked.catalogue, techniques=left)
        return make_plan(asked.request, some, known, asked.minutes_allowed)

    assert without(unused).value == pytest.approx(plan.value)
    less = without({min(used)})
    assert less is None or less.budget_s > plan.budget_s or less.value <= plan.value + 1e-6


@few
@given(seeds, st.data())
def test_what_is_kept_stays_whatever_else_is_wished_for(seed, data):
    """Be it one technique or the whole plan. Sides that were not asked for stay out."""
    asked = alone(seed)
    plan = asked.plan()
    assume(plan)
    codes = sorted({step.technique for step in plan.steps} - {""})
    some = data.draw(st.one_of(st.just(codes), st.sampled_from(codes).map(lambda code: [code])))
    kept = [
        Kept(step.technique, step.side, step.seconds, step.position, step.tool)
        for step in plan.steps
        if step.technique in some
    ]
    goals = data.draw(st.sets(st.sampled_from(sorted(asked.catalogue.goals)), max_size=2))
    wish = {"goals": frozenset(goals), "pressure": None}
    other = replace(with_wish(asked, **wish), kept=tuple(kept))

    again = other.plan()

    there = {(s.technique, s.side, s.seconds, s.position, s.tool) for s in again.steps}
    assert {(k.technique, k.side, k.seconds, k.position, k.tool) for k in kept} <= there
    assert again.not_kept == ()
    keeps_every_limit(
        again,
        other.request,
        other.verdicts,
        other.catalogue,
        other.kept,
        other.minutes_allowed,
    )
