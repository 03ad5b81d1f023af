"""What a routine's page says and shows of the places that it works on."""

import pytest

from routines.content import catalogue
from screening.places import show_places
from screening.rulebook import Site
from tests.elements import read
from tests.routines.people import build, check, guest

pytestmark = pytest.mark.django_db
BRUISE = ("large", ["buttock/left"])


@pytest.fixture
def page(client):
    def page(**answers):
        guest(client, **answers)
        routine = build(client, minutes=20)
        return routine, read(client.get(routine.get_absolute_url()))

    return page


def words(page):
    (section,) = page.find("section", class_="reach")
    return {
        line.find("dt")[0].text: line.find("dd")[0].text
        for line in section.find("dl")[0].find("div")
    }


def drawn(page):
    """What the pictures show: the region and side of a shape → its state."""
    (section,) = page.find("section", class_="reach")
    shapes = section.find("g", class_="bm-target")
    return {
        (shape.attrs["data-slug"], shape.attrs["data-side"]): shape.attrs["class"].split("is-")[1]
        for shape in shapes
    }


def test_pictures_and_words_say_what_the_steps_press_and_move(page):
    routine, page = page(rg_bruise=BRUISE)
    known = catalogue()
    pressed, moved = set(), set()
    for step in routine.steps.select_related("technique"):
        technique = known.techniques[step.technique.code]
        sides = ("left", "right") if step.side == "both" else (step.side,)
        pressed |= {Site(region, side) for region in technique.touches for side in sides}
        moved |= {Site(region, side) for region in technique.loads for side in sides}
    out = Site("buttock", "left")
    pressed -= {out}

    shown = drawn(page)
    assert shown == {
        (site.region.replace("_", "-"), site.side): "worked" if site in pressed else "supporting"
        for site in pressed | moved
    } | {("buttock", "left"): "off-limits"}
    assert set(words(page)) == {"Pressed", "Moved", "Not to press"}
    assert words(page)["Not to press"] == "Buttock, left (because of: A bruise)"


def test_a_well_persons_routine_leaves_no_place_out(page):
    _, page = page()

    assert "Not to press" not in words(page)
    assert "off-limits" not in drawn(page).values()


def test_a_person_who_must_not_be_massaged_is_shown_no_places_to_press(client):
    guest(client)
    routine = build(client)
    check(routine.person, em_chest_breath="yes")

    page = read(client.get(routine.get_absolute_url()))

    assert page.find("section", class_="reach") == []


NAMES = {"buttock": "Buttock", "outer_hip": "Outer hip"}
LEFT, RIGHT = Site("buttock", "left"), Site("buttock", "right")


def test_what_is_pressed_and_moved_is_shown_as_pressed():
    shown = show_places(NAMES, pressed=[LEFT], moved=[LEFT, RIGHT], out={})

    assert [(mark.slug, mark.side, mark.state) for mark in shown.marks] == [
        ("buttock", "left", "worked"),
        ("buttock", "right", "supporting"),
    ]
    assert [(line.heading, line.places) for line in shown.lines] == [
        ("Pressed", ("Buttock, left",)),
        ("Moved", ("Buttock, right",)),
    ]


def test_nothing_is_shown_as_pressed_that_is_left_out():
    shown = show_places(NAMES, pressed=[LEFT, RIGHT], out={LEFT: ("A bruise", "A cut")})

    assert {mark.side: mark.state for mark in shown.marks} == {
        "left": "off-limits",
        "right": "worked",
    }
    assert [(line.heading, line.places, line.because) for line in shown.lines] == [
        ("Pressed", ("Buttock, right",), ()),
        ("Not to press", ("Buttock, left",), ("A bruise", "A cut")),
    ]


def test_everywhere_is_said_as_such():
    everywhere = {Site(region, side): ("Fever",) for region in NAMES for side in ("left", "right")}

    shown = show_places(NAMES, out=everywhere)

    assert [line.places for line in shown.lines] == [("Everywhere",)]
    assert len(shown.marks) == 4
