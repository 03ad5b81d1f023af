"""What a noted session counts as among the person's answers, and what the next page then says."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from routines.content import catalogue
from routines.models import Routine, Session
from routines.outcomes import progress
from routines.today import as_done, progress_of
from screening.access import clearance_of, stored_answers
from screening.content import rulebook
from screening.gate import assess
from screening.models import Answer, Question
from screening.rulebook import Mode
from tests.elements import read
from tests.routines.people import build, check, note

pytestmark = pytest.mark.django_db


@pytest.fixture
def routine(client, person):
    return build(client)


def answers(person):
    return set(person.answers.values_list("question", "option"))


def clearance(person):
    return assess(stored_answers(person), rulebook(), Mode.SELF)


@pytest.mark.parametrize(
    ("before", "option"), [(4, None), (5, "mid"), (6, "mid"), (7, "high"), (10, "high")]
)
def test_how_sore_it_was_before_counts_as_an_answer(client, person, routine, before, option):
    note(client, routine, felt_before=before, felt_after=before)

    assert answers(person) == ({("co_severe_pain", option)} if option else set())


def test_too_sore_leads_to_a_card_that_says_what_to_do(client, routine):
    page = read(note(client, routine, felt_before=8, felt_after=8))

    assert "Stop here for now" in page.text
    assert "Ask a clinician before any massage" in page.text
    assert "7 or more: this is too sore for self-care today" in page.text


def test_a_stricter_answer_that_was_there_stays(client, person, routine):
    check(person, co_severe_pain="high")
    note(client, routine, felt_before=5, felt_after=5)

    assert answers(person) == {("co_severe_pain", "high")}


def test_sharp_pain_means_no_more_today(client, person, routine):
    page = read(note(client, routine, feel="sharp", sides=["left"]))

    assert answers(person) == {("cx_live_pain", "sharp")}
    assert "No massage today" in page.text
    assert clearance(person).outcome == "excluded_today"


def test_an_electric_feeling_bars_strong_pressure_on_that_side(client, person, routine):
    page = read(note(client, routine, feel="electric", sides=["left"]))
    row = Answer.objects.get()

    assert (row.question, row.option) == ("cx_live_pain", "electric")
    assert {site.split("/")[1] for site in row.sites} == {"left"}
    assert {limit.sides for limit in clearance(person).limits} == {frozenset({"left"})}
    assert "still there after 10 minutes" in page.text
    assert "on your left side" in page.text


def test_an_electric_feeling_on_the_other_side_is_added(client, person, routine):
    note(client, routine, feel="electric", sides=["left"])
    note(client, routine, feel="electric", sides=["right"])

    sides = {site.split("/")[1] for site in Answer.objects.get().sites}
    assert sides == {"left", "right"}


def test_sharp_after_electric_keeps_both(client, person, routine):
    note(client, routine, feel="electric", sides=["left"])
    note(client, routine, feel="sharp", sides=["right"])

    assert answers(person) == {("cx_live_pain", "electric"), ("cx_live_pain", "sharp")}


def test_twice_2_points_worse_stops_and_counts_as_getting_worse(client, person, routine):
    for _ in range(2):
        page = read(note(client, routine, felt_before=3, felt_after=5))

    assert "Stop here for now" in page.text
    assert answers(person) == {("co_worse_or_long", "worse")}
    assert clearance(person).outcome == "consult"


def test_only_a_clinicians_word_lifts_that_stop(client, person, routine):
    for _ in range(2):
        note(client, routine, felt_before=3, felt_after=5)
    check(person)
    assert "Stop your routines" in read(client.get(reverse("routines:new"))).text

    check(person, co_worse_or_long="worse")
    person.answers.update(cleared_at=timezone.now())
    assert clearance_of(person, Mode.SELF).outcome == "limited"
    assert client.get(reverse("routines:new")).status_code == 200
    assert "Stop your routines" not in read(client.get(routine.get_absolute_url())).text


def test_a_new_stop_takes_back_an_older_word(client, person, routine):
    check(person, co_worse_or_long="worse")
    person.answers.update(cleared_at=timezone.now())
    for _ in range(2):
        note(client, routine, felt_before=3, felt_after=5)

    assert Answer.objects.get().cleared_at is None
    assert progress_of(person, catalogue()).stop


def test_a_bruise_is_left_to_the_question_about_skin(client, person, routine):
    page = read(note(client, routine, bruise="yes"))

    assert "new bruise" in page.text
    assert not answers(person)


def test_noted_later_it_is_dated_to_the_end_of_its_day(client, person, routine):
    Routine.objects.update(made_at=timezone.now() - timedelta(days=9))
    day = timezone.localdate() - timedelta(days=3)
    note(client, routine, day=day.isoformat(), feel="sharp", sides=["left"], felt_before=9)
    session = Session.objects.get()

    assert (session.done_at.date(), session.done_at.hour) == (day, 23)
    assert as_done(session).at == datetime.combine(day, time.max, UTC) + timedelta(hours=12)
    assert not answers(person), "that day is over"


@pytest.mark.parametrize(("said_h", "waits_until_h"), [(25, 97), (37, 108), (48, 108)])
def test_the_wait_begins_when_the_day_is_over_everywhere(person, said_h, waits_until_h):
    """In hours since the day began by UTC. Where it ends last, that is 12 hours after midnight."""
    day = datetime(2026, 5, 4, tzinfo=UTC)
    session = Session(
        done_at=day + timedelta(hours=24),
        noted_at=day + timedelta(hours=said_h),
        felt_before=3,
        felt_after=6,
        feel="fine",
    )

    found = progress([as_done(session)], session.noted_at, [1])

    assert found.wait_until == day + timedelta(hours=waits_until_h)


@pytest.mark.parametrize("feel", Session.Feel.values)
def test_a_question_that_the_content_no_longer_has_is_no_error(client, person, routine, feel):
    Question.objects.filter(contraindication__code__in=["cx_live_pain", "co_severe_pain"]).update(
        retired_at=timezone.now()
    )
    check(person)

    assert note(client, routine, feel=feel, sides=["left"], felt_before=9).status_code == 200
    assert not answers(person)
