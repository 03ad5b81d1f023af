"""What the answers come to, on the check and the result page."""

import pytest
from django.test import override_settings

from anatomy.content import ContentVersion
from screening.models import Person
from screening.rulebook import NOT_SURE
from tests import people
from tests.elements import read
from tests.people import says
from tests.screening.filling import CHECK, RESULT, START, fill, send, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def result(client):
    """The result page of a person with these answers, as elements."""

    def result(answers, **more):
        people.visits(client, people.known(answers, **more))
        return read(client.get(RESULT))

    return result


def cards(page):
    levels = ("emergency", "urgent", "consult", "limited", "clear")
    return [level for level in levels for _ in page.find("div", class_=level)]


@pytest.mark.parametrize(
    ("answers", "card", "heading"),
    [
        (people.WELL, "clear", "What is safe for you"),
        (people.BRUISED_LEFT_BUTTOCK, "limited", "What is safe for you"),
        (people.PREGNANT, "limited", "What is safe for you"),
        (people.FEVERISH, "limited", "Not today"),
        (people.PAST_CLOT, "consult", "No massage for now"),
        (people.NOT_SURE_OF_A_CLOT, "consult", "No massage for now"),
        (people.HOT_VEIN, "urgent", "No massage for now"),
        (people.BREATHLESS, "emergency", "Stop: get help now"),
        (people.BREATHLESS | people.HOT_VEIN, "emergency", "Stop: get help now"),
    ],
)
def test_one_card_says_what_to_do(result, answers, card, heading):
    page = result(answers)

    assert cards(page) == [card]
    assert page.find("h1")[0].text == heading


def test_a_limit_names_its_place_and_the_answer_behind_it(result):
    page = result(people.BRUISED_LEFT_BUTTOCK)

    (limits,) = page.find("dl", class_="summary")
    assert limits.text == (
        "Places not to press Buttock, left Because of: A bruise (Large, sore or swollen)"
    )
    assert page.find("a", href=url("spots", "rg-bruise"))[0].text.startswith("Change this answer")
    assert "Build a routine" in page.text


def test_a_stop_offers_no_routine(result):
    for answers in (people.BREATHLESS, people.HOT_VEIN, people.PAST_CLOT, people.FEVERISH):
        assert "Build a routine" not in result(answers).text


def test_the_emergency_card_holds_nothing_to_read_up(result):
    page = result(people.BREATHLESS | people.BRUISED_LEFT_BUTTOCK)

    (card,) = page.find("div", class_="care")
    assert not card.find("a")
    assert [link.attrs["href"] for link in page.find("main")[0].find("a")] == [
        CHECK,
        url("emergency", "em-chest-breath"),
    ]


@override_settings(EMERGENCY_NUMBERS="000")
def test_the_emergency_numbers_are_this_places(result):
    ContentVersion.bump()  # no process has two places
    page = result(people.BREATHLESS)

    assert "call 000, or go to" in page.text
    assert "Call 000 now" in page.find("div", class_="care")[0].text
    assert "999" not in page.text


def test_the_most_serious_message_comes_first_and_lower_ones_as_notes(client):
    people.visits(client, people.known(people.HOT_VEIN | people.PAST_CLOT | people.OLD))

    context = client.get(RESULT).context

    assert [m["name"] for m in context["messages_first"]] == ["A hot, hard or sore vein"]
    assert [m["name"] for m in context["notes"]] == [
        "A blood clot, now or in the past (In the past, and not now)",
        "Age (70 or over)",
    ]


def test_a_clinicians_word_is_said_to_help_only_where_it_would(result):
    assert "If a clinician who knows about it has said" in result(people.PAST_CLOT).text
    assert "If a clinician" not in result({says("co_clot", "current")}).text
    assert "If a clinician" not in result({says("co_clot", NOT_SURE)}).text


def test_a_partners_part_is_told_apart(client):
    people.visits(client, people.known(people.WITH_PARTNER, wants_partner=True))
    context = client.get(RESULT).context
    assert context["outcome"] == "clear"
    assert context["partner"]["is_allowed"]
    assert [group.heading for group in context["partner"]["groups"]] == ["Places not to press"]

    people.visits(client, people.known(people.GIVER_WITH_CUTS, wants_partner=True))
    context = client.get(RESULT).context
    assert (context["outcome"], context["partner"]["is_allowed"]) == ("clear", False)


def test_nothing_is_told_before_all_is_confirmed(client):
    fill(client, people.WELL)

    response = client.get(RESULT, follow=True)

    assert response.request["PATH_INFO"] == START
    assert "Answer these questions first." in response.text


def test_the_check_page_lists_what_was_said(client):
    people.visits(client, people.known(people.BRUISED_TWICE | people.CLEARED_PAST_CLOT))

    page = read(client.get(CHECK))

    rows = [row.text for list_ in page.find("dl") for row in list_.find("div")]
    assert "A bruise Large, sore or swollen: Buttock, left" in " ".join(rows)
    assert "Small and not sore: Low back, right; Outer thigh, right" in " ".join(rows)
    assert any("A clinician said that massage is OK" in row for row in rows)
    assert any(
        row.startswith("Do you have any of these right now? No, I have none") for row in rows
    )
    changes = [link.text for link in page.find("a") if link.text.startswith("Change")]
    assert "Change what you said about: A bruise" in changes
    assert len(changes) == len(set(changes))


def test_the_check_page_says_what_is_still_open(client):
    send(client, url("emergency"), signs=["none"])

    page = client.get(CHECK)
    pressed = client.post(CHECK)

    assert page.context["next_url"] == url("urgent")
    assert page.text.count("Not answered yet") == 5
    assert (pressed.status_code, pressed["Location"]) == (303, url("urgent"))
    assert Person.objects.get().confirmed_at is None


def test_a_check_that_holds_can_be_seen_changed_or_started_again(client):
    people.visits(client, people.known(people.WELL))

    page = read(client.get(START))

    assert page.find("h1")[0].text == "Your safety check holds"
    assert page.find("a", href=RESULT)
    assert page.find("a", href=CHECK)
    assert page.find("form", action="/safety/again/")


def test_a_newcomer_reads_who_this_is_not_for_before_the_first_question(client):
    page = read(client.get(START))

    main = page.find("main")[0].text
    assert main.index("under 18") < main.index("Start now")
    assert main.index("In an emergency call 999, 112 or 911") < main.index("Start now")
    assert "About 3 minutes" in main
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("came_from", "kept"),
    [
        ("/routines/new/?minutes=15", "/routines/new/?minutes=15"),
        ("https://example.org/", None),
        ("//example.org/", None),
        ("/\\example.org/", None),
        ("javascript:alert(1)", None),
        ("/a\x00b", None),
        ("/" + "a" * 600, None),
    ],
)
def test_the_way_back_leads_to_this_site_only(client, came_from, kept):
    client.get(START, {"next": came_from})

    people.visits(client, people.known(people.WELL))

    assert client.get(RESULT).context["go_on"] == (kept or "/routines/new/")


def test_no_page_of_the_check_is_kept_by_a_browser(client):
    people.visits(client, people.known(people.BRUISED_LEFT_BUTTOCK))

    for path in (START, url("spots"), url("spots", "rg-bruise"), CHECK, RESULT, "/safety/erase/"):
        assert client.get(path)["Cache-Control"] == "no-store, private"
