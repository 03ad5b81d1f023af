"""A routine like this one, but another, shorter, longer or gentler; this one stays."""

from uuid import uuid4

import pytest
from django.urls import reverse

from routines.alike import find_alike
from routines.models import Routine
from routines.request import RANK_MAX, Request
from tests.elements import read
from tests.routines.people import ALL_TOOLS, build, guest, path, state

pytestmark = pytest.mark.django_db


def press(client, routine, how, **fields):
    return client.post(path("another", routine), {"key": str(uuid4()), "how": how} | fields)


def made(response):
    assert response.status_code == 303
    return Routine.objects.get(pk=response.url.split("/")[-2])


def techniques(routine):
    return frozenset(routine.steps.values_list("technique__code", flat=True))


def buttons(client, routine):
    """A button's words → what stands beside it that it cannot be pressed."""
    page = read(client.get(routine.get_absolute_url()))
    form = next(
        form for form in page.find("form") if form.attrs.get("action") == path("another", routine)
    )
    reasons = {hint.attrs["id"]: hint.text for hint in form.find("p", class_="hint")}
    return {
        button.text: reasons[button.attrs["aria-describedby"]] if "disabled" in button.attrs else ""
        for button in form.find("button")
    }


@pytest.mark.parametrize(
    ("request_", "minutes", "cap", "minutes_then", "pressure_then"),
    [
        (Request(), 30, 6, (10, 20), 5),
        (Request(minutes=7), 30, 5, (5, 12), 3),
        (Request(minutes=28, pressure=6), 30, 4, (23, 30), 3),
        (Request(minutes=30, pressure=5), 20, 6, (15, None), 3),
        (Request(minutes=5, pressure=3), 30, 6, (None, 10), None),
        (Request(minutes=30), 30, 2, (25, None), None),
    ],
)
def test_each_differs_in_one_thing(request_, minutes, cap, minutes_then, pressure_then):
    found = {one.how: one for one in find_alike(request_, minutes, cap)}
    shorter, longer = found["shorter"].wish, found["longer"].wish

    assert list(found) == ["another", "shorter", "longer", "gentler"]
    assert (shorter and shorter.minutes, longer and longer.minutes) == minutes_then
    gentler = found["gentler"].wish
    assert (gentler and gentler.pressure) == pressure_then
    assert all(bool(one.wish) != bool(one.refusal) for one in found.values())


def test_another_one_is_the_next_best_each_time_and_the_first_stays(client):
    guest(client)
    first = build(client)
    before = state(first)
    second = made(press(client, first, "another"))
    third = made(press(client, second, "another"))

    assert len({techniques(first), techniques(second), techniques(third)}) == 3
    assert second.name == "15 minutes on my own, number 2"
    assert third.request == first.request | {"rank": 3}
    assert state(first) == before
    assert techniques(made(press(client, first, "another"))) == techniques(second)
    assert not client.get(third.get_absolute_url()).context["shown"].faults


@pytest.mark.parametrize(
    ("how", "changed", "name"),
    [
        ("shorter", {"minutes": 10}, "10 minutes on my own"),
        ("longer", {"minutes": 20}, "20 minutes on my own"),
        ("gentler", {"pressure": 3}, "15 minutes on my own"),
    ],
)
def test_the_other_three_change_what_is_asked_for(client, how, changed, name):
    guest(client)
    first = build(client, goals=["looser"])
    new = made(press(client, made(press(client, first, "another")), how))
    shown = client.get(new.get_absolute_url()).context["shown"]

    assert new.request == first.request | changed
    assert new.name == name
    assert new.saved_at is None
    assert shown.total_s <= new.request["minutes"] * 60
    assert not shown.faults


def test_a_routine_from_before_there_were_ranks_is_the_best(client):
    guest(client)
    routine = build(client)
    del routine.request["rank"]
    routine.save()

    assert made(press(client, routine, "another")).request["rank"] == 2


def test_what_is_impossible_is_grey_says_why_and_is_refused(client):
    guest(client, co_pregnancy="w13")
    routine = build(client, minutes=30, pressure="3")

    assert buttons(client, routine) == {
        "Another one": "",
        "Shorter: 15 minutes": "",
        "Longer": "Your answers allow at most 20 minutes today.",
        "Gentler": "It is as light as it can be already.",
    }
    response = press(client, routine, "longer")
    assert response.status_code == 422
    assert "Your answers allow at most 20 minutes today." in read(response).text
    assert Routine.objects.count() == 1


def test_after_the_last_one_the_button_is_grey(client):
    guest(client)
    routine = build(client)
    routine.request["rank"] = RANK_MAX
    routine.save()

    assert buttons(client, routine)["Another one"] == f"You have seen the {RANK_MAX} best."
    assert press(client, routine, "another").status_code == 422


def test_where_there_is_no_other_it_says_so(client, monkeypatch):
    guest(client)
    routine = build(client)
    monkeypatch.setattr("routines.building.make_plan", lambda *args, **more: None)
    response = press(client, routine, "another")

    assert (response.status_code, response.url) == (303, routine.get_absolute_url())
    banners = read(client.get(response.url)).find("li", class_="banner")
    assert [item.text for item in banners] == [
        "There is no other routine for that. This one is as it was."
    ]
    assert Routine.objects.count() == 1


def test_pressed_twice_it_is_one_routine(client):
    guest(client)
    routine, key = build(client), str(uuid4())

    assert len({press(client, routine, "another", key=key).url for _ in range(2)}) == 1
    assert Routine.objects.count() == 2
    assert press(client, routine, "shorter", key=key).status_code == 303
    assert Routine.objects.count() == 3


@pytest.mark.parametrize(
    "forged", [{"how": "better"}, {"how": ""}, {"key": "x"}, {"key": ""}, {"how": "x" * 9999}]
)
def test_a_forged_press_is_refused(client, forged):
    guest(client)
    routine = build(client)

    data = {"key": str(uuid4()), "how": "another"} | forged
    assert client.post(path("another", routine), data).status_code == 400
    assert client.get(path("another", routine)).status_code == 405
    assert Routine.objects.count() == 1


def test_somebody_elses_routine_is_not_found(client):
    guest(client)
    routine = build(client)
    guest(client)

    assert press(client, routine, "another").status_code == 404
    assert Routine.objects.count() == 1


def test_a_check_that_has_lapsed_comes_first(client):
    person = guest(client)
    routine = build(client)
    person.confirmed_at = None
    person.save()
    response = press(client, routine, "another")

    assert response.status_code == 302
    assert response.url.startswith(reverse("screening:start"))
    assert Routine.objects.count() == 1


def test_what_an_answer_rules_out_meanwhile_is_not_in_it(client):
    person = guest(client)
    routine = build(client, tools=ALL_TOOLS, sites=["buttock/right"])
    person.answers.create(question="mo_blood_thinners", option="anticoagulant")
    new = made(press(client, routine, "another"))

    assert routine.steps.filter(tool__code__in=ALL_TOOLS).exists()
    assert new.steps.exists()
    assert not new.steps.filter(tool__code__in=ALL_TOOLS).exists()


def test_who_may_do_nothing_any_more_gets_no_other(client):
    person = guest(client)
    routine = build(client)
    person.answers.create(question="co_bone_mets", option="yes")

    assert press(client, routine, "another").status_code == 200
    assert Routine.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_queries_however_many_routines(client, count, django_assert_num_queries):
    guest(client)
    for _ in range(count):
        routine = build(client)
    data = {"key": str(uuid4()), "how": "another"}
    client.get(routine.get_absolute_url())

    with django_assert_num_queries(26):
        client.post(path("another", routine), data)
