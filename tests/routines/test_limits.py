"""How hard, how long and in which way a technique is allowed; and what is left of it all."""

from dataclasses import replace

import pytest

from routines.catalogue import Stage, Variant
from routines.eligibility import Ease, Situation, judge, judge_one, outcome, overall_limits
from screening.rulebook import Kind, Level, Mode
from tests.routines.invented import RIGHT, allows, catalogue, limit, sites, technique, why

EASE = Ease(2, 0.5, why("worse"))


def verdict(given, *limits, side="left", session=6, ease=None, others=()):
    known = catalogue(given, *others)
    return judge_one(given, side, allows(*limits), known, Situation(frozenset(), session, ease))


def codes(found):
    return [reason.code for reason in found.limited_by]


# Pressure


def test_its_own_cap_is_the_highest():
    assert verdict(technique(pressure_max=4)).cap == 4


def test_the_lowest_cap_holds():
    found = verdict(
        technique(), limit(Kind.PRESSURE, "a", limit=4), limit(Kind.PRESSURE, "b", limit=3)
    )

    assert found.cap == 3
    assert codes(found) == ["a", "b"]
    assert found.hold == 60


def test_a_cap_that_is_no_lower_than_its_own_is_no_limit():
    found = verdict(technique(pressure_max=4), limit(Kind.PRESSURE, limit=4))

    assert (found.cap, codes(found)) == (4, [])


def test_a_cap_holds_in_its_place():
    here, there = (
        limit(Kind.PRESSURE, limit=3, **sites("hip/left")),
        technique(touches=frozenset({"knee"})),
    )

    assert verdict(technique(), here).cap == 3
    assert verdict(technique(), here, side="right").cap == 6
    assert verdict(there, here).cap == 6
    assert verdict(technique(), limit(Kind.PRESSURE, limit=3, sides=RIGHT)).cap == 6
    assert verdict(there, limit(Kind.PRESSURE, limit=3)).cap == 3


def test_a_cap_in_a_place_that_is_left_out_still_holds():
    given = technique(touches=frozenset({"hip", "knee"}), divisible=True)
    limits = (
        limit(Kind.REGION, **sites("hip/left")),
        limit(Kind.PRESSURE, limit=3, **sites("hip/left")),
    )

    assert verdict(given, *limits).cap == 3


@pytest.mark.parametrize(
    ("session", "cap", "hold"), [(1, 4, 30), (2, 4, 30), (3, 5, 60), (5, 6, 60)]
)
def test_the_stage_decides_how_far_to_go(session, cap, hold):
    found = verdict(technique(), session=session)

    assert (found.cap, found.hold) == (cap, hold)
    assert [(r.code, r.said) for r in found.limited_by] == (
        [("stage", f"Session {session}")] if session < 5 else []
    )


@pytest.mark.parametrize(
    ("starts_and_caps", "session", "start"),
    [
        ([(5, 6), (1, 4), (3, 5)], 4, 3),
        ([(5, 6), (2, 4), (3, 4)], 1, 2),
        ([(2, 5), (4, 3), (5, 6)], 1, 4),
    ],
)
def test_the_stage_is_the_last_one_reached_or_else_the_strictest(starts_and_caps, session, start):
    stages = tuple(Stage(start, cap, None, frozenset(), "") for start, cap in starts_and_caps)

    assert replace(catalogue(), stages=stages).stage(session).from_session == start


def test_the_first_session_is_the_one_that_nothing_is_said_of():
    assert Situation(frozenset()) == Situation(frozenset(), session=1, ease=None)


def test_easing_off_lowers_the_cap_of_the_stage():
    assert verdict(technique(), ease=EASE).cap == 4
    assert verdict(technique(), session=1, ease=EASE).cap == 2
    assert codes(verdict(technique(), ease=EASE)) == ["worse"]
    none = Ease(9, 0.5, why("worse"))
    assert verdict(technique(pressure_min=0), ease=none).cap == 0


def test_easing_off_lowers_what_answers_leave():
    """Who may have little anyway goes easier too, as the page says."""
    limits = limit(Kind.PRESSURE, limit=3), limit(Kind.HOLD, limit=20)
    found = verdict(technique(pressure_min=0), *limits, ease=EASE)

    assert (found.cap, found.hold) == (1, 10)


# Holds


def test_the_shortest_hold_counts():
    found = verdict(technique(), limit(Kind.HOLD, "a", limit=45), limit(Kind.HOLD, "b", limit=10))

    assert (found.hold, codes(found), found.cap) == (10, ["a", "b"], 6)
    assert codes(verdict(technique(), limit(Kind.HOLD, limit=60))) == []


def test_easing_off_shortens_holds_to_a_share_of_what_is_usual():
    assert verdict(technique(hold_max=45), ease=EASE).hold == 22
    assert verdict(technique(), session=1, ease=EASE).hold == 15
    assert verdict(technique(hold_max=20), session=1, ease=EASE).hold == 10


# What else it carries


def test_care_is_told_on_its_side_to_what_carries_the_hazard():
    given = technique(hazards=frozenset({"twist"}))
    care = limit(Kind.CARE, hazard="twist", advice="Twist less.")

    assert verdict(given, care).cares == (care,)
    assert verdict(technique(), care).cares == ()
    assert verdict(given, limit(Kind.CARE, hazard="twist", sides=RIGHT)).cares == ()
    assert codes(verdict(given, care)) == []


def strong(**needs):
    return technique(variants=(Variant("strong", "Stronger", **needs),))


def test_a_variant_needs_its_session_and_its_cap():
    assert verdict(strong()).variants == ("strong",)
    assert verdict(strong(from_session=6)).variants == ("strong",)
    assert verdict(strong(from_session=7)).variants == ()
    assert verdict(strong(needs_cap=4), limit(Kind.PRESSURE, limit=4)).variants == ("strong",)
    assert verdict(strong(needs_cap=5), limit(Kind.PRESSURE, limit=4)).variants == ()


def test_a_variant_is_barred_by_its_hazards():
    twist = limit(Kind.HAZARD, hazard="twist", sides=RIGHT)

    assert verdict(strong(hazards=frozenset({"twist"})), twist).variants == ("strong",)
    assert verdict(strong(hazards=frozenset({"twist"})), twist, side="right").variants == ()


def test_a_variant_may_need_another_technique_to_be_allowed():
    given, other = strong(only_where="knee"), technique("knee", touches=frozenset({"knee"}))

    def variants(*limits, **situation):
        return verdict(given, *limits, others=[other], **situation).variants

    assert variants() == ("strong",)
    assert variants(limit(Kind.REGION, **sites("knee/left"))) == ()
    assert variants(limit(Kind.REGION, **sites("knee/left")), side="right") == ("strong",)


def test_a_variant_is_not_allowed_once_the_technique_that_it_needs_is_retired():
    assert verdict(strong(only_where="knee")).variants == ()


# What is left of it all


def what_is_left(*limits, kind="massage", **clearance):
    allowed = allows(*limits, **clearance)
    known = catalogue(technique(kind=kind), technique("walk", kind="movement", touches=frozenset()))
    return outcome(allowed, judge(allowed, known, Situation(frozenset())), known)


def test_without_massage_nothing_but_movement_is_left():
    everywhere = limit(Kind.REGION, **sites("hip/left", "hip/right"))

    assert what_is_left() == "clear"
    assert what_is_left(kind="movement") == "no_massage_left"
    assert what_is_left(limit(Kind.REGION, **sites("hip/left"))) == "limited"
    assert what_is_left(everywhere) == "no_massage_left"


def test_a_stop_is_an_outcome_of_its_own():
    stops = {"stops": (why(),)}

    assert what_is_left(level=Level.CONSULT, **stops) == "consult"
    assert what_is_left(limit(Kind.EVERYTHING), **stops) == "excluded_today"
    assert what_is_left(limit(Kind.PARTNER), mode=Mode.PARTNER) == "no_partner_mode"


@pytest.mark.parametrize(
    ("limits", "session", "ease", "expected"),
    [
        ([], 6, None, (6, None)),
        ([], 1, None, (4, 30)),
        ([], 6, EASE, (4, None)),
        ([], 1, EASE, (2, 15)),
        ([limit(Kind.PRESSURE, limit=3), limit(Kind.HOLD, limit=20)], 6, EASE, (1, 10)),
        ([], 6, Ease(9, 0.5, why()), (0, None)),
        ([limit(Kind.PRESSURE, limit=3), limit(Kind.HOLD, limit=45)], 6, None, (3, 45)),
        ([limit(Kind.PRESSURE, limit=5), limit(Kind.HOLD, limit=45)], 1, None, (4, 30)),
        ([limit(Kind.HOLD, limit=20)], 1, None, (4, 20)),
    ],
)
def test_the_limits_of_anything_at_all(limits, session, ease, expected):
    situation = Situation(frozenset(), session, ease)

    assert overall_limits(allows(*limits), catalogue(), situation) == expected
