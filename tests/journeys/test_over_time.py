"""What becomes unsafe between two clicks is ruled out at the second one, and says why."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from routines.models import Routine
from screening.models import Hazard, Option, Restriction
from screening.rulebook import Mode
from tests.journeys.accessibility import find_violations
from tests.journeys.test_routine import cards, change
from tests.routines.people import fill


@pytest.fixture
def routine(visit, either_page):
    """A saved one of somebody whom oils bother, with a ball under the left buttock as step 2."""
    person = visit(either_page, cx_allergy="yes")
    made = Routine.objects.create(
        person=person,
        name="Evenings",
        request={"mode": Mode.SELF, "minutes": 15, "tools": ["ball_soft"]},
        saved_at=timezone.now(),
    )
    return fill(made)


def forbid_balls():
    """What an admin adds: who is bothered by oils must not use a ball."""
    option = Option.objects.get(question__contraindication__code="cx_allergy", code="yes")
    Restriction.objects.create(
        slug="no-balls", option=option, kind="hazard", scope="both",
        hazard=Hazard.objects.get(slug="ball"),
    )  # fmt: skip
    return option.question.contraindication.name


def is_ruled_out(page, step, name):
    card = page.locator(f"#step-{step.pk}")
    expect(card).to_contain_text("Left out today. Do not do this step.")
    expect(card).to_contain_text(name)
    expect(card.get_by_text("How to do it")).to_have_count(0)


def test_an_edit_of_a_step_that_an_admin_has_just_ruled_out_is_refused(either_page, routine):
    page, step = either_page, routine.steps.get(technique__code="s4", side="left")
    page.goto(routine.get_absolute_url())
    expect(cards(page).nth(1)).to_contain_text("How to do it")
    tools = change(page, 1)
    tools.get_by_label("Seconds, from").fill("90")

    name = forbid_balls()
    tools.get_by_role("button", name="Change the time").click()

    expect(page.get_by_role("heading", name="That was not done")).to_be_visible()
    is_ruled_out(page, step, name)
    expect(page.get_by_role("heading", name="Less is allowed than before")).to_be_visible()
    step.refresh_from_db()
    assert step.seconds == 60


def test_what_follows_another_click_holds_it_no_more(either_page, routine):
    page, step = either_page, routine.steps.get(technique__code="s4", side="left")
    page.goto(routine.get_absolute_url())
    expect(page.get_by_role("link", name="Print it")).to_be_visible()

    name = forbid_balls()
    page.get_by_role("link", name="Print it").click()

    expect(page.get_by_role("heading", name="Left out: do not do these")).to_be_visible()
    expect(page.locator("table")).not_to_contain_text("Ball under the buttock")
    page.get_by_role("link", name="Back to the routine").click()
    is_ruled_out(page, step, name)
    page.get_by_role("button", name="Keep what is left").click()
    expect(page.get_by_text("The routine is now what is allowed today.").first).to_be_visible()
    expect(page.locator(f"#step-{step.pk}")).to_have_count(0)
    expect(page.get_by_role("heading", name="Less is allowed than before")).to_have_count(0)


@pytest.mark.parametrize("either_page", ["with JavaScript"], indirect=True)
def test_axe_finds_nothing_and_nothing_is_wider_than_a_small_phone(either_page, routine):
    page = either_page
    Routine.objects.update(share_token="x" * 43)
    forbid_balls()
    names = ("routine", "print", "days", "share")
    paths = [reverse(f"routines:{name}", args=[routine.pk]) for name in names]
    paths += [reverse("routines:shared", args=["x" * 43]), reverse("screening:people")]
    found, wide = {}, []
    page.set_viewport_size({"width": 320, "height": 700})
    for path in paths:
        page.goto(path)
        found[path] = find_violations(page)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(path)

    assert {path: rules for path, rules in found.items() if rules} == {}
    assert not wide
