"""What a page brings with it: one stylesheet, hashed names, and no more bytes than it must."""

import re
import shutil

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from hipcare.static_files import STYLESHEET, join
from tests.hipcare.fetching import fetch


@pytest.fixture(autouse=True)
def _no_finder_kept():
    finders.get_finder.cache_clear()
    yield
    finders.get_finder.cache_clear()


@pytest.fixture
def parts(settings, tmp_path):
    """The folder of the stylesheet's parts, here empty."""
    settings.BASE_DIR, settings.VAR_DIR = tmp_path, tmp_path / "var"
    folder = tmp_path / "static" / "css"
    folder.mkdir(parents=True)
    return folder


def outermost(css):
    """What stands outside all braces: the openings of blocks, and statements."""
    found, depth, start = [], 0, 0
    for at, character in enumerate(css):
        if depth == 0 and character in "{;":
            found.append(css[start:at].strip())
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0 and character in "};":
            start = at + 1
    return found


def test_the_stylesheet_begins_with_the_order_of_layers_and_has_every_part_once(parts):
    (parts / "base.css").write_text("/* Tokens. */\n@layer base, print;\n")
    (parts / "care.css").write_text(
        "@layer base {\n  .care {\n    color: red;\n    grid: 1fr\n      2fr;\n  }\n}\n"
    )
    (parts / "a-first.css").write_text("/* One; \n two. */ @layer print {}\n")

    assert join(parts) == (
        "@layer base, print;@layer print {}@layer base {.care {color: red;grid: 1fr\n      2fr;}}"
    )


def test_a_changed_part_is_served_at_once(parts):
    (parts / "base.css").write_text("old")
    with open(finders.find(STYLESHEET)) as served:
        assert served.read() == "old"

    (parts / "base.css").write_text("new")
    with open(finders.find(STYLESHEET)) as served:
        assert served.read() == "new"


def test_every_rule_is_in_a_layer(settings):
    statement, *blocks = outermost(join(settings.BASE_DIR / "static" / "css"))

    assert statement == "@layer reset, base, layout, components, utilities, print"
    assert set(blocks) == {
        "@layer reset",
        "@layer base",
        "@layer layout",
        "@layer components",
        "@layer utilities",
        "@media print",
    }


# As `prepare` leaves them


@pytest.mark.django_db
def test_a_page_asks_for_hashed_files_that_are_kept_for_good_and_compressed(collected, client):
    page = client.get("/").text
    asked = re.findall(r'(?:href|src)="(/static/[^"#]+)', page)

    assert any(re.fullmatch(r"/static/css/site\.\w{12}\.css", address) for address in asked)
    for address in set(asked):
        answer, content = fetch(client, address)
        assert answer.status_code == 200, address
        assert "immutable" in answer["Cache-Control"], address
        assert answer.get("Content-Encoding") == "br" or len(content) < 500, address


@pytest.mark.django_db
def test_pages_are_compressed_and_padded_by_a_random_length(client):
    def compressed():
        return client.get("/faq/", headers={"Accept-Encoding": "gzip"})

    first, *others = [compressed() for _ in range(8)]

    assert first["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in first["Vary"]
    assert len({len(answer.content) for answer in [first, *others]}) > 1
    again = client.get("/faq/", headers={"Accept-Encoding": "gzip", "If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.django_db
def test_a_changed_stylesheet_gets_a_new_name_and_open_pages_keep_the_old(
    collected, client, parts, settings
):
    shutil.copytree(settings.STATIC_ROOT, settings.VAR_DIR / "static")
    settings.STATIC_ROOT = settings.VAR_DIR / "static"
    old = staticfiles_storage.url(STYLESHEET)
    (parts / "base.css").write_text("@layer base {}")

    call_command("collectstatic", interactive=False, verbosity=0)

    assert staticfiles_storage.url(STYLESHEET) != old
    answer, content = fetch(client, old)
    assert answer.status_code == 200
    assert "immutable" not in answer["Cache-Control"]
