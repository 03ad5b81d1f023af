"""What a clearance says of itself: its outcome, cap, longest hold and minutes."""

import pytest

from screening.gate import Clearance, Limit, Reason
from screening.rulebook import Kind, Level, Mode
from tests.screening.invented import LEFT_HIP

WHY = Reason("code", "yes", "Name", "Label", "Text")
LEFT = frozenset({"left"})


def allows(*limits, level=Level.NONE, mode=Mode.SELF, stops=()):
    return Clearance(mode, level, (), limits, stops)


def limit(kind, number=0, **where):
    return Limit(kind, WHY, limit=number, **where)


@pytest.mark.parametrize(
    ("level", "outcome"),
    [
        (Level.NONE, "clear"),
        (Level.ADVISE, "clear"),
        (Level.LIMIT, "limited"),
        (Level.CONSULT, "consult"),
        (Level.URGENT, "urgent"),
        (Level.EMERGENCY, "emergency"),
    ],
)
def test_the_level_decides_the_outcome(level, outcome):
    assert allows(level=level).outcome == outcome


def test_whatever_is_limited_makes_the_outcome_limited():
    assert allows(limit(Kind.OIL)).outcome == "limited"
    assert allows(limit(Kind.OIL), mode=Mode.PARTNER).outcome == "limited"


def test_nothing_today_is_an_outcome_below_consult():
    today = limit(Kind.EVERYTHING)

    assert allows(today).outcome == "excluded_today"
    assert allows(today, level=Level.CONSULT).outcome == "consult"


def test_what_bars_partner_mode_is_an_outcome_in_partner_mode_only():
    assert allows(limit(Kind.PARTNER), mode=Mode.PARTNER).outcome == "no_partner_mode"
    assert allows(limit(Kind.PARTNER)).outcome == "limited"


def test_it_is_stopped_when_there_is_a_stop():
    assert allows(stops=(WHY,)).is_stopped is True
    assert allows().is_stopped is False


def test_the_cap_is_the_highest_of_the_sides():
    assert allows().cap == 6
    assert allows(limit(Kind.PRESSURE, 9)).cap == 6
    assert allows(limit(Kind.PRESSURE, 4), limit(Kind.PRESSURE, 3)).cap == 3
    assert allows(limit(Kind.PRESSURE, 3, sides=LEFT)).cap == 6
    assert allows(limit(Kind.PRESSURE, 3, sides=LEFT), limit(Kind.PRESSURE, 5)).cap == 5
    assert allows(limit(Kind.PRESSURE, 2, sites=frozenset({LEFT_HIP}))).cap == 6
    assert allows(limit(Kind.HOLD, 2)).cap == 6


def test_the_hold_is_the_longest_of_the_sides():
    assert allows().hold is None
    assert allows(limit(Kind.HOLD, 30), limit(Kind.HOLD, 45)).hold == 30
    assert allows(limit(Kind.HOLD, 30, sides=LEFT)).hold is None
    assert allows(limit(Kind.HOLD, 30, sides=LEFT), limit(Kind.HOLD, 45)).hold == 45
    assert allows(limit(Kind.HOLD, 0)).hold == 0
    assert allows(limit(Kind.HOLD, 5, sites=frozenset({LEFT_HIP}))).hold is None


def test_the_minutes_are_the_fewest():
    assert allows().minutes is None
    assert allows(limit(Kind.MINUTES, 15), limit(Kind.MINUTES, 10)).minutes == 10
