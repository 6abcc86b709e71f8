"""What the worker does with the record: the daily anchor, and the weekly control of who has read."""

import logging
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from bti.revisjon.anker import Anker, read_private_key
from bti.revisjon.sending import IkkeSendt, send_anker
from bti.tilgang.aktoer import Formaal, acting_for

UKER_TILBAKE = 2  # a week that the worker slept through is taken the next time
logger = logging.getLogger(__name__)


def make_anker() -> int | None:
    """Make and sign today's anchor; None when it is there.

    Raises UtenNoekkel: then none is made, and the next one binds all.
    """
    key = read_private_key()
    public = key.public_key().public_bytes_raw()
    with acting_for(Formaal.ANKER), connection.cursor() as cursor:
        cursor.execute("SELECT nr, tekst FROM revisjon_lag_anker()")
        row = cursor.fetchone()
        if row is None:
            return None
        nr, tekst = row
        cursor.execute("SELECT revisjon_signer_anker(%s, %s, %s)", [nr, public, key.sign(tekst.encode())])
    return int(nr)


def send_ankere() -> int:
    """Send what has not left the house; return how many still have not. They are tried again within the hour."""
    igjen = 0
    for anker in _unsent():
        feil = ""
        try:
            send_anker(anker)
        except IkkeSendt as fault:
            feil = str(fault)
            igjen += 1
            logger.error("Anchor %s has not left the house: %s.", anker.nr, feil)
        with acting_for(Formaal.ANKER), connection.cursor() as cursor:
            cursor.execute("SELECT revisjon_anker_utfall(%s, %s)", [anker.nr, feil])
    return igjen


def _unsent() -> list[Anker]:
    with acting_for(Formaal.ANKER), connection.cursor() as cursor:
        cursor.execute(
            "SELECT nr, dag, made_at, kjeder, ledd, hode, forrige_hash, noekkel, signatur FROM revisjon_ankere(false)"
        )
        return [read_row(row) for row in cursor.fetchall()]


def read_row(row: tuple[Any, ...]) -> Anker:
    """Return the anchor of a row: nr, dag, made_at, kjeder, ledd, hode, forrige_hash, noekkel, signatur."""
    *first, hode, forrige, noekkel, signatur = row
    return Anker(*first, *(bytes(one) for one in (hode, forrige, noekkel, signatur)))


def find_anker_faults() -> list[str]:
    """Return what is wrong with the anchors just now, in words for whoever runs the system."""
    with acting_for(Formaal.ANKER), connection.cursor() as cursor:
        cursor.execute("SELECT nr, dag, made_at, sent_at, forsoek, feil FROM revisjon_ankere(true)")
        rows = cursor.fetchall()
    if not rows:
        return ["Det er ikke laget noe anker ennå."]
    faults = [
        f"Anker {nr} for {dag:%d.%m.%Y} er ikke sendt ut av huset ({ORD.get(feil, 'venter')}, {forsoek} forsøk)."
        for nr, dag, _made, sent_at, forsoek, feil in rows
        if sent_at is None
    ]
    nyeste: datetime = rows[-1][2]
    if timezone.now() - nyeste > timedelta(hours=26):
        faults.append(f"Det nyeste ankeret er fra {rows[-1][1]:%d.%m.%Y}. Går arbeideren og beat?")
    return faults


ORD = {
    "mappe": "mappen i STAFETT_ANKERMAPPE kan ikke skrives i",
    "epost": "e-posten gikk ikke",
    "ingen_mottaker": "verken STAFETT_ANKERMAPPE eller STAFETT_ANKER_EPOST er satt",
}


def control_weeks(i_dag: date | None = None) -> int:
    """Pick the odd readings of the last weeks that are over; return how many are new. Safe to run every day."""
    i_dag = i_dag or timezone.localdate()
    mandag = i_dag - timedelta(days=i_dag.weekday())
    antall = 0
    for tilbake in range(UKER_TILBAKE, 0, -1):
        uke = mandag - timedelta(weeks=tilbake)
        with acting_for(Formaal.LOGGKONTROLL), connection.cursor() as cursor:
            cursor.execute("SELECT revisjon_kontroller_uke(%s)", [uke])
            antall += cursor.fetchone()[0]
    return antall
