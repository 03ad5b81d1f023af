"""What was asked for and cannot be had is said on the routine's page, never dropped in silence."""

import pytest

from routines.models import Technique
from tests.elements import read
from tests.routines.people import build, guest

pytestmark = pytest.mark.django_db


def banners(client, routine):
    """What the page says above the routine, once."""
    page = read(client.get(routine.get_absolute_url()))
    return [item.text for item in page.find("li", class_="banner")]


def test_fewer_minutes_are_said_once_and_the_routine_is_named_after_them(client):
    guest(client, co_pregnancy="w13")
    routine = build(client, minutes=30)

    assert routine.name == "20 minutes on my own"
    assert routine.request["minutes"] == 30
    said = "You asked for 30 minutes. Your answers allow 20 today."
    assert banners(client, routine) == [said]
    assert banners(client, routine) == []


def test_more_minutes_are_said_and_the_routine_is_named_after_them(client):
    guest(client)
    Technique.objects.update(seconds_min=300, seconds_max=600)
    routine = build(client, minutes=5)
    name = routine.name.removesuffix(" minutes on my own")

    assert 5 < int(name) <= 15
    said = f"5 minutes are too few. {name} minutes are the fewest that will do."
    assert banners(client, routine) == [said]


def test_each_thing_that_cannot_be_had_has_its_sentence(client):
    guest(client, co_pregnancy="w13")
    routine = build(client, minutes=25, goals=["calmer"], tools=[])

    assert banners(client, routine) == [
        "You asked for 25 minutes. Your answers allow 20 today.",
        "Nothing that you may do today serves this goal: Feel calmer.",
    ]


def test_nothing_is_said_where_all_of_it_can_be_had(client):
    guest(client)

    assert banners(client, build(client, goals=["looser"], muscles=["piriformis"])) == []
