"""What is read out of Lighthouse's report; and the descriptions that search engines show."""

import pytest

from tests.elements import read
from tests.lighthouse import SCORES, complaints, figures, is_good


def told(**audits):
    """A report of a page with which nothing is wrong, but for these audits."""
    came = [("text/html", "http://a/", 5), ("text/css", "http://a/b.css", 8)]
    came += [("image/svg+xml", "http://a/c.svg", 90), ("image/png", "data:image/png,", 0)]
    items = [
        {"mimeType": kind, "url": url, "transferSize": kb * 1024, "resourceType": "Other"}
        for kind, url, kb in came
    ]
    usual = {
        "network-requests": {"details": {"items": items}, "score": 1},
        "largest-contentful-paint": {"numericValue": 900.0, "score": 1},
        "cumulative-layout-shift": {"numericValue": 0, "score": 1},
        "total-blocking-time": {"numericValue": 0, "score": 1, "title": "Blocking"},
    }
    refs = [{"id": "total-blocking-time", "weight": 30}]
    return {
        "audits": usual | audits,
        "categories": {name: {"score": 1, "auditRefs": refs} for name in SCORES},
    }


def test_pictures_do_not_count():
    found = figures(told())

    assert (found["KB"], found["requests"], found["LCP s"]) == (13, 2, 0.9)
    assert all(is_good(name, value) for name, value in found.items())
    assert complaints(told()) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("speed", 97), ("LCP s", 1.0), ("CLS", 0.001), ("TBT ms", 1), ("KB", 40.1), ("requests", 7)],
)
def test_what_is_over_a_limit_is_not_good(name, value):
    assert not is_good(name, value)


def test_what_lighthouse_would_have_better_is_said():
    slow = {"numericValue": 300, "score": 0.4, "title": "Blocking", "displayValue": "300 ms"}

    assert complaints(told(**{"total-blocking-time": slow})) == ["Blocking (300 ms)"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "begins"),
    [
        ("/", "A care routine for tight or sore hips"),
        ("/muscles/piriformis/", "A pear-shaped muscle deep in the buttock"),
        ("/techniques/long-glides/", "Slow, flat strokes from the low back"),
    ],
)
def test_search_engines_are_told_what_a_page_is(client, path, begins):
    [description] = read(client.get(path)).find("meta", name="description")

    assert description.attrs["content"].startswith(begins)
