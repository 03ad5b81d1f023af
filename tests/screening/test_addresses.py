"""An address says nothing about what was answered, and nobody else's page is behind it."""

import pytest

from screening.addresses import address, page_at
from screening.content import rulebook
from screening.flow import Kind, Progress
from screening.models import Person
from screening.rulebook import Mode
from tests import people
from tests.screening.filling import START, fill, send, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def progress():
    return Progress(rulebook(), Mode.PARTNER)


def test_every_page_has_an_address_of_its_own_that_leads_to_it(progress):
    person, pages = Person(), list(progress.follow_ups())

    codes = [address(page, person).split("/")[-2] for page in pages]

    assert len(set(codes)) == len(pages) > 200
    assert [page_at(code, progress, person) for code in codes] == pages


def test_the_same_page_of_two_people_has_nothing_in_common(progress):
    one, other = Person(), Person()

    for page in progress.follow_ups():
        assert address(page, one) != address(page, other)


def test_no_address_on_the_way_tells_an_answer(client):
    met = fill(client, people.BRUISED_LEFT_BUTTOCK | people.NOT_SURE_OF_A_CLOT | people.PREGNANT)

    sections = {address.strip("/").split("/")[1] for address in met}
    assert sections == {"more", *(s.slug for s in rulebook().sections if not s.partner_only)} - {
        "during"
    }
    names = [question.slug for question in rulebook().questions.values()] + [*Kind][1:]
    assert not [(name, address) for name in names for address in met if f"/{name}/" in address]


def test_anothers_address_leads_to_the_beginning(client):
    theirs = people.known(people.BRUISED_LEFT_BUTTOCK)
    page = url("spots", "rg-bruise")
    me = people.visits(client, people.known(people.WELL))

    for response in (client.get(page), send(client, page, answer=["small"])):
        assert (response.status_code, response["Location"]) == (303, START)
    assert not me.answers.exists()
    assert theirs.answers.get().option == "large"
