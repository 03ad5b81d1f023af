"""Noting a session: what is kept, what counts as answers, and what the next page says."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from routines.content import catalogue
from routines.models import Session
from routines.today import progress_of
from screening.access import standing
from screening.rulebook import Mode
from tests.elements import read
from tests.routines.people import build, check, consent, guest, note, path, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def routine(client, person):
    return build(client)


def test_a_session_is_noted(client, person, routine):
    page = read(note(client, routine))
    session = Session.objects.get()

    assert (session.person, session.routine) == (person, routine)
    assert (session.felt_before, session.felt_after, session.feel) == (4, 3, "fine")
    assert session.routine_name == routine.name
    assert timezone.now() - session.done_at < timedelta(minutes=1)
    assert "4 out of 10 before, 3 after" in page.text
    assert "Give it 48 hours" in page.text, "what to do afterwards"
    assert not person.answers.exists()


def test_what_is_asked_before_each_session_is_asked_again(client, person, routine):
    assert standing(person, Mode.SELF).holds
    note(client, routine)
    person.refresh_from_db()

    assert not standing(person, Mode.SELF).holds
    assert client.get(routine.get_absolute_url()).url.startswith(reverse("screening:start"))


def test_a_session_can_be_noted_after_the_check_has_lapsed(client, person, routine):
    person.confirmed_at = None
    person.save()

    assert client.get(path("note", routine)).status_code == 200
    assert note(client, routine).status_code == 200


def test_noted_twice_it_is_one_session(client, routine):
    same = told(feel="electric", sides=["left"])
    urls = {client.post(path("note", routine), same).url for _ in range(2)}

    assert len(urls) == 1
    assert Session.objects.count() == 1


def test_sessions_raise_the_limits(client, person, routine):
    for day in (9, 6):
        Session.objects.create(
            person=person,
            routine_name="x",
            felt_before=3,
            felt_after=2,
            feel="fine",
            done_at=timezone.now() - timedelta(days=day),
        )
    page = read(client.get(reverse("routines:new")))

    assert "at most 5 out of 10" in page.text
    firm = next(box for box in page.find("input") if box.attrs.get("value") == "roller_firm")
    assert "disabled" not in firm.attrs


def test_once_2_points_worse_the_next_one_waits(client, person, routine):
    page = read(note(client, routine, felt_before=3, felt_after=5))

    assert "Wait before the next one" in page.text
    assert "Not before" in page.text
    check(person)
    assert "at most 2 out of 10" in read(client.get(routine.get_absolute_url())).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"felt_before": 11},
        {"felt_before": -1},
        {"felt_after": ""},
        {"felt_after": "9" * 99},
        {"feel": "great"},
        {"feel": ""},
        {"feel": "sharp", "sides": []},
        {"feel": "electric", "sides": ["up"]},
        {"bruise": ""},
        {"day": ""},
        {"day": "2026-02-31"},
        {"day": "9999-12-31"},
        {"day": "0001-01-01"},
        {"day": "soon\x00"},
        {"key": "none"},
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_nothing_is_noted(client, person, routine, wrong):
    response = client.post(path("note", routine), told(**wrong))
    person.refresh_from_db()

    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert not Session.objects.exists()
    assert person.session_done_at is None


def test_other_peoples_sessions_are_not_found(client, routine):
    note(client, routine)
    address = reverse("routines:noted", args=[Session.objects.get().key])
    client.cookies.clear()
    assert client.get(address).status_code == 404
    guest(client)
    assert client.get(address).status_code == 404


def test_the_page_after_it_comes_again(client, routine):
    note(client, routine, felt_before=8, felt_after=8)
    address = reverse("routines:noted", args=[Session.objects.get().key])

    assert "Ask a clinician before any massage" in read(client.get(address)).text


def test_a_session_outlives_its_routine(client, person, routine):
    note(client, routine)
    address = reverse("routines:noted", args=[Session.objects.get().key])
    client.post(path("delete", routine))

    assert routine.name in read(client.get(address)).text
    assert progress_of(person, catalogue()).session == 2


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_queries_however_many_sessions(
    client, person, routine, count, django_assert_num_queries
):
    for _ in range(count):
        note(client, routine)
    address = reverse("routines:noted", args=[Session.objects.first().key])

    with django_assert_num_queries(9):
        client.get(address)
    with django_assert_num_queries(6):
        client.get(path("note", routine))


def test_what_the_giver_said_ends_with_the_session(client):
    person = guest(
        client, Mode.PARTNER, cx_partner_consent=consent(), cx_giver="sore", co_age="o70"
    )
    note(client, build(client, mode="partner"))

    person.refresh_from_db()
    assert {row.question for row in person.answers.all()} == {"co_age"}
    assert "partner" not in person.answered
