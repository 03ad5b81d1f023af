"""Steps that the person locked, and plans after the best."""

from routines.eligibility import Barred, Situation, judge
from routines.planner import make_plan
from routines.request import Kept, Request
from tests.routines.test_planner import CLEAR, WHY, catalogue_of, technique

CATALOGUE = catalogue_of(
    technique("a", warms_up=True),
    technique("b"),
    technique("c", evidence_grade="supported"),
    technique("d", evidence_grade="none"),
)
VERDICTS = judge(CLEAR, CATALOGUE, Situation(frozenset()))


def done(plan):
    return {(s.technique, s.side, s.seconds) for s in plan.steps if s.technique}


def test_a_kept_step_stays_as_it_is_though_others_are_worth_more():
    plan = make_plan(Request(minutes=8), VERDICTS, CATALOGUE, kept=[Kept("d", "left", 70)])

    assert ("d", "left", 70) in done(plan)
    assert plan.total_s <= 8 * 60
    assert plan.not_kept == ()


def test_a_kept_step_that_is_barred_today_is_not_planned_and_says_why():
    barred = VERDICTS | {("d", "left"): Barred("d", "left", (WHY,))}

    plan = make_plan(Request(), barred, CATALOGUE, kept=[Kept("d", "left", 70)])

    assert ("d", "left") not in {(code, side) for code, side, _ in done(plan)}
    assert [(n.technique, n.side, n.reason) for n in plan.not_kept] == [("d", "left", "Because.")]


def test_plans_by_rank_are_worth_no_more_and_no_set_comes_twice():
    plans = []
    while plan := make_plan(Request(minutes=30), VERDICTS, CATALOGUE, rank=len(plans) + 1):
        plans.append(plan)

    values = [plan.value for plan in plans]
    sets = [frozenset((code, side) for code, side, _ in done(plan)) for plan in plans]
    assert values == sorted(values, reverse=True)
    assert len(set(sets)) == len(sets) == 8


def test_of_plans_that_are_worth_the_same_none_comes_twice():
    alike = catalogue_of(
        technique("warm", warms_up=True),
        technique("a", muscles={"x"}),
        technique("b", muscles={"x", "y"}),
        technique("c"),
        technique("d", evidence_grade="supported"),
        technique("e", evidence_grade="supported"),
    )
    verdicts = judge(CLEAR, alike, Situation(frozenset()))

    plans = [make_plan(Request(minutes=15), verdicts, alike, rank=rank) for rank in range(1, 9)]

    assert plans[0].value == plans[1].value
    assert len({frozenset(code for code, *_ in done(plan)) for plan in plans}) == len(plans)
