"""Django's settings, made from the environment; nothing here starts anything."""

import secrets
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from answerable.accounts.secret_file import kept_secret
from answerable.server.environment import environment

HERE = Path(__file__).resolve().parent.parent
ENVIRONMENT = environment()

SECRET_KEY = kept_secret(ENVIRONMENT.keys / "secret_key", lambda: secrets.token_urlsafe(48).encode()).decode()
KEYS = ENVIRONMENT.keys
PUBLIC_ADDRESS = ENVIRONMENT.public_address
DEBUG = False
# Only names we go by: a page elsewhere must not reach the desk by pointing a name of its own at it.
OWN_NAME = ENVIRONMENT.address.split("//")[-1].split(":")[0].rstrip("/")
ANY_NAME = not OWN_NAME and ENVIRONMENT.host in {"0.0.0.0", "::"}  # noqa: S104  asked for by whoever runs it
ALLOWED_HOSTS = ["*"] if ANY_NAME else [name for name in (OWN_NAME, ENVIRONMENT.host, "127.0.0.1", "localhost") if name]
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]

AREAS = [
    "record",
    "accounts",
    "guidance",
    "channels",
    "listening",
    "questions",
    "desk",
    "answers",
    "keeping",
    "measures",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "answerable.design",
    "answerable.jobs",
    *[f"answerable.{area}" for area in AREAS],
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "answerable.design.csp.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "answerable.server.at_home.AtHome",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "answerable.design.refusal.RefusalPages",
    "answerable.server.outage.DatabaseAway",
]

ROOT_URLCONF = "answerable.server.addresses"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / "server" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "answerable.design.jinja.environment",
            "context_processors": [
                "answerable.design.csp.nonce",
                "django.contrib.messages.context_processors.messages",
                "answerable.server.surroundings.surroundings",
            ],
        },
    },
    {
        # allauth's own e-mail texts are Django templates.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
FORM_RENDERER = "answerable.design.forms.Renderer"

_connection = conninfo_to_dict(ENVIRONMENT.database_url or "postgresql://postgres@127.0.0.1/answerable")
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _connection.get("dbname", "answerable"),
        "USER": _connection.get("user", ""),
        "PASSWORD": _connection.get("password", ""),
        "HOST": _connection.get("host", ""),
        "PORT": str(_connection.get("port", "")),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": ENVIRONMENT.pool_size, "timeout": 15}}
        if ENVIRONMENT.pool_size
        else {},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["answerable.accounts.backend.SignedIn"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "answerable.accounts.adapter.NoStrangers"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "questions:inbox"
LOGOUT_REDIRECT_URL = "answers:answers"
MAIL_IS_SET_UP = bool(ENVIRONMENT.mail)
_mail = ENVIRONMENT.mail_parts
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if ENVIRONMENT.mail else 'console'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.tls_from_the_start, _mail.starts_tls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from or f"answerable@{OWN_NAME or 'localhost'}"
EXPERIMENTAL_KINDS = frozenset(name.strip() for name in ENVIRONMENT.experimental.split(",") if name.strip())
WEBSUB_HUB = ENVIRONMENT.websub_hub

LANGUAGE_CODE = "en-gb"
# Welsh and Irish follow with their catalogues: half a translation is worse than none.
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [HERE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.data / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = ENVIRONMENT.data / "files"
PRACTICE = ENVIRONMENT.data / "practice"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

SECURE = ENVIRONMENT.public_address.startswith("https://")
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_SECURE = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "answerable.server.logs.Discreet",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"standard": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["standard"], "level": "WARNING"},
}
