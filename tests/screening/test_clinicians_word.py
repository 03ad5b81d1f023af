"""A clinician's word: asked only where it may lift something, with who and when, and shown."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from routines.content import catalogue
from routines.models import Session
from routines.today import progress_of
from screening.access import clearance_of, stored_answers
from screening.content import rulebook
from screening.flow import Kind, Page, Progress
from screening.gate import assess
from screening.models import Person
from screening.rulebook import CLINICIANS, NO, NOT_SURE, Level, Mode
from tests import people
from tests.elements import read
from tests.people import says
from tests.screening.filling import CHECK, RESULT, fill, send, url
from tests.screening.test_rules_document import EXTRA_CLEARED

pytestmark = pytest.mark.django_db
RULES = json.loads((Path(__file__).parents[1] / "data" / "rules.json").read_text())["rules"]
CLEARABLE = EXTRA_CLEARED | {
    (rule["id"], option)
    for rule in RULES
    for option, effect in rule["opts"].items()
    if "cleared" in effect
}
WORD = ["conditions", "co-clot", "clearance"]


def word(client, **fields):
    """Send the page about the clot in the past."""
    names = {"said": "past", "who": "past-who", "when": "past-when"}
    return send(client, url(*WORD), **{names[key]: value for key, value in fields.items()})


@pytest.fixture
def person(client):
    return people.visits(client, people.known(people.PAST_CLOT))


def test_it_is_asked_just_where_the_rules_let_a_word_lift_something():
    rules, found = rulebook(), set()
    for question in rules.questions.values():
        for option in [*(o.code for o in question.options), NOT_SURE]:
            answers = frozenset({says(question.code, option)})
            pages = Progress(rules, Mode.PARTNER, answers).path()
            if Page(Kind.CLEARANCE, question.section, question.slug) in pages:
                found.add((question.code, option))

    assert found == CLEARABLE
    assert len(CLEARABLE) == 21


def test_a_word_lifts_nothing_else_whatever_was_sent():
    """Emergencies, a current clot, bone metastases and worsening nerve signs among them."""
    rules, lifted = rulebook(), set()
    for question in rules.questions.values():
        for option in [*(o.code for o in question.options), NOT_SURE]:
            plain = assess([says(question.code, option)], rules, Mode.SELF)
            cleared = assess([says(question.code, option, cleared=True)], rules, Mode.SELF)
            if plain != cleared:
                lifted.add((question.code, option))

    assert lifted == CLEARABLE
    never = {code for code in rules.questions if code.startswith("em_")} | {"co_bone_mets"}
    assert not never & {code for code, _ in lifted}
    assert not {("co_clot", "current"), ("ur_leg_nerve", "worse")} & lifted


def test_an_emergency_stays_one_beside_every_word():
    answers = {says(code, option, cleared=True) for code, option in CLEARABLE}
    for code in (code for code in rulebook().questions if code.startswith("em_")):
        with_it = assess({*answers, says(code, cleared=True)}, rulebook(), Mode.SELF)
        assert with_it.level is Level.EMERGENCY


def test_who_and_when_are_kept_and_shown(client, person):
    day = timezone.localdate() - timedelta(days=40)
    response = word(client, said="yes", who="nurse", when=day.isoformat())
    said = f"A nurse said on {day.day} {day:%B %Y} that massage is OK"

    assert response["Location"] == CHECK
    row = person.answers.get()
    assert (row.cleared_by, row.cleared_on) == ("nurse", day)
    assert said in read(client.get(CHECK)).text
    client.post(CHECK)
    result = read(client.get(RESULT)).text
    assert f"{said}. A clinician is happy for you to have massage." in result
    assert f"(In the past, and not now. {said})" in result
    reasons = {limit.reason for limit in clearance_of(person_again(person), Mode.SELF).limits}
    assert all(said in reason.said and said in reason.text for reason in reasons)


def person_again(person):
    return Person.objects.get(pk=person.pk)


def test_every_kind_of_clinician_is_a_choice_and_there_is_nothing_to_write(client, person):
    page = read(client.get(url(*WORD)))

    offered = [i.attrs["value"] for i in page.find("input", name="past-who")]
    assert offered == list(CLINICIANS) == ["physio", "doctor", "nurse", "midwife", "other"]
    kinds = {field.attrs["type"] for field in page.find("input")}
    assert kinds == {"hidden", "radio", "date"}
    assert page.find("textarea") == []


TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({}, "Select yes or no"),
        ({"said": "yes"}, "Select who said that massage is OK"),
        ({"said": "yes", "who": "friend"}, "Select one of the answers on this page"),
        ({"said": "yes", "who": "doctor"}, "Enter the day when they said so"),
        ({"said": "yes", "who": "doctor", "when": "2026-02-30"}, "Enter a day that exists"),
        ({"said": "yes", "who": "doctor", "when": "2026-06-17"}, "today or in the past"),
        ({"said": "yes", "who": "doctor", "when": "2025-06-14"}, "within the last 12 months"),
    ],
)
def test_half_a_word_is_none(client, person, fields, error, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *a: TODAY)
    response = word(client, **fields)

    assert response.status_code == 422
    assert error in read(response).text
    row = person.answers.get()
    assert (row.cleared_at, row.cleared_by, row.cleared_on) == (None, "", None)


@pytest.mark.parametrize("day", ["2026-06-16", "2026-06-15", "2025-06-15"])
def test_a_day_from_a_year_ago_until_today_will_do(client, person, day, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *a: TODAY)
    word(client, said="yes", who="doctor", when=day)
    assert person.answers.get().cleared_on == date.fromisoformat(day)


def test_no_needs_neither_who_nor_when_and_keeps_none(client, person):
    word(client, said="yes", who="doctor", when=timezone.localdate().isoformat())
    response = word(client, said=NO, who="doctor", when="x")

    assert response["Location"] == CHECK
    row = person.answers.get()
    assert (row.cleared_at, row.cleared_by, row.cleared_on) == (None, "", None)
    assert "No clinician has said yet that massage is OK" in read(client.get(CHECK)).text


def test_another_place_keeps_the_word(client):
    fill(client, people.NUMB_LEFT_LEG)
    person = Person.objects.get()
    send(client, url("urgent", "ur-leg-nerve", "where"), stable=["right"])

    row = person.answers.get()
    assert row.cleared_at
    assert (row.cleared_by, row.cleared_on) == ("physio", timezone.localdate())
    assert stored_answers(person) == {says("ur_leg_nerve", "stable", "right", cleared=True)}


def test_a_word_from_before_the_last_session_lifts_no_stop(client):
    person = people.known({says("co_worse_or_long", "worse", cleared=True)})
    for ago in (3, 2):
        Session.objects.create(
            person=person, routine_name="x", felt_before=2, felt_after=5, feel="fine",
            done_at=timezone.now() - timedelta(days=ago),
        )  # fmt: skip

    def stop(days_ago):
        day = timezone.localdate() - timedelta(days=days_ago)
        person.answers.update(cleared_on=day, cleared_at=timezone.now())
        return progress_of(person, catalogue()).stop

    assert stop(5) is not None, "they did not know of it"
    assert stop(0) is None


def test_a_new_word_is_noted_anew_and_the_same_is_not(client, person):
    today = timezone.localdate()
    word(client, said="yes", who="doctor", when=(today - timedelta(days=9)).isoformat())
    first = person.answers.get().cleared_at
    word(client, said="yes", who="doctor", when=(today - timedelta(days=9)).isoformat())
    assert person.answers.get().cleared_at == first
    word(client, said="yes", who="doctor", when=today.isoformat())
    assert person.answers.get().cleared_at > first


@pytest.mark.parametrize(("days", "is_asked"), [(365, False), (366, True)])
def test_a_page_answered_again_takes_no_old_word_along(client, person, days, is_asked):
    day = timezone.localdate() - timedelta(days=days)
    person.answers.update(cleared_at=timezone.now(), cleared_by="doctor", cleared_on=day)

    response = send(client, url("conditions"), signs=["co-clot"])

    assert response["Location"] == (url(*WORD) if is_asked else CHECK)
