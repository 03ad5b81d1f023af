"""The editor in a real browser: it forgives, says what it does, and needs no script."""

import re

from playwright.sync_api import expect

from tests.journeys.accessibility import find_violations
from tests.journeys.test_routine import BRUISE, build, cards, change, names
from tests.routines.people import fill


def undo(page):
    """Undo the last change, and wait for the page to say so. Returns what it was."""
    words = " ".join(page.locator("#undo .what").text_content().split()).removeprefix(": ")
    page.locator("#undo").click()
    expect(page.get_by_text(f"Undone: {words}.").first).to_be_visible()
    return words.split(" ")[0]


def test_two_are_locked_the_rest_is_built_again_and_all_is_undone(either_page, visit):
    page = either_page
    visit(page)
    routine = fill(build(page, 15, "Soft ball", "Soft foam roller"))
    page.goto(routine.get_absolute_url())
    before = names(page)
    for place in (1, 2):
        change(page, place).get_by_role("button", name=re.compile("^Lock")).click()
        expect(cards(page).nth(place).locator(".lock")).to_be_visible()

    page.get_by_role("button", name="Build the rest again").click()
    expect(page.get_by_text("Built again. 2 locked steps stay.").first).to_be_visible()
    assert {name[2:] for name in before[1:3]} <= {re.sub(r"^\d+ ", "", n) for n in names(page)}

    ball = next(n for n, name in enumerate(names(page)) if "Ball under the buttock" in name)
    change(page, ball).get_by_role("link", name="Swap").click()
    page.locator("input[name=technique]:not([disabled])").first.check()
    page.get_by_role("button", name="Swap it").click()
    expect(page.get_by_text("is swapped for").first).to_be_visible()

    last = cards(page).last.get_attribute("id")
    change(page, -1).get_by_role("button", name="Remove").click()
    expect(page.locator(f"#{last}")).to_have_count(0)

    assert [undo(page) for _ in range(5)] == ["remove", "swap", "build", "lock", "lock"]
    assert names(page) == before
    page.reload()
    expect(page.locator("#redo .what")).to_have_text(re.compile("^: lock"))


def test_a_refusal_offers_what_mends_it(either_page, visit):
    page = either_page
    visit(page)
    routine = fill(build(page, 15, "Soft ball"))
    page.goto(routine.get_absolute_url())
    change(page, 0).get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Add a warm-up").first.click()

    expect(page.get_by_text("Removed: ").first).to_be_visible()
    expect(page.get_by_text("Massage needs a warm-up first")).to_have_count(0)


def test_a_deleted_routine_is_had_back(either_page, visit):
    page = either_page
    visit(page)
    routine = build(page)
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_text("is deleted.").first).to_be_visible()
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_text("is back.").first).to_be_visible()
    expect(page).to_have_url(re.compile(routine.get_absolute_url()))


def test_axe_finds_nothing_in_any_state_of_the_editor(page, visit, complaints):
    visit(page, rg_bruise=BRUISE)
    routine = fill(build(page, 15, "Soft ball", "Soft foam roller"))
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(routine.get_absolute_url())
    old = page.context.new_page()
    old.goto(routine.get_absolute_url())
    seen = change(old, 4)

    def look(page):
        assert find_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 320

    change(page, 2).get_by_role("link", name="Swap").click()
    expect(page.get_by_role("heading", name="Instead of")).to_be_focused()
    look(page)
    page.get_by_role("link", name="Add a technique").click()
    expect(page.get_by_role("heading", name="Add a technique")).to_be_focused()
    look(page)
    change(page, 0).get_by_role("button", name="Remove").click()
    expect(page.get_by_text("You can do it like this")).to_be_visible()
    look(page)
    change(page, 2).get_by_role("button", name=re.compile("^Lock")).click()
    expect(page.locator("#undo .what")).to_have_text(re.compile("lock"))
    look(page)
    old.set_viewport_size({"width": 320, "height": 700})
    seen.get_by_role("button", name="Remove").click()
    expect(old.get_by_role("button", name="Make my change now")).to_be_visible()
    look(old)
    complaints[:] = [said for said in complaints if "409" not in said]
