"""The builder: from what a person wants to a routine that is theirs."""

from uuid import uuid4

import pytest
from django.urls import reverse

from routines.models import Routine, Stage, Tool
from tests.elements import read
from tests.routines.people import ALL_TOOLS, build, guest, wish

pytestmark = pytest.mark.django_db
NEW = reverse("routines:new")
BRUISE = ("large", ["buttock/left"])


def choice(page, name, value):
    boxes = page.find("input", name=name)
    return next(box for box in boxes if box.attrs.get("value") == str(value))


def label_of(page, box):
    return next(label.text for label in page.find("label") if label.attrs["for"] == box.attrs["id"])


def test_without_a_check_the_questions_come_first(client):
    response = client.get(NEW)

    assert response.status_code == 302
    assert response.url.startswith(reverse("screening:start") + "?next=%2Froutines%2Fnew%2F")


def test_a_check_that_has_lapsed_does_not_count(client):
    person = guest(client)
    person.confirmed_at = None
    person.save()

    assert client.get(NEW).status_code == 302
    assert client.post(NEW, wish()).status_code == 302
    assert not Routine.objects.exists()


def test_the_form_asks_for_little_and_begins_with_15_minutes(client):
    guest(client)
    page = read(client.get(NEW))

    assert "checked" in choice(page, "minutes", 15).attrs
    assert "checked" in choice(page, "mode", "self").attrs
    assert "checked" in choice(page, "pressure", "").attrs
    assert "open" not in page.find("details")[0].attrs
    assert not [box for box in page.find("input", name="tools") if box.attrs["value"] == "hands"]


def test_a_routine_is_made_and_shown(client):
    person = guest(client)
    response = client.post(NEW, wish(goals=["looser"]))
    routine = Routine.objects.get()

    assert (response.status_code, response.url) == (303, routine.get_absolute_url())
    assert routine.person == person
    assert routine.saved_at is None
    assert routine.steps.count() > 3
    assert client.get(response.url).status_code == 200


def test_no_step_touches_a_bruise(client):
    guest(client, rg_bruise=BRUISE)
    routine = build(client, minutes=30, sites=["buttock/right"])
    left = routine.steps.filter(side__in=["left", "both"])

    assert not left.filter(technique__touches__code="buttock").exists()
    assert routine.steps.filter(side="right", technique__touches__code="buttock").exists()


def test_sent_twice_it_is_one_routine(client):
    guest(client)
    same = wish()
    urls = {client.post(NEW, same).url for _ in range(2)}

    assert len(urls) == 1
    assert Routine.objects.count() == 1


def test_sent_again_with_other_fields_it_is_another_routine(client):
    guest(client)
    same = wish()
    client.post(NEW, same)
    client.post(NEW, same | {"minutes": 20})

    assert Routine.objects.count() == 2


def test_one_key_gives_two_people_a_routine_each(client):
    same = wish()
    for _ in range(2):
        client.cookies.clear()
        guest(client)
        assert client.post(NEW, same).status_code == 303

    assert Routine.objects.values("person").distinct().count() == 2


def test_what_was_wanted_last_is_remembered(client):
    guest(client)
    wanted = {"goals": ["calmer"], "sites": ["buttock/right"], "muscles": ["piriformis"]}
    build(client, minutes=12, tools=["roller_soft"], pressure="3", **wanted)
    page = read(client.get(NEW))

    for name, value in {"minutes": 12, "tools": "roller_soft", "pressure": 3}.items():
        assert "checked" in choice(page, name, value).attrs
    for name, values in wanted.items():
        assert "checked" in choice(page, name, values[0]).attrs
    assert "open" in page.find("details")[0].attrs, "what was chosen is not hidden"


def test_what_the_content_no_longer_has_is_not_remembered(client):
    guest(client)
    build(client, tools=["ball_soft"])
    Tool.objects.filter(code="ball_soft").update(retired_at="2026-01-01T00:00Z")

    assert client.get(NEW).status_code == 200


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("tools", "ball_firm", "For session 5 and later"),
        ("tools", "roller_firm", "For session 3 and later"),
        ("pressure", "6", "For session 5 and later"),
        ("sites", "buttock/left", "Left out today: A bruise"),
    ],
)
def test_what_cannot_be_had_is_grey_and_says_why(client, name, value, reason):
    guest(client, rg_bruise=BRUISE)
    page = read(client.get(NEW))
    box = choice(page, name, value)

    assert "disabled" in box.attrs
    assert reason in label_of(page, box)


def test_a_tool_that_an_answer_rules_out_is_grey(client):
    guest(client, mo_blood_thinners="anticoagulant")
    page = read(client.get(NEW))

    for tool in ALL_TOOLS:
        assert "disabled" in choice(page, "tools", tool).attrs
    assert "at most 3 out of 10" in page.text


def test_a_partner_is_grey_where_an_answer_rules_one_out(client):
    guest(client, rg_rash=("catching", ["buttock/left"]))

    assert "disabled" in choice(read(client.get(NEW)), "mode", "partner").attrs


def test_fewer_minutes_where_an_answer_allows_no_more(client):
    guest(client, co_pregnancy="w13")
    longest = read(client.get(NEW)).find("input", name="minutes")
    limited = [box.attrs["value"] for box in longest if "disabled" in box.attrs]
    routine = build(client, minutes=30)
    total = client.get(routine.get_absolute_url()).context["shown"].total_s

    assert total <= (int(limited[0]) - 1 if limited else 30) * 60


def test_any_whole_number_of_minutes_from_5_to_30_will_do(client):
    guest(client)

    for minutes in (5, 7, 30):
        assert build(client, minutes=minutes).request["minutes"] == minutes


def test_an_admins_change_counts_at_once(client):
    guest(client)
    Stage.objects.filter(from_session=1).update(cap=2)

    assert "at most 2 out of 10" in read(client.get(NEW)).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_builder_costs_the_same_queries_however_many_routines(
    client, count, django_assert_num_queries
):
    guest(client)
    for _ in range(count):
        build(client)
    client.get(NEW)

    with django_assert_num_queries(13):
        client.get(NEW)


@pytest.mark.parametrize("minutes", [5, 30])
def test_making_one_costs_the_same_queries_however_long(client, minutes, django_assert_num_queries):
    guest(client)
    client.get(NEW)
    data = wish(minutes=minutes, tools=ALL_TOOLS, key=str(uuid4()))

    with django_assert_num_queries(27):
        client.post(NEW, data)
