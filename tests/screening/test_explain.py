"""Limits in plain words, each once, with every answer behind it."""

import pytest

from screening.content import rulebook
from screening.explain import explain
from screening.gate import assess
from screening.models import Hazard
from screening.rulebook import Mode, Site
from screening.summary import say_places
from tests import people
from tests.people import says

pytestmark = pytest.mark.django_db


def limits(*answers, mode=Mode.SELF):
    """Heading → [(text, where, answers behind it)]."""
    rules = rulebook()
    hazards = dict(Hazard.objects.values_list("slug", "name"))
    return {
        group.heading: [
            (limit.text, "; ".join(limit.where), [reason.code for reason in limit.because])
            for limit in group.limitations
        ]
        for group in explain(assess(answers, rules, mode), rules, hazards)
    }


def test_the_lowest_cap_is_told_with_every_answer_that_sets_it():
    told = limits(says("co_age", "o70"), says("co_steroids"), says("co_pregnancy", "w13"))

    assert told["Pressure"] == [("At most 3 out of 10", "", ["co_steroids", "co_pregnancy"])]


def test_a_cap_on_one_place_is_told_beside_a_milder_one_everywhere():
    told = limits(says("rg_bruise", "small", "buttock/left"), says("co_age", "o70"))

    assert told["Pressure"] == [
        ("At most 4 out of 10", "", ["co_age"]),
        ("At most 3 out of 10", "Buttock, left", ["rg_bruise"]),
    ]
    assert told["Still holds"] == [
        ("At most 30 seconds", "", ["co_age"]),
        ("No still holds", "Buttock, left", ["rg_bruise"]),
    ]


def test_a_cap_on_one_place_is_silent_under_a_stricter_one_everywhere():
    told = limits(
        says("rg_bruise", "small", "buttock/left"), says("mo_blood_thinners", "anticoagulant")
    )

    assert told["Pressure"] == [("At most 3 out of 10", "", ["mo_blood_thinners"])]
    assert told["Still holds"] == [("No still holds", "", ["mo_blood_thinners"])]


def test_the_places_of_one_answer_stand_together():
    told = limits(says("rg_open_wound", "yes", "buttock/left", "low_back"))

    assert told == {
        "Places not to press": [("", "Low back, both sides; Buttock, left", ["rg_open_wound"])]
    }


def test_tools_positions_and_time_are_told_apart():
    told = limits(*people.PREGNANT)

    assert [text for text, *_ in told["Tools left out"]] == ["A foam roller", "A firm ball"]
    assert [text for text, *_ in told["Positions left out"]] == [
        "Lying face down",
        "Lying flat on the back",
    ]
    assert told["Time"] == [("At most 20 minutes in all", "", ["co_pregnancy"])]
    assert told["How to take care"][0][0].startswith("Stay well away from the sacrum")


def test_an_answer_without_a_place_holds_everywhere():
    told = limits(says("rg_open_wound"))

    assert told["Places not to press"] == [("Everywhere", "", ["rg_open_wound"])]


def test_one_side_is_told_as_that():
    told = limits(*people.NUMB_LEFT_LEG)

    assert told["Pressure"] == [("At most 4 out of 10", "Left side", ["ur_leg_nerve"])]
    assert {where for _, where, _ in told["Ways left out"]} == {"Left side"}


def test_nothing_is_told_where_nothing_is_limited():
    assert limits() == {}


@pytest.mark.parametrize(
    ("sites", "sides_only", "said"),
    [
        ([], False, []),
        (["buttock/left"], False, ["Buttock, left"]),
        (["buttock"], False, ["Buttock, both sides"]),
        (["left"], False, ["Left side"]),
        (["left", "buttock/right"], False, ["Left side", "Buttock, right"]),
        (["left", "right"], False, []),
        (["left", "right"], True, ["Both sides"]),
        (["buttock/right"], True, ["Right side"]),
    ],
)
def test_places_in_words(sites, sides_only, said):
    answer = says("rg_rash", "known", *sites)

    assert say_places(answer.sites, rulebook().regions, sides_only) == said


def test_left_and_right_swap_in_words_and_nothing_else_does():
    left = limits(says("rg_outer_hip_tender", "yes", "left"))
    right = limits(says("rg_outer_hip_tender", "yes", "right"))

    swapped = repr(left).replace("Left", "Right").replace("left'", "right'")
    assert swapped == repr(right)
    assert Site("outer_hip", "left") in rulebook().sites
