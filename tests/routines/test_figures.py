"""The drawings: one for each way to do a technique, true to their data, small and plain files."""

import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.urls import reverse

from anatomy.readability import grade
from routines.figures import body
from routines.figures.curves import area
from routines.figures.data import drawings, file_name, find_picture
from routines.figures.draw import draw
from routines.figures.skeleton import reach
from routines.figures.union import union
from routines.figures.vectors import length, minus
from routines.models import Technique
from tests.elements import read
from tests.routines.people import build, check, fill, guest, path

FOLDER = settings.BASE_DIR / "static/img/figures"
SVG = "{http://www.w3.org/2000/svg}"

# None rather than wrong: what has no drawing, and why.
WITHOUT = {
    ("p8", "side_lying"): "The leg worked on lies on top, and its inner side faces down.",
    ("p9", "side_lying"): "The leg worked on lies on top, and its inner side faces down.",
}
every_drawing = pytest.mark.parametrize("key", drawings(), ids="-".join)


def svg_of(key):
    return ElementTree.parse(FOLDER / file_name(*key)).getroot()


@pytest.mark.django_db
def test_every_way_to_do_a_technique_is_drawn_or_has_a_reason_why_not():
    ways = {(t.code, p.code) for t in Technique.objects.all() for p in t.positions.all()}

    assert ways - drawings().keys() == WITHOUT.keys()
    assert drawings().keys() <= ways


@every_drawing
def test_the_file_is_what_the_data_says(key):
    """If this fails: make figures, and look at what it drew."""
    assert (FOLDER / file_name(*key)).read_text() == draw(drawings()[key])


def test_there_are_no_other_files():
    assert {path.name for path in FOLDER.iterdir()} == {file_name(*key) for key in drawings()}


@every_drawing
def test_the_file_is_small_and_holds_nothing_but_shapes(key):
    root = svg_of(key)
    elements = list(root.iter())

    assert [e.get("id") for e in elements if e.get("id")] == ["figure"]
    assert {e.tag for e in elements} <= {SVG + tag for tag in ("svg", "g", "path", "circle")}
    assert not any(name == "style" or name.startswith("on") for e in elements for name in e.attrib)
    assert root.get("viewBox") == "0 0 800 560"
    assert (FOLDER / file_name(*key)).stat().st_size < 6000


@every_drawing
def test_the_words_say_the_same_plainly(key):
    alt = drawings()[key]["alt"].strip()

    assert alt.startswith("A person ")
    assert alt.endswith(".")
    assert grade(alt.format(side="right")) <= 7
    assert 12 <= len(alt.split()) <= 60
    assert set(re.findall(r"{(\w*)}", alt)) <= {"side"}


@pytest.mark.django_db
def test_the_words_name_a_side_where_one_is_worked_on():
    sided = {key for key, spec in drawings().items() if "{side}" in spec["alt"]}
    of_a_side = set(Technique.objects.filter(both_at_once=False).values_list("code", flat=True))

    # Both thighs lie on the roller.
    assert sided == {key for key in drawings() if key[0] in of_a_side} - {("x7", "prone")}


def test_the_other_side_is_the_same_drawing_mirrored():
    right, left = (find_picture("s1", "floor_seated", side) for side in ("right", "left"))

    assert (right.path, right.is_mirrored, left.is_mirrored) == (left.path, False, True)
    assert left.alt == right.alt.replace("right", "left") != right.alt


def test_what_has_no_side_is_never_mirrored():
    assert not find_picture("m5", "standing", "both").is_mirrored
    assert not find_picture("x7", "prone", "left").is_mirrored


def test_what_nobody_drew_has_no_picture():
    assert find_picture("z9", "prone") is None


# How it is drawn


def test_a_limb_reaches_its_contact_point_bending_its_own_way():
    knee = reach((0, 90, 0), (0, 30, 0), body.THIGH, body.SHANK, (1, 0, 0))

    assert length(minus(knee, (0, 90, 0))) == pytest.approx(body.THIGH)
    assert length(minus(knee, (0, 30, 0))) == pytest.approx(body.SHANK)
    assert knee[0] > 0


def test_a_contact_point_out_of_reach_is_an_error():
    with pytest.raises(ValueError, match="out of reach by 8"):
        reach((0, 90, 0), (0, 0, 0), body.THIGH, body.SHANK, (1, 0, 0))


def square(x, y, side):
    return [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]


def test_overlapping_outlines_become_one():
    (edge,) = union([square(0, 0, 10), square(5, 3, 10)])

    assert area(edge) / 2 == pytest.approx(100 + 100 - 5 * 7)


def test_outlines_that_do_not_meet_stay_apart():
    assert [area(edge) / 2 for edge in union([square(0, 0, 4), square(9, 0, 4)])] == [16, 16]


def test_a_gap_between_outlines_stays_a_gap():
    bars = [[(x, y), (x + w, y), (x + w, y + h), (x, y + h)] for x, y, w, h in (
        (0, 0, 9, 2), (-1, 1, 3, 9), (7, 1.5, 3, 9), (1, 8, 8, 3),
    )]  # fmt: skip

    assert sorted(area(edge) > 0 for edge in union(bars)) == [False, True]


# Where it is shown


def drawn(element):
    """The pictures in it as one without scripts sees them: late ones are there from the start."""
    late = [svg for template in element.find("template") for svg in template.find("svg")]
    found = element.find("svg", class_="picture")
    return [svg for svg in found if svg.find("use") and svg not in late]


def pictures(element):
    """What the pictures in it say, those that are mirrored marked with "mirrored: "."""
    return [
        ("mirrored: " if "mirrored" in svg.attrs["class"] else "") + svg.attrs["aria-label"]
        for svg in drawn(element)
        if svg.attrs.get("role") == "img"
    ]


@pytest.mark.django_db
def test_a_techniques_page_shows_each_position_with_its_name(client):
    page = read(client.get(reverse("routines:technique", args=["figure-4-stretch"])))
    figures = page.find("ul", class_="pictures")[0].find("figure")

    assert [figure.find("figcaption")[0].text for figure in figures] == [
        "On your back, shown on the right side",
        "On a chair, shown on the right side",
    ]
    assert [pictures(figure) for figure in figures] == [
        [find_picture("m1", position).alt] for position in ("supine", "chair")
    ]
    (use,) = figures[1].find("use")
    assert use.attrs["href"].endswith("img/figures/m1-chair.svg#figure")


@pytest.mark.django_db
def test_a_technique_that_nobody_drew_has_a_page_without_pictures(client):
    Technique.objects.filter(code="m1").update(code="z9")
    page = read(client.get(reverse("routines:technique", args=["figure-4-stretch"])))

    assert page.find("svg", class_="picture") == []
    assert page.find("ul", class_="pictures") == []


@pytest.mark.django_db
def test_drawings_that_no_longer_agree_with_the_words_are_shown_nowhere(client):
    guest(client)
    routine = fill(build(client), [("m1", "movement", "right", 60)])
    technique = Technique.objects.get(code="m1")
    paths = [technique.get_absolute_url(), routine.get_absolute_url(), path("print", routine)]
    listed = reverse("routines:techniques") + "?q=figure"

    def shown():
        pages = [read(client.get(address)) for address in [*paths, listed]]
        return [len(drawn(page)) for page in pages]

    assert shown() == [2, 1, 1, 1]
    Technique.objects.filter(code="m1").update(has_drawings=False)
    assert shown() == [0, 0, 0, 0]


@pytest.mark.django_db
def test_the_list_shows_a_position_that_is_in_use(client):
    technique = Technique.objects.get(code="s4")
    technique.positions.remove(technique.positions.get(code="supine"))
    page = read(client.get(reverse("routines:techniques")))
    shown = [
        svg.find("use")[0].attrs["href"]
        for card in page.find("li", class_="card")
        for svg in drawn(card)
    ]

    assert len(shown) == 26
    assert [href for href in shown if "s4-" in href] == [
        f"/static/{find_picture('s4', 'floor_seated').path}#figure"
    ]
    assert pictures(page) == []


@pytest.mark.django_db
def test_a_step_shows_its_own_position_and_side(client):
    guest(client)
    routine = fill(build(client))
    page = read(client.get(routine.get_absolute_url()))
    ways = [(s.technique.code, s.position.code, s.side) for s in routine.steps.all()]

    # One drawing for a technique's two sides that follow one another.
    ways = [way for way in ways if way[2] != "right"]
    found = [find_picture(*way) for way in ways]
    assert pictures(page) == [("mirrored: " * p.is_mirrored) + p.alt for p in found]
    assert [p.is_mirrored for p in found] == [side == "left" for _, _, side in ways]


@pytest.mark.django_db
def test_the_sheet_to_print_shows_each_step_once(client):
    guest(client)
    steps = [("s4", "targeted", "left", 60), ("s4", "targeted", "right", 60)]
    routine = fill(build(client), [*steps, ("m4", "movement", "both", 60)])
    page = read(client.get(path("print", routine)))

    assert pictures(page) == [
        "mirrored: " + find_picture("s4", "supine", "left").alt,
        find_picture("m4", "supine", "both").alt,
    ]


@pytest.mark.django_db
def test_a_step_without_some_of_its_regions_shows_no_picture_of_them(client):
    check(guest(client), rg_bruise=("large", ["buttock/right"]))
    routine = fill(build(client, sites=["outer_hip/right"]), [("x6", "warm-up", "right", 120)])
    page = read(client.get(routine.get_absolute_url()))

    assert "Only here today: outer hip." in page.text
    assert pictures(page) == []


@pytest.mark.django_db
def test_a_step_that_is_left_out_today_shows_no_picture(client):
    person = guest(client)
    routine = fill(build(client), [("s4", "targeted", "right", 60)])
    assert len(pictures(read(client.get(routine.get_absolute_url())))) == 1

    check(person, rg_bruise=("large", ["buttock/right"]))
    assert pictures(read(client.get(routine.get_absolute_url()))) == []
