"""One routine's page: judged afresh each time, by the answers and the content of that moment."""

from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone

from anatomy.templatetags.words import seconds as minutes
from routines.models import Session, Technique
from screening.models import Option, Person, Restriction
from screening.rulebook import Mode
from tests.elements import read
from tests.routines.people import ALL_TOOLS, build, check, consent, guest, path

pytestmark = pytest.mark.django_db
BRUISE = ("large", ["buttock/left", "buttock/right"])


@pytest.fixture
def routine(client, person):
    """One with work on the buttocks."""
    return build(client, minutes=20, sites=["buttock/left", "buttock/right"])


def cards(client, routine):
    """Step's key → its card."""
    page = read(client.get(routine.get_absolute_url()))
    found = {card.attrs.get("id"): card for card in page.find("li", class_="step")}
    return {step: found[f"step-{step.pk}"] for step in routine.steps.select_related("technique")}


def opened_step(client, routine, step):
    """A step's card after its "Change this step" was followed."""
    (card,) = read(client.get(routine.get_absolute_url())).find("li", id=f"step-{step.pk}")
    (link,) = card.find("a", id=f"step-{step.pk}-change")
    (card,) = read(client.get(link.attrs["href"])).find("li", id=f"step-{step.pk}")
    return card


def test_every_step_says_what_to_do_how_long_how_hard_and_why(client, routine):
    shown = {}
    for step, card in cards(client, routine).items():
        assert step.technique.name in card.text
        assert step.get_side_display() in card.text
        assert minutes(step.seconds) in card.text
        if "twin" in card.attrs["class"]:
            card, said = shown.pop(step.technique)
            assert said.reason == step.reason
        shown[step.technique] = card, step
        assert "out of 10" in card.text
        assert step.reason in card.text
        assert "How to do it" in card.text
        assert step.technique.steps.first().text.split(".")[0] in card.text
        assert card.find("a", href=step.technique.get_absolute_url())


def test_limits_come_with_their_reasons(client, routine):
    step = next(step for step in routine.steps.all() if step.technique.pressure_max > 4)

    card = cards(client, routine)[step]
    assert "up to 4 out of 10" in card.text
    assert "In sessions 1 and 2, pressure stays at 4 out of 10" in card.text


def test_the_time_in_all_is_the_sum_of_what_is_to_be_done(client, routine):
    shown = client.get(routine.get_absolute_url()).context["shown"]
    steps = list(routine.steps.all())

    around = shown.settle.seconds + shown.rest.seconds
    moves = [one.position != other.position for one, other in pairwise(steps)]
    fetches = [
        other.tool != one.tool and not other.tool.always_there for one, other in pairwise(steps)
    ]
    ready = 10 * len(steps) + 20 * sum(moves) + 10 * sum(fetches)
    assert shown.get_ready_s == ready
    assert shown.total_s == sum(step.seconds for step in steps) + ready + around
    assert shown.total_s <= 20 * 60


def test_a_step_that_the_answers_now_rule_out_is_marked_and_not_to_be_done(client, person, routine):
    before = client.get(routine.get_absolute_url()).context["shown"].total_s
    check(person, rg_bruise=BRUISE)
    after = client.get(routine.get_absolute_url()).context["shown"].total_s
    on_the_buttock, reasons = 0, ""
    for step, card in cards(client, routine).items():
        if step.technique.divisible:
            assert "Only here today: outer hip." in card.text
        elif step.technique.touches.filter(code="buttock").exists():
            on_the_buttock += step.seconds + 10
            assert "Left out today. Do not do this step." in card.text
            if "The reason is the same" not in card.text:  # as on the card before
                reasons = card.text
            assert "A bruise" in reasons
            assert "How to do it" not in card.text
            assert "second" not in card.text
            assert "minute" not in card.text
            opened = opened_step(client, routine, step)
            assert "Remove" in opened.text
            assert "Swap" in opened.text
        else:
            assert "Left out today" not in card.text

    assert on_the_buttock
    assert before - after >= on_the_buttock


def test_the_steps_themselves_stay_as_they_were(client, person, routine):
    before = list(routine.steps.values())
    check(person, rg_bruise=BRUISE)
    client.get(routine.get_absolute_url())

    assert list(routine.steps.values()) == before


def test_an_admins_new_restriction_counts_at_the_next_opening(client, person, routine):
    check(person, cx_allergy="yes")
    assert "Left out today" not in read(client.get(routine.get_absolute_url())).text

    Restriction.objects.create(
        slug="new-rule",
        option=Option.objects.get(question__contraindication__code="cx_allergy"),
        kind="hazard",
        scope="both",
        hazard=_ball(),
    )
    assert "Left out today" in read(client.get(routine.get_absolute_url())).text


def _ball():
    return Technique.objects.get(code="s4").tools.get(code="ball_soft").hazards.get(slug="ball")


def test_a_technique_that_is_no_longer_offered_is_marked(client, routine):
    step = routine.steps.filter(technique__touches__code="buttock").first()
    step.technique.retired_at = timezone.now()
    step.technique.save()
    card = cards(client, routine)[step]

    assert "We no longer offer this technique" in card.text
    assert client.get(path("swap", routine, step.pk)).status_code == 200


def test_a_shorter_hold_means_less_time_and_is_not_kept(client, person, routine):
    """5 or 6 out of 10 of pain: at most 3 out of 10, holds of at most 30 seconds."""
    check(person, co_severe_pain="mid")
    page = read(client.get(routine.get_absolute_url()))

    assert "at most 3 out of 10" in page.text
    assert "up to 4 out of 10" not in page.text


def test_care_is_advised_where_an_answer_asks_for_it(client):
    care = Restriction.objects.filter(kind="care").select_related("option").first()
    if care is None:
        pytest.skip("no answer asks for care")
    code = care.option.question.contraindication.code
    guest(client, **{code: care.option.code})
    routine = build(client, minutes=30, tools=ALL_TOOLS)
    page = client.get(routine.get_absolute_url())

    cares = {c.advice for s in page.context["shown"].steps if s.limits for c in s.limits.cares}
    assert all(advice in read(page).text for advice in cares)


def test_regions_that_are_left_out_are_named(client):
    guest(client, rg_varicose=("yes", ["outer_hip/left"]))
    routine = build(client, minutes=30, tools=[])
    page = read(client.get(routine.get_absolute_url()))

    assert "Only here today: buttock." in page.text


def test_stronger_ways_are_offered_only_where_they_are_allowed(client, person, routine):
    def page():
        return read(client.get(routine.get_absolute_url())).text

    assert "If you like: with the leg crossed" in page()
    check(person, rg_front_pinch=("yes", ["front_hip/left", "front_hip/right"]))
    assert "If you like: with the leg crossed" not in page()
    assert "Not today: with the leg crossed" in page()


def test_what_is_not_in_it_is_listed_with_the_reasons(client, person, routine):
    check(person, rg_bruise=BRUISE)
    shown = client.get(routine.get_absolute_url()).context["shown"]
    page = read(client.get(routine.get_absolute_url()))
    ruled_out = {reason.name: group for group in shown.ruled_out for reason in group.reasons}

    assert {out.technique.code for out in shown.not_chosen}
    assert "x4" in {out.technique.code for out in ruled_out["A bruise"].techniques}
    assert shown.ruled_out[-1].reasons[0].code == "mode", "what is true of everybody comes last"
    everything = {code for code, _ in shown.steps[0].sheet.verdicts}
    said = {step.part.technique for step in shown.steps}
    said |= {out.technique.code for out in shown.not_chosen}
    said |= {out.technique.code for group in shown.ruled_out for out in group.techniques}
    assert said == everything
    assert "Ruled out today, and why" in page.text


def test_when_the_check_has_lapsed_the_questions_come_first(client, person, routine):
    person.confirmed_at = None
    person.save()
    response = client.get(routine.get_absolute_url())

    assert response.status_code == 302
    assert response.url.startswith(reverse("screening:start") + "?next=%2Froutines%2F")


def test_a_partner_routine_needs_the_partner_section(client):
    person = guest(client, Mode.PARTNER, cx_partner_consent=consent())
    routine = build(client, mode="partner")
    check(person)

    response = client.get(routine.get_absolute_url())
    assert response.status_code == 302
    assert response.url.endswith("&mode=partner")


def test_when_everything_is_stopped_nothing_is_to_be_done(client, person, routine):
    check(person, em_chest_breath="yes")
    page = read(client.get(routine.get_absolute_url()))

    assert "Get emergency help now: call" in page.text
    assert "Left out today" in page.text
    assert "How to do it" not in page.text
    assert "I did this" not in page.text
    assert "Add a technique" not in page.text
    assert "Change this step" not in page.text
    assert len(page.find("li", class_="left-out")) == routine.steps.count()


def test_after_a_session_that_made_it_worse_the_page_says_to_wait(client, person, routine):
    Session.objects.create(
        person=person, routine=routine, routine_name="x", felt_before=2, felt_after=4, feel="fine"
    )
    page = read(client.get(routine.get_absolute_url()))

    assert "Not before" in page.text
    assert "I did this" not in page.text
    assert "at most 2 out of 10" in page.text


@pytest.mark.parametrize("name", ["routine", "note"])
def test_other_peoples_routines_are_not_found(client, routine, name):
    client.cookies.clear()
    guest(client)
    response = client.get(path(name, routine))

    assert response.status_code == 404
    assert "We cannot find that routine" in response.content.decode()


def test_without_a_visit_the_page_says_how_to_find_it_again(client, routine):
    client.cookies.clear()
    response = client.get(routine.get_absolute_url())

    assert response.status_code == 404
    assert reverse("account_login") in response.content.decode()


def test_the_page_is_kept_by_nobody(client, routine):
    response = client.get(routine.get_absolute_url())

    assert response.headers["Cache-Control"] == "no-store, private"
    assert "HX-Request" in response.headers["Vary"]


def test_every_tag_of_every_page_is_closed(client, person, routine):
    step = routine.steps.first().pk
    for address in (
        routine.get_absolute_url(),
        path("swap", routine, step),
        path("note", routine),
        reverse("routines:routines"),
        reverse("routines:new"),
    ):
        assert len(read(client.get(address)).find("h1")) == 1, address


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_queries_however_much_there_is(client, count, django_assert_num_queries):
    person = guest(client)
    for _ in range(count):
        routine = build(client, minutes=30, tools=ALL_TOOLS)
        Session.objects.create(
            person=person, routine_name="x", felt_before=2, felt_after=2, feel="fine"
        )
    keep = routine.steps.values_list("pk", flat=True)[: count * 2]
    routine.steps.exclude(pk__in=list(keep)).delete()
    client.get(routine.get_absolute_url())

    with django_assert_num_queries(12):
        client.get(routine.get_absolute_url())
    assert Person.objects.count() == 1
