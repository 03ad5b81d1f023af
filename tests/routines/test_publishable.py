"""What a technique must say of itself before it is in use, and which answers are worth asking."""

from datetime import date

import pytest

from routines.idle import find_idle
from routines.publishable import find_gaps
from screening.rulebook import Kind, Level, Restriction
from tests.routines.invented import catalogue, technique
from tests.screening.invented import option, question, rulebook

TODAY = date(2026, 11, 27)
WHOLE = {
    "touches": ["hip"],
    "loads": [],
    "whole_leg": False,
    "hazards_reviewed": True,
    "kind": "massage",
    "pressure_max": 4,
    "seconds_max": 60,
    "dose": "One minute a side.",
    "positions": ["standing"],
    "tools": ["hands"],
    "sources": ["w1"],
    "reviewed_on": TODAY,
}


def gaps(**said):
    return [field for field, _ in find_gaps(WHOLE | said, TODAY)]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"touches": [], "loads": ["hip"]},
        {"touches": [], "whole_leg": True},
        {"kind": "movement", "pressure_max": 0},
    ],
)
def test_a_whole_technique_can_be_used(said):
    assert gaps(**said) == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"touches": []}, "touches"),
        ({"hazards_reviewed": False}, "hazards_reviewed"),
        ({"pressure_max": 0}, "pressure_max"),
        ({"seconds_max": 0}, "seconds_max"),
        ({"dose": ""}, "dose"),
        ({"positions": []}, "positions"),
        ({"tools": []}, "tools"),
        ({"sources": []}, "sources"),
        ({"reviewed_on": None}, "reviewed_on"),
        ({"reviewed_on": date(2026, 11, 28)}, "reviewed_on"),
    ],
)
def test_each_gap_keeps_it_from_use(said, field):
    assert gaps(**said) == [field]


def idle(*options):
    rules = rulebook(question("q", *options), question("other", option("yes", Level.CONSULT)))
    return [fault.key for fault in find_idle(rules, catalogue(technique()))]


NOTHING = Restriction(Kind.HAZARD, hazard="carried by nothing")


@pytest.mark.parametrize(
    "pointless",
    [
        option("yes", Level.LIMIT),
        option("yes", Level.NONE),
        option("yes", Level.LIMIT, NOTHING),
        option("yes", Level.LIMIT, Restriction(Kind.PRESSURE, limit=6)),
    ],
)
def test_an_answer_that_changes_nothing_is_found(pointless):
    assert idle(pointless, option("b", Level.LIMIT, Restriction(Kind.EVERYTHING))) == [("q", "yes")]


@pytest.mark.parametrize(
    "worth_it",
    [
        option("yes", Level.ADVISE),
        option("yes", Level.CONSULT),
        option("yes", Level.NONE, follow_up="other"),
        option("yes", Level.LIMIT, Restriction(Kind.PRESSURE, limit=3)),
        option("yes", Level.LIMIT, Restriction(Kind.MINUTES, limit=10)),
        option("yes", Level.LIMIT, Restriction(Kind.OIL)),
        option("yes", Level.LIMIT, Restriction(Kind.PARTNER)),
        option("yes", Level.LIMIT, Restriction(Kind.HAZARD, hazard="long-standing")),
    ],
)
def test_an_answer_that_changes_anything_is_not(worth_it):
    assert idle(worth_it) == []
