"""Keeping the guide: a draft is begun, changed a piece at a time, and published whole. What is published stays."""

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from bti.models import Steg, Veileder
from bti.queries import get_veileder
from bti.revisjon.services import record
from bti.skjema.konflikt import Konflikt
from bti.tilgang import veiledere
from bti.veileder.format import export_veileder


@transaction.atomic
def start_utkast(*, kommune_id: UUID, tjenestetype: str, by: UUID) -> Veileder:
    """Return the draft of this kind; a new one begins as a copy of what is published."""
    utkast_id = uuid4()
    found = veiledere.nytt_utkast(utkast_id=utkast_id, kommune_id=kommune_id, tjenestetype=tjenestetype)
    utkast = Veileder.objects.get(pk=found)
    if found != utkast_id:
        return utkast
    if source := get_veileder(kommune_id, tjenestetype):
        innhold = export_veileder(source)
        if source.tjenestetype != tjenestetype:
            forget_varige(innhold)
        veiledere.lagre(utkast.pk, redigert=1, innhold=innhold)
    record("veileder.paabegynt", objekt=utkast, versjon=utkast.versjon)
    return Veileder.objects.get(pk=found)


def forget_varige(innhold: dict[str, Any]) -> None:
    """Another guide's steps get addresses of their own."""
    for nivaa in innhold["nivaaer"]:
        for steg in nivaa["steg"]:
            steg["varig"] = None


@transaction.atomic
def save_utkast(utkast: Veileder, *, redigert: int, innhold: dict[str, Any], by: UUID) -> None:
    """Write the draft whole. Raises Konflikt when somebody else has saved since."""
    if veiledere.lagre(utkast.pk, redigert=redigert, innhold=innhold) < 0:
        raise Konflikt(Veileder.objects.get(pk=utkast.pk))
    record("veileder.endret", objekt=utkast, versjon=utkast.versjon)


@transaction.atomic
def publish_veileder(utkast: Veileder, *, redigert: int, endringer: str, by: UUID) -> None:
    """From now on new cases and worries follow it. Raises Konflikt when somebody has changed it since it was read."""
    if not veiledere.publiser(utkast.pk, redigert=redigert, endringer=endringer):
        raise Konflikt(Veileder.objects.get(pk=utkast.pk))
    record("veileder.publisert", objekt=utkast, versjon=utkast.versjon, innhold=endringer)


@transaction.atomic
def drop_utkast(utkast: Veileder, *, by: UUID) -> None:
    record("veileder.forkastet", objekt=utkast, versjon=utkast.versjon)
    veiledere.slett_utkast(utkast.pk)


@transaction.atomic
def import_veileder(*, kommune_id: UUID, tjenestetype: str, innhold: dict[str, Any], by: UUID) -> Veileder:
    """Put a checked file in a draft: a new one, or in place of what stands in the one that is there.

    A step keeps its address when any version of this series has it, also one that the draft has lost meanwhile; one
    from another municipality gets its own.
    """
    utkast = start_utkast(kommune_id=kommune_id, tjenestetype=tjenestetype, by=by)
    forget_foreign(innhold, utkast.serie)
    veiledere.lagre(utkast.pk, redigert=utkast.redigert, innhold=innhold)
    record("veileder.importert", objekt=utkast, versjon=utkast.versjon)
    return utkast


def forget_foreign(innhold: dict[str, Any], serie: UUID) -> None:
    """Keep the addresses that are this series' own, and no others."""
    mine = {
        str(varig)
        for varig in Steg.objects.filter(nivaa__veileder__serie=serie).values_list("varig", flat=True)
    }
    for nivaa in innhold["nivaaer"]:
        for steg in nivaa["steg"]:
            steg["varig"] = steg.get("varig") if steg.get("varig") in mine else None
