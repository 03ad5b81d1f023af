"""`manage.py plan`: what a reviewer feeds it and gets."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db

ALL_TOOLS = ["roller_soft", "roller_firm", "ball_soft", "ball_firm"]
WELL = {"answers": {}, "request": {"session": 6, "mode": "self", "tools": ALL_TOOLS, "minutes": 20}}


@pytest.fixture
def plan(tmp_path):
    """Run the command on files; gives its output read as JSON."""

    def run(answers, request):
        paths = tmp_path / "a.json", tmp_path / "r.json"
        for path, data in zip(paths, (answers, request), strict=True):
            path.write_text(json.dumps(data))
        out = io.StringIO()
        call_command("plan", answers=str(paths[0]), request=str(paths[1]), stdout=out)
        return json.loads(out.getvalue())

    return run


def test_no_to_everything_allows_every_self_and_movement_technique_on_both_sides(plan):
    found = plan(WELL["answers"], WELL["request"])

    assert (found["outcome"], found["cap"], found["hold_limit_s"]) == ("clear", 6, None)
    own = [f"s{n}" for n in range(1, 6)] + [f"x{n}" for n in range(1, 8)]
    moves = [f"m{n}" for n in range(1, 6)]
    assert sorted(found["allowed"]) == sorted(own + moves)
    assert all(set(sides) == {"left", "right"} for sides in found["allowed"].values())
    assert found["allowed"]["s4"]["left"] == {
        "cap": 6,
        "hold_s": 60,
        "regions": "all",
        "positions": ["supine", "floor_seated"],
        "tools": ["ball_soft", "ball_firm"],
        "variants": ["leg_cross"],
        "care": [],
        "limited_by": [],
    }
    assert found["messages"] == []


def test_an_emergency_gives_no_plan(plan):
    found = plan({"em_chest_breath": "yes"}, WELL["request"])

    assert (found["outcome"], found["plan"], found["allowed"]) == ("emergency", None, {})
    assert found["messages"][0]["code"] == "em_chest_breath"
    assert all(sides["left"] and sides["right"] for sides in found["barred"].values())


def test_a_sore_place_is_left_out_on_its_side_only(plan):
    bruise = {"rg_bruise": {"option": "large", "sites": ["buttock/left"]}}

    found = plan(bruise, WELL["request"] | {"minutes": 15, "tools": ["ball_soft"]})

    assert found["outcome"] == "limited"
    assert found["allowed"]["x6"]["left"]["regions"] == ["outer_hip"]
    assert list(found["allowed"]["s4"]) == ["right"]
    assert found["barred"]["s4"]["left"][0]["code"] == "rg_bruise"
    assert not any(
        step["technique"] in ("s4", "s5", "x4") and step["side"] != "right"
        for step in found["plan"]["steps"]
    )


def test_the_total_is_the_sum_of_the_steps_and_of_getting_ready(plan):
    found = plan(WELL["answers"], WELL["request"])["plan"]

    assert found["total_s"] == sum(s["seconds"] + s["get_ready_s"] for s in found["steps"])
    assert 0 < found["total_s"] <= 20 * 60
    assert (found["steps"][0]["phase"], found["steps"][-1]["phase"]) == ("settle", "aftercare")


def test_nothing_today_gives_no_plan(plan):
    found = plan({"co_fever_today": "yes"}, WELL["request"])

    assert (found["outcome"], found["plan"], found["allowed"]) == ("excluded_today", None, {})


def test_where_no_massage_is_left_movements_remain(plan):
    skin = {"rg_rash": {"option": "known", "sites": ["left", "right"]}}

    found = plan(skin, WELL["request"])

    assert found["outcome"] == "no_massage_left"
    assert sorted(found["allowed"]) == ["m1", "m2", "m3", "m4", "m5"]
    assert {s["phase"] for s in found["plan"]["steps"]} == {"settle", "movement", "aftercare"}


@pytest.mark.parametrize(
    ("session", "cap", "hold", "tools"),
    [(1, 4, 30, ["ball_soft"]), (3, 5, 45, ["ball_soft"]), (5, 5, 45, ["ball_soft", "ball_firm"])],
)
def test_the_session_number_drives_caps_holds_and_tools(plan, session, cap, hold, tools):
    found = plan({}, WELL["request"] | {"session": session})

    wall_ball = found["allowed"]["x4"]["left"]
    assert (wall_ball["cap"], wall_ball["hold_s"], wall_ball["tools"]) == (cap, hold, tools)


def test_consent_opens_partner_mode_and_a_clinicians_word_what_may_be_cleared(plan):
    partner = WELL["request"] | {"mode": "partner"}

    assert plan({}, partner)["outcome"] == "no_partner_mode"
    assert "p2" in plan({"cx_partner_consent": "yes"}, partner)["allowed"]
    told = {"co_told_not_to": "yes"}
    assert plan(told, WELL["request"])["outcome"] == "consult"
    assert plan(told, WELL["request"] | {"cleared": ["co_told_not_to"]})["outcome"] == "limited"
    clot = {"co_clot": "current"}
    assert plan(clot, WELL["request"] | {"cleared": ["co_clot"]})["outcome"] == "consult"


def test_a_batch_gives_one_line_a_case(tmp_path):
    path = tmp_path / "cases.jsonl"
    path.write_text(f"{json.dumps(WELL)}\n\n{json.dumps({'answers': {'ur_hot_vein': 'yes'}})}\n")
    out = io.StringIO()

    call_command("plan", batch=str(path), stdout=out)

    assert [json.loads(line)["outcome"] for line in out.getvalue().splitlines()] == [
        "clear",
        "urgent",
    ]


@pytest.mark.parametrize(
    ("answers", "request_", "said"),
    [
        ({"no_such": "yes"}, {}, "There is no question 'no_such'."),
        ({"co_clot": "yes"}, {}, "'co_clot' has no answer 'yes'. Known: no, current, past"),
        ({"rg_bruise": {"option": "large", "sites": ["knee/left"]}}, {}, "no site 'knee/left'"),
        ({"rg_bruise": {"option": "large", "where": []}}, {}, "there is no 'where'"),
        ({"rg_bruise": 7}, {}, "must be an option"),
        ([], {}, "Answers must be an object"),
        ({}, [], "The request must be an object."),
        ({}, {"minutes": 4}, "'minutes' must be a whole number from 5 to 30."),
        ({}, {"minutes": True}, "'minutes' must be a whole number"),
        ({}, {"session": 0}, "'session' must be"),
        ({}, {"mode": "both"}, "'mode' must be"),
        ({}, {"tools": ["hammer"]}, "there is no 'hammer'"),
        ({}, {"tools": "hands"}, "'tools' must be a list"),
        ({}, {"goals": ["win"]}, "there is no 'win'"),
        (
            {"rg_bruise": {"option": "large", "sites": ["elbow/left"]}},
            {},
            "'rg_bruise': There is no site 'elbow/left'.",
        ),
        ({}, {"focus": ["elbow"]}, "'focus': There is no site 'elbow'."),
        ({}, {"cleared": ["nobody"]}, "There is no question 'nobody'."),
        ({}, {"colour": "red"}, "There is no 'colour' in a request."),
    ],
)
def test_bad_input_gives_one_clear_line_and_exit_2(plan, answers, request_, said):
    with pytest.raises(CommandError) as error:
        plan(answers, request_)

    assert said in str(error.value)
    assert "\n" not in str(error.value)
    assert error.value.returncode == 2


def test_an_answer_that_stands_twice_is_refused(tmp_path):
    """JSON would keep the last one, which may be the one that allows more."""
    path = tmp_path / "cases.jsonl"
    path.write_text('{"answers": {"co_clot": "current", "co_clot": "no"}}')

    with pytest.raises(CommandError, match="line 1: 'co_clot' stands twice") as error:
        call_command("plan", batch=str(path))

    assert error.value.returncode == 2


def test_a_line_of_a_batch_ends_at_a_line_feed_only(tmp_path):
    path = tmp_path / "cases.jsonl"
    path.write_text('{"answers": {"a\u2028b": "yes"}}', encoding="utf-8")

    with pytest.raises(CommandError, match="There is no question 'a b'"):
        call_command("plan", batch=str(path))


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a": 1}'])
def test_files_that_are_not_cases_are_refused(tmp_path, content):
    path = tmp_path / "case.json"
    path.write_bytes(content)

    with pytest.raises(CommandError) as error:
        call_command("plan", answers=str(path), request=str(path))

    assert error.value.returncode == 2
