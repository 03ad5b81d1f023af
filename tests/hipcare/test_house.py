"""What holds for the whole house: headers on every answer, a clean bill, and the ways in."""

import os
import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import call_command

from anatomy.models import Muscle
from hipcare.loader import LOADER_DIGEST

ROOT = Path(__file__).parents[2]


def public_environment():
    """The variables of a public site as the README sets them, with a key in place of its dots."""
    lines = re.findall(r"^export (.+)$", (ROOT / "README.md").read_text(), re.MULTILINE)
    pairs = [pair.split("=", 1) for line in lines for pair in line.split()]
    return dict(pairs) | {"SECRET_KEY": "kept-by-whoever-runs-a-public-site-and-told-to-nobody"}


def test_django_finds_nothing_wrong_with_the_readmes_public_site(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(tmp_path / "new"),
        **public_environment(),
    }

    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert "ALLOWED_HOSTS" in environment
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/account/login/", "/admin/login/", "/no-such-page/"])
def test_every_page_is_hardened(client, path):
    headers = client.get(path).headers

    assert headers["Content-Security-Policy"] == (
        f"default-src 'none'; script-src 'self' {LOADER_DIGEST}; style-src 'self'; "
        "connect-src 'self'; form-action 'self'; img-src 'self'; "
        "base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    )
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/muscles/", "/account/login/", "/no-such-page/"])
def test_a_pages_only_script_of_its_own_is_the_one_that_the_policy_allows(client, path):
    scripts = re.findall("<script[^>]*>(.*?)</script>", client.get(path).content.decode())
    (own,) = filter(None, scripts)

    digest = b64encode(sha256(own.encode()).digest()).decode()
    assert f"'sha256-{digest}'" == LOADER_DIGEST


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/account/login/", "/no-such-page/"])
def test_what_no_view_called_public_is_kept_nowhere(client, path):
    headers = client.get(path).headers

    assert {"no-store", "private"} <= set(headers["Cache-Control"].split(", "))


@pytest.mark.django_db
def test_a_second_start_leaves_edited_content_as_it_is():
    Muscle.objects.filter(slug="piriformis").update(name="Pear muscle")

    call_command("prepare", verbosity=0)

    assert Muscle.objects.get(slug="piriformis").name == "Pear muscle"


# The ways in


def make_venv(folder, *pythons):
    """Run the Makefile's way to a Python in an empty folder, with only these to choose from."""
    (folder / "Makefile").write_text((ROOT / "Makefile").read_text())
    return subprocess.run(
        ["make", ".venv/bin/python", f"PYTHONS={' '.join(map(str, pythons))}"],
        cwd=folder,
        capture_output=True,
        text=True,
    )


def script(path, text):
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_with_only_a_wrong_python_one_line_says_what_to_do(tmp_path):
    old = script(tmp_path / "old", "exit 1")

    done = make_venv(tmp_path, old, tmp_path / "missing")

    ours, *makes_own = done.stderr.splitlines()
    assert done.returncode != 0
    assert "needs Python 3.12 or newer" in ours
    assert all(line.startswith("make") for line in makes_own)
    assert not (tmp_path / ".venv").exists()


def test_a_python_that_does_not_run_is_passed_over(tmp_path):
    shim = script(tmp_path / "shim", "echo 'command not found' >&2; exit 127")
    right = script(tmp_path / "right", 'echo "$@" >>called')

    done = make_venv(tmp_path, shim, right)

    assert done.stderr == ""
    assert (tmp_path / "called").read_text().splitlines()[-1] == "-m venv --clear .venv"


@pytest.mark.parametrize(
    ("room", "later"),
    [
        ("anatomy", ("screening", "routines", "hipcare")),
        ("screening", ("routines", "hipcare")),
        ("routines", ("hipcare",)),
    ],
)
def test_imports_go_one_way(room, later):
    banned = tuple(f"{word} {other}" for other in later for word in ("from", "import"))

    found = [
        f"{path.relative_to(ROOT)}: {line}"
        for path in (ROOT / room).rglob("*.py")
        for line in path.read_text().splitlines()
        if line.strip().startswith(banned)
    ]

    assert found == []
