"""Settings of Missieregister, all read from the environment and from .env.

One file for every environment; .env.example explains each setting. What differs
between practice and production is decided by `PRODUCTION` below.
"""

from pathlib import Path

from django.utils.csp import CSP

from config.database import database_settings
from config.environment import Environment, kept_secret

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment(BASE_DIR / ".env")
ENVIRONMENT = env.name
PRODUCTION = env.is_production
DATA_DIR = Path(env["DATA_DIR"] or BASE_DIR / ".data").absolute()
PORT = env.number("PORT", default=8000)

# Who runs this instance; sample values in practice, never made up as real.
INSTANCE = env.instance(port=PORT)

# Never on: a visitor sees a page in Dutch, never a traceback.
DEBUG = False
SECRET_KEY = env["SECRET_KEY"] or kept_secret(DATA_DIR / "secret_key")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]

INSTALLED_APPS = [
    "instance",
    "search",
    "accounts",
    "exchange",
    "sources",
    "organisations",
    "keytech",
    "themes",
    "missions",
    "policy",
    "portal",
    "charts",
    "dossiers",
    "facets",
    "pghistory",
    "pgtrigger",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # First: for a page that it keeps, nothing below runs.
    "instance.page_cache.PageCache",
    # The headers of every answer, also of a file, a refusal and an error.
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "instance.requests.RefuseBadRequests",
    "instance.time_limits.LimitTime",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
                "instance.context_processors.instance",
            ],
        },
    }
]

DATABASES = {
    "default": database_settings(env["DATABASE_URL"], DATA_DIR)
    | {"CONN_HEALTH_CHECKS": True}
}

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# An error leaves its trace where the program runs; a visitor never sees it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False}
    },
}

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# Whole public pages in the memory of each worker; all of them fit in a part of it.
PAGE_CACHE_BYTES = 32 * 1024 * 1024

# Who only reads changes nothing: no user is looked up, so no page is personal.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
# In the session, not in a cookie of their own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Without a mail server a message is shown where the program runs.
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": env["EMAIL_HOST"],
            "port": env.number("EMAIL_PORT", default=587),
            "username": env["EMAIL_HOST_USER"],
            "password": env["EMAIL_HOST_PASSWORD"],
            "use_tls": True,
        },
    }
    if env["EMAIL_HOST"]
    else {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
}
DEFAULT_FROM_EMAIL = env["DEFAULT_FROM_EMAIL"] or INSTANCE.contact_email

# Practice runs on http://127.0.0.1, where a browser refuses all of this.
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
if env.yes("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Everything comes from this site, nothing stands in the page itself; for the
# admin too.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    **{
        f"{source}-src": [CSP.SELF]
        for source in ("script", "style", "font", "connect", "img", "manifest")
    },
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
# Files are for this site only.
WHITENOISE_ALLOW_ALL_ORIGINS = False
