"""Which unit a page about several cases is for, and who works in it."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from bti.tilgang.adgang import list_kolleger
from bti.tilgang.forespoersel import Forespoersel

MAKS_KOLLEGER = 500


def choose_enhet(request: Forespoersel, enheter: Mapping[UUID, str]) -> UUID | None:
    """Return the unit that the address names, or else the first; None when there is none."""
    valgt = request.GET.get("tjeneste", "")
    return next((pk for pk in enheter if str(pk) == valgt), next(iter(enheter), None))


def kolleger_in(enhet: UUID | None, *, uten: Iterable[UUID] = ()) -> list[tuple[str, str]]:
    """Return who works in the unit today, to choose among."""
    if enhet is None:
        return []
    kolleger = list_kolleger(tjeneste_id=enhet, navn="", antall=MAKS_KOLLEGER)
    ute = set(uten)
    return [(str(en.bruker_id), en.navn) for en in kolleger if en.bruker_id not in ute]
