"""Blocks: setting, lifting, and closing one's own way in."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bti.models import Rolle, Sak
from bti.queries import deltaker_ider
from bti.revisjon.services import record
from bti.tilgang import sperring
from bti.varsling.models import Slag
from bti.varsling.services import queue_varsel


@transaction.atomic
def block_person(sak: Sak, *, noekkel: UUID, bruker_id: UUID, grunn: str) -> None:
    """Block a person from the case: nothing lets them in, break-glass least of all. Raises PermissionDenied."""
    sperring.block(noekkel=noekkel, sak_id=sak.pk, bruker_id=bruker_id, grunn=grunn)
    record("sperring.satt", sak_id=sak.pk, bruker=bruker_id, grunn=grunn)


@transaction.atomic
def lift_sperring(sperring_id: UUID) -> None:
    """Lift a block as the head of the unit. Raises PermissionDenied for anybody else, and for one's own."""
    sperring.lift(sperring_id)
    record("sperring.opphevet", sperring=sperring_id)


@transaction.atomic
def close_own_tilgang(sak: Sak) -> None:
    """Close one's own login to the case, at once. The stafettholder is told that it is closed, and not why.

    Recorded with the person and not in the case: it is nobody else's in the family to read.
    """
    holders = deltaker_ider(sak.pk, roller=[Rolle.STAFETTHOLDER])
    _tell(Slag.TILGANG_STENGT, sak, holders)
    record("tilgang.stengt", sak=sak.pk)
    sperring.close_own(sak.pk)


@transaction.atomic
def reopen_tilgang(sak: Sak, *, bruker_id: UUID) -> None:
    """Open a login that its owner has closed, after talking with them. Raises PermissionDenied."""
    sperring.reopen(sak.pk, bruker_id)
    record("tilgang.aapnet_igjen", sak=sak.pk, bruker=bruker_id)
    _tell(Slag.TILGANG_AAPNET, sak, [bruker_id])


def _tell(slag: Slag, sak: Sak, mottakere: list[UUID]) -> None:
    noekkel = f"{slag}:{sak.pk}:{timezone.now().isoformat()}"
    queue_varsel(slag, mottakere=mottakere, sak_id=sak.pk, objekt_id=sak.pk, noekkel=noekkel)
