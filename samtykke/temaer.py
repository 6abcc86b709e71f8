"""What the services may talk about in a case: the themes that everybody asked has said yes to."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from uuid import UUID

from django.utils import timezone

from bti.models import Sak
from bti.queries import deltakere_in
from samtykke.models import Samtykkekrav, Samtykkeslag
from samtykke.queries import krav_in


def shared_temaer(sak: Sak) -> dict[UUID, frozenset[str]]:
    """Return the themes of each service that somebody has been asked about; none before all have said yes."""
    rows = krav_in(sak).filter(slag=Samtykkeslag.INNSYN, frafalt_at=None)
    return {
        tjeneste_id: _shared(list(krav_list))
        for tjeneste_id, krav_list in groupby(rows, lambda krav: krav.tjeneste_id)
    }


def _shared(krav_list: Sequence[Samtykkekrav]) -> frozenset[str]:
    """An unanswered question shares nothing."""
    today = timezone.localdate()
    living = [
        next((set(s.temaer) for s in krav.samtykker.all() if not s.is_ended and s.gyldig_til >= today), set())
        for krav in krav_list
    ]
    return frozenset(set.intersection(*living))


def people_outside(sak: Sak, temaer: Iterable[str]) -> list[UUID]:
    """Return those in the case whose service has no yes to all of these themes.

    The family and the service that has the case read everything.
    """
    needed, shared = set(temaer), shared_temaer(sak)
    return [
        deltaker.bruker_id
        for deltaker in deltakere_in(sak)
        if deltaker.tjeneste_id not in (None, sak.tjeneste_id)
        and not needed <= shared.get(deltaker.tjeneste_id, frozenset())
    ]
