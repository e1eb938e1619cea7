"""One file of settings; every switch is an environment variable, parsed strictly (see docs/operations.md)."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import environment, logs

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(environment.text("JAUGE_VAR_DIR", str(BASE_DIR / "var")))

DEBUG = environment.boolean("JAUGE_DEBUG", False)
JAUGE_DEMO = environment.boolean("JAUGE_DEMO", False)
SERVED = not (DEBUG or JAUGE_DEMO)
SECRET_KEY = environment.secret("JAUGE_SECRET_KEY") if SERVED else environment.text("JAUGE_SECRET_KEY")
if not SECRET_KEY:
    if SERVED:
        raise ImproperlyConfigured("JAUGE_SECRET_KEY is not set: give a long random string, or set JAUGE_DEMO=1.")
    SECRET_KEY = "demo-only-not-a-secret-" + "0" * 40
# What was made with them goes on working; nothing new is made with them (docs/operations.md, "Keys").
SECRET_KEY_FALLBACKS = environment.former_secrets("JAUGE_SECRET_KEY_FALLBACKS", SECRET_KEY)
ALLOWED_HOSTS = environment.items("JAUGE_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.items("JAUGE_TRUSTED_ORIGINS")

LOGGING = logs.configuration()

# Whoever gives it may read /metrics; without it there is no such page.
METRICS_TOKEN = environment.secret("JAUGE_METRICS_TOKEN")

INSTALLED_APPS = [
    # Before the package whose command `db_worker` is replaced here.
    "config",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "drf_spectacular",
    "rest_framework",
    "simple_history",
    "crm",
    "feedback",
    "kpis",
]

MIDDLEWARE = [
    "config.logs.RequestLog",
    "config.request_counts.RequestCounts",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "crm.middleware.NotKeptMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "crm.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "crm.middleware.CompanyMiddleware",
    "crm.middleware.WebhookMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "crm.second_factor.SecondFactorMiddleware",
    "crm.sessions.LastUseMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["crm.templatetags.icons"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "crm.context_processors.house",
                "kpis.context_processors.demo",
            ],
        },
    },
]

DATABASES = {"default": environment.database("JAUGE_DATABASE_URL", VAR_DIR / "jauge.sqlite3")}
REPLICA_SECONDS = environment.integer("JAUGE_REPLICA_SECONDS", 5, 1)
if replica := environment.replica("JAUGE_REPLICA_URL", DATABASES["default"]):
    DATABASES["replica"] = replica
    DATABASE_ROUTERS = ["config.replica.routing.Router"]
    MIDDLEWARE.append("config.replica.middleware.ReplicaMiddleware")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = environment.text("JAUGE_REDIS_URL")
if REDIS_URL:
    # A server that is cut off is noticed, rather than waited for by every request.
    patience = {"socket_timeout": 5, "socket_connect_timeout": 2}
    CACHES: dict[str, dict[str, Any]] = {
        "default": {"BACKEND": "config.redis_cache.CountingOn", "LOCATION": REDIS_URL, "OPTIONS": patience},
        "sessions": {"BACKEND": "config.redis_cache.Forgetting", "LOCATION": REDIS_URL, "OPTIONS": patience},
    }
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
    SESSION_CACHE_ALIAS = "sessions"
    INSTALLED_APPS += ["django_rq", "django_tasks_rq"]
    RQ_QUEUES = {"default": {"URL": REDIS_URL, "REDIS_CLIENT_KWARGS": {"socket_connect_timeout": 2}}}
    TASKS = {"default": {"BACKEND": "django_tasks_rq.RQBackend"}}
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            # Of the usual 300 a busy morning would throw out how often somebody has tried a password.
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    }
    TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Of each process (see crm/page_cache): some hundred pages of a tenth of their size.
CACHES["pages"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "pages",
    "TIMEOUT": 86_400,
    "OPTIONS": {"MAX_ENTRIES": 300},
}

AUTH_USER_MODEL = "crm.User"
AUTHENTICATION_BACKENDS = ["crm.sign_in.EmployedBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "crm.well_known.NotWellKnownValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "crm.accounts_adapter.ClosedSignupAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ALLAUTH_TRUSTED_PROXY_COUNT = environment.integer("JAUGE_PROXY_COUNT", 0)

# Of the operator, not of the company: whoever gets into an administrator's account must not be able to turn it off.
SECOND_FACTOR = environment.second_factor("JAUGE_SECOND_FACTOR", "JAUGE_ADMIN_SECOND_FACTOR")
AUDIT_DAYS = environment.integer("JAUGE_AUDIT_DAYS", 400, 366)
MFA_ADAPTER = "crm.mfa_adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Codes of the half minute before and after are taken: clocks of telephones differ.
MFA_TOTP_TOLERANCE = 1
# Browsers allow passkeys over http on this machine only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SERVED

# The company's own provider of sign-ins: it tells who somebody is, and Jauge what they may do.
OIDC_URL = environment.issuer("JAUGE_OIDC_URL")
OIDC_CLIENT_ID = environment.text("JAUGE_OIDC_CLIENT_ID")
OIDC_SECRET = environment.secret("JAUGE_OIDC_SECRET")
OIDC_NAME = environment.text("JAUGE_OIDC_NAME", urlsplit(OIDC_URL).hostname or "")
OIDC_SIGN_OUT = environment.boolean("JAUGE_OIDC_SIGN_OUT", True)
environment.all_or_none(
    {"JAUGE_OIDC_URL": OIDC_URL, "JAUGE_OIDC_CLIENT_ID": OIDC_CLIENT_ID, "JAUGE_OIDC_SECRET": OIDC_SECRET}
)

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
# Served without asking the database for the company.
WITHOUT_COMPANY = (STATIC_URL, "/healthz", "/readyz", "/metrics")
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "config.storage.WholeFiles"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = VAR_DIR / "files"
# The grid of objectives has a field for each rep and month.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# Files that are imported: outside of what is served, shared by the web processes and the workers.
IMPORTS_ROOT = VAR_DIR / "imports"
JAUGE_IMPORT_MEGABYTES = environment.integer("JAUGE_IMPORT_MEGABYTES", 200, 1)
# How long the worker of an import may be silent before another takes over.
IMPORT_LEASE_SECONDS = environment.integer("JAUGE_IMPORT_LEASE_SECONDS", 120, 1)
JAUGE_FILE_MEGABYTES = environment.integer("JAUGE_FILE_MEGABYTES", 10, 1)
# What one person may keep, files of opportunities and of imports together.
PERSON_MEGABYTES = environment.integer("JAUGE_PERSON_MEGABYTES", 5_000, 1)
PERSON_FILES = environment.integer("JAUGE_PERSON_FILES", 5_000, 1)

EMAIL_HOST = environment.text("JAUGE_EMAIL_HOST")
MAIL_SENDER = "smtp" if EMAIL_HOST else "filebased"
EMAIL_BACKEND = environment.text("JAUGE_EMAIL_BACKEND", f"django.core.mail.backends.{MAIL_SENDER}.EmailBackend")
EMAIL_FILE_PATH = VAR_DIR / "mail"
MAIL_PORTS = {"starttls": 587, "tls": 465, "none": 25}
MAIL_SECURITY = environment.one_of("JAUGE_EMAIL_TLS", tuple(MAIL_PORTS), "starttls")
EMAIL_PORT = environment.integer("JAUGE_EMAIL_PORT", MAIL_PORTS[MAIL_SECURITY], 1)
EMAIL_USE_TLS = MAIL_SECURITY == "starttls"
EMAIL_USE_SSL = MAIL_SECURITY == "tls"
EMAIL_HOST_USER = environment.text("JAUGE_EMAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("JAUGE_EMAIL_PASSWORD")
EMAIL_TIMEOUT = 20
# How customers reach the pages that mails lead to; how long a run of sending may be silent before another takes over.
PUBLIC_ADDRESS = environment.address("JAUGE_ADDRESS")
SENDING_LEASE_SECONDS = environment.integer("JAUGE_SENDING_LEASE_SECONDS", 300, 1)
# Where webhooks may go besides https on the public Internet.
WEBHOOK_PRIVATE_TARGETS = environment.boolean("JAUGE_WEBHOOK_PRIVATE_TARGETS", False)
WEBHOOK_HTTP = environment.boolean("JAUGE_WEBHOOK_HTTP", False)
WEBHOOK_PORTS = environment.ports("JAUGE_WEBHOOK_PORTS", "80,443")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.mail_address("JAUGE_EMAIL_FROM", "jauge@localhost")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
HTTPS = environment.boolean("JAUGE_HTTPS", False)
# However much it is used; without use it ends after Django's two weeks.
SESSION_DAYS = environment.integer("JAUGE_SESSION_DAYS", 30, 1)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
# Browsers take such a name over HTTPS only, and from this very host: no neighbour under the same domain can set it.
COOKIES = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIES}sessionid", f"{COOKIES}csrftoken"
# Scripts take the token from the page.
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
# Asked by machines beside this one, which do not come through the proxy.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
environment.refuse_together(
    {"JAUGE_DEMO": JAUGE_DEMO, "JAUGE_DEBUG": DEBUG},
    {
        "JAUGE_HTTPS": HTTPS,
        "JAUGE_PROXY_COUNT": ALLAUTH_TRUSTED_PROXY_COUNT > 0,
        "JAUGE_ADDRESS": PUBLIC_ADDRESS.startswith("https://"),
    },
)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and ALLAUTH_TRUSTED_PROXY_COUNT else None

API_PER_MINUTE = environment.integer("JAUGE_API_PER_MINUTE", 600, 1)
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["crm.api.authentication.Token", "config.api_session.Session"],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "crm.api.authentication.InScope",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["crm.api.throttling.PerMinute"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["crm.api.parsing.Json"],
    "EXCEPTION_HANDLER": "config.problems.problem",
    "DEFAULT_SCHEMA_CLASS": "config.openapi.Schema",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Jauge",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SERVE_INCLUDE_SCHEMA": False,
    "PREPROCESSING_HOOKS": ["config.openapi.ours"],
    "POSTPROCESSING_HOOKS": ["config.openapi_rules.complete"],
}

# An index on PostgreSQL holds amounts beside its keys; that SQLite leaves them out is no fault to warn everybody of.
SILENCED_SYSTEM_CHECKS = ["models.W040"]
