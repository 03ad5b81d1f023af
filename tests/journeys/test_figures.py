"""The drawings of techniques as a browser shows them."""

import pytest

# What a <use> does not find has no size.
SIZES = """() => [...document.querySelectorAll("svg.picture use")].map(use => {
    const box = use.getBBox();
    return box.width > 200 && box.height > 150;
})"""


def test_a_drawing_of_a_list_comes_when_it_is_nearly_seen(page):
    page.goto("/techniques/", wait_until="networkidle")
    first = page.evaluate(SIZES)
    for card in page.locator(".card.pictured").all():
        card.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")

    assert first == [True] * len(first)
    assert 0 < len(first) < 26
    page.wait_for_function("document.querySelectorAll('svg.picture use').length === 26")
    page.wait_for_function(f"({SIZES})().every(Boolean)")


def test_paper_has_every_drawing(page):
    page.goto("/techniques/", wait_until="networkidle")
    page.pdf()

    assert page.locator("svg.picture use").count() == 26


def test_without_javascript_every_drawing_is_there(no_js_page):
    no_js_page.goto("/techniques/", wait_until="networkidle")
    shown = no_js_page.locator("svg.picture:visible use")

    assert [box.bounding_box()["width"] > 50 for box in shown.all()] == [True] * 26


@pytest.mark.parametrize(
    "path", ["/", "/techniques/easy-walk/", "/techniques/own-hands-glutes/", "/muscles/piriformis/"]
)
def test_without_javascript_no_picture_leaves_a_hole(no_js_page, path):
    """What waits for a script to draw it takes no room beside what is there instead."""
    no_js_page.goto(path, wait_until="networkidle")

    assert no_js_page.locator("svg:visible:has(+ template)").count() == 0
    assert no_js_page.locator("main svg:visible:is(.picture, .bodymap)").count() > 0


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
