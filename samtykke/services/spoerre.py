"""Asking for consent. The SQL function decides who is asked; here it is recorded and told."""

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from bti.models import Sak, Tjeneste
from bti.revisjon.services import record
from bti.services import touch_sak
from bti.varsling.models import Slag
from bti.varsling.services import queue_varsel
from samtykke.feil import (
    AlleHarSagtJa,
    AltSpurt,
    DatoUtenforPerioden,
    DenUngeMaaInviteres,
    IngenAaSpoerre,
    TekstMangler,
)
from samtykke.models import Samtykkekrav
from samtykke.queries import current_tekst, givere_in, last_date, unanswered_krav, waiting_krav
from samtykke.services.felles import call


@transaction.atomic
def request_samtykke(
    sak: Sak,
    *,
    tjeneste: Tjeneste,
    hvorfor: str,
    temaer: list[str],
    til: date,
    noekkel: UUID | None = None,
    erstatt: bool = False,
    by: UUID,
) -> int:
    """Ask every parent with parental responsibility; return how many were asked.

    ``noekkel`` is the form's key: a double click asks once. A question that waits for an answer is put in other words
    only with ``erstatt``. Raises AltSpurt, DenUngeMaaInviteres, IngenAaSpoerre, AlleHarSagtJa,
    DatoUtenforPerioden, TekstMangler, SakErLukket.
    """
    touch_sak(sak)
    if current_tekst(sak.kommune_id) is None:
        raise TekstMangler
    if not timezone.localdate() <= til <= last_date(sak):
        raise DatoUtenforPerioden
    waiting = waiting_krav(sak, tjeneste)
    if not erstatt and (
        asked := next((krav for krav in waiting if not _is_same(krav, hvorfor, temaer, til)), None)
    ):
        raise AltSpurt(asked)
    if any(giver.bruker_id is None for giver in givere_in(sak)):
        raise DenUngeMaaInviteres
    if not call("SELECT samtykke_be_om(%s, %s, %s, %s, %s)", sak.pk, tjeneste.pk, hvorfor, temaer, til):
        asked_before = Samtykkekrav.objects.filter(sak=sak, tjeneste=tjeneste).exists()
        raise AlleHarSagtJa if asked_before else IngenAaSpoerre
    krav_list = unanswered_krav(sak, tjeneste)
    told = [_tell_giver(krav, noekkel or uuid4()) for krav in krav_list]
    if (
        any(told) or not krav_list
    ):  # none is left when the last question was to somebody who is no parent after all
        record("samtykke.spurt", sak_id=sak.pk, objekt=[*krav_list, sak][0], innhold=hvorfor, tjeneste=tjeneste.pk,
               temaer=",".join(temaer), til=til)  # fmt: skip
    return len(krav_list)


def _is_same(krav: Samtykkekrav, hvorfor: str, temaer: list[str], til: date) -> bool:
    return (krav.hvorfor, set(krav.temaer), krav.foreslaatt_til) == (hvorfor, set(temaer), til)


def _tell_giver(krav: Samtykkekrav, noekkel: UUID) -> int:
    return queue_varsel(
        Slag.SAMTYKKE_SPURT,
        mottakere=[krav.giver_id],
        sak_id=krav.sak_id,
        objekt_id=krav.pk,
        noekkel=f"samtykke-spurt:{krav.pk}:{noekkel}",
    )
