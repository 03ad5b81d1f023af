"""Undo and redo: every change can be taken back, on every device, and is judged again."""

import pytest

from routines.history import CHANGES_KEPT
from routines.models import Revision, Routine, Technique, Tool
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


def look(client, routine):
    return read(client.get(routine.get_absolute_url()))


def press(client, routine, name, headers=None):
    """Press Undo or Redo as the page has it now."""
    button = look(client, routine).find("button", id=name)[0]
    form = next(f for f in look(client, routine).find("form") if f.find("button", id=name))
    assert button.text.startswith(name.capitalize())
    fields = {box.attrs["name"]: box.attrs["value"] for box in form.find("input")}
    return client.post(form.attrs["action"], fields, headers=headers)


def content(routine):
    """All of a routine but its version."""
    return state(routine)[1:]


def make_changes(client, routine):
    """One of each kind. Yields what the routine was before each, and how its undo is called."""

    def fresh():
        routine.refresh_from_db()
        return targeted(routine)[0]

    changes = [
        (lambda: send(client, "move", routine, fresh().pk, to="down"), "move “"),
        (lambda: send(client, "retime", routine, fresh().pk, seconds=40), "give “"),
        (lambda: send(client, "remove", routine, fresh().pk), "remove “"),
        (lambda: send(client, "add", routine, technique="m1", side="both"), "add “"),
        (lambda: send(client, "swap", routine, fresh().pk, technique="s1"), "swap “"),
        (lambda: send(client, "rename", routine, name="Sunday"), "call it “Sunday”"),
    ]
    for make, words in changes:
        before = content(routine)
        fresh()
        assert make().status_code == 303
        yield before, words


def test_before_any_change_there_is_nothing_to_undo(client, routine):
    page = look(client, routine)

    assert not page.find("button", id="undo")
    for name in ("undo", "redo"):
        response = send(client, name, routine)
        assert response.status_code == 422
        assert f"There is nothing to {name}." in read(response).text


def test_every_change_is_undone_and_redone(client, routine):
    changes = list(make_changes(client, routine))
    states = [before for before, _ in changes] + [content(routine)]

    for before, words in reversed(changes):
        assert f"Undo: {words}" in look(client, routine).find("button", id="undo")[0].text
        assert press(client, routine, "undo").status_code == 303
        assert content(routine) == before
    assert look(client, routine).find("button", id="undo")[0].attrs["aria-disabled"] == "true"
    for after, (_, words) in zip(states[1:], changes, strict=True):
        assert f"Redo: {words}" in look(client, routine).find("button", id="redo")[0].text
        assert press(client, routine, "redo").status_code == 303
        assert content(routine) == after
    assert look(client, routine).find("button", id="redo")[0].attrs["aria-disabled"] == "true"


def test_with_htmx_it_says_what_was_undone(client, routine):
    name = targeted(routine)[-1].technique.name
    send(client, "remove", routine, targeted(routine)[-1].pk)

    page = read(press(client, routine, "undo", HTMX))
    assert page.find("p", id="status")[0].text == f"Undone: remove “{name}, right”."
    page = read(press(client, routine, "redo", HTMX))
    assert page.find("p", id="status")[0].text == f"Done again: remove “{name}, right”."


def test_a_new_change_is_the_end_of_what_was_undone(client, routine):
    send(client, "remove", routine, targeted(routine)[-1].pk)
    press(client, routine, "undo")
    routine.refresh_from_db()
    send(client, "retime", routine, targeted(routine)[0].pk, seconds=40)

    assert [row.is_undone for row in Revision.objects.all()] == [False]
    assert send(client, "redo", routine).status_code == 422


def test_it_goes_back_as_far_as_it_keeps_and_no_further(client, routine):
    step = targeted(routine)[0]
    for turn in range(CHANGES_KEPT + 3):
        routine.refresh_from_db()
        send(client, "retime", routine, step.pk, seconds=40 + 10 * (turn % 2))

    assert CHANGES_KEPT >= 20
    assert routine.revisions.count() == CHANGES_KEPT
    for change in routine.revisions.order_by("-pk"):
        routine.refresh_from_db()
        assert send(client, "undo", routine, change=change.pk).status_code == 303
    step.refresh_from_db()
    assert step.seconds == 40, "what the third change left"
    assert not routine.revisions.filter(is_undone=False).exists()


def test_what_comes_back_is_judged_by_todays_answers(client, person, routine):
    step = targeted(routine)[0]
    send(client, "remove", routine, step.pk)
    check(person, rg_bruise=BRUISE)
    press(client, routine, "undo")
    card = look(client, routine).find("li", id=f"step-{step.pk}")[0]

    assert "Left out today. Do not do this step." in card.text
    assert "How to do it" not in card.text


def test_what_was_agreed_to_is_undone_too(client, person, routine):
    check(person, rg_bruise=BRUISE)
    before = content(routine), list(routine.steps.values("terms", "tool", "position"))
    routine.refresh_from_db()
    agreed = routine.agreed_at
    send(client, "settle", routine, choice="accept")
    assert not targeted(routine)
    press(client, routine, "undo")
    routine.refresh_from_db()

    assert (content(routine), list(routine.steps.values("terms", "tool", "position"))) == before
    assert routine.agreed_at == agreed
    assert "Less is allowed than before" in look(client, routine).text


def test_a_step_whose_technique_is_gone_altogether_stays_out(client, routine):
    step = targeted(routine)[-1]
    twin = Technique.objects.get(pk=step.technique_id)
    twin.pk, twin.slug, twin.code, twin.name = None, "passing", "zz", "Passing"
    twin.save()
    twin.tools.set(Tool.objects.filter(code="hands"))
    twin.positions.set(step.technique.positions.all())
    step.technique = twin
    step.save()
    send(client, "remove", routine, step.pk)
    twin.delete()
    press(client, routine, "undo")

    assert len(targeted(routine)) == 3


def test_just_the_change_that_was_named_is_undone(client, routine):
    first, last = targeted(routine)[0], targeted(routine)[-1]
    send(client, "retime", routine, first.pk, seconds=40)
    routine.refresh_from_db()
    seen = {"version": routine.version, "change": Revision.objects.get().pk}
    send(client, "remove", routine, last.pk)
    before = state(routine)
    response = client.post(path("undo", routine), seen)
    page = read(response)

    assert response.status_code == 409
    assert "Done meanwhile: remove “" in page.text
    assert "does not fit it any more" in page.text
    assert not page.find("button", class_="button")
    assert state(routine) == before


def test_an_undo_on_an_old_page_asks_first(client, routine):
    send(client, "retime", routine, targeted(routine)[0].pk, seconds=40)
    change = Revision.objects.get().pk
    Routine.objects.update(version=7)
    response = client.post(path("undo", routine), {"version": 2, "change": change})
    page = read(response)

    assert response.status_code == 409
    assert "You wanted to undo this: give “" in page.text
    form = next(f for f in page.find("form") if f.find("input", name="change"))
    fields = {box.attrs["name"]: box.attrs["value"] for box in form.find("input")}
    assert client.post(form.attrs["action"], fields).status_code == 303
    assert routine.revisions.get().is_undone


@pytest.mark.parametrize("change", ["0", "-1", "x", "9" * 40, "1\x00"])
def test_a_forged_change_is_refused(client, routine, change):
    send(client, "retime", routine, targeted(routine)[0].pk, seconds=40)
    before = state(routine)
    data = {"version": before[0], "change": change}

    assert client.post(path("undo", routine), data).status_code == 422
    assert state(routine) == before


def test_another_routines_change_is_a_conflict(client, routine):
    other = fill(build(client))
    send(client, "retime", other, targeted(other)[0].pk, seconds=40)
    send(client, "retime", routine, targeted(routine)[0].pk, seconds=40)
    before = state(other), state(routine)
    routine.refresh_from_db()
    change = other.revisions.get().pk

    assert send(client, "undo", routine, change=change).status_code == 409
    assert (state(other), state(routine)) == before


@pytest.mark.parametrize("count", [1, 3])
def test_undo_costs_the_same_queries_however_much_there_is(
    client, person, count, django_assert_num_queries
):
    routine = fill(build(client), BUTTOCKS[: count + 2])
    for turn in range(count):
        routine.refresh_from_db()
        send(client, "retime", routine, targeted(routine)[0].pk, seconds=40 + 10 * turn)
    routine.refresh_from_db()
    change = routine.revisions.last().pk

    with django_assert_num_queries(24):
        send(client, "undo", routine, change=change, headers=HTMX)
