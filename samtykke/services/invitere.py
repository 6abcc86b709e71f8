"""Whom the family wants with them. The SQL functions ask who may; here it is recorded and told, never who said no."""

from typing import Any
from uuid import UUID

from django.db import transaction

from bti.models import Familierelasjon, Rolle, Sak, Verifisering
from bti.queries import deltaker_ider
from bti.revisjon.services import record
from bti.services import add_foresatt, touch_sak, touch_sak_if_open
from bti.services.personer import Foresatt
from bti.skjema import AltSendt
from bti.tilgang import familieinvitasjon
from bti.tilgang.familieinvitasjon import Invitasjon
from bti.varsling.models import Slag
from bti.varsling.services import queue_varsel
from samtykke.feil import ErAltRegistrert, InvitasjonErBorte
from samtykke.queries import givere_in


@transaction.atomic
def invite_familie(sak: Sak, *, noekkel: UUID, relasjonstype: str, navn: str, hvorfor: str) -> None:
    """Ask for somebody to follow the plan; who asks has said yes with it, and the others are asked.

    ``noekkel`` is the form's key: a double click asks once. Raises AltSendt, SakErLukket, and PermissionDenied for
    whoever is not among those who must say yes.
    """
    touch_sak(sak)
    ble = familieinvitasjon.inviter(
        invitasjon_id=noekkel, sak_id=sak.pk, relasjonstype=relasjonstype, navn=navn, hvorfor=hvorfor
    )
    if ble == familieinvitasjon.ANNET:
        raise AltSendt
    if ble == familieinvitasjon.SAMME:
        return
    record("familieinvitasjon.spurt", sak_id=sak.pk, invitasjon=noekkel, innhold=f"{navn}\n{hvorfor}")
    if ble == familieinvitasjon.ALLE:
        _tell_holder(sak, noekkel)
        return
    others: list[Any] = [giver.bruker_id for giver in givere_in(sak) if giver.bruker_id is not None]
    queue_varsel(
        Slag.INVITASJON_SPURT,
        mottakere=others,
        sak_id=sak.pk,
        objekt_id=sak.pk,
        noekkel=f"invitasjon:{noekkel}",
    )


@transaction.atomic
def answer_invitasjon(sak: Sak, *, invitasjon_id: UUID, ja: bool) -> None:
    """Say yes or no; the last yes tells the stafettholder. What was said stands in no record but as a hash.

    Raises InvitasjonErBorte, SakErLukket.
    """
    touch_sak(sak)
    ble = familieinvitasjon.svar(invitasjon_id, ja=ja)
    if ble == familieinvitasjon.AVSLUTTET:
        raise InvitasjonErBorte
    if ble == "alt_svart":
        return
    record(
        "familieinvitasjon.svart",
        sak_id=sak.pk,
        invitasjon=invitasjon_id,
        innhold="ja" if ja else "nei",
    )
    if ble == familieinvitasjon.ALLE:
        _tell_holder(sak, invitasjon_id)


@transaction.atomic
def take_back_invitasjon(sak: Sak, *, invitasjon_id: UUID) -> None:
    """Take one's own yes back: who came in by it is out at the next transaction. Also in a closed case."""
    touch_sak_if_open(sak)
    if familieinvitasjon.trekk(invitasjon_id) != familieinvitasjon.ALT_TRUKKET:
        record("familieinvitasjon.trukket", sak_id=sak.pk, invitasjon=invitasjon_id)


@transaction.atomic
def register_invitert(sak: Sak, *, invitasjon: Invitasjon, foresatt: Foresatt, by: UUID) -> None:
    """Register whom the family has invited, as any other relation: a second employee confirms who it is.

    Raises ErAltRegistrert for somebody who is family in another way already, EgetBarn, SakErLukket.
    """
    bruker_id = foresatt.find_or_make()
    hovedperson = sak.hovedperson
    andre = Familierelasjon.objects.filter(hovedperson=hovedperson, bruker_id=bruker_id)
    other_kind = andre.exclude(relasjon=invitasjon.relasjonstype).exclude(verifisering=Verifisering.AVVIST)
    if hovedperson.bruker_id == bruker_id or other_kind.exists():
        raise ErAltRegistrert
    add_foresatt(sak, foresatt=foresatt, by=by)
    familieinvitasjon.knytt(invitasjon.id, bruker_id=bruker_id)


def _tell_holder(sak: Sak, invitasjon_id: UUID) -> None:
    queue_varsel(
        Slag.INVITASJON_KLAR,
        mottakere=deltaker_ider(sak.pk, roller=[Rolle.STAFETTHOLDER]),
        sak_id=sak.pk,
        objekt_id=sak.pk,
        noekkel=f"invitasjon-klar:{invitasjon_id}",
    )
