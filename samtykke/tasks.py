"""The door that Celery comes in by. No ids: it finds its own work, and a second run finds none."""

from uuid import UUID

from bti.celery import house_task
from bti.dytt import kick
from bti.tilgang.aktoer import Formaal
from bti.varsling.services import TOEM_UTBOKS
from samtykke import jobb, skannjobb
from samtykke.services.skann import RENS_SKANN

PER_RUNDE = 50


@house_task("samtykke.natt", formaal=Formaal.SAMTYKKE)
def natt() -> None:
    """Every night, just after midnight: the day's consents end, and what is near its end or waits is reminded of."""
    if jobb.keep_watch():
        kick(TOEM_UTBOKS)


@house_task(RENS_SKANN, formaal=Formaal.SAMTYKKE, soft_time_limit=90, time_limit=100)
def skann(skann_id: str) -> None:
    """When nudged: clean one scan."""
    skannjobb.make_skann(UUID(skann_id))


@house_task("samtykke.skann_sweep", formaal=Formaal.SAMTYKKE)
def skann_sweep() -> None:
    """Every minute: scans that nobody works on. The nudge was lost, Redis was emptied, or a worker died."""
    for skann_id in skannjobb.list_waiting(PER_RUNDE):
        kick(RENS_SKANN, skann_id)
