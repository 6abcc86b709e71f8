"""Setting up teams: what the municipality has, and who sits in them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bti.feil import NavnetErTatt, PeriodenErOver
from bti.models import Fagteam, Fagteammedlem
from bti.revisjon.services import record
from bti.skjema import AltSendt, Konflikt, is_same
from bti.tilgang import fagteam as tilgang


@transaction.atomic
def save_fagteam(
    fagteam: Fagteam | None,
    *,
    noekkel: UUID,
    kommune_id: UUID,
    versjon: int,
    tjeneste_id: UUID | None,
    **felter: Any,
) -> Fagteam:
    """Make a team, or change ``versjon`` of it. The same key, or the same words, twice is saved once.

    Raises NavnetErTatt, AltSendt when the key has made another team, and Konflikt when somebody else has saved.
    """
    fagteam_id = fagteam.pk if fagteam else noekkel
    raden = {"id": fagteam_id, "kommune": kommune_id, "tjeneste": tjeneste_id, "versjon": versjon}
    svar = tilgang.save_fagteam(raden | felter)
    if svar == "navn":
        raise NavnetErTatt
    naa = Fagteam.objects.get(pk=fagteam_id)
    if svar == "lagret":
        record("fagteam.lagret", objekt=naa)
    elif not is_same(naa, felter | {"tjeneste_id": tjeneste_id}):
        raise Konflikt(naa) if fagteam else AltSendt
    return naa


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
