"""The browser tells on us: that the journeys' watch sees what it is there to see."""

import pytest


@pytest.fixture
def told(complaints):
    """The complaints that a test asked for, taken out again."""
    yield complaints
    complaints.clear()


def test_home_is_quiet(page):
    page.goto("/")

    assert page.title()


def test_home_is_quiet_without_javascript(no_js_page):
    no_js_page.goto("/")

    assert no_js_page.title()


@pytest.mark.parametrize(
    ("deed", "complaint"),
    [
        ("console.error('oh')", "oh"),
        ("setTimeout(() => { throw Error('uncaught') })", "uncaught"),
        ("document.body.setAttribute('style', 'color: red')", "Content Security Policy"),
        ("fetch('https://elsewhere.example/').catch(() => null)", "elsewhere.example"),
    ],
)
def test_the_watch_sees(page, told, deed, complaint):
    page.goto("/")

    page.evaluate(f"() => {{ {deed} }}")
    page.wait_for_timeout(100)

    assert any(complaint in text for text in told)
