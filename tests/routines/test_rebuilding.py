"""Building the rest again: what is locked stays, and every press shows another routine."""

from dataclasses import replace

import pytest

from routines.editor import Lock, Refused
from routines.parts import total_s
from routines.rebuilding import RANKS, Rebuild
from tests.elements import read
from tests.routines.people import HTMX, check, send, state, targeted
from tests.routines.sheets import BRUISE, ROUTINE, WALK, faults, order, sheet_for

pytestmark = pytest.mark.django_db


def locked(sheet, *keys):
    for key in keys:
        sheet = replace(sheet, parts=Lock(key, True).apply(sheet))
    return sheet


def again(sheet):
    """The sheet after building again, its new steps with keys."""
    parts = Rebuild().apply(sheet)
    return replace(sheet, parts=tuple(replace(p, key=k) for k, p in enumerate(parts, 1)))


def test_what_is_locked_stays_as_it_is():
    sheet = locked(sheet_for(ROUTINE, minutes=15), 2, 3)
    parts = {part.key: part for part in Rebuild().apply(sheet) if part.key}

    assert parts[2] == sheet.part(2)
    assert parts[3] == sheet.part(3)
    assert not faults(again(sheet))
    assert total_s(again(sheet).parts, sheet.catalogue) <= 15 * 60


def test_a_side_that_its_owner_left_out_does_not_come_back():
    sheet = locked(sheet_for(ROUTINE, minutes=15), 4)

    assert "x4/left" in order(Rebuild().apply(sheet))
    assert "x4/right" not in order(Rebuild().apply(sheet))


def test_each_press_shows_another_routine_and_then_the_first_again():
    sheet = again(sheet_for(ROUTINE, minutes=15))
    seen = []
    for _ in range(RANKS):
        seen.append(frozenset(order(sheet.parts)))
        sheet = again(sheet)

    assert len(set(seen)) == RANKS
    assert frozenset(order(sheet.parts)) == seen[0]


def test_a_locked_step_that_is_ruled_out_stays_and_any_other_goes():
    sheet = locked(sheet_for(ROUTINE, BRUISE, minutes=15), 2)
    parts = Rebuild().apply(sheet)

    assert [part.key for part in parts if part.bars] == [2]
    assert "s4/right" in order(sheet.parts)


@pytest.mark.parametrize("turned", [False, True])
def test_locked_steps_stay_in_the_order_that_their_owner_gave_them(turned):
    walk, *steps = [WALK, *ROUTINE[1:4]]
    sheet = sheet_for([walk, *(reversed(steps) if turned else steps)], minutes=20)
    sheet = locked(sheet, 2, 3, 4)
    wanted = order(sheet.parts)[1:]

    parts = Rebuild().apply(sheet)

    assert [step for step in order(parts) if step in wanted] == wanted
    assert not faults(replace(sheet, parts=parts))


def test_what_leaves_no_room_is_refused():
    sheet = locked(sheet_for([WALK, *ROUTINE[1:]], minutes=5), 1, 2, 3, 4)

    with pytest.raises(Refused, match="leave no room"):
        Rebuild().apply(sheet)


def test_two_are_locked_and_the_rest_is_built_again(client, routine):
    kept = targeted(routine)[:2]
    for step in kept:
        routine.refresh_from_db()
        response = send(client, "lock", routine, step.pk, locked="yes", headers=HTMX)
        assert "is locked" in read(response).find("p", id="status")[0].text
    routine.refresh_from_db()
    before = state(routine)
    response = send(client, "rebuild", routine, headers=HTMX)
    rows = {step.pk: step for step in routine.steps.all()}

    assert response.status_code == 200
    assert "2 locked steps stay." in read(response).find("p", id="status")[0].text
    assert all(rows[step.pk].locked for step in kept)
    assert [rows[step.pk].seconds for step in kept] == [step.seconds for step in kept]
    assert state(routine) != before
    assert {step.reason for step in rows.values()} != {"It works there."}
    routine.refresh_from_db()
    change = routine.revisions.last()
    assert change.words == "build the rest again"
    send(client, "undo", routine, change=change.pk)
    assert state(routine)[1:] == before[1:]


def test_a_lock_is_undone_and_copied(client, routine):
    step = targeted(routine)[0]
    send(client, "lock", routine, step.pk, locked="yes")
    page = read(client.get(f"{routine.get_absolute_url()}?step={step.pk}"))

    assert "Locked: it stays" in page.find("li", id=f"step-{step.pk}")[0].text
    assert page.find("button", id=f"step-{step.pk}-lock")[0].text.startswith("Unlock")
    routine.refresh_from_db()
    send(client, "undo", routine, change=routine.revisions.last().pk)
    step.refresh_from_db()
    assert not step.locked


@pytest.mark.parametrize("locked", ["", "perhaps", "\x00"])
def test_a_forged_lock_is_refused(client, routine, locked):
    before = state(routine)

    assert send(client, "lock", routine, targeted(routine)[0].pk, locked=locked).status_code == 422
    assert state(routine) == before


def test_nothing_to_build_from_is_refused(client, person, routine):
    check(person, em_chest_breath="yes")
    before = state(routine)

    response = send(client, "rebuild", routine)

    assert response.status_code == 422
    assert "Nothing that may be done today fits your time." in read(response).text
    assert state(routine) == before
