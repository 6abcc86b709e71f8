"""Ordering and fetching a print-out the short way, for tests about the job."""

from typing import Any
from uuid import UUID, uuid4

from bti.models import Bruker
from bti.tilgang.aktoer import acting_as
from bti.utskrift.deler import Leser, Valg, list_deler
from bti.utskrift.models import Utskrift
from bti.utskrift.services import order_utskrift


def order(saken: Any, hvem: Bruker, **valg: Any) -> UUID:
    """Order a summary with everything in it, unless said otherwise."""
    alt = {"deler": tuple(del_.noekkel for del_ in list_deler()), "leser": Leser.FAMILIEN}
    with acting_as(hvem.pk):
        return order_utskrift(saken.sak, valg=Valg(**(alt | valg)), noekkel=uuid4(), by=hvem.pk).pk


def fetch(hvem: Bruker, utskrift_id: UUID) -> Utskrift | None:
    """Return the order as this person sees it, or None."""
    with acting_as(hvem.pk):
        return Utskrift.objects.filter(pk=utskrift_id).first()
