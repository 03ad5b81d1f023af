"""Plans: within every limit, in order, and as good as any that a blind search finds."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routines.catalogue import Catalogue, Position, Stage, Technique, Tool
from routines.eligibility import Allowed, Barred, Situation, judge
from routines.planner import make_plan
from routines.problem import PHASES
from routines.request import Request
from screening.gate import Clearance, Reason
from screening.rulebook import SIDES, Level, Mode, Site
from tests.routines.limits import keeps_every_limit
from tests.routines.tried import best_by_trying_everything

REGIONS = ("buttock", "front_hip", "back_thigh")
MUSCLES = ("big", "small")
WAYS = (("standing",), ("prone",), ("chair", "prone"))
PRESSES = ("knead", "targeted", "glide")
WHY = Reason("test", "yes", "A test", "yes", "Because.")
CLEAR = Clearance(Mode.SELF, Level.NONE, (), (), ())


def technique(code, **given):
    usual = {
        "slug": code,
        "name": f"Technique {code}",
        "mode": "self",
        "kind": "massage",
        "phase": "knead",
        "tools": ("hands",),
        "positions": ("standing",),
        "pressure_min": 1,
        "pressure_max": 5,
        "seconds_min": 40,
        "seconds_max": 120,
        "touches": frozenset({"buttock"}),
        "evidence_grade": "weak",
    }
    return Technique(code=code, **(usual | given))


def catalogue_of(*techniques):
    return Catalogue(
        techniques={t.code: t for t in techniques},
        tools={
            "hands": Tool("hands", "Hands", always_there=True),
            "ball": Tool("ball", "A ball"),
        },
        positions={code: Position(code, code) for code in ("standing", "prone", "chair")},
        stages=(Stage(1, 6, None, frozenset(), "A stage."),),
        goals={"calmer": "Feel calmer", "looser": "Feel looser"},
        regions={region: region for region in REGIONS},
        muscles={muscle: muscle for muscle in MUSCLES},
    )


@st.composite
def techniques(draw):
    found = []
    for number in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(["massage", "massage", "movement"]))
        shortest = draw(st.integers(2, 12)) * 10
        reach = frozenset(draw(st.sets(st.sampled_from(REGIONS), max_size=2)))
        phase = "movement" if kind == "movement" else draw(st.sampled_from(PRESSES))
        warms_up = draw(st.booleans())
        earlier = [] if warms_up or kind == "movement" else _may_come_before(phase, found)
        after = {draw(st.sampled_from(earlier))} if earlier and draw(st.booleans()) else set()
        found.append(
            technique(
                f"t{number}",
                kind=kind,
                phase=phase,
                warms_up=warms_up,
                both_at_once=kind == "movement" and draw(st.booleans()),
                touches=reach if kind == "massage" else frozenset(),
                loads=reach if kind == "movement" else frozenset(),
                seconds_min=shortest,
                seconds_max=shortest + draw(st.integers(0, 9)) * 10,
                after=frozenset(after),
                goals=frozenset(draw(st.sets(st.sampled_from(["calmer", "looser"])))),
                evidence_grade=draw(st.sampled_from(["supported", "weak", "none"])),
                muscles=tuple(sorted(draw(st.sets(st.sampled_from(MUSCLES))))),
                positions=draw(st.sampled_from(WAYS)),
                tools=(draw(st.sampled_from(["hands", "hands", "ball"])),),
                is_deep=kind == "massage" and draw(st.booleans()),
            )
        )
    return found


def _may_come_before(phase, found):
    return [
        t.code
        for t in found
        if t.kind == "massage" and (t.warms_up or PHASES.index(t.phase) <= PHASES.index(phase))
    ]


@st.composite
def cases(draw):
    catalogue = catalogue_of(*draw(techniques()))
    verdicts = dict(judge(CLEAR, catalogue, Situation(frozenset({"ball"}))))
    for key in verdicts:
        if draw(st.integers(0, 4)) == 0:
            verdicts[key] = Barred(*key, (WHY,))
    focus = draw(st.sets(st.builds(Site, st.sampled_from(REGIONS), st.sampled_from(SIDES))))
    request = Request(
        minutes=draw(st.integers(5, 30)),
        goals=frozenset(draw(st.sets(st.sampled_from(["calmer", "looser"])))),
        focus_sites=frozenset(focus),
    )
    return catalogue, verdicts, request


def test_what_follows_a_warm_up_comes_where_the_body_lies_already():
    """Standing for it, then lying down: one change, not two."""
    short = {"seconds_min": 20, "seconds_max": 20, "touches": frozenset()}
    short |= {"evidence_grade": "supported"}
    known = catalogue_of(
        technique("first", warms_up=True, **short),
        technique("lying", positions=("prone",), **short),
        technique("next", after=frozenset({"first"}), **short),
    )
    verdicts = {
        key: verdict if key[1] == "right" else Barred(*key, (WHY,))
        for key, verdict in judge(CLEAR, known, Situation(frozenset())).items()
    }

    plan = make_plan(Request(minutes=5), verdicts, known)

    assert [step.technique for step in plan.steps if step.technique] == ["first", "next", "lying"]


@settings(max_examples=150, deadline=None)
@given(cases())
def test_no_choice_is_worth_more_than_the_plan(case):
    catalogue, verdicts, request = case

    plan = make_plan(request, verdicts, catalogue)

    if plan:
        request = replace(request, minutes=plan.budget_s // 60)
    best = best_by_trying_everything(catalogue, verdicts, request)
    assert (plan.value if plan else 0.0) == pytest.approx(best, abs=1e-5)


@settings(max_examples=150, deadline=None)
@given(cases())
def test_a_plan_keeps_every_limit(case):
    catalogue, verdicts, request = case

    plan = make_plan(request, verdicts, catalogue)

    if plan:
        keeps_every_limit(plan, request, verdicts, catalogue)


@settings(max_examples=50, deadline=None)
@given(cases())
def test_every_allowed_technique_is_in_the_plan_or_said_to_be_left_out(case):
    catalogue, verdicts, request = case

    plan = make_plan(request, verdicts, catalogue)

    allowed = {code for (code, _), v in verdicts.items() if isinstance(v, Allowed)}
    if plan:
        taken = {step.technique for step in plan.steps if step.technique}
        out = {left.technique for left in plan.left_out}
        assert taken | out == allowed
        assert not taken & out
        assert all(left.reason for left in plan.left_out)


def test_equal_input_gives_equal_plans():
    catalogue = catalogue_of(technique("a", warms_up=True), technique("b"), technique("c"))
    verdicts = judge(CLEAR, catalogue, Situation(frozenset()))

    assert make_plan(Request(), verdicts, catalogue) == make_plan(Request(), verdicts, catalogue)


def test_nothing_allowed_gives_no_plan():
    catalogue = catalogue_of(technique("a", warms_up=True))
    verdicts = {("a", side): Barred("a", side, (WHY,)) for side in SIDES}

    assert make_plan(Request(), verdicts, catalogue) is None


def test_the_minutes_that_the_answers_allow_come_first():
    catalogue = catalogue_of(technique("a", warms_up=True, seconds_max=900))
    verdicts = judge(CLEAR, catalogue, Situation(frozenset()))

    plan = make_plan(Request(minutes=30), verdicts, catalogue, minutes_allowed=10)

    assert plan.total_s <= 10 * 60


def test_what_is_done_on_both_sides_at_once_needs_a_position_that_both_allow():
    sway = technique(
        "m", kind="movement", phase="movement", both_at_once=True, positions=("standing", "chair")
    )
    catalogue = catalogue_of(sway)
    ways = {"left": ("standing", "chair"), "right": ("chair",)}

    def plan_with(ways):
        verdicts = {
            ("m", side): Allowed("m", side, 3, 0, None, positions, ("hands",), (), (), ())
            for side, positions in ways.items()
        }
        return make_plan(Request(), verdicts, catalogue)

    assert [step.position for step in plan_with(ways).steps if step.technique] == ["chair"]
    assert plan_with(ways | {"left": ("standing",)}) is None


def test_getting_into_position_counts_as_massage_where_massage_is_what_comes_next():
    catalogue = catalogue_of(
        technique("w", warms_up=True, positions=("prone",), seconds_min=290, seconds_max=290),
        technique(
            "m",
            kind="movement",
            phase="movement",
            warms_up=True,
            touches=frozenset(),
            loads=frozenset({"front_hip"}),
        ),
        technique(
            "t",
            phase="targeted",
            positions=("prone",),
            touches=frozenset({"front_hip"}),
            evidence_grade="supported",
            seconds_min=290,
            seconds_max=290,
        ),
    )
    verdicts, request = judge(CLEAR, catalogue, Situation(frozenset())), Request(minutes=30)

    plan = make_plan(request, verdicts, catalogue)

    assert {step.technique for step in plan.steps} == {"", "m", "t"}
    keeps_every_limit(plan, request, verdicts, catalogue)


def test_sides_that_need_other_positions_take_the_time_to_change_each_time():
    usual = {"seconds_min": 60, "seconds_max": 60}
    catalogue = catalogue_of(technique("a", warms_up=True, **usual), technique("b", **usual))
    ways = {"left": ("standing",), "right": ("prone",)}
    verdicts = {
        (code, side): Allowed(code, side, 3, 0, None, positions, ("hands",), (), (), ())
        for code in "ab"
        for side, positions in ways.items()
    }

    for minutes in (8, 9):
        request = Request(minutes=minutes)
        plan = make_plan(request, verdicts, catalogue)
        keeps_every_limit(plan, request, verdicts, catalogue)
        assert len(plan.steps) == (4 if minutes == 8 else 6)


def test_what_moves_one_leg_warms_up_that_side_alone():
    swing = technique(
        "m",
        kind="movement",
        phase="movement",
        warms_up=True,
        touches=frozenset(),
        positions=("chair",),
    )
    catalogue = catalogue_of(swing, technique("t", phase="targeted", positions=("chair",)))
    verdicts = judge(CLEAR, catalogue, Situation(frozenset()))
    verdicts = verdicts | {("m", "right"): Barred("m", "right", (WHY,))}

    plan = make_plan(Request(), verdicts, catalogue)

    assert {step.technique for step in plan.steps} == {"", "m"}
