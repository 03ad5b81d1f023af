"""The pages that anyone may read: whole, kept by browsers, and without a trace of the reader."""

from urllib.robotparser import RobotFileParser

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from psycopg_pool import PoolTimeout

from anatomy.content import ContentVersion
from anatomy.models import Source
from anatomy.pages import release
from hipcare.errors import server_error
from routines.models import Claim, FaqEntry, Goal, Note, Technique
from screening.models import Contraindication
from tests.elements import leave, read

pytestmark = pytest.mark.django_db

NAMES = ["home", "guide", "evidence", "faq", "sources", "privacy", "seek_help"]
NAMES += ["anatomy:muscles", "routines:techniques", "screening:when_not_to_massage"]
MUSCLE = reverse("anatomy:muscle", args=["piriformis"])
TECHNIQUE = reverse("routines:technique", args=["ball-glutes-piriformis"])
PATHS = [*map(reverse, NAMES), MUSCLE, TECHNIQUE]


@pytest.fixture
def page(client):
    """Open a page by the name of its address, and read it."""

    def page(name, *args):
        return read(client.get(reverse(name, args=args)))

    return page


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_whole_and_tells_nothing_of_its_reader(client, path):
    response = client.get(path)
    page = read(response)

    assert response.status_code == 200
    assert len(page.find("h1")) == 1
    assert page.find("title")[0].text.endswith(" – Hipcare")
    assert page.find("body")[0].attrs == {}
    assert not response.cookies
    assert response["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_sent_again_only_after_content_changed(client, path):
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    ContentVersion.bump()
    later = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, later.status_code) == (304, 200)
    assert not again.content
    for header in ("Cache-Control", "Vary", "ETag"):
        assert again[header] == first[header]


def test_a_release_is_known_by_what_it_is_made_of_in_every_process(settings):
    first = release.__wrapped__()

    assert release.__wrapped__() == first
    settings.EMERGENCY_NUMBERS = "000"
    assert release.__wrapped__() != first


@pytest.mark.parametrize("path", PATHS)
def test_every_place_on_a_page_has_a_name_of_its_own(client, path):
    page = read(client.get(path))
    names = [e.attrs["id"] for tag in TAGS for e in page.find(tag) if e.attrs.get("id")]

    assert sorted(names) == sorted(set(names))


TAGS = ["main", "section", "article", "div", "li", "h1", "h2", "h3", "p", "input", "select"]


def test_links_within_the_site_lead_somewhere(client):
    links = {
        link.attrs["href"].partition("#")[0]
        for path in PATHS
        for link in read(client.get(path)).find("a")
    }
    ours = {link for link in links if link.startswith("/")}
    astray = {link: client.get(link).status_code for link in ours}

    assert {link: code for link, code in astray.items() if code != 200} == {"/account/email/": 302}


@pytest.mark.parametrize(
    ("name", "model", "count_of"),
    [
        ("home", Goal, {}),
        ("guide", Note, {"topic": "setup"}),
        ("evidence", Claim, {}),
        ("faq", FaqEntry, {}),
        ("sources", Source, {}),
        ("seek_help", Note, {"topic": "seek-help"}),
        ("screening:when_not_to_massage", Contraindication, {"group": "C"}),
    ],
)
def test_more_content_costs_no_more_queries(client, name, model, count_of):
    cost = {}
    for count in (3, 1):
        leave(model, count, **count_of)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name)).status_code == 200
        cost[count] = len(queries)

    assert cost[3] == cost[1] <= 5


# What each page promises


def test_home_leads_to_the_safety_check_and_promises_only_what_is_known(page):
    home = page("home")

    assert home.find("a", class_="button")[0].text == "Start the safety check"
    hopes = home.find("dl", class_="summary")[0]
    assert [dt.text for dt in hopes.find("dt")] == list(
        Goal.objects.in_use().values_list("name", flat=True)
    )
    assert [dd.text for dd in hopes.find("dd")] == list(
        Goal.objects.in_use().values_list("wording", flat=True)
    )


def test_the_evidence_shows_every_claim_with_its_grade(page):
    shown = page("evidence").find("article")

    claims = Claim.objects.in_use().order_by("number")
    assert [a.find("h2")[0].text for a in shown] == [f"“{claim.text}”" for claim in claims]
    assert [a.find("span", class_="grade")[0].text for a in shown] == [
        claim.get_grade_display() for claim in claims
    ]


def test_the_sources_say_what_nobody_has_read_and_that_no_clinician_signed(page):
    sources = page("sources")
    shown = [li for ul in sources.find("ul", class_="references") for li in ul.find("li")]

    assert {li.attrs["id"] for li in shown} == set(Source.objects.values_list("slug", flat=True))
    assert {li.attrs["id"] for li in shown if "To be checked." in li.text} == set(
        Source.objects.filter(was_read=False).values_list("slug", flat=True)
    )
    assert "No clinician has signed off this content yet." in sources.text


def test_the_faq_answers_every_question(page):
    shown = page("faq").find("article")

    assert [(a.attrs["id"], a.find("h2")[0].text) for a in shown] == list(
        FaqEntry.objects.in_use().values_list("slug", "question")
    )


def test_the_guide_goes_topic_by_topic(page):
    guide = page("guide")

    assert [s.find("h2")[0].text for s in guide.find("section")] == [
        "Key points",
        "Setting up",
        "Talking to each other",
        "How often",
        "Afterwards",
        "Keeping an eye on it",
    ]
    assert {a.attrs["id"] for a in guide.find("article")} == set(
        Note.objects.exclude(topic__in=["seek-help", "who", "gap"]).values_list("slug", flat=True)
    )


def test_help_is_sorted_by_how_soon_it_is_needed(page):
    cards = page("seek_help").find("div", class_="care")

    assert [(c.attrs["class"], c.find("h2")[0].text.partition(": ")[0]) for c in cards] == [
        ("care emergency", "Act now"),
        ("care urgent", "Urgent advice"),
        ("care urgent", "Urgent advice"),
        ("care consult", "Ask first"),
    ]
    assert not cards[0].find("a")


def test_when_not_to_massage_shows_every_rule_warning_signs_first(page):
    shown = page("screening:when_not_to_massage").find("article")

    rules = Contraindication.objects.order_by("group", "order", "slug")
    assert [(a.attrs["id"], a.find("h3")[0].text) for a in shown] == list(
        rules.values_list("slug", "name")
    )


def test_what_is_retired_is_listed_nowhere(page):
    for model in (Goal, Claim, FaqEntry, Source, Note, Contraindication):
        model.objects.update(retired_at=timezone.now())

    for name in ("home", "guide", "evidence", "faq", "sources", "seek_help"):
        assert not page(name).find("article"), name
    assert not page("sources").find("ul", class_="references")[0].find("li")
    assert not page("seek_help").find("div", class_="care")
    assert not page("screening:when_not_to_massage").find("article")


def test_the_menu_says_where_we_are(page):
    def marked(*path):
        return [a.text for a in page(*path).find("a") if "aria-current" in a.attrs]

    assert marked("anatomy:muscle", "piriformis") == ["Muscles"]
    assert marked("routines:techniques") == ["Techniques"]
    assert marked("screening:when_not_to_massage") == ["Safety check"]
    assert marked("faq") == ["Help"]
    assert marked("home") == []


# When something is wrong


def test_health_is_ok_while_the_database_answers(client):
    response = client.get(reverse("healthz"))

    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]


def test_health_is_503_without_a_database(client, monkeypatch):
    def lost():
        raise OperationalError

    monkeypatch.setattr(ContentVersion, "current", lost)

    assert client.get(reverse("healthz")).status_code == 503


@pytest.mark.parametrize(
    ("error", "status"), [(ValueError, 500), (OperationalError, 503), (PoolTimeout, 503)]
)
@pytest.mark.django_db(databases=[])
def test_the_last_pages_need_neither_request_nor_database(settings, error, status):
    settings.EMERGENCY_NUMBERS = "000"
    try:
        raise error
    except error:
        response = server_error(None)
    page = read(response)

    assert response.status_code == status
    assert len(page.find("h1")) == 1
    assert "In an emergency call 000." in page.find("footer")[0].text


def test_reading_pages_name_this_places_numbers(client, settings):
    settings.EMERGENCY_NUMBERS = "000"
    page = client.get(reverse("screening:when_not_to_massage")).text

    assert "Call 000 now." in page
    assert "999" not in page


def test_a_missing_page_says_so_and_sets_no_cookie(client):
    response = client.get("/no-such-page/")

    assert response.status_code == 404
    assert read(response).find("h1")[0].text == "Page not found"
    assert not response.cookies


def test_an_address_that_only_a_form_sends_to_says_so(client):
    response = client.get(reverse("screening:again"))

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert read(response).find("h1")[0].text == "There is nothing to see here"


def test_search_engines_read_all_but_accounts(client):
    response = client.get("/robots.txt")
    rules = RobotFileParser()
    rules.parse(response.text.splitlines())

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert all(rules.can_fetch("any", path) for path in PATHS)
    assert rules.can_fetch("any", reverse("screening:when_not_to_massage"))
    for name in ("account_login", "admin:index"):
        assert not rules.can_fetch("any", reverse(name))


@pytest.mark.parametrize("path", PATHS)
def test_a_page_to_read_takes_nothing(client, path):
    assert client.post(path).status_code == 405


def test_the_example_on_the_home_page_is_made_of_techniques_that_there_are(page):
    named = [step.text for step in page("home").find("figure")[0].find("b")][:-1]

    there_are = {row.name.partition(" (")[0] for row in Technique.objects.in_use()}
    assert len(named) == 3
    assert set(named) <= there_are
