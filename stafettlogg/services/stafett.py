"""The baton: offered, taken back, taken or declined. The holder keeps it until the next one has said yes."""

from datetime import date
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from bti.models import Bruker, Sak, Tjeneste
from bti.revisjon.services import record
from bti.services.saker import hold_sak, touch_sak
from bti.skjema import AltSendt
from bti.tilgang.kall import call
from bti.varsling.models import Slag
from bti.varsling.services import send_soon
from samtykke.services.felles import tell_of_loss
from stafettlogg.feil import (
    ErTilbudt,
    KanIkkeFaaPinnen,
    VekslingErBesvart,
    VekslingErBorte,
    VekslingErTrukket,
)
from stafettlogg.models import Innleggstype, Stafettveksling, Vekslingssvar
from stafettlogg.services.innlegg import write_innlegg

NEKTER: dict[str, type[Exception]] = {
    "annet": AltSendt,
    "spurt": ErTilbudt,
    "kan_ikke": KanIkkeFaaPinnen,
    "besvart": VekslingErBesvart,
    "trukket": VekslingErTrukket,
    "borte": VekslingErBorte,
}


@transaction.atomic
def offer_stafett(
    sak: Sak, *, til: UUID, svarfrist: date, beskjed: str, noekkel: UUID, invitert: bool = False
) -> None:
    """Ask somebody to take the baton. A second click asks once.

    ``invitert``: they were let into the case to answer, and are out of it again after a no, or when it is taken back.
    Raises ErTilbudt, KanIkkeFaaPinnen, AltSendt, SakErLukket, SakTapt, PermissionDenied.
    """
    hold_sak(sak)
    ble = call(
        "SELECT stafettveksling_tilby(%s, %s, %s, %s, %s, %s)",
        noekkel, sak.pk, til, svarfrist, beskjed, invitert,
    )  # fmt: skip
    if ble in NEKTER:
        raise NEKTER[ble]
    if ble == "sendt":
        veksling = Stafettveksling(pk=noekkel)
        record("stafettveksling.tilbudt", sak_id=sak.pk, objekt=veksling, innhold=beskjed)
        send_soon()


@transaction.atomic
def take_back_stafett(sak: Sak, veksling_id: UUID) -> bool:
    """Take the offer back; False when there was nothing left to take back. Raises PermissionDenied."""
    hold_sak(sak)
    if not call("SELECT stafettveksling_trekk(%s)", veksling_id):
        return False
    record("stafettveksling.trukket", sak_id=sak.pk, objekt=Stafettveksling(pk=veksling_id))
    return True


@transaction.atomic
def answer_stafett(veksling: Stafettveksling, *, svar: str, grunn: str, by: UUID) -> None:
    """Say yes, and hold the baton; or say no, with the reason. A double click is one answer.

    A yes is written in the log, and the others in the case are told. When the family has said that another service may
    take over, the case goes to it with the baton, and the former one sees it no longer without consent.
    Raises VekslingErBesvart, VekslingErTrukket, VekslingErBorte, SakErLukket, SakTapt, PermissionDenied.
    """
    ja = svar == Vekslingssvar.JA
    (touch_sak if ja else hold_sak)(veksling.sak)
    ble = call("SELECT stafettveksling_svar(%s, %s, %s)", veksling.pk, svar, grunn)
    if ble in NEKTER:
        raise NEKTER[ble]
    if ble == "samme":
        return
    record("stafettveksling.svart", sak_id=veksling.sak_id, objekt=veksling, innhold=f"{svar}\n{grunn}")
    if ja:
        record("stafettveksling.byttet", sak_id=veksling.sak_id, objekt=veksling)
        write_in_the_log(veksling, by, fra=veksling.sak.tjeneste if ble == "skiftet" else None)
    if ble == "skiftet":
        tell_of_loss(veksling.sak_id)
    send_soon()


def write_in_the_log(veksling: Stafettveksling, by: UUID, *, fra: Tjeneste | None = None) -> None:
    """Who gave it and who took it, so that whoever reads the log knows whom to turn to from that day on.

    ``fra`` is the service that had the case, when it has gone to another.
    """
    navn = {one.pk: one.navn for one in Bruker.objects.filter(pk__in=(veksling.fra_id, veksling.til_id))}
    tekst = _("{til} har tatt over stafettpinnen etter {fra}.").format(
        til=navn[veksling.til_id], fra=navn[veksling.fra_id]
    )
    if fra:
        til = Tjeneste.objects.get(saker=veksling.sak_id)
        record("sak.tjeneste_byttet", sak_id=veksling.sak_id, objekt=veksling.sak, fra=fra.pk, til=til.pk)
        # No name of a service: what is written stays, and a name says where the child is (bti/tilgang/sted.py).
        tekst += " " + _("En annen tjeneste har nå ansvaret for saken. Familien har sagt ja til det.")
    write_innlegg(
        veksling.sak,
        tekst=tekst,
        innleggstype=Innleggstype.BESLUTNING,
        noekkel=uuid5(veksling.pk, "innlegg"),
        slag=Slag.ANSVAR_BYTTET if fra else Slag.STAFETT_BYTTET,
        by=by,
    )
