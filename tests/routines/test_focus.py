"""What the builder offers to work on: the list, its pictures, and what is left out today."""

import pytest
from django.urls import reverse

from routines.content import catalogue
from routines.eligibility import Allowed, Situation, judge
from routines.focus import muscles_out
from screening.content import rulebook
from screening.gate import assess
from screening.rulebook import Answer, Mode
from tests import people
from tests.elements import read

pytestmark = pytest.mark.django_db
NEW = reverse("routines:new")


@pytest.fixture
def page(client):
    def page(answers):
        people.visits(client, people.known(answers))
        return read(client.get(NEW))

    return page


def choices(page, name):
    return {box.attrs["id"]: box for box in page.find("input", name=name)}


def shapes(page, *layers):
    figures = page.find("figure", class_="marking-figure")
    shown = [figure for figure in figures if figure.attrs["data-layer"] in layers]
    return [shape for figure in shown for shape in figure.find("a", class_="bm-target")]


@pytest.mark.parametrize(
    ("name", "layers"), [("sites", ["skin"]), ("muscles", ["superficial", "deep"])]
)
def test_everything_in_the_list_is_in_a_picture_and_nothing_else(page, name, layers):
    page = page(people.WELL)

    drawn = {shape.attrs["data-control"] for shape in shapes(page, *layers)}
    assert drawn == set(choices(page, name)) != set()


def test_a_shape_stands_for_its_own_muscle(page):
    page = page(people.WELL)
    muscles = choices(page, "muscles")

    for shape in shapes(page, "superficial", "deep"):
        code = muscles[shape.attrs["data-control"]].attrs["value"]
        assert shape.attrs["data-slug"] == code.replace("_", "-")


def test_what_is_left_out_is_crossed_out_where_the_list_has_it_grey(page):
    page = page(people.BRUISED_LEFT_BUTTOCK)
    sites = choices(page, "sites")

    grey = {box for box, one in sites.items() if "disabled" in one.attrs}
    crossed = {
        shape.attrs["data-control"]
        for shape in shapes(page, "skin")
        if "is-off-limits" in shape.attrs["class"]
    }
    assert [sites[box].attrs["value"] for box in grey] == ["buttock/left"]
    assert crossed == grey


def out(*answers, mode=Mode.SELF):
    """The muscles crossed out, and those that something works on."""
    known = catalogue()
    clearance = assess(answers, rulebook(), mode)
    verdicts = judge(clearance, known, Situation(frozenset(known.tools), session=9))
    allowed = {code for (code, _), verdict in verdicts.items() if isinstance(verdict, Allowed)}
    worked = {muscle for code in allowed for muscle in known.techniques[code].muscles}
    return dict(muscles_out(verdicts, known)), worked


def test_a_well_person_can_choose_every_muscle():
    crossed, worked = out()

    assert crossed == {}
    assert worked == {m for t in catalogue().techniques.values() for m in t.muscles}


def test_a_muscle_is_crossed_out_only_if_nobody_may_work_on_it():
    agreed = Answer("cx_partner_consent", "yes", rulebook().sites)
    found = set()
    for question in rulebook().questions.values():
        for option in question.options:
            answer = Answer(question.code, option.code)
            if question.code in ("cx_partner_consent", "cx_giver"):
                continue
            crossed, worked = out(answer)
            found |= set(crossed)
            assert not set(crossed) & worked, answer
            assert not set(crossed) & out(answer, agreed, mode=Mode.PARTNER)[1], answer
            assert all(crossed.values())

    assert found
