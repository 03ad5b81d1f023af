"""A shared link: it tells nothing of whose it is, and goes through the gate of who opens it."""

from datetime import timedelta
from uuid import uuid4

import pytest
import segno
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from routines.models import Routine, Session
from routines.stored import SHARED
from screening.models import Person
from tests.elements import read
from tests.routines.people import ALL_TOOLS, COLD, build, check, fill, guest, path, state

pytestmark = pytest.mark.django_db
BRUISE = ("large", ["buttock/left", "buttock/right"])
NAME = "After Sam's operation"


@pytest.fixture
def owner(client):
    return guest(client, co_age="o70")


@pytest.fixture
def routine(client, owner):
    """A saved one, shared."""
    made = fill(build(client, minutes=20, tools=ALL_TOOLS, goals=["looser"]))
    Routine.objects.update(saved_at=timezone.now(), name=NAME)
    client.post(path("share", made), {"what": "begin"})
    made.refresh_from_db()
    return made


@pytest.fixture
def friend():
    """Another browser, of somebody whose check holds."""
    client = Client()
    client.person = guest(client)
    return client


def link(routine, name="shared"):
    return reverse(f"routines:{name}", args=[routine.share_token])


def keep(client, routine, key=None):
    return client.post(link(routine, "keep"), {"key": key or str(uuid4())})


def test_a_link_cannot_be_guessed_and_stays_the_same(client, routine):
    assert len(routine.share_token) == 43
    client.post(path("share", routine), {"what": "begin"})
    assert Routine.objects.get(pk=routine.pk).share_token == routine.share_token
    page = read(client.get(path("share", routine)))
    assert page.find("input", id="link")[0].attrs["value"] == f"http://testserver{link(routine)}"


def test_a_camera_can_read_the_link_from_the_page_and_from_paper(client, routine):
    for page in (path("share", routine), path("print", routine)):
        code = read(client.get(page)).find("svg", class_="qr")[0]
        assert code.attrs["aria-label"] == "The link as a QR code"
        assert [p.attrs["d"] for p in code.find("path")][1:] == [
            segno.make(f"http://testserver{link(routine)}", error="q", micro=False)
            .svg_inline(border=4, svgclass=None, lineclass=None)
            .split(' d="')[1]
            .split('"')[0]
        ]
    client.post(path("share", routine), {"what": "end"})
    assert "QR code" not in client.get(path("share", routine)).text


def test_it_shows_the_steps_and_nothing_of_their_owner(friend, owner, routine):
    routine.steps.update(reason="It works on what you chose.")
    response = friend.get(link(routine))
    text = read(response).text

    assert "Ball under the buttock" in text
    assert "Valid until" in text
    assert "Content version" in text
    told = (NAME, "Sam", "70 or over", "It works on what you chose", str(routine.pk), str(owner.pk))
    assert [word for word in told if word in response.text] == []
    assert response.headers["Cache-Control"] == "no-store, private"


def test_the_owners_limits_are_not_the_friends(client, friend, owner, routine):
    check(owner, rg_bruise=BRUISE)

    assert "Left out" not in read(friend.get(link(routine))).text
    assert "Left out" in read(client.get(link(routine))).text


def test_what_the_friends_answers_rule_out_is_left_out_with_the_reason(friend, routine):
    check(friend.person, rg_bruise=BRUISE)
    page = read(friend.get(link(routine)))

    assert "Ball under the buttock" not in page.find("table")[0].text
    out = page.find("section", class_="sheet-out")[0].text
    assert "Ball under the buttock (glutes and piriformis), both sides" in out
    assert "A bruise is bleeding under the skin." in out


def test_who_has_to_wait_waits_for_a_shared_one_too(friend, routine):
    Session.objects.create(
        person=friend.person, routine_name="x", felt_before=2, felt_after=5, feel="fine"
    )

    assert "Not before" in read(friend.get(link(routine))).text


def test_what_is_wrong_with_it_for_the_friend_is_said(friend, routine):
    fill(routine, COLD)

    text = read(friend.get(link(routine))).text
    assert "Change this before you begin: Massage needs a warm-up first." in text


@pytest.mark.parametrize("name", ["shared", "keep"])
def test_a_stranger_answers_the_questions_first(routine, name):
    client = Client()
    response = client.get(link(routine)) if name == "shared" else keep(client, routine)

    assert response.status_code == 302
    assert response.url.startswith(reverse("screening:start") + "?next=%2Froutines%2F")
    assert Routine.objects.count() == 1


def test_a_lapsed_check_comes_first_too(friend, routine):
    Person.objects.filter(pk=friend.person.pk).update(
        answered=dict.fromkeys(
            friend.person.answered, (timezone.now() - timedelta(days=1)).isoformat()
        )
    )
    assert friend.get(link(routine)).status_code == 302


def test_a_copy_holds_only_what_is_allowed_and_is_theirs(friend, owner, routine):
    check(friend.person, rg_bruise=BRUISE)
    before = state(routine)

    response = keep(friend, routine)

    copy = Routine.objects.exclude(pk=routine.pk).get()
    assert (response.status_code, response.url) == (303, copy.get_absolute_url())
    assert copy.person == friend.person
    assert copy.name == "Shared with me: 20 minutes on my own"
    assert copy.saved_at
    assert copy.share_token is None
    assert [step.technique.code for step in copy.steps.all()] == ["m5", "m4"]
    assert all(step.terms for step in copy.steps.all())
    assert {step.reason for step in copy.steps.all()} == {SHARED}
    assert copy.request["goals"] == []
    assert state(routine) == before


def test_a_copy_is_kept_for_whom_the_page_was_about(friend, routine):
    form = read(friend.get(link(routine))).find("form", action=link(routine, "keep"))[0]
    fields = {box.attrs["name"]: box.attrs["value"] for box in form.find("input")}
    friend.post(reverse("screening:people"), {"name": "Kim"})
    friend.post(link(routine, "keep"), fields)

    assert friend.person.routines.count() == 1


def test_kept_twice_it_is_one_copy(friend, routine):
    key = str(uuid4())
    assert keep(friend, routine, key).url == keep(friend, routine, key).url
    assert Routine.objects.count() == 2


def test_whoever_must_not_do_any_of_it_keeps_nothing(friend, routine):
    check(friend.person, em_chest_breath="yes")

    page = read(friend.get(link(routine)))
    assert "Get emergency help now" in page.text
    assert "Keep a copy" not in page.text
    assert keep(friend, routine).url == link(routine)
    assert Routine.objects.count() == 1


def test_an_ended_link_never_works_again(client, friend, routine):
    client.post(path("share", routine), {"what": "end"})
    client.post(path("share", routine), {"what": "end"})
    response = friend.get(link(routine))

    assert response.status_code == 404
    assert "This link does not work any more" in response.text
    assert keep(friend, routine).status_code == 404
    client.post(path("share", routine), {"what": "begin"})
    assert friend.get(link(routine)).status_code == 404


def test_it_goes_with_the_routine(client, friend, routine):
    client.post(path("delete", routine))
    assert friend.get(link(routine)).status_code == 404


def test_a_copy_is_not_shared(client, routine):
    client.post(path("copy", routine), {"key": str(uuid4())})
    assert Routine.objects.exclude(pk=routine.pk).get().share_token is None


def test_what_is_not_saved_is_not_shared(client, owner):
    routine = build(client)
    response = client.post(path("share", routine), {"what": "begin"}, follow=True)

    assert "Save the routine first." in response.text
    assert Routine.objects.get().share_token is None


def test_nobody_else_shares_it(friend, routine):
    assert friend.get(path("share", routine)).status_code == 404
    assert friend.post(path("share", routine), {"what": "end"}).status_code == 404


@pytest.mark.parametrize(
    ("name", "data"), [("share", {}), ("share", {"what": "x"}), ("keep", {}), ("keep", {"key": 1})]
)
def test_bad_input_changes_nothing(client, routine, name, data):
    address = path("share", routine) if name == "share" else link(routine, "keep")
    assert client.post(address, data).status_code == 400
    assert Routine.objects.get().share_token == routine.share_token


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_queries_however_long(friend, routine, count, django_assert_num_queries):
    keep_steps = list(routine.steps.values_list("pk", flat=True)[: count * 2])
    routine.steps.exclude(pk__in=keep_steps).delete()
    friend.get(link(routine))

    with django_assert_num_queries(13):
        friend.get(link(routine))
