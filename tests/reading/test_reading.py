"""Cases from the rules documents with expectations worked out by hand.

They are about the second reading itself: that it says what its writer read.
"""

import pytest

from tests.reading.cases import TOOLS, the_rules
from tests.reading.evaluator import evaluate

BOTH = {"left", "right"}
SELF = {"s1", "s2", "s3", "s4", "s5", "x1", "x2", "x3", "x4", "x5", "x6", "x7"}
PARTNER = {"p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9"}
MOVES = {"m1", "m2", "m3", "m4", "m5"}
BODY_WEIGHT = {"s1", "s2", "s3", "s4", "s5", "x1", "x2", "x7"}


def run(answers, mode="self", session=6, tools=TOOLS, cleared=()):
    request = {
        "mode": mode,
        "tools": list(tools),
        "minutes": 20,
        "session": session,
        "cleared": list(cleared),
    }
    return evaluate(answers, request, the_rules())


def partner(answers, **request):
    return run({"cx_partner_consent": "yes", **answers}, mode="partner", **request)


def on(result, side):
    """The techniques allowed on one side."""
    return {code for code, sides in result["allowed"].items() if side in sides}


def test_no_to_everything():
    result = run({})
    assert (result["outcome"], result["cap"], result["hold_limit_s"]) == ("clear", 6, None)
    assert on(result, "left") == on(result, "right") == SELF | MOVES
    assert result["allowed"]["s4"]["left"] == {
        "cap": 6,
        "hold_s": 60,
        "regions": "all",
        "positions": ["floor_seated", "supine"],
        "tools": ["ball_soft", "ball_firm"],
    }


def test_partner_mode_needs_a_yes():
    assert run({}, mode="partner")["outcome"] == "no_partner_mode"
    for answer in ("no", "not_sure"):
        result = run({"cx_partner_consent": answer}, mode="partner")
        assert (result["outcome"], result["allowed"]) == ("no_partner_mode", {})
    result = partner({})
    assert result["outcome"] == "clear"
    assert on(result, "left") == PARTNER | MOVES
    assert run({"cx_partner_consent": "no", "cx_giver": "skin"})["outcome"] == "clear"


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"em_chest_breath": "yes"}, "emergency"),
        ({"em_chest_breath": "not_sure"}, "urgent"),
        ({"ur_hot_vein": {"option": "yes", "sites": ["left"]}}, "urgent"),
        ({"ur_hot_vein": "not_sure"}, "consult"),
        ({"ur_dvt_signs": "yes", "em_chest_breath": "yes"}, "emergency"),
        ({"co_steroids": "not_sure"}, "consult"),
        ({"co_fever_today": "yes"}, "excluded_today"),
        ({"co_fever_today": "yes", "co_bone_mets": "yes"}, "consult"),
        ({"rg_bruise": "many"}, "consult"),
        ({"rg_numb_patch": "new"}, "urgent"),
        ({"rg_front_pinch": "locks"}, "consult"),
        ({"cx_live_pain": "sharp"}, "excluded_today"),
        ({"ur_leg_nerve": ["stable", "worse"]}, "urgent"),
        ({"co_diabetes": "well"}, "clear"),
        ({"cx_allergy": "yes"}, "limited"),
    ],
)
def test_outcomes(answers, outcome):
    result = run(answers)
    assert result["outcome"] == outcome
    assert bool(result["allowed"]) == (outcome in ("clear", "limited"))


@pytest.mark.parametrize(
    ("code", "option", "outcome"),
    [
        ("em_both_legs", "yes", "emergency"),
        ("ur_dvt_signs", "yes", "clear"),
        ("ur_big_accident", "yes", "clear"),
        ("ur_pop_bruise", "yes", "clear"),
        ("ur_hot_vein", "yes", "urgent"),
        ("ur_leg_nerve", "worse", "urgent"),
        ("ur_leg_nerve", "stable", "limited"),
        ("co_clot", "current", "consult"),
        ("co_clot", "past", "limited"),
        ("co_bone_mets", "yes", "consult"),
        ("co_hip_replacement", "recent", "consult"),
        ("co_epilepsy", "recent", "clear"),
        ("co_told_not_to", "not_sure", "consult"),
    ],
)
def test_clearance_only_where_the_table_says_so(code, option, outcome):
    assert run({code: option}, cleared=[code])["outcome"] == outcome


def test_first_sessions():
    first = run({}, session=1)
    assert (first["outcome"], first["cap"], first["hold_limit_s"]) == ("clear", 4, 30)
    assert first["allowed"]["s1"]["left"]["tools"] == ["roller_soft"]
    assert first["allowed"]["s4"]["left"]["hold_s"] == 30
    third = run({}, session=3)
    assert (third["cap"], third["hold_limit_s"]) == (5, 45)
    assert third["allowed"]["s1"]["left"]["tools"] == ["roller_soft", "roller_firm"]
    assert third["allowed"]["s4"]["left"]["tools"] == ["ball_soft"]


def test_tools_must_be_owned_but_hands_and_none_need_not():
    assert on(run({}, tools=[]), "left") == {"x6"} | MOVES
    assert on(run({}, tools=["ball_soft"]), "left") == {"s4", "s5", "x3", "x4", "x5", "x6"} | MOVES
    assert "s4" not in on(run({}, tools=["ball_firm"], session=4), "left")


def test_a_cut_on_the_left_buttock():
    result = run({"rg_open_wound": {"option": "yes", "sites": ["buttock/left"]}})
    assert result["outcome"] == "limited"
    assert on(result, "right") == SELF | MOVES
    assert on(result, "left") == (SELF | MOVES) - {"s1", "s4", "s5", "x4"}
    assert result["allowed"]["x6"]["left"]["regions"] == ["outer_hip"]
    assert result["allowed"]["x6"]["right"]["regions"] == "all"


def test_spellings_of_sites():
    one_side = run({"rg_rash": {"option": "known", "sites": ["left"]}})
    assert on(one_side, "left") == MOVES
    region = run({"rg_rash": {"option": "known", "sites": ["back_thigh"]}})
    assert on(region, "left") == on(region, "right") == (SELF | MOVES) - {"x1", "x3"}
    everywhere = run({"rg_rash": "known"})
    assert (everywhere["outcome"], set(everywhere["allowed"])) == ("no_massage_left", MOVES)


def test_a_small_bruise_caps_and_ends_holds_there():
    result = run({"rg_bruise": {"option": "small", "sites": ["buttock/right"]}})
    # s1 s4 s5 press 4 at least; x4 is a hold; x6 goes on with cap 3 and no hold.
    assert on(result, "right") == (SELF | MOVES) - {"s1", "s4", "s5", "x4"}
    assert (result["allowed"]["x6"]["right"]["cap"], result["cap"]) == (3, 6)
    assert result["allowed"]["x6"]["right"]["hold_s"] == 0
    assert result["allowed"]["x6"]["left"]["hold_s"] == 20


def test_a_cap_counts_where_a_divisible_technique_skips_the_region():
    result = run(
        {
            "rg_bruise": {"option": "small", "sites": ["buttock/left"]},
            "rg_rash": {"option": "known", "sites": ["buttock/left"]},
        }
    )
    assert result["allowed"]["x6"]["left"]["regions"] == ["outer_hip"]
    assert result["allowed"]["x6"]["left"]["cap"] == 3


def test_a_fresh_strain_stops_the_movements_on_that_side():
    result = run({"rg_recent_injury": {"option": "fresh", "sites": ["front_hip/left"]}})
    assert on(result, "left") & MOVES == {"m5"}
    assert on(result, "right") & MOVES == MOVES
    assert on(result, "left") - MOVES == SELF - {"s3", "x5"}
    hot = run({"rg_inflammation": {"option": "known", "sites": ["front_thigh/left"]}})
    assert on(hot, "left") & MOVES == MOVES - {"m2"}


def test_blood_thinners():
    strong = run({"mo_blood_thinners": "anticoagulant"})
    assert (strong["cap"], strong["hold_limit_s"]) == (3, 0)
    assert on(strong, "left") == {"x6"} | MOVES
    assert on(partner({"mo_blood_thinners": "anticoagulant"}), "left") == (PARTNER | MOVES) - {
        "p3",
        "p4",
    }
    weak = run({"mo_blood_thinners": "antiplatelet"})
    assert (weak["cap"], weak["hold_limit_s"]) == (4, 30)
    assert weak["allowed"]["x4"]["left"]["tools"] == ["ball_soft"]
    assert weak["allowed"]["s4"]["left"]["hold_s"] == 30


def test_a_hold_of_zero_only_shortens_what_is_not_about_holding():
    result = partner({"mo_blood_thinners": "anticoagulant"})
    assert result["allowed"]["p6"]["left"]["hold_s"] == 0
    assert result["allowed"]["p6"]["left"]["cap"] == 3


def test_steroids_leave_no_floor_work_with_body_weight():
    result = run({"co_steroids": "yes"})
    assert on(result, "left") == (SELF | MOVES) - BODY_WEIGHT
    assert result["allowed"]["x3"]["left"]["tools"] == ["ball_soft"]


def test_pregnancy_from_16_weeks():
    result = partner({"co_pregnancy": "w16"})
    # Thighs and front hip are out (p5 to p9), p3 needs 4; p4 may go on with cap 3.
    assert on(result, "left") == {"p1", "p2", "p4"} | MOVES
    p1 = result["allowed"]["p1"]["left"]
    assert p1["regions"] == ["low_back", "buttock", "outer_hip"]
    assert (p1["positions"], p1["cap"]) == (["side_lying"], 3)
    assert result["allowed"]["m1"]["left"]["positions"] == ["chair"]


def test_an_old_clot_that_is_cleared():
    result = partner({"co_clot": "past"}, cleared=["co_clot"])
    assert on(result, "left") == {"p1", "p2", "p4", "p6"} | MOVES


def test_hernia():
    assert on(run({"co_hernia": "yes"}), "left") == (SELF | MOVES) - {"s3", "x2", "x5", "x7"}


def test_released_hip_replacement_on_one_side():
    result = run({"co_hip_replacement": {"option": "released", "sites": ["right"]}})
    gone = {"s1", "s2", "s4", "s5", "m1", "m3", "m4"}
    assert on(result, "right") == (SELF | MOVES) - gone
    assert result["allowed"]["x7"]["right"]["cap"] == 4
    assert result["allowed"]["x7"]["left"]["cap"] == 6
    assert result["cap"] == 6


def test_floor_is_hard_only_counts_in_self_mode():
    result = run({"cx_floor": "yes"})
    assert on(result, "left") == (SELF | MOVES) - {"s1", "s2", "s3", "x1", "x2", "x7", "m3"}
    assert result["allowed"]["s4"]["left"]["positions"] == ["supine"]
    assert partner({"cx_floor": "yes"})["allowed"]["p2"]["left"]["positions"] == [
        "prone",
        "side_lying",
    ]


def test_tender_outer_hip_and_lying_on_it():
    result = run({"rg_outer_hip_tender": {"option": "yes", "sites": ["left"]}})
    assert on(result, "left") == (SELF | MOVES) - {"s2", "s5", "x5", "m1"}
    assert result["allowed"]["x6"]["left"]["regions"] == ["buttock"]
    assert result["allowed"]["x6"]["left"]["positions"] == ["side_lying", "standing"]
    assert result["allowed"]["x6"]["right"]["positions"] == ["standing"]
    assert on(result, "right") == SELF | MOVES


def test_sit_bone_leaves_the_wall_ball():
    result = run({"rg_sit_bone": {"option": "yes", "sites": ["buttock/left"]}})
    assert on(result, "left") == (SELF | MOVES) - {"x1", "x3", "s4", "s5", "s1"}
