"""The questionnaire from its first page to its last, on the real content."""

import pytest

from screening.access import clearance_of, stored_answers
from screening.content import rulebook
from screening.models import Person
from screening.rulebook import NO, NOT_SURE, Answer, Level, Mode
from tests import people
from tests.people import says
from tests.screening.filling import CHECK, RESULT, START, fill, send, unsure_url, url

pytestmark = pytest.mark.django_db

ALL = ["emergency", "urgent", "conditions", "about-you", "spots", "today"]


def test_a_healthy_person_meets_eight_pages(client):
    met = fill(client, people.WELL)

    assert met == [url(section) for section in ALL]
    assert client.last.request["PATH_INFO"] == CHECK
    assert len([START, *met, CHECK]) == 8

    client.post(CHECK)
    person = Person.objects.get()
    assert clearance_of(person, Mode.SELF).outcome == "clear"
    assert not person.answers.exists()


def test_a_bruise_is_asked_about_and_limits_its_place(client):
    met = fill(client, people.BRUISED_LEFT_BUTTOCK)

    assert met[5:7] == [url("spots", "rg-bruise"), url("spots", "rg-bruise", "where")]
    client.post(CHECK)
    clearance = clearance_of(Person.objects.get(), Mode.SELF)
    assert clearance.outcome == "limited"
    assert {str(site) for limit in clearance.limits for site in limit.sites} == {"buttock/left"}


def answers_in(section):
    """Every answer to every question of a section, with and without a clinician's word."""
    for question in rulebook().questions_in(section):
        for option in question.options:
            for cleared in (False, True) if option.cleared_level is not None else (False,):
                places = people.REGIONS if section == "partner" else ["left"]
                wanted = says(question.code, option.code, *places, cleared=cleared)
                yield wanted, RESULT if option.level is Level.EMERGENCY else CHECK


@pytest.mark.parametrize("section", [*ALL, "partner"])
def test_every_answer_can_be_given_and_is_kept_as_given(client, section):
    partner = section == "partner"
    for wanted, end in answers_in(section):
        person = people.visits(client, people.known(people.WELL, wants_partner=partner))

        fill(client, {wanted}, url(section), with_partner=partner)

        assert client.last.request["PATH_INFO"] == end, wanted
        kept = [a for a in stored_answers(person) if a.question == wanted.question]
        assert [(a.option, a.cleared) for a in kept] == [(wanted.option, wanted.cleared)]
        assert kept[0].sites in (frozenset(), wanted.sites)


@pytest.mark.parametrize("section", ALL[:3])
def test_every_sign_can_be_unsure(client, section):
    person = people.visits(client, people.known(people.WELL))
    wanted = {Answer(question.code, NOT_SURE) for question in rulebook().questions_in(section)}

    met = fill(client, wanted, url(section))

    assert met == [url(section), unsure_url(section)]
    assert stored_answers(person) == wanted


def test_signs_ticked_and_unsure_ones_are_kept_side_by_side(client):
    answers = {*people.HOT_VEIN, says("ur_weight_loss", NOT_SURE)}

    fill(client, answers)

    assert client.last.request["PATH_INFO"] == CHECK
    assert stored_answers(Person.objects.get()) == answers


def test_a_list_left_for_the_unsure_page_is_still_open(client):
    person = people.visits(client, people.known(people.WELL))

    send(client, url("urgent"), signs=["ur-hot-vein", "not_sure"])

    assert client.get(START).context["next_url"] == url("urgent")
    assert clearance_of(Person.objects.get(pk=person.pk), Mode.SELF) is None
    assert client.get(url("urgent")).context["form"]["signs"].initial == ["ur-hot-vein"]


def test_an_emergency_is_told_at_once(client):
    met = fill(client, people.BREATHLESS)

    assert met == [url("emergency")]
    assert client.last.request["PATH_INFO"] == RESULT
    assert client.last.context["outcome"] == "emergency"


def test_an_emergency_is_told_at_once_whatever_else_is_unsure(client):
    response = send(client, url("emergency"), signs=["em-chest-breath", "not_sure"])

    assert (response.status_code, response["Location"]) == (303, RESULT)


def test_an_emergency_ticked_by_mistake_can_be_taken_back(client):
    fill(client, people.BREATHLESS)
    change = client.last.context["ways_back"][0].page

    response = send(client, url(change.section, change.question), answer=NO)

    assert response["Location"] == url("urgent")


def test_a_stop_is_shown_before_all_is_answered(client):
    send(client, url("emergency"), signs=["none"])
    send(client, url("urgent"), signs=["ur-hot-vein"])

    assert client.get(url("conditions")).context["is_stopped"]
    result = client.get(RESULT)
    assert (result.context["outcome"], result.context["holds"]) == ("urgent", False)


def test_an_answer_that_makes_another_question_worth_asking_leads_to_it(client):
    met = fill(client, {says("ur_night_pain", "side_only"), *people.SORE_OUTER_HIP})

    follow_up = met.index(url("spots", "rg-outer-hip-tender"))
    assert met[follow_up - 1] == url("urgent", "ur-night-pain")
    assert met.index(url("spots")) > follow_up
    assert met.count(url("spots", "rg-outer-hip-tender")) == 1
    assert stored_answers(Person.objects.get()) >= people.SORE_OUTER_HIP


def test_a_follow_up_answered_no_is_not_asked_twice(client):
    met = fill(client, {says("ur_night_pain", "side_only")})

    assert met.count(url("spots", "rg-outer-hip-tender")) == 1
    assert not Person.objects.get().answers.filter(question="rg_outer_hip_tender").exists()


def test_a_follow_up_is_counted_to_the_part_that_led_to_it(client):
    send(client, url("emergency"), signs=["none"])
    send(client, url("urgent"), signs=["ur-night-pain"])

    response = send(client, url("urgent", "ur-night-pain"), answer="side_only")

    place, _, section = client.get(response["Location"]).context["part"]
    assert (place, section.slug) == (2, "urgent")


def test_where_is_asked_only_if_it_changes_something(client):
    met = fill(client, {says("ur_leg_nerve", "worse")})
    assert url("urgent", "ur-leg-nerve", "where") not in met

    met = fill(client, people.NUMB_LEFT_LEG, url("urgent", "ur-leg-nerve"))
    assert met[1:] == [
        url("urgent", "ur-leg-nerve", "clearance"),
        url("urgent", "ur-leg-nerve", "where"),
    ]
