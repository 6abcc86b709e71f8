"""Who is asked into a case. Access is given by SQL functions alone; here it is told and recorded."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from bti.dytt import kick
from bti.feil import AdresseErSperret, EgetBarn
from bti.models import STENGT_DIGITALT, Adressesperre, Deltaker, Familierelasjon, Sak, Verifisering
from bti.queries import enhetsledere_of
from bti.revisjon.services import record
from bti.services.personer import Foresatt
from bti.services.saker import touch_sak
from bti.skjema import require_same
from bti.tilgang import deltakelse
from bti.varsling.models import Slag
from bti.varsling.services import TOEM_UTBOKS, queue_varsel


def notify_invited(sak: Sak, bruker_ider: Iterable[UUID]) -> None:
    """Tell people that they have been asked in. Who may not see the case yet is told when that changes."""
    queue_varsel(
        Slag.INVITERT, mottakere=bruker_ider, sak_id=sak.pk, objekt_id=sak.pk, noekkel=f"invitert:{sak.pk}"
    )


def find_personer(foresatte: Iterable[Foresatt], *, by: UUID) -> list[tuple[Foresatt, UUID]]:
    """Return each parent with the person's id. Call it before anything is written: raises EgetBarn."""
    found = [(foresatt, foresatt.find_or_make()) for foresatt in foresatte]
    if by in {bruker_id for _, bruker_id in found}:
        raise EgetBarn
    return found


@transaction.atomic
def add_foresatte(
    sak: Sak,
    *,
    personer: list[tuple[Foresatt, UUID]],
    adressesperre: str,
    verifisering: Verifisering,
    by: UUID,
) -> None:
    """Register who the parents are, and let in those who are invited.

    A protected address stops every digital invitation: people decide on it one by one, and two employees confirm.
    """
    is_protected = adressesperre != Adressesperre.INGEN
    verifisering = Verifisering.INGEN if is_protected else verifisering
    invited = []
    for foresatt, bruker_id in personer:
        inviter = foresatt.inviter and not is_protected
        deltakelse.register_relasjon(
            relasjon_id=uuid4(),
            sak_id=sak.pk,
            bruker_id=bruker_id,
            relasjon=foresatt.relasjon,
            har_foreldreansvar=foresatt.har_foreldreansvar,
            barnet_bor_her=foresatt.barnet_bor_her,
            har_registeret_sagt_det=verifisering == Verifisering.REGISTER,
            inviter=inviter,
            by=by,
        )
        invited += [bruker_id] if inviter else []
        record(
            "foresatt.registrert", sak_id=sak.pk, bruker=bruker_id, bekreftelse=verifisering, invitert=inviter
        )
    notify_invited(sak, invited)
    if verifisering == Verifisering.INGEN and personer:
        _ask_for_confirmation(sak, personer[-1][1], by=by)


@transaction.atomic
def add_foresatt(sak: Sak, *, foresatt: Foresatt, by: UUID) -> None:
    """Add one parent by hand in an open case. Raises EgetBarn, SakErLukket."""
    personer = find_personer([foresatt], by=by)
    touch_sak(sak)
    add_foresatte(
        sak,
        personer=personer,
        adressesperre=sak.hovedperson.adressesperre,
        verifisering=Verifisering.INGEN,
        by=by,
    )


def _ask_for_confirmation(sak: Sak, foresatt_id: UUID, *, by: UUID) -> None:
    """Tell the unit's leaders that a relation waits for a second person; who asks is not one of them."""
    ledere = [leder for leder in enhetsledere_of(sak.tjeneste_id) if leder != by]
    queue_varsel(
        Slag.RELASJON,
        mottakere=ledere,
        sak_id=None,
        objekt_id=None,
        noekkel=f"relasjon:{sak.pk}:{foresatt_id}",
    )


@transaction.atomic
def invite_foresatt(sak: Sak, *, relasjon: Familierelasjon, by: UUID) -> None:
    """Let in a parent who was registered, but not invited. Raises AdresseErSperret, SakErLukket."""
    if sak.hovedperson.adressesperre in STENGT_DIGITALT:
        raise AdresseErSperret
    touch_sak(sak)
    deltakelse.register_relasjon(
        relasjon_id=relasjon.pk,
        sak_id=sak.pk,
        bruker_id=relasjon.bruker_id,
        relasjon=relasjon.relasjon,
        har_foreldreansvar=relasjon.har_foreldreansvar,
        barnet_bor_her=relasjon.barnet_bor_her,
        har_registeret_sagt_det=False,
        inviter=True,
        by=by,
    )
    notify_invited(sak, [relasjon.bruker_id])
    record("foresatt.invitert", sak_id=sak.pk, bruker=relasjon.bruker_id)


@transaction.atomic
def invite_fagperson(sak: Sak, *, noekkel: UUID, bruker_id: UUID, tjeneste_id: UUID) -> None:
    """Name an employee as participant. A colleague is in at once; another service waits for every parent's yes.

    ``noekkel`` is the form's key: a double click invites once. Raises AltSendt, SakErLukket.
    """
    touch_sak(sak)
    if sent := Deltaker.objects.filter(pk=noekkel).first():
        require_same(sent, bruker_id=bruker_id, tjeneste_id=tjeneste_id)
        return
    deltakelse.invite_fagperson(
        deltaker_id=noekkel, sak_id=sak.pk, bruker_id=bruker_id, tjeneste_id=tjeneste_id
    )
    notify_invited(sak, [bruker_id])
    record("fagperson.invitert", sak_id=sak.pk, bruker=bruker_id, tjeneste=tjeneste_id)


@transaction.atomic
def confirm_relasjon(relasjon_id: UUID, *, adressesperre: str = "") -> None:
    """Confirm as the second employee that somebody is a parent. Raises PermissionDenied for anybody else.

    Where the one who opened the case did not know whether the address is protected, the leader says it here.
    """
    deltakelse.confirm_relasjon(relasjon_id, adressesperre)
    svar: dict[str, Any] = {"adressesperre": adressesperre} if adressesperre else {}
    record("relasjon.bekreftet", relasjon=relasjon_id, **svar)
    transaction.on_commit(partial(kick, TOEM_UTBOKS))


@transaction.atomic
def decline_relasjon(relasjon_id: UUID, *, grunn: str) -> None:
    """Say as the second employee that this is not the parent. Who registered is told; the reason stands in the case.

    Raises PermissionDenied for anybody else.
    """
    deltakelse.decline_relasjon(relasjon_id, grunn)
    record("relasjon.avvist", relasjon=relasjon_id, innhold=grunn)
    transaction.on_commit(partial(kick, TOEM_UTBOKS))
