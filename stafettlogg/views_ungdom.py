"""The young person's page about what the parents see."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bti.innstillinger import get_innstilling
from bti.models import Sak
from bti.services import decide_foreldreinnsyn, has_turned
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from samtykke.familie import innsyn_in
from samtykke.queries import get_sak_for_familie

SVAR = {
    "steng": _("Saken er stengt for foreldrene dine nå."),
    "aapne": _("Foreldrene dine ser saken igjen."),
}


@require_http_methods(["GET", "POST"])
@requires(Permission.DECIDE_FORELDREINNSYN, load=get_sak_for_familie)
def familie_foreldreinnsyn(request: Forespoersel, sak: Sak) -> HttpResponse:
    """«Foreldrenes innsyn»: what it means and what it does not change, then one button."""
    svar = request.POST.get("foreldre", "")
    if request.method == "POST" and svar in SVAR:
        decide_foreldreinnsyn(sak, stenger=svar == "steng")
        messages.success(request, SVAR[svar])
        return redirect("familie:foreldreinnsyn", sak_id=sak.pk)
    context = {
        "sak": sak,
        "innsyn": innsyn_in(sak),
        "alder": get_innstilling(sak.kommune_id, "overta_alder"),
        "er_gammel_nok": has_turned(sak.hovedperson, "overta_alder"),
    }
    return TemplateResponse(request, "familie/foreldreinnsyn.html", context)
