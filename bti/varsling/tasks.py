"""The doors that Celery comes in by. No ids: each finds its own work, and a second run finds none."""

from bti.celery import house_task
from bti.dytt import kick
from bti.tilgang.aktoer import Formaal
from bti.varsling import jobb
from bti.varsling.services import TOEM_UTBOKS

# Shorter than a dead worker's lease on a mail (EPOST_LEIE_SEKUNDER).
GRENSER = {"soft_time_limit": 120, "time_limit": 150}


@house_task("varsling.feie_paaminnelser", formaal=Formaal.PAAMINNELSE, **GRENSER)
def feie_paaminnelser() -> None:
    """Every minute: what falls due goes to the outbox."""
    if jobb.sweep_paaminnelser():
        kick(TOEM_UTBOKS)


@house_task(TOEM_UTBOKS, formaal=Formaal.UTBOKS, **GRENSER)
def toem_utboks() -> None:
    """Every minute, and when nudged: what waits is told, in the app and by mail."""
    jobb.empty_utboks()


@house_task("varsling.rydd", formaal=Formaal.OPPRYDDING)
def rydd() -> None:
    """Every night: what has done its work is forgotten, and a guide that should be read through is reminded of."""
    jobb.tidy()
    jobb.remind_editors()
