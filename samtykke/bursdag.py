"""A birthday that is near and changes who answers: one line for the stafettholder, from the rule's own ages."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bti.frister import alder_of
from bti.innstillinger import INNSTILLINGER
from bti.models import Sak, Saksstatus
from bti.models.hovedperson import Hovedpersonslag
from bti.services.ungdom import turns
from samtykke.hvem_side import EGEN, FORELDRE_TIL, OVERSKRIFTER, key_of, settings_of
from samtykke.models import Omraade
from samtykke.regel import MYNDIG, YNGST

VARSEL_DAGER = "samtykke_varsel_alder_dager"
Svarer = tuple[bool, bool]  # the young person, the adults


def words_before_birthday(sak: Sak) -> str:
    """Say what changes on the child's next birthday, when it is near; nothing when nothing changes."""
    barn, today = sak.hovedperson, timezone.localdate()
    alder = alder_of(barn.foedselsdato)
    if barn.foedselsdato is None or alder is None or sak.status != Saksstatus.AAPEN:
        return ""
    if barn.slag != Hovedpersonslag.BARN or not YNGST <= alder + 1 <= MYNDIG:
        return ""
    dag, verdier = turns(barn.foedselsdato, alder + 1), settings_of(sak.kommune_id)
    if not today < dag <= today + timedelta(days=verdier[VARSEL_DAGER]):
        return ""
    changes = list(_changes(barn.kallenavn, alder + 1, verdier))
    fyller = _("{navn} fyller {aar} år {dag}.").format(
        navn=barn.kallenavn, aar=alder + 1, dag=date_format(dag, "j. F")
    )
    return " ".join([fyller, *changes]) if changes else ""


def _changes(navn: str, aar: int, verdier: dict[str, Any]) -> Iterator[str]:
    """One sentence for each way that the areas change; the areas are named when it is not all of them."""
    omraader = [omraade for omraade in Omraade if key_of(EGEN, omraade) in INNSTILLINGER]
    after: dict[Svarer, list[Omraade]] = {}
    for omraade in omraader:
        svarer = _who(omraade, aar, verdier)
        if svarer != _who(omraade, aar - 1, verdier):
            after.setdefault(svarer, []).append(omraade)
    for svarer, changed in after.items():
        setning = _sentence(svarer).format(navn=navn)
        if changed == omraader:
            yield setning
        else:
            hva = ", ".join(str(OVERSKRIFTER[one]).lower() for one in changed)
            yield f"{setning} {_('Det gjelder {omraader}.').format(omraader=hva)}"


def _who(omraade: Omraade, alder: int, verdier: dict[str, Any]) -> Svarer:
    """Whose yes a question in the area needs: every question touches the log too (tilgang_givere_for)."""
    touched = {Omraade.LOGG, omraade}
    return (
        any(alder >= verdier[key_of(EGEN, one)] for one in touched),
        any(alder < verdier[key_of(FORELDRE_TIL, one)] for one in touched),
    )


def _sentence(svarer: Svarer) -> str:
    match svarer:
        case (True, True):
            return _("Da må {navn} også si ja selv, sammen med de voksne.")
        case (True, False):
            return _("Da svarer {navn} alene.")
        case _nobody:
            return _("Da kan ingen si ja, og vi deler ingenting.")
