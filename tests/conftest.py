"""Every test sees all of the content, and nothing that another test left behind."""

from contextlib import suppress

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models.signals import post_migrate

from anatomy.content import ContentVersion, forget_all


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load the content once for each test database; tests roll back what they change.

    A test with `transaction=True` cannot be rolled back: Django empties every table after it, and
    then says so by `post_migrate`. The content is put back at that moment.
    """

    def put_back(**kwargs):
        if not ContentVersion.current():
            with transaction.atomic():
                for model, rows in content:
                    model._base_manager.bulk_create(rows)

    with django_db_blocker.unblock():
        with suppress(CommandError):  # until fixtures/ is complete
            call_command("load_content", verbosity=0)
        content = [
            (model, list(model._base_manager.all()))
            for label in ("anatomy", "screening", "routines")
            for model in apps.get_app_config(label).get_models(include_auto_created=True)
        ]
    post_migrate.connect(put_back, sender=apps.get_app_config("hipcare"), weak=False)


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Start without rate limits and kept pages, and without anything built from other content."""
    cache.clear()
    forget_all()
