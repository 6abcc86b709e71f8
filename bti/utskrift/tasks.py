"""The doors that Celery comes in by. Ids in, and everything safe to run twice."""

import logging
from uuid import UUID

from django.db import connection

from bti.celery import app
from bti.tilgang.aktoer import Formaal, acting_for

logger = logging.getLogger(__name__)
PER_RUNDE = 50
# Shorter than the two minutes after which another worker may take the job over (bti/tilgang/sql/utskrift.sql).
GRENSER = {"soft_time_limit": 90, "time_limit": 100}


@app.task(name="utskrift.make", **GRENSER)
def make(utskrift_id: str) -> None:
    """Make one print-out."""
    from bti.utskrift.jobb import make_utskrift

    make_utskrift(UUID(utskrift_id))


@app.task(name="utskrift.sweep")
def sweep() -> None:
    """Find the orders that nobody works on: the message was lost, Redis was emptied, or a worker died."""
    with acting_for(Formaal.UTSKRIFT), connection.cursor() as cursor:
        cursor.execute("SELECT utskrift_waiting(%s)", [PER_RUNDE])
        ventende = [rad[0] for rad in cursor.fetchall()]
    for utskrift_id in ventende:
        make.delay(str(utskrift_id))


@app.task(name="utskrift.expire")
def expire() -> None:
    """Empty the files whose 24 hours are over."""
    with acting_for(Formaal.OPPRYDDING), connection.cursor() as cursor:
        cursor.execute("SELECT utskrift_expire()")


def kick(utskrift_id: UUID) -> None:
    """Tell a worker at once. If that cannot be done now, ``sweep`` finds the order within a minute."""
    try:
        make.apply_async([str(utskrift_id)], retry=False)
    except make.OperationalError:
        logger.warning("utskrift %s waits for the sweep: no broker", utskrift_id)
