"""Steps on the page: two sides in one card, and what changes a step, once it is asked for."""

import pytest

from tests.elements import read
from tests.routines.people import (
    BUTTOCKS,
    HTMX,
    build,
    check,
    fill,
    guest,
    path,
    send,
    state,
    targeted,
)

pytestmark = pytest.mark.django_db
S4 = [("s4", "targeted", side, 60) for side in ("left", "right")]


@pytest.fixture
def routine(client, person):
    return fill(build(client))


def look(client, routine):
    """The page, and its cards in order."""
    page = read(client.get(routine.get_absolute_url()))
    return page, [card for card in page.find("li", class_="step") if "id" in card.attrs]


def twins(client, routine):
    """Of each card, whether it only says again what the one before says."""
    return ["twin" in card.attrs["class"] for card in look(client, routine)[1]]


def tools(client, routine, step, version=None):
    """What htmx gets when it asks for what changes a step."""
    query = {"step": step, "version": routine.version if version is None else version}
    return client.get(routine.get_absolute_url(), query, headers=HTMX)


def test_the_other_side_of_a_step_is_said_with_it_and_not_again(client, routine):
    _, cards = look(client, routine)
    first, second = cards[1:3]

    assert twins(client, routine) == [False, False, True, False, True, False]
    assert (
        second.text
        == "3 Ball under the buttock (glutes and piriformis) Right side 1 minute "
        + ("Change this step: Ball under the buttock (glutes and piriformis), right")
    )
    assert len(first.find("noscript")[0].find("svg", class_="picture")) == 1
    assert second.find("svg", class_="picture") == []


def test_sides_apart_and_the_same_side_twice_are_cards_of_their_own(client, routine):
    fill(routine, [*S4, *S4[1:], BUTTOCKS[3], *S4[:1]])

    assert twins(client, routine) == [False, True, False, False, False]


def test_a_step_in_another_position_has_a_card_of_its_own(client, routine):
    fill(routine, S4)
    last = routine.steps.last()
    last.position = last.technique.positions.order_by("-order")[0]
    last.save()

    assert twins(client, routine) == [False, False]


def test_what_only_one_side_must_leave_out_is_said_on_a_card_of_its_own(client, person, routine):
    check(person, rg_bruise=("large", ["buttock/left"]))
    fill(routine, [("x6", "warm-up", side, 120) for side in ("left", "right")])
    _, (left, right) = look(client, routine)

    assert twins(client, routine) == [False, False]
    assert "Only here today: outer hip." in left.text
    assert "Only here today" not in right.text


def test_the_limits_of_the_other_side_are_said_where_they_differ(client, person, routine):
    fill(routine, [("x6", "targeted", side, 60) for side in ("left", "right")])
    _, (left, right) = look(client, routine)
    assert "up to 4 out of 10" in left.text.lower()
    assert "out of 10" not in right.text

    check(person, rg_bruise=("small", ["buttock/left"]))

    _, (left, right) = look(client, routine)
    assert "up to 3 out of 10" in left.text.lower()
    assert "Pressure up to 4 out of 10" in right.text


def test_what_changes_a_step_is_on_the_page_only_where_it_is_open(client, routine):
    step = targeted(routine)[0]
    page, _ = look(client, routine)
    (link,) = page.find("a", id=f"step-{step.pk}-change")
    opened = read(client.get(link.attrs["href"]))

    assert page.find("details", class_="step-tools") == []
    assert link.text.startswith("Change this step: ")
    assert len(opened.find("details", class_="step-tools")) == 1
    assert opened.find("button", id=f"step-{step.pk}-up")


def test_htmx_gets_what_changes_a_step_alone(client, routine):
    step = targeted(routine)[0].pk
    before = state(routine)
    response = tools(client, routine, step)
    opened = read(client.get(f"{routine.get_absolute_url()}?step={step}"))

    assert read(response).text == opened.find("details", class_="step-tools")[0].text
    assert response.headers["Cache-Control"] == "no-store, private"
    assert state(routine) == before


@pytest.mark.parametrize("version", ["", "x", "-1", "0", "99999999999999999999"])
def test_an_old_page_gets_what_the_routine_is_now(client, routine, version):
    step, gone = targeted(routine)[0].pk, targeted(routine)[-1].pk
    send(client, "remove", routine, gone)
    for asked in (step, gone, "x"):
        response = tools(client, routine, asked, version)
        page = read(response)

        assert response.status_code == 200
        assert response.headers["HX-Retarget"] == "#editor"
        assert page.find("div", id="editor")
        assert not page.find("li", id=f"step-{gone}")
        assert "has changed meanwhile" in page.find("p", id="status")[0].text


def test_when_everything_is_stopped_nothing_opens(client, person, routine):
    check(person, em_chest_breath="yes")
    response = tools(client, routine, targeted(routine)[0].pk)

    assert response.headers["HX-Retarget"] == "#editor"
    assert not read(response).find("details", class_="step-tools")


def test_what_both_sides_must_leave_out_is_explained_once(client, person, routine):
    check(person, rg_bruise=("large", ["buttock/left", "buttock/right"]))
    fill(routine, S4)
    _, (left, right) = look(client, routine)

    assert twins(client, routine) == [False, True]
    assert "A bruise" in left.text
    assert "Left out today. Do not do this step. The reason is the same." in right.text
    assert "A bruise" not in right.text


def test_sides_left_out_for_unlike_reasons_have_cards_of_their_own(client, person, routine):
    check(person, rg_bruise=("large", ["buttock/left"]), rg_open_wound=("yes", ["buttock/right"]))
    fill(routine, S4)

    assert twins(client, routine) == [False, False]


def test_a_routine_without_steps_offers_to_put_some_in_and_nothing_to_print(client, routine):
    routine.steps.all().delete()
    page = read(client.get(routine.get_absolute_url()))

    assert "There is no step in it. Add one, or have it built again." in page.text
    assert "Print it" not in page.text
    assert "What it works on" not in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_swapping_costs_the_same_queries_however_long(client, count, django_assert_num_queries):
    guest(client)
    routine = fill(build(client), BUTTOCKS[:count])
    address = path("swap", routine, routine.steps.first().pk)
    client.get(address)

    with django_assert_num_queries(11):
        client.get(address)
