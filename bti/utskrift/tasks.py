"""The doors that Celery comes in by. Ids in, and everything safe to run twice."""

from uuid import UUID

from bti.celery import house_task
from bti.dytt import kick
from bti.tilgang.aktoer import Formaal
from bti.utskrift import jobb
from bti.utskrift.services import LAG_UTSKRIFT

PER_RUNDE = 50
# Shorter than the two minutes after which another worker may take the job over (bti/tilgang/sql/utskrift.sql).
GRENSER = {"soft_time_limit": 90, "time_limit": 100}


@house_task(LAG_UTSKRIFT, formaal=Formaal.UTSKRIFT, **GRENSER)
def make(utskrift_id: str) -> None:
    """When nudged: make one print-out, in the name of the person who ordered it."""
    jobb.make_utskrift(UUID(utskrift_id))


@house_task("utskrift.sweep", formaal=Formaal.UTSKRIFT)
def sweep() -> None:
    """Every minute: orders that nobody works on. The nudge was lost, Redis was emptied, or a worker died."""
    for utskrift_id in jobb.list_waiting(PER_RUNDE):
        kick(LAG_UTSKRIFT, utskrift_id)


@house_task("utskrift.expire", formaal=Formaal.OPPRYDDING)
def expire() -> None:
    """Every quarter of an hour: files whose 24 hours are over are emptied."""
    jobb.empty_expired()
