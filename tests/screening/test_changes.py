"""Changing an answer, and being asked again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from screening.access import clearance_of, stored_answers
from screening.content import rulebook
from screening.models import Answer, Option, Person, Question, Section
from screening.rulebook import NO, Mode
from tests import people
from tests.people import says
from tests.screening.filling import CHECK, RESULT, START, fill, send, url

pytestmark = pytest.mark.django_db


def age(person, **ago):
    """Let the person have answered and confirmed everything that long ago."""
    at = timezone.now() - timedelta(**ago)
    person.answered = dict.fromkeys(person.answered, at.isoformat())
    person.confirmed_at = at
    person.save()
    person.answers.update(given_at=at)


def test_changing_one_answer_leads_back_to_all_of_them(client):
    person = people.visits(client, people.known(people.BRUISED_TWICE))

    response = send(client, url("spots", "rg-bruise"), answer=["large"])

    assert (response.status_code, response["Location"]) == (303, url("spots", "rg-bruise", "where"))
    response = send(client, url("spots", "rg-bruise", "where"), large=["buttock/left"])
    assert response["Location"] == CHECK
    assert stored_answers(person) == people.BRUISED_LEFT_BUTTOCK


def test_an_answer_taken_back_takes_all_that_hung_on_it(client):
    person = people.visits(client, people.known(people.BRUISED_LEFT_BUTTOCK))

    send(client, url("spots", "rg-bruise"), answer=["none"])
    send(client, url("spots"), signs=["rg-bruise"])

    person.refresh_from_db()
    assert [(a.option, a.sites) for a in person.answers.all()] == [("", [])]
    assert client.get(CHECK).context["next_url"] == url("spots", "rg-bruise")
    assert not client.get(url("spots", "rg-bruise")).context["form"]["answer"].initial


def test_any_change_has_to_be_confirmed_anew(client):
    person = people.visits(client, people.known(people.WELL))

    send(client, url("today"), **dict.fromkeys(["co-severe-pain", "co-fever-today"], NO))
    assert clearance_of(Person.objects.get(pk=person.pk), Mode.SELF) is not None

    answers = dict.fromkeys(["co-severe-pain", "co-fever-today", "co-alcohol-meds"], NO)
    send(client, url("today"), **answers)
    assert clearance_of(Person.objects.get(pk=person.pk), Mode.SELF) is None


def test_a_list_that_is_changed_keeps_what_was_said_about_its_ticks(client):
    person = people.visits(client, people.known(people.BRUISED_TWICE))

    response = send(client, url("spots"), signs=["rg-bruise", "rg-varicose"])

    assert response["Location"] == url("spots", "rg-varicose", "where")
    assert stored_answers(person) > people.BRUISED_TWICE


def test_a_new_option_does_not_keep_the_old_ones_clearance(client):
    person = people.visits(client, people.known(people.CLEARED_PAST_CLOT))

    send(client, url("conditions", "co-clot"), answer="current")
    send(client, url("conditions", "co-clot"), answer="past")

    assert person.answers.get().cleared_at is None
    assert client.get(START).context["next_url"] == url("conditions", "co-clot", "clearance")


def test_the_next_day_asks_again_what_may_have_changed(client):
    person = people.visits(client, people.known(people.BRUISED_LEFT_BUTTOCK | people.PAST_CLOT))
    age(person, days=1)

    met = fill(client, people.BRUISED_LEFT_BUTTOCK | people.PAST_CLOT)

    assert met == [url(page) for page in ("emergency", "urgent", "spots", "today")]


def test_a_page_that_holds_shows_what_was_said(client):
    people.visits(client, people.known(people.WELL))

    assert client.get(url("emergency")).context["form"]["signs"].initial == ["none"]
    said = [field.initial for field in client.get(url("about-you")).context["form"]]
    assert said == [*["no"] * 5, "self"]


def test_starting_again_asks_everything_and_forgets_nothing(client):
    person = people.visits(client, people.known(people.BRUISED_LEFT_BUTTOCK))

    response = client.post("/safety/again/")

    assert response["Location"] == url("emergency")
    assert client.get(RESULT)["Location"] == START
    assert stored_answers(person) == people.BRUISED_LEFT_BUTTOCK
    assert len(fill(client, people.BRUISED_LEFT_BUTTOCK)) == 8


def test_another_questionnaire_asks_everything_and_keeps_what_still_fits(client):
    person = people.visits(client, people.known(people.BRUISED_TWICE | people.HOT_VEIN))
    Option.objects.filter(slug="rg-bruise--small").update(retired_at=timezone.now())
    Question.objects.filter(slug="ur-hot-vein").update(retired_at=timezone.now())

    assert client.get(START).context["next_url"] == url("emergency")
    assert clearance_of(Person.objects.get(pk=person.pk), Mode.SELF) is None
    met = fill(client, people.BRUISED_LEFT_BUTTOCK)

    assert len(met) == 8
    assert stored_answers(person) == people.BRUISED_LEFT_BUTTOCK
    assert Person.objects.get(pk=person.pk).questionnaire == rulebook().version


@pytest.mark.parametrize(
    "words", ["text", "partner_text", "label", "hint", "no_label", "sites_text"]
)
def test_whatever_words_of_a_question_change_it_is_asked_anew(words):
    person = people.known(people.WELL)
    Question.objects.filter(slug="rg-bruise").update(**{words: "Is it something else?"})

    assert clearance_of(person, Mode.SELF) is None


@pytest.mark.parametrize("change", [{"several": True}, {"offer_unsure": True}])
def test_a_question_that_is_asked_otherwise_is_asked_anew(change):
    person = people.known(people.WELL)
    Question.objects.filter(slug="cx-floor").update(**change)

    assert clearance_of(person, Mode.SELF) is None


def test_what_an_answer_leads_to_now_is_asked_first(client):
    person = people.visits(client, people.known(people.BRUISED_LEFT_BUTTOCK))
    other = Question.objects.get(slug="ur-hot-vein")
    Option.objects.filter(slug="rg-bruise--large").update(follow_up=other)

    assert clearance_of(person, Mode.SELF) is None
    assert client.get(RESULT)["Location"] == START


def test_a_question_that_moves_to_another_page_is_asked_there():
    person = people.known(people.WELL)
    Question.objects.filter(contraindication__code="cx_giver").update(
        section=Section.objects.get(slug="today")
    )

    assert clearance_of(person, Mode.SELF) is None


def test_what_a_clinician_is_said_to_have_said_is_asked_anew_once_it_is_something_else():
    person = people.known(people.CLEARED_PAST_CLOT)
    Option.objects.filter(slug="co-clot--past").update(clearance_text="Did somebody say yes?")

    assert clearance_of(person, Mode.SELF) is None


def test_half_an_answer_is_whole_once_only_one_option_is_left(client):
    person = people.visits(client, people.known(people.WELL))
    send(client, url("spots"), signs=["rg-bruise"])
    others = Option.objects.filter(question__slug="rg-bruise").exclude(slug="rg-bruise--large")
    others.update(retired_at=timezone.now())

    fill(client, people.BRUISED_LEFT_BUTTOCK)

    assert stored_answers(person) == people.BRUISED_LEFT_BUTTOCK


def test_pain_during_a_session_is_asked_about_and_stays_for_the_day(client):
    person = people.visits(client, people.known(people.WELL))
    Answer.objects.create(person=person, question="cx_live_pain", option="electric")
    Person.objects.update(session_done_at=timezone.now())

    met = fill(client, people.WELL)
    client.post(CHECK)

    assert url("urgent", "ur-leg-nerve") in met
    assert [a.option for a in person.answers.all()] == ["electric"]


def test_pain_during_a_session_is_over_once_it_was_asked_about_another_day(client):
    person = people.visits(client, people.known(people.WELL))
    Answer.objects.create(person=person, question="cx_live_pain", option="electric")
    age(person, days=1)

    fill(client, people.WELL)
    client.post(CHECK)

    assert not person.answers.exists()


def test_massage_with_a_partner_asks_one_part_more(client):
    met = fill(client, people.WITH_PARTNER, with_partner=True)

    assert met[-2:] == [url("partner"), url("partner", "cx-partner-consent", "where")]
    person = Person.objects.get()
    assert person.wants_partner
    assert stored_answers(person) == people.WITH_PARTNER


def test_massage_alone_after_all_forgets_what_both_agreed_to(client):
    person = people.visits(client, people.known(people.WITH_PARTNER, wants_partner=True))

    met = fill(client, people.WELL, url("about-you"))

    person.refresh_from_db()
    assert met == [url("about-you")]
    assert not person.wants_partner
    assert not person.answers.exists()
    assert not any(page.startswith("partner") for page in person.answered)


def test_coming_from_partner_mode_asks_the_partners_part(client):
    people.visits(client, people.known(people.WELL))

    start = client.get(START, {"next": "/routines/new/", "mode": "partner"})

    assert start.context["next_url"] == url("partner")
    fill(client, people.WITH_PARTNER)
    client.post(CHECK)
    assert client.get(RESULT).context["go_on"] == "/routines/new/"
    assert Person.objects.get().wants_partner


def test_answers_can_be_erased(client):
    person = people.visits(client, people.known(people.BRUISED_TWICE))

    assert client.get("/safety/erase/").status_code == 200
    assert person.answers.count() == 2
    response = client.post("/safety/erase/", follow=True)

    person.refresh_from_db()
    assert "Your answers are erased." in response.text
    assert not person.answers.exists()
    assert (person.answered, person.confirmed_at, person.questionnaire) == ({}, None, "")


def test_a_cleared_answer_and_one_more_place_are_kept_apart(client):
    answers = {says("co_new_lump", "yes", "buttock/left", cleared=True), *people.NUMB_LEFT_LEG}

    fill(client, answers)

    assert stored_answers(Person.objects.get()) == answers
