"""What is the same everywhere. demo, test and prod change only a few lines."""

from pathlib import Path

from celery.schedules import crontab
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from bti.settings import env

BASE_DIR = Path(__file__).resolve().parents[2]
MAPPE = Path(env.read("STAFETT_MAPPE", str(BASE_DIR / ".stafett")))

SECRET_KEY = env.read("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.read_list("SECRET_KEY_FALLBACKS")
# Signs who is asking, so that SQL cannot claim to be another person (docs/tilgang.md).
AKTOER_NOEKKEL = bytes.fromhex(env.read("STAFETT_AKTOER_NOEKKEL"))
# Encrypts identity numbers at rest; its digest also keys their look-up.
FELTNOEKKEL = env.read("STAFETT_FELTNOEKKEL")
# Signs the daily anchor of the audit (Ed25519, 32 bytes in hex). Only the worker needs it; verifying, the public half.
ANKERNOEKKEL = env.read("STAFETT_ANKERNOEKKEL", "")
ANKER_OFFENTLIGE_NOEKLER = env.read_list("STAFETT_ANKER_OFFENTLIGE_NOEKLER")
# Where the anchor goes: a folder that lies outside this machine, and addresses of people who keep it.
ANKERMAPPE = env.read("STAFETT_ANKERMAPPE", "")
ANKER_EPOST = env.read_list("STAFETT_ANKER_EPOST")
DEBUG = False
ALLOWED_HOSTS = env.read_list("ALLOWED_HOSTS", "localhost,127.0.0.1")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "guardian",
    "django_htmx",
    "bti",
    "bti.revisjon",
    "bti.varsling",
    "bti.utskrift",
    "samtykke",
    "tiltak",
    "stafettlogg",
    "bti.statistikk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bti.hoder.HodeMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bti.tilgang.middleware.TilgangMiddleware",
    "bti.views.feil.IngenSideMiddleware",
]

ROOT_URLCONF = "bti.urls"
WSGI_APPLICATION = "bti.wsgi.application"
FORM_RENDERER = "bti.skjemavisning.Skjemavisning"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "bti.kontekst.side",
            ]
        },
    }
]

# One database engine everywhere: the access rules live in PostgreSQL (docs/adr/0001).
_SOM_EIER = env.read_bool("STAFETT_SOM_EIER")
DATABASES = {"default": env.database_from(env.read("DATABASE_OWNER_URL" if _SOM_EIER else "DATABASE_URL"))}
DATABASES["default"] |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True, "SOM_EIER": _SOM_EIER}
# Statements are prepared on their second use: planning under row-level security costs more than running.
DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 1}

REDIS_URL = env.read("REDIS_URL", "")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # kB: a worker that has drawn a giant is replaced by a fresh one
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# Valkey keeps no book of messages under way: the worker would die when Valkey does (kombu 5.7), and after an hour the
# book sends each of them twice. What a dead worker had in its hand, the tickers find in PostgreSQL.
CELERY_BROKER_TRANSPORT_OPTIONS = {"ack_emulation": False}
CELERY_TIMEZONE = "Europe/Oslo"
CELERY_BEAT_SCHEDULER = "bti.takt.Takt"
CELERY_BEAT_SCHEDULE_FILENAME = ""  # the file that `-s` names is its pulse
# Tickers find what no message reached; one that nobody took in time is dropped, since the next one does the same.
CELERY_BEAT_SCHEDULE = {
    "varsling.feie_paaminnelser": {
        "task": "varsling.feie_paaminnelser",
        "schedule": 60,
        "options": {"expires": 50},
    },
    "varsling.toem_utboks": {"task": "varsling.toem_utboks", "schedule": 60, "options": {"expires": 50}},
    "varsling.rydd": {"task": "varsling.rydd", "schedule": crontab(hour=3, minute=17)},
    "samtykke.natt": {"task": "samtykke.natt", "schedule": crontab(hour=0, minute=5)},
    "revisjon.anker": {
        "task": "revisjon.anker",
        "schedule": crontab(minute=7),
        "options": {"expires": 3000},
    },
    "revisjon.loggkontroll": {"task": "revisjon.loggkontroll", "schedule": crontab(hour=5, minute=10)},
    "utskrift.sweep": {"task": "utskrift.sweep", "schedule": 60, "options": {"expires": 50}},
    "samtykke.skann_sweep": {"task": "samtykke.skann_sweep", "schedule": 60, "options": {"expires": 50}},
    "utskrift.expire": {"task": "utskrift.expire", "schedule": 900, "options": {"expires": 800}},
}

# Sessions lie in PostgreSQL, sealed: Redis may be emptied at any moment.
SESSION_ENGINE = "bti.tilgang.oekter"
SESSION_COOKIE_AGE = 30 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "bti.views.feil.csrf_failure"
MESSAGE_STORAGE = "bti.kvittering.Kvitteringslager"

AUTH_USER_MODEL = "bti.Bruker"
AUTHENTICATION_BACKENDS = [
    "bti.tilgang.innlogging.IdentitetBackend",
    "guardian.backends.ObjectPermissionBackend",  # user.has_perm(…, sak) answers as the gate does
]
LOGIN_URL = "innlogging:velg"
ANONYMOUS_USER_NAME = None  # guardian would make a real row for it
DEMO_INNLOGGING = False
# The municipality's own accessibility statement at uustatus.no; the footer links to it.
TILGJENGELIGHET_URL = env.read("STAFETT_TILGJENGELIGHET_URL", "")
# Which register answers who a child and its parents are (bti/register); empty: everything is entered by hand.
FOLKEREGISTER = env.read("STAFETT_FOLKEREGISTER", "")
# How many children one person may look up in it in a day and night.
OPPSLAG_PER_DOEGN = int(env.read("STAFETT_OPPSLAG_PER_DOEGN", "30"))

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["bti.formater"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

STATIC_URL = "/static/"
FILE_UPLOAD_HANDLERS = ["bti.opplasting.Minneopplasting"]
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "staticfiles": {"BACKEND": "bti.statiske.Statiske"},
}

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

# Nobody gets two mails within the pause: what comes meanwhile is in the next one. A worker that has held a mail
# longer than the lease is taken to be dead.
EPOST_PAUSE_SEKUNDER = 600
EPOST_LEIE_SEKUNDER = 300
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {"timeout": 10}}}
DEFAULT_FROM_EMAIL = env.read("STAFETT_AVSENDER", "ikke-svar@stafett.invalid")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # X-Frame-Options is set by bti.hoder, beside the other headers
]
# A refusal stands in the audit, so the log holds only what went wrong. Nothing is mailed: that would quote the request.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"uten_innhold": {"()": "bti.loggformat.Loggformat"}},
    "handlers": {"konsoll": {"class": "logging.StreamHandler", "formatter": "uten_innhold"}},
    "root": {"handlers": ["konsoll"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django.request": {"level": "ERROR"},
        # When told to say everything, it quotes all that a page was made from.
        "django.template": {"level": "CRITICAL"},
    },
}
