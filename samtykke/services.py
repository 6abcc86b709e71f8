"""Asking for consent, giving, refusing and withdrawing it. The SQL functions decide; here it is recorded and told."""

from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone

from bti.models import Rolle, Sak, Tjeneste
from bti.models.deltaker import FAMILIEROLLER
from bti.queries import deltaker_ider, deltakere_in
from bti.revisjon.services import record
from bti.services import touch_sak, touch_sak_if_open
from bti.tilgang.venting import OpptattForLenge, giving_up_when_busy, waiting_at_most
from bti.varsling.models import Slag
from bti.varsling.services import queue_varsel
from samtykke.feil import (
    AlleHarSagtJa,
    AltSagtNei,
    AltSpurt,
    AltSvartJa,
    AltTrukket,
    DatoUtenforPerioden,
    DenUngeMaaInviteres,
    IkkeDinAaSvare,
    IngenAaSpoerre,
    TekstMangler,
    TemaIkkeSpurtOm,
)
from samtykke.models import Samtykke, Samtykkekrav, Samtykketekst
from samtykke.queries import (
    current_tekst,
    givere_in,
    last_date,
    services_with_access,
    unanswered_krav,
    waiting_krav,
)

VENTER_MS = 2000  # as long as anybody may hold up a withdrawal, at each of the few places where it waits


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
    if not _call("SELECT samtykke_be_om(%s, %s, %s, %s, %s)", sak.pk, tjeneste.pk, hvorfor, temaer, til):
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


@transaction.atomic
def grant_samtykke(
    krav: Samtykkekrav, *, temaer: list[str], til: date, tekst: Samtykketekst, by: UUID
) -> Samtykke:
    """Say yes. When it was the last yes, the service's people are told that the case is open to them.

    When none of them is in the case yet, it opens for nobody: the stafettholder is told to invite one.
    Raises IkkeDinAaSvare, TemaIkkeSpurtOm, DatoUtenforPerioden, AltSvartJa, SakErLukket.
    """
    _require_giver(krav.giver_id, by)
    touch_sak(krav.sak)
    if not temaer or not set(temaer) <= set(krav.temaer):
        raise TemaIkkeSpurtOm
    if not timezone.localdate() <= til <= min(krav.foreslaatt_til, last_date(krav.sak)):
        raise DatoUtenforPerioden
    noekkel = uuid4()
    if _call("SELECT samtykke_gi(%s, %s, %s, %s, %s)", noekkel, krav.pk, temaer, til, tekst.pk) == "alt_gitt":
        raise AltSvartJa
    samtykke = Samtykke.objects.get(pk=noekkel)
    record("samtykke.gitt", sak_id=krav.sak_id, objekt=samtykke, tjeneste=krav.tjeneste_id, temaer=",".join(temaer),
           til=til, tekst=tekst.pk)  # fmt: skip
    _tell_of_yes(krav, samtykke)
    return samtykke


def _tell_of_yes(krav: Samtykkekrav, samtykke: Samtykke) -> None:
    is_last = krav.tjeneste_id in services_with_access(krav.sak)
    people = _people_of(krav) if is_last else []
    noekkel = f"samtykke-gitt:{samtykke.pk}"
    if is_last and not people:
        _tell_holder(Slag.INVITER_NAA, krav, noekkel, objekt_id=krav.tjeneste_id)
        return
    _tell_holder(Slag.SAMTYKKE_GITT, krav, noekkel)
    queue_varsel(
        Slag.INNSYN, mottakere=people, sak_id=krav.sak_id, objekt_id=krav.pk, noekkel=f"innsyn:{samtykke.pk}"
    )


@transaction.atomic
def decline_samtykke(krav: Samtykkekrav, *, by: UUID) -> None:
    """Say no. Raises IkkeDinAaSvare, AltSvartJa, AltSagtNei."""
    _require_giver(krav.giver_id, by)
    answer = _call("SELECT samtykke_si_nei(%s)", krav.pk)
    if answer == "alt_gitt":
        raise AltSvartJa
    if answer == "alt_nei":
        raise AltSagtNei
    record("samtykke.nei", sak_id=krav.sak_id, objekt=krav, tjeneste=krav.tjeneste_id)
    _tell_holder(Slag.SAMTYKKE_NEI, krav, f"samtykke-nei:{krav.pk}:{timezone.now().isoformat()}")


@transaction.atomic
def ask_for_call(krav: Samtykkekrav, *, by: UUID) -> None:
    """«Jeg er ikke sikker»: nothing is answered, the stafettholder is told to call. Once a day is enough."""
    _require_giver(krav.giver_id, by)
    told = _tell_holder(Slag.SAMTYKKE_USIKKER, krav, f"samtykke-usikker:{krav.pk}:{timezone.localdate()}")
    if told:
        record("samtykke.usikker", sak_id=krav.sak_id, objekt=krav, tjeneste=krav.tjeneste_id)


@transaction.atomic
def withdraw_samtykke(samtykke: Samtykke, *, by: UUID) -> None:
    """Withdraw a consent. The service loses sight at the next transaction; the stafettholder is told, and so are the
    other givers when the service was in.

    Also in a case that is closed, or is being closed just now: a consent can always be withdrawn. Nobody can hold it
    up: it waits its turn a moment, so that an entry that was first stands before it, and then goes ahead of whoever
    sits on the case. It is then on record with the giver, and who could not be told is not.
    Raises IkkeDinAaSvare, AltTrukket.
    """
    _require_giver(samtykke.giver_id, by)
    with waiting_at_most(VENTER_MS):
        is_my_turn = _wait_for_turn(samtykke.sak)
        had_access = samtykke.tjeneste_id in services_with_access(samtykke.sak)
        if _call("SELECT samtykke_trekk(%s)", samtykke.pk) == "alt_trukket":
            raise AltTrukket
        detaljer: dict[str, Any] = {} if is_my_turn else {"sak": samtykke.sak_id}
        record("samtykke.trukket", sak_id=samtykke.sak_id if is_my_turn else None, objekt=samtykke,
               tjeneste=samtykke.tjeneste_id, **detaljer)  # fmt: skip
        with suppress(OpptattForLenge), giving_up_when_busy():
            noekkel = f"samtykke-trukket:{samtykke.pk}"
            _tell_holder(Slag.SAMTYKKE_TRUKKET, samtykke, noekkel)
            if had_access:
                _tell_other_givers(samtykke, noekkel)


def _wait_for_turn(sak: Sak) -> bool:
    """Wait for those who write in the case, and for the record; return whether the turn came."""
    try:
        with giving_up_when_busy():
            touch_sak_if_open(sak)
            _call("SELECT revisjon_vent_paa_tur(%s)", sak.pk)
    except OpptattForLenge:
        return False
    return True


def _tell_other_givers(samtykke: Samtykke, noekkel: str) -> None:
    """The others' yes opens nothing any more: they are told that the service is out."""
    rows = Samtykkekrav.objects.filter(sak_id=samtykke.sak_id, tjeneste_id=samtykke.tjeneste_id)
    others = rows.exclude(giver_id=samtykke.giver_id).values_list("giver_id", flat=True)
    queue_varsel(
        Slag.SAMTYKKE_TRUKKET,
        mottakere=others,
        sak_id=samtykke.sak_id,
        objekt_id=samtykke.pk,
        noekkel=noekkel,
    )


def _require_giver(giver_id: UUID, by: UUID) -> None:
    if giver_id != by:
        raise IkkeDinAaSvare


def _tell_holder(
    slag: Slag, rad: Samtykke | Samtykkekrav, noekkel: str, *, objekt_id: UUID | None = None
) -> int:
    holders = deltaker_ider(rad.sak_id, roller=[Rolle.STAFETTHOLDER])
    return queue_varsel(
        slag, mottakere=holders, sak_id=rad.sak_id, objekt_id=objekt_id or rad.pk, noekkel=noekkel
    )


def _people_of(krav: Samtykkekrav) -> list[UUID]:
    """The people of the service who take part in the case; delivery asks again whether they see it."""
    people = deltakere_in(krav.sak).filter(tjeneste_id=krav.tjeneste_id).exclude(rolle__in=FAMILIEROLLER)
    return list(people.values_list("bruker_id", flat=True))


def _call(sql: str, *arguments: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        return cursor.fetchone()[0]
