"""How long answers hold: 28 days, and for what changes from day to day, one session."""

from datetime import UTC, datetime, timedelta

import pytest

from screening.expiry import due_sections, fresh_pages
from screening.rulebook import Mode, Rulebook, Section

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RULES = Rulebook(
    sections=(
        Section("emergency", "", "", "", "signs", each_session=True),
        Section("conditions", "", "", "", "signs"),
        Section("partner", "", "", "", "questions", each_session=True, partner_only=True),
        Section("during", "", "", "", "questions", each_session=True),
    ),
    questions={},
    regions={},
    version="v1",
)


def due(answered, version="v1", mode=Mode.SELF, session_done_at=None):
    return due_sections(answered, version, RULES, mode, NOW, session_done_at)


def test_everything_is_due_before_the_first_answer():
    assert due({}) == ("emergency", "conditions")
    assert due({}, mode=Mode.PARTNER) == ("emergency", "conditions", "partner")


def test_nothing_is_due_just_after():
    assert due({"emergency": NOW, "conditions": NOW}) == ()


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        (12 * HOUR, ()),
        (13 * HOUR, ("emergency",)),
        (28 * DAY, ("emergency",)),
        (29 * DAY, ("emergency", "conditions")),
        (-HOUR, ("emergency", "conditions")),
    ],
)
def test_answers_lapse(ago, expected):
    assert due({"emergency": NOW - ago, "conditions": NOW - ago}) == expected


def test_a_session_makes_what_is_asked_each_time_due():
    answered = {"emergency": NOW - HOUR, "conditions": NOW - HOUR}

    assert due(answered, session_done_at=NOW - HOUR / 2) == ("emergency",)
    assert due(answered, session_done_at=NOW - HOUR) == ("emergency",)
    assert due(answered, session_done_at=NOW - 2 * HOUR) == ()


def test_answers_to_another_questionnaire_never_hold():
    assert due({"emergency": NOW, "conditions": NOW}, version="v0") == ("emergency", "conditions")


def test_what_is_asked_below_a_section_lapses_as_the_section_does():
    then = NOW - DAY
    answered = {"emergency/em-x": then, "conditions/co-x/where": then, "gone/x": then}

    fresh = fresh_pages(answered, "v1", RULES, NOW)

    assert fresh == {"conditions/co-x/where", "gone/x"}
