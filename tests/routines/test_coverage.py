"""What a routine works on: seconds a muscle group, and what keeps it safe, in one glance."""

from dataclasses import replace

import pytest

from routines.coverage import Coverage, find_coverage
from routines.parts import Part
from tests.elements import read
from tests.routines.invented import catalogue, technique, why
from tests.routines.people import HTMX, build, check, fill, guest, send, targeted

GROUPS = {"max": "Buttock", "med": "Buttock", "psoas": "Front"}


def part(code, seconds, **more):
    return Part(code, "knead", "left", seconds, "hands", "standing", **more)


def known():
    both = technique("both", muscles=("max", "med", "psoas"))
    one = technique("one", muscles=("max", "unheard-of"))
    return replace(catalogue(both, one), groups=GROUPS)


def test_a_step_counts_once_for_each_group_that_it_works_on():
    parts = (part("both", 30), part("one", 60), part("one", 500, bars=(why(),)))

    assert find_coverage(parts, known()) == (
        Coverage("Buttock", 90, 100),
        Coverage("Front", 30, 33),
    )


def test_a_routine_of_nothing_covers_nothing():
    assert find_coverage((), known()) == (Coverage("Buttock", 0, 0), Coverage("Front", 0, 0))


@pytest.mark.django_db
def test_an_edit_brings_the_new_picture_and_summary_with_it(client):
    person = guest(client)
    routine = fill(build(client))
    page = read(client.get(routine.get_absolute_url()))
    before = page.find("section", class_="glance")[0].text
    response = send(client, "retime", routine, targeted(routine)[0].pk, seconds=90, headers=HTMX)
    after = read(response).find("section", class_="glance")[0].text

    assert "Gluteal muscles" in before
    assert "Today pressure of at most 4 out of 10, holds of at most 30 seconds" in before
    assert before != after
    check(person, rg_bruise=("large", ["buttock/left", "buttock/right"]))
    page = read(client.get(routine.get_absolute_url()))
    assert "4 steps left out today" in page.find("section", class_="glance")[0].text
