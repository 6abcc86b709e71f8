"""The coordinator of Solvik has changed a step since the cases began: old ones say so, new ones follow it."""

from typing import Any

from bti.drift.demodata import key_of, read_solvik
from bti.models import Kommune, Veileder
from bti.services.veiledere import publish_veileder, save_utkast, start_utkast
from bti.tilgang.aktoer import acting_as
from bti.veileder.format import export_veileder


def needs_ny_veileder() -> bool:
    """Whether nobody has published more than the first version of Solvik's guide, and no draft of one lies there."""
    return not Veileder.objects.filter(kommune=_solvik(), tjenestetype="", versjon__gt=1).exists()


def load_ny_veileder() -> None:
    """Change one step as the coordinator does it, and publish."""
    ny: dict[str, Any] = read_solvik()["ny_veileder"]
    by = key_of("person", ny["av"])
    with acting_as(by):
        utkast = start_utkast(kommune_id=_solvik().pk, tjenestetype="", by=by)
        innhold = export_veileder(utkast)
        for steg in (steg for nivaa in innhold["nivaaer"] for steg in nivaa["steg"]):
            if steg["noekkel"] == ny["steg"]:
                steg[ny["felt"]] = f"{steg[ny['felt']]} {ny['tillegg']}"
        save_utkast(utkast, redigert=utkast.redigert, innhold=innhold, by=by)
        publish_veileder(utkast, redigert=utkast.redigert + 1, endringer=ny["endringer"], by=by)


def _solvik() -> Kommune:
    """The municipality whose cases the demo tells of."""
    return Kommune.objects.get(kommunenummer=read_solvik()["kommuner"][0]["nummer"])
