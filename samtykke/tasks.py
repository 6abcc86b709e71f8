"""The door that Celery comes in by. No ids: it finds its own work, and a second run finds none."""

from bti.celery import house_task
from bti.dytt import kick
from bti.tilgang.aktoer import Formaal
from bti.varsling.services import TOEM_UTBOKS
from samtykke import jobb


@house_task("samtykke.natt", formaal=Formaal.SAMTYKKE)
def natt() -> None:
    """Every night, just after midnight: the day's consents end, and what is near its end or waits is reminded of."""
    if jobb.keep_watch():
        kick(TOEM_UTBOKS)
