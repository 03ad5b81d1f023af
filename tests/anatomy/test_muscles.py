"""Muscles: found, filtered, and read one by one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anatomy.models import Landmark, Muscle
from routines.models import Technique
from tests.elements import leave, read

pytestmark = pytest.mark.django_db

LIST = reverse("anatomy:muscles")


@pytest.fixture
def names(client):
    """The plain names of the muscles that a search shows."""

    def names(**search):
        page = read(client.get(LIST, search))
        return [li.find("h3")[0].text for li in page.find("li", class_="card")]

    return names


def names_of(muscles):
    rows = muscles.order_by("group__order", "order", "slug")
    return list(rows.values_list("plain_name", flat=True))


def test_the_list_shows_every_muscle_by_group_and_every_landmark(client, names):
    page = read(client.get(LIST))

    assert names() == names_of(Muscle.objects.all())
    assert page.find("p", id="count")[0].text == "23 muscles"
    assert [h2.text for h2 in page.find("div", id="results")[0].find("h2")] == [
        "Gluteal muscles",
        "Deep hip rotators",
        "Hip flexors",
        "Adductors",
        "Hamstrings",
    ]
    assert [a.attrs["id"] for a in page.find("article")] == list(
        Landmark.objects.values_list("slug", flat=True)
    )


@pytest.mark.parametrize(
    ("search", "of"),
    [
        ({"q": "gracilis"}, {"slug": "gracilis"}),
        ({"q": "  strap GRACILIS  "}, {"slug": "gracilis"}),
        ({"region": "back-thigh"}, {"regions__slug": "back-thigh"}),
        ({"group": "adductors"}, {"group__slug": "adductors"}),
        (
            {"group": "hip-flexors", "region": "front-thigh"},
            {"group__slug": "hip-flexors", "regions__slug": "front-thigh"},
        ),
        ({"q": "", "region": "", "group": ""}, {}),
        ({"unknown": "field"}, {}),
    ],
)
def test_a_search_shows_what_fits_all_of_it(names, search, of):
    assert names(**search) == names_of(Muscle.objects.filter(**of)) != []


def test_a_search_without_result_says_so_and_offers_the_way_out(client):
    page = read(client.get(LIST, {"q": "elbow"}))

    assert page.find("p", id="count")[0].text == "0 muscles"
    assert [a.attrs["href"] for a in page.find("div", class_="empty")[0].find("a")] == [LIST]


BAD = {
    "a region that is not there": {"region": "moon"},
    "a group that is not there": {"group": "1"},
    "a zero byte": {"q": "glut\0eus"},
    "a zero byte in a choice": {"region": "but\0tock"},
    "far too much": {"q": "a" * 10_000},
    "far too much in a choice": {"region": "a" * 10_000},
}


@pytest.mark.parametrize("search", BAD.values(), ids=BAD)
def test_a_search_with_a_mistake_says_what_is_wrong(client, names, search):
    response = client.get(LIST, search)
    page = read(response)

    assert response.status_code == 200
    assert page.find("title")[0].text.startswith("Error: ")
    (link,) = page.find("div", class_="error-summary")[0].find("a")
    assert link.attrs["href"] == f"#id_{next(iter(search))}"
    assert page.find("ul", class_="errorlist")[0].text == f"Error: {link.text}"
    assert names(**search) == []


def test_as_many_words_as_fit_are_searched_for(client):
    assert client.get(LIST, {"q": "a " * 50}).status_code == 200


@pytest.mark.parametrize("slug", ["gluteus-maximus", "piriformis"])
def test_a_muscle_shows_where_it_is_and_what_to_protect(client, slug):
    muscle = Muscle.objects.get(slug=slug)
    page = read(client.get(muscle.get_absolute_url()))

    assert page.find("h1")[0].text == muscle.plain_name
    assert [h2.text for h2 in page.find("main")[0].find("h2")] == [
        "Where it lies",
        "Where to feel it",
        "When it may feel tight",
        "How it is built",
        "Techniques for it",
    ]
    assert page.find("div", class_="inset")[0].find("h3")[0].text == "What to protect"
    assert "It does not prove a cause." in page.text
    assert [li.find("h3")[0].text for li in page.find("li", class_="card")] == list(
        Technique.objects.filter(muscles=muscle).values_list("name", flat=True)
    )


def test_every_muscle_has_a_page(client):
    for muscle in Muscle.objects.all():
        assert client.get(muscle.get_absolute_url()).status_code == 200, muscle


def test_a_muscle_that_is_not_there_is_404(client):
    assert client.get(reverse("anatomy:muscle", args=["biceps-of-the-arm"])).status_code == 404


def test_a_retired_muscle_leaves_the_list_and_its_page_says_so(client, names):
    Muscle.objects.filter(slug="gracilis").update(retired_at=timezone.now())

    response = client.get(reverse("anatomy:muscle", args=["gracilis"]))

    assert names() == names_of(Muscle.objects.in_use())
    assert response.status_code == 200
    assert "This is out of use." in read(response).text


def test_a_muscle_offers_no_retired_technique(client):
    Technique.objects.update(retired_at=timezone.now())

    page = read(client.get(reverse("anatomy:muscle", args=["piriformis"])))

    assert "None of our techniques works on it." in page.text


@pytest.mark.parametrize("path", [LIST, reverse("anatomy:muscle", args=["gluteus-maximus"])])
def test_more_of_everything_costs_no_more_queries(client, path):
    cost = {}
    for count in (3, 1):
        leave(Muscle, count)
        leave(Landmark, count)
        leave(Technique, count, muscles__slug="gluteus-maximus")
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        cost[count] = len(queries)

    assert cost[3] == cost[1] <= 9
