"""One settings file, driven by the environment, safe when nothing is set.

Without ALLOWED_HOSTS this is a private site for this computer only: it answers to localhost and
makes its own secret key. Naming a host in ALLOWED_HOSTS makes it a public site: then SECRET_KEY
is required, and cookies and addresses are for HTTPS alone. The README lists every variable.
"""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from hipcare.environment import database, env_bool, env_int, env_list
from hipcare.loader import LOADER_DIGEST

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))

DEBUG = env_bool("DEBUG")
PUBLIC = bool(env_list("ALLOWED_HOSTS"))
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")


def secret_key() -> str:
    """SECRET_KEY from the environment; on a private site, one made once and kept in var/."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    if PUBLIC:
        raise ImproperlyConfigured("Set SECRET_KEY: a public site cannot make up its own.")
    kept = VAR_DIR / "secret_key"
    if not kept.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
                new.write(secrets.token_urlsafe(64))
        except FileExistsError:  # another process was first
            pass
    return kept.read_text()


SECRET_KEY = secret_key()

INSTALLED_APPS = [
    "hipcare",
    "anatomy",
    "screening",
    "routines",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "hipcare.middleware.harden",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Django pads what it compresses by a random length, against BREACH.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hipcare.middleware.explain",
]

ROOT_URLCONF = "hipcare.urls"
WSGI_APPLICATION = "hipcare.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hipcare.context.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


# Data

if not os.environ.get("DATABASE_URL"):
    VAR_DIR.mkdir(parents=True, exist_ok=True)  # SQLite makes its file, but not the folder
DATABASES = {
    "default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'db.sqlite3'}")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits count here; in the database, so that every process counts the same.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}


# People

AUTH_USER_MODEL = "hipcare.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_ADAPTER = "hipcare.account_adapter.Adapter"
ACCOUNT_FORMS = {
    "signup": "hipcare.account_forms.SignUp",
    "login": "hipcare.account_forms.LogIn",
    "add_email": "hipcare.account_forms.AddEmail",
    "change_password": "hipcare.account_forms.ChangePassword",
    "set_password": "hipcare.account_forms.SetPassword",
    "reset_password": "hipcare.account_forms.ResetPassword",
    "reset_password_from_key": "hipcare.account_forms.ResetPasswordKey",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
LOGIN_REDIRECT_URL = "routines:routines"
LOGIN_URL = "account_login"

SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"

if os.environ.get("MAIL_HOST"):
    _mail = {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": os.environ["MAIL_HOST"],
            "port": env_int("MAIL_PORT", default=587),
            "username": os.environ.get("MAIL_USER", ""),
            "password": os.environ.get("MAIL_PASSWORD", ""),
            "use_tls": env_bool("MAIL_TLS", default=True),
        },
    }
else:
    _mail = {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
MAILERS = {"default": _mail}
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "Hipcare <hipcare@localhost>")


# Words and time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True
# What the emergency messages tell people to call.
NUMBERS_IN_CONTENT = "999, 112 or 911"  # what content says, and each site its own in place of
EMERGENCY_NUMBERS = os.environ.get("EMERGENCY_NUMBERS", NUMBERS_IN_CONTENT)


# Static files: hashed and compressed by `prepare`; straight from the folders while developing.

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "hipcare.static_files.StylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "hipcare.static_files.HashedStorage"
    },
}


# Hardening

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, LOADER_DIGEST],
    "style-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "img-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
# `no-referrer` would make browsers send "Origin: null" with plain forms, which CSRF refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
CSRF_FAILURE_VIEW = "hipcare.errors.stale_form"
# Whose attempts are counted is what the nearest proxies say; behind them all have one address.
ALLAUTH_TRUSTED_PROXY_COUNT = env_int("PROXIES", default=1 if PUBLIC else 0)
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_HTTPONLY = True
if PUBLIC:
    SECURE_SSL_REDIRECT = env_bool("SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Not what is refused: why it was can tell what was answered.
    "loggers": {name: {"level": "ERROR"} for name in ("django.request", "django.security.csrf")},
}
