"""Places in the questionnaire: a list of checkboxes, and a picture of which every shape is one."""

import pytest

from anatomy.models import Region
from screening.fields import Places
from tests import people
from tests.elements import read
from tests.screening.filling import url

pytestmark = pytest.mark.django_db

BRUISE = ["spots", "rg-bruise", "where"]


@pytest.fixture
def page(client):
    def page(answers, names=BRUISE):
        people.visits(client, people.known(answers))
        return read(client.get(url(*names)))

    return page


def lists(page):
    """Every list of places: the id of a checkbox → its site."""
    return [
        {box.attrs["id"]: box.attrs["value"] for box in marking.find("input", type="checkbox")}
        for marking in page.find("div", class_="marking")
    ]


def shapes(page):
    """Every picture: its view, and its shapes as pairs of checkbox and site."""
    return [
        (
            figure.attrs["data-view"],
            {
                shape.attrs["data-control"]: f"{code(shape)}/{shape.attrs['data-side']}"
                for shape in figure.find("a", class_="bm-target")
            },
        )
        for figure in page.find("figure", class_="marking-figure")
    ]


def code(shape):
    return Region.objects.get(slug=shape.attrs["data-slug"]).code


def test_every_shape_stands_for_the_checkbox_of_its_own_site(page):
    page = page(people.BRUISED_TWICE)

    known = {box: site for places in lists(page) for box, site in places.items()}
    assert len(known) == 2 * 16
    for _, drawn in shapes(page):
        assert drawn == {box: known[box] for box in drawn} != {}


def test_every_place_has_a_shape_from_the_front_or_the_back(page):
    page = page(people.BRUISED_LEFT_BUTTOCK)

    (places,) = lists(page)
    drawn = {box for view, of in shapes(page) if view in ("front", "back") for box in of}
    assert drawn == set(places)


def test_a_side_view_shows_only_that_side(page):
    page = page(people.BRUISED_LEFT_BUTTOCK)

    sides = {v: {s.partition("/")[2] for s in drawn.values()} for v, drawn in shapes(page)}
    assert sides == {
        "front": {"left", "right"},
        "back": {"left", "right"},
        "left": {"left"},
        "right": {"right"},
    }


def test_the_edges_say_whose_side_is_whose(page):
    figures = page(people.BRUISED_LEFT_BUTTOCK).find("figure", class_="marking-figure")

    edges = {f.attrs["data-view"]: f.find("figcaption")[0].text for f in figures}
    assert edges == {
        "front": "Your right Front Your left",
        "back": "Your left Back Your right",
        "left": "Your left side",
        "right": "Your right side",
    }


def test_pictures_of_two_lists_have_ids_of_their_own(page):
    page = page(people.BRUISED_TWICE)

    ids = [one.attrs["id"] for tag in ("svg", "pattern", "title") for one in page.find(tag)
           if "id" in one.attrs]  # fmt: skip
    assert len(shapes(page)) == 8
    assert len(ids) == len(set(ids)) != 0


def test_what_only_chooses_a_picture_is_not_sent(page):
    page = page(people.BRUISED_LEFT_BUTTOCK)

    radios = page.find("input", type="radio")
    assert [radio.attrs["value"] for radio in radios] == ["front", "back", "left", "right"]
    assert {radio.attrs["form"] for radio in radios} == {""}


def test_a_place_that_is_not_drawn_is_in_the_list_alone():
    widget = Places(choices=[("toe/left", "Toe, left"), ("toe/right", "Toe, right")])

    drawn = read(widget.render("where", [], {"id": "id_where"}))

    assert drawn.find("figure") == []
    assert [box.attrs["value"] for box in drawn.find("input", type="checkbox")] == [
        "toe/left",
        "toe/right",
    ]


def test_a_page_that_asks_for_a_side_has_no_picture(page):
    page = page(people.SORE_OUTER_HIP, ["spots", "rg-outer-hip-tender", "where"])

    assert page.find("div", class_="marking") == []
