from io import StringIO

import pytest
import yaml
from django.conf import settings as site
from django.core.management import call_command
from django.test import override_settings

HASHED = site.STORAGES | {"staticfiles": {"BACKEND": "hipcare.static_files.HashedStorage"}}


@pytest.fixture
def load(tmp_path):
    """Write these files to a folder of their own, load it, and give back what was said."""

    def load(*options, **files) -> str:
        for name, content in files.items():
            text = content if isinstance(content, str) else yaml.safe_dump(content)
            (tmp_path / f"{name}.yaml").write_text(text)
        said = StringIO()
        call_command("load_content", "--from", str(tmp_path), *options, stdout=said)
        return said.getvalue()

    return load


@pytest.fixture(scope="session")
def hashed_files(tmp_path_factory):
    """The folder of static files as `prepare` leaves them on every site."""
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=folder, STORAGES=HASHED):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@pytest.fixture
def collected(settings, hashed_files):
    """Pages and files as every site serves them that is not being developed."""
    settings.STATIC_ROOT, settings.STORAGES = hashed_files, HASHED
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = False
