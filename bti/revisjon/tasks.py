"""The doors that Celery comes in by. No ids: each finds its own work, and a second run finds none."""

from bti.celery import house_task
from bti.dytt import kick
from bti.revisjon import jobb
from bti.tilgang.aktoer import Formaal
from bti.varsling.services import TOEM_UTBOKS


@house_task("revisjon.anker", formaal=Formaal.ANKER)
def anker() -> None:
    """Every hour: today's anchor if it is not made, and whatever has not left the house."""
    try:
        jobb.make_anker()
    finally:
        jobb.send_ankere()


@house_task("revisjon.loggkontroll", formaal=Formaal.LOGGKONTROLL)
def loggkontroll() -> None:
    """Every morning: odd readings of the weeks that are over go to the leaders who judge them."""
    if jobb.control_weeks():
        kick(TOEM_UTBOKS)
