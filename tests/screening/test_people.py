"""Several people: each with answers and routines of their own, and never one for the other."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from routines.models import Routine
from screening.access import GUESTS, SESSION_KEY, stored_answers
from screening.models import Person
from screening.people import PEOPLE_MAX
from tests import people
from tests.elements import read
from tests.routines.people import build, check, guest, path
from tests.screening.filling import CHECK, START, fill, send, url

pytestmark = pytest.mark.django_db
PEOPLE = reverse("screening:people")
PASSWORD = "a quiet walk by the sea"


@pytest.fixture(params=["guest", "account"])
def client(request, django_user_model):
    """A browser whose check for "me" holds, of a guest or of an account."""
    client = Client()
    if request.param == "guest":
        client.me = guest(client, co_age="o70")
    else:
        user = django_user_model.objects.create_user("robin@example.org", PASSWORD)
        client.me = check(Person.objects.create(user=user), co_age="o70")
        client.force_login(user)
    return client


def add(client, name="Sam"):
    response = client.post(PEOPLE, {"name": name})
    assert response.status_code == 303, response.context["form"].errors
    return Person.objects.get(name=" ".join(name.split()))


def act(client, name, person, /, **data):
    return client.post(reverse(f"screening:{name}", args=[person.pk]), data)


def whom(client, address=START):
    """The name that a page shows; empty while there is one person only."""
    found = read(client.get(address)).find("p", class_="whom")
    return found[0].find("strong")[0].text if found else ""


def test_alone_nobody_is_named(client):
    assert whom(client) == ""


def test_a_second_person_begins_anew_and_is_named_on_every_page(client):
    sam = add(client)

    for address in (START, url("emergency"), CHECK):
        if address != CHECK:
            assert whom(client, address) == "Sam"
    fill(client, people.BRUISED_LEFT_BUTTOCK)
    assert whom(client, CHECK) == "Sam"
    client.post(CHECK)
    assert whom(client, reverse("routines:new")) == "Sam"
    routine = build(client)
    assert whom(client, routine.get_absolute_url()) == "Sam"
    assert whom(client, reverse("routines:routines")) == "Sam"
    assert routine.person == sam
    assert stored_answers(sam) == people.BRUISED_LEFT_BUTTOCK
    assert {a.question for a in stored_answers(client.me)} == {"co_age"}


def test_turning_to_someone_shows_theirs_and_forgets_where_one_was(client):
    routine = build(client)
    client.get(START, {"next": routine.get_absolute_url()})
    sam = add(client)
    assert routine.name not in client.get(reverse("routines:routines")).text
    assert not client.get(START).context["has_purpose"]

    act(client, "switch", client.me)

    assert whom(client) == "me"
    assert routine.name in client.get(reverse("routines:routines")).text
    act(client, "switch", sam)
    assert whom(client) == "Sam"


def test_opening_someones_routine_turns_to_them(client):
    routine = build(client)
    add(client)
    assert whom(client) == "Sam"

    assert whom(client, routine.get_absolute_url()) == "me"
    assert whom(client) == "me"


def test_a_form_made_for_one_is_never_saved_for_another(client):
    form = {"version": client.get(url("spots")).context["version"], "person": client.me.pk}
    sam = add(client)

    client.post(url("spots"), {**form, "signs": ["rg-bruise"]})

    assert {row.question for row in client.me.answers.all()} == {"co_age", "rg_bruise"}
    assert not sam.answers.exists()
    assert whom(client) == "me"


def test_every_form_about_a_person_says_about_whom(client):
    add(client)
    act(client, "switch", client.me)
    for address in (
        START,
        url("spots"),
        CHECK,
        reverse("screening:erase"),
        reverse("routines:new"),
    ):
        page = read(client.get(address))
        forms = page.find("form", method="post")
        said = [[f.attrs["value"] for f in form.find("input", name="person")] for form in forms]
        assert said, address
        assert all(about == [str(client.me.pk)] for about in said), address


def test_a_form_for_someone_who_was_removed_saves_nothing(client):
    sam = add(client)
    version = client.get(url("spots")).context["version"]
    act(client, "remove", sam)

    data = {"version": version, "person": sam.pk, "signs": ["rg-bruise"]}
    assert client.post(url("spots"), data).status_code == 400
    assert {row.question for row in client.me.answers.all()} == {"co_age"}


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "Enter a name"),
        ("   ", "Enter a name"),
        ("x" * 41, "Use at most 40 letters for the name"),
        ("ME", "There is someone called “ME” already"),
        ("s  am", "There is someone called “s am” already"),
        ("a\x00b", "Null characters are not allowed"),
    ],
)
def test_a_name_is_short_and_nobody_elses(client, name, error):
    add(client, "S  Am")
    before = list(Person.objects.values_list("name", flat=True))

    response = client.post(PEOPLE, {"name": name})

    assert response.status_code == 422
    assert error in read(response).text
    assert list(Person.objects.values_list("name", flat=True)) == before


def test_there_are_only_so_many(client):
    for number in range(PEOPLE_MAX - 1):
        add(client, f"Nr {number}")
    response = client.post(PEOPLE, {"name": "Sam"})
    assert response.status_code == 422
    assert "You can keep up to 10 people" in response.text


def test_someone_is_renamed(client):
    sam = add(client)

    assert act(client, "rename", sam, name="me").status_code == 422
    assert act(client, "rename", sam, name="sam").status_code == 303
    assert Person.objects.get(pk=sam.pk).name == "sam"
    assert whom(client) == "sam"


def test_removing_asks_first_and_takes_all_that_is_theirs(client):
    sam = check(add(client), rg_rash="known")
    routine = build(client)
    page = client.get(reverse("screening:remove", args=[sam.pk]))
    assert "All answers, routines and noted sessions of Sam go" in page.text
    assert Person.objects.filter(pk=sam.pk).exists()

    act(client, "remove", sam)

    assert not Person.objects.filter(pk=sam.pk).exists()
    assert not Routine.objects.filter(pk=routine.pk).exists()
    assert whom(client) == ""
    assert client.get(reverse("routines:new")).status_code == 200, "me is still there"


@pytest.mark.parametrize("name", ["switch", "rename", "remove"])
def test_nobody_elses_people_are_found(client, name):
    other = guest(Client())
    assert act(client, name, other, name="x").status_code == 404
    assert Person.objects.get(pk=other.pk).name == "me"


def test_every_page_closes_its_tags_and_is_kept_by_nobody(client):
    sam = add(client)
    pages = [reverse(f"screening:{name}", args=[sam.pk]) for name in ("rename", "remove")]
    for address in (PEOPLE, *pages):
        response = client.get(address)
        assert len(read(response).find("h1")) == 1
        assert response.headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", [START, PEOPLE, CHECK, "/routines/", "/routines/new/"])
def test_a_page_costs_the_same_however_many_there_are(
    client, address, count, django_assert_max_num_queries
):
    for number in range(count - 1):
        add(client, f"Nr {number}")
    act(client, "switch", client.me)
    client.get(address)
    most = {START: 5, PEOPLE: 3, CHECK: 5, "/routines/": 6, "/routines/new/": 14}

    with django_assert_max_num_queries(most[address]):
        assert client.get(address).status_code == 200


# Joining an account


@pytest.fixture
def user(django_user_model):
    return django_user_model.objects.create_user("kim@example.org", PASSWORD)


def as_guest():
    client = Client()
    guest(client, rg_rash="known")
    client.sam = check(add(client), rg_bruise="large")
    return client


def log_in(client):
    client.post("/account/login/", {"login": "kim@example.org", "password": PASSWORD})


def test_a_guests_people_all_come_along(user):
    client = as_guest()
    log_in(client)

    assert set(user.people.values_list("name", flat=True)) == {"me", "Sam"}
    assert whom(client) == "Sam"
    assert GUESTS not in client.session


def test_two_of_one_name_stay_two_and_only_me_is_me(user):
    mine = check(Person.objects.create(user=user), co_age="o70")
    theirs = check(Person.objects.create(user=user, name="SAM"), cx_allergy="yes")
    client = as_guest()
    log_in(client)

    names = {person.name: person for person in user.people.all()}
    assert set(names) == {"me", "SAM", "Sam (2)"}
    assert names["Sam (2)"] == client.sam
    assert {a.question for a in stored_answers(theirs)} == {"cx_allergy"}
    assert {a.question for a in stored_answers(names["Sam (2)"])} == {"rg_bruise"}
    assert {a.question for a in stored_answers(mine)} == {"co_age", "rg_rash"}
    assert whom(client) == "Sam (2)"


def test_me_is_nobody_who_has_another_name(user):
    robin = check(Person.objects.create(user=user, name="Robin"), co_age="o70")
    client = Client()
    me = guest(client, rg_rash="known")
    log_in(client)

    assert {a.question for a in stored_answers(robin)} == {"co_age"}
    assert Person.objects.get(pk=me.pk).user == user
    assert whom(client) == "me"


def test_a_visit_counts_for_all_of_a_guests_people():
    client = as_guest()
    Person.objects.update(used_at=timezone.now() - timedelta(days=2))
    client.get(START)
    assert all(p.used_at.date() == timezone.now().date() for p in Person.objects.all())
    assert client.session[SESSION_KEY] == str(client.sam.pk)


def test_a_routine_is_still_nobody_elses():
    routine = build(as_guest())
    assert guest(Client())
    stranger = Client()
    guest(stranger)
    assert stranger.get(path("print", routine)).status_code == 404
    assert send(stranger, url("emergency"), signs=["none"]).status_code == 303
