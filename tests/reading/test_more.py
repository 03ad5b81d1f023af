"""More cases worked out by hand: partner mode, several answers, bad input, adding up."""

import random

import pytest

from tests.reading.cases import random_case, the_rules
from tests.reading.evaluator import evaluate
from tests.reading.test_reading import MOVES, PARTNER, SELF, on, partner, run


def test_giver_and_catching_skin():
    assert on(partner({"cx_giver": "sore"}), "left") == (PARTNER | MOVES) - {"p3", "p4"}
    assert partner({"cx_giver": "skin"})["outcome"] == "no_partner_mode"
    assert partner({"cx_giver": "not_sure"})["outcome"] == "no_partner_mode"
    rash = {"rg_rash": {"option": "catching", "sites": ["buttock/left"]}}
    assert partner(rash)["outcome"] == "no_partner_mode"
    assert run(rash)["outcome"] == "limited"


def test_consent_for_some_areas():
    sites = ["low_back", "buttock/left", "back_thigh"]
    result = partner({"cx_partner_consent": {"option": "yes", "sites": sites}})
    assert on(result, "left") == {"p1", "p2", "p3", "p4"} | MOVES
    assert on(result, "right") == {"p1"} | MOVES
    assert result["allowed"]["p1"]["right"]["regions"] == ["low_back", "back_thigh"]


def test_touch_history():
    result = partner({"cx_touch_history": "yes"})
    assert on(result, "left") == (PARTNER | MOVES) - {"p5", "p6", "p8", "p9"}


def test_two_answers_to_one_question():
    result = run(
        {
            "rg_recent_injury": [
                {"option": "fresh", "sites": ["outer_thigh/left"]},
                {"option": "healing", "sites": ["back_thigh/right"]},
            ]
        }
    )
    assert "s2" not in on(result, "left")
    # x1 needs 4, x3 is a hold: both go where the cap is 3 and nothing is held.
    assert on(result, "right") == (SELF | MOVES) - {"x1", "x3"}


def test_not_sure_is_every_option_in_group_d():
    result = run({"rg_recent_injury": {"option": "not_sure", "sites": ["back_thigh/left"]}})
    assert on(result, "left") == (SELF | {"m5"}) - {"x1", "x3"}


def test_electric_pain_on_one_side():
    result = run({"cx_live_pain": {"option": "electric", "sites": ["left"]}})
    assert on(result, "left") == (SELF | MOVES) - {"s1", "s4", "s5"}


@pytest.mark.parametrize("answers", [{"xx": "yes"}, {"co_age": "yes"}, {"rg_rash": {}}])
def test_unknown_input_is_an_error(answers):
    with pytest.raises((ValueError, KeyError)):
        run(answers)


def test_one_more_answer_never_gives_more():
    """Levels, caps, holds and exclusions only ever add up (section 0, items 1 and 2)."""
    rng = random.Random(5)
    rules = the_rules()
    for _ in range(300):
        answers, request = random_case(rng)
        more, _ = random_case(rng)
        more.pop("cx_partner_consent", None)
        few = evaluate(answers, request, rules)
        many = evaluate({**more, **answers}, request, rules)
        assert many["cap"] <= few["cap"]
        for code, sides in many["allowed"].items():
            for side, limit in sides.items():
                before = few["allowed"][code][side]
                assert limit["cap"] <= before["cap"]
                assert limit["hold_s"] <= before["hold_s"]
                assert set(limit["tools"]) <= set(before["tools"])
                assert set(limit["positions"]) <= set(before["positions"])
