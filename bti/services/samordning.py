"""Who coordinates the help by law, and what the municipality says of each right."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from bti.feil import KoordinatorErEndret, KoordinatorErIkkeMed
from bti.models import Koordinering, Rettighet, Sak
from bti.revisjon.services import record
from bti.services.saker import touch_sak
from bti.skjema.konflikt import Konflikt, require_same
from bti.tilgang import samordning


@transaction.atomic
def decide_koordinering(
    sak: Sak,
    *,
    rettighet: Rettighet,
    tjeneste_id: UUID,
    bruker_id: UUID | None,
    gjelder_fra: date,
    familien_vil: bool,
    barnets_syn: str,
    begrunnelse: str,
    erstatter: UUID | None,
    noekkel: UUID,
) -> None:
    """Name who coordinates, in the place of who does now. It opens the case for nobody; everybody in it is told.

    The same key twice is one decision. Raises SakErLukket, KoordinatorErIkkeMed, KoordinatorErEndret, AltSendt,
    PermissionDenied.
    """
    touch_sak(sak)
    sagt = {
        "gjelder_fra": gjelder_fra,
        "familien_vil": familien_vil,
        "barnets_syn": barnets_syn,
        "begrunnelse": begrunnelse,
    }
    hvem = {"rettighet": rettighet.pk, "tjeneste": tjeneste_id, "bruker": bruker_id}
    svar = samordning.decide(sagt | hvem | {"id": noekkel, "sak": sak.pk, "erstatter": erstatter})
    if svar == samordning.IKKE_MED:
        raise KoordinatorErIkkeMed
    if svar == samordning.ENDRET:
        raise KoordinatorErEndret
    if svar == samordning.ALT_BESTEMT:
        bestemt = Koordinering.objects.get(pk=noekkel)
        require_same(bestemt, ended_at=None, **sagt, **{f"{felt}_id": pk for felt, pk in hvem.items()})
        return
    record("koordinering.bestemt", sak_id=sak.pk, objekt=Koordinering(pk=noekkel), rettighet=rettighet.slag)


@transaction.atomic
def end_koordinering(koordinering: Koordinering, *, avslutning: str) -> bool:
    """End it without naming another; False when it had ended, for another reason.

    Raises SakErLukket, PermissionDenied.
    """
    touch_sak(koordinering.sak)
    samordning.end(koordinering.pk, avslutning=avslutning)
    if Koordinering.objects.get(pk=koordinering.pk).avslutning != avslutning:
        return False
    record("koordinering.avsluttet", sak_id=koordinering.sak_id, objekt=koordinering)
    return True


@transaction.atomic
def save_rettighet(rettighet: Rettighet, *, versjon: int, **felter: Any) -> None:
    """Write the municipality's own words about a right, and the day they were read. Raises Konflikt."""
    if samordning.save_rettighet(rettighet.pk, versjon=versjon, felter=felter) < 0:
        rettighet.refresh_from_db()
        raise Konflikt(rettighet)
    record("rettighet.endret", objekt=rettighet)
