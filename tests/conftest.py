"""Every test sees all of the content, and nothing that another test left behind."""

import pickle
from hashlib import sha256
from pathlib import Path

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models.signals import post_migrate
from hypothesis import settings

from anatomy.content import ContentVersion, everything_kept

# A time limit for each example says how busy the machine is, not whether the code is right.
settings.register_profile("hipcare", deadline=None)
settings.load_profile("hipcare")

ROOT = Path(__file__).parents[1]
# Whatever can change what `load_content` writes.
MADE_FROM = (
    "fixtures/*.yaml",
    "*/models.py",
    "*/models/*.py",
    "*/migrations/*.py",
    "*/content*.py",
)


def pytest_addoption(parser):
    parser.addoption(
        "--database-only", action="store_true", help="Only tests that use the database."
    )


def pytest_collection_modifyitems(config, items):
    """Leave out what another database cannot change: tests of decisions ask none."""
    if config.getoption("database_only"):
        chosen = [item for item in items if _uses_database(item) and not _decides(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
        items[:] = chosen


def _uses_database(item) -> bool:
    fixtures = {"db", "transactional_db", "live_server"}
    return bool(item.get_closest_marker("django_db") or fixtures & set(item.fixturenames))


def _decides(item) -> bool:
    return item.get_closest_marker("decision") is not None


@pytest.fixture(scope="session")
def built() -> dict:
    """What is built from the content as loaded, with its version."""
    return {}


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker, built):
    """Load the content once for each test database; tests roll back what they change.

    Loading checks every row, which takes seconds: the checked rows are kept from run to run for
    as long as their files are the same.
    """
    digest = sha256()
    for path in sorted(path for pattern in MADE_FROM for path in ROOT.glob(pattern)):
        digest.update(path.read_bytes())
    kept = request.config.cache.mkdir("content") / digest.hexdigest()
    models = [
        model
        for app in ("anatomy", "screening", "routines")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    ]

    def put_back(**kwargs):
        if not ContentVersion.current():
            with transaction.atomic():
                for rows in filter(None, content):
                    rows[0]._meta.base_manager.bulk_create(rows)

    with django_db_blocker.unblock():
        if kept.exists():
            content = pickle.loads(kept.read_bytes())
            put_back()
            with connection.cursor() as cursor:
                for order in connection.ops.sequence_reset_sql(no_style(), models):
                    cursor.execute(order)
        else:
            call_command("load_content", verbosity=0)
            content = [list(model._base_manager.all()) for model in models]
            half = kept.with_name(f"{kept.name}.{id(content)}")
            half.write_bytes(pickle.dumps(content))
            half.rename(kept)  # another worker may read or write it at the same time

        for place, (current, held) in enumerate(everything_kept):
            current()
            built[place] = held["value"]

    # A test with `transaction=True` cannot be rolled back: Django empties every table after it,
    # and then says so by `post_migrate`.
    post_migrate.connect(put_back, sender=apps.get_app_config("hipcare"), weak=False)


@pytest.fixture(autouse=True)
def _nothing_remembered(built):
    """Start without rate limits and kept pages, and with what is built from the content as loaded.

    Building it takes longer than most tests do.
    """
    cache.clear()
    for place, (_, held) in enumerate(everything_kept):
        held.clear()
        if place in built:
            held["value"] = built[place]
