"""Somebody stands in while another is away."""

from uuid import UUID

from django.db import transaction

from bti.revisjon.services import record
from bti.skjema import require_same
from bti.tilgang import adgang
from bti.tilgang.adgang import Fravaer, NyttFravaer
from bti.varsling.models import Slag
from bti.varsling.services import queue_varsel


@transaction.atomic
def set_stedfortreder(nytt: NyttFravaer, *, noekkel: UUID) -> None:
    """Let a colleague do somebody's work while they are away; both are told, but for who says it.

    ``noekkel`` is the form's key: a double click sets once. Raises PermissionDenied for who is neither of the unit's
    heads nor the one who is away, and for a person or a period that does not fit; AltSendt.
    """
    if satt := next((one for one in adgang.list_fravaer() if one.id == noekkel), None):
        require_same(
            satt,
            bruker_id=nytt.bruker_id,
            vikar_id=nytt.vikar_id,
            gyldig_fra=nytt.fra,
            gyldig_til=nytt.til,
        )
        return
    adgang.set_stedfortreder(noekkel, nytt)
    record("stedfortreder.satt", bruker=nytt.bruker_id, vikar=nytt.vikar_id, tjeneste=nytt.tjeneste_id,
           fra=nytt.fra, til=nytt.til)  # fmt: skip
    _tell(noekkel, "satt", nytt.vikar_id, nytt.bruker_id)


@transaction.atomic
def end_stedfortreder(fravaer: Fravaer) -> None:
    """End an absence before its day: the cases are gone for the one who stood in at the next click."""
    adgang.end_stedfortreder(fravaer.id)
    record("stedfortreder.avsluttet", bruker=fravaer.bruker_id, vikar=fravaer.vikar_id)
    _tell(fravaer.id, "avsluttet", fravaer.vikar_id, fravaer.bruker_id)


def _tell(stedfortreder_id: UUID, hva: str, *mottakere: UUID) -> None:
    queue_varsel(
        Slag.VIKAR,
        mottakere=mottakere,
        sak_id=None,
        objekt_id=stedfortreder_id,
        noekkel=f"vikar:{stedfortreder_id}:{hva}",
    )
