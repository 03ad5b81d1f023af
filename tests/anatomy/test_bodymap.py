"""The body map's files: all that the content names is drawn, once, and where the map says."""

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from anatomy.bodymap.atlas import LAYERS, atlas, best_place

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "static/img/bodymap"
DRAWINGS = ("front", "back", "side")


def content(subject):
    """The slugs of a content file."""
    entries = yaml.safe_load((ROOT / f"fixtures/{subject}.yaml").read_text())
    return [entry["fields"]["slug"] for entry in entries]


def elements(name):
    return list(ElementTree.parse(PICTURES / f"{name}.svg").iter())


def ids(name):
    return [element.attrib["id"] for element in elements(name) if "id" in element.attrib]


def shapes(name, layer=None):
    layers = [layer] if layer else LAYERS
    return [shape for layer in layers for shape in atlas()[name].layers[layer]]


def offered(kind):
    return {s.slug for name in DRAWINGS for s in shapes(name) if s.target and s.kind == kind}


def test_every_muscle_is_drawn_and_no_other_is_offered():
    assert offered("muscle") == set(content("muscles"))
    assert len(offered("muscle")) == 23


def test_every_region_is_drawn_and_no_other_is_offered():
    assert offered("region") == set(content("regions"))
    assert len(offered("region")) == 8


def test_every_landmark_has_a_place_and_no_other():
    placed = {landmark.slug for name in DRAWINGS for landmark in atlas()[name].landmarks}
    assert placed == set(content("landmarks"))
    assert offered("nerve") | offered("band") <= placed


def test_whatever_is_offered_has_a_best_place():
    slugs = content("muscles") + content("regions")
    places = {slug: best_place(slug) for slug in slugs}

    assert {slug for slug, place in places.items() if place is None} == set()
    assert places["piriformis"] == ("back", "deep")
    assert places["gluteus-maximus"] == ("back", "superficial")
    assert places["rectus-femoris"] == ("front", "superficial")
    assert places["buttock"][1] == "skin"
    assert best_place("biceps-of-the-arm") is None


def test_of_several_things_most_are_seen_in_the_best_place():
    deep = ["piriformis", "gemellus-superior", "gemellus-inferior", "biceps-of-the-arm"]

    assert best_place(*deep, "gluteus-maximus") == ("back", "deep")
    assert best_place("gluteus-maximus", "biceps-femoris-long") == ("back", "superficial")


@pytest.mark.parametrize("name", DRAWINGS)
def test_map_and_files_agree(name):
    bones, skin, rest = (set(ids(file)) for file in (f"bones-{name}", f"skin-{name}", name))
    drawn = ids(name) + ids(f"bones-{name}") + ids(f"skin-{name}")
    files = {"bone": bones, "region": skin}
    named = {f"{name}-{shape.slug}" for shape in shapes(name)}

    assert [one for one, times in Counter(drawn).items() if times > 1] == []
    assert all(f"{name}-{s.slug}" in files.get(s.kind, rest) for s in shapes(name))
    assert all(s.target in files.get(s.kind, rest) for s in shapes(name) if s.target)
    assert f"{name}-body" in skin
    assert {one.area for one in atlas()[name].landmarks if one.area} <= set(ids(name))
    # Nothing is drawn that no layer shows.
    groups = {e.attrib["id"] for e in elements(name) if e.tag.endswith("}g")}
    places = {one.area.removesuffix("-o") for one in atlas()[name].landmarks}
    assert groups - places <= named


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_places_are_seen_whole_and_as_large_from_every_side(name):
    left, top, width, height = atlas()[name].boxes["places"]

    assert (width, height) == (1440, 2400)
    for shape in shapes(name, "skin"):
        if shape.target:
            x, y, wide, high = shape.box
            mirrored = -x - wide if name != "side" else x
            assert left <= min(x, mirrored)
            assert max(x, mirrored) + wide <= left + width
            assert top <= y
            assert y + high <= top + height


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_page_decides_on_every_colour(name):
    for element in elements(name) + elements(f"bones-{name}") + elements(f"skin-{name}"):
        for paint in ("fill", "stroke"):
            value = element.attrib.get(paint, "none")
            assert re.fullmatch(r"none|var\(--bm-[a-z-]+,#[0-9a-f]+\)", value), value
        assert not {"style", "class"} & set(element.attrib)


@pytest.mark.parametrize("name", DRAWINGS)
def test_bones_stand_in_a_file_of_their_own_under_their_licence(name):
    text = (PICTURES / f"bones-{name}.svg").read_text()

    assert "Mozilla Public License, v. 2.0" in text
    assert "musculoskeletal-models 0.2.4 (LLP26 mean, Auckland Bioengineering Institute)" in text
    bones = {f"{name}-{s.slug}" for s in shapes(name) if s.kind == "bone"}
    assert bones & set(ids(name)) == set()


@pytest.mark.parametrize("name", DRAWINGS)
def test_what_is_offered_lies_in_the_picture(name):
    left, top, width, height = atlas()[name].boxes["whole"]
    for shape in shapes(name):
        if shape.target:
            x, y = shape.anchor
            assert left < x < left + width
            assert top < y < top + height
            assert shape.reach >= 2, shape


def test_the_left_side_is_the_persons_own():
    """From the front the person's left is on the viewer's right; from the back it is on the left.

    Seen from the left, a person faces the viewer's left.
    """
    at = {
        (name, s.slug): s.anchor[0] for name in DRAWINGS for s in shapes(name, "skin") if s.target
    }

    assert at["front", "outer-hip"] > 0 > at["back", "outer-hip"]
    assert at["side", "front-thigh"] < at["side", "outer-thigh"] < at["side", "back-thigh"]
