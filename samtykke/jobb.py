"""The night watch over consent: ends what has run out, reminds of what nears its end or waits (samtykke_natt.sql)."""

import logging
from uuid import UUID

from django.db import DatabaseError, connection

from bti.tilgang.aktoer import Formaal, acting_for

logger = logging.getLogger(__name__)


class VaktenFeilet(Exception):
    """Some cases could not be gone through. Names nobody; the others are done."""


def keep_watch() -> int:
    """Go through every case, each in a transaction of its own; return how much was done.

    One case that fails holds up none of the others. Raises VaktenFeilet when any did; the next run takes it again.
    """
    gjort = feilet = 0
    for sak_id in _saker():
        try:
            gjort += _watch(sak_id)
        except DatabaseError as fault:
            feilet += 1
            logger.error("The watch over consent failed in a case: %s.", type(fault).__name__)
    if feilet:
        raise VaktenFeilet(feilet)
    return gjort


def _saker() -> list[UUID]:
    with acting_for(Formaal.SAMTYKKE), connection.cursor() as cursor:
        cursor.execute("SELECT samtykke_natt_saker()")
        return [sak_id for (sak_id,) in cursor.fetchall()]


def _watch(sak_id: UUID) -> int:
    with acting_for(Formaal.SAMTYKKE), connection.cursor() as cursor:
        cursor.execute("SELECT samtykke_natt(%s)", [sak_id])
        return cursor.fetchone()[0]
