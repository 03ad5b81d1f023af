"""A routine in a real browser: built, changed, saved, and found again; with JavaScript or not."""

from playwright.sync_api import expect

from routines.models import Routine
from tests.journeys.accessibility import find_violations
from tests.routines.people import BUTTOCKS, check, fill

BRUISE = ("large", ["buttock/left"])


def build(page, minutes=15, *tools):
    """Build a routine by the form. Returns it."""
    page.goto("/routines/new/")
    page.get_by_label(f"{minutes} minutes").check()
    for tool in tools:
        page.get_by_label(tool, exact=True).check()
    page.get_by_role("button", name="Make the routine").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{minutes} minutes on my own")
    return Routine.objects.order_by("made_at").last()


def cards(page):
    """The steps, once all of them are there: words further up are seen before."""
    page.wait_for_load_state()
    return page.locator(".card.step[id]")


def change(page, place):
    """Open what changes a step, counted from 0."""
    card = cards(page).nth(place)
    tools = card.locator(".step-tools")
    if not tools.count():
        card.get_by_role("link", name="Change this step").click()
        expect(tools).to_be_visible()
    return tools


def names(page):
    return [" ".join(text.split()) for text in cards(page).locator("h3").all_inner_texts()]


def test_a_bruise_leaves_its_place_out_and_the_routine_is_found_again(either_page, visit):
    page = either_page
    visit(page, rg_bruise=BRUISE)
    routine = build(page, 15, "Soft ball")
    left = routine.steps.filter(side__in=["left", "both"], technique__touches__code="buttock")
    assert not left.filter(technique__divisible=False).exists()
    for step in left:
        expect(page.locator(f"#step-{step.pk}")).to_contain_text("Only here today: outer hip.")

    page.get_by_role("button", name="Save this routine").click()
    expect(page.get_by_text("Saved. You find it under")).to_be_visible()
    page.get_by_role("link", name="Routines", exact=True).click()
    page.get_by_role("link", name="Sign up").click()
    page.get_by_label("E-mail address").fill("kim@example.org")
    page.get_by_label("Password", exact=True).fill("Correct-horse-42")
    page.get_by_role("main").get_by_role("button").first.click()

    page.goto("/routines/")
    page.get_by_role("link", name="15 minutes on my own").click()
    expect(page).to_have_url(f"{page.url.split('/routines/')[0]}{routine.get_absolute_url()}")
    expect(cards(page).first).to_be_visible()


def test_steps_are_moved_removed_undone_retimed_added_and_swapped(either_page, visit):
    page = either_page
    visit(page)
    routine = fill(build(page, 15, "Soft ball", "Soft foam roller"))
    page.goto(routine.get_absolute_url())
    before = names(page)

    change(page, 2).get_by_role("button", name="Move up").click()
    expect(page.get_by_text("moved to 2 of 6").first).to_be_visible()
    moved = [step.replace("2", "3", 1) for step in before[1:2]]
    assert names(page)[2] == moved[0]

    change(page, 4).get_by_role("button", name="Remove").click()
    expect(cards(page)).to_have_count(5)
    page.get_by_role("button", name="Undo").click()
    expect(cards(page)).to_have_count(6)
    assert names(page)[4] == before[4]

    tools = change(page, 4)
    tools.get_by_label("Seconds, from").fill("40")
    tools.get_by_role("button", name="Change the time").click()
    expect(cards(page).nth(4).locator(".for")).to_contain_text("40 seconds")

    page.get_by_role("link", name="Add a technique").click()
    page.get_by_label("Search by name").fill("figure")
    page.get_by_label("Search by name").press("Enter")
    expect(page.locator("#additions .count")).to_contain_text("with “figure”")
    page.get_by_role("button", name="Left : add Ankle-over-knee").click()
    expect(cards(page)).to_have_count(7)

    change(page, 1).get_by_role("link", name="Swap").click()
    page.get_by_label("Roller under the buttock").check()
    page.get_by_role("button", name="Only on the right").click()
    expect(page.get_by_text("is swapped for").first).to_be_visible()
    codes = list(routine.steps.values_list("technique__code", "side"))
    assert codes == [
        ("m5", "both"),
        ("s1", "right"),
        ("s4", "left"),
        ("x4", "left"),
        ("x4", "right"),
        ("m4", "both"),
        ("m1", "left"),
    ]


def test_a_refusal_says_why_and_changes_nothing(either_page, visit):
    page = either_page
    visit(page)
    routine = fill(build(page, 15, "Soft ball"))
    page.goto(routine.get_absolute_url())
    change(page, 0).get_by_role("button", name="Remove").click()

    expect(page.get_by_role("heading", name="That was not done")).to_be_visible()
    expect(page.locator(".error-summary")).to_contain_text("Massage needs a warm-up first")
    assert len(names(page)) == len(BUTTOCKS)


def test_two_tabs_do_not_overwrite_each_other(either_page, visit, complaints):
    page = either_page
    visit(page)
    routine = fill(build(page, 15, "Soft ball"))
    page.goto(routine.get_absolute_url())
    tools = change(page, 3)
    other = page.context.new_page()
    other.goto(routine.get_absolute_url())
    change(other, 4).get_by_role("button", name="Remove").click()
    expect(cards(other)).to_have_count(5)

    tools.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("heading", name="The routine has changed meanwhile")).to_be_visible()
    page.get_by_role("button", name="Make my change now").click()
    expect(cards(page)).to_have_count(4)
    complaints[:] = [said for said in complaints if "409" not in said]


def test_the_keyboard_moves_a_step_and_keeps_its_place(page, visit):
    visit(page)
    routine = fill(build(page, 15, "Soft ball"))
    page.goto(routine.get_absolute_url())
    first = routine.steps.filter(phase="targeted").first()
    page.locator(f"#step-{first.pk}-change").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"summary#step-{first.pk}-change")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    for place in (3, 4, 5):
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text(f"moved to {place} of 6")
        expect(page.locator(f"#step-{first.pk}-down")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("already the last of its kind")
    expect(page.locator(f"#step-{first.pk}-down")).to_be_focused()
    expect(page.locator(f"#step-{first.pk}-down")).to_have_attribute("aria-disabled", "true")


def test_a_session_is_noted_and_a_stop_says_what_to_do(either_page, visit):
    page = either_page
    visit(page)
    build(page)
    page.get_by_role("link", name="I did this").click()
    page.get_by_role("group", name="How sore was your hip before?").get_by_label("8").check()
    page.get_by_role("group", name="How sore is it now?").get_by_label("8").check()
    page.get_by_label("Nothing sharp").check()
    page.get_by_role("group", name="Do you see a new bruise?").get_by_label("Yes").check()
    page.get_by_role("button", name="Note this session").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Noted. Stop here for now")
    expect(page.get_by_text("too sore for self-care")).to_be_visible()
    expect(page.get_by_text("You noted a new bruise")).to_be_visible()


def test_axe_finds_nothing_and_nothing_is_wider_than_a_small_phone(page, visit):
    person = visit(page)
    routine = fill(build(page, 15, "Soft ball"))
    check(person, rg_bruise=BRUISE, rg_varicose=("yes", ["outer_hip/right"]))
    step = f"{routine.get_absolute_url()}steps/{routine.steps.first().pk}/swap/"
    paths = ["/routines/new/", "/routines/", routine.get_absolute_url(), step]
    paths += [f"{routine.get_absolute_url()}{name}/" for name in ("done", "steps")]
    found, wide = {}, []
    page.set_viewport_size({"width": 320, "height": 700})
    for path in paths:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found[path] = find_violations(page)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(path)

    assert {path: rules for path, rules in found.items() if rules} == {}
    assert not wide


def drag(page, step, down):
    """Take a step by its handle and let it go so many pixels further down."""
    box = page.locator(f"#step-{step.pk} .handle").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + down / 2, steps=4)
    page.mouse.move(x, y + down, steps=4)


def test_a_step_is_dragged_to_its_place(page, visit):
    visit(page)
    routine = fill(build(page, 15, "Soft ball"))
    page.set_viewport_size({"width": 900, "height": 2600})
    page.goto(routine.get_absolute_url(), wait_until="networkidle")
    before, first = names(page), routine.steps.filter(phase="targeted").first()

    drag(page, first, 60)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert names(page) == before

    drag(page, first, 900)
    page.mouse.up()

    expect(page.get_by_role("status")).to_contain_text("moved to 5 of 6")
    moved = routine.steps.filter(phase="targeted").last()
    assert (moved.technique, moved.side) == (first.technique, first.side)
