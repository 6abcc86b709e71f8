"""Saying yes, no, or that one is not sure. The SQL functions decide; here it is recorded and told."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from bti.models.deltaker import FAMILIEROLLER
from bti.queries import deltakere_in
from bti.revisjon.services import record
from bti.services import touch_sak
from bti.varsling.models import Slag
from bti.varsling.services import queue_varsel
from samtykke.feil import (
    AltSagtNei,
    AltSvartJa,
    DatoUtenforPerioden,
    EndretImens,
    IkkeSpurtLenger,
    SpoersmaaletErEndret,
    TemaIkkeSpurtOm,
)
from samtykke.models import Samtykke, Samtykkekrav, Samtykketekst
from samtykke.queries import last_date, services_that_may_take_over, services_with_access
from samtykke.services.felles import call, require_giver, slag_of, tell_holder

GI = "SELECT samtykke_gi(%s, %s, %s, %s, %s, %s, %s, %s)"


@transaction.atomic
def grant_samtykke(
    krav: Samtykkekrav,
    *,
    temaer: list[str],
    til: date,
    tekst: Samtykketekst,
    kan_skrive: bool | None = None,
    avsluttet: int | None = None,
    by: UUID,
) -> Samtykke:
    """Say yes. When it was the last yes, the service's people are told that the case is open to them.

    ``kan_skrive`` None is as asked. ``avsluttet`` is how many yes's had been taken back, narrowed or refused when the
    page was made: one more, and the page is older than that; the withdrawal stands, and this answer does not count.
    When none of them is in the case yet, it opens for nobody: the stafettholder is told to invite one.
    Raises IkkeDinAaSvare, IkkeSpurtLenger, TemaIkkeSpurtOm, DatoUtenforPerioden, AltSvartJa, EndretImens,
    SpoersmaaletErEndret, SakErLukket.
    """
    require_giver(krav.giver_id, by)
    touch_sak(krav.sak)
    _require_asked(krav)
    _require_within(krav, temaer=temaer, til=til, kan_skrive=kan_skrive)
    noekkel = uuid4()
    match call(GI, noekkel, krav.pk, temaer, til, tekst.pk, kan_skrive, krav.put_at, avsluttet):
        case "alt_gitt":
            raise AltSvartJa
        case "spoersmaal_endret":
            raise SpoersmaaletErEndret
        case "endret":
            raise EndretImens
    samtykke = Samtykke.objects.get(pk=noekkel)
    record("samtykke.gitt", sak_id=krav.sak_id, objekt=samtykke, tjeneste=krav.tjeneste_id, temaer=",".join(temaer),
           til=til, tekst=tekst.pk, kan_skrive=samtykke.kan_skrive)  # fmt: skip
    _tell_of_yes(krav, samtykke)
    return samtykke


def _require_asked(krav: Samtykkekrav) -> None:
    nedlagt = krav.tjeneste.nedlagt_dato
    if krav.frafalt_at or (nedlagt and nedlagt <= timezone.localdate()):
        raise IkkeSpurtLenger


def _require_within(krav: Samtykkekrav, *, temaer: list[str], til: date, kan_skrive: bool | None) -> None:
    """A yes is to no more than was asked."""
    if not temaer or not set(temaer) <= set(krav.temaer) or (kan_skrive and not krav.kan_skrive):
        raise TemaIkkeSpurtOm
    if not timezone.localdate() <= til <= min(krav.foreslaatt_til, last_date(krav.sak)):
        raise DatoUtenforPerioden


def _tell_of_yes(krav: Samtykkekrav, samtykke: Samtykke) -> None:
    is_last = not krav.gjelder_ansvar and krav.tjeneste_id in services_with_access(krav.sak)
    people = _people_of(krav) if is_last else []
    noekkel = f"samtykke-gitt:{samtykke.pk}"
    if is_last and not people:
        tell_holder(Slag.INVITER_NAA, krav, noekkel, objekt_id=krav.tjeneste_id)
        return
    if krav.gjelder_ansvar and krav.tjeneste_id in services_that_may_take_over(krav.sak):
        tell_holder(Slag.ANSVAR_KLART, krav, noekkel)
        return
    tell_holder(slag_of(krav, Slag.SAMTYKKE_GITT), krav, noekkel)
    if people:
        noekkel = f"innsyn:{samtykke.pk}"
        queue_varsel(Slag.INNSYN, mottakere=people, sak_id=krav.sak_id, objekt_id=krav.pk, noekkel=noekkel)


@transaction.atomic
def decline_samtykke(krav: Samtykkekrav, *, by: UUID) -> None:
    """Say no; a former yes lives its time. Raises IkkeDinAaSvare, IkkeSpurtLenger, AltSvartJa, AltSagtNei."""
    require_giver(krav.giver_id, by)
    _require_asked(krav)
    answer = call("SELECT samtykke_si_nei(%s)", krav.pk)
    if answer == "alt_gitt":
        raise AltSvartJa
    if answer == "alt_nei":
        raise AltSagtNei
    record("samtykke.nei", sak_id=krav.sak_id, objekt=krav, tjeneste=krav.tjeneste_id)
    noekkel = f"samtykke-nei:{krav.pk}:{timezone.now().isoformat()}"
    tell_holder(slag_of(krav, Slag.SAMTYKKE_NEI), krav, noekkel)


@transaction.atomic
def postpone_answer(krav: Samtykkekrav, *, til: date, by: UUID) -> None:
    """«Jeg vil vente»: the question stands, and nobody reminds the giver before that day.

    Raises IkkeDinAaSvare, IkkeSpurtLenger, DatoUtenforPerioden, AltSvartJa, SakErLukket.
    """
    require_giver(krav.giver_id, by)
    touch_sak(krav.sak)
    _require_asked(krav)
    if not timezone.localdate() < til <= krav.foreslaatt_til:
        raise DatoUtenforPerioden
    if call("SELECT samtykke_vent(%s, %s)", krav.pk, til) == "alt_gitt":
        raise AltSvartJa
    record("samtykke.venter", sak_id=krav.sak_id, objekt=krav, tjeneste=krav.tjeneste_id, til=til)


@transaction.atomic
def ask_for_call(krav: Samtykkekrav, *, by: UUID) -> None:
    """«Jeg er ikke sikker»: nothing is answered, the stafettholder is told to call. Asked twice is one wish.

    Raises IkkeDinAaSvare, IkkeSpurtLenger, AltSvartJa, SakErLukket.
    """
    require_giver(krav.giver_id, by)
    touch_sak(krav.sak)
    _require_asked(krav)
    match call("SELECT samtykke_ring(%s)", krav.pk):
        case "alt_gitt":
            raise AltSvartJa
        case "bedt":
            record("samtykke.usikker", sak_id=krav.sak_id, objekt=krav, tjeneste=krav.tjeneste_id)
            noekkel = f"samtykke-usikker:{krav.pk}:{timezone.now().isoformat()}"
            tell_holder(slag_of(krav, Slag.SAMTYKKE_USIKKER), krav, noekkel)


@transaction.atomic
def mark_called(krav: Samtykkekrav, *, bedt: datetime) -> bool:
    """«Jeg har ringt»: the wish of that moment is met, the question waits on. Return whether it was met by this.

    The stafettholder's alone, by SQL's own judgement. Raises SakErLukket.
    """
    touch_sak(krav.sak)
    if call("SELECT samtykke_har_ringt(%s, %s)", krav.pk, bedt) != "ringt":
        return False
    record("samtykke.ringt", sak_id=krav.sak_id, objekt=krav, tjeneste=krav.tjeneste_id)
    return True


def _people_of(krav: Samtykkekrav) -> list[UUID]:
    """The people of the service who take part in the case; delivery asks again whether they see it."""
    people = deltakere_in(krav.sak).filter(tjeneste_id=krav.tjeneste_id).exclude(rolle__in=FAMILIEROLLER)
    return list(people.values_list("bruker_id", flat=True))
