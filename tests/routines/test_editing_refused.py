"""Edits that are not made: ruled out, forged, too late, or of somebody else's routine."""

import pytest
from django.urls import reverse

from routines.content import catalogue
from routines.models import Routine
from tests.elements import read
from tests.routines.people import HTMX, build, check, guest, path, send, state, targeted

pytestmark = pytest.mark.django_db
BRUISE = ("large", ["buttock/left", "buttock/right"])


@pytest.mark.parametrize("seconds", ["", "0", "-5", "1", "100000", "9" * 50, "many", "4\x000"])
def test_no_other_time_will_do(client, routine, seconds):
    before = state(routine)
    response = send(client, "retime", routine, targeted(routine)[0].pk, seconds=seconds)

    assert response.status_code == 422
    assert "That was not done" in response.content.decode()
    assert state(routine) == before


@pytest.mark.parametrize(
    "fields",
    [{}, {"to": "aside"}, *({"place": p} for p in ("0", "1", "6", "101", "-1", "x", "9" * 40))],
    ids=str,
)
def test_no_other_place_will_do(client, routine, fields):
    before = state(routine)

    assert send(client, "move", routine, targeted(routine)[0].pk, **fields).status_code == 422
    assert state(routine) == before


def test_a_hundred_additions_stop_at_the_limits(client, routine):
    for turn in range(100):
        routine.refresh_from_db()
        code = list(catalogue().techniques)[turn % 26]
        send(client, "add", routine, technique=code, side="both")
    page = read(client.get(routine.get_absolute_url()))

    assert routine.steps.values("technique").distinct().count() <= 8
    assert "Change this before you begin" not in page.text


def test_a_huge_or_binary_body_changes_nothing(client, routine):
    before = state(routine)
    address = path("add", routine)
    huge = client.post(address, {"version": 1, "technique": "x" * 3_000_000, "side": "left"})
    binary = client.post(address, b"\x00\xff" * 500, content_type="application/octet-stream")

    assert (huge.status_code, binary.status_code) == (400, 400)
    assert state(routine) == before


def test_what_is_ruled_out_cannot_be_added(client, person, routine):
    check(person, rg_bruise=BRUISE)
    before = state(routine)
    for technique in ("s1", "p2", "s5"):
        response = send(client, "add", routine, technique=technique, side="left")
        assert response.status_code == 422
    assert state(routine) == before


@pytest.mark.parametrize(
    "forged",
    [
        {"technique": "zz", "side": "left"},
        {"technique": "s4", "side": "up"},
        {"technique": "s4"},
        {"technique": "", "side": "left"},
        {"technique": "x" * 5000, "side": "left"},
        {"technique": "s\x00", "side": "left"},
    ],
    ids=str,
)
def test_a_forged_addition_is_refused(client, routine, forged):
    before = state(routine)

    assert send(client, "add", routine, **forged).status_code == 422
    assert state(routine) == before


@pytest.mark.parametrize("technique", ["p3", "s2", "zz", "", "\x00"])
def test_nothing_that_is_ruled_out_is_swapped_in(client, person, routine, technique):
    check(person, rg_outer_hip_tender=("yes", ["outer_hip/left", "outer_hip/right"]))
    before = state(routine)
    response = send(client, "swap", routine, targeted(routine)[0].pk, technique=technique)

    assert response.status_code == 422
    assert state(routine) == before


def test_an_edit_judges_by_the_answers_of_that_moment(client, person, routine):
    """The page was open while the answers changed."""
    step = targeted(routine)[0]
    check(person, rg_bruise=BRUISE)

    assert send(client, "swap", routine, step.pk, technique="s1").status_code == 422
    assert send(client, "add", routine, technique="s1", side="left").status_code == 422
    assert send(client, "retime", routine, step.pk, seconds=40).status_code == 422


def test_the_limits_of_a_routine_hold(client, routine):
    before = state(routine)
    response = send(client, "remove", routine, routine.steps.get(phase="warm-up").pk)

    assert response.status_code == 422
    assert "Massage needs a warm-up first" in read(response).text
    assert state(routine) == before


@pytest.mark.parametrize("headers", [None, HTMX])
def test_who_is_too_late_sees_both_and_can_go_on(client, routine, headers):
    step = targeted(routine)[0]
    Routine.objects.filter(pk=routine.pk).update(version=2, name="Mine")
    before = state(routine)
    response = send(client, "retime", routine, step.pk, seconds=40, headers=headers)
    page = read(response)

    assert response.status_code == 409
    assert bool(page.find("html")) == (headers is None)
    assert f"You wanted to give “{step.technique.name}" in page.text
    assert "“Mine” as it is now" in page.text
    assert state(routine) == before
    form = next(f for f in page.find("form") if f.find("input", name="seconds"))
    fields = {box.attrs["name"]: box.attrs["value"] for box in form.find("input")}
    assert client.post(form.attrs["action"], fields).status_code == 303
    step.refresh_from_db()
    assert step.seconds == 40


@pytest.mark.parametrize("locked", ["yes", "no"])
def test_who_is_too_late_to_lock_can_still_do_so(client, routine, locked):
    step = targeted(routine)[0]
    routine.steps.filter(pk=step.pk).update(locked=locked == "no")
    Routine.objects.filter(pk=routine.pk).update(version=2)
    page = read(send(client, "lock", routine, step.pk, locked=locked))
    form = next(f for f in page.find("form") if f.find("input", name="locked"))
    fields = {box.attrs["name"]: box.attrs["value"] for box in form.find("input")}

    assert client.post(form.attrs["action"], fields).status_code == 303
    step.refresh_from_db()
    assert step.locked == (locked == "yes")


def test_what_is_ruled_out_is_marked_where_changes_meet(client, person, routine):
    check(person, rg_bruise=("large", ["buttock/left"]))
    response = client.post(path("rename", routine), {"version": routine.version + 1, "name": "x"})

    said = {item.text for item in read(response).find("ol")[-1].find("li")}
    name = "Ball under the buttock (glutes and piriformis)"
    assert response.status_code == 409
    assert {f"{name}, left: left out today", f"{name}, right: 1 minute"} <= said


def test_pressed_twice_it_is_done_once(client, routine):
    first, second = targeted(routine)[:2]
    answers = [send(client, "move", routine, first.pk, to="down").status_code for _ in range(2)]

    assert answers == [303, 409]
    assert targeted(routine)[:2] == [second, first]


def test_a_step_that_is_gone_since_is_a_conflict_too(client, routine):
    step = targeted(routine)[0]
    send(client, "remove", routine, step.pk)
    response = send(client, "move", routine, step.pk, to="down")

    assert response.status_code == 409
    assert "as it is now" in response.content.decode()


@pytest.mark.parametrize("step", [0, 999999, 10**30])
def test_a_step_that_never_was_is_not_found(client, routine, step):
    for name in ("move", "remove", "retime", "lock", "swap"):
        fields = {"to": "up", "seconds": 60, "technique": "s4", "locked": "yes"}
        assert send(client, name, routine, step, **fields).status_code == 404


def test_another_routines_step_is_not_found(client, routine):
    other = build(client)

    assert send(client, "remove", routine, other.steps.first().pk).status_code == 404


@pytest.mark.parametrize("version", [None, "", "0", "-1", "one", "9" * 40, "1\x00"])
def test_an_edit_without_its_version_is_no_edit(client, routine, version):
    before = state(routine)
    fields = {} if version is None else {"version": version}
    for name in ("move", "remove", "retime", "lock", "swap"):
        step = targeted(routine)[0].pk
        assert client.post(path(name, routine, step), fields).status_code == 400
    for name in ("add", "rebuild", "rename", "note_to_self", "undo", "redo"):
        assert client.post(path(name, routine), fields).status_code == 400
    assert state(routine) == before


def test_other_peoples_routines_cannot_be_changed(client, routine):
    before = state(routine)
    client.cookies.clear()
    guest(client)
    step = targeted(routine)[0].pk

    for name in ("move", "remove", "retime", "lock", "swap"):
        assert send(client, name, routine, step, to="up", seconds=60).status_code == 404
    for name in (
        "add",
        "rebuild",
        "rename",
        "undo",
        "redo",
        "save",
        "copy",
        "delete",
        "note_to_self",
        "restore",
    ):
        assert send(client, name, routine, name="Mine").status_code == 404
    assert state(routine) == before


@pytest.mark.parametrize("headers", [None, HTMX])
def test_when_the_check_has_lapsed_an_edit_leads_to_the_questions(client, person, routine, headers):
    person.confirmed_at = None
    person.save()
    before = state(routine)
    response = send(client, "move", routine, targeted(routine)[0].pk, to="down", headers=headers)
    where = response.headers.get("HX-Redirect") or response.headers["Location"]

    assert where.startswith(reverse("screening:start"))
    assert state(routine) == before


def test_a_link_is_not_an_edit(client, routine):
    step = targeted(routine)[0].pk
    for name in ("move", "remove", "retime", "lock"):
        assert client.get(path(name, routine, step)).status_code == 405
    for name in ("rebuild", "rename", "undo", "redo", "save", "copy", "delete", "restore"):
        assert client.get(path(name, routine)).status_code == 405
