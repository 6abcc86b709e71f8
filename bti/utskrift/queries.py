"""Print-outs as people see them: their own, while they still see the case."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone

from bti.tilgang.porten import mine_tillatelser
from bti.utskrift.models import Utskrift, Utskriftstatus


def get_utskrift(utskrift_id: UUID) -> Utskrift:
    """Return the order without its file, or 404."""
    utskrifter = Utskrift.objects.defer("fil").annotate(mine_tillatelser=mine_tillatelser("sak_id"))
    return get_object_or_404(utskrifter, pk=utskrift_id)


def get_fil(utskrift: Utskrift) -> bytes | None:
    """Return the file, or None when there is none to give: not made yet, failed, or over time.

    The clock decides and not the sweeper, which may be late.
    """
    ferdige = Utskrift.objects.filter(
        pk=utskrift.pk, status=Utskriftstatus.FERDIG, expires_at__gt=timezone.now()
    )
    fil = ferdige.values_list("fil", flat=True).first()
    return bytes(fil) if fil is not None else None


def count_unfinished() -> int:
    """Return how many print-outs the person is waiting for."""
    return Utskrift.objects.filter(status__in=[Utskriftstatus.BESTILT, Utskriftstatus.PAAGAAR]).count()
