"""Pages cost the same queries however much somebody answered."""

import pytest

from tests import people
from tests.people import says
from tests.screening.filling import CHECK, RESULT, START, url

pytestmark = pytest.mark.django_db

ONE = people.BRUISED_LEFT_BUTTOCK
THREE = people.BRUISED_TWICE | people.OLD | people.CLEARED_PAST_CLOT | {says("cx_allergy")}
# The session, the person, their answers, the content's version.
PAGES = {
    START: 4,
    "emergency": 4,
    "conditions": 4,
    "about-you": 4,
    "spots": 4,
    "spots rg-bruise": 4,
    "spots rg-bruise where": 4,
    CHECK: 4,
    RESULT: 6,  # and the hazards' names, and the version to show
    "/safety/erase/": 2,
}


@pytest.mark.parametrize("answers", [ONE, THREE], ids=["one", "three"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_the_same_queries_however_much_was_said(
    client, django_assert_num_queries, page, answers
):
    people.visits(client, people.known(answers))
    path = page if page.startswith("/") else url(*page.split())
    client.get(path)  # the rulebook is built once

    with django_assert_num_queries(PAGES[page]):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", [START, url("emergency")])
def test_a_newcomer_costs_almost_nothing(client, django_assert_num_queries, path):
    client.get(path)

    with django_assert_num_queries(1):
        client.get(path)


@pytest.mark.parametrize("answers", [ONE, THREE], ids=["one", "three"])
def test_an_account_costs_no_more_than_its_own_row(
    client, django_user_model, django_assert_num_queries, answers
):
    user = django_user_model.objects.create_user("robin@example.org")
    people.known(answers, user=user)
    client.force_login(user)
    client.get(CHECK)

    with django_assert_num_queries(5):
        client.get(CHECK)
