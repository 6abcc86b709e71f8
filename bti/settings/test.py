"""The test run: made-up secrets, mail in memory, tasks called by hand."""

import os

os.environ.setdefault("SECRET_KEY", "kun-for-tester")
os.environ.setdefault("STAFETT_AKTOER_NOEKKEL", "7e57" * 16)
os.environ.setdefault("STAFETT_ANKERNOEKKEL", "a4ce" * 16)
os.environ.setdefault("STAFETT_FELTNOEKKEL", "dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=")
# The run makes its database as the owner; tests/conftest.py then becomes the app.
os.environ["STAFETT_SOM_EIER"] = "1"

from bti.settings.base import DATABASES
from bti.settings.demo import *  # noqa: F403

DATABASES["default"] |= {
    "TEST": {"NAME": os.environ.get("STAFETT_TESTBASE", "test_stafett")},
    "CONN_MAX_AGE": 0,
}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
REDIS_URL = CELERY_BROKER_URL = "memory://"
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # no collectstatic before a test
