"""A person's routines: listed, named, kept, copied, deleted, and taken along to an account."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from routines.models import Routine, Session
from screening.access import SESSION_KEY
from screening.models import Person
from screening.rulebook import Mode
from tests.elements import read
from tests.routines.people import build, check, consent, guest, path, state, wish

pytestmark = pytest.mark.django_db
LIST = reverse("routines:routines")


@pytest.fixture
def routine(client, person):
    return build(client)


def save(client, routine):
    return client.post(path("save", routine))


def test_nobody_has_no_routines_and_is_told_what_to_do(client):
    page = read(client.get(LIST))

    assert "You have no routines yet" in page.text
    assert page.find("a", href=reverse("routines:new"))
    assert not Person.objects.exists(), "looking makes nobody"


def test_a_draft_is_listed_apart_until_it_is_saved(client, routine):
    page = read(client.get(LIST))
    assert page.find("h2")[0].text == "Not saved yet"

    assert save(client, routine).url == routine.get_absolute_url()
    page = read(client.get(LIST))
    assert "Not saved yet" not in page.text
    assert page.find("a", href=routine.get_absolute_url())


def test_saving_twice_is_as_good_as_once(client, routine):
    assert [save(client, routine).status_code for _ in range(2)] == [303, 303]


def test_the_newest_comes_first_with_minutes_mode_and_when_it_was_done(client):
    person = guest(client, Mode.PARTNER, cx_partner_consent=consent())
    for fields in ({"minutes": 10}, {"minutes": 20, "mode": "partner"}):
        save(client, build(client, **fields))
    older, newer = Routine.objects.order_by("made_at")
    Session.objects.create(
        person=person,
        routine=older,
        routine_name="x",
        felt_before=1,
        felt_after=1,
        feel="fine",
        done_at="2026-03-04T10:00Z",
    )
    first, second = read(client.get(LIST)).find("li", class_="card")
    total = client.get(older.get_absolute_url()).context["shown"].total_s

    assert "with a partner" in first.text
    assert "Not done yet" in first.text
    assert "on your own" in second.text
    assert "Last done on 4 March 2026" in second.text
    assert str(total // 60) in second.text


def test_the_minutes_in_the_list_are_those_of_the_page(client, routine):
    listed = client.get(LIST).context["drafts"][0].total_s

    assert listed == client.get(routine.get_absolute_url()).context["shown"].total_s


def test_other_people_have_lists_of_their_own(client, routine):
    client.cookies.clear()
    guest(client)

    assert routine.name not in client.get(LIST).content.decode()


def test_a_routine_gets_another_name(client, routine):
    response = client.post(path("rename", routine), {"version": 1, "name": " Sunday <b>slow</b> "})
    routine.refresh_from_db()

    assert response.status_code == 303
    assert (routine.name, routine.version) == ("Sunday <b>slow</b>", 2)
    assert read(client.get(routine.get_absolute_url())).find("h1")[0].text == routine.name


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "nul\x00"])
def test_no_other_name_will_do(client, routine, name):
    before = state(routine)
    response = client.post(path("rename", routine), {"version": 1, "name": name})

    assert response.status_code == 422
    assert "That was not done" in response.content.decode()
    assert state(routine) == before


def test_who_is_too_late_to_name_it_sees_both(client, routine):
    Routine.objects.update(version=2, name="Mine")
    before = state(routine)
    response = client.post(path("rename", routine), {"version": 1, "name": "Yours"})

    assert response.status_code == 409
    assert "You wanted to call it “Yours”." in response.content.decode()
    assert "“Mine” as it is now" in response.content.decode()
    assert state(routine) == before


def test_a_copy_is_the_same_routine_once_more(client, routine):
    save(client, routine)
    key = str(uuid4())
    urls = {client.post(path("copy", routine), {"key": key}).url for _ in range(2)}
    copy = Routine.objects.exclude(pk=routine.pk).get()

    def steps(of):
        return list(of.steps.values_list("technique", "side", "seconds", "place", "reason"))

    assert urls == {copy.get_absolute_url()}
    assert steps(copy) == steps(routine)
    assert copy.name == f"Copy of {routine.name}"
    assert copy.saved_at


@pytest.mark.parametrize("key", ["", "1", "\x00"])
def test_a_copy_without_its_key_is_refused(client, routine, key):
    assert client.post(path("copy", routine), {"key": key}).status_code == 400
    assert Routine.objects.count() == 1


def test_a_deleted_routine_is_nowhere_and_comes_back_by_undo(client, routine):
    before = state(routine)
    response = client.post(path("delete", routine))
    page = read(client.get(response.url))

    assert response.status_code == 303
    assert f"“{routine.name}” is deleted." in page.text
    assert not page.find("a", href=routine.get_absolute_url())
    assert client.get(routine.get_absolute_url()).status_code == 404
    assert client.post(path("delete", routine)).status_code == 404
    form = page.find("form", action=path("restore", routine))[0]
    assert form.find("button")[0].text == f"Undo: delete “{routine.name}”"
    assert "Recently deleted (1)" in read(client.get(LIST)).text
    assert client.post(form.attrs["action"]).url == routine.get_absolute_url()
    assert state(routine) == before
    assert "Recently deleted" not in read(client.get(LIST)).text


def test_nobody_else_has_it_back(client, routine):
    client.post(path("delete", routine))
    client.cookies.clear()
    assert client.post(path("restore", routine)).status_code == 404
    guest(client)

    assert client.post(path("restore", routine)).status_code == 404
    assert routine.name not in client.get(LIST).content.decode()


def test_the_same_wish_sent_again_after_deleting_brings_it_back(client, person):
    fields = wish()
    first = client.post(reverse("routines:new"), fields).url
    client.post(f"{first}delete/")

    assert client.post(reverse("routines:new"), fields).url == first
    assert client.get(first).status_code == 200


def test_what_was_deleted_long_ago_goes_for_good(client, routine, capsys):
    fresh = build(client)
    for one in (routine, fresh):
        client.post(path("delete", one))
    old = timezone.now() - timedelta(days=14, minutes=1)
    Routine.with_deleted.filter(pk=routine.pk).update(deleted_at=old)
    assert "Recently deleted (1)" in read(client.get(LIST)).text
    call_command("forget_drafts")

    assert list(Routine.with_deleted.all()) == [fresh]
    assert "1 deleted routine forgotten." in capsys.readouterr().out


def test_a_note_is_kept_as_plain_text_and_undone(client, routine):
    note = "Left <b>hip</b>:\nslowly"
    response = client.post(path("note_to_self", routine), {"version": 1, "note": note})
    page = read(client.get(response.url))

    assert "Your note is kept." in page.text
    assert page.find("p", class_="own-note")[0].text == "Left <b>hip</b>: slowly"
    change = routine.revisions.get()
    assert change.words == "write a note"
    client.post(path("undo", routine), {"version": 2, "change": change.pk})
    assert not read(client.get(routine.get_absolute_url())).find("p", class_="own-note")


@pytest.mark.parametrize("note", ["x" * 301, "nul\x00"])
def test_no_other_note_will_do(client, routine, note):
    before = state(routine)
    response = client.post(path("note_to_self", routine), {"version": 1, "note": note})

    assert response.status_code == 422
    assert state(routine) == before


def test_who_is_too_late_with_a_note_sees_both(client, routine):
    Routine.objects.update(version=2)
    response = client.post(path("note_to_self", routine), {"version": 1, "note": "Slowly"})

    assert response.status_code == 409
    assert read(response).find("input", name="note")[0].attrs["value"] == "Slowly"


def test_drafts_that_nobody_saved_go_after_two_days(client, routine, capsys):
    saved, fresh = build(client), build(client)
    save(client, saved)
    old = timezone.now() - timedelta(days=2, minutes=1)
    Routine.objects.exclude(pk=fresh.pk).update(changed_at=old)
    call_command("forget_drafts")

    assert set(Routine.objects.all()) == {saved, fresh}
    assert "1 draft forgotten." in capsys.readouterr().out


def sign_up(client):
    data = {"email": "kim@example.org", "password1": "Correct-horse-42"}
    assert client.post(reverse("account_signup"), data).status_code == 302


def test_signing_up_takes_the_routines_along(client, person, routine):
    save(client, routine)
    sign_up(client)

    assert read(client.get(LIST)).find("a", href=routine.get_absolute_url())
    assert client.get(routine.get_absolute_url()).status_code == 200


def test_signing_in_adds_them_to_those_of_the_account(client):
    user = get_user_model().objects.create_user(
        email="kim@example.org", password="Correct-horse-42"
    )
    account = check(Person.objects.create(user=user))
    client.force_login(user)
    mine = build(client)
    client.logout()
    person = guest(client)
    routine = build(client)
    Session.objects.create(
        person=person, routine=routine, routine_name="x", felt_before=1, felt_after=1, feel="fine"
    )
    data = {"login": "kim@example.org", "password": "Correct-horse-42"}
    assert client.post(reverse("account_login"), data).status_code == 302

    assert set(account.routines.all()) == {mine, routine}
    assert account.sessions.count() == 1
    assert SESSION_KEY not in client.session
    assert not Person.objects.filter(user=None).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_however_long(client, count, django_assert_num_queries):
    guest(client)
    for _ in range(count):
        save(client, build(client))
        build(client)
    client.get(LIST)

    with django_assert_num_queries(6):
        client.get(LIST)
