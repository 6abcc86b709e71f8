"""A case that nobody holds the baton in: a head of the unit asks an employee, who sees it when they have said yes."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

from django.db import connection, transaction

from bti.revisjon.services import record
from bti.skjema import AltSendt
from bti.tilgang.kall import call, refusal_is_403
from bti.varsling.services import send_soon
from stafettlogg.feil import ErTilbudt, HarStafettholder, KanIkkeFaaPinnen
from stafettlogg.models import Stafettveksling, Vekslingssvar
from stafettlogg.services.stafett import NEKTER, write_in_the_log

_LEDER_NEKTER: dict[str, type[Exception]] = {
    "annet": AltSendt,
    "har_holder": HarStafettholder,
    "spurt": ErTilbudt,
    "kan_ikke": KanIkkeFaaPinnen,
}


@transaction.atomic
def ask_to_hold(saker: Iterable[UUID], *, til: UUID, svarfrist: date, noekkel: UUID) -> int:
    """Ask one employee about several cases that nobody holds; return how many. A second click asks none.

    All or nothing. It is recorded with the head, who has no case. Raises HarStafettholder, ErTilbudt,
    KanIkkeFaaPinnen, AltSendt, PermissionDenied.
    """
    antall = 0
    for sak_id in sorted(saker):
        pk = uuid5(noekkel, str(sak_id))
        ble = call("SELECT stafettveksling_be(%s, %s, %s, %s)", pk, sak_id, til, svarfrist)
        if ble in _LEDER_NEKTER:
            raise _LEDER_NEKTER[ble]
        if ble == "sendt":
            antall += 1
            record("stafettpinnen.spurt", veksling=pk)
    if antall:
        send_soon()
    return antall


@transaction.atomic
def answer_head(veksling_ider: Iterable[UUID], *, svar: str, grunn: str, by: UUID) -> int:
    """Say yes to each, and hold the baton there; or say no, with the reason. Return how many cases one got.

    All or nothing. Raises VekslingErBesvart, VekslingErTrukket, VekslingErBorte, PermissionDenied.
    """
    antall = 0
    for pk in sorted(veksling_ider):
        with refusal_is_403(), connection.cursor() as cursor:
            cursor.execute("SELECT ble, sak FROM stafettveksling_svar_leder(%s, %s, %s)", [pk, svar, grunn])
            ble, sak_id = cursor.fetchone()
        if ble in NEKTER:
            raise NEKTER[ble]
        if ble == "samme":
            continue
        if svar != Vekslingssvar.JA:
            record("stafettpinnen.svart", veksling=pk, innhold=grunn)
            continue
        antall += 1
        veksling = Stafettveksling.objects.select_related("sak").get(pk=pk)
        record("stafettveksling.byttet", sak_id=sak_id, objekt=veksling)
        write_in_the_log(veksling, by)
    send_soon()
    return antall
