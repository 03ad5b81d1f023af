"""What a routine's page says and shows of the places that it works on."""

import pytest
from django.urls import reverse

from routines.content import catalogue
from screening.gate import Clearance, Limit, Reason
from screening.places import left_out, show_places
from screening.rulebook import Kind, Level, Mode, Site
from tests import people
from tests.elements import read
from tests.routines.people import build, check, fill, guest

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
    (section,) = page.find("div", class_="reach")
    return {
        line.find("dt")[0].text: line.find("dd")[0].text
        for line in section.find("dl")[0].find("div")
    }


def drawn(page):
    """What the pictures show: the region and side of a shape → its state."""
    (section,) = page.find("div", class_="reach")
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

    assert page.find("div", class_="reach") == []


def test_a_step_shows_its_own_places_and_side(page):
    routine, page = page(rg_bruise=BRUISE)
    known = catalogue()
    shown = 0
    for step in routine.steps.select_related("technique"):
        (card,) = page.find("li", id=f"step-{step.pk}")
        if "twin" in card.attrs["class"]:
            continue  # the card that it belongs to has shown them
        technique = known.techniques[step.technique.code]
        shapes = card.find("g", class_="bm-target")
        drawn = {shape.attrs["data-slug"].replace("-", "_") for shape in shapes}
        assert drawn == technique.touches | technique.loads
        if step.side != "both":
            assert {shape.attrs["data-side"] for shape in shapes} <= {step.side}
        shown += bool(drawn)

    assert shown > 3


def test_a_step_crosses_out_what_it_must_leave_out_today(client, page):
    routine, _ = page(rg_bruise=BRUISE)
    fill(routine, [("x6", "warm-up", "left", 120)])
    page = read(client.get(routine.get_absolute_url()))
    both = routine.steps.get(technique__divisible=True)
    (card,) = page.find("li", id=f"step-{both.pk}")

    states = {g.attrs["data-slug"]: g.attrs["class"].split("is-")[1]
              for g in card.find("g", class_="bm-target")}  # fmt: skip
    assert states["buttock"] == "off-limits"
    assert "Only here today" in card.text


def test_paper_shows_the_places_without_the_answers(client):
    guest(client, rg_bruise=BRUISE)
    routine = build(client, minutes=20)
    page = read(client.get(reverse("routines:print", args=[routine.pk])))

    (words,) = page.find("dl", class_="shown-words")
    assert "Not to press Buttock, left" in words.text
    assert "A bruise" not in words.text
    states = [g.attrs["class"].split("is-")[1] for g in page.find("g", class_="bm-target")]
    assert states.count("off-limits") == 1


def test_a_technique_shows_what_it_presses_and_moves_and_its_muscles(client):
    page = read(client.get(reverse("routines:technique", args=["piriformis-pressure"])))
    (section,) = [s for s in page.find("section") if s.find("div", class_="shown-places")]
    skin, muscles = section.find("figure")

    assert section.find("h2")[0].text == "Where it works"
    shapes = skin.find("noscript")[0].find("g", class_="bm-target")
    assert [(g.attrs["data-slug"], "is-worked" in g.attrs["class"]) for g in shapes] == [
        ("buttock", True)
    ]
    assert "data-side" not in shapes[0].attrs
    late = muscles.find("template")[0].find("g", class_="bm-target")
    assert [g.attrs["data-slug"] for g in late] == ["piriformis"]
    assert [dt.text for dt in section.find("dt")] == ["Pressed", "Muscles"]


def test_every_technique_that_has_places_shows_them(client):
    for technique in catalogue().techniques.values():
        page = read(client.get(reverse("routines:technique", args=[technique.slug])))
        drawn = {
            shape.attrs["data-slug"].replace("-", "_"): shape.attrs["class"].split("is-")[1]
            for figure in page.find("figure", class_="shown-figure")
            for svg in figure.find("svg", **{"data-layer": "skin"})
            for shape in svg.find("g", class_="bm-target")
        }
        moved = technique.loads - technique.touches
        assert drawn == dict.fromkeys(moved, "supporting") | dict.fromkeys(
            technique.touches, "worked"
        )


def test_the_result_crosses_out_what_is_not_to_be_pressed(client):
    people.visits(client, people.known(people.BRUISED_LEFT_BUTTOCK))
    page = read(client.get(reverse("screening:result")))

    (shape,) = page.find("g", class_="bm-target")
    assert (shape.attrs["data-slug"], shape.attrs["data-side"]) == ("buttock", "left")
    assert "is-off-limits" in shape.attrs["class"]
    assert "Crossed lines: not to press." in page.text


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


def test_what_names_no_place_is_left_out_on_all_of_its_sides():
    why = Reason("q", "yes", "A cast", "Yes", "Keep off.")
    limits = (
        Limit(Kind.REGION, why, frozenset({"left"})),
        Limit(Kind.REGION, why, sites=frozenset({RIGHT})),
    )
    clearance = Clearance(Mode.SELF, Level.LIMIT, (), limits, ())

    assert left_out(clearance, NAMES) == {
        LEFT: ("A cast",),
        Site("outer_hip", "left"): ("A cast",),
        RIGHT: ("A cast",),
    }
