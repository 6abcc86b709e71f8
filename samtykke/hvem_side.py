"""«Who must say yes?»: the rule in words, from the settings that the rule reads. Nothing here is about anybody."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bti.innstillinger import INNSTILLINGER
from bti.models import KommuneInnstilling
from samtykke.models import Omraade

EGEN, FORELDRE_TIL = "samtykke_egen_alder", "samtykke_foreldre_til_alder"
OVERSKRIFTER = {
    Omraade.LOGG: gettext_lazy("Samarbeidet i loggen"),
    Omraade.HELSE: gettext_lazy("Helse"),
    Omraade.OPPLAERING: gettext_lazy("Skole og barnehage"),
    Omraade.BARNEVERN: gettext_lazy("Barnevern"),
}


@dataclass(frozen=True)
class Aldersregel:
    """Who says yes in one area, by age: one sentence for each stretch of years, and the laws behind the ages."""

    overskrift: str
    setninger: list[str]
    hjemler: list[str]


def key_of(noekkel: str, omraade: Omraade) -> str:
    """Return the setting's name in an area: the log's stands alone, as the rule has it (tilgang_givere)."""
    return noekkel if omraade == Omraade.LOGG else f"{noekkel}_{omraade.value}"


def aldersregler(kommune_id: UUID | None) -> list[Aldersregel]:
    """Return the rule of each area that has ages of its own, as the municipality has set them."""
    return aldersregler_of(settings_of(kommune_id))


def aldersregler_of(verdier: dict[str, Any]) -> list[Aldersregel]:
    """The same for these settings, whether they hold or are being tried out."""
    return [_describe(omraade, verdier) for omraade in Omraade if key_of(EGEN, omraade) in INNSTILLINGER]


def settings_of(kommune_id: UUID | None) -> dict[str, Any]:
    """Every setting in one statement: the municipality's own, else the default."""
    verdier = {navn: one.standard for navn, one in INNSTILLINGER.items()}
    if kommune_id is not None:
        rows = KommuneInnstilling.objects.filter(kommune_id=kommune_id, noekkel__startswith="samtykke_")
        verdier |= dict(rows.values_list("noekkel", "verdi"))
    return verdier


def _describe(omraade: Omraade, verdier: dict[str, Any]) -> Aldersregel:
    egen_noekkel, foreldre_noekkel = key_of(EGEN, omraade), key_of(FORELDRE_TIL, omraade)
    egen, til = verdier[egen_noekkel], verdier[foreldre_noekkel]
    foreldre = _("Alle med foreldreansvar må si ja.")
    if omraade.value in verdier.get("samtykke_bosted_alene_omraader", []):
        foreldre = _("Den barnet bor fast hos, må si ja. Bor barnet fast hos begge, må begge si ja.")
    setninger = [f"{_('Under {aar} år:').format(aar=min(egen, til))} {foreldre}"]
    if egen < til:
        begge = _(
            "Fra {fra} til {til} år: Den unge må si ja selv. De voksne som svarer for barnet, må også si ja."
        )
        setninger.append(begge.format(fra=egen, til=til))
    if egen > til:
        ingen = _("Fra {fra} til {til} år kan ingen si ja. Da deler vi ingenting.")
        setninger.append(ingen.format(fra=til, til=egen))
    setninger.append(_("Fra {aar} år: Den unge svarer alene.").format(aar=max(egen, til)))
    hjemler = dict.fromkeys(_(INNSTILLINGER[navn].hjemmel) for navn in (egen_noekkel, foreldre_noekkel))
    return Aldersregel(str(OVERSKRIFTER[omraade]), setninger, list(hjemler))
