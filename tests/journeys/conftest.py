"""A real browser that complains: a page with an error in its console fails the test."""

import os
from importlib import import_module
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import expect

from screening.access import SESSION_KEY
from screening.models import Person
from tests.journeys.browser import UNSEEN_PAGES, find_browser
from tests.routines.people import check

# Patience costs nothing where a page is quick; a busy machine is not a fault of the page's.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session", autouse=True)
def _database_beside_playwright():
    """Playwright keeps an event loop in this thread, where Django then suspects async code."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


QUIET = ["gpu", "quic", "sync", "background-networking", "component-update"]
# The others are of Playwright's own list, which this one takes the place of.
OFF = [*UNSEEN_PAGES, "AimEnabled", "HttpsUpgrades", "PaintHolding"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        "executable_path": find_browser(),
        "chromium_sandbox": os.geteuid() != 0,  # Chromium's sandbox refuses root
        "args": [
            "--no-first-run",
            *(f"--disable-{feature}" for feature in QUIET),
            f"--disable-features={','.join(OFF)}",
        ],
        **browser_type_launch_args,
    }


@pytest.fixture(scope="session")
def base_url(live_server):
    return live_server.url


@pytest.fixture
def complaints():
    """What the browser complained about. A test that provokes a complaint takes it out again."""
    found: list[str] = []
    yield found
    assert not found


@pytest.fixture
def watch(complaints, base_url):
    """Make a browser context write its complaints down: `watch(context)`."""

    def complain(message):
        address = message.location.get("url", "")
        # Chromium reports every 422 as an error; here it is a form with something to mend.
        if message.type == "error" and not (
            address.endswith("/favicon.ico") or "status of 422" in message.text
        ):
            complaints.append(f"{message.text} ({address})")

    def stay_home(request):
        if urlsplit(request.url).scheme in ("http", "https", "ws", "wss") and not (
            request.url.startswith(base_url)
        ):
            complaints.append(f"asked another host: {request.url}")

    def watched(context):
        context.on("console", complain)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("request", stay_home)
        return context

    return watched


@pytest.fixture
def context(context, watch):
    return watch(context)


# A page fetches htmx once it stands; until then its links and forms load pages anew.
NOTE_HTMX = "addEventListener('htmx:load', () => document.documentElement.dataset.htmx = 'here')"
HAS_HTMX = "html[data-htmx], html:not(:has([hx-get], [hx-post]))"


@pytest.fixture
def page(page):
    """A page whose `goto` and `reload` come back when htmx is there."""
    page.add_init_script(NOTE_HTMX)
    for name in ("goto", "reload"):
        setattr(page, name, _waiting(page, getattr(page, name)))
    return page


def _waiting(page, load):
    def loaded(*args, **options):
        response = load(*args, **options)
        page.locator(HAS_HTMX).wait_for(state="attached")
        return response

    return loaded


@pytest.fixture
def no_js_page(new_context, watch):
    """A page in a browser without JavaScript."""
    return watch(new_context(java_script_enabled=False)).new_page()


@pytest.fixture(params=["with JavaScript", "without"])
def either_page(request, base_url, browser_name):
    """One of the two pages alone. What both need is named, so that pytest's plugins see it."""
    return request.getfixturevalue("page" if request.param == "with JavaScript" else "no_js_page")


@pytest.fixture
def enter(base_url):
    """Let a page belong to a guest: `enter(page, person)`."""

    def entered(page, person):
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session.save()
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key}
        page.context.add_cookies([{**cookie, "url": base_url}])
        return person

    return entered


@pytest.fixture
def visit(enter):
    """Let a page belong to a guest whose check holds."""
    return lambda page, **answers: enter(page, check(Person.objects.create(), **answers))
