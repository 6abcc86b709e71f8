"""What is read from the core. No user stands in a condition: PostgreSQL knows who asks."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from bti.models import Deltaker, Rolle, Sak
from bti.models.deltaker import FAMILIEROLLER
from bti.tilgang.porten import sak_queryset


def get_sak(sak_id: UUID) -> Sak:
    """Return the case with child, level and service, and what the actor may do in it. Raises Http404."""
    saker = sak_queryset().select_related("hovedperson", "nivaa", "tjeneste")
    return get_object_or_404(saker, pk=sak_id)


def _today(prefix: str = "") -> Q:
    """Rows whose period holds today."""
    today = timezone.localdate()
    return Q(**{f"{prefix}gyldig_fra__lte": today}) & (
        Q(**{f"{prefix}gyldig_til": None}) | Q(**{f"{prefix}gyldig_til__gte": today})
    )


def deltakere_in(sak: Sak) -> QuerySet[Deltaker]:
    """Who takes part today, in the order they came; blocked ones left out."""
    return (
        Deltaker.objects.filter(_today(), sak=sak, blocked_at=None)
        .select_related("bruker", "tjeneste")
        .order_by("invited_at", "bruker__navn")
    )


def stafettholder_in(sak: Sak) -> Deltaker | None:
    """Return who holds the baton."""
    return deltakere_in(sak).filter(rolle=Rolle.STAFETTHOLDER).first()


def deltaker_ider(sak_id: UUID, *, roller: Iterable[Rolle] = tuple(Rolle)) -> list[UUID]:
    """Return the people who take part today, for notices; whether they may see the case is asked at delivery."""
    deltakere = Deltaker.objects.filter(_today(), sak_id=sak_id, blocked_at=None, rolle__in=list(roller))
    return list(deltakere.values_list("bruker_id", flat=True))


def familie_ider(sak_id: UUID) -> list[UUID]:
    """Return the parents and the young person in the case."""
    return deltaker_ider(sak_id, roller=FAMILIEROLLER)
