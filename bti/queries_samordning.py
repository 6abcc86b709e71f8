"""What is read of teams and of questions without a name. No user stands in a condition: PostgreSQL knows who asks."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from bti.models import Droefting, Fagteam, Fagteammedlem, Kommune, Tjeneste, Tjenestetype

# Services that one may put a question to without a team.
KAN_SPOERRES = (
    Tjenestetype.PPT,
    Tjenestetype.BARNEVERN,
    Tjenestetype.HELSESTASJON,
    Tjenestetype.KOORDINERENDE,
)


def fagteam_list() -> QuerySet[Fagteam]:
    """Return the teams where the actor works or has a municipal role, those in use first."""
    return Fagteam.objects.select_related("tjeneste", "kommune").order_by("-is_active", "navn")


def get_fagteam(fagteam_id: UUID) -> Fagteam:
    """Return a team. Raises Http404."""
    return get_object_or_404(fagteam_list(), pk=fagteam_id)


def get_eget_fagteam(fagteam_id: UUID, kommuner: Iterable[UUID | None]) -> Fagteam:
    """Return a team that somebody with a role in these municipalities sets up. Raises Http404."""
    return get_object_or_404(fagteam_list(), pk=fagteam_id, kommune__in=list(kommuner))


def get_eget_medlem(medlem_id: UUID, kommuner: Iterable[UUID | None]) -> Fagteammedlem:
    """Return a membership in such a team. Raises Http404."""
    rows = Fagteammedlem.objects.select_related("fagteam").filter(fagteam__kommune__in=list(kommuner))
    return get_object_or_404(rows, pk=medlem_id)


def droeftinger() -> QuerySet[Droefting]:
    """Return the questions that the actor has asked or is to answer: the unanswered first, the most urgent of them."""
    rows = Droefting.objects.select_related("fagteam", "tjeneste")
    return rows.order_by("answered_at", "svarfrist", "asked_at")


def get_droefting(droefting_id: UUID) -> Droefting:
    """Return a question. Raises Http404."""
    return get_object_or_404(droeftinger(), pk=droefting_id)


def mottakere_in(kommune_id: UUID | None) -> list[tuple[str, str]]:
    """Return whom one can ask in a municipality: its teams, then services; each as «kind:id» and name."""
    team = Fagteam.objects.filter(kommune=kommune_id, is_active=True, tar_uten_navn=True).order_by("navn")
    tjenester = Tjeneste.objects.filter(kommuner=kommune_id, tjenestetype__in=KAN_SPOERRES).order_by("navn")
    return [(f"team:{one.pk}", one.navn) for one in team] + [
        (f"tjeneste:{one.pk}", one.navn) for one in tjenester
    ]


def steder_i(kommune_id: UUID | None) -> frozenset[str]:
    """Return the names that would show where somebody is: of the municipality and of its services."""
    navn = set(Tjeneste.objects.filter(kommuner=kommune_id).values_list("navn", flat=True))
    return frozenset(navn | set(Kommune.objects.filter(pk__in=[kommune_id]).values_list("navn", flat=True)))
