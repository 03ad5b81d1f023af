"""A guest's answers go along when they sign up or sign in; a guest who stays away is forgotten."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from screening.access import SESSION_KEY, clearance_of, stored_answers
from screening.joining import person_joined
from screening.models import Person
from screening.rulebook import Mode
from tests import people
from tests.people import says
from tests.screening.filling import CHECK, START, url

pytestmark = pytest.mark.django_db

PASSWORD = "a quiet walk by the sea"


@pytest.fixture
def user(django_user_model):
    return django_user_model.objects.create_user("robin@example.org", PASSWORD)


@pytest.fixture
def joined():
    """Who joined whom, as routines hear it: both still there, with the guest's answers."""
    heard = []

    def hear(sender, guest, account, **kwargs):
        heard.append((guest.pk, account.pk))

    person_joined.connect(hear)
    yield heard
    person_joined.disconnect(hear)


def sign_in(client):
    return client.post("/account/login/", {"login": "robin@example.org", "password": PASSWORD})


def test_signing_up_keeps_answers_and_result(client, joined):
    guest = people.visits(client, people.known(people.BRUISED_LEFT_BUTTOCK))

    client.post("/account/signup/", {"email": "sam@example.org", "password1": PASSWORD})

    person = Person.objects.get()
    assert (person.pk, person.user.email) == (guest.pk, "sam@example.org")
    assert clearance_of(person, Mode.SELF).outcome == "limited"
    assert SESSION_KEY not in client.session
    assert not joined


def test_signing_in_for_the_first_time_makes_the_guest_the_accounts_person(client, user):
    guest = people.visits(client, people.known(people.BRUISED_LEFT_BUTTOCK))

    sign_in(client)

    assert Person.objects.get().user == user
    assert Person.objects.get().pk == guest.pk


def test_signing_in_adds_the_guests_answers_to_be_checked_once_more(client, user, joined):
    account = people.known(people.OLD | people.PAST_CLOT, user=user)
    guest = people.visits(client, people.known(people.BRUISED_LEFT_BUTTOCK))

    sign_in(client)

    account = Person.objects.get()
    assert joined == [(guest.pk, account.pk)]
    assert stored_answers(account) == people.OLD | people.PAST_CLOT | people.BRUISED_LEFT_BUTTOCK
    assert clearance_of(account, Mode.SELF) is None
    page = client.get(START)
    assert "We added what you answered before you signed in" in page.text
    assert page.context["next_url"] == CHECK


def test_the_same_answer_twice_is_the_stricter_of_both(client, user):
    people.known(
        {
            says("rg_bruise", "large", "buttock/left"),
            says("co_clot", "past", cleared=True),
            says("co_neuro", cleared=True),
            says("rg_rash", "known"),
        },
        user=user,
    )
    guest = {
        says("rg_bruise", "large", "low_back/right"),
        says("co_clot", "past"),
        says("co_neuro", cleared=True),
        says("rg_rash", "known", "buttock/left"),
    }
    people.visits(client, people.known(guest))

    sign_in(client)

    assert stored_answers(Person.objects.get()) == {
        says("rg_bruise", "large", "buttock/left", "low_back/right"),
        says("co_clot", "past"),
        says("co_neuro", cleared=True),
        says("rg_rash", "known"),
    }


def test_a_yes_to_touch_is_never_added_up(client, user):
    people.known(people.WITH_PARTNER, user=user, wants_partner=True)
    people.visits(client, people.known(people.WITH_PARTNER, wants_partner=True))

    sign_in(client)

    assert not Person.objects.get().answers.exists()
    assert client.get(START).context["next_url"] == url("partner")


def test_answers_to_an_older_questionnaire_are_joined_to_the_present_one(client, user):
    account = people.known(people.OLD | people.HOT_VEIN, user=user)
    Person.objects.update(questionnaire="older")
    account.answers.create(question="co_gone", option="yes")
    people.visits(client, people.known(people.BRUISED_LEFT_BUTTOCK))

    sign_in(client)

    account = Person.objects.get()
    assert stored_answers(account) == people.OLD | people.HOT_VEIN | people.BRUISED_LEFT_BUTTOCK
    client.post(CHECK)
    account.refresh_from_db()
    assert clearance_of(account, Mode.SELF).outcome == "urgent"


def test_signing_in_without_answers_changes_nothing(client, user, joined):
    account = people.known(people.OLD, user=user)
    guest = people.visits(client, Person.objects.create())

    sign_in(client)

    assert clearance_of(Person.objects.get(), Mode.SELF).outcome == "limited"
    assert joined == [(guest.pk, account.pk)]


def test_a_session_felt_as_a_guest_counts_for_the_account(client, user):
    people.known(people.WELL, user=user)
    guest = people.known(people.WELL)
    Person.objects.filter(pk=guest.pk).update(session_done_at=timezone.now())
    people.visits(client, guest)

    sign_in(client)

    assert client.get(START).context["next_url"] == url("emergency")


def test_one_account_never_gets_anothers_person(client, user, django_user_model):
    other = django_user_model.objects.create_user("other@example.org")
    people.visits(client, people.known(people.OLD, user=other))

    sign_in(client)

    assert Person.objects.get().user == other


def test_guests_who_stay_away_are_forgotten(user, capsys):
    now = timezone.now()
    for ago in (14, 16):
        Person.objects.create(used_at=now - timedelta(days=ago))
        Person.objects.create(used_at=now - timedelta(days=ago), user=user, name=str(ago))

    call_command("forget_guests")

    assert capsys.readouterr().out == "1 guest forgotten.\n"
    assert Person.objects.filter(user=None).count() == 1
    assert Person.objects.filter(user=user).count() == 2


def test_a_visit_is_noted_once_a_day(client, django_assert_num_queries):
    guest = people.visits(client, people.known(people.WELL))
    before = timezone.now() - timedelta(hours=25)
    Person.objects.update(used_at=before)

    client.get(START)
    guest.refresh_from_db()
    noted = guest.used_at
    client.get(START)
    guest.refresh_from_db()

    assert noted > before
    assert guest.used_at == noted


def test_what_a_giver_said_is_forgotten_once_it_has_lapsed(user):
    person = people.known(people.GIVER_WITH_CUTS | people.OLD, user=user, wants_partner=True)
    call_command("forget_guests", verbosity=0)
    assert stored_answers(person) == people.GIVER_WITH_CUTS | people.OLD

    person.answers.update(given_at=timezone.now() - timedelta(hours=13))
    call_command("forget_guests", verbosity=0)
    assert stored_answers(person) == people.OLD
