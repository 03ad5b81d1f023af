"""Coming back: what was said before is asked as "still true?", with the day, and never assumed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening.access import clearance_of, stored_answers
from screening.content import rulebook
from screening.expiry import due_sections
from screening.models import Person
from screening.rulebook import NO, Mode
from tests import people
from tests.elements import read
from tests.people import says
from tests.screening.filling import CHECK, START, fill, send, url

pytestmark = pytest.mark.django_db
BEGAN = datetime(2026, 3, 2, 8, tzinfo=UTC)


class Clock:
    def __init__(self):
        self.now = BEGAN

    def move(self, **by):
        self.now += timedelta(**by)


@pytest.fixture
def clock(monkeypatch):
    """The site's clock, moved by the test."""
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture
def person(client, clock, django_user_model):
    """Somebody with an account, who comes back after weeks."""
    user = django_user_model.objects.create_user("robin@example.org")
    return began(people.known(people.BRUISED_TWICE | people.PAST_CLOT, user=user))


def began(person):
    """Let the answers be of that day: a model's default asks the real clock."""
    person.answers.update(given_at=BEGAN)
    return person


def comes_back(client, clock, person, **after):
    clock.move(**after)
    client.force_login(person.user)


def holds(person):
    return clearance_of(Person.objects.get(pk=person.pk), Mode.SELF) is not None


def legends(page):
    return [legend.text for legend in page.find("legend")]


def test_within_the_same_morning_nothing_is_asked_again(client, clock, person):
    comes_back(client, clock, person, hours=11)
    assert holds(person)
    assert "Your safety check holds" in client.get(START).text


def test_the_next_day_what_was_said_is_shown_with_its_day_and_nothing_is_chosen(
    client, clock, person
):
    comes_back(client, clock, person, days=1)
    page = read(client.get(url("spots")))

    assert not holds(person)
    assert legends(page) == ["A bruise", "Is there anything else?"]
    said = page.find("fieldset")[0].text
    assert "On 2 March 2026 you said: " in said
    assert "Large, sore or swollen (Buttock, left)" in said
    assert "Small and not sore (Low back, right; Outer thigh, right)" in said
    assert "Is that still true?" in said
    assert not [i for i in page.find("input") if "checked" in i.attrs]
    assert (
        "On 2 March 2026 you said: No, I have none of these right now."
        in read(client.get(url("emergency"))).text
    )


def test_radios_say_what_was_said_and_choose_nothing(client, clock, person):
    comes_back(client, clock, person, days=1)
    page = read(client.get(url("today")))

    marked = [label.text for label in page.find("label") if "this is what you said" in label.text]
    assert len(marked) == 3
    assert all("On 2 March 2026: this is what you said" in label for label in marked)
    assert not [i for i in page.find("input") if "checked" in i.attrs]


def test_still_true_asks_nothing_more_about_it(client, clock, person):
    comes_back(client, clock, person, days=1)
    send(client, url("emergency"), signs=["none"])
    send(client, url("urgent"), signs=["none"])

    response = send(client, url("spots"), **{"still-rg-bruise": "yes"}, signs=["none"])

    assert response["Location"] == url("today")
    assert stored_answers(person) == people.BRUISED_TWICE | people.PAST_CLOT
    assert set(person.answers.filter(question="rg_bruise").values_list("given_at", flat=True)) == {
        clock.now
    }


def test_what_has_changed_is_asked_in_full_with_the_old_answer_to_begin_with(client, clock, person):
    comes_back(client, clock, person, days=1)
    send(client, url("spots"), **{"still-rg-bruise": "changed"}, signs=["none"])
    send(client, url("emergency"), signs=["none"])
    response = send(client, url("urgent"), signs=["none"])
    assert response["Location"] == url("spots", "rg-bruise")
    assert client.get(response["Location"]).context["form"]["answer"].initial == ["large", "small"]
    response = send(client, response["Location"], answer=["small"])
    assert response["Location"] == url("spots", "rg-bruise", "where")


def test_what_has_gone_goes(client, clock, person):
    comes_back(client, clock, person, days=1)
    send(client, url("spots"), **{"still-rg-bruise": "no"}, signs=["rg-varicose"])

    assert {a.question for a in stored_answers(person)} == {"co_clot", "rg_varicose"}


@pytest.mark.parametrize("sent", [{}, {"still-rg-bruise": ""}, {"still-rg-bruise": "maybe"}])
def test_without_a_choice_nothing_is_carried_over(client, clock, person, sent):
    comes_back(client, clock, person, days=1)
    response = send(client, url("spots"), signs=["none"], **sent)

    assert response.status_code == 422
    assert "spots" not in {
        page
        for page, at in Person.objects.get(pk=person.pk).answered.items()
        if datetime.fromisoformat(at) == clock.now
    }
    assert not holds(person)
    assert stored_answers(person) == people.BRUISED_TWICE | people.PAST_CLOT


def test_a_page_opened_before_another_tab_was_faster_drops_nothing(client, clock, person):
    comes_back(client, clock, person, days=1)
    send(client, url("spots"), **{"still-rg-bruise": "yes"}, signs=["rg-open-wound"])

    response = send(client, url("spots"), **{"still-rg-bruise": "yes"}, signs=["none"])

    assert response.status_code == 422
    assert "rg_open_wound" in {row.question for row in person.answers.all()}


def test_after_28_days_all_of_it_is_asked_and_a_word_is_asked_for_with_it(client, clock, person):
    person.answers.filter(question="co_clot").update(
        cleared_at=BEGAN, cleared_by="doctor", cleared_on=BEGAN.date()
    )
    comes_back(client, clock, person, days=28, seconds=1)
    page = read(client.get(url("conditions")))

    assert (
        "you said: In the past, and not now. A doctor said on 2 March 2026 that massage is OK. "
        "Is that still true?"
    ) in page.text
    cleared = {says("co_clot", "past", cleared=True)}
    met = fill(client, people.BRUISED_TWICE | cleared)
    assert met == [url(s) for s in ("emergency", "urgent", "conditions", "about-you", "spots",
                                    "today")]  # fmt: skip
    client.post(CHECK)
    assert holds(person)
    assert stored_answers(person) == people.BRUISED_TWICE | cleared


def test_a_word_of_more_than_a_year_ago_is_asked_for_anew(client, clock, person):
    old = BEGAN.date() - timedelta(days=360)
    person.answers.filter(question="co_clot").update(
        cleared_at=BEGAN, cleared_by="doctor", cleared_on=old
    )
    comes_back(client, clock, person, days=29)
    for section in ("emergency", "urgent"):
        send(client, url(section), signs=["none"])
    response = send(client, url("conditions"), **{"still-co-clot": "yes"}, signs=["none"])

    assert response["Location"] == url("conditions", "co-clot", "clearance")


def test_not_sure_is_asked_about_too(client, clock, django_user_model):
    user = django_user_model.objects.create_user("kim@example.org")
    person = began(people.known({says("ur_hot_vein", "not_sure")}, user=user))
    comes_back(client, clock, person, days=1)
    page = read(client.get(url("urgent")))

    assert "you said: I am not sure. Is that still true?" in page.text
    send(client, url("urgent"), **{"still-ur-hot-vein": "yes"}, signs=["none"])
    assert stored_answers(person) == {says("ur_hot_vein", "not_sure")}
    send(client, url("urgent"), **{"still-ur-hot-vein": "changed"}, signs=["none"])
    clock.move(days=1)
    client.force_login(user)
    send(client, url("urgent"), **{"still-ur-hot-vein": "no"}, signs=["none"])
    assert not stored_answers(person)


def test_a_noted_session_ends_what_is_asked_each_time(client, clock, person):
    comes_back(client, clock, person, hours=1)
    Person.objects.update(session_done_at=clock.now)
    clock.move(minutes=1)

    page = read(client.get(url("spots")))
    assert "A few hours ago you said: Large, sore or swollen" in page.text
    met = fill(client, people.BRUISED_TWICE | people.PAST_CLOT)
    assert met == [url(page) for page in ("emergency", "urgent", "spots", "today")]


def test_the_givers_answers_are_never_the_next_givers(client, clock, django_user_model):
    user = django_user_model.objects.create_user("kim@example.org")
    answers = people.WITH_PARTNER | {says("cx_giver", "sore_hands")}
    person = began(people.known(answers, user=user, wants_partner=True))
    comes_back(client, clock, person, days=1)
    page = read(client.get(url("partner")))

    assert "this is what you said" not in page.text
    assert not [i for i in page.find("input") if "checked" in i.attrs]
    fill(client, people.WITH_PARTNER, with_partner=True)
    assert stored_answers(person) == people.WITH_PARTNER


SECTIONS = st.sampled_from(["emergency", "urgent", "conditions", "about-you", "spots", "today"])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(SECTIONS, st.integers(0, 60 * 24 * 40), max_size=6),
    st.none() | st.integers(0, 60 * 24 * 40),
)
def test_no_page_is_carried_over_beyond_its_time(minutes_ago, session_ago):
    rules = rulebook()
    answered = {page: BEGAN - timedelta(minutes=m) for page, m in minutes_ago.items()}
    session = None if session_ago is None else BEGAN - timedelta(minutes=session_ago)
    due = due_sections(answered, rules.version, rules, Mode.SELF, BEGAN, session)
    each = {s.slug for s in rules.sections if s.each_session}

    for section in {"emergency", "urgent", "conditions", "about-you", "spots", "today"}:
        ago = minutes_ago.get(section)
        lasts = 12 * 60 if section in each else 28 * 24 * 60
        since = session_ago is None or section not in each or (ago or 0) < session_ago
        assert (section not in due) == (ago is not None and ago <= lasts and since), section
    assert NO not in due
