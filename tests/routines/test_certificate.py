"""A routine says how good it is, and only while it is what was planned under the same limits."""

from uuid import uuid4

import pytest

from routines.certificate import Certificate
from routines.models import Routine, Technique
from tests.elements import read
from tests.routines.people import HTMX, build, guest, path, send, targeted

pytestmark = pytest.mark.django_db
NO_BETTER = "No better routine of 15 minutes exists for what you asked."


def said(client, routine):
    """What the page says of how good it is; empty if nothing."""
    found = read(client.get(routine.get_absolute_url())).find("div", class_="certificate")
    return found[0].find("p")[0].text if found else ""


@pytest.fixture
def routine(client, person):
    return build(client, goals=["looser"])


@pytest.mark.parametrize(
    ("value", "bound", "percent"), [(2.0, 2.0, 0), (2.0, 1.9, 0), (2.0, 2.01, 1), (2.0, 2.5, 25)]
)
def test_the_gap_is_rounded_up(value, bound, percent):
    assert Certificate(15, value, bound, 1, "").percent == percent


def test_no_better_one_exists(client, routine):
    assert said(client, routine) == NO_BETTER
    assert routine.certificate["value"] == routine.certificate["bound"] > 0


def test_what_is_not_proven_best_says_by_how_much_it_could_be_better(client, routine):
    routine.certificate["bound"] = routine.certificate["value"] * 1.021
    routine.save()

    assert said(client, routine) == (
        "At most 3 % better could exist for what you asked, in 15 minutes."
    )


def test_it_says_the_minutes_that_were_planned_for(client):
    guest(client, co_pregnancy="w13")

    assert "of 20 minutes exists" in said(client, build(client, minutes=30))


def test_after_an_edit_nothing_is_said_until_it_is_undone(client, routine):
    step = targeted(routine)[0]
    send(client, "remove", routine, step.pk)
    assert said(client, routine) == ""

    routine.refresh_from_db()
    send(client, "undo", routine, change=routine.revisions.get().pk)
    assert said(client, routine) == NO_BETTER


def test_an_edit_in_place_takes_it_away_at_once(client, routine):
    response = send(client, "remove", routine, targeted(routine)[0].pk, headers=HTMX)

    assert response.status_code == 200
    assert not read(response).find("div", class_="certificate")


def test_another_name_changes_nothing(client, routine):
    send(client, "rename", routine, name="Evenings")

    assert said(client, routine) == NO_BETTER


def test_under_other_limits_nothing_is_said(client, person, routine):
    person.answers.create(question="mo_blood_thinners", option="anticoagulant")

    assert said(client, routine) == ""


def test_with_fewer_minutes_allowed_nothing_is_said(client, person, routine):
    person.answers.create(question="co_pregnancy", option="w13")

    assert said(client, routine) == ""


def test_with_other_content_nothing_is_said(client, routine):
    Technique.objects.filter(code="m5").update(order=77)

    assert said(client, routine) == ""


def test_the_next_best_says_nothing(client, routine):
    response = client.post(path("another", routine), {"key": str(uuid4()), "how": "another"})
    other = Routine.objects.get(pk=response.url.split("/")[-2])

    assert said(client, other) == ""


def test_a_copy_is_as_good(client, routine):
    response = client.post(path("copy", routine), {"key": str(uuid4())})

    assert said(client, Routine.objects.get(pk=response.url.split("/")[-2])) == NO_BETTER


def test_a_routine_from_before_says_nothing(client, routine):
    Routine.objects.update(certificate=None)

    assert said(client, routine) == ""


def test_who_may_do_nothing_any_more_reads_nothing_of_it(client, person, routine):
    person.answers.create(question="co_bone_mets", option="yes")

    assert said(client, routine) == ""
