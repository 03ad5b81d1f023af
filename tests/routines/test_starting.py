"""Ready-made starting points: through the gate for each person, and a routine by one press."""

from uuid import uuid4

import pytest
from django.urls import reverse

from routines.content import starting_points
from routines.models import Routine, StartingPoint
from screening.rulebook import SIDES, Mode
from tests.elements import read
from tests.people import REGIONS
from tests.routines.people import consent, guest

pytestmark = pytest.mark.django_db
NEW = reverse("routines:new")
BRUISE = ("large", ["buttock/left", "buttock/right"])


def start(client, slug, key=None):
    return client.post(reverse("routines:start", args=[slug]), {"key": key or str(uuid4())})


def cards(client):
    """A starting point's name → its card on the builder's page."""
    page = read(client.get(NEW))
    found = [card for card in page.find("li", class_="card") if card.find("h3")]
    return {card.find("h3")[0].text: card for card in found}


def test_each_one_builds_a_routine_of_at_most_its_minutes(client):
    guest(client, Mode.PARTNER, cx_partner_consent=consent())
    assert len(starting_points()) == 6
    for point in starting_points():
        response = start(client, point.slug)
        routine = Routine.objects.get(pk=response.url.split("/")[-2])
        shown = client.get(response.url).context["shown"]

        assert routine.name == point.name
        assert 0 < shown.total_s <= point.wish.minutes * 60
        assert not shown.faults
        assert all(step.limits for step in shown.steps)


def refusals(client):
    """What the builder's page says of the starting points that are not for this person."""
    return [refusal.text for refusal in read(client.get(NEW)).find("p", class_="refused")]


def test_what_cannot_be_done_says_why_and_has_no_button(client):
    guest(client, rg_bruise=BRUISE)
    shown = cards(client)
    (said,) = refusals(client)

    assert said.startswith("Not for you today: ")
    assert "A deep ache in the buttock" in said
    assert "bruise" in said.lower()
    assert "A deep ache in the buttock" not in shown
    assert shown["A calm evening"].find("button")[0].text == "Build this: A calm evening"


def test_what_one_answer_rules_out_is_said_once(client):
    everywhere = [f"{region}/{side}" for region in REGIONS for side in SIDES]
    guest(client, rg_bruise=("large", everywhere))

    assert len(refusals(client)) < len(starting_points()) - len(cards(client))


def test_the_reason_is_one_that_bars_what_was_meant(client):
    """And not that a tool which this starting point never asks for is too firm for session 1."""
    places = [f"{region}/{side}" for region in ("buttock", "outer_hip") for side in SIDES]
    guest(client, rg_bruise=("large", places))

    (calm,) = [said for said in refusals(client) if "A calm evening" in said]
    assert "A bruise is bleeding under the skin." in calm


def test_a_partners_refusal_is_said_too(client):
    guest(client, Mode.PARTNER, cx_partner_consent="no")

    assert "Not for you today: An evening with a partner." in refusals(client)[0]


def test_a_partners_questions_come_first(client):
    guest(client)
    response = start(client, "partner-evening")

    assert response.url == f"{NEW}?partner"
    assert "mode=partner" in client.get(response.url).url


def test_pressed_twice_it_is_one_routine(client):
    guest(client)
    key = str(uuid4())

    assert len({start(client, "desk-day", key).url for _ in range(2)}) == 1
    assert Routine.objects.count() == 1


@pytest.mark.parametrize(("slug", "key", "status"), [("zz", None, 404), ("desk-day", "x", 400)])
def test_a_forged_one_is_refused(client, slug, key, status):
    guest(client)

    assert start(client, slug, key).status_code == status
    assert not Routine.objects.exists()


def test_without_a_check_the_questions_come_first(client):
    assert start(client, "desk-day").url.startswith(reverse("screening:start"))


@pytest.mark.parametrize("count", [1, 3])
def test_they_cost_the_same_queries_however_many(client, count, django_assert_num_queries):
    guest(client)
    for row in StartingPoint.objects.all()[count:]:
        row.delete()
    client.get(NEW)

    with django_assert_num_queries(13):
        client.get(NEW)
