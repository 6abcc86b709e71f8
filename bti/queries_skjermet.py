"""Reading the shielded concern. PostgreSQL knows whose it is: what is another's does not exist."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from bti.innstillinger import get_innstilling
from bti.models import SkjermetBekymring, Skjermetmelding, Skjermetraad, Tilbakehold, TjenesteKommune, Undring


def skjermede() -> QuerySet[SkjermetBekymring]:
    """What one has written and what one has been let into, newest first."""
    return SkjermetBekymring.objects.order_by("-created_at", "pk")


def get_skjermet(skjermet_id: UUID) -> SkjermetBekymring:
    """Return one that exists for the actor. Raises Http404."""
    return get_object_or_404(SkjermetBekymring.objects.select_related("tjeneste"), pk=skjermet_id)


def raad_i(skjermet: SkjermetBekymring) -> QuerySet[Skjermetraad]:
    """What was advised, in the order in which one talked."""
    return Skjermetraad.objects.filter(skjermet=skjermet).order_by("snakket_at", "written_at")


def meldinger_i(skjermet: SkjermetBekymring) -> QuerySet[Skjermetmelding]:
    """What each has said of reporting it, in the order in which it was done."""
    return Skjermetmelding.objects.filter(skjermet=skjermet).order_by("meldt_at", "written_at")


def get_tilbakehold(skjermet: SkjermetBekymring) -> Tilbakehold | None:
    """Return what is held back because of this, or None when nothing is."""
    return Tilbakehold.objects.filter(skjermet=skjermet, released_at=None).first()


def find_sletting(skjermet: SkjermetBekymring) -> date | None:
    """Return the day when it goes unless somebody keeps it; None until those who read it have been told."""
    if skjermet.slettes_varslet is None:
        return None
    kommuner = TjenesteKommune.objects.filter(tjeneste=skjermet.tjeneste_id).values_list("kommune", flat=True)
    dager = max(int(get_innstilling(kommune, "skjermet_varsel_sletting_dager")) for kommune in kommuner)
    return timezone.localdate(skjermet.slettes_varslet + timedelta(days=dager))


def is_own_undring(undring_id: UUID, bruker_id: UUID) -> bool:
    """Whether the worry is the actor's own: one that somebody has shared is not."""
    return Undring.objects.filter(pk=undring_id, created_by_id=bruker_id).exists()
