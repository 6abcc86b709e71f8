"""What the page of a case shows of its levels over time."""

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone
from django.utils.functional import cached_property

from stafettlogg.models import Beslutning
from stafettlogg.nivaahistorie import Nivaahistorie, Nivaalinje, build_historie

if TYPE_CHECKING:
    from bti.models import Sak


class Nivaadel:
    """A part of the page; the page reads everything in one statement."""

    sak: "Sak"
    _innhold: dict[str, list[Any]]

    @cached_property
    def nivaahistorie(self) -> Nivaahistorie | None:
        """What has been decided about the level; None for a case where nothing has."""
        linjer = [_linje(endring) for endring in self._innhold["nivaaendringer"]]
        if not linjer:
            return None
        return build_historie(
            linjer,
            naa=self.sak.nivaa.nummer,
            aapnet=timezone.localdate(self.sak.opened_at),
            hoeyeste=max((nivaa["nr"] for nivaa in self._innhold["nivaaer"]), default=0),
        )


def _linje(endring: dict[str, Any]) -> Nivaalinje:
    return Nivaalinje(
        fra=endring["fra"],
        til=endring["nr"],
        navn=endring["navn"],
        dato=date.fromisoformat(endring["dato"]),
        begrunnelse=endring["begrunnelse"],
        til_stede=endring["til_stede"],
        barnets_mening=endring["barnets_mening"],
        moete_id=UUID(endring["moete_id"]) if endring["moete_id"] else None,
        avslutter=endring["beslutning"] == Beslutning.AVSLUTT,
    )
