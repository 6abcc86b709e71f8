"""The page of a case, and the steps of the guide beside it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bti.feil import SakErLukket
from bti.models import Sak
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.saken import get_sak
from bti.tilgang.tillatelser import Permission
from stafettlogg.forms import StegForm
from stafettlogg.logg import PER_SIDE, render_logg
from stafettlogg.saksside import Saksside
from stafettlogg.services import tick_steg
from stafettlogg.tidslinje import Utvalg, read_tidslinje


@require_GET
@requires(Permission.VIEW_SAK, load=get_sak)
def sak(request: Forespoersel, sak: Sak) -> HttpResponse:
    saksside = Saksside(sak)
    tidslinje = read_tidslinje(sak, Utvalg(), antall=PER_SIDE, leser=request.aktoer.bruker_id)
    kontekst = {
        "sak": sak,
        "side": saksside,
        "tidslinje": tidslinje,
        "logg": render_logg(tidslinje, saksside, request.aktoer.bruker_id),
        "kan": what_one_may(saksside),
        "moeter": saksside.coming_moeter(request.aktoer.bruker_id),
    }
    return TemplateResponse(request, "stafettlogg/sak.html", kontekst)


def what_one_may(saksside: Saksside) -> dict[str, Any]:
    """Return the actions to offer: those of the role, and none that write when the case is closed."""
    reading = {
        "samtykke": Permission.VIEW_SAMTYKKE,
        "innsyn": Permission.VIEW_INNSYN,
        "utskrift": Permission.ORDER_UTSKRIFT,
        "moete": Permission.VIEW_MOETE,
    }
    writing = {
        "innlegg": Permission.ADD_INNLEGG,
        "maal": Permission.ADD_MAAL,
        "tiltak": Permission.ADD_TILTAK,
        "endre_tiltak": Permission.CHANGE_TILTAK,
        "evaluere": Permission.EVALUATE_TILTAK,
        "kalle_inn": Permission.CALL_MOETE,
        "svare": Permission.ANSWER_MOETE,
        "holde_moete": Permission.HOLD_MOETE,
        "melding": Permission.ADD_MELDING,
        "be_om_samtykke": Permission.REQUEST_SAMTYKKE,
        "invitere": Permission.INVITE_DELTAKER,
        "endre": Permission.CHANGE_SAK,
    }
    return {name: saksside.may(permission) for name, permission in reading.items()} | {
        name: saksside.may(permission) and not saksside.lukket for name, permission in writing.items()
    }


@require_POST
@requires(Permission.CHANGE_SAK, load=get_sak)
def steg(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Tick a step of the case's own guide, or take the tick away."""
    done = "gjort" in request.POST
    form = StegForm({"steg": request.POST.get("gjort" if done else "angre")}, veileder_id=sak.veileder_id)
    if not form.is_valid():
        raise Http404
    try:
        tick_steg(sak, steg=form.cleaned_data["steg"], done=done, by=request.aktoer.bruker_id)
    except SakErLukket:
        messages.warning(request, _("Saken er avsluttet. Stegene kan ikke endres."))
    return redirect(reverse("stafettlogg:sak", args=[sak.pk]) + "#steg")
