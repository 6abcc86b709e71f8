"""Settings of the real worker in the process tests: the demo's, with quick tickers, a short lease and a slow post."""

import os

from bti.settings.demo import *  # noqa: F403, TID251

TIKK = float(os.environ.get("STAFETT_TIKK", "0.5"))
CELERY_BEAT_SCHEDULE = {
    name: {"task": f"varsling.{name}", "schedule": TIKK, "options": {"expires": 5}}
    for name in ("feie_paaminnelser", "toem_utboks")
}
EPOST_LEIE_SEKUNDER = 3
MAILERS = {"default": {"BACKEND": "tests.varsling.postboks.Postboks"}}
