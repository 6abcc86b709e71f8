"""What is read of teams and of questions without a name. No user stands in a condition: PostgreSQL knows who asks."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from bti.models import (
    Ansettelse,
    Droefting,
    Fagteam,
    Fagteammedlem,
    Fagteammoete,
    Fagteampunkt,
    Kommune,
    Tjeneste,
    Tjenestetype,
)
from bti.queries import holds_today
from bti.tilgang.fagteam import list_med_folk

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
    return rows.order_by(F("answered_at").desc(nulls_first=True), "svarfrist", "asked_at")


def get_droefting(droefting_id: UUID) -> Droefting:
    """Return a question. Raises Http404."""
    return get_object_or_404(droeftinger(), pk=droefting_id)


def moeter_in(fagteam: Fagteam) -> QuerySet[Fagteammoete]:
    """Return the team's meetings, those to come first; none for who does not sit in it."""
    return Fagteammoete.objects.filter(fagteam=fagteam).order_by(F("held_at").desc(nulls_first=True), "dato")


def get_moete(moete_id: UUID) -> Fagteammoete:
    """Return a meeting of one of the actor's teams. Raises Http404."""
    return get_object_or_404(Fagteammoete.objects.select_related("fagteam"), pk=moete_id)


def punkter_i(moete: Fagteammoete) -> QuerySet[Fagteampunkt]:
    """Return what the actor sees of the agenda, in order."""
    rows = Fagteampunkt.objects.filter(moete=moete).select_related("droefting", "sak__hovedperson")
    return rows.order_by("nummer", "added_at")


def get_punkt(punkt_id: UUID) -> Fagteampunkt:
    """Return a point of an agenda. Raises Http404."""
    return get_object_or_404(Fagteampunkt.objects.all(), pk=punkt_id)


def droeftinger_to(moete: Fagteammoete, *, noekkel: UUID) -> QuerySet[Droefting]:
    """Return the questions to the team that wait for an answer and are not on this agenda.

    The one that this form's key has put there is among them still: that is the second click of two.
    """
    points = Fagteampunkt.objects.filter(moete=moete, droefting__isnull=False).exclude(pk=noekkel)
    on_it = points.values("droefting_id")
    return droeftinger().filter(fagteam=moete.fagteam_id, answered_at=None).exclude(pk__in=on_it)


def next_dato(fagteam: Fagteam) -> date | None:
    """Return the day of the next meeting in the team's rhythm, counted from the last one; None without a rhythm."""
    last = (
        Fagteammoete.objects.filter(fagteam=fagteam).order_by("-dato").values_list("dato", flat=True).first()
    )
    if fagteam.uker_mellom is None or last is None:
        return None
    today, step = timezone.localdate(), timedelta(weeks=fagteam.uker_mellom)
    missed = max((today - last - timedelta(days=1)) // step, 0)  # whole rhythms in which nobody met
    return last + step * (missed + 1)


def mottakere_in(kommune_id: UUID | None) -> list[tuple[str, str]]:
    """Return whom one can ask in a municipality: its teams, then services; each as «kind:id» and name.

    Where nobody is left to answer, nobody is offered (droefting_mottakere).
    """
    team = list(Fagteam.objects.filter(kommune=kommune_id, is_active=True).order_by("navn"))
    med_folk = list_med_folk([one.pk for one in team])
    team = [one for one in team if one.pk in med_folk]
    ledere = Ansettelse.objects.filter(holds_today(), is_leder=True).values("tjeneste_id")
    svarer = Q(pk__in=ledere) | Q(pk__in=[one.tjeneste_id for one in team if one.tjeneste_id])
    tjenester = Tjeneste.objects.filter(svarer, kommuner=kommune_id, tjenestetype__in=KAN_SPOERRES)
    return [(f"team:{one.pk}", one.navn) for one in team if one.tar_uten_navn] + [
        (f"tjeneste:{one.pk}", one.navn) for one in tjenester.order_by("navn")
    ]


def steder_i(kommune_id: UUID | None) -> frozenset[str]:
    """Return the names that would show where somebody is: of the municipality and of its services."""
    navn = set(Tjeneste.objects.filter(kommuner=kommune_id).values_list("navn", flat=True))
    return frozenset(navn | set(Kommune.objects.filter(pk__in=[kommune_id]).values_list("navn", flat=True)))
