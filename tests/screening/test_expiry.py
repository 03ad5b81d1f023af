"""How long answers hold: 28 days, and for what changes from day to day, one session."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from screening.expiry import Until, due_sections, fresh_pages, holds_until
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


# Until when


def until(answered, rulebook=RULES, mode=Mode.SELF):
    return holds_until(answered, rulebook, mode)


def of(*sections):
    return replace(RULES, sections=sections)


def test_a_check_holds_until_its_first_page_lapses():
    answered = {"emergency": NOW, "conditions": NOW - DAY, "partner": NOW - HOUR}

    assert until(answered) == Until(NOW + 12 * HOUR, NOW + 27 * DAY)
    assert until(answered, mode=Mode.PARTNER) == Until(NOW + 11 * HOUR, NOW + 27 * DAY)


def test_it_holds_for_no_session_longer_than_all_of_it():
    answered = {"emergency": NOW, "conditions": NOW - 28 * DAY + HOUR}

    assert until(answered) == Until(NOW + HOUR, NOW + HOUR)


def test_where_all_pages_are_of_one_kind_both_end_together():
    each, lasting = RULES.sections[0], RULES.sections[1]

    assert until({"emergency": NOW}, of(each)) == Until(NOW + 12 * HOUR, NOW + 12 * HOUR)
    assert until({"conditions": NOW}, of(lasting)) == Until(NOW + 28 * DAY, NOW + 28 * DAY)


def test_a_check_that_lacks_a_page_holds_for_no_time():
    with pytest.raises(KeyError, match="conditions"):
        until({"emergency": NOW})
    with pytest.raises(KeyError, match="'No page is asked.'"):
        until({}, of())
