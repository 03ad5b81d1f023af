"""What the environment says, as the settings want it; what cannot be meant is refused."""

import os

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict


def env_bool(name: str, default: bool = False) -> bool:
    """True or false from the environment; anything else is refused, so that 'off' is not on."""
    value = os.environ.get(name, "").strip().lower()
    if value not in ("", "true", "false", "1", "0"):
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")
    return default if value == "" else value in ("true", "1")


def env_int(name: str, default: int) -> int:
    value = os.environ.get(name, "").strip()
    if value and not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value) if value else default


def env_list(name: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, "").split(",") if item.strip()]


def database(url: str) -> dict:
    """Django's settings for `postgresql://…`, or for SQLite at `sqlite:///path`.

    Raises ImproperlyConfigured for any other kind of address.
    """
    if url.startswith("sqlite:///"):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.removeprefix("sqlite:///"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # Writers wait for each other instead of failing half-way; an acknowledged
                # commit survives a loss of power (synchronous=NORMAL may lose the last ones).
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    if not url.startswith(("postgresql://", "postgres://")):
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql:// or sqlite:///.")
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "target_session_attrs": "read-write",
            "connect_timeout": 2,
            "tcp_user_timeout": 5000,
            "keepalives_idle": 2,
            "keepalives_interval": 1,
            "keepalives_count": 3,
            "pool": {"min_size": 2, "max_size": 8, "timeout": 5},
            **parts,
        },
    }
