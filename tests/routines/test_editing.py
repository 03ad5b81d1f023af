"""Changing a routine: each edit, with htmx and without, allowed, refused, too late and forged."""

import pytest

from tests.elements import read
from tests.routines.people import (
    BUTTOCKS,
    HTMX,
    build,
    check,
    fill,
    path,
    send,
    state,
    targeted,
)

pytestmark = pytest.mark.django_db
BRUISE = ("large", ["buttock/left", "buttock/right"])


def codes(routine):
    return [f"{step.technique.code}/{step.side}" for step in routine.steps.all()]


def test_a_step_is_moved_and_the_page_comes_again_where_it_was(client, routine):
    first, second = targeted(routine)[:2]
    response = send(client, "move", routine, first.pk, to="down")

    assert response.status_code == 303
    assert response.url == f"{routine.get_absolute_url()}?step={first.pk}#step-{first.pk}"
    assert targeted(routine)[:2] == [second, first]
    page = read(client.get(response.url))
    assert f"moved to {codes(routine).index(codes_of(first)) + 1} of 6" in page.text
    opened = [d for d in page.find("details") if "open" in d.attrs]
    assert opened[0].find("button", id=f"step-{first.pk}-up")


def codes_of(step):
    return f"{step.technique.code}/{step.side}"


def test_a_step_is_moved_to_a_place(client, routine):
    first, second, third, _ = targeted(routine)
    page = read(client.get(f"{routine.get_absolute_url()}?step={first.pk}"))
    places = page.find("select", id=f"step-{first.pk}-place")[0].find("option")
    response = send(client, "move", routine, first.pk, place="4", headers=HTMX)

    assert [option.text for option in places] == ["2", "3", "4", "5"]
    assert targeted(routine)[:3] == [second, third, first]
    assert "moved to 4 of 6." in read(response).find("p", id="status")[0].text


def test_ten_seconds_more_and_less_end_at_the_dose(client, routine):
    step = targeted(routine)[0]

    def press(name):
        page = read(client.get(f"{routine.get_absolute_url()}?step={step.pk}"))
        button = page.find("button", id=f"step-{step.pk}-{name}")[0]
        routine.refresh_from_db()
        send(client, "retime", routine, step.pk, seconds=button.attrs["value"])
        step.refresh_from_db()
        return step.seconds, "aria-disabled" in button.attrs

    assert press("more") == (70, False)
    assert [press("less") for _ in range(4)][-1] == (30, False)
    assert press("less") == (30, True)


def test_with_htmx_the_editor_comes_back_alone_and_the_status_out_of_band(client, routine):
    first = targeted(routine)[0]
    response = send(client, "move", routine, first.pk, to="down", headers=HTMX)
    page = read(response)

    assert response.status_code == 200
    assert "HX-Request" in response.headers["Vary"]
    assert not page.find("html")
    assert page.children[0 if not isinstance(page.children[0], str) else 1].attrs["id"] == "editor"
    status = page.find("p", id="status")[0]
    assert status.attrs["hx-swap-oob"] == "innerHTML"
    assert "moved to 3 of 6" in status.text


def test_the_fragment_is_what_the_full_page_has_in_its_place(client, routine):
    first = targeted(routine)[0]
    fragment = read(send(client, "move", routine, first.pk, to="down", headers=HTMX))
    page = read(client.get(f"{routine.get_absolute_url()}?step={first.pk}"))
    editor = page.find("div", id="editor")[0]
    status = fragment.find("p", id="status")[0].text

    assert fragment.text.removesuffix(status).strip() == editor.text


def test_a_refusal_comes_back_as_the_editor_too(client, routine):
    response = send(client, "move", routine, targeted(routine)[0].pk, to="up", headers=HTMX)
    page = read(response)

    assert response.status_code == 422
    assert page.find("div", id="editor")
    assert "already the first of its kind" in page.find("p", id="status")[0].text


def test_the_ends_say_that_they_are_and_stay(client, routine):
    first = targeted(routine)[0]
    before = state(routine)
    page = read(client.get(f"{routine.get_absolute_url()}?step={first.pk}"))
    button = page.find("button", id=f"step-{first.pk}-up")[0]
    response = send(client, "move", routine, first.pk, to="up")

    assert button.attrs["aria-disabled"] == "true"
    assert button.text.startswith("Move up: ")
    assert response.status_code == 422
    assert "already the first of its kind" in response.content.decode()
    assert state(routine) == before


def test_a_step_is_removed(client, routine):
    step = targeted(routine)[-1]
    response = send(client, "remove", routine, step.pk)
    page = read(client.get(response.url))

    assert response.url == f"{routine.get_absolute_url()}#past"
    assert step.pk not in routine.steps.values_list("pk", flat=True)
    assert f"“{step.technique.name}, right” is removed." in page.text


def test_after_a_step_went_the_keyboard_goes_on_at_undo(client, routine):
    """The button that was pressed went with it."""
    response = send(client, "remove", routine, targeted(routine)[-1].pk, headers=HTMX)
    (undo,) = [b for b in read(response).find("button") if b.attrs.get("id") == "undo"]

    assert "autofocus" in undo.attrs


def test_what_takes_longer_than_was_asked_for_is_said(client, routine):
    """The total stands far above what was pressed."""
    routine.request["minutes"] = 10
    routine.save()
    step = targeted(routine)[0]
    more, less = step.seconds + 10, step.seconds
    longer = read(client.get(send(client, "retime", routine, step.pk, seconds=more).url))
    routine.refresh_from_db()
    shorter = read(client.get(send(client, "retime", routine, step.pk, seconds=less).url))

    assert "more than the 10 minutes you asked for." in longer.find("main")[0].text
    assert "more than the 10 minutes" not in shorter.find("main")[0].text


def test_a_step_takes_another_time(client, routine):
    step = targeted(routine)[0]
    response = send(client, "retime", routine, step.pk, seconds=40)

    step.refresh_from_db()
    assert response.status_code == 303
    assert step.seconds == 40


def test_a_technique_is_added(client, routine):
    response = send(client, "add", routine, technique="m1", side="both")

    assert response.status_code == 303
    assert codes(routine)[-2:] == ["m1/left", "m1/right"]
    assert routine.steps.last().reason == "You put it in."


def test_added_where_one_side_is_ruled_out_it_says_so(client, person):
    check(person, rg_front_pinch=("yes", ["front_hip/left"]))
    routine = fill(build(client))
    response = send(client, "add", routine, technique="m1", side="both", headers=HTMX)

    assert "is added on the right only." in read(response).find("p", id="status")[0].text
    assert "m1/left" not in codes(routine)


def test_the_swap_page_offers_what_works_there(client, routine):
    step = targeted(routine)[0]
    page = read(client.get(path("swap", routine, step.pk)))
    boxes = page.find("input", name="technique")

    assert boxes
    assert any("disabled" not in box.attrs for box in boxes)
    assert all(len(label.text) > 3 for label in page.find("label"))


@pytest.mark.parametrize(("sides", "left"), [("both", set()), ("one", {"right"}), ("", {"right"})])
def test_a_step_is_swapped_for_one_on_offer(client, routine, sides, left):
    step = targeted(routine)[0]
    page = read(client.get(path("swap", routine, step.pk)))
    free = next(b for b in page.find("input", name="technique") if "disabled" not in b.attrs)
    assert [b.text for b in page.find("button", name="sides")] == [
        "Swap it on both sides",
        "Only on the left",
    ]
    response = send(client, "swap", routine, step.pk, technique=free.attrs["value"], sides=sides)

    assert response.status_code == 303
    assert routine.steps.filter(technique__code=free.attrs["value"], side=step.side).exists()
    assert (
        set(routine.steps.filter(technique=step.technique).values_list("side", flat=True)) == left
    )


@pytest.mark.parametrize("name", ["swap", "add"])
def test_with_htmx_it_opens_in_place_with_working_forms(client, routine, name):
    more = [targeted(routine)[0].pk] if name == "swap" else []
    page = read(client.get(path(name, routine, *more), headers=HTMX))
    whole = read(client.get(path(name, routine, *more)))

    assert not page.find("html")
    assert page.find("h2")[0].text == whole.find("h2")[0].text
    posts = [form for form in page.find("form") if form.attrs["method"] == "post"]
    assert posts
    assert all(form.attrs["hx-post"] == form.attrs["action"] for form in posts)
    assert not [form for form in whole.find("form") if "hx-post" in form.attrs]


def test_what_can_be_added_is_searched_by_a_plain_form(client, person, routine):
    check(person, rg_bruise=BRUISE)
    page = read(client.get(path("add", routine), {"q": "Buttock  ball"}))
    items = page.find("ul", class_="additions")[0].find("li")

    assert "0 can be added, with “Buttock ball”" in page.text
    assert {item.attrs.get("class") for item in items} == {"refused"}
    assert any("bruise" in item.text.lower() for item in items)
    assert not items[0].find("button")
    page = read(client.get(path("add", routine), {"q": "hamstring"}, headers=HTMX))
    assert page.find("p", id="status")[0].text == page.find("p", class_="count")[0].text + "."


@pytest.mark.parametrize("q", ["x" * 61, "\x00", "<script>"])
def test_a_strange_search_is_answered(client, routine, q):
    response = client.get(path("add", routine), {"q": q})

    assert response.status_code == 200
    assert "<script>&" not in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_searching_costs_the_same_queries_however_long(
    client, person, count, django_assert_num_queries
):
    routine = fill(build(client), BUTTOCKS[:count])
    client.get(path("add", routine))

    with django_assert_num_queries(11):
        client.get(path("add", routine), {"q": "ball"})


def test_todays_shorter_times_are_not_kept_for_good(client, person, routine):
    """Only what the edit is about is written."""
    seconds = {step.pk: step.seconds for step in routine.steps.all()}
    check(person, co_severe_pain="mid")
    first = targeted(routine)[0]
    send(client, "move", routine, first.pk, to="down")

    assert {step.pk: step.seconds for step in routine.steps.all()} == seconds


@pytest.mark.parametrize("count", [1, 3])
def test_an_edit_costs_the_same_queries_however_long_the_routine(
    client, person, count, django_assert_num_queries
):
    routine = fill(build(client), BUTTOCKS[: count + 2])
    client.get(routine.get_absolute_url())

    with django_assert_num_queries(23):
        send(client, "move", routine, targeted(routine)[0].pk, to="down", headers=HTMX)
