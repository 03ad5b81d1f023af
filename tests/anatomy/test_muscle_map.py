"""The body map on the muscles' pages: what it shows, and the list that says the same."""

import pytest
from django.urls import reverse
from django.utils import timezone

from anatomy.models import Muscle, Region
from tests.elements import read

pytestmark = pytest.mark.django_db

LIST = reverse("anatomy:muscles")


@pytest.fixture
def shown(client):
    """What the picture and the list offer: pairs of slug and address."""

    def shown(**query):
        section = read(client.get(LIST, query)).find("section", id="map")[0]
        picture, twin = (
            section.find("svg")[0],
            section.find("div", class_="map-list")[0].find("ul")[0],
        )
        return tuple(
            [(a.attrs["data-slug"], a.attrs["href"]) for a in part.find("a")]
            for part in (picture, twin)
        )

    return shown


@pytest.mark.parametrize("layer", ["skin", "superficial", "deep"])
@pytest.mark.parametrize("view", ["front", "back", "left", "right"])
def test_the_list_has_what_the_picture_has_in_the_same_order(shown, view, layer):
    picture, twin = shown(view=view, layer=layer)

    assert picture == twin != []


def test_the_order_is_that_of_the_regions(shown):
    picture, _ = shown(view="back", layer="superficial")
    muscles = Muscle.objects.in_bulk([slug for slug, _ in picture], field_name="slug")
    first = [
        muscles[slug].regions.order_by("order").first().order
        for slug, _ in picture
        if slug in muscles
    ]

    assert first == sorted(first)


def test_a_region_leads_to_the_muscles_under_it(client, shown):
    picture, _ = shown(view="back", layer="skin")

    assert [slug for slug, _ in picture] == [
        region.slug
        for region in Region.objects.all()
        if region.slug != "front-hip" and region.slug != "front-thigh"
    ]
    assert dict(picture)["buttock"] == f"{LIST}?view=back&layer=skin&region=buttock#results"


def test_what_the_address_does_not_name_or_names_wrongly_is_the_first(shown):
    assert shown() == shown(view="front", layer="superficial")
    assert shown(view="moon", layer="1' or 1", zoom="\0") == shown()


def test_the_choice_of_a_view_keeps_the_search_and_the_layer(client):
    page = read(client.get(LIST, {"q": "thigh", "layer": "deep", "view": "back"}))
    nav = page.find("nav", class_="map-choice")[0]

    current = [a.text for a in nav.find("a") if a.attrs.get("aria-current")]
    assert current == ["Back", "Deep muscles"]
    (left,) = nav.find("a", id="view-left")
    assert left.attrs["href"] == "?q=thigh&layer=deep&view=left#map"


def test_what_was_searched_for_stands_out_in_the_picture(client):
    def standing_out(**query):
        (svg,) = read(client.get(LIST, query)).find("svg", class_="bodymap")
        return {use.attrs["href"].rsplit("#")[1] for use in svg.find("use", class_="is-worked")}

    assert standing_out(q="sartorius") == {"front-sartorius"}
    assert standing_out(region="back-thigh", view="back") == {
        "back-adductor-magnus",
        "back-biceps-femoris-long",
        "back-semimembranosus",
        "back-semitendinosus",
    }
    assert standing_out(q="") == standing_out(region="moon") == standing_out(view="back") == set()


def test_a_search_keeps_the_view_and_the_view_the_region(client):
    page = read(client.get(LIST, {"view": "back", "layer": "skin", "region": "buttock"}))

    hidden = [i.attrs for i in page.find("input", form="filter")]
    assert {i["name"]: i["value"] for i in hidden} == {"view": "back", "layer": "skin"}
    assert page.find("form", id="filter") != []
    chosen = page.find("a", class_="is-chosen")
    assert [a.attrs["data-slug"] for a in chosen] == ["buttock"]


def test_a_retired_muscle_is_no_longer_offered(shown):
    Muscle.objects.filter(slug="gracilis").update(retired_at=timezone.now())

    assert "gracilis" not in dict(shown()[0])


def test_a_muscles_page_shows_it_where_most_of_it_is_seen(client):
    page = read(client.get(reverse("anatomy:muscle", args=["piriformis"])))
    (late,), (svg,) = (page.find(tag)[0].find("svg") for tag in ("template", "noscript"))

    assert late.text == svg.text
    worked = svg.find("use", class_="is-worked")
    assert [use.attrs["href"] for use in worked] == [
        "/static/img/bodymap/back.svg#back-piriformis"
    ] * 2
    numbers = {dot.find("text")[0].text for dot in svg.find("g", class_="bm-dot")}
    listed = [span.text for span in page.find("span", class_="dot")]
    assert listed == sorted(numbers)


def test_a_muscle_that_is_not_drawn_has_a_page_without_a_picture(client):
    drawn = Muscle.objects.get(slug="piriformis")
    Muscle.objects.create(slug="new", code="new", name="New", plain_name="New", group=drawn.group)

    page = read(client.get(reverse("anatomy:muscle", args=["new"])))

    assert page.find("svg", class_="bodymap") == []
    assert page.find("h1")[0].text == "New"
