"""Django's settings. What an installation may change from outside is in `environment.py`."""

import os
from pathlib import Path

import dj_database_url
from django.utils.csp import CSP

from konbit.config import environment, languages, navigation

SRC = Path(__file__).resolve().parents[1]
KONBIT_HOME = environment.home()
KONBIT_DEMO = os.environ.get("KONBIT_DEMO") == "1"
KONBIT_ADDRESS = environment.address()
KONBIT_LEASE_SECONDS = environment.lease_seconds()
# Set by `serve` for the processes it starts: it can stop and restore them.
KONBIT_KEPT_BY_SERVE = os.environ.get("KONBIT_KEPT_BY_SERVE") == "1"
KONBIT_TRIAL_CLOCK = os.environ.get("KONBIT_TRIAL_CLOCK")
KONBIT_NAVIGATION = navigation.NAVIGATION
KONBIT_GROUP_PAGES = navigation.GROUP_PAGES
KONBIT_LANGUAGE_NAMES = languages.LANGUAGES
KONBIT_TIME_ZONES = languages.TIME_ZONES

SECRET_KEY = environment.secret_key(KONBIT_HOME)
DEBUG = os.environ.get("KONBIT_DEBUG") == "1"
ALLOWED_HOSTS = environment.hosts()
ROOT_URLCONF = "konbit.config.urls"
WSGI_APPLICATION = "konbit.config.wsgi.application"
AUTH_USER_MODEL = "accounts.Person"

INSTALLED_APPS = [
    "konbit.config",
    "konbit.api",
    "konbit.home",
    "konbit.exchange",
    "konbit.grants",
    "konbit.results",
    "konbit.meetings",
    "konbit.network",
    "konbit.accounts",
    "konbit.audit",
    "konbit.lawbook",
    "konbit.ui",
    "konbit.foundation",
    "django_cotton",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "konbit.api.middleware.Problems",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "konbit.network.middleware.Acting",
    "konbit.audit.middleware.RefusalFrame",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "konbit.ui.context.frame",
                "konbit.network.context.acting",
                "konbit.home.context.demo",
            ]
        },
    }
]
FORM_RENDERER = "konbit.ui.forms.Renderer"

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("KONBIT_DATABASE_URL") or f"sqlite:///{KONBIT_HOME / 'konbit.sqlite3'}",
        conn_max_age=0,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Measured: without IMMEDIATE, writers under load get "database is locked"; only FULL survives a power loss.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }

LANGUAGE_CODE = "en"
LANGUAGES = languages.LANGUAGES
LOCALE_PATHS = [SRC / "locale"]
FORMAT_MODULE_PATH = ["konbit.config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
# True would also write "60,000" into the value of a field, which the form then cannot read.
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = KONBIT_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        # The manifest names files by content, and needs `konbit serve` or `konbit demo` to have collected them.
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if os.environ.get("KONBIT_SERVING") == "1"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

MAILERS = {"default": {"BACKEND": "konbit.accounts.mailbox.MailboxBackend"}}
if not KONBIT_DEMO and (smtp := environment.smtp()):
    MAILERS["default"] = {"BACKEND": "konbit.accounts.mailbox.SmtpButNeverToExamples", "OPTIONS": smtp}
# In the demo no letter leaves, so none can be answered by mail, and no real mailbox is read.
KONBIT_MAIL_REPLY = environment.mail_reply()
KONBIT_IMAP_URL = "" if KONBIT_DEMO else environment.imap_url()
KONBIT_IMAP_MINUTES = environment.imap_minutes()
DEFAULT_FROM_EMAIL = os.environ.get("KONBIT_MAIL_FROM", f"konbit@{ALLOWED_HOSTS[-4]}")

# Sessions and limits run on the machine's clock. 20 minutes idle, as safety asks for staff.
SESSION_COOKIE_AGE = 20 * 60
# Saved at most once a minute, by the middleware of the network room, not at every page.
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "konbit.ui.pages.form_was_open_too_long"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if KONBIT_ADDRESS.startswith("https://"):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [KONBIT_ADDRESS]
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
FILE_UPLOAD_HANDLERS = [
    "konbit.ui.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        "konbit": {"handlers": ["console"], "level": "INFO"},
        # Django tells of a fault only by mail to administrators, whom an installation need not have.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS = [
    # Addresses are unique whatever their capitals, by a constraint that this check does not see.
    "auth.E003",
    "auth.W004",
]
