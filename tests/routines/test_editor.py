"""Edits of a routine: what each does, and what none may do."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routines.editor import Add, Lock, Move, MoveOn, Refused, Remove, Retime, Swap
from routines.parts import fit_today, total_s
from routines.planner import make_plan
from routines.rebuilding import Rebuild
from routines.request import Request
from tests.routines.sheets import BRUISE, ROUTINE, TOOLS, WALK, faults, order, sheet_for

pytestmark = [pytest.mark.django_db, pytest.mark.decision]


@pytest.mark.parametrize("edit", [MoveOn(3, up=True), MoveOn(2, up=False), Move(3, 2), Move(2, 3)])
def test_a_step_moves_up_and_down_among_its_kind(edit):
    assert order(edit.apply(sheet_for(ROUTINE)))[1:3] == ["s4/right", "s4/left"]


@pytest.mark.parametrize(("key", "up"), [(1, True), (1, False), (2, True), (4, False), (5, True)])
def test_no_step_moves_out_of_its_kind(key, up):
    with pytest.raises(Refused, match="already the"):
        MoveOn(key, up).apply(sheet_for(ROUTINE))


@pytest.mark.parametrize(
    ("key", "place", "why"),
    [
        (2, 1, "places 2 to 4"),
        (2, 5, "places 2 to 4"),
        (1, 2, "place 1."),
        (2, 99, "places 2 to 4"),
    ],
)
def test_a_place_out_of_its_kinds_is_refused(key, place, why):
    with pytest.raises(Refused, match=why):
        Move(key, place).apply(sheet_for(ROUTINE))


def test_a_step_is_locked_and_unlocked():
    sheet = sheet_for(ROUTINE)
    parts = Lock(2, True).apply(sheet)

    assert [part.key for part in parts if part.locked] == [2]
    assert Lock(2, False).apply(replace(sheet, parts=parts)) == sheet.parts


def test_what_must_come_first_stays_first():
    sheet = sheet_for([WALK, ("s4", "targeted", "left", 60), ("s5", "targeted", "left", 40)])

    with pytest.raises(Refused, match="comes after"):
        MoveOn(3, up=True).apply(sheet)
    with pytest.raises(Refused, match="comes after"):
        Remove(2).apply(sheet)


def test_a_step_is_removed():
    assert order(Remove(4).apply(sheet_for(ROUTINE))) == [
        "m5/both",
        "s4/left",
        "s4/right",
        "m4/both",
    ]


def test_the_warm_up_stays_while_there_is_massage():
    with pytest.raises(Refused, match="warm-up"):
        Remove(1).apply(sheet_for(ROUTINE))


def test_the_last_step_is_not_removed():
    with pytest.raises(Refused, match="only step"):
        Remove(1).apply(sheet_for([WALK]))


def test_a_step_takes_another_time_within_its_dose():
    sheet = sheet_for(ROUTINE)

    assert Retime(2, 90).apply(sheet)[1].seconds == 90
    for seconds in (20, 190):
        with pytest.raises(Refused, match="from 30 to 180 seconds"):
            Retime(2, seconds).apply(sheet)


def test_the_dose_is_what_todays_longest_hold_allows():
    with pytest.raises(Refused, match="from 30 to 90 seconds"):
        Retime(2, 100).apply(sheet_for(ROUTINE, session=1))


def test_a_technique_is_added_at_the_end_of_its_phase():
    added = Add("s1", "both").apply(sheet_for(ROUTINE))

    assert order(added)[:3] == ["m5/both", "s1/left", "s1/right"]
    assert {part.phase for part in added[1:3]} == {"knead"}
    assert all(part.seconds == 60 and part.tool == "roller_soft" for part in added[1:3])


def test_a_technique_is_added_on_one_side():
    assert order(Add("s1", "right").apply(sheet_for(ROUTINE)))[1] == "s1/right"


def test_added_on_both_sides_it_comes_where_it_may_and_is_missing():
    bruised = sheet_for([WALK], BRUISE)

    assert order(Add("s4", "both").apply(bruised)) == ["m5/both", "s4/right"]
    assert order(Add("x4", "both").apply(sheet_for(ROUTINE)))[3:5] == ["x4/left", "x4/right"]


def test_what_is_there_already_is_not_added():
    for edit in (Add("s4", "left"), Add("s4", "both"), Add("m5", "both")):
        with pytest.raises(Refused, match="already"):
            edit.apply(sheet_for(ROUTINE))


def test_what_is_ruled_out_is_never_put_in():
    sheet = sheet_for([WALK, ("x3", "targeted", "left", 60)], BRUISE)

    for edit in (Add("s4", "left"), Swap(2, "x4"), Swap(2, "s4")):
        with pytest.raises(Refused) as refused:
            edit.apply(sheet)
        assert "bruise" in str(refused.value).lower()


def test_the_other_mode_a_missing_tool_and_an_unknown_technique_are_refused():
    sheet = sheet_for(ROUTINE)

    for code, why in (("p2", "with a partner"), ("zz", "do not offer")):
        with pytest.raises(Refused, match=why):
            Add(code, "both").apply(sheet)
        with pytest.raises(Refused, match=why):
            Swap(2, code).apply(sheet)


def test_more_pressure_than_was_asked_for_is_refused():
    with pytest.raises(Refused, match="more pressure"):
        Add("s4", "both").apply(sheet_for([WALK], pressure=3))


def test_targeted_work_needs_its_region_warm():
    sheet = sheet_for([("x6", "warm-up", "both", 120), ("m2", "movement", "left", 40)])

    with pytest.raises(Refused, match="warm-up first for this place: Back thigh, left"):
        Add("x3", "both").apply(sheet)
    assert Add("x4", "both").apply(sheet)


def test_what_can_warm_up_does_so_where_nothing_does():
    sheet = sheet_for([("m2", "movement", "left", 40)])

    assert order(Add("m4", "both").apply(sheet))[0] == "m4/both"
    assert Add("m4", "both").apply(sheet)[0].phase == "warm-up"
    assert Add("m4", "both").apply(sheet_for([WALK]))[1].phase == "movement"


def test_a_step_is_swapped_in_its_place_for_as_near_the_same_time():
    swapped = Swap(2, "x3").apply(sheet_for([WALK, *ROUTINE[1:3]]))

    assert order(swapped) == ["m5/both", "x3/left", "s4/right"]
    assert swapped[1].seconds == 60


def test_a_warm_up_is_swapped_only_for_another():
    sheet = sheet_for(ROUTINE[:-1])

    assert Swap(1, "m4").apply(sheet)[0].phase == "warm-up"
    with pytest.raises(Refused, match="warm-up"):
        Swap(1, "m2").apply(sheet)


def test_at_most_8_techniques():
    eight = ["m4", "s1", "s2", "s3", "x1", "x2", "m1"]
    phases = {"m4": "movement", "m1": "movement"}
    parts = [WALK, *((code, phases.get(code, "knead"), "left", 30) for code in eight)]
    sheet = sheet_for(sorted(parts, key=lambda part: part[1] == "movement"))

    with pytest.raises(Refused, match="at most 8 techniques"):
        Add("m2", "left").apply(sheet)


def test_at_most_20_minutes_of_massage_and_30_in_all():
    long = [(code, "targeted", side, 180) for code in ("s4",) for side in ("left", "right")]
    long += [("x4", "targeted", side, 130) for side in ("left", "right")]
    long += [("x3", "targeted", side, 130) for side in ("left", "right")]
    long += [("x6", "warm-up", side, 130) for side in ("left", "right")]
    sheet = sheet_for(long)

    with pytest.raises(Refused, match="at most 20 minutes"):
        Add("s1", "both").apply(sheet)
    minutes = total_s(sheet.parts, sheet.catalogue) // 60
    with pytest.raises(Refused, match=f"at most {minutes} minutes"):
        Add("m4", "both").apply(replace(sheet, minutes=minutes))


def test_a_fault_that_is_there_already_does_not_stop_mending_it():
    """A rule has changed: what warmed up is ruled out now."""
    sheet = sheet_for([("s4", "targeted", "left", 90), ("x4", "targeted", "left", 40)])

    assert [fault.code for fault in faults(sheet)][0] == "warm-up"
    assert Remove(1).apply(sheet)
    assert Retime(1, 60).apply(sheet)
    assert Add("m5", "both").apply(sheet)


def test_what_is_ruled_out_today_takes_no_time_and_can_only_go():
    sheet = sheet_for(ROUTINE, BRUISE)
    left, right = sheet.parts[1], sheet.parts[2]

    assert not left.is_allowed
    assert left.bars
    assert right.is_allowed
    assert total_s(sheet.parts, sheet.catalogue) == 30 + 190 + 100 + 70 + 120
    with pytest.raises(Refused, match="ruled out today"):
        Retime(2, 60).apply(sheet)
    assert len(Remove(2).apply(sheet)) == 4
    assert Swap(2, "x3").apply(sheet)


def test_a_swap_on_both_sides_keeps_the_sides_equal():
    sheet = sheet_for([WALK, *ROUTINE[1:3]])

    assert order(Swap(2, "x3", twin=True).apply(sheet)) == ["m5/both", "x3/left", "x3/right"]
    assert order(Swap(3, "x3", twin=True).apply(sheet)) == ["m5/both", "x3/left", "x3/right"]
    assert order(Swap(3, "x3").apply(sheet)) == ["m5/both", "s4/left", "x3/right"]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_chain_of_edits_breaks_a_limit_or_puts_in_what_is_ruled_out(data):
    sheet = sheet_for([], BRUISE)
    request = Request(minutes=data.draw(st.integers(5, 30)), tools=TOOLS)
    plan = make_plan(request, sheet.verdicts, sheet.catalogue)
    parts = [(s.technique, s.phase, s.side, s.seconds) for s in plan.steps if s.technique]
    sheet = sheet_for(parts, BRUISE)
    codes = st.sampled_from(sorted(sheet.catalogue.techniques))
    for _ in range(6):
        keys = st.sampled_from([part.key for part in sheet.parts])
        edit = data.draw(
            st.one_of(
                st.builds(MoveOn, keys, st.booleans()),
                st.builds(Move, keys, st.integers(0, 9)),
                st.builds(Lock, keys, st.booleans()),
                st.just(Rebuild()),
                st.builds(Remove, keys),
                st.builds(Retime, keys, st.integers(0, 300)),
                st.builds(Add, codes, st.sampled_from(["both", "left", "right"])),
                st.builds(Swap, keys, codes),
            )
        )
        try:
            made = edit.apply(sheet)
        except Refused:
            continue
        numbered = tuple(replace(part, key=key) for key, part in enumerate(made, 1))
        sheet = replace(sheet, parts=numbered)
        assert not faults(sheet)
        assert all(fit_today(part, sheet).is_allowed for part in sheet.parts)
        assert len({(p.technique, side) for p in made for side in p.sides}) == sum(
            len(p.sides) for p in made
        )
