"""The demo's settings with a quick clock: the tickers that a journey waits for run every other second."""

from bti.settings.demo import *  # noqa: F403, TID251
from bti.settings.demo import CELERY_BEAT_SCHEDULE  # noqa: TID251

CELERY_BEAT_SCHEDULE = CELERY_BEAT_SCHEDULE | {
    name: CELERY_BEAT_SCHEDULE[name] | {"schedule": 2, "options": {"expires": 10}}
    for name in ("varsling.feie_paaminnelser", "varsling.toem_utboks", "utskrift.sweep")
}
