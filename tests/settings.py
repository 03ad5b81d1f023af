"""The site's own settings, made fast and closed: nothing outside a temporary folder is touched.

DATABASE_URL is honoured, so that the same tests run on SQLite and on PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile

# A production environment in the developer's shell must not reach the tests.
for _name in (
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "DEBUG",
    "MAIL_HOST",
    "EMERGENCY_NUMBERS",
    "PROXIES",
):
    os.environ.pop(_name, None)
_folder = tempfile.mkdtemp(prefix="hipcare-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["VAR_DIR"] = _folder
os.environ["SECRET_KEY"] = "only-for-tests-" * 5

from hipcare.settings import *  # noqa: E402, F403
from hipcare.settings import DATABASES, STATIC_ROOT, VAR_DIR  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the browser tests' server answers in threads of its own, and threads
    # that share one in-memory connection share its transactions too. Nothing need survive.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# The browser tests' server cannot serve hashed names; with this, nothing need be collected.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
STATIC_ROOT.mkdir()
