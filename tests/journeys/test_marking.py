"""Marking places on the body map in a real browser: by tapping it, by keys, by the list alone."""

from urllib.parse import parse_qsl

import brotli
import pytest
from playwright.sync_api import expect

from anatomy.bodymap.atlas import VIEWS, atlas
from tests import people
from tests.journeys.accessibility import find_violations
from tests.people import says
from tests.screening.filling import url

BRUISE = ["spots", "rg-bruise", "where"]
# Once something is there: pictures are fetched when they come into view.
HIT = """([figure, x, y]) => {
  const map = document.querySelector(`${figure} svg`);
  if (!map) return null;
  const {x: left, y: top} = new DOMPoint(x, y).matrixTransform(map.getScreenCTM());
  return document.elementFromPoint(left, top)?.closest("[data-control]") ? [left, top] : null;
}"""


def click(page, figure, x, y):
    page.mouse.click(*page.wait_for_function(HIT, arg=[figure, x, y]).json_value())


@pytest.fixture
def visit(enter):
    """Let a page belong to a guest who has answered so."""
    return lambda page, *answers: enter(page, people.known(frozenset(answers)))


def tap(page, view, slug, side, layer="skin"):
    """Press a shape with the mouse, in the middle of what is visible of it."""
    name, _ = VIEWS[view]
    x, y = atlas()[name].shape(layer, slug).anchor
    flipped = side == "right"
    figure = f"[data-view={view}][data-layer={layer}]"
    page.locator(figure).scroll_into_view_if_needed()
    page.locator(f"{figure} svg").scroll_into_view_if_needed()
    click(page, figure, -x if flipped else x, y)


def sent_by(page, act, button="Continue"):
    """What the browser sends to the site when somebody has done so and goes on."""
    act()
    with page.expect_request(lambda request: request.method == "POST") as posted:
        page.get_by_role("button", name=button).click()
    page.wait_for_load_state()
    sent = parse_qsl(posted.value.post_data)
    return [pair for pair in sent if pair[0] not in ("csrfmiddlewaretoken", "key", "person")]


def test_picture_keys_and_the_list_alone_send_the_same(page, no_js_page, visit):
    boxes = ["Buttock, Left", "Front thigh, Right"]

    def by_picture():
        tap(page, "back", "buttock", "left")
        tap(page, "front", "front-thigh", "right")
        tap(page, "front", "front-thigh", "left")
        tap(page, "front", "front-thigh", "left")

    def by_keys():
        for box in boxes:
            page.get_by_label(box, exact=True).focus()
            page.keyboard.press("Space")

    def by_list():
        for box in boxes:
            no_js_page.get_by_label(box, exact=True).check()

    sent, kept = [], []
    for where, act in ((page, by_picture), (page, by_keys), (no_js_page, by_list)):
        person = visit(where, says("rg_bruise", "large"))
        where.goto(url(*BRUISE, person=person))
        sent.append(sent_by(where, act))
        kept.append(person.answers.get().sites)

    assert sent[0] == sent[1] == sent[2]
    assert sent[0][1:] == [("large", "buttock/left"), ("large", "front_thigh/right")]
    assert kept == [["buttock/left", "front_thigh/right"]] * 3


def test_the_builder_is_sent_the_same_by_picture_keys_and_list(page, no_js_page, visit):
    boxes = [
        "Buttock, Right",
        "Big buttock muscle (Gluteus maximus)",
        "Deep buttock muscle (Piriformis)",
    ]

    def by_picture():
        page.get_by_text("Choose what to work on").click()
        tap(page, "back", "buttock", "right")
        tap(page, "back", "gluteus-maximus", "left", "superficial")
        page.get_by_text("Deep muscles", exact=True).click()
        tap(page, "back", "piriformis", "right", "deep")

    def by_keys():
        page.get_by_text("Choose what to work on").focus()
        page.keyboard.press("Enter")
        for box in boxes:
            page.get_by_label(box, exact=True).focus()
            page.keyboard.press("Space")

    def by_list():
        no_js_page.get_by_text("Choose what to work on").click()
        for box in boxes:
            no_js_page.get_by_label(box, exact=True).check()

    sent = []
    for where, act in ((page, by_picture), (page, by_keys), (no_js_page, by_list)):
        visit(where, *people.BRUISED_LEFT_BUTTOCK)
        where.goto("/routines/new/")
        sent.append(sent_by(where, act, "Make the routine"))

    assert sent[0] == sent[1] == sent[2]
    assert [pair for pair in sent[0] if pair[0] in ("sites", "muscles")] == [
        ("sites", "buttock/right"),
        ("muscles", "gluteus_maximus"),
        ("muscles", "piriformis"),
    ]


def test_what_is_left_out_for_this_person_cannot_be_tapped_and_says_why(page, visit):
    visit(page, *people.BRUISED_LEFT_BUTTOCK)
    page.goto("/routines/new/")
    page.get_by_text("Choose what to work on").click()
    tap(page, "back", "buttock", "left")

    expect(page.locator("[name=sites]:checked")).to_have_count(0)
    said = page.locator("[data-refused]").first
    expect(said).to_have_text("Buttock, left: Left out today: A bruise.")
    crossed = page.locator("[data-view=back][data-layer=skin] .is-off-limits.bm-target")
    expect(crossed).to_have_attribute("data-side", "left")
    tap(page, "back", "buttock", "right")
    expect(page.locator("[name=sites]:checked")).to_have_value("buttock/right")
    expect(said).to_be_empty()


def test_the_builder_fetches_no_picture_until_it_is_looked_at(page, visit):
    visit(page)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/routines/new/")
    page.wait_for_load_state("networkidle")

    assert [url for url in asked if "/bodymap/" in url] == []
    assert find_violations(page) == []
    with page.expect_response("**/skin-front.svg"):
        page.get_by_text("Choose what to work on").click()
    assert find_violations(page) == []


def test_from_the_front_the_viewers_right_is_the_persons_left(page, visit):
    visit(page, says("rg_bruise", "large"))
    page.set_viewport_size({"width": 1280, "height": 1200})
    page.goto(url(*BRUISE))
    for view, share in (("front", 0.75), ("back", 0.25), ("left", 0.5)):
        if view == "left":
            page.locator(".from-left").click()
        page.locator(f"[data-view={view}] svg").scroll_into_view_if_needed()
        box = page.locator(f"[data-view={view}] svg").bounding_box()
        page.mouse.click(box["x"] + share * box["width"], box["y"] + 0.8 * box["height"])

    ticked = page.locator(".places :checked").evaluate_all("all => all.map(one => one.value)")
    assert {site.partition("/")[2] for site in ticked} == {"left"}
    assert len(ticked) == 3


@pytest.mark.parametrize("view", VIEWS)
def test_every_shape_ticks_its_own_box_and_shows_it(page, visit, view):
    visit(page, says("rg_bruise", "large"))
    page.set_viewport_size({"width": 700, "height": 1400})
    page.goto(url(*BRUISE))
    if view in ("left", "right"):
        page.locator(f".from-{view}").click()
    (name, sides), figure = VIEWS[view], f"[data-view={view}]"
    for shape in (one for one in atlas()[name].layers["skin"] if one.target):
        for side in sides:
            x, y = shape.anchor
            flipped = side == "right"
            click(page, figure, -x if flipped else x, y)
            ticked = page.locator(".places :checked")
            expect(ticked).to_have_value(f"{shape.slug.replace('-', '_')}/{side}")
            chosen = page.locator(f"[data-view={view}] .is-chosen")
            expect(chosen).to_have_attribute("data-slug", shape.slug)
            expect(chosen).to_have_attribute("data-side", side)
            ticked.uncheck()
            expect(page.locator(".is-chosen")).to_have_count(0)


def test_the_picture_turns_to_what_is_ticked_in_the_list(page, visit):
    visit(page, says("rg_bruise", "large"))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(url(*BRUISE))
    expect(page.locator("[data-view=front] svg")).to_be_visible()
    expect(page.locator("[data-view=back] svg")).to_be_hidden()

    page.get_by_label("Buttock, Left").check()

    expect(page.locator("[data-view=back] .is-chosen")).to_be_visible()
    expect(page.locator("[data-view=front] svg")).to_be_hidden()
    expect(page.locator("[data-marked]")).to_have_text("Buttock, left")


def test_a_muscle_is_shown_where_it_is_seen_best(page, visit):
    visit(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/routines/new/")
    page.get_by_text("Choose what to work on").click()
    page.get_by_label("Deep buttock muscle (Piriformis)").check()

    page.locator("[data-view=back][data-layer=deep]").scroll_into_view_if_needed()
    chosen = page.locator("[data-view=back][data-layer=deep] .is-chosen")
    expect(chosen).to_have_attribute("data-slug", "piriformis")
    expect(chosen).to_be_visible()


@pytest.mark.parametrize("path", ["/techniques/own-hands-glutes/", "/safety/result/"])
def test_small_pictures_fit_the_smallest_phone(page, visit, path):
    visit(page, *people.BRUISED_LEFT_BUTTOCK)
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(path)
    page.locator(".shown-places").scroll_into_view_if_needed()
    expect(page.locator(".shown-figure svg").last).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert find_violations(page) == []


def test_what_was_ticked_before_is_shown_at_once(page, visit):
    visit(page, *people.BRUISED_LEFT_BUTTOCK)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(url(*BRUISE))

    expect(page.locator("[data-view=back] .is-chosen")).to_have_attribute("data-side", "left")
    expect(page.locator("[data-marked]")).to_have_text("Buttock, left")


def test_without_javascript_a_shape_leads_to_its_checkbox(no_js_page, visit):
    visit(no_js_page, says("rg_bruise", "large"))
    no_js_page.goto(url(*BRUISE))
    tap(no_js_page, "back", "buttock", "left")

    target = no_js_page.locator(":target")
    assert target.get_attribute("value") == "buttock/left"
    no_js_page.keyboard.press("Tab")
    no_js_page.keyboard.press("Shift+Tab")
    expect(no_js_page.locator(".scripted").first).to_be_hidden()


def test_the_first_pictures_are_light_and_the_others_come_when_looked_at(page, visit):
    visit(page, says("rg_bruise", "large"))
    answers = {}
    page.on("response", lambda answer: answers.update({answer.url.rsplit("/", 1)[1]: answer}))
    page.add_init_script(
        "window.shifts = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => window.shifts += entry.value)).observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(url(*BRUISE))
    page.wait_for_load_state("networkidle")

    pictures = {name for name in answers if name.endswith(".svg")} - {"favicon.svg"}
    first = {f"{part}-{view}.svg" for part in ("skin", "bones") for view in ("front", "back")}
    assert pictures == first
    assert sum(len(brotli.compress(answers[name].body())) for name in pictures) < 25_000
    assert page.evaluate("window.shifts") == 0
    with page.expect_response("**/bones-side.svg"):
        page.locator(".from-left").click()
    assert page.evaluate("window.shifts") == 0


def test_axe_finds_nothing_and_nothing_is_too_wide(page, visit):
    visit(page, *people.BRUISED_TWICE)
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(url(*BRUISE))

    assert find_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
