"""The clock of a worry: by when it is clarified, when its author is reminded, when it goes. It decides nothing."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from bti.innstillinger import get_innstilling
from bti.models import Nivaa, Undring, Veileder
from bti.varsling.models import Slag
from bti.varsling.services import plan_paaminnelse
from bti.varsling.tid import at_oslo


def find_frist(veileder: Veileder | None, kommune_id: UUID) -> date:
    """Return the day a worry that begins today should be clarified by: as its guide says, or else the setting."""
    nivaa = Nivaa.objects.filter(veileder=veileder, nummer=0, frist_dager__isnull=False).first()
    dager = nivaa.frist_dager if nivaa else None
    if dager is None:
        dager = get_innstilling(kommune_id, "undring_frist_dager")
    return timezone.localdate() + timedelta(days=dager)


def plan_frist(undring: Undring, *, kommune_id: UUID, by: UUID) -> None:
    """Remind the author before the deadline and on it, and some times after it; days that have passed are left out."""
    foer = get_innstilling(kommune_id, "undring_paaminnelse_dager")
    etter = get_innstilling(kommune_id, "undring_purring_dager")
    frist = undring.frist.isoformat()
    _plan(undring, Slag.UNDRING_FRIST, ((-dager, f"{dager} dager før {frist}") for dager in foer), by=by)
    _plan(undring, Slag.UNDRING_PURRES, ((dager, f"{dager} dager etter {frist}") for dager in etter), by=by)


def _plan(undring: Undring, slag: Slag, ganger: Iterable[tuple[int, str]], *, by: UUID) -> None:
    for dager, forekomst in ganger:
        _remind(undring, slag, undring.frist + timedelta(days=dager), forekomst, by=by)


def _remind(undring: Undring, slag: Slag, dag: date, forekomst: str, *, by: UUID) -> None:
    due_at = at_oslo(dag)
    if due_at > timezone.now():
        plan_paaminnelse(
            slag, mottaker_id=by, sak_id=None, objekt_id=undring.pk, forekomst=forekomst, due_at=due_at
        )


def find_slettedag(kommune_id: UUID) -> date:
    """Return the day when what ends without a case today is deleted."""
    return timezone.localdate() + timedelta(days=get_innstilling(kommune_id, "undring_slettes_dager"))


def plan_sletting(undring: Undring, *, kommune_id: UUID, by: UUID) -> None:
    """Tell the author before what ended without a case is deleted, while it can still be looked at or opened again."""
    if undring.slettes:
        dager = get_innstilling(kommune_id, "undring_varsel_sletting_dager")
        forekomst = f"slettes {undring.slettes.isoformat()}"
        _remind(undring, Slag.UNDRING_SLETTES, undring.slettes - timedelta(days=dager), forekomst, by=by)
