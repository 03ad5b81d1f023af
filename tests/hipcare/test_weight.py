"""What a first visit costs: requests and bytes of each page with all that it asks for."""

import re
from urllib.parse import urljoin

import pytest

from tests.hipcare.fetching import fetch
from tests.routines.people import build, guest

pytestmark = pytest.mark.django_db

# The tab's picture among them: no page waits for it.
PICTURES = tuple(f"/static/img/{name}" for name in ("bodymap/", "figures/", "favicon."))
MOST_REQUESTS = 6
MOST_BYTES = 40 * 1024
PATHS = [
    "/",
    "/muscles/",
    "/muscles/piriformis/",
    "/techniques/",
    "/techniques/ball-glutes-piriformis/",
    "/guide/",
    "/evidence/",
    "/faq/",
    "/sources/",
    "/privacy/",
    "/seek-help/",
    "/safety/",
    "/safety/when-not-to-massage/",
    "/safety/emergency/",
    "/safety/result/",
    "/routines/",
    "/routines/new/",
    "/account/login/",
]
ASKED = re.compile(r'<(?:link|script|use)\b[^>]*?(?:href|src|data-then)="(/static/[^"#]+)')
IMPORTED = re.compile(r'\bfrom\s*"(\.[^"]+\.js)"')
# In site.js: what a page must have for a script to be fetched, and the script.
FETCHED_LATE = re.compile(r'"([^"]+)": ?\(\) ?=> ?import\("(\.[^"]+\.js)"\)')


def asked_by(client, page, text, address):
    """The addresses that a page, or a module on it, asks for, and what those ask for in turn."""
    if address.endswith(".js"):
        names = [*IMPORTED.findall(text)]
        names += [name for user, name in FETCHED_LATE.findall(text) if has(page, user)]
    else:
        names = ASKED.findall(text)
    found = {urljoin(address, name) for name in names}
    for module in [one for one in found if one.endswith(".js")]:
        found |= asked_by(client, page, fetch(client, module, "")[1].decode(), module)
    return found


def has(page, user):
    """Whether any of a selector's attributes and classes is on a page."""
    names = "|".join(re.findall(r"[\w-]+", user))
    return bool(re.search(rf' (?:{names})=|class="(?:[^"]* )?(?:{names})[ "]', page))


def cost(client, path):
    """(requests, bytes that travel) of a first visit, without pictures."""
    page, content = fetch(client, path)
    assert page.status_code == 200, path
    whole = fetch(client, path, "")[1].decode()
    asked = asked_by(client, whole, whole, path)
    files = {one for one in asked if not one.startswith(PICTURES)}
    return 1 + len(files), len(content) + sum(len(fetch(client, one)[1]) for one in files)


def test_no_page_is_heavy(collected, client):
    guest(client)
    routine = build(client, minutes=20)

    costs = {path: cost(client, path) for path in [*PATHS, routine.get_absolute_url()]}

    assert costs["/faq/"][0] == 3  # the page, its stylesheet, its script
    assert costs["/muscles/"][0] == 5  # htmx and the body map's script too
    assert {path: one for path, one in costs.items() if one[0] > MOST_REQUESTS} == {}
    assert {path: one for path, one in costs.items() if one[1] > MOST_BYTES} == {}
