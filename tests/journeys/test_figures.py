"""The drawings of techniques as a browser shows them."""

import pytest

# What a <use> does not find has no size.
SIZES = """() => [...document.querySelectorAll("svg.picture use")].map(use => {
    const box = use.getBBox();
    return box.width > 200 && box.height > 150;
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_drawing_of_the_list_is_there(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto("/techniques/", wait_until="networkidle")

    assert page.evaluate(SIZES) == [True] * 26


def test_a_drawing_takes_its_tones_from_the_page(page):
    """Ink that fits a light page, and a dark one: the file itself names none."""
    ink = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto("/techniques/easy-walk/")
        ink[scheme] = page.locator("svg.picture").evaluate("svg => getComputedStyle(svg).color")

    assert ink["light"] != ink["dark"]


def test_nothing_moves_when_a_drawing_comes(page, complaints):
    page.route("**/img/figures/*.svg", lambda route: route.abort())
    page.goto("/techniques/easy-walk/")
    without = page.locator("ol.steps").bounding_box()
    page.unroute_all()
    complaints.clear()
    page.goto("/techniques/easy-walk/")

    assert page.locator("ol.steps").bounding_box() == without
