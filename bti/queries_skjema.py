"""What is read of forms and of what is filled in. No user stands in a condition: PostgreSQL knows who asks."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from bti.models import Sak, Skjemagjelder, Skjemamal, Skjemautfylling, Undring
from bti.tilgang.porten import mine_tillatelser

GJELDER = list(Skjemagjelder)


def maler_in(kommune_id: UUID | None, *gjelder: Skjemagjelder) -> list[Skjemamal]:
    """Return the newest version of each form that the municipality uses, in the order of their use and name."""
    if kommune_id is None:
        return []
    newest = (
        Skjemamal.objects.filter(kommune_id=kommune_id, published_at__isnull=False)
        .order_by("noekkel", "-versjon")
        .distinct("noekkel")
    )
    maler = [mal for mal in newest if mal.is_active and (not gjelder or mal.gjelder in gjelder)]
    return sorted(maler, key=lambda mal: (GJELDER.index(Skjemagjelder(mal.gjelder)), mal.navn))


def find_ny_mal(utfylling: Skjemautfylling, maler: Iterable[Skjemamal]) -> Skjemamal | None:
    """Return the form to begin anew on with the same answers, of those on offer; one that is not done, goes on."""
    same = (mal for mal in maler if mal.noekkel == utfylling.mal.noekkel)
    return next(same, None) if utfylling.er_ferdig else None


def get_published_mal(mal_id: UUID) -> Skjemamal:
    """Return a form that may be printed empty. Raises Http404."""
    return get_object_or_404(Skjemamal.objects.filter(published_at__isnull=False), pk=mal_id)


def oppsett_maler(kommuner: Iterable[UUID]) -> QuerySet[Skjemamal]:
    """Return every version of the forms of these municipalities, the newest of each first."""
    rader = Skjemamal.objects.filter(kommune__in=list(kommuner)).select_related("kommune")
    return rader.order_by("kommune__navn", "navn", "noekkel", "-versjon")


def get_egen_mal(mal_id: UUID, kommuner: Collection[UUID], *, utkast: bool = True) -> Skjemamal:
    """Return a form of a municipality that the actor sets up. Raises Http404."""
    mine = oppsett_maler(kommuner)
    return get_object_or_404(mine.filter(published_at=None) if utkast else mine, pk=mal_id)


def utfyllinger_in(sak: Sak) -> QuerySet[Skjemautfylling]:
    """The forms of a case, what is being written first, then the newest."""
    rader = Skjemautfylling.objects.filter(sak=sak).select_related("mal", "created_by", "ferdig_by")
    return rader.order_by("-ferdig_at", "-created_at")  # NULL stands first


def skjemaer_om(undring: Undring) -> QuerySet[Skjemautfylling]:
    """The forms of a worry, the newest first."""
    rader = Skjemautfylling.objects.filter(undring=undring).select_related("mal")
    return rader.order_by("-ferdig_at", "-created_at")


def skjemaer_before(sak: Sak) -> QuerySet[Skjemautfylling]:
    """The forms of the worry that the case began as, for those who read that worry."""
    rader = Skjemautfylling.objects.filter(undring__sak=sak, ferdig_at__isnull=False).select_related("mal")
    return rader.order_by("-ferdig_at")


def ferdige_in(sak_id: UUID) -> QuerySet[Skjemautfylling]:
    """The forms of a case that are done, oldest first, with questions and answers."""
    rader = Skjemautfylling.objects.filter(sak_id=sak_id, ferdig_at__isnull=False)
    rader = rader.select_related("mal", "ferdig_by").prefetch_related("mal__felter", "svar")
    return rader.order_by("ferdig_at")


def get_utfylling(utfylling_id: UUID) -> Skjemautfylling:
    """Return a form in a case that the actor sees. Raises Http404."""
    rader = Skjemautfylling.objects.filter(sak__isnull=False).annotate(
        mine_tillatelser=mine_tillatelser("sak_id")
    )
    hele = rader.select_related(
        "mal", "created_by", "ferdig_by", "sak__hovedperson", "sak__nivaa", "sak__tjeneste"
    )
    return get_object_or_404(hele, pk=utfylling_id)


def get_undringsskjema(utfylling_id: UUID) -> Skjemautfylling:
    """Return a form about a worry that the actor reads. Raises Http404."""
    rader = Skjemautfylling.objects.filter(undring__isnull=False).select_related("mal")
    return get_object_or_404(rader, pk=utfylling_id)
