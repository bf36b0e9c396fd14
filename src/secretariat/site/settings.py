"""Settings of the site. Everything that differs between installations is an environment variable.

``SECRETARIAT_HOME`` data folder, ``DATABASE_URL`` PostgreSQL instead of SQLite, ``SECRETARIAT_HOSTS``
names that the site answers to, ``SECRETARIAT_HTTPS=1`` behind a TLS proxy, ``SECRETARIAT_DEBUG=1``
for development, ``SECRETARIAT_SECRET_KEY``, ``SECRETARIAT_UPLOAD_MB``, ``SECRETARIAT_SMTP_URL`` and others for mail.
See ``docs/settings.md``.
"""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .home import home_folder, secret_key
from .mail import mail_settings


def _flag(name: str) -> bool:
    """Say whether the environment variable ``name`` is switched on."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


VERSION = version("secretariat")
HOME = home_folder()
PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = _flag("SECRETARIAT_DEBUG")
HTTPS = _flag("SECRETARIAT_HTTPS")
SECRET_KEY = secret_key(HOME)
ALLOWED_HOSTS = [host for host in os.environ.get("SECRETARIAT_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "secretariat.history",
    "secretariat.network",
    "secretariat.sources",
    "secretariat.meetings",
    "secretariat.register",
    "secretariat.followup",
    "secretariat.evidence",
    "secretariat.correspondence",
    "secretariat.workspace",
    "django.forms",  # after the workspace, whose templates of form fields come before Django's
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "secretariat.workspace.unwritable.UnwritableMiddleware",
    "secretariat.workspace.asking.seats_once",
]

ROOT_URLCONF = "secretariat.site.urls"
WSGI_APPLICATION = "secretariat.site.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# One write transaction at a time is a fact of SQLite: IMMEDIATE makes a writer wait its turn at the
# start instead of failing half-way. FULL keeps the last commit through a power cut.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=FULL;"
        "PRAGMA busy_timeout=20000;"
        "PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-16000;"
        "PRAGMA temp_store=MEMORY;"
    ),
}


def _database() -> dict[str, Any]:
    """Return the database of ``DATABASE_URL``, or the SQLite file in the data folder."""
    url = os.environ.get("DATABASE_URL")
    config: dict[str, Any] = dict(dj_database_url.parse(url or f"sqlite:///{HOME / 'secretariat.sqlite3'}"))
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = SQLITE_OPTIONS
    else:
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
    return config


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "network.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "workspace:sign-in"
LOGIN_REDIRECT_URL = "workspace:home"
LOGOUT_REDIRECT_URL = "workspace:sign-in"

# Ten wrong passwords for one account from one address close that pair for fifteen minutes.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "secretariat.site.sign_in.counted_name"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "workspace/locked.html"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # the preload list binds a whole domain: its owner decides
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "object-src": [NONE],
    },
}

LANGUAGE_CODE = "en"
# only languages whose catalogue is shipped, so that a page says truly what language it is in
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("SECRETARIAT_TIME_ZONE", "UTC")

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

UPLOAD_LIMIT_BYTES = int(os.environ.get("SECRETARIAT_UPLOAD_MB", "50")) * 1024 * 1024
FILE_STORE = HOME / "files"
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 200
FILE_UPLOAD_PERMISSIONS = 0o600

# One file is read in a process of its own, held to these bounds.
READING_SECONDS = int(os.environ.get("SECRETARIAT_READING_SECONDS", "120"))
READING_MEMORY_BYTES = int(os.environ.get("SECRETARIAT_READING_MB", "2048")) * 1024 * 1024
EXAMINING_SECONDS = int(os.environ.get("SECRETARIAT_EXAMINING_SECONDS", "600"))
# A folder with frameworks of the operator's own (docs/frameworks.md).
_frameworks = os.environ.get("SECRETARIAT_FRAMEWORKS")
FRAMEWORKS = Path(_frameworks) if _frameworks else None

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Mail: the terminal unless a server is named. Links in letters and feeds lead to PUBLIC_URL.
globals().update(mail_settings(os.environ.get("SECRETARIAT_SMTP_URL", "")))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("SECRETARIAT_MAIL_FROM") or "Secretariat <secretariat@localhost>"
PUBLIC_URL = (os.environ.get("SECRETARIAT_URL") or "http://localhost:8000").rstrip("/")
WEBHOOK_PRIVATE = _flag("SECRETARIAT_WEBHOOK_PRIVATE")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "secretariat.site.redaction.Redacting",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"secretariat": {"level": "INFO"}},
}
