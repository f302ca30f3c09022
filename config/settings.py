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
    # Before accounts, whose admin replaces what these register there.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "accounts",
    # Before kia, which takes its pages out of Beheer.
    "django_tasks_db",
    "exchange",
    "sources",
    "organisations",
    "keytech",
    "themes",
    "missions",
    "policy",
    "kia",
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
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.Guard",
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
    {"NAME": f"django.contrib.auth.password_validation.{validator}", "OPTIONS": options}
    for validator, options in {
        "UserAttributeSimilarityValidator": {"user_attributes": ["email", "name"]},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
    }.items()
] + [{"NAME": "accounts.passwords.NotACommonPassword"}]
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    # Signs nobody in: it knows the rights of the editors of the register.
    "kia.people.register_rights.RegisterRights",
]

# A tab of an entry with 200 rows of each of its kinds sends 2,800 fields and a few. Reading
# 5,000 of them (350 kB) took 15 ms: a limit that nobody can make us work hard with.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
# Who pastes far too much in each text of a tab still hears which of them, and keeps it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

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

# For counting who tries too often, in every worker alike. See migration 0003.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "KEY_FUNCTION": "accounts.cache_keys.unreadable",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# Who only reads changes nothing: no user is looked up, so no page is personal.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
# In the session, not in a cookie of their own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# The module that tells the accounts about roles; see accounts/roles.py.
ROLES = "kia.people.for_accounts"
# What pages of records ask about entries.
ENTRIES = "kia.entries.public.serving"
# What tells what changed in public records, for who follows them.
CHANGES = "portal.following"

# Work that no page waits for: in the database, for one worker (`run_background`).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Signing in (django-allauth); the addresses stand in accounts/urls.py.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
# Somebody who goes home in the evening signs in again in the morning.
SESSION_COOKIE_AGE = 12 * 60 * 60
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_CHANGE_EMAIL = True
# Who has an account was invited by e-mail, so the address is known to be theirs.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Missieregister: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_EMAIL_CONFIRMATION_AUTHENTICATED_REDIRECT_URL = "/account/"
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.yes("BEHIND_PROXY") else 0

MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "add_webauthn": "accounts.passkey_forms.AddForm",
    "authenticate_webauthn": "accounts.passkey_forms.AuthenticateForm",
    "login_webauthn": "accounts.passkey_forms.LoginForm",
    "reauthenticate_webauthn": "accounts.passkey_forms.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Missieregister"
# A clock that runs half a minute slow or fast is still a clock.
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

# OpenID Connect, if set: for people who have an account here with the same address.
OIDC = env["OIDC_SERVER_URL"]
SOCIALACCOUNT_ADAPTER = "accounts.adapters.OpenIDAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [env.openid_connect()] if OIDC else [],
    }
}

# With a mail server everything goes there. Without one, what somebody waits for (a
# link to set a password) is shown where the program runs, and messages about the
# work are kept as files.
SMTP = {
    "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "OPTIONS": {
        "host": env["EMAIL_HOST"],
        "port": env.number("EMAIL_PORT", default=587),
        "username": env["EMAIL_HOST_USER"],
        "password": env["EMAIL_HOST_PASSWORD"],
        "use_tls": True,
        "timeout": 30,
    },
}
MAIL_FOLDER = DATA_DIR / "mail"
IN_FILES = {"BACKEND": "instance.mail.InFiles", "OPTIONS": {"file_path": MAIL_FOLDER}}
MAILERS = {
    "default": SMTP if env["EMAIL_HOST"] else {"BACKEND": "instance.mail.OnScreen"},
    "work": SMTP if env["EMAIL_HOST"] else IN_FILES,
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
    # A browser counts where the answer to a form leads: to the OpenID provider.
    "form-action": [CSP.SELF, *([env.origin("OIDC_SERVER_URL")] if OIDC else [])],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
# Files are for this site only.
WHITENOISE_ALLOW_ALL_ORIGINS = False
