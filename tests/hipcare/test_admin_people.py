"""Admin and people: help and erase, without reading what anybody answered."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anatomy.models import Muscle, Source
from hipcare.models import User
from routines.models import Routine, Session, Step, Technique
from screening.models import Answer, Person, Restriction
from tests.hipcare.test_admin import act, address, edit

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"  # noqa: S105


@pytest.fixture
def sam():
    """Sam has an account, an answer, a routine of some steps, and a session that felt electric."""
    user = User.objects.create_user("sam@example.com", PASSWORD)
    return make_person(user=user, name="Sam")


def make_person(steps=2, **fields):
    person = Person.objects.create(**fields)
    Answer.objects.create(person=person, question="co_clot", option="now", sites=["buttock/left"])
    routine = Routine.objects.create(person=person, name="Evening")
    technique = Technique.objects.first()
    for place in range(steps):
        Step.objects.create(
            routine=routine, place=place, technique=technique, phase=technique.phase, side="left",
            seconds=60, tool=technique.tools.first(), position=technique.positions.first(),
            reason="You asked for it.",
        )  # fmt: skip
    Session.objects.create(
        person=person, routine=routine, routine_name="Evening", felt_before=6, felt_after=3,
        feel="electric", sides=["left"],
    )  # fmt: skip
    return person


def pages_about(person):
    routine = person.routines.get()
    rows = [person, person.user, routine]
    return [address(page, row) for row in rows for page in ("change", "delete", "history")] + [
        address("changelist", model) for model in (Person, User, Routine)
    ]


def test_every_page_opens_and_tells_nothing_about_health(admin_client, sam):
    for page in pages_about(sam):
        response = admin_client.get(page)
        assert response.status_code == 200
        told = [word for word in ("clot", "buttock/left", "lectric") if word in response.text]
        assert not told, page


def test_what_people_have_is_counted(admin_client, sam):
    person = admin_client.get(address("changelist", Person)).context["cl"].result_list.get()
    assert person.number_of_answers == person.number_of_routines == person.number_of_sessions == 1
    text = admin_client.get(address("change", sam)).text
    assert "sam@example.com" in text
    assert "Evening" in text


def test_a_technique_that_people_do_cannot_be_deleted(admin_client, sam):
    technique = sam.routines.get().steps.first().technique
    response = admin_client.post(address("delete", technique), {"post": "yes"})
    assert "Steps that people own: 2" in response.text
    assert "Evening" not in response.text


@pytest.mark.parametrize("model", [Person, Routine, User])
def test_a_list_costs_the_same_however_long(admin_client, model):
    page, costs = address("changelist", model), []
    admin_client.get(page)
    for number in (1, 2):
        user = User.objects.create_user(f"sam{number}@example.com", PASSWORD)
        for name in ("me", "Sam")[:number]:
            make_person(user=user, name=name)
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(page).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] < 20


def test_a_routine_costs_the_same_however_long(admin_client):
    costs = []
    for steps in (1, 1, 3):
        routine = make_person(steps=steps).routines.get()
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(address("change", routine)).status_code == 200
        costs.append(len(queries))
    assert costs[1] == costs[2]


@pytest.mark.parametrize("model", [Person, Routine])
def test_people_are_found_by_their_address(admin_client, sam, model):
    make_person(name="me")
    found = admin_client.get(address("changelist", model), {"q": "sam@example.com"}).context["cl"]
    assert [getattr(row, "person", row) for row in found.result_list] == [sam]


@pytest.mark.parametrize("model", [Person, Routine])
def test_nothing_about_people_can_be_made_or_changed(admin_client, sam, model):
    assert admin_client.get(address("add", model)).status_code == 403
    row = model.objects.get()
    assert admin_client.post(address("change", row), {"name": "Bob"}).status_code == 403


@pytest.mark.parametrize("whom", ["person", "user"])
def test_erasing_leaves_nothing_but_that_it_was_done(admin_client, sam, whom):
    row = sam if whom == "person" else sam.user
    response = admin_client.post(address("delete", row), {"post": "yes"})
    assert response.status_code == 302
    left = [m.objects.exists() for m in (Person, Answer, Routine, Step, Session)]
    assert left == [False] * 5
    assert LogEntry.objects.get().object_repr == "erased"


def test_several_are_erased_after_a_second_thought(admin_client, sam):
    page = address("changelist", Person)
    assert "Are you sure" in act(admin_client, page, "delete_selected", sam).text
    admin_client.post(
        page, {"action": "delete_selected", "_selected_action": [sam.pk], "post": "yes"}
    )
    assert not Person.objects.exists()
    assert LogEntry.objects.get().object_repr == "erased"


# Accounts


def test_an_account_is_made_by_its_address(admin_client):
    passwords = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    admin_client.post(address("add", User), {"email": "new@example.com", **passwords})
    user = User.objects.get(email="new@example.com")
    assert user.check_password(PASSWORD)
    assert admin_client.get(address("change", user)).status_code == 200


def test_an_address_is_not_changed_behind_its_owner(admin_client, sam):
    admin_client.post(address("change", sam.user), {"email": "other@example.com"})
    sam.user.refresh_from_db()
    assert sam.user.email == "sam@example.com"


@pytest.fixture
def helper(client):
    """Staff who may change accounts, and no more."""
    user = User.objects.create_user("helper@example.com", PASSWORD, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__endswith="_user"))
    client.force_login(user)
    return user


def test_nobody_makes_themselves_a_superuser(client, helper):
    sent = {"is_active": "on", "is_staff": "on", "is_superuser": "on"}
    assert client.post(address("change", helper), sent).status_code == 302
    helper.refresh_from_db()
    assert not helper.is_superuser


def test_a_superuser_is_changed_by_superusers_only(client, helper, admin_user):
    password = reverse("admin:auth_user_password_change", args=[admin_user.pk])
    for page in (address("change", admin_user), address("delete", admin_user), password):
        assert client.post(page, {"post": "yes", "password1": "x"}).status_code == 403


# Who gets in


def test_a_stranger_is_asked_to_log_in(client):
    response = client.get(address("changelist", Muscle))
    response = client.get(response["Location"])
    assert response["Location"].startswith(reverse("account_login"))


def test_someone_who_is_not_staff_is_refused(client):
    client.force_login(User.objects.create_user("sam@example.com", PASSWORD))
    assert client.get(reverse("admin:login")).status_code == 403
    assert client.get(reverse("admin:index")).status_code == 302


def test_an_editor_sees_only_what_they_may_edit(client):
    editor = User.objects.create_user("ed@example.com", PASSWORD, is_staff=True)
    editor.user_permissions.set(Permission.objects.filter(codename__endswith="_muscle"))
    client.force_login(editor)
    muscle = Muscle.objects.first()
    assert edit(client, muscle, plain_name="The big one").status_code == 302
    assert client.get(address("changelist", Source)).status_code == 403
    assert client.post(address("change", Source.objects.first()), {}).status_code == 403
    assert client.post(address("delete", Restriction.objects.first())).status_code == 403
