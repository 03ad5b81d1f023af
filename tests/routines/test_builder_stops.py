"""What the builder does when it cannot just build: questions first, stops, bad input."""

import pytest
from django.urls import reverse

from routines.models import Routine, Session
from screening.models import Person
from screening.rulebook import SIDES, Mode
from tests.elements import read
from tests.routines.people import build, check, consent, guest, wish

pytestmark = pytest.mark.django_db
NEW = reverse("routines:new")


def choice(page, name, value):
    return next(
        box for box in page.find("input", name=name) if box.attrs.get("value") == str(value)
    )


def test_with_a_partner_their_questions_come_first_and_the_wish_is_kept(client):
    guest(client)
    response = client.post(NEW, wish(mode="partner", minutes=20), follow=True)
    asked = [url for url, _ in response.redirect_chain]

    assert asked[0] == f"{NEW}?partner"
    assert asked[1] == reverse("screening:start") + "?next=%2Froutines%2Fnew%2F&mode=partner"
    assert not Routine.objects.exists()

    check(Person.objects.get(), Mode.PARTNER, cx_partner_consent=consent())
    page = read(client.get(NEW))
    assert "checked" in choice(page, "mode", "partner").attrs
    assert "checked" in choice(page, "minutes", 20).attrs

    routine = build(client, mode="partner", minutes=20)
    assert set(routine.steps.values_list("technique__mode", flat=True)) <= {"partner", "both"}


def test_without_consent_there_is_no_partner_routine_and_a_page_says_so(client):
    guest(client, Mode.PARTNER)
    page = read(client.post(NEW, wish(mode="partner")))

    assert "No massage by a partner for now" in page.text
    assert not Routine.objects.exists()


def test_a_stop_leads_to_the_result(client):
    guest(client, co_bone_mets="yes")

    assert client.get(NEW).url == reverse("screening:result")
    assert client.post(NEW, wish()).url == reverse("screening:result")
    assert not Routine.objects.exists()


def test_no_massage_left_offers_the_movements(client):
    veins = [f"{region}/{side}" for region in ("buttock", "outer_hip") for side in SIDES]
    guest(client, rg_varicose=("yes", veins))
    routine = build(client, tools=[])
    page = read(client.get(routine.get_absolute_url()))

    assert set(routine.steps.values_list("technique__kind", flat=True)) == {"movement"}
    assert "No massage is left for you today" in page.text
    assert "Only gentle movements remain" in page.text


def test_nothing_that_fits_is_said_on_a_page(client, monkeypatch):
    guest(client)
    monkeypatch.setattr("routines.building.make_plan", lambda *args, **more: None)
    response = client.post(NEW, wish())
    page = read(response)

    assert response.status_code == 200
    assert "No routine for now" in page.text
    assert "What remains" in page.text


def test_two_sessions_that_made_it_worse_stop_the_builder(client):
    person = guest(client)
    for day in (1, 8):
        Session.objects.create(
            person=person,
            routine_name="Mine",
            done_at=f"2026-01-0{day}T10:00Z",
            noted_at=f"2026-01-0{day}T10:00Z",
            felt_before=2,
            felt_after=5,
            feel="fine",
        )
    page = read(client.get(NEW))

    assert "Stop your routines" in page.text
    assert client.post(NEW, wish()).status_code == 200
    assert not Routine.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": ""},
        {"minutes": "4"},
        {"minutes": "31"},
        {"minutes": "9" * 400},
        {"minutes": "ten"},
        {"mode": "robot"},
        {"mode": ""},
        {"tools": ["chainsaw"]},
        {"goals": ["young\x00"]},
        {"pressure": "9"},
        {"sites": ["moon/left"]},
        {"muscles": ["biceps"]},
        {"key": "1"},
        {"key": ""},
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_nothing_is_made(client, wrong):
    guest(client)
    response = client.post(NEW, wish(**wrong))

    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert not Routine.objects.exists()
