"""The settings file under one environment after another, each from nothing."""

import os
import runpy
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

SETTINGS = Path(__file__).parents[2] / "hipcare" / "settings.py"
PUBLIC = {"ALLOWED_HOSTS": "hipcare.example", "SECRET_KEY": "a-key"}


@pytest.fixture
def settings_with(tmp_path, monkeypatch):
    def read(**environment):
        for name in os.environ:
            monkeypatch.delenv(name)
        monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return read


def test_an_empty_environment_gives_a_private_site(settings_with, tmp_path):
    settings = settings_with()

    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert settings["DATABASES"]["default"]["NAME"] == str(tmp_path / "var" / "db.sqlite3")
    assert "SECURE_SSL_REDIRECT" not in settings


def test_lists_are_split_at_commas(settings_with):
    settings = settings_with(
        **PUBLIC | {"ALLOWED_HOSTS": "a.example, b.example,"},
        CSRF_TRUSTED_ORIGINS="https://a.example,https://b.example",
    )

    assert settings["ALLOWED_HOSTS"] == ["a.example", "b.example"]
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://a.example", "https://b.example"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("true", True), ("True", True), ("1", True), ("false", False), ("0", False), ("", False)],
)
def test_debug_is_said_by_true_or_false(settings_with, value, expected):
    assert settings_with(DEBUG=value)["DEBUG"] is expected


@pytest.mark.parametrize("value", ["off", "no", "yes", "2", "flase"])
def test_debug_refuses_what_could_be_meant_either_way(settings_with, value):
    with pytest.raises(ImproperlyConfigured, match="DEBUG must be true or false"):
        settings_with(DEBUG=value)


# The secret key


def test_a_private_site_makes_a_key_that_only_its_owner_can_read(settings_with, tmp_path):
    key = settings_with()["SECRET_KEY"]

    assert len(key) >= 50
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600


def test_a_private_site_keeps_its_key(settings_with):
    assert settings_with()["SECRET_KEY"] == settings_with()["SECRET_KEY"]


def test_the_environments_key_comes_first_and_is_not_kept(settings_with, tmp_path):
    settings_with()

    assert settings_with(SECRET_KEY="mine")["SECRET_KEY"] == "mine"
    assert (tmp_path / "var" / "secret_key").read_text() != "mine"


def test_a_public_site_needs_a_key(settings_with, tmp_path):
    with pytest.raises(ImproperlyConfigured, match="Set SECRET_KEY"):
        settings_with(ALLOWED_HOSTS="hipcare.example")

    assert not (tmp_path / "var").exists()


# The database


def test_sqlite_makes_writers_wait_and_forgets_no_commit(settings_with):
    database = settings_with(DATABASE_URL="sqlite:////data/hipcare.sqlite3")["DATABASES"]["default"]

    assert database["NAME"] == "/data/hipcare.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_postgresql_is_pooled_and_keeps_every_option_of_the_address(settings_with, scheme):
    address = f"{scheme}://ann:s%40cret@one.example:5432,two.example:5433/hips?sslmode=require"

    database = settings_with(DATABASE_URL=address)["DATABASES"]["default"]

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["USER"], database["PASSWORD"], database["NAME"]) == ("ann", "s@cret", "hips")
    assert database["HOST"] == "one.example,two.example"
    assert database["PORT"] == "5432,5433"
    assert database["CONN_MAX_AGE"] == 0
    assert database["OPTIONS"]["pool"]
    assert database["OPTIONS"]["sslmode"] == "require"


def test_the_address_overrules_our_own_options(settings_with):
    address = "postgresql:///hips?host=/run/postgresql&connect_timeout=9"

    database = settings_with(DATABASE_URL=address)["DATABASES"]["default"]

    assert database["HOST"] == "/run/postgresql"
    assert database["OPTIONS"]["connect_timeout"] == "9"


@pytest.mark.parametrize(
    "address", ["mysql://localhost/hips", "hips.sqlite3", "sqlite://hips", "postgresql+psycopg:///"]
)
def test_another_kind_of_database_is_refused(settings_with, address):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must begin with"):
        settings_with(DATABASE_URL=address)


# A public site


def test_a_public_site_speaks_https_only(settings_with):
    settings = settings_with(**PUBLIC)

    assert settings["SECURE_SSL_REDIRECT"] is True
    assert settings["SECURE_HSTS_SECONDS"] == 2 * 365 * 24 * 3600
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["CSRF_COOKIE_SECURE"] is True
    assert settings["SESSION_COOKIE_NAME"] == "__Host-session"
    assert settings["CSRF_COOKIE_NAME"] == "__Host-csrf"


def test_a_public_site_counts_attempts_behind_its_proxies(settings_with):
    assert settings_with()["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0
    assert settings_with(**PUBLIC)["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1
    assert settings_with(**PUBLIC, PROXIES="2")["ALLAUTH_TRUSTED_PROXY_COUNT"] == 2
    with pytest.raises(ImproperlyConfigured, match="PROXIES must be a whole number"):
        settings_with(PROXIES="one")


def test_mail_goes_to_the_console_until_a_server_is_named(settings_with):
    assert settings_with()["MAILERS"]["default"]["BACKEND"].endswith("console.EmailBackend")

    named = settings_with(MAIL_HOST="mail.example", MAIL_PORT="25", MAIL_TLS="false")

    assert named["MAILERS"]["default"]["OPTIONS"]["host"] == "mail.example"
    assert named["MAILERS"]["default"]["OPTIONS"]["port"] == 25
    assert named["MAILERS"]["default"]["OPTIONS"]["use_tls"] is False
