"""Which technique is barred on which side, and why, on a catalogue made up for the purpose."""

from dataclasses import replace

import pytest

from routines.eligibility import (
    Allowed,
    Barred,
    Ease,
    Situation,
    judge,
    judge_one,
)
from screening.gate import Reason
from screening.rulebook import Kind, Mode
from tests.routines.invented import LEFT, RIGHT, allows, catalogue, limit, sites, technique, why

OWNED = frozenset({"ball", "stick"})
GENTLER = Reason("stage", "1", "Getting used to it", "Session 1", "The first sessions are gentle.")


def verdict(given, *limits, side="left", session=6, tools=OWNED, ease=None, mode=Mode.SELF, **more):
    situation = Situation(tools, session, ease)
    clearance = allows(*limits, mode=mode, **more)
    return judge_one(given, side, clearance, catalogue(given), situation)


def reasons(given, *limits, **situation):
    """The codes of the reasons against it, none if it is allowed."""
    found = verdict(given, *limits, **situation)
    return [reason.code for reason in found.reasons] if isinstance(found, Barred) else []


# Verdicts


def test_every_technique_gets_a_verdict_on_each_side():
    one, other = technique("one"), technique("other", touches=frozenset({"knee"}))
    found = judge(allows(limit(Kind.REGION, **sites("hip/left"))), catalogue(one, other), ALONE)

    assert set(found) == {(code, side) for code in ("one", "other") for side in ("left", "right")}
    assert all((v.technique, v.side) == key for key, v in found.items())
    assert [key for key, v in found.items() if isinstance(v, Barred)] == [("one", "left")]


ALONE = Situation(frozenset(), session=6)


def test_a_technique_has_its_own_limits():
    given = technique(positions=("standing", "side"), tools=("hands", "ball"))

    assert verdict(given) == Allowed(
        technique="press",
        side="left",
        cap=6,
        hold=60,
        regions=None,
        positions=("standing", "side"),
        tools=("hands", "ball"),
        variants=(),
        cares=(),
        limited_by=(),
    )


def test_the_reasons_of_a_bar_are_told_once_and_in_order():
    limits = (
        limit(Kind.PRESSURE, "low", limit=1),
        limit(Kind.REGION, "skin", **sites("hip/left")),
        limit(Kind.HAZARD, "bone", hazard="weight"),
        limit(Kind.HAZARD, "bone", hazard="weight"),
    )
    given = technique(hazards=frozenset({"weight"}))
    found = verdict(given, *limits, stops=(why("fever"),))

    assert found == Barred("press", "left", (why("fever"), why("bone"), why("skin"), why("low")))


def test_a_stop_bars_whatever_there_is():
    assert reasons(technique(touches=frozenset()), stops=(why("clot"),)) == ["clot"]


# Who does it


@pytest.mark.parametrize(
    ("own", "mode", "text"),
    [
        ("self", Mode.PARTNER, "This is done on your own."),
        ("partner", Mode.SELF, "This is done with a partner."),
    ],
)
def test_a_technique_of_the_other_mode_is_barred(own, mode, text):
    [reason] = verdict(technique(mode=own), mode=mode).reasons

    assert reason == Reason("mode", own, "Who does it", text, text)
    assert reasons(technique(mode=own), mode=Mode(own)) == []


def test_what_bars_partner_mode_bars_all_of_it():
    assert reasons(technique(), limit(Kind.PARTNER, "skin"), mode=Mode.PARTNER) == ["skin"]
    assert reasons(technique(), limit(Kind.PARTNER, "skin")) == []


# Hazards and places


def test_a_hazard_bars_what_carries_it_on_its_sides():
    given = technique(hazards=frozenset({"weight"}))

    assert reasons(given, limit(Kind.HAZARD, hazard="weight")) == ["sore"]
    assert reasons(given, limit(Kind.HAZARD, hazard="twist")) == []
    assert reasons(given, limit(Kind.HAZARD, hazard="weight", sides=RIGHT)) == []
    assert reasons(given, limit(Kind.CARE, hazard="weight")) == []


def test_a_region_is_barred_on_its_side():
    bruise = limit(Kind.REGION, **sites("hip/left"))

    assert reasons(technique(), bruise) == ["sore"]
    assert reasons(technique(), bruise, side="right") == []
    assert reasons(technique(touches=frozenset({"knee"})), bruise) == []
    assert reasons(technique(touches=frozenset(), loads=frozenset({"hip"})), bruise) == []


def test_what_can_be_divided_leaves_out_a_region():
    whole = technique(touches=frozenset({"hip", "knee"}))
    divisible = replace(whole, divisible=True)
    bruise = limit(Kind.REGION, **sites("hip/left", "knee/right"))
    found = verdict(divisible, bruise)

    assert reasons(whole, bruise) == ["sore"]
    assert (found.regions, found.limited_by) == ({"knee"}, (why(),))
    assert verdict(divisible, bruise, side="right").regions == {"hip"}


def test_what_can_be_divided_is_barred_when_nothing_is_left():
    given = technique(touches=frozenset({"hip", "knee"}), divisible=True)
    here = limit(Kind.REGION, "hip", **sites("hip/left"))
    there = limit(Kind.REGION, "knee", **sites("knee/left"))

    assert reasons(given, here, there) == ["hip", "knee"]
    assert reasons(given, limit(Kind.REGION, "all")) == ["all"]


def test_a_load_is_barred_where_it_moves_something():
    given = technique(touches=frozenset({"hip"}), loads=frozenset({"knee"}))

    assert reasons(given, limit(Kind.LOAD, **sites("knee/left"))) == ["sore"]
    assert reasons(given, limit(Kind.LOAD, **sites("hip/left"))) == []
    assert reasons(given, limit(Kind.LOAD, **sites("knee/right"))) == []


# Positions and tools


def test_it_is_barred_when_no_position_is_left():
    both, side = technique(positions=("standing", "side")), technique(positions=("side",))
    lying, standing = (
        limit(Kind.HAZARD, "lying", hazard="lying"),
        limit(Kind.HAZARD, "standing", hazard="long-standing"),
    )

    assert reasons(side, lying) == ["lying"]
    assert reasons(both, lying, standing) == ["standing", "lying"]
    assert (verdict(both, lying).positions, verdict(both, lying).limited_by) == (
        ("standing",),
        (why("lying"),),
    )


def test_a_position_asks_something_of_the_other_side_too():
    given = technique(positions=("standing", "side"))
    sore = limit(Kind.HAZARD, hazard="lying-on-it", sides=LEFT)

    assert verdict(given, sore, side="right").positions == ("standing",)
    assert verdict(given, sore, side="left").positions == ("standing", "side")
    assert verdict(given, replace(sore, sides=RIGHT)).positions == ("standing",)


def test_it_is_barred_when_no_tool_is_left():
    thumbs, hard = (
        limit(Kind.HAZARD, "thumbs", hazard="thumbs"),
        limit(Kind.HAZARD, "hard", hazard="hard-ball"),
    )
    given = technique(tools=("hands", "ball"))

    assert reasons(technique(), thumbs) == ["thumbs"]
    assert reasons(given, hard, thumbs) == ["thumbs", "hard"]
    assert (verdict(given, hard).tools, verdict(given, hard).limited_by) == (
        ("hands",),
        (why("hard"),),
    )


@pytest.mark.parametrize("lacks", ["positions", "tools"])
def test_it_is_barred_when_there_never_was_one(lacks):
    assert reasons(technique(**{lacks: ()})) == ["content"]


def test_a_tool_that_nobody_owns_is_not_used():
    text = "You have not said that you have this: A ball."
    given = technique(tools=("ball",))

    assert verdict(given, tools=frozenset()).reasons == (
        Reason("tools", "ball", "Tools", "No a ball", text),
    )
    both = verdict(technique(tools=("ball", "hands")), tools=frozenset())
    assert (both.tools, both.limited_by) == (("hands",), ()), "not owning it is no limit"


def test_a_tool_waits_for_its_stage():
    stick = technique(tools=("stick",))

    assert verdict(stick, session=1).reasons == (GENTLER,)
    assert verdict(stick, session=3).tools == ("stick",)


# Too little pressure or hold


def test_it_is_barred_when_the_cap_is_below_its_pressure():
    given = technique(pressure_min=3)

    assert reasons(given, limit(Kind.PRESSURE, limit=2)) == ["sore"]
    assert reasons(given, limit(Kind.PRESSURE, limit=3)) == []
    assert verdict(technique(pressure_min=5), session=1).reasons == (GENTLER,)


def test_a_hold_is_barred_when_it_may_not_last():
    given = technique(is_hold=True)

    assert reasons(given, limit(Kind.HOLD, limit=19)) == ["sore"]
    assert reasons(given, limit(Kind.HOLD, limit=20)) == []
    assert reasons(technique(), limit(Kind.HOLD, limit=19)) == []


def test_easing_off_bars_what_cannot_be_eased():
    ease = Ease(2, 0.5, why("worse"))

    assert reasons(technique(pressure_min=5), ease=ease) == ["worse"]
    assert reasons(technique(hold_min=31, is_hold=True), ease=ease) == ["worse"]
