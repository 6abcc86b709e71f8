"""Setting up teams: what the municipality has, and who sits in them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bti.feil import PeriodenErOver
from bti.models import Fagteam, Fagteammedlem
from bti.revisjon.services import record
from bti.skjema import AltSendt, is_same
from bti.tilgang import fagteam as tilgang


@transaction.atomic
def save_fagteam(*, fagteam_id: UUID, kommune_id: UUID, tjeneste_id: UUID | None, **felter: Any) -> None:
    """Make a team or change it. The same key twice is one team."""
    tilgang.save_fagteam({"id": fagteam_id, "kommune": kommune_id, "tjeneste": tjeneste_id} | felter)
    record("fagteam.lagret", objekt=Fagteam(pk=fagteam_id))


@transaction.atomic
def put_medlem(
    fagteam: Fagteam,
    *,
    noekkel: UUID,
    bruker_id: UUID,
    tjeneste_id: UUID,
    rolle: str,
    fra: date,
    til: date | None,
) -> None:
    """Put an employee into a team for a period, or change theirs: they read what it is asked as long as it lasts.

    Raises AltSendt when the key has put in somebody else, PermissionDenied for who does not work here.
    """
    tilgang.put_medlem(
        noekkel=noekkel, fagteam_id=fagteam.pk, bruker_id=bruker_id, tjeneste_id=tjeneste_id, rolle=rolle, fra=fra,
        til=til,
    )  # fmt: skip
    satt = fagteam.medlemmer.filter(bruker_id=bruker_id, tjeneste_id=tjeneste_id, rolle=rolle)
    if not satt.filter(gyldig_fra=fra, gyldig_til=til).exists():
        raise AltSendt
    record("fagteam.medlem_inn", objekt=fagteam, medlem=bruker_id)


@transaction.atomic
def change_periode(medlem: Fagteammedlem, *, rolle: str, fra: date, til: date | None) -> None:
    """Change somebody's role and period. One that is over stands as it was.

    Raises PeriodenErOver, and PermissionDenied for who does not work here any more.
    """
    ny = {"rolle": rolle, "gyldig_fra": fra, "gyldig_til": til}
    if medlem.gyldig_til and medlem.gyldig_til < timezone.localdate():
        if not is_same(medlem, ny):
            raise PeriodenErOver
        return
    tilgang.put_medlem(
        noekkel=medlem.pk, fagteam_id=medlem.fagteam_id, bruker_id=medlem.bruker_id, tjeneste_id=medlem.tjeneste_id,
        rolle=rolle, fra=fra, til=til,
    )  # fmt: skip
    if not is_same(Fagteammedlem.objects.get(pk=medlem.pk), ny):  # it was ended between the look and the lock
        raise PeriodenErOver
    record("fagteam.medlem_inn", objekt=medlem.fagteam, medlem=medlem.bruker_id)


@transaction.atomic
def end_medlem(medlem: Fagteammedlem) -> None:
    """Take somebody out of a team; they read no more of what it is asked."""
    tilgang.end_medlem(medlem.pk)
    record("fagteam.medlem_ut", objekt=medlem.fagteam, medlem=medlem.bruker_id)
