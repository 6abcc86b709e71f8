"""Withdrawing a consent. The SQL function ends it; here it is recorded and told, and nothing may hold it up."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import transaction

from bti.models import Sak
from bti.revisjon.services import record
from bti.services import touch_sak_if_open
from bti.tilgang.venting import OpptattForLenge, giving_up_when_busy, waiting_at_most
from bti.varsling.models import Slag
from bti.varsling.services import queue_varsel
from samtykke.feil import AltSlutt, AltTattOver, AltTrukket
from samtykke.models import Samtykke, Samtykkekrav
from samtykke.queries import services_with_access
from samtykke.services.felles import call, require_giver, slag_of, tell_holder, tell_of_loss

VENTER_MS = 2000  # as long as anybody may hold up a withdrawal, at each of the few places where it waits


@transaction.atomic
def withdraw_samtykke(samtykke: Samtykke, *, by: UUID) -> None:
    """Withdraw a consent. The service loses sight at the next transaction; the stafettholder is told, and so are the
    other givers when the service was in.

    Also in a case that is closed, or is being closed just now: a consent can always be withdrawn. Nobody can hold it
    up: it waits its turn a moment, so that an entry that was first stands before it, and then goes ahead of whoever
    sits on the case. It is then on record with the giver, and who could not be told is not.
    A yes to taking over lets nobody in, and ends in nothing that the others see.
    Raises IkkeDinAaSvare, AltTrukket, AltTattOver, AltSlutt.
    """
    require_giver(samtykke.giver_id, by)
    with waiting_at_most(VENTER_MS):
        is_my_turn = _wait_for_turn(samtykke.sak)
        had_access = not samtykke.gjelder_ansvar and samtykke.tjeneste_id in services_with_access(
            samtykke.sak
        )
        match call("SELECT samtykke_trekk(%s)", samtykke.pk):
            case "alt_trukket":
                raise AltTrukket
            case "tatt_over":
                raise AltTattOver
            case "alt_slutt":
                raise AltSlutt
        detaljer: dict[str, Any] = {} if is_my_turn else {"sak": samtykke.sak_id}
        record("samtykke.trukket", sak_id=samtykke.sak_id if is_my_turn else None, objekt=samtykke,
               tjeneste=samtykke.tjeneste_id, **detaljer)  # fmt: skip
        with suppress(OpptattForLenge), giving_up_when_busy():
            noekkel = f"samtykke-trukket:{samtykke.pk}"
            tell_holder(slag_of(samtykke, Slag.SAMTYKKE_TRUKKET), samtykke, noekkel)
            if had_access:
                _tell_other_givers(samtykke, noekkel)
                tell_of_loss(samtykke.sak_id)


def _wait_for_turn(sak: Sak) -> bool:
    """Wait for those who write in the case, and for the record; return whether the turn came."""
    try:
        with giving_up_when_busy():
            touch_sak_if_open(sak)
            call("SELECT revisjon_vent_paa_tur(%s)", sak.pk)
    except OpptattForLenge:
        return False
    return True


def _tell_other_givers(samtykke: Samtykke, noekkel: str) -> None:
    """The others' yes opens nothing any more: they are told that the service is out."""
    rows = Samtykkekrav.objects.filter(
        sak_id=samtykke.sak_id, tjeneste_id=samtykke.tjeneste_id, slag=samtykke.slag
    )
    others = rows.exclude(giver_id=samtykke.giver_id).values_list("giver_id", flat=True)
    queue_varsel(
        Slag.SAMTYKKE_TRUKKET,
        mottakere=others,
        sak_id=samtykke.sak_id,
        objekt_id=samtykke.pk,
        noekkel=noekkel,
    )
