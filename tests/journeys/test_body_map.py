"""The body map in a real browser: every shape is hit where its label points, by mouse and keys."""

import brotli
import pytest

from anatomy.bodymap.atlas import VIEWS, atlas
from tests.journeys.accessibility import find_violations

HIT = """([x, y]) => {
  const svg = document.querySelector('svg.bodymap'), at = new DOMPoint(x, y);
  const {x: left, y: top} = at.matrixTransform(svg.getScreenCTM());
  return document.elementFromPoint(left, top)?.closest('[data-slug]')?.dataset.slug;
}"""


@pytest.mark.parametrize("layer", ["skin", "superficial", "deep"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_anchor_hits_its_own_shape_on_both_sides(page, view, layer):
    name, sides = VIEWS[view]
    page.set_viewport_size({"width": 800, "height": 1600})
    page.goto(f"/muscles/?view={view}&layer={layer}")
    page.wait_for_load_state("networkidle")
    expected, found = {}, {}
    for shape in atlas()[name].layers[layer]:
        for side in sides if shape.target else ():
            x, y = shape.anchor
            expected[shape.slug, side] = shape.slug
            found[shape.slug, side] = page.evaluate(HIT, [-x if side == "right" else x, y])

    assert found == expected != {}


@pytest.mark.parametrize("layer", ["skin", "superficial", "deep"])
def test_axe_finds_nothing_in_any_layer(page, layer):
    page.goto(f"/muscles/?view=back&layer={layer}")

    assert find_violations(page) == []


def test_the_keyboard_walks_the_shapes_in_the_order_of_the_list(page):
    page.goto("/muscles/?view=back&layer=deep")
    names = page.locator(".map-list ul a").evaluate_all("all => all.map(a => a.dataset.slug)")
    page.locator("#map-zoom").focus()
    walked = []
    for _ in names:
        page.keyboard.press("Tab")
        walked.append(page.evaluate("document.activeElement.dataset.slug"))

    assert walked == names
    pointed = page.locator(".map-list a.is-pointed")
    assert pointed.get_attribute("data-slug") == names[-1]
    page.locator(".bodymap a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/muscles/{names[0]}/")


def test_another_view_comes_without_a_reload_and_has_an_address(page):
    page.goto("/muscles/?layer=deep")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Back", exact=True).click()
    page.get_by_role("link", name="Back", exact=True).and_(
        page.locator("[aria-current]")
    ).wait_for()

    assert "layer=deep&view=back" in page.url
    assert page.evaluate("window.stayed")
    assert page.evaluate("document.activeElement.id") == "view-back"
    page.go_back()
    page.get_by_role("link", name="Front", exact=True).and_(
        page.locator("[aria-current]")
    ).wait_for()


def test_a_search_marks_what_it_found_in_the_same_view(page):
    page.goto("/muscles/?view=back")
    page.get_by_label("Where").select_option("Back thigh")
    page.locator(".bm-drawn .is-worked").first.wait_for()

    page.get_by_text("4 muscles").wait_for()
    assert "view=back" in page.url
    assert page.locator(".bm-drawn .is-worked").count() == 8


def test_a_click_on_a_shape_clicks_its_checkbox_and_shows_that_it_is_ticked(page):
    page.goto("/muscles/?view=back&layer=skin")
    page.evaluate(
        """() => {
          document.querySelector('.map-list').innerHTML = '<input type=checkbox id=here>';
          document.querySelector('a[data-slug=buttock]').outerHTML =
            document.querySelector('a[data-slug=buttock]').outerHTML
              .replace('<a ', '<g data-control=here ').replace('</a>', '</g>');
        }"""
    )
    shape, box = page.locator("g[data-slug=buttock]"), page.locator("#here")

    shape.locator(".hit").first.click()
    assert box.is_checked()
    assert "is-chosen" in shape.get_attribute("class")
    box.uncheck()
    assert "is-chosen" not in shape.get_attribute("class")


def test_without_javascript_every_choice_is_a_link(no_js_page):
    no_js_page.goto("/muscles/")
    no_js_page.get_by_role("link", name="Back", exact=True).click()
    no_js_page.get_by_role("link", name="Skin", exact=True).click()
    no_js_page.locator("a[data-slug=buttock] .hit").first.click()

    assert "region=buttock" in no_js_page.url


def test_the_first_view_is_light_and_moves_nothing(page):
    sizes = {}

    def weigh(response):
        if "/img/bodymap/" in response.url:
            sizes[response.url.rsplit("/", 1)[1]] = len(brotli.compress(response.body()))

    page.on("response", weigh)
    page.add_init_script(
        "window.shifts = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => window.shifts += entry.value)).observe({type: 'layout-shift', buffered: true})"
    )
    page.goto("/muscles/")
    page.wait_for_load_state("networkidle")
    inline = page.locator("svg.bodymap").evaluate("svg => svg.outerHTML")

    assert set(sizes) == {"front.svg", "skin-front.svg", "bones-front.svg"}
    assert sum(sizes.values()) + len(brotli.compress(inline.encode())) < 25_000
    assert page.evaluate("window.shifts") == 0
