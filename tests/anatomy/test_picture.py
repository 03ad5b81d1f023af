"""What the template is told to draw."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template

from anatomy.bodymap.picture import Mark, picture
from tests.elements import Element, read

SIT_BONE = SimpleNamespace(slug="sit-bone", name="Sit bone")
ASIS = SimpleNamespace(slug="asis", name="Front hip bone point")
SACRUM = SimpleNamespace(slug="sacrum-coccyx", name="Sacrum")


def draw(view, layer, marks=(), landmarks=(), zoom=False) -> Element:
    source = "{% load bodymap %}{% body_map view layer marks landmarks zoom=zoom %}"
    context = {"view": view, "layer": layer, "marks": marks, "landmarks": landmarks, "zoom": zoom}
    return read(Template(source).render(Context(context))).find("svg")[0]


def targets(svg, tag):
    return [one.attrs["data-slug"] for one in svg.find(tag, class_="bm-target")]


def test_marks_keep_their_order_and_what_is_not_in_the_picture_is_left_out():
    marks = [
        Mark("piriformis", "Deep buttock muscle", href="/p/"),
        Mark("sartorius", "Strap muscle", href="/s/"),
        Mark("gemellus-superior", "Upper twin", href="/g/"),
    ]
    svg = draw("back", "deep", marks)

    assert targets(svg, "a") == ["piriformis", "gemellus-superior"]
    assert targets(draw("back", "deep", marks[::-1]), "a") == ["gemellus-superior", "piriformis"]
    assert [a.attrs["href"] for a in svg.find("a")] == ["/p/", "/g/"]
    assert svg.attrs["role"] == "group"


def test_a_mark_without_a_side_is_on_both_and_one_with_a_side_on_that():
    both, left, right = (
        Mark("buttock", "Buttock", side=side, state="sore") for side in ("", "left", "right")
    )

    def sides(view, *marks):
        return [
            (use.side, bool(use.mirror))
            for target in picture(view, "skin", "whole", marks, ()).targets
            for use in target.outlines
        ]

    assert sides("back", both) == [("left", False), ("right", True)]
    assert sides("back", right, left) == [("right", True), ("left", False)]
    assert sides("left", both) == sides("left", left, right) == [("left", False)]
    assert sides("right", left, right) == [("right", False)]
    assert sides("front", both) == []


def test_the_right_is_the_left_turned_over():
    left, right = (picture(view, "skin", "whole", (), [SIT_BONE]) for view in ("left", "right"))

    x, y = left.dots[0].places[0]
    assert right.dots[0].places == ((-x, y),)
    assert (left.mirror, right.mirror) == ("", "scale(-1 1)")
    assert left.box[0] + right.box[0] == -left.box[2]
    assert left.box[1:] == right.box[1:]


@pytest.mark.parametrize("state", ["sore", "broken", "off-limits"])
def test_what_must_not_rest_on_hue_has_a_pattern(state):
    svg = draw("back", "skin", [Mark("buttock", "Buttock", side="left", state=state)])

    patterns = {pattern.attrs["id"] for pattern in svg.find("pattern")}
    filled = [use.attrs["fill"] for use in svg.find("use") if "fill" in use.attrs]
    assert filled == [f"url(#bodymap-{state})"]
    assert f"bodymap-{state}" in patterns


@pytest.mark.parametrize("state", ["worked", "supporting", "chosen"])
def test_other_states_are_classes_of_what_is_drawn(state):
    svg = draw("back", "superficial", [Mark("gluteus-maximus", "Big", side="right", state=state)])

    drawn = svg.find("g", class_="bm-drawn")[0].find("use", class_=f"is-{state}")
    assert [use.attrs["href"] for use in drawn] == [
        "/static/img/bodymap/back.svg#back-gluteus-maximus"
    ]
    assert drawn[0].attrs["transform"] == "scale(-1 1)"
    assert svg.attrs["role"] == "img"
    assert svg.find("title")[0].text == "Hip, seen from the back"


def test_what_alone_is_worked_under_other_muscles_has_its_whole_outline():
    def covered(slug, state):
        marks = [Mark(slug, slug, side="left", state=state)]
        return [t.covered for t in picture("front", "superficial", "whole", marks, ()).targets]

    ((whole,),) = covered("rectus-femoris", "worked")
    assert whole.id == "front-rectus-femoris-o"
    assert covered("rectus-femoris", "supporting") == covered("sartorius", "worked") == [()]
    many = [Mark(slug, slug, state="worked") for slug in ("rectus-femoris", "gracilis")]
    assert [t.covered for t in picture("front", "superficial", "whole", many, ()).targets] == [
        (),
        (),
    ]


def test_a_picture_of_controls_leaves_speaking_to_them():
    svg = draw("back", "skin", [Mark("buttock", "Buttock", side="left", control="id_sites_3")])

    assert svg.attrs["aria-hidden"] == "true"
    assert "role" not in svg.attrs
    (target,) = svg.find("a", class_="bm-target")
    assert target.attrs["data-control"] == "id_sites_3"
    assert (target.attrs["href"], target.attrs["tabindex"]) == ("#id_sites_3", "-1")
    assert (target.attrs["data-slug"], target.attrs["data-side"]) == ("buttock", "left")


def test_landmarks_are_numbered_as_they_come_where_the_view_has_them():
    svg = draw("back", "deep", landmarks=[ASIS, SACRUM, SIT_BONE])

    dots = svg.find("g", class_="bm-dot")
    assert [(dot.find("text")[0].text, dot.find("title")[0].text) for dot in dots] == [
        ("1", "Sacrum"),
        ("2", "Sit bone"),
        ("2", "Sit bone"),
    ]


def test_a_landmark_outside_the_picture_has_no_dot_and_takes_no_number():
    band = SimpleNamespace(slug="it-band", name="IT band")

    def dots(zoom):
        svg = draw("left", "deep", landmarks=[band, SIT_BONE], zoom=zoom)
        return [dot.text for dot in svg.find("g", class_="bm-dot")]

    assert dots(zoom=False) == ["IT band1", "Sit bone2"]
    assert dots(zoom=True) == ["Sit bone1"]


def test_zoom_shows_the_hip_alone_in_the_same_width():
    whole, hip = draw("front", "deep"), draw("front", "deep", zoom=True)

    assert whole.attrs["width"] == hip.attrs["width"]
    assert int(hip.attrs["height"]) < int(whole.attrs["height"]) / 2
