"""For the content as shipped, no plan is better than the planner's: an independent model agrees."""

from dataclasses import replace
from itertools import islice

import pytest

from routines.planner import make_plans
from tests.routines.limits import keeps_every_limit
from tests.routines.oracle import best_by_constraints, is_possible
from tests.routines.requests import random_request

pytestmark = [pytest.mark.django_db, pytest.mark.decision]

PARTS, REQUESTS = 20, 300  # of so many requests, in parts that can be tested side by side


@pytest.mark.parametrize("part", range(PARTS))
def test_plans_keep_every_limit_and_none_within_them_is_worth_more(part):
    for seed in range(part, REQUESTS, PARTS):
        asked = random_request(seed)
        plan, candidates = asked.plan(), asked.candidates()
        if plan is None:
            assert not is_possible(candidates, asked.catalogue, asked.minutes_allowed * 60), seed
            continue
        keeps_every_limit(
            plan,
            asked.request,
            asked.verdicts,
            asked.catalogue,
            asked.kept,
            asked.minutes_allowed,
        )
        taken = {step.technique for step in plan.steps}
        kept = sum(one.kept for one in candidates if one.technique.code in taken)
        best = best_by_constraints(candidates, asked.catalogue, plan.budget_s)
        assert best == (kept, pytest.approx(plan.value, rel=0.0002)), seed
        assert plan.is_exact, seed
        if plan.budget_s > asked.request.minutes * 60:  # then fewer would not do
            assert not is_possible(candidates, asked.catalogue, plan.budget_s - 60), seed


@pytest.mark.parametrize("seed", range(REQUESTS, REQUESTS + 16))
def test_the_next_best_is_the_best_of_what_was_not_told_yet(seed):
    asked = replace(random_request(seed), kept=())
    candidates, told = asked.candidates(), []
    plans = make_plans(asked.request, asked.verdicts, asked.catalogue, asked.minutes_allowed)
    for plan in islice(plans, 4):
        best = best_by_constraints(candidates, asked.catalogue, plan.budget_s, told)
        told.append({step.technique for step in plan.steps if step.technique})

        assert best == (0, pytest.approx(plan.value, rel=0.0002))
        assert plan.is_exact
    assert told or not is_possible(candidates, asked.catalogue, asked.minutes_allowed * 60)
    assert len({frozenset(codes) for codes in told}) == len(told)
