"""Settings of the pages. Everything an office may change comes from the environment."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from ngopeni.kernel.workspace import Workspace

PACKAGE = Path(__file__).resolve().parents[1]
NGOPENI_HOME = Path(os.environ.get("NGOPENI_HOME", "ngopeni-data")).resolve()
WORKSPACE = Workspace(NGOPENI_HOME)


def _switch(name: str) -> bool:
    value = os.environ.get(name, "False")
    if value not in {"True", "False"}:
        raise ValueError(f"{name} must be True or False, not {value!r}")
    return value == "True"


def _database(address: str) -> dict[str, object]:
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": WORKSPACE.database,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    parts = urlsplit(address)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": query.get("user") or unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": str(parts.port or ""),
    }


DEBUG = _switch("NGOPENI_DEBUG")
SECRET_KEY = WORKSPACE.secret_key() if WORKSPACE.is_made else "only-for-commands-outside-a-workspace"
ALLOWED_HOSTS = os.environ.get("NGOPENI_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
IS_HTTPS = _switch("NGOPENI_HTTPS")

DATABASES = {"default": _database(os.environ.get("NGOPENI_DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "django_htmx",
    "csp",
    "lucide",
    "ngopeni.accounts",
    "ngopeni.jobs",
    "ngopeni.intake",
    "ngopeni.quality",
    "ngopeni.linkage",
    "ngopeni.verification",
    "ngopeni.difference",
    "ngopeni.zones",
    "ngopeni.partners",
    "ngopeni.assignment",
    "ngopeni.dashboard",
    "ngopeni.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ngopeni.site.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "ngopeni.site.idle.IdleMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ngopeni.site.middleware.UserErrorMiddleware",
    "ngopeni.site.middleware.SnapshotMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "ngopeni.site.urls"
WSGI_APPLICATION = "ngopeni.site.wsgi.application"
JOB_FUNCTIONS = "ngopeni.site.job_functions.JOBS"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ngopeni.site.context.place",
                "ngopeni.site.context.navigation",
                "ngopeni.site.context.grants",
            ],
            "builtins": ["ngopeni.site.templatetags.wording", "ngopeni.site.templatetags.icons"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "ngopeni.site.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "ngopeni.site.passwords.Uncommon"},
    {
        "NAME": "ngopeni.site.passwords.UnlikeItsOwner",
        "OPTIONS": {"user_attributes": ("username", "full_name", "institution")},
    },
]

# Five wrong passwords for one name from one place close the door for a quarter of an hour.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = 5
# Forty from one place, for whatever names, close it to all names from there; a whole office may share one address.
ADDRESS_FAILURE_LIMIT = 40
AXES_HANDLER = "ngopeni.site.lockout.LockoutHandler"
AXES_CLIENT_IP_CALLABLE = "ngopeni.site.lockout.client_address"
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "ngopeni.accounts.views.sign_in.locked_out"
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
OTP_TOTP_ISSUER = "Ngopeni"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "site" / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

STATIC_URL = "static/"
STATIC_ROOT = NGOPENI_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = True

# Files are read from the disk, not from memory; one file of a registry may be large.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 50
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700

CSRF_FAILURE_VIEW = "ngopeni.site.form_pages.stale_form"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
# Computers of a village office are shared: who does nothing for so long is signed out.
IDLE_SECONDS = 30 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": 3600}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"links": {"()": "ngopeni.site.log_masks.MaskLinks"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["links"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # The audit log keeps who was locked out.
    "loggers": {"axes": {"level": "ERROR"}},
}
