"""What is read of rights and of who coordinates. No user stands in a condition: PostgreSQL knows who asks."""

from collections.abc import Iterable
from uuid import UUID

from django.shortcuts import get_object_or_404

from bti.models import Deltaker, Koordinering, Rettighet, Rettighetsslag, Sak, Tjeneste, Tjenestetype
from bti.queries import deltakere_in

REKKEFOELGE = list(Rettighetsslag)


def rettigheter_in(kommune_id: UUID) -> list[Rettighet]:
    """Return the rights as the municipality words them, those that name a coordinator first."""
    rows = Rettighet.objects.filter(kommune_id=kommune_id)
    return sorted(rows, key=lambda one: REKKEFOELGE.index(Rettighetsslag(one.slag)))


def get_egen_rettighet(rettighet_id: UUID, kommuner: Iterable[UUID | None]) -> Rettighet:
    """Return a right that somebody with a role in these municipalities words. Raises Http404."""
    return get_object_or_404(Rettighet, pk=rettighet_id, kommune__in=list(kommuner))


def koordineringer_in(sak: Sak) -> list[Koordinering]:
    """Return who coordinates and who has, newest first."""
    rows = Koordinering.objects.filter(sak=sak).select_related("rettighet", "tjeneste", "bruker")
    return list(rows.order_by("-decided_at"))


def living_in(koordineringer: Iterable[Koordinering]) -> Koordinering | None:
    """Return the one who coordinates now; there is one at most."""
    return next((one for one in koordineringer if one.ended_at is None), None)


def fagfolk_in(sak: Sak) -> list[Deltaker]:
    """Return those who may be named. Whether the case is open to them is asked when it is saved."""
    return [one for one in deltakere_in(sak) if not one.is_familie]


def tjenester_to_name(sak: Sak) -> list[Tjeneste]:
    """Return the services that can take it before a person is found: those in the case, and the coordinating unit."""
    med = {one.tjeneste_id for one in fagfolk_in(sak) if one.tjeneste_id} | {sak.tjeneste_id}
    rows = Tjeneste.objects.filter(kommuner=sak.kommune_id)
    enhet = rows.filter(tjenestetype=Tjenestetype.KOORDINERENDE)
    return list((rows.filter(pk__in=med) | enhet).distinct().order_by("navn"))
