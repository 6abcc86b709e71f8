"""The list of cases, and what comes next in a new one. The case itself is shown by stafettlogg."""

from dataclasses import dataclass

from django.http import HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bti.models import Nivaa, Sak, Saksstatus, Verifisering
from bti.paginering import get_utsnitt
from bti.queries import deltakere_in, nivaaer_of, relasjoner_in, saker
from bti.sakliste import render_rader, rows_of
from bti.stafettord import in_readers_form
from bti.tilgang.deltakelse import tjenester_med_innsyn
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.saken import get_sak
from bti.tilgang.tillatelser import Permission

ALLE = "alle"


@dataclass(frozen=True)
class Saksfilter:
    """What the list is narrowed to; anything unknown in the address is left out."""

    status: str
    nivaa: int | None

    @classmethod
    def of(cls, data: QueryDict) -> "Saksfilter":
        """Read the filter from an address."""
        status, nivaa = data.get("status", ""), data.get("nivaa", "")
        return cls(
            status=status if status in {*Saksstatus.values, ALLE} else Saksstatus.AAPEN,
            nivaa=int(nivaa) if len(nivaa) == 1 and nivaa.isascii() and nivaa.isdigit() else None,
        )

    @property
    def adresse(self) -> str:
        """The filter as the rest of an address."""
        return f"&status={self.status}" + (f"&nivaa={self.nivaa}" if self.nivaa is not None else "")

    def chips(self, nivaaer: list[Nivaa]) -> list[dict[str, str]]:
        """What is chosen apart from the ordinary, each with the address without it."""
        navn = {one.nummer: in_readers_form(one.navn) for one in nivaaer}
        found = []
        if self.status != Saksstatus.AAPEN:
            tekst = _("Alle saker") if self.status == ALLE else _("Avsluttede saker")
            found.append({"tekst": tekst, "uten": f"?nivaa={self.nivaa}" if self.nivaa is not None else "?"})
        if self.nivaa is not None:
            tekst = _("Nivå {nummer}: {navn}").format(nummer=self.nivaa, navn=navn.get(self.nivaa, ""))
            found.append({"tekst": tekst, "uten": f"?status={self.status}"})
        return found


@require_GET
@requires(Permission.LIST_SAK)
def sak_list(request: Forespoersel) -> HttpResponse:
    """The cases one takes part in and may see today."""
    filter_ = Saksfilter.of(request.GET)
    nivaaer = list(nivaaer_of(request.aktoer.kommune_id))
    rader = saker(status="" if filter_.status == ALLE else filter_.status, nivaa=filter_.nivaa)
    utsnitt = get_utsnitt(request, rows_of(rader))
    kontekst = {
        "utsnitt": utsnitt,
        "rader": render_rader(utsnitt.rader),
        "nivaaer": nivaaer,
        "filter": filter_,
        "chips": filter_.chips(nivaaer),
    }
    return TemplateResponse(request, "bti/sak_list.html", kontekst)


@require_GET
@requires(Permission.CHANGE_SAK, load=get_sak)
def sak_neste(request: Forespoersel, sak: Sak) -> HttpResponse:
    """What comes next in a case that has just been opened."""
    deltakere = list(deltakere_in(sak))
    relasjoner = list(relasjoner_in(sak))
    invited = {one.bruker_id for one in deltakere if one.is_familie}
    med_innsyn = tjenester_med_innsyn(sak.pk)
    kontekst = {
        "sak": sak,
        "inviterte": [one for one in relasjoner if one.bruker_id in invited],
        "ikke_inviterte": [one for one in relasjoner if one.bruker_id not in invited],
        "venter_bekreftelse": [one for one in relasjoner if one.verifisering == Verifisering.INGEN],
        "antall_fagpersoner": sum(not one.is_familie for one in deltakere) - 1,
        "er_spurt": bool(med_innsyn) or sak.samtykkekrav.exists(),
        "har_samtykke": bool(med_innsyn),
        "kan_inviteres": next(iter(med_innsyn - {one.tjeneste_id for one in deltakere}), None),
    }
    return TemplateResponse(request, "bti/sak_neste.html", kontekst)
