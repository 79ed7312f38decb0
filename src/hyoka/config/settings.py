"""Django の設定 — made from `env.SETTINGS`, the same for demo, tests and a city's server."""

import os
import secrets
from pathlib import Path

from hyoka import __version__
from hyoka.config.database import database, use_own_sqlite
from hyoka.config.env import setting
from hyoka.config.logs import logging_config
from hyoka.config.mail import mail_settings

use_own_sqlite()

_PACKAGE = Path(__file__).resolve().parent.parent
HYOKA_DIR: Path = setting("HYOKA_DIR")
HYOKA_DIR.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    """The signing key: the setting, else one of our own, made once and readable by us only."""
    given: str = setting("HYOKA_SECRET_KEY")
    path = HYOKA_DIR / "secret-key"
    if given:
        return given
    try:
        with open(path, "x", encoding="ascii", opener=lambda p, f: os.open(p, f, 0o600)) as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = list(setting("HYOKA_HOSTS"))
HYOKA_VERSION = __version__
HYOKA_HTTPS: bool = setting("HYOKA_HTTPS")
HYOKA_CITY: str = setting("HYOKA_CITY")
HYOKA_STEPS: tuple[str, ...] = setting("HYOKA_STEPS")
HYOKA_AUDIT_SEES_DRAFTS: bool = setting("HYOKA_AUDIT_SEES_DRAFTS")
HYOKA_IDLE_MINUTES: int = setting("HYOKA_IDLE_MINUTES")
HYOKA_ABSOLUTE_HOURS: int = setting("HYOKA_ABSOLUTE_HOURS")
HYOKA_SECOND_FACTOR: tuple[str, ...] = setting("HYOKA_SECOND_FACTOR")
HYOKA_PASSWORD_DAYS: int = setting("HYOKA_PASSWORD_DAYS")
HYOKA_URL: str = setting("HYOKA_URL")
HYOKA_PROXY: bool = setting("HYOKA_PROXY")
HYOKA_OIDC_ISSUER: str = setting("HYOKA_OIDC_ISSUER").rstrip("/")
HYOKA_OIDC_CLAIM: str = setting("HYOKA_OIDC_CLAIM")
HYOKA_OIDC_CLIENT_ID: str = setting("HYOKA_OIDC_CLIENT_ID")
HYOKA_OIDC_CLIENT_SECRET: str = setting("HYOKA_OIDC_CLIENT_SECRET")
HYOKA_LDAP_URL: str = setting("HYOKA_LDAP_URL")
HYOKA_LDAP_USER_DN: str = setting("HYOKA_LDAP_USER_DN")
HYOKA_UPLOAD_BYTES: int = setting("HYOKA_UPLOAD_MB") * 1024 * 1024

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "hyoka.store",
    "hyoka.web",
]

MIDDLEWARE = [
    "hyoka.web.middleware.TypedErrors",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "hyoka.web.middleware.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hyoka.web.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hyoka.web.middleware.SessionLimits",
    "hyoka.web.middleware.TheActor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "hyoka.web.policy.PolicyMiddleware",
    "hyoka.web.duties.Duties",
]

ROOT_URLCONF = "hyoka.config.urls"
WSGI_APPLICATION = "hyoka.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_PACKAGE / "web" / "staff"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "hyoka.web.context.everywhere",
            ],
            "builtins": ["hyoka.web.templatetags.words"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]

DATABASES = {"default": database(setting("HYOKA_DATABASE"), HYOKA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "store.Person"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
if HYOKA_LDAP_URL:
    AUTHENTICATION_BACKENDS.append("hyoka.actions.people.ldap.LdapBackend")
if HYOKA_OIDC_ISSUER:
    AUTHENTICATION_BACKENDS.append("hyoka.web.staff.sign_in.oidc.Provider")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "sign_in"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = HYOKA_ABSOLUTE_HOURS * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HYOKA_HTTPS
SESSION_COOKIE_NAME = "__Host-hyoka" if HYOKA_HTTPS else "hyoka"
CSRF_COOKIE_NAME = "__Host-hyoka-csrf" if HYOKA_HTTPS else "hyoka-csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "hyoka.web.errors.bad_token"
LANGUAGE_COOKIE_NAME = "hyoka-language"

SECURE_SSL_REDIRECT = False  # one port; the proxy or the server itself speaks TLS
SECURE_HSTS_SECONDS = 31_536_000 if HYOKA_HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if HYOKA_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

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
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# A large sheet is saved as JSON, cell by cell; no form of ours comes near these.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = ["hyoka.web.uploads.BoundedUpload"]

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

STATIC_URL = "/static/"
STATICFILES_DIRS = [("hyoka", _PACKAGE / "web" / "static" / "hyoka")]
WHITENOISE_USE_FINDERS = True  # straight from the package: nothing to collect on a closed network
WHITENOISE_MAX_AGE = 86_400
STATIC_ROOT = None

LOGGING_CONFIG = None
logging_config(setting("HYOKA_LOG"))
globals().update(mail_settings(setting("HYOKA_SMTP"), setting("HYOKA_MAIL_FROM")))
# What Django advises before an installation goes on a network and we leave out, each with its reason.
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # X-Frame-Options: `web.middleware.Headers` sets it, on errors too
    "security.W005",  # HSTS for subdomains: the other servers below the city's name are not ours to bind
    "security.W008",  # redirect to HTTPS: there is one port, and nothing answers on plain HTTP
    "security.W021",  # HSTS preload: for addresses of the public internet
]
