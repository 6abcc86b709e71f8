"""Setting up teams: what the municipality has, and who sits in them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from bti.models import Fagteam, Fagteammedlem
from bti.revisjon.services import record
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
    """Put an employee into a team for a period, or change theirs: they read what it is asked as long as it lasts."""
    tilgang.put_medlem(
        noekkel=noekkel, fagteam_id=fagteam.pk, bruker_id=bruker_id, tjeneste_id=tjeneste_id, rolle=rolle, fra=fra,
        til=til,
    )  # fmt: skip
    record("fagteam.medlem_inn", objekt=fagteam, medlem=bruker_id)


@transaction.atomic
def end_medlem(medlem: Fagteammedlem) -> None:
    """Take somebody out of a team; they read no more of what it is asked."""
    tilgang.end_medlem(medlem.pk)
    record("fagteam.medlem_ut", objekt=medlem.fagteam, medlem=medlem.bruker_id)
