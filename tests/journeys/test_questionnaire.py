"""The safety check in a real browser, with JavaScript and without."""

from datetime import date

from playwright.sync_api import expect

from screening.models import Person
from tests.journeys.accessibility import find_violations


def go_on(page):
    page.get_by_role("button", name="Continue").click()


def tick(page, *labels):
    for label in labels:
        page.get_by_label(label, exact=True).check()
    go_on(page)


def choose(page, **answers):
    """On a page of a few questions: the start of each question's words → the answer."""
    for words, answer in answers.items():
        group = page.get_by_role("group", name=words.replace("_", " "))
        group.get_by_label(answer, exact=True).check()
    go_on(page)


def begin(page):
    page.goto("/safety/")
    page.get_by_role("link", name="Start now").click()


def answer_up_to_spots(page):
    begin(page)
    tick(page, "No, I have none of these right now")
    tick(page, "No, none of these apply to me")
    tick(page, "No, I have none of these")
    choose(
        page,
        How_old_are_you="18 to 69",
        How_has_the_pain_been="Better, the same, or no pain",
        Is_it_hard_or_unsafe="No",
        Would_touch_near="No",
        Do_oils="No",
        Who_will_do_the_massage="Just me",
    )


def answer_today(page):
    choose(page, How_bad_is_your_hip_pain="0 to 4", Do_you_have_a_fever="No", Have_you_had="No")


def test_a_bruise_limits_what_is_safe(either_page):
    page = either_page
    answer_up_to_spots(page)
    tick(page, "A bruise")
    tick(page, "Large, sore or swollen")
    tick(page, "Buttock, Left")
    answer_today(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    expect(page.get_by_text("Large, sore or swollen: Buttock, left")).to_be_visible()
    page.get_by_role("button", name="See what is safe for me").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("What is safe for you")
    expect(page.get_by_text("You can have a routine, within some limits")).to_be_visible()
    expect(page.locator("dl.summary")).to_contain_text("Buttock, left")
    expect(page.get_by_role("link", name="Build a routine")).to_be_visible()


def test_an_emergency_leads_to_help_at_once(either_page):
    page = either_page
    begin(page)
    tick(
        page, "Chest pain, trouble breathing or blood when I cough right now, or I have passed out"
    )

    expect(page.get_by_role("heading", level=1)).to_have_text("Stop: get help now")
    expect(page.locator(".care.emergency")).to_contain_text("Call 999, 112 or 911 now.")

    page.get_by_role("link", name="change this answer").click()
    tick(page, "No")
    expect(page.get_by_role("heading", level=1)).to_have_text("Do any of these apply to you?")


def test_a_healthy_person_sees_eight_pages(page):
    seen = []
    page.on("load", lambda page: seen.append(page.url))
    answer_up_to_spots(page)
    tick(page, "No, I have none of these there")
    answer_today(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    assert len(set(seen)) == len(seen) == 8


def test_what_is_wrong_is_said_where_it_is(either_page):
    page = either_page
    begin(page)
    go_on(page)

    expect(page).to_have_title("Error: Do you have any of these right now? – Hipcare")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("There is a problem")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    expect(page.get_by_role("checkbox").first).to_be_focused()


def test_none_unticks_the_rest(page):
    begin(page)
    ill = page.get_by_label("One leg or foot that has suddenly gone weak, floppy or hard to lift")
    none = page.get_by_label("No, I have none of these right now")
    ill.check()
    none.check()
    expect(ill).not_to_be_checked()
    ill.check()
    expect(none).not_to_be_checked()


def test_the_browsers_back_shows_what_was_said(page):
    begin(page)
    tick(page, "No, I have none of these right now")
    page.go_back()

    expect(page.get_by_label("No, I have none of these right now")).to_be_checked()


def test_the_keyboard_is_enough(page):
    begin(page)
    page.get_by_label("No, I have none of these right now").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Do any of these apply to you?")
    assert Person.objects.get().answered.keys() == {"emergency"}


def test_every_kind_of_page_is_accessible_and_fits_a_small_phone(page):
    page.set_viewport_size({"width": 320, "height": 700})

    def look():
        assert find_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 320

    page.goto("/safety/")
    look()
    begin(page)
    go_on(page)
    look()
    tick(page, "I am not sure about one or more of these")
    look()
    tick(page, "None of these: I am sure now that I have none of them")
    tick(page, "No, none of these apply to me")
    tick(page, "A blood clot in a leg or lung, now or in the past")
    look()
    tick(page, "In the past, and not now")
    look()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("A doctor", exact=True).check()
    page.get_by_label("If yes: when did they say so?").fill(date.today().isoformat())
    go_on(page)
    look()
    choose(
        page,
        How_old_are_you="70 or over",
        How_has_the_pain_been="Better, the same, or no pain",
        Is_it_hard_or_unsafe="Yes",
        Would_touch_near="No",
        Do_oils="Yes",
        Who_will_do_the_massage="Sometimes a partner",
    )
    tick(page, "A bruise", "My sit bone hurts when I sit or bend")
    tick(page, "Large, sore or swollen", "Small and not sore")
    look()
    heights = "labels => labels.map(label => label.getBoundingClientRect().height)"
    assert max(page.locator(".places label").evaluate_all(heights)) < 60  # words in one line
    page.get_by_label("Buttock, Left").first.check()
    page.get_by_label("Back thigh, Right").last.check()
    go_on(page)
    look()
    tick(page, "Left")
    choose(
        page, How_bad_is_your_hip_pain="0 to 4", Do_you_have_a_fever="No", Has_either_of_you="No"
    )
    choose(page, Do_you_both_say_yes="Yes, we both agree", Giver="No, none of these")
    look()
    tick(page, "Buttock", "Outer hip")
    look()
    page.get_by_role("button", name="See what is safe for me").click()
    look()
    for path in ("/safety/", "/safety/erase/"):
        page.goto(path)
        look()
    page.goto("/safety/emergency/")
    page.get_by_label("No, I have none of these right now").uncheck()
    tick(
        page, "Chest pain, trouble breathing or blood when I cough right now, or I have passed out"
    )
    look()
