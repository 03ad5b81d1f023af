"""The pages to read in a real browser: accessible, narrow enough, and searchable either way."""

import pytest

from tests.journeys.accessibility import find_violations

PATHS = [
    "/",
    "/muscles/",
    "/muscles/piriformis/",
    "/muscles/?region=moon",
    "/techniques/",
    "/techniques/ball-glutes-piriformis/",
    "/guide/",
    "/evidence/",
    "/faq/",
    "/sources/",
    "/privacy/",
    "/seek-help/",
    "/safety/when-not-to-massage/",
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/safety/proof/",
]


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(page, path):
    page.goto(path)

    assert find_violations(page) == []


def test_nothing_is_wider_than_a_small_phone(page):
    page.set_viewport_size({"width": 320, "height": 600})
    widths = {}
    for path in PATHS:
        page.goto(path)
        widths[path] = page.evaluate("document.documentElement.scrollWidth")

    assert widths == dict.fromkeys(PATHS, 320)


def test_a_search_answers_in_place_and_has_an_address(page):
    page.goto("/muscles/")
    page.get_by_label("Where").focus()
    page.get_by_label("Where").select_option("Back thigh")

    page.get_by_text("4 muscles").wait_for()
    shown = page.locator("#results h3").all_inner_texts()
    assert "region=back-thigh" in page.url
    assert page.get_by_label("Where").evaluate("field => field === document.activeElement")

    page.reload()
    assert page.locator("#results h3").all_inner_texts() == shown

    page.go_back()
    page.get_by_text("23 muscles").wait_for()


def test_a_search_works_without_javascript(no_js_page):
    no_js_page.goto("/techniques/")
    no_js_page.get_by_label("Search").fill("gracilis")
    no_js_page.get_by_label("Search").press("Enter")

    assert no_js_page.locator("#count").inner_text() == "3 techniques"


def test_the_keyboard_jumps_over_the_menu(page):
    page.goto("/faq/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the main text"

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("main :focus").inner_text() == "when to get help"


def test_a_mistake_is_what_the_page_begins_with(page):
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in").click()

    assert page.title().startswith("Error: ")
    assert page.locator(":focus").get_attribute("class") == "error-summary"
    page.locator(".error-summary a").first.click()
    assert page.locator(":focus").get_attribute("name") == "login"
    assert find_violations(page) == []
