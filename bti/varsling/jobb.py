"""Carrying out what waits: sweep reminders, tell in the app, send mail. Every step is a transaction of its own.

Killed between any two lines, the next run goes on where this one stopped (docs/varsling.md).
"""

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection

from bti.revisjon.services import record
from bti.tilgang.aktoer import Formaal, acting_for
from bti.varsling.models import Utboksstatus
from bti.varsling.post import Brev, Post, Utfall

PER_RUNDE = 200
FLEST_RUNDER = 50  # one run is short; the next comes within a minute
logger = logging.getLogger(__name__)


def sweep_paaminnelser() -> int:
    """Move what has fallen due to the outbox; return how many were put there."""
    lagt_i_alt = 0
    for _ in range(FLEST_RUNDER):
        tatt, lagt = _call(Formaal.PAAMINNELSE, "SELECT * FROM varsling_feie_paaminnelser(%s)", PER_RUNDE)
        lagt_i_alt += lagt
        if tatt < PER_RUNDE:
            break
    return lagt_i_alt


def empty_utboks() -> None:
    """Tell inside Stafett first, since that needs no mail server; then write to those who have an address."""
    for _ in range(FLEST_RUNDER):
        if _call(Formaal.UTBOKS, "SELECT varsling_fortell(%s)", PER_RUNDE)[0] < PER_RUNDE:
            break
    if _has_mail():
        _send_mail()


def tidy() -> int:
    """Forget what has done its work; return how many rows went."""
    skjermede = _call(Formaal.OPPRYDDING, "SELECT skjermet_rydd()")[0]
    undringer = _call(Formaal.OPPRYDDING, "SELECT undring_rydd()")[
        0
    ]  # what was shielded no longer keeps its worry
    return skjermede + undringer + _call(Formaal.OPPRYDDING, "SELECT varsling_rydd()")[0]


def remind_editors() -> int:
    """Tell those who keep a guide that it should be read through; return how many guides that is about."""
    return _call(Formaal.OPPRYDDING, "SELECT veileder_minn()")[0]


def count_epost() -> dict[str, tuple[int, datetime]]:
    """Return how many there are of each status in the outbox, and how old the oldest is."""
    with acting_for(Formaal.UTBOKS), connection.cursor() as cursor:
        cursor.execute("SELECT status, antall, eldste FROM varsling_epost_status()")
        return {status: (antall, eldste) for status, antall, eldste in cursor.fetchall()}


def settle_epost(status: Utboksstatus, *, send: bool) -> int:
    """Decide about every mail that is unsure, or was refused: send it anew, or count it as sent. Return how many."""
    with acting_for(Formaal.UTBOKS), connection.cursor() as cursor:
        cursor.execute("SELECT varsling_epost_avgjoer(%s, %s)", [status, "epost" if send else "sendt"])
        antall = cursor.fetchone()[0]
        record("drift.epost_avgjort", status=status, antall=antall, sendt_paa_nytt=send)
    return antall


def _has_mail() -> bool:
    leie = timedelta(seconds=settings.EPOST_LEIE_SEKUNDER)
    return _call(Formaal.UTBOKS, "SELECT varsling_epost_venter(%s)", leie)[0]


def _send_mail() -> None:
    """Open the line before anything is claimed: a mail server that is down costs nobody their mail."""
    with Post() as post:
        for _ in range(PER_RUNDE * FLEST_RUNDER):
            if not post.is_ready():
                logger.warning("The mail server does not answer; what waits is sent later.")
                return
            merke = uuid4()
            if (brev := _claim(merke)) is None:
                return
            _finish(merke, post.send(brev))


def _claim(merke: UUID) -> Brev | None:
    pause = timedelta(seconds=settings.EPOST_PAUSE_SEKUNDER)
    row = _call(Formaal.UTBOKS, "SELECT * FROM varsling_claim_epost(%s, %s)", merke, pause)
    return Brev(*row) if row else None


def _finish(merke: UUID, utfall: Utfall) -> None:
    if utfall is Utfall.USIKKER:
        logger.error("A mail may have gone or not; it is not sent again. Mark %s in the outbox.", merke)
    _call(Formaal.UTBOKS, "SELECT varsling_epost_utfall(%s, %s)", merke, str(utfall))


def _call(formaal: Formaal, sql: str, *arguments: Any) -> Any:
    with acting_for(formaal), connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        return cursor.fetchone()
