"""Made-up Solvik on one machine: one click logs in as anybody, mail goes to a folder."""

from bti.settings.base import *  # noqa: F403
from bti.settings.base import BASE_DIR, INSTALLED_APPS, MAPPE, env

DEMO_INNLOGGING = True
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [*INSTALLED_APPS, "bti.drift"]
EPOSTMAPPE = env.read("STAFETT_EPOSTMAPPE", str(MAPPE / "epost"))
EPOST_PAUSE_SEKUNDER = 0  # who tries the demo need not wait; one mail until the next visit holds here too
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": EPOSTMAPPE},
    }
}
ANKERMAPPE = env.read("STAFETT_ANKERMAPPE", str(MAPPE / "ankere"))
STATIC_ROOT = MAPPE / "static"
FOLKEREGISTER = "bti.register.demo.DemoRegister"
DEMO_MAPPE = BASE_DIR / "fixtures" / "demo"
