"""The page that shows every part, and the colours that it shows."""

import re

import pytest

from anatomy.bodymap.picture import STATES
from hipcare.styleguide import EDGES, GROUNDS, INKS
from screening.templatetags.care import CARDS
from tests.elements import read

PAIR = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);")


@pytest.fixture
def staff(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("boss@example.com", "-"))
    return client


@pytest.mark.django_db
def test_nobody_but_staff_learns_that_it_is_there(client, django_user_model):
    assert client.get("/styleguide/").status_code == 404

    client.force_login(django_user_model.objects.create_user("sam@example.com", "-"))
    assert client.get("/styleguide/").status_code == 404


@pytest.mark.django_db
def test_it_is_open_while_developing(client, settings):
    settings.DEBUG = True

    assert client.get("/styleguide/").status_code == 200


@pytest.mark.django_db
def test_it_shows_every_kind_of_notice_and_field(staff):
    page = read(staff.get("/styleguide/"))

    assert [len(page.find("div", class_=level)) for level in CARDS] == [1, 1, 2, 1, 1]
    assert page.find("title")[0].text == "Styleguide – Hipcare"
    assert {one.attrs["type"] for one in page.find("input")} == {
        "hidden",
        "text",
        "number",
        "radio",
        "checkbox",
    }
    assert {one.attrs["class"].split("is-")[1] for one in page.find("g", class_="bm-target")
            if "is-" in one.attrs["class"]} == set(STATES)  # fmt: skip
    text = re.sub(r"<noscript>.*?</noscript>", "", staff.get("/styleguide/").text, flags=re.DOTALL)
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.django_db
def test_it_shows_a_step_for_both_sides_and_one_that_is_left_out(staff):
    page = read(staff.get("/styleguide/"))
    kinds = [step.attrs["class"] for step in page.find("li", class_="step")]

    assert kinds == ["card step", "card step twin", "card step left-out", "card step"]


@pytest.mark.django_db
def test_sent_empty_it_shows_what_mistakes_look_like(staff):
    page = read(staff.get("/styleguide/", {"sent": "1", "place": "hip", "minutes": "90"}))

    assert page.find("title")[0].text == "Error: Styleguide – Hipcare"
    links = page.find("div", role="alert")[0].find("a")
    assert [link.text for link in links] == [
        "Enter a name",
        "Ensure this value is less than or equal to 30.",
        "Select how firm",
        "Select what applies, or select ‘No, I have none of these’",
    ]
    for link in links:
        assert page.find("input", id=link.attrs["href"].removeprefix("#"))


# Contrast, as WCAG 2.2 defines it


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def faint(colours, inks, grounds, least):
    """What stands out too little: ink on ground, with its contrast."""
    return {
        f"{ink} on {ground}": round(contrast(colours[ink], colours[ground]), 2)
        for ink in inks
        for ground in grounds
        if contrast(colours[ink], colours[ground]) < least
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_stands_out_from_its_ground(settings, scheme):
    css = (settings.BASE_DIR / "static" / "css" / "base.css").read_text()
    colours = {name: pair[scheme == "dark"] for name, *pair in PAIR.findall(css)}
    colours["white"] = "#ffffff"

    assert faint(colours, INKS, GROUNDS, 4.5) == {}
    assert faint(colours, ["on-brand"], ["brand", "brand-strong"], 4.5) == {}
    assert faint(colours, ["white"], CARDS, 4.5) == {}
    assert faint(colours, ["paper"], ["ink"], 4.5) == {}
    assert faint(colours, set(EDGES) - {"line"}, ["paper", "surface", "sunken"], 3) == {}


def test_contrast_is_measured_as_the_standard_says():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
