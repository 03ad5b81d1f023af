"""A routine taken along: on paper, in a calendar, as data. Each is judged by today's answers."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from anatomy.content import ContentVersion
from routines.calendar import DAYS, TITLE
from routines.models import Routine, Session
from screening.models import Person
from tests.elements import read
from tests.routines.people import ALL_TOOLS, COLD, build, check, fill, guest, path, state

pytestmark = pytest.mark.django_db
BRUISE = ("large", ["buttock/left"])
WHEN = {"days": ["MO", "TH"], "at": "18:30"}
FORMS = ["print", "days", "calendar", "data"]


@pytest.fixture
def routine(client, person):
    return fill(build(client, minutes=20, tools=ALL_TOOLS))


def paper(client, routine):
    return read(client.get(path("print", routine)))


def data(client, routine):
    return client.get(path("data", routine)).json()


def event(client, routine, **when):
    response = client.get(path("calendar", routine), WHEN | when)
    assert response.status_code == 200, response.context["form"].errors
    return Calendar.from_ical(response.content).events[0]


def test_paper_gives_both_sides_times_limits_and_how(client, routine):
    table = paper(client, routine).find("table", class_="sheet")[0]
    rows = [[cell.text for cell in row.children if hasattr(cell, "text")] for row in
            table.find("tbody")[0].find("tr")]  # fmt: skip

    assert [row[1:] for row in rows] == [
        ["30 seconds"],
        ["3 minutes, both"],
        ["1 minute", "1 minute"],
        ["50 seconds", "50 seconds"],
        ["1 minute, both"],
        ["2 minutes"],
    ]
    assert rows[2][0].startswith("Ball under the buttock")
    assert "Pressure up to 4 out of 10, holds up to 30 seconds" in rows[2][0]
    assert "soft ball" in rows[2][0]


def test_paper_says_when_to_stop_how_long_it_holds_and_by_which_content(client, person, routine):
    text = paper(client, routine).text
    until = datetime.fromisoformat(min(person.answered.values())) + timedelta(hours=12)

    assert "Stop if anything is sharp, shooting, electric, numb or growing." in text
    assert "In an emergency call 999, 112 or 911." in text
    assert f"Valid until {until.day} {until:%B %Y, %H:%M} (UTC), and for one session." in text
    assert f"Content version {ContentVersion.current()}." in text


def test_what_is_ruled_out_is_named_as_left_out_and_not_to_be_done(client, person, routine):
    check(person, rg_bruise=BRUISE)
    page, known = paper(client, routine), data(client, routine)

    done = page.find("table")[0].text
    assert "Ball under the buttock" in done, "the right side stays"
    assert "not on this side1 minute" in done.replace("side 1", "side1")
    out = page.find("section", class_="sheet-out")[0].text
    assert "Ball under the buttock (glutes and piriformis), left" in out
    assert "A bruise is bleeding under the skin." in out
    assert ("s4", "left") not in {(step["technique"], step["side"]) for step in known["steps"]}
    assert [(out["technique"], out["side"]) for out in known["left_out"]] == [
        ("s4", "left"),
        ("x4", "left"),
    ]
    assert all(out["reasons"] for out in known["left_out"])


def test_data_is_what_is_to_be_done_with_its_limits(client, routine):
    known = data(client, routine)

    assert {key: known[key] for key in ("format", "format_version", "name", "mode")} == {
        "format": "hipcare-routine",
        "format_version": 1,
        "name": routine.name,
        "mode": "self",
    }
    assert known["content_version"] == ContentVersion.current()
    assert timezone.now() < datetime.fromisoformat(known["valid_until"])
    assert known["steps"][1] == {
        "technique": "s4",
        "name": "Ball under the buttock (glutes and piriformis)",
        "phase": "targeted",
        "side": "left",
        "seconds": 60,
        "pressure_max": 4,
        "hold_max_s": 30,
        "regions": ["buttock"],
        "position": known["steps"][1]["position"],
        "tool": "ball_soft",
        "care": [],
    }
    assert (known["left_out"], known["change_first"], known["not_before"]) == ([], [], None)


def test_no_answer_stands_in_what_leaves_the_site(client, person, routine):
    check(person, rg_bruise=BRUISE, co_severe_pain="mid", co_steroids="yes")
    for name in ("print", "data"):
        text = client.get(path(name, routine)).text
        for answer in ("rg_bruise", "co_severe_pain", "mid", "Large, sore", "5 or 6"):
            assert answer not in text, (name, answer)
    found = event(client, routine)
    told = f"{found['summary']} {found['description']}".lower()
    assert not any(word in told for word in ("hip", "massage", "pain", "bruise"))


def test_the_calendar_names_nothing_and_ends_when_all_is_asked_again(client, person, routine):
    found = event(client, routine)
    last = datetime.fromisoformat(min(person.answered.values())) + timedelta(days=28)

    assert found["summary"] == TITLE == "Time for myself"
    assert routine.get_absolute_url() in found["description"]
    assert f"Content version {ContentVersion.current()}." in found["description"]
    assert f"Valid until {last:%d %B %Y}" in found["description"]
    rule = found["rrule"]
    assert (rule["freq"], rule["byday"]) == (["WEEKLY"], ["MO", "TH"])
    assert rule["until"][0].date() == last.date()
    start = found["dtstart"].dt
    assert (start.tzinfo, start.hour, start.minute) == (None, 18, 30)
    assert DAYS[start.weekday()] in WHEN["days"]
    assert date.today() <= start.date() < date.today() + timedelta(days=7)


def test_the_calendar_waits_as_long_as_its_owner_must(client, person, routine):
    Session.objects.create(
        person=person, routine=routine, routine_name="x", felt_before=2, felt_after=5, feel="fine"
    )
    start = event(client, routine, days=list(DAYS))["dtstart"].dt

    assert start.date() >= (timezone.now() + timedelta(hours=72)).date()
    assert "Not before" in paper(client, routine).text
    until = datetime.fromisoformat(data(client, routine)["not_before"])
    assert until > timezone.now() + timedelta(hours=71)


def test_what_is_wrong_with_it_goes_along(client, routine):
    fill(routine, COLD)
    wrong = ["Massage needs a warm-up first."]

    assert data(client, routine)["change_first"][:1] == wrong
    assert f"Change this before you begin: {wrong[0]}" in paper(client, routine).text


def test_asked_twice_the_calendar_is_the_same_entry(client, routine):
    assert event(client, routine)["uid"] == event(client, routine)["uid"]


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ({"days": ["MO"]}, "Enter a time"),
        ({"at": "18:30"}, "Select at least one day"),
        ({"days": ["MO"], "at": "25:00"}, "Enter a time, such as 18:30"),
        ({"days": ["XX"], "at": "18:30"}, "XX is not one of the available choices"),
    ],
)
def test_a_calendar_without_days_or_time_asks_for_them(client, routine, when, said):
    response = client.get(path("calendar", routine), when)

    assert response.status_code == 422
    assert said in read(response).text


def test_days_that_come_too_late_are_refused(client, person, routine):
    now = timezone.now()
    lasting = {"conditions", "about-you"}
    person.answered = {
        page: (now - timedelta(days=28, seconds=-60) if page in lasting else now).isoformat()
        for page in person.answered
    }
    person.save()
    tomorrow = DAYS[(now.weekday() + 2) % 7]

    response = client.get(path("calendar", routine), {"days": [tomorrow], "at": "18:30"})

    assert response.status_code == 422
    assert "comes before all questions are asked again" in read(response).text


def test_the_bare_address_of_the_calendar_leads_to_its_form(client, routine):
    response = client.get(path("calendar", routine))
    assert (response.status_code, response.url) == (303, path("days", routine))
    assert read(client.get(path("days", routine))).find("input", name="at")


@pytest.mark.parametrize("name", FORMS)
def test_when_the_check_has_lapsed_the_questions_come_first(client, person, routine, name):
    person.confirmed_at = None
    person.save()
    response = client.get(path(name, routine), WHEN if name == "calendar" else {})

    assert response.status_code == 302
    assert response.url.startswith(reverse("screening:start") + "?next=%2Froutines%2F")


def test_when_everything_is_stopped_nothing_is_to_be_done(client, person, routine):
    check(person, em_chest_breath="yes")

    page = paper(client, routine)
    assert page.find("table") == []
    assert "Get emergency help now" in page.text
    assert "A good ache" not in page.text
    assert "Valid until" not in page.text
    assert data(client, routine)["steps"] == []
    for name in ("days", "calendar"):
        assert client.get(path(name, routine), WHEN).url == routine.get_absolute_url()


@pytest.mark.parametrize("name", FORMS)
def test_nobody_else_and_nothing_keeps_it(client, routine, name):
    response = client.get(path(name, routine), WHEN if name == "calendar" else {})
    assert response.headers["Cache-Control"] == "no-store, private"
    assert client.post(path(name, routine)).status_code == 405
    guest(client)
    assert client.get(path(name, routine)).status_code == 404


def test_taking_it_along_changes_nothing(client, routine):
    before = state(routine)
    for name in FORMS:
        client.get(path(name, routine), WHEN if name == "calendar" else {})
    assert state(routine) == before


def test_the_page_leads_to_all_of_them(client, routine):
    page = read(client.get(routine.get_absolute_url()))
    for name in ("print", "days", "data"):
        assert page.find("a", href=path(name, routine))
    Routine.objects.update(saved_at=timezone.now())
    page = read(client.get(routine.get_absolute_url()))
    assert page.find("a", href=path("share", routine))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "cost"), [("print", 13), ("data", 13)])
def test_it_costs_the_same_queries_however_long(
    client, count, name, cost, django_assert_num_queries
):
    guest(client)
    routine = build(client, minutes=30, tools=ALL_TOOLS)
    keep = list(routine.steps.values_list("pk", flat=True)[: count * 2])
    routine.steps.exclude(pk__in=keep).delete()
    client.get(path(name, routine))

    with django_assert_num_queries(cost):
        client.get(path(name, routine))
    assert Person.objects.count() == 1
