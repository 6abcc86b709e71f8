"""Consent in the case summary: who was asked, for which service, and what they said."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.models import Tjeneste
from bti.queries import with_ubekreftet
from bti.utskrift.deler import Ark, Del, Leser, Valg, register_ark, register_del
from samtykke.models import Samtykke, Samtykkekrav, Samtykkeslag
from samtykke.papir import hent_samtykkepapir
from samtykke.queries import services_with_access_in
from samtykke.temaliste import words_of


def hent_samtykker(sak_id: UUID, valg: Valg) -> dict[str, Any]:
    """Return one row for each giver and service, with every answer, and the themes that were agreed to.

    A paper to the services goes to more than one of them: it names those that see the case, and nobody's answer.
    """
    if valg.leser == Leser.TJENESTENE:
        med_innsyn = [tjeneste_id for _sak, tjeneste_id in services_with_access_in([sak_id])]
        med = Tjeneste.objects.filter(pk__in=med_innsyn).order_by("navn")
        return {"til_tjenestene": True, "med_innsyn": [tjeneste.navn for tjeneste in med]}
    svar = Prefetch("samtykker", queryset=Samtykke.objects.order_by("granted_at"))
    krav_list = (
        with_ubekreftet(Samtykkekrav.objects.filter(sak_id=sak_id), "giver")
        .select_related("tjeneste", "giver")
        .prefetch_related(svar)
        .order_by("tjeneste__navn", "giver__navn")
    )
    return {"krav_list": [(krav, _answered_temaer(krav)) for krav in krav_list]}


def hent_svarslipp(sak_id: UUID, valg: Valg) -> dict[str, Any]:
    """Return what the reply slip names: the first of the case's number, and the services with a living yes."""
    lever = Samtykke.objects.filter(
        sak_id=sak_id, slag=Samtykkeslag.INNSYN, withdrawn_at=None, gyldig_til__gte=timezone.localdate()
    )
    tjenester = Tjeneste.objects.filter(pk__in=lever.values("tjeneste")).order_by("navn")
    return {"nummer": str(sak_id)[:8], "tjenester": [tjeneste.navn for tjeneste in tjenester]}


def _answered_temaer(krav: Samtykkekrav) -> list[str]:
    """The themes of the newest yes, which may be fewer than those asked about; without a yes, what was asked."""
    if krav.gjelder_ansvar:  # the whole case
        return []
    svar = list(krav.samtykker.all())
    return words_of(svar[-1].temaer if svar else krav.temaer)


register_del(
    Del(
        "svarslipp",
        _("Svarslipp"),
        "utskrift/deler/svarslipp.html",
        hent_svarslipp,
        plass=95,
        bare_familien=True,
    )
)
register_del(Del("samtykker", _("Samtykker"), "utskrift/deler/samtykker.html", hent_samtykker, plass=40))
register_ark(Ark(_("Samtykke"), "samtykke/papir.html", hent_samtykkepapir))
