"""Asking for consent. The SQL function decides who is asked; here it is recorded and told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from bti.models import Sak, Tjeneste
from bti.models.felles import Rad
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
    TjenestenErNedlagt,
)
from samtykke.models import BarnetHoert, Samtykkekrav, Samtykkeslag
from samtykke.omraader import areas_of_case, omraader_of
from samtykke.queries import current_tekst, givere_in, last_date, unanswered_krav, waiting_krav
from samtykke.services.felles import call, slag_of

BE_OM = "SELECT samtykke_be_om(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"


@dataclass(frozen=True)
class Oenske:
    """What is asked about a service: the same for all services that are asked about in one go.

    ``fra`` None is the day of the answer. ``fornye`` asks those too who have said yes.
    """

    hvorfor: str
    temaer: list[str]
    til: date
    fra: date | None = None
    slag: str = Samtykkeslag.INNSYN
    kan_skrive: bool = True
    barnet_hoert: str = BarnetHoert.IKKE_SPURT
    barnets_mening: str = ""
    fornye: bool = False

    def says_as(self, krav: Samtykkekrav) -> bool:
        """Whether a question that waits says this already."""
        asked = (krav.hvorfor, set(krav.temaer), krav.foreslaatt_fra, krav.foreslaatt_til, krav.kan_skrive)
        return asked == (self.hvorfor, set(self.temaer), self.fra, self.til, self.kan_skrive)


@transaction.atomic
def request_samtykker(
    sak: Sak, tjenester: Iterable[Tjeneste], oenske: Oenske, *, noekkel: UUID, erstatt: bool, by: UUID
) -> int:
    """Ask about several services in one go: all of them, or none when one cannot be asked about.

    Returns how many questions were put. Raises as ``request_samtykke``.
    """
    return sum(
        _request(sak, tjeneste, oenske, noekkel=noekkel, erstatt=erstatt, by=by) for tjeneste in tjenester
    )


@transaction.atomic
def request_samtykke(
    sak: Sak,
    *,
    tjeneste: Tjeneste,
    noekkel: UUID | None = None,
    erstatt: bool = False,
    by: UUID,
    **oenske: Any,
) -> int:
    """Ask every giver about one service; return how many were asked.

    ``noekkel`` is the form's key: a double click asks once. A question that waits for an answer is put in other words
    only with ``erstatt``. Raises AltSpurt, DenUngeMaaInviteres, IngenAaSpoerre, AlleHarSagtJa, TjenestenErNedlagt,
    DatoUtenforPerioden, TekstMangler, SakErLukket.
    """
    return _request(sak, tjeneste, Oenske(**oenske), noekkel=noekkel or uuid4(), erstatt=erstatt, by=by)


def _request(sak: Sak, tjeneste: Tjeneste, oenske: Oenske, *, noekkel: UUID, erstatt: bool, by: UUID) -> int:
    touch_sak(sak)
    _require_possible(sak, tjeneste, oenske)
    waiting = waiting_krav(sak, tjeneste, slag=oenske.slag)
    if not erstatt and (asked := next((krav for krav in waiting if not oenske.says_as(krav)), None)):
        raise AltSpurt(asked)
    if not call(BE_OM, sak.pk, tjeneste.pk, oenske.hvorfor, oenske.temaer, oenske.til, oenske.fra, oenske.slag,
                oenske.kan_skrive, _areas_of(oenske, tjeneste), oenske.barnet_hoert,
                oenske.barnets_mening, oenske.fornye):  # fmt: skip
        asked_before = Samtykkekrav.objects.filter(sak=sak, tjeneste=tjeneste, slag=oenske.slag).exists()
        raise AlleHarSagtJa(tjeneste) if asked_before else IngenAaSpoerre
    krav_list = unanswered_krav(sak, tjeneste, slag=oenske.slag)
    told = [_tell_giver(krav, noekkel) for krav in krav_list]
    if (
        any(told) or not krav_list
    ):  # none is left when the last question was to somebody who is no parent after all
        _record(sak, tjeneste, oenske, [*krav_list, sak][0])
    return len(krav_list)


def _areas_of(oenske: Oenske, tjeneste: Tjeneste) -> list[str]:
    if oenske.slag == Samtykkeslag.ANSVAR:
        return areas_of_case(tjeneste.tjenestetype)
    return omraader_of(oenske.temaer, tjeneste.tjenestetype)


def _require_possible(sak: Sak, tjeneste: Tjeneste, oenske: Oenske) -> None:
    today = timezone.localdate()
    if current_tekst(sak.kommune_id) is None:
        raise TekstMangler
    if tjeneste.nedlagt_dato and tjeneste.nedlagt_dato <= today:
        raise TjenestenErNedlagt
    if not today <= (oenske.fra or today) <= oenske.til <= last_date(sak):
        raise DatoUtenforPerioden
    if any(giver.bruker_id is None for giver in givere_in(sak)):
        raise DenUngeMaaInviteres


def _record(sak: Sak, tjeneste: Tjeneste, oenske: Oenske, rad: Rad) -> None:
    detaljer: dict[str, Any] = {"fornyet": True} if oenske.fornye else {}
    record("samtykke.spurt", sak_id=sak.pk, objekt=rad, innhold=oenske.hvorfor, tjeneste=tjeneste.pk,
           temaer=",".join(oenske.temaer), til=oenske.til, kan_skrive=oenske.kan_skrive,
           **detaljer)  # fmt: skip


def _tell_giver(krav: Samtykkekrav, noekkel: UUID) -> int:
    return queue_varsel(
        slag_of(krav, Slag.SAMTYKKE_SPURT),
        mottakere=[krav.giver_id],
        sak_id=krav.sak_id,
        objekt_id=krav.pk,
        noekkel=f"samtykke-spurt:{krav.pk}:{noekkel}",
    )
