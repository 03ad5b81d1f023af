"""Techniques: found, filtered, and read one by one, with who must not have them."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from routines.models import Technique, TechniqueStep
from tests.elements import leave, read
from tests.routines import literal

pytestmark = pytest.mark.django_db

LIST = reverse("routines:techniques")


def address(slug):
    return reverse("routines:technique", args=[slug])


@pytest.fixture
def names(client):
    """The names of the techniques that a search shows."""

    def names(**search):
        page = read(client.get(LIST, search))
        return {li.find("h3")[0].text for li in page.find("li", class_="card")}

    return names


def names_of(**of):
    return set(Technique.objects.filter(**of).values_list("name", flat=True))


# How the steps of a technique name its positions.
POSITIONS = {
    "prone": r"\bface down\b",
    "side-lying": r"\bon the (other )?side\b",
    "supine": r"\bon your back\b",
    "floor-seated": r"\bsit with\b",
    "chair": r"\bchair\b",
    "standing": r"\bstand\b",
    "half-kneel": r"\bkneel\b",
}


def test_steps_name_every_position_or_none():
    """Nobody who is kept off the floor, and so does it standing, is told to kneel."""
    told = {}
    for technique in Technique.objects.prefetch_related("positions", "steps"):
        words = " ".join(step.text for step in technique.steps.all())
        there = {position.slug for position in technique.positions.all()}
        named = {
            slug for slug in there & POSITIONS.keys() if re.search(POSITIONS[slug], words, re.I)
        }
        if named:
            told[technique.slug] = there - named

    assert len(told) > 10
    assert {slug: left_out for slug, left_out in told.items() if left_out} == {}


def test_the_list_shows_every_technique(client, names):
    page = read(client.get(LIST))

    assert names() == names_of()
    assert page.find("p", id="count")[0].text == "26 techniques"
    assert [section.find("h2")[0].text for section in page.find("section")] == [
        "On your own",
        "With a partner",
        "Movements",
    ]


@pytest.mark.parametrize(
    ("search", "of"),
    [
        ({"mode": "self"}, {"mode__in": ["self", "both"]}),
        ({"mode": "partner"}, {"mode__in": ["partner", "both"]}),
        ({"tool": "soft-ball"}, {"tools__slug": "soft-ball"}),
        ({"goal": "calmer"}, {"goals__slug": "calmer"}),
        ({"q": "gracilis"}, {"muscles__slug": "gracilis"}),
        ({"q": "figure"}, {"slug": "figure-4-stretch"}),
        (
            {"tool": "hands", "region": "buttock", "mode": "partner"},
            {"tools__slug": "hands", "touches__slug": "buttock", "mode": "partner"},
        ),
        ({"q": "", "mode": "", "tool": "", "region": "", "goal": ""}, {}),
    ],
)
def test_a_search_shows_what_fits_all_of_it(names, search, of):
    assert names(**search) == names_of(**of) != set()


def test_where_means_pressed_or_moved(names):
    assert names(region="front-hip") == names_of(touches__slug="front-hip") | names_of(
        loads__slug="front-hip"
    )


def test_a_search_without_result_says_so_and_offers_the_way_out(client):
    page = read(client.get(LIST, {"q": "elbow grease"}))

    assert page.find("p", id="count")[0].text == "0 techniques"
    assert [a.attrs["href"] for a in page.find("div", class_="empty")[0].find("a")] == [LIST]


BAD = {
    "a way that is not there": {"mode": "alone"},
    "a tool that is not there": {"tool": "hammer"},
    "a region that is not there": {"region": "moon"},
    "a goal that is not offered": {"goal": "warm-skin"},
    "a zero byte": {"q": "ba\0ll"},
    "a zero byte in a choice": {"tool": "soft\0ball"},
    "far too much": {"q": "a" * 10_000},
    "far too much in a choice": {"mode": "a" * 10_000},
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
    assert names(**search) == set()


def test_fifty_words_are_not_too_many(client):
    assert client.get(LIST, {"q": "a " * 50}).status_code == 200


def test_a_technique_shows_its_steps_its_dose_and_what_to_keep_off(client):
    technique = Technique.objects.get(slug="ball-glutes-piriformis")
    page = read(client.get(technique.get_absolute_url()))
    steps = page.find("ol", class_="steps")[0].find("li")
    facts = page.find("dl", class_="summary")[0]

    assert page.find("h1")[0].text == technique.name
    assert [step.text for step in steps] == list(technique.steps.values_list("text", flat=True))
    assert page.find("p", class_="cue")[0].text.strip("“”") == technique.cues.strip("'")
    assert page.find("div", class_="inset")[0].find("p")[0].text == technique.keep_off
    assert [dt.text for dt in facts.find("dt")] == [
        "Dose",
        "Pressure, 0 to 10 as felt",
        "Hold",
        "With",
        "Position",
        "Easier",
        "Harder",
        "With the leg crossed",
    ]
    assert [li.text for li in facts.find("li", class_="on")] == ["4", "5", "6"]
    assert [a.text for a in facts.find("a")] == [technique.easier_technique.name]
    places = page.find("dl", class_="shown-words")[0]
    assert [a.text for a in places.find("a")] == list(
        technique.muscles.values_list("plain_name", flat=True)
    )


def said_to_be_unsuited(page):
    """The slugs of the rules that a technique's page names."""
    (section,) = (s for s in page.find("section") if s.find("h2", id="who-must-not"))
    links = [a.attrs["href"].partition("#")[2] for li in section.find("li") for a in li.find("a")]
    return set(links)


def unsuited_by_the_document(technique):
    """The same by the rules document: single answers that bar it, where others stay allowed."""
    mode = "partner" if technique.mode == "partner" else "self"
    tools = {"roller_soft", "roller_firm", "ball_soft", "ball_firm"}
    barred = set()
    for code, rule in literal.RULES.items():
        for option, effect in rule["opts"].items():
            for cleared in (False, True) if "cleared" in effect else (False,):
                said, allowed = literal.evaluate(
                    [(code, option, [], cleared)], mode, tools, session=6
                )
                stopped = said in ("emergency", "urgent", "consult", "excluded_today")
                if not stopped and (technique.code, "left") not in allowed:
                    barred.add(code.replace("_", "-"))
    return barred


def test_every_page_says_who_must_not_as_the_rules_document_does(client):
    for technique in Technique.objects.all():
        page = read(client.get(technique.get_absolute_url()))

        assert said_to_be_unsuited(page) == unsuited_by_the_document(technique), technique.code


def test_a_technique_says_when_it_was_reviewed_and_that_no_clinician_did(client):
    Technique.objects.filter(slug="long-glides").update(reviewed_on=date(2026, 11, 5))

    said = read(client.get(address("long-glides"))).text

    assert "Reviewed by us on 5 November 2026. No clinician has signed it off yet." in said


def test_a_technique_that_is_not_there_is_404(client):
    assert client.get(address("cupping")).status_code == 404


def test_a_retired_technique_leaves_the_list_and_its_page_says_so(client, names):
    Technique.objects.filter(slug="easy-walk").update(retired_at=timezone.now())

    response = client.get(address("easy-walk"))

    assert names() == names_of(retired_at=None)
    assert response.status_code == 200
    assert "This is out of use." in read(response).text


def test_a_retired_technique_is_not_offered_as_easier_or_harder(client):
    Technique.objects.filter(slug="wall-ball-glutes").update(retired_at=timezone.now())

    page = read(client.get(address("ball-glutes-piriformis")))

    assert address("wall-ball-glutes") not in {a.attrs["href"] for a in page.find("a")}


@pytest.mark.parametrize("path", [LIST, address("ball-glutes-piriformis")])
def test_more_of_everything_costs_no_more_queries(client, path):
    cost = {}
    for count in (3, 1):
        leave(TechniqueStep, count, technique__slug="ball-glutes-piriformis")
        leave(Technique, count, tools__slug="soft-ball")
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        cost[count] = len(queries)

    assert cost[3] == cost[1] <= 16
