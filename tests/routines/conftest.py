"""A guest who has answered the safety questions, and a routine of theirs."""

import pytest

from tests.routines.people import build, fill, guest


@pytest.fixture
def person(client):
    return guest(client)


@pytest.fixture
def routine(client, person):
    return fill(build(client, tools=["ball_soft", "roller_soft"]))
