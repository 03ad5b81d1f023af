"""A saved routine of which less is allowed now: what its page says, and the three ways on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from routines.models import Routine, Step, Technique
from screening.models import Person
from tests.elements import read
from tests.routines.people import ALL_TOOLS, build, check, fill, guest, path, send, state

pytestmark = pytest.mark.django_db
BRUISE = ("large", ["buttock/left", "buttock/right"])


@pytest.fixture
def routine(client, person):
    return build(client, minutes=20, tools=ALL_TOOLS, sites=["buttock/left", "buttock/right"])


def page(client, routine):
    return read(client.get(routine.get_absolute_url()))


def less(client, routine):
    """What the page says is less: None if it says nothing."""
    found = page(client, routine).find("section", class_="comparison")
    return found[0] if found else None


def settle(client, routine, choice, **more):
    return send(client, "settle", routine, choice=choice, **more)


def codes(routine):
    return list(routine.steps.values_list("technique__code", "side"))


def bruised(routine):
    """The steps that a bruise on both buttocks rules out, or some of them."""
    touches = routine.steps.filter(technique__touches__code="buttock")
    return touches.exclude(technique__divisible=True)


def out(routine):
    """The names of the techniques that a bruise on both buttocks rules out, each once."""
    return list(dict.fromkeys(step.technique.name for step in bruised(routine)))


def test_nothing_is_said_while_nothing_is_less(client, routine):
    assert less(client, routine) is None


def test_what_is_less_is_said_with_why_and_since_when(client, person, routine):
    Routine.objects.update(agreed_at=timezone.now() - timedelta(days=3))
    check(person, rg_bruise=BRUISE)
    Technique.objects.filter(code="x4").update(order=1)

    said = less(client, routine)

    assert said.find("h2")[0].text == "Less is allowed than before"
    agreed = f"{timezone.now() - timedelta(days=3):%B %Y}"
    assert agreed in said.text
    assert "You answered the safety questions again on" in said.text
    assert "We have changed what this site says since then" in said.text
    assert said.find("dt")[0].text == "Left out"
    names = [item.text for item in said.find("dd")[0].find("li")]
    assert names == [f"{name}, both sides" for name in out(routine)]
    assert "A bruise" in said.text
    assert [button.text for button in said.find("button")] == [
        "Fill the gap",
        "Keep what is left",
        "Leave it as it is",
    ]


def test_less_pressure_is_said_in_numbers(client, person):
    routine = build(client, minutes=20, tools=[])
    check(person, co_severe_pain="mid")

    assert "Up to 3 out of 10 instead of 4" in less(client, routine).text


def test_keeping_what_is_left_takes_out_what_is_ruled_out_for_good(client, person, routine):
    gone = set(bruised(routine).values_list("pk", flat=True))
    before = list(routine.steps.values_list("pk", flat=True))
    check(person, rg_bruise=BRUISE)

    response = settle(client, routine, "accept")

    assert (response.status_code, response.url) == (303, routine.get_absolute_url())
    assert gone
    assert list(routine.steps.values_list("pk", flat=True)) == [k for k in before if k not in gone]
    assert less(client, routine) is None
    check(person)
    assert not bruised(routine).exists()


def test_keeping_what_is_left_keeps_todays_time_tool_and_terms(client, person, routine):
    check(person, co_severe_pain="mid")
    shown = client.get(routine.get_absolute_url()).context["shown"]
    settle(client, routine, "accept")

    for step in (step for step in shown.steps if step.limits):
        row = Step.objects.get(pk=step.row.pk)
        assert (row.seconds, row.tool.code, row.position.code) == (
            step.part.seconds,
            step.part.tool,
            step.part.position,
        )
        assert (row.terms["cap"], row.terms["hold"]) == (step.limits.cap, step.limits.hold)
    assert less(client, routine) is None


def test_filling_the_gap_stays_within_the_routines_minutes(client, person, routine):
    before = set(codes(routine))
    check(person, rg_bruise=BRUISE)
    settle(client, routine, "repair")

    shown = client.get(routine.get_absolute_url()).context["shown"]
    assert set(codes(routine)) - before
    assert all(step.limits for step in shown.steps)
    assert shown.total_s <= 20 * 60
    assert shown.faults == ()
    new = [step for step in shown.steps if (step.part.technique, step.part.side) not in before]
    for step in new:
        why, _, use = step.row.reason.partition(" It works on ")
        assert why == "It fills the gap of a step that is ruled out."
        assert use
    assert less(client, routine) is None


def test_filling_the_gap_warms_up_again_what_is_left(client, routine):
    fill(routine)
    Technique.objects.filter(code="m5").update(retired_at=timezone.now())
    left = codes(routine)[1:]
    settle(client, routine, "repair")

    shown = client.get(routine.get_absolute_url()).context["shown"]
    assert shown.faults == ()
    assert shown.steps[0].part.phase == "warm-up"
    assert set(left) <= set(codes(routine))


def test_left_as_it_is_nothing_changes_and_what_is_ruled_out_stays_marked(client, person, routine):
    check(person, rg_bruise=BRUISE)
    before = state(routine)

    settle(client, routine, "leave")

    assert state(routine)[1:] == before[1:]
    said = less(client, routine)
    assert said.find("details")
    assert "You left" in said.find("summary")[0].text
    assert "Leave it as it is" not in said.text
    cards = [c for c in page(client, routine).find("li", class_="step") if "id" in c.attrs]
    marked = [card for card in cards if "left-out" in card.attrs["class"].split()]
    assert len(marked) == bruised(routine).count()
    assert all("Do not do this step." in card.text for card in marked)
    assert all("How to do it" not in card.text for card in marked)


def test_left_as_it_is_another_difference_is_told_again(client, person, routine):
    check(person, rg_bruise=BRUISE)
    settle(client, routine, "leave")
    check(person, rg_bruise=BRUISE, co_severe_pain="mid")
    routine.refresh_from_db()

    assert less(client, routine).find("h2")[0].text == "Less is allowed than before"


def test_where_nothing_is_left_there_is_nothing_to_keep(client, person, routine):
    fill(routine, [("s4", "targeted", "left", 60)])
    check(person, rg_bruise=BRUISE)
    before = state(routine)

    buttons = [button.text for button in less(client, routine).find("button")]
    assert buttons == ["Fill the gap", "Leave it as it is"]
    response = settle(client, routine, "accept")

    assert response.status_code == 422
    assert "nothing would be left" in response.text
    assert state(routine) == before


def test_a_stopped_person_is_told_to_stop_and_no_more(client, person, routine):
    check(person, em_chest_breath="yes")

    assert less(client, routine) is None
    assert settle(client, routine, "accept").status_code == 422


def test_an_edit_agrees_to_the_step_that_it_is_about(client, person, routine):
    fill(routine, [("m5", "warm-up", "both", 180), ("x4", "targeted", "left", 60)])
    check(person, co_severe_pain="mid")
    shown = client.get(routine.get_absolute_url()).context["shown"]
    step = shown.steps[1]
    send(client, "retime", routine, step.row.pk, seconds=step.dose.shortest)

    row = Step.objects.get(pk=step.row.pk)
    assert row.terms["cap"] == step.limits.cap
    assert routine.steps.first().terms is None


@pytest.mark.parametrize("choice", ["accept", "repair", "leave"])
def test_sent_twice_or_late_it_is_a_conflict_and_changes_nothing(client, person, routine, choice):
    check(person, rg_bruise=BRUISE)
    settle(client, routine, choice)
    before = state(routine)

    response = settle(client, routine, choice)

    assert response.status_code == 409
    assert state(routine) == before


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 422),
        ({"choice": "all"}, 422),
        ({"choice": "accept", "version": "x"}, 400),
        ({"choice": "accept", "version": 99}, 409),
    ],
)
def test_bad_input_changes_nothing(client, person, routine, fields, status):
    check(person, rg_bruise=BRUISE)
    before = state(routine)

    assert send(client, "settle", routine, **fields).status_code == status
    assert state(routine) == before


def test_nobody_else_settles_it(client, routine):
    guest(client)
    assert settle(client, routine, "accept").status_code == 404
    assert client.get(path("settle", routine)).status_code == 405


def test_a_copy_knows_what_was_agreed_to(client, person):
    routine = build(client, minutes=20, tools=[])
    check(person, co_severe_pain="mid")
    client.post(path("copy", routine), {"key": "7d1ee8cf-13ec-4eac-8f59-2a2a5e2d7f0c"})
    twin = Routine.objects.exclude(pk=routine.pk).get()

    assert twin.agreed_at == routine.agreed_at
    assert "instead of 4" in less(client, twin).text


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_queries_however_much_is_less(client, count, django_assert_num_queries):
    person = guest(client)
    routine = build(client, minutes=30, tools=ALL_TOOLS)
    keep = list(routine.steps.values_list("pk", flat=True)[: count * 2])
    routine.steps.exclude(pk__in=keep).delete()
    check(person, co_severe_pain="mid")
    client.get(routine.get_absolute_url())

    with django_assert_num_queries(13):  # and the content's version, to tell if it changed
        assert less(client, routine)
    assert Person.objects.count() == 1
