"""Who coordinates the help by law, and what the municipality says of each right."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from bti.feil import KoordinatorErEndret, KoordinatorErIkkeMed
from bti.models import Koordinering, Rettighet, Sak
from bti.revisjon.services import record
from bti.services.saker import touch_sak
from bti.skjema.konflikt import Konflikt
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

    The same key twice is one decision. Raises SakErLukket, KoordinatorErIkkeMed, KoordinatorErEndret, PermissionDenied.
    """
    touch_sak(sak)
    svar = samordning.decide(
        {
            "id": noekkel,
            "sak": sak.pk,
            "rettighet": rettighet.pk,
            "tjeneste": tjeneste_id,
            "bruker": bruker_id,
            "gjelder_fra": gjelder_fra,
            "familien_vil": familien_vil,
            "barnets_syn": barnets_syn,
            "begrunnelse": begrunnelse,
            "erstatter": erstatter,
        }
    )
    if svar == samordning.IKKE_MED:
        raise KoordinatorErIkkeMed
    if svar == samordning.ENDRET:
        raise KoordinatorErEndret
    if svar != samordning.ALT_BESTEMT:
        record(
            "koordinering.bestemt", sak_id=sak.pk, objekt=Koordinering(pk=noekkel), rettighet=rettighet.slag
        )


@transaction.atomic
def end_koordinering(koordinering: Koordinering, *, avslutning: str) -> None:
    """End it without naming another. Raises SakErLukket, PermissionDenied."""
    touch_sak(koordinering.sak)
    samordning.end(koordinering.pk, avslutning=avslutning)
    record("koordinering.avsluttet", sak_id=koordinering.sak_id, objekt=koordinering)


@transaction.atomic
def save_rettighet(rettighet: Rettighet, *, versjon: int, **felter: Any) -> None:
    """Write the municipality's own words about a right, and the day they were read. Raises Konflikt."""
    if samordning.save_rettighet(rettighet.pk, versjon=versjon, felter=felter) < 0:
        rettighet.refresh_from_db()
        raise Konflikt(rettighet)
    record("rettighet.endret", objekt=rettighet)
