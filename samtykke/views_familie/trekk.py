"""Withdraw a consent: first what it means, then the one button that does it."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from samtykke.familie import innsyn_in
from samtykke.feil import AltSlutt, AltTattOver, AltTrukket
from samtykke.lesing import Lesning, lesespraak_of, sidelesning_of, trekk_of, with_case
from samtykke.models import Samtykke
from samtykke.queries import get_samtykke, has_said_yes_to_take_over, require_familie
from samtykke.services import withdraw_samtykke


def get_own_samtykke(samtykke_id: Any) -> Samtykke:
    return require_familie(get_samtykke(samtykke_id))


def sidelesning_for(request: Forespoersel, samtykke: Samtykke) -> Lesning:
    """The words of today, about the service that one yes is to, in the language of the reader."""
    les = sidelesning_of(samtykke.sak, lesespraak=lesespraak_of(request.aktoer.bruker_id))
    return les.om(with_case(samtykke))


@require_http_methods(["GET", "POST"])
@requires(Permission.WITHDRAW_SAMTYKKE, load=get_own_samtykke, les="samtykke.lest")
def samtykke_withdraw(request: Forespoersel, samtykke: Samtykke) -> HttpResponse:
    """First what it means, then the one button that does it; a second tap changes nothing.

    A new yes from another phone does not undo it: what the giver wants is that the service is out.
    """
    if samtykke.giver_id != request.aktoer.bruker_id:
        raise PermissionDenied
    if request.method == "POST":
        return _withdraw(request, samtykke)
    if samtykke.is_ended:
        return redirect("familie:samtykke", sak_id=samtykke.sak_id)
    context = {
        "sak": samtykke.sak,
        "samtykke": samtykke,
        "innsyn": innsyn_in(samtykke.sak),
        "ansvar_faller": has_said_yes_to_take_over(samtykke),
        "les": trekk_of(samtykke, lesespraak=lesespraak_of(request.aktoer.bruker_id)),
    }
    return TemplateResponse(request, "familie/samtykke_trekk.html", context)


def _withdraw(request: Forespoersel, samtykke: Samtykke) -> HttpResponse:
    les = sidelesning_for(request, samtykke)
    try:
        with suppress(AltTrukket):  # a double tap on a phone is no error
            withdraw_samtykke(samtykke, by=request.aktoer.bruker_id)
        messages.success(request, les.begge("kv_trukket"))
    except AltTattOver:
        messages.warning(request, les.begge("ansvar_feil_alt_over"))
    except AltSlutt:
        messages.warning(request, les.begge("feil_var_endret"))
    return redirect("familie:samtykke", sak_id=samtykke.sak_id)
