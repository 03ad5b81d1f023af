"""Whatever is sent: a page that says what is wrong, or one that leads on; nothing half kept."""

import pytest
from django.utils import timezone

from screening.access import clearance_of, stored_answers
from screening.content import rulebook
from screening.gate import UnknownAnswer, assess
from screening.models import Answer, Option, Person, Question, Section
from screening.rulebook import Mode
from tests import people
from tests.elements import read
from tests.people import says
from tests.screening.filling import CHECK, RESULT, START, fill, send, unsure_url, url, version

pytestmark = pytest.mark.django_db

NONE_OF_THESE = "No, I have none of these there"


@pytest.fixture
def bruised(client):
    return people.visits(client, people.known(people.BRUISED_LEFT_BUTTOCK))


def errors(response):
    """The error summary's lines and their targets, which must be on the page."""
    page = read(response)
    (summary,) = page.find("div", class_="error-summary")
    found = [(link.text, link.attrs["href"][1:]) for link in summary.find("a")]
    assert page.find("title")[0].text.startswith("Error: ")
    assert all(page.find("input", id=target) for _, target in found)
    return [text for text, _ in found]


def test_nothing_ticked_is_asked_for(client):
    response = send(client, url("spots"))

    assert response.status_code == 422
    assert errors(response) == [f"Select what applies to you, or select ‘{NONE_OF_THESE}’"]
    assert not Person.objects.exists()


def test_none_and_something_is_refused_and_both_stay_ticked(client):
    response = send(client, url("spots"), signs=["rg-bruise", "none"])

    assert response.status_code == 422
    assert errors(response) == [f"Select what applies to you, or only ‘{NONE_OF_THESE}’, not both"]
    ticked = [
        box for box in read(response).find("input", type="checkbox") if "checked" in box.attrs
    ]
    assert [box.attrs["value"] for box in ticked] == ["rg-bruise", "none"]
    assert not Answer.objects.exists()


def test_none_and_unsure_is_refused(client):
    assert send(client, url("urgent"), signs=["not_sure", "none"]).status_code == 422


def test_every_question_of_a_page_is_needed_and_what_was_entered_stays(client):
    response = send(client, url("today"), **{"co-severe-pain": "mid"})

    assert response.status_code == 422
    assert len(errors(response)) == 2
    page = read(response)
    ticked = [radio for radio in page.find("input", type="radio") if "checked" in radio.attrs]
    assert [radio.attrs["value"] for radio in ticked] == ["mid"]


def test_what_is_refused_is_not_logged(client, bruised, caplog):
    """The log of an odd request keeps what was wrong with it, which may be an answer."""
    assert send(client, url("spots", "rg-bruise")).status_code == 422
    assert caplog.text == ""


def test_a_place_is_needed(client, bruised):
    response = send(client, url("spots", "rg-bruise", "where"))

    assert response.status_code == 422
    assert errors(response) == ["Select at least one place for ‘A bruise (Large, sore or swollen)’"]


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        (["spots"], {"signs": ["moon"]}),
        (["spots"], {"signs": ["rg-bruise", "moon"]}),
        (["spots"], {"signs": ["rg-bruise\x00"]}),
        (["spots"], {"signs": ["not_sure"]}),  # this page does not offer it
        (["spots"], {"signs": ["em-chest-breath"]}),
        (["spots", "rg-bruise"], {"answer": ["huge"]}),
        (["spots", "rg-bruise"], {"answer": ["large", "none"]}),
        (["spots", "rg-bruise", "where"], {"large": ["moon/left"]}),
        (["spots", "rg-bruise", "where"], {"large": ["buttock"]}),
        (["spots", "rg-bruise", "where"], {"small": ["buttock/left"]}),
        (["about-you"], {"co-age": "\x00", "who": "everybody"}),
    ],
)
def test_what_a_page_does_not_offer_is_refused(client, bruised, names, fields):
    before = stored_answers(bruised)

    response = send(client, url(*names), **fields)

    assert response.status_code == 422
    assert errors(response)
    assert stored_answers(bruised) == before
    assert Person.objects.get().confirmed_at


def test_a_radio_sent_twice_says_nothing(client):
    answers = {"co-severe-pain": ["no", "high"], "co-fever-today": "no", "co-alcohol-meds": "no"}

    response = send(client, url("today"), **answers)

    assert response.status_code == 422
    assert len(errors(response)) == 1


def test_the_same_tick_sent_twice_is_one(client):
    response = send(client, url("spots"), signs=["rg-varicose", "rg-varicose"])

    assert response.status_code == 303
    assert Answer.objects.count() == 1


@pytest.mark.parametrize(
    "path",
    [
        "/safety/moon/",
        "/safety/spots/moon/",
        "/safety/more/",
        "/safety/more/moon/moon/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_that_never_was_is_not_found(client, bruised, path, method):
    assert getattr(client, method)(path).status_code == 404


@pytest.mark.parametrize("path", ["/safety/spots/%00/", "/safety/spots/rg_bruise'/where/"])
def test_an_address_that_is_none_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("names", "leads_to"),
    [
        (["spots", "rg-rash"], url("spots")),
        (["spots", "rg-rash", "where"], url("spots")),
        (["conditions", "co-clot", "clearance"], url("conditions")),
        (["about-you", "co-age"], url("about-you")),
        (["spots", "rg-bruise", "clearance"], url("spots")),
        (["spots", "moon"], START),
        (["spots", "moon", "where"], START),
        (["urgent", "rg-bruise"], START),  # of another section
        (["during", "cx-live-pain"], START),
        (["partner"], START),
        (["during"], START),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_without_its_answer_leads_to_where_that_is_given(
    client, bruised, names, leads_to, method
):
    response = getattr(client, method)(url(*names), {"answer": "yes"})

    assert (response.status_code, response["Location"]) == (303, leads_to)
    assert stored_answers(bruised) == people.BRUISED_LEFT_BUTTOCK


def test_the_unsure_page_opens_only_from_its_list(client, bruised):
    path = unsure_url("urgent")

    response = client.post(path, {"signs": ["none"], "version": version(client)})

    assert (response.status_code, response["Location"]) == (303, url("urgent"))


@pytest.mark.parametrize("sent", ["", "0123456789abcdef", "\x00"])
def test_a_page_of_another_questionnaire_is_shown_anew(client, bruised, sent):
    response = client.post(url("spots"), {"signs": ["none"], "version": sent})

    assert response.status_code == 409
    assert "The questions have changed" in response.text
    assert stored_answers(bruised) == people.BRUISED_LEFT_BUTTOCK


def test_an_option_removed_meanwhile_is_no_answer(client):
    old = version(client)
    send(client, url("spots"), signs=["rg-bruise"])
    Option.objects.filter(slug="rg-bruise--large").update(retired_at=timezone.now())

    response = client.post(url("spots", "rg-bruise"), {"answer": ["large"], "version": old})

    assert response.status_code == 409
    again = send(client, url("spots", "rg-bruise"), answer=["small"])
    assert again["Location"] == url("emergency")


def test_a_question_or_section_removed_meanwhile_is_not_there(client, bruised):
    Question.objects.filter(slug="rg-bruise").update(retired_at=timezone.now())
    response = client.get(url("spots", "rg-bruise"), follow=True)
    assert response.redirect_chain == [(START, 303)]
    assert "could not find the answer that this page was about" in response.text

    Section.objects.filter(slug="today").update(retired_at=timezone.now())
    assert send(client, url("today")).status_code == 404
    assert url("today") not in fill(client, people.WELL)


def test_a_visit_that_ended_is_said_and_the_last_page_kept(client):
    response = send(client, url("spots"), signs=["rg-varicose"])

    following = client.get(response["Location"])
    assert response["Location"] == url("emergency")
    assert "We could not find your earlier answers" in following.text
    assert Answer.objects.get().question == "rg_varicose"


def test_a_visitor_cannot_take_another_persons_session_key(client, bruised, django_user_model):
    bruised.user = django_user_model.objects.create_user("owner@example.org")
    bruised.save()

    assert client.get(RESULT)["Location"] == START
    assert client.get(START).context["person"] is None


def test_a_body_too_large_is_refused(client):
    response = client.post(url("spots"), {"signs": "a" * 70_000})

    assert response.status_code == 400


def test_too_many_fields_are_refused(client):
    response = client.post(url("spots"), {"signs": ["rg-bruise"] * 300})

    assert response.status_code == 400


def test_a_body_that_is_no_form_is_refused_or_asked_again(client):
    response = client.post(url("spots"), b"\xff\xfe\x00", content_type="application/octet-stream")

    assert response.status_code == 409


def test_pressing_twice_changes_nothing_more(client):
    for _ in range(2):
        response = send(client, url("spots"), signs=["rg-varicose", "rg-scar-burn"])

    assert response.status_code == 303
    assert Answer.objects.count() == 2


def test_confirming_twice_is_fine(client, bruised):
    for _ in range(2):
        assert client.post(CHECK)["Location"] == RESULT


@pytest.mark.parametrize("path", [START, RESULT, CHECK, url("spots"), "/safety/again/"])
def test_other_methods_are_refused(client, path):
    assert client.put(path).status_code == 405
    assert client.delete(path).status_code == 405


def test_a_failure_half_way_keeps_nothing(client, bruised, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the machine stopped")

    monkeypatch.setattr("screening.record._stamp", fail)
    client.raise_request_exception = False

    response = send(client, url("spots"), signs=["rg-varicose"])

    assert response.status_code == 500
    assert stored_answers(bruised) == people.BRUISED_LEFT_BUTTOCK


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"question": "co_gone"}, "There is no question 'co_gone'."),
        ({"question": "co_clot", "option": "w16"}, "'co_clot' has no answer 'w16'."),
        ({"sites": ["elbow/left"]}, "'rg_bruise': there is no site 'elbow/left'."),
    ],
)
def test_a_row_that_no_questionnaire_made_is_no_check(client, row, message):
    """In code an exception; in the browser the questions, and then all is in order again."""
    person = people.visits(client, people.known(people.WELL))
    usual = {"question": "rg_bruise", "option": "large", "sites": ["buttock/left"]}
    Answer.objects.create(person=person, **usual | row)

    with pytest.raises(UnknownAnswer, match=message):
        assess(stored_answers(person), rulebook(), Mode.SELF)
    assert clearance_of(person, Mode.SELF) is None
    assert client.get("/routines/new/").status_code == 302
    said = {says("rg_bruise", "large", "buttock/left")} if "sites" in row else people.WELL
    fill(client, said)
    client.post(CHECK)
    assert clearance_of(Person.objects.get(), Mode.SELF) is not None
    assert client.get("/routines/new/").status_code == 200
