"""Section 5 of the clinical content: its thresholds, actions and progression."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.outcomes import Done, counts_as, progress

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
STAGES = [1, 3, 5]


def days(number):
    return timedelta(days=number)


def fine(count, before=4, every=3):
    """Sessions that went well, one every few days."""
    return [Done(START + days(every * place), before, max(before - 2, 0)) for place in range(count)]


def after(sessions, later=None, **said):
    """What they mean a day later, or whenever."""
    return progress(sessions, sessions[-1].at + (later or days(1)), STAGES, **said)


def test_the_first_session_is_number_1():
    assert progress([], START, STAGES).session == 1


def test_each_session_that_went_well_counts():
    assert after(fine(1)).session == 2
    assert after(fine(4)).session == 5


def test_sessions_of_one_day_count_once():
    """Five presses in a minute, or five sessions in an evening, are no reason to press harder."""
    minute, hours = timedelta(minutes=1), timedelta(hours=6)

    assert after([Done(START + minute * place, 4, 2) for place in range(5)]).session == 2
    assert after([Done(START + hours * place, 4, 2) for place in range(5)]).session == 4
    assert after([Done(START, 4, 2), Done(START + days(1), 4, 2)]).session == 3


def test_14_days_off_cost_one_stage():
    sessions = fine(6, every=2)

    assert after(sessions, days(13)).session == 7
    assert after(sessions, days(14)).session == 3
    assert after(sessions, days(100)).session == 3, "one stage, however long"


@pytest.mark.parametrize(
    ("number", "stages", "after_it"),
    [(2, STAGES, 1), (3, STAGES, 1), (4, STAGES, 1), (5, STAGES, 3), (5, [2, 4], 2), (3, [], 1)],
)
def test_a_stage_back_is_to_the_first_session_of_the_one_below(number, stages, after_it):
    sessions = fine(number - 1)

    assert progress(sessions, sessions[-1].at + days(14), stages).session == after_it


def test_after_a_break_the_stages_are_climbed_again():
    sessions = fine(6, every=2)
    back = Done(sessions[-1].at + days(20), 2, 1)

    assert after([*sessions, back]).session == 4


def test_a_break_in_the_first_stage_leads_back_to_the_first_session():
    assert after(fine(1), days(14)).session == 1


def test_what_was_sharp_or_electric_does_not_count_as_a_step_up():
    sessions = [*fine(2), Done(START + days(9), 4, 4, was_fine=False)]
    found = after(sessions)

    assert found.session == 3
    assert found.held
    assert after([*sessions, Done(START + days(12), 4, 3)]).held is None


def test_2_points_worse_once_means_wait_72_hours_and_ease_off():
    sessions = [*fine(2), Done(START + days(9), 3, 5)]
    soon, later = after(sessions, timedelta(hours=71)), after(sessions, timedelta(hours=72))

    assert soon.wait_until == sessions[-1].at + timedelta(hours=72)
    assert later.wait_until is None
    assert (later.ease.cap_less, later.ease.hold_share) == (2, 0.5)
    assert "Wait 72 hours" in later.ease.reason.text
    assert later.stop is None
    assert later.session == 3, "and it does not count as a step up"


def test_worse_the_first_time_is_no_stop():
    assert after([Done(START, 3, 5)]).stop is None


def test_1_point_worse_is_no_reason_to_ease_off_or_to_wait():
    found = after([Done(START, 3, 4)])

    assert (found.ease, found.wait_until) == (None, None)


def test_a_session_that_went_well_ends_the_easing():
    sessions = [Done(START, 3, 5), Done(START + days(4), 3, 3)]

    assert after(sessions).ease is None


def test_2_points_worse_twice_in_a_row_stops_routines():
    sessions = [*fine(2), Done(START + days(9), 3, 5), Done(START + days(13), 3, 6)]

    assert after(sessions).stop.option == "twice"
    assert after(sessions, days(200)).stop, "time alone does not lift it"


def test_worse_sessions_apart_do_not_stop_routines():
    sessions = [Done(START, 3, 5), Done(START + days(4), 3, 3), Done(START + days(8), 3, 5)]

    assert after(sessions).stop is None


def test_a_clinicians_word_after_them_lifts_the_stop():
    sessions = [Done(START, 3, 5), Done(START + days(4), 3, 5)]
    last = sessions[-1].at

    assert after(sessions, cleared_at=last - days(1)).stop
    assert after(sessions, cleared_at=last).stop
    found = after(sessions, days(9), cleared_at=last + days(1))
    assert found.stop is None
    assert found.ease, "the next session is still lighter"


@pytest.mark.parametrize(
    ("sessions", "suggested"),
    [
        (fine(6), True),
        (fine(5, every=4), False),  # fewer than 6
        (fine(6, every=2), False),  # within 14 days
        ([*fine(5), Done(START + days(15), 2, 1)], False),  # 2 points less sore
        (fine(6, before=0), False),  # nothing to relieve
    ],
)
def test_no_relief_after_6_sessions_and_14_days_suggests_to_be_seen(sessions, suggested):
    assert bool(after(sessions).see_someone) == suggested


@pytest.mark.parametrize(
    ("first", "last", "is_relief"),
    [(10, 8, True), (10, 9, False), (4, 3, False), (3, 2, True), (1, 0, True), (4, 5, False)],
)
def test_2_points_or_30_per_cent_less_is_relief(first, last, is_relief):
    sessions = [*fine(5, before=first), Done(START + days(15), last, 0)]

    assert (after(sessions).see_someone is None) == is_relief


@pytest.mark.parametrize(
    ("on_day", "said"), [(13, None), (14, "two_weeks"), (41, "two_weeks"), (42, "six_weeks")]
)
def test_no_relief_is_said_after_2_weeks_and_after_6(on_day, said):
    sessions = [*fine(5, every=2), Done(START + days(on_day), 4, 2)]
    found = after(sessions).see_someone

    assert (found and found.option) == said


def test_no_relief_means_no_step_up():
    rough = [Done(START + days(n), 4, 4, was_fine=False) for n in range(3)]
    sessions = [*rough, *(Done(START + days(14 + n), 4, 3) for n in range(3))]
    found = after(sessions)

    assert found.see_someone.option == "two_weeks"
    assert found.session == 3, "of the last three, the sixth in all does not count"
    assert found.stop is None, "routines may go on at the same level"
    assert found.held is None, "the last session was not at fault"


@pytest.mark.parametrize(
    ("before", "said"),
    [(4, {}), (5, {"co_severe_pain": "mid"}), (6, {"co_severe_pain": "mid"})]
    + [(sore, {"co_severe_pain": "high"}) for sore in (7, 8, 9, 10)],
)
def test_how_sore_it_was_before_counts_as_an_answer(before, said):
    assert counts_as(Done(START, before, before), "fine", None, is_today=True) == said


def test_what_was_felt_counts_as_an_answer():
    session = Done(START, 3, 3, was_fine=False)

    assert counts_as(session, "sharp", None, is_today=True) == {"cx_live_pain": "sharp"}
    assert counts_as(session, "electric", None, is_today=True) == {"cx_live_pain": "electric"}


def test_noted_on_a_later_day_only_the_nerve_sign_still_counts():
    session = Done(START, 8, 8, was_fine=False)

    assert counts_as(session, "sharp", None, is_today=False) == {}
    assert counts_as(session, "electric", None, is_today=False) == {"cx_live_pain": "electric"}


def test_a_stop_counts_as_pain_that_gets_worse():
    sessions = [Done(START, 3, 5), Done(START + days(4), 3, 5)]
    stop = after(sessions).stop

    assert counts_as(sessions[-1], "fine", stop, is_today=True) == {"co_worse_or_long": "worse"}


noted = st.builds(
    lambda gap, before, after, fine: (timedelta(hours=gap), before, after, fine),
    st.integers(1, 24 * 40),
    st.integers(0, 10),
    st.integers(0, 10),
    st.booleans(),
)


@given(st.lists(noted, max_size=12))
def test_the_number_never_runs_ahead_of_the_sessions(history):
    at, sessions = START, []
    for gap, before, after_it, was_fine in history:
        at += gap
        sessions.append(Done(at, before, after_it, was_fine))
    found = progress(sessions, at + days(1), STAGES)

    assert 1 <= found.session <= len(sessions) + 1
    assert not (found.stop and not found.ease)


@given(st.lists(noted, min_size=1, max_size=8))
def test_a_rough_last_session_never_brings_more_than_a_good_one(history):
    at, sessions = START, []
    for gap, before, after_it, was_fine in history:
        at += gap
        sessions.append(Done(at, before, after_it, was_fine))
    last = sessions[-1]
    good = progress([*sessions[:-1], Done(at, last.before, last.before)], at, STAGES)
    rough = progress([*sessions[:-1], Done(at, last.before, last.before, False)], at, STAGES)

    assert rough.session <= good.session
