"""Making one print-out, outside any request.

Every step is a transaction of its own, in the name of the person who ordered: a consent that is withdrawn half-way
stops the job at its next step. Nothing is drawn inside a transaction, and nothing is written without asking again.
"""

import logging
from datetime import timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError, connection
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from bti.revisjon.services import record
from bti.tilgang.aktoer import Formaal, acting_as, acting_for
from bti.tilgang.personer import get_aktoer
from bti.tilgang.sted import hides_sted, hiding_sted
from bti.utskrift.deler import Leser, Valg, select_deler, the_ark
from bti.utskrift.models import Utskrift, Utskriftstatus
from bti.utskrift.motor import UtskriftUtilgjengelig, html_to_pdf, render_pdf
from bti.varsling.models import Slag
from bti.varsling.services import queue_varsel

logger = logging.getLogger(__name__)
LEVETID = timedelta(hours=24)


class IkkeMinLenger(Exception):
    """The row is out of sight: access has ended, or another worker has taken the job over."""


# What bti/utskrift/feil.py explains.
FEILNAVN: dict[type[Exception], str] = {
    IkkeMinLenger: "ingen_tilgang",
    UtskriftUtilgjengelig: "utilgjengelig",
    SoftTimeLimitExceeded: "for_stor",
}


def make_utskrift(utskrift_id: UUID) -> bool:
    """Make the print-out if nobody else is at it, and say whether a file came of it. Safe to run twice."""
    merke = uuid4()
    bestiller = _claim(utskrift_id, merke)
    if bestiller is None:
        return False
    try:
        with acting_as(bestiller):
            utskrift = _get(utskrift_id, merke)
        with translation.override(utskrift.ordered_by.maalform):
            _make(utskrift, merke)
    except (OperationalError, InterfaceError):
        raise  # the database is away: the lease runs out, and the job is taken up again
    except Exception as feil:
        # The kind of error and never its words: they may quote what people have written.
        logger.warning("utskrift %s stopped: %s", utskrift_id, type(feil).__name__)
        _stop(utskrift_id, merke, _name_fault(feil))
        return False
    return True


def list_waiting(antall: int) -> list[UUID]:
    """Return what nobody works on, oldest first; give up what three workers have died over."""
    with acting_for(Formaal.UTSKRIFT), connection.cursor() as cursor:
        cursor.execute("SELECT utskrift_waiting(%s)", [antall])
        return [rad[0] for rad in cursor.fetchall()]


def empty_expired() -> int:
    """Empty the files whose 24 hours are over; return how many."""
    with acting_for(Formaal.OPPRYDDING), connection.cursor() as cursor:
        cursor.execute("SELECT utskrift_expire()")
        return cursor.fetchone()[0]


def _make(utskrift: Utskrift, merke: UUID) -> None:
    pdf = _draw_ark(utskrift, merke) if utskrift.om_id else _draw_oppsummering(utskrift, merke)
    with acting_as(utskrift.ordered_by_id):
        _deliver(utskrift.pk, merke, pdf)


def _draw_ark(utskrift: Utskrift, merke: UUID) -> bytes:
    """Draw the sheet that somebody of the family has ordered of their own. It says what their page says to them."""
    ark, bestiller, spraak = the_ark(), utskrift.ordered_by_id, utskrift.ordered_by.maalform
    with acting_as(bestiller):
        aktoer = get_aktoer()
        with hiding_sted(aktoer is None or aktoer.skjult_sted):
            _report(utskrift.pk, merke, 40, str(ark.tittel))
            innhold = _start_kontekst(utskrift) | ark.hent(cast("UUID", utskrift.om_id), bestiller)
            html = render_to_string(ark.mal, {**innhold, "tittel": str(ark.tittel), "spraak": spraak})
    return html_to_pdf(html, tittel=str(ark.tittel), spraak=spraak)


def _draw_oppsummering(utskrift: Utskrift, merke: UUID) -> bytes:
    bestiller = utskrift.ordered_by_id
    valg = Valg.from_json(utskrift.valg)
    deler = select_deler(valg)
    innhold = []
    with acting_as(bestiller):
        # A paper to the family travels: whoever holds it reads it.
        maa_skjules = hides_sted(utskrift.sak_id)
        er_skjult = valg.leser == Leser.FAMILIEN and maa_skjules
    for nr, del_ in enumerate(deler):
        with acting_as(bestiller), hiding_sted(er_skjult):
            _report(utskrift.pk, merke, 10 + 70 * nr // len(deler), str(del_.tittel))
            innhold.append((str(del_.tittel), render_to_string(del_.mal, del_.hent(utskrift.sak_id, valg))))
    return render_pdf(
        "utskrift/saksoppsummering.html",
        {
            **_start_kontekst(utskrift),
            "deler": innhold,
            "leser": valg.leser,
            "viser_sted": maa_skjules and not er_skjult,
            "underskrift": valg.underskrift,
        },
        tittel=_("Saksoppsummering"),
        spraak=utskrift.ordered_by.maalform,
    )


def _start_kontekst(utskrift: Utskrift) -> dict[str, Any]:
    return {
        "avsender": _("%(navn)s kommune") % {"navn": utskrift.sak.kommune.navn},
        "skrevet_ut_av": utskrift.ordered_by.navn,
        "skrevet_ut": timezone.localtime(),
    }


def _get(utskrift_id: UUID, merke: UUID) -> Utskrift:
    rader = Utskrift.objects.defer("fil").select_related("sak__kommune", "ordered_by")
    utskrift = rader.filter(pk=utskrift_id, claim_token=merke).first()
    if utskrift is None:
        raise IkkeMinLenger
    return utskrift


def _report(utskrift_id: UUID, merke: UUID, prosent: int, tekst: str) -> None:
    """Say how far it has come, which is also the sign of life that keeps the lease."""
    _change(utskrift_id, merke, fremdrift=prosent, steg_tekst=tekst[:60], claimed_at=timezone.now())


def _deliver(utskrift_id: UUID, merke: UUID, pdf: bytes) -> None:
    naa = timezone.now()
    _change(
        utskrift_id,
        merke,
        status=Utskriftstatus.FERDIG,
        fremdrift=100,
        steg_tekst="",
        fil=pdf,
        filstoerrelse=len(pdf),
        ready_at=naa,
        expires_at=naa + LEVETID,
    )
    utskrift = Utskrift.objects.defer("fil").get(pk=utskrift_id)
    record("utskrift.laget", sak_id=utskrift.sak_id, objekt=utskrift)
    if utskrift.om_id:
        return  # the page they wait on gets it: a notice about a sheet of one's own would be noise
    queue_varsel(
        Slag.UTSKRIFT_KLAR,
        mottakere=[utskrift.ordered_by_id],
        sak_id=utskrift.sak_id,
        objekt_id=utskrift.pk,
        noekkel=f"utskrift_klar:{utskrift.pk}",
    )


def _change(utskrift_id: UUID, merke: UUID, **felter: Any) -> None:
    """Change the row while it is still ours. Row-level security answers for the access: a hidden row is not changed."""
    rader = Utskrift.objects.filter(pk=utskrift_id, claim_token=merke, status=Utskriftstatus.PAAGAAR)
    if not rader.update(**felter):
        raise IkkeMinLenger


def _claim(utskrift_id: UUID, merke: UUID) -> UUID | None:
    with acting_for(Formaal.UTSKRIFT), connection.cursor() as cursor:
        cursor.execute("SELECT utskrift_claim(%s, %s)", [utskrift_id, merke])
        return cursor.fetchone()[0]


def _stop(utskrift_id: UUID, merke: UUID, feil: str) -> None:
    with acting_for(Formaal.UTSKRIFT), connection.cursor() as cursor:
        cursor.execute("SELECT utskrift_stop(%s, %s, %s)", [utskrift_id, merke, feil])


def _name_fault(feil: Exception) -> str:
    for slag, navn in FEILNAVN.items():
        if isinstance(feil, slag):
            return navn
    return "feil"
