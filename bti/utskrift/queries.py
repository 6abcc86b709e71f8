"""Print-outs as people see them: their own, while they still see the case."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from bti.tilgang.porten import mine_tillatelser
from bti.utskrift.models import Utskrift, Utskriftstatus


def get_utskrift(utskrift_id: UUID) -> Utskrift:
    """Return the order of a case summary without its file, or 404."""
    utskrifter = Utskrift.objects.defer("fil").annotate(mine_tillatelser=mine_tillatelser("sak_id"))
    return get_object_or_404(utskrifter, pk=utskrift_id, om_id=None)


def get_ark(ark_id: UUID) -> Utskrift:
    """Return the order of one's own sheet about one thing, without its file, or 404."""
    ark = Utskrift.objects.defer("fil").annotate(mine_tillatelser=mine_tillatelser("sak_id"))
    rows = ark.select_related("sak__hovedperson", "sak__tjeneste")
    return get_object_or_404(rows, pk=ark_id, om_id__isnull=False)


def get_fil(utskrift: Utskrift) -> bytes | None:
    """Return the file, or None when there is none to give: not made yet, failed, or over time.

    The clock decides and not the sweeper, which may be late.
    """
    ferdige = Utskrift.objects.filter(
        pk=utskrift.pk, status=Utskriftstatus.FERDIG, expires_at__gt=timezone.now()
    )
    fil = ferdige.values_list("fil", flat=True).first()
    return bytes(fil) if fil is not None else None


def list_unfinished() -> QuerySet[Utskrift]:
    """Return the print-outs that the person is waiting for, without their files."""
    unfinished = [Utskriftstatus.BESTILT, Utskriftstatus.PAAGAAR]
    return Utskrift.objects.filter(status__in=unfinished).defer("fil")


def count_unfinished() -> int:
    """Return how many print-outs the person is waiting for."""
    return list_unfinished().count()


def count_ark_since(siden: datetime) -> int:
    """Return how many sheets of their own the person has ordered since then."""
    return Utskrift.objects.filter(om_id__isnull=False, ordered_at__gt=siden).count()
