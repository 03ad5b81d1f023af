"""Two readings of the rules, by people who did not see each other's work, agree."""

import json
import random
from pathlib import Path

import pytest

from routines.content import catalogue
from routines.eligibility import Allowed, Situation, judge, outcome, overall_limits
from routines.request import read_request
from screening.answers import read_answers
from screening.content import rulebook
from screening.gate import assess
from tests.reading.cases import random_case
from tests.reading.evaluator import evaluate

pytestmark = pytest.mark.django_db

DOCUMENT = json.loads((Path(__file__).parents[1] / "data" / "rules.json").read_text())
WITH_A_ROUTINE = {"clear", "limited", "no_massage_left"}
CASES_A_SEED = 2_500


def ours(answers, request, rules, techniques):
    """What the site decides, in the shape of the other reading."""
    wanted = read_request(request, techniques)
    clearance = assess(read_answers(answers, rules, request["cleared"]), rules, wanted.mode)
    situation = Situation(wanted.tools, request["session"])
    verdicts = judge(clearance, techniques, situation)
    cap, hold = overall_limits(clearance, techniques, situation)
    allowed = {
        key: (
            v.cap,
            v.hold,
            "all" if v.regions is None else set(v.regions),
            set(v.positions),
            set(v.tools),
        )
        for key, v in verdicts.items()
        if isinstance(v, Allowed)
    }
    return outcome(clearance, verdicts, techniques), cap, hold, allowed


def theirs(answers, request):
    found = evaluate(answers, request, DOCUMENT)
    allowed = {
        (code, side): (
            v["cap"],
            v["hold_s"],
            "all" if v["regions"] == "all" else set(v["regions"]),
            set(v["positions"]),
            set(v["tools"]),
        )
        for code, sides in found["allowed"].items()
        for side, v in sides.items()
    }
    return found["outcome"], found["cap"], found["hold_limit_s"], allowed


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_both_readings_agree_on_random_cases(seed):
    rules, techniques, rng = rulebook(), catalogue(), random.Random(seed)
    for _ in range(CASES_A_SEED):
        answers, request = random_case(rng)
        one, other = ours(answers, request, rules, techniques), theirs(answers, request)
        if one[0] not in WITH_A_ROUTINE:  # caps and holds of nothing mean nothing
            one, other = (one[0], one[3]), (other[0], other[3])
        assert one == other, json.dumps({"answers": answers, "request": request})
