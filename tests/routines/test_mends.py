"""What is offered with a refusal, and that it does both in one change."""

from dataclasses import replace

import pytest

from routines.editor import Add, Remove, Swap
from routines.mends import Together, find_mends, read_together
from tests.elements import read
from tests.routines.people import HTMX, build, path, send, state
from tests.routines.sheets import ROUTINE, WALK, order, sheet_for

pytestmark = pytest.mark.django_db
FIRST_AND_AFTER = [WALK, ("s4", "targeted", "left", 60), ("s5", "targeted", "left", 40)]


def test_what_needs_a_removed_step_can_go_with_it():
    sheet = sheet_for(FIRST_AND_AFTER)
    (mend,) = find_mends(Remove(2), sheet)

    assert mend.label.startswith("Remove both: also Ball")
    assert order(mend.edit.apply(sheet)) == ["m5/both"]


def test_a_removed_warm_up_is_replaced_or_takes_the_massage_along():
    sheet = sheet_for(ROUTINE)
    *warm_ups, last = find_mends(Remove(1), sheet)

    assert 0 < len(warm_ups) <= 2
    assert all(mend.label.startswith("Add a warm-up: ") for mend in warm_ups)
    for mend in warm_ups:
        parts = mend.edit.apply(sheet)
        assert parts[0].phase == "warm-up"
        assert order(parts)[-4:] == order(sheet.parts)[1:]
    assert last.label.startswith("Remove all 4: also Ball")
    assert order(last.edit.apply(sheet)) == ["m4/both"]


def test_what_must_come_first_is_added_too():
    sheet = sheet_for([WALK])
    mends = find_mends(Add("s5", "left"), sheet)

    assert mends[0].label.startswith("Add it after: ")
    assert order(mends[0].edit.apply(sheet)) == ["m5/both", "s4/left", "s5/left"]


@pytest.mark.parametrize("edit", [Add("x3", "both"), Swap(2, "x3")])
def test_what_comes_in_cold_gets_a_warm_up(edit):
    sheet = sheet_for([("x6", "warm-up", "both", 120), ("x4", "targeted", "left", 40)])

    for mend in find_mends(edit, sheet):
        parts = mend.edit.apply(sheet)
        assert "x3/left" in order(parts)
    assert find_mends(edit, sheet)


@pytest.mark.parametrize(
    ("minutes", "locked", "offered"),
    [(30, (), []), (11, (), ["m4", "s4"]), (11, ("m4",), ["s4", "x4"])],
)
def test_what_there_is_no_room_for_may_take_the_place_of_another(minutes, locked, offered):
    sheet = sheet_for(ROUTINE)
    parts = tuple(replace(part, locked=part.technique in locked) for part in sheet.parts)
    sheet = replace(sheet, parts=parts, minutes=minutes)
    mends = find_mends(Add("x7", "left"), sheet)
    made = [order(mend.edit.apply(sheet)) for mend in mends]

    assert all("x7/left" in parts for parts in made)
    gone = [{one.split("/")[0] for one in {*order(sheet.parts)} - {*parts}} for parts in made]
    assert gone == [{code} for code in offered]


def test_nothing_is_offered_for_what_no_mend_makes_right():
    sheet = sheet_for([WALK])

    assert find_mends(Remove(1), sheet) == []
    assert find_mends(Add("zz", "left"), sheet) == []


def test_it_is_read_as_it_is_written():
    edit = Together((12, 3), (("m4", "both"), ("s5", "left")))

    assert str(edit) == "-12 -3 +m4/both +s5/left"
    assert read_together(str(edit)) == edit


@pytest.mark.parametrize("headers", [None, HTMX])
def test_the_page_says_so_and_mends_it_in_one_change(client, routine, headers):
    warm_up = routine.steps.get(phase="warm-up")
    before = state(routine)
    page = read(send(client, "remove", routine, warm_up.pk, headers=headers))
    form = next(form for form in page.find("form") if form.find("input", name="edits"))

    assert "Massage needs a warm-up first" in page.text
    assert "You can do it like this: Add a warm-up: " in page.text
    fields = {box.attrs["name"]: box.attrs["value"] for box in form.find("input")}
    response = client.post(form.attrs["action"], fields, headers=headers)
    assert response.status_code == (200 if headers else 303)
    assert routine.steps.filter(phase="warm-up").exclude(pk=warm_up.pk).exists()
    routine.refresh_from_db()
    change = routine.revisions.get()
    assert change.words.startswith("remove “")
    send(client, "undo", routine, change=change.pk)
    assert state(routine)[1:] == before[1:]


@pytest.mark.parametrize(
    "edits",
    ["", "x", "-1", "+zz/left", "+s4/up", "-1 " * 30, "--1", "+m4/both;", "-9\x00", "+" * 600],
)
def test_a_forged_mend_is_refused(client, routine, edits):
    before = state(routine)

    assert send(client, "mend", routine, edits=edits).status_code == 422
    assert state(routine) == before


def test_a_mend_on_an_old_page_is_a_conflict(client, routine):
    warm_up = routine.steps.get(phase="warm-up")
    version = routine.version
    send(client, "retime", routine, routine.steps.all()[1].pk, seconds=40)
    fields = {"version": version, "edits": f"-{warm_up.pk} +m1/both"}
    response = send(client, "mend", routine, **fields)

    assert response.status_code == 409
    assert "You wanted to remove “" in read(response).text
    assert read(response).find("input", name="edits")[0].attrs["value"] == fields["edits"]


@pytest.mark.parametrize("headers", [None, HTMX])
def test_what_can_be_added_to_a_full_routine_says_instead_of_what(client, person, headers):
    routine = build(client, minutes=30, tools=["ball_soft", "roller_soft"])
    before = set(routine.steps.values_list("technique__code", flat=True))
    page = read(client.get(path("add", routine), headers=headers))
    form = next(form for form in page.find("form") if form.find("input", name="edits"))
    fields = {box.attrs["name"]: box.attrs["value"] for box in form.find("input")}

    assert len(before) == 8
    assert "0 can be added" in page.text
    assert form.text.startswith("Instead of: ")
    assert client.post(form.attrs["action"], fields).status_code == 303
    after = set(routine.steps.values_list("technique__code", flat=True))
    assert (len(before - after), len(after - before)) == (1, 1)
