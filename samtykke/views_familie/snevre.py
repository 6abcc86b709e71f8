"""Take back a part of a consent: what it means, what is left, and one button."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bti.skjema import posted
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from samtykke.familie import innsyn_in
from samtykke.feil import AltSlutt, IkkeMindre
from samtykke.forms import SnevreForm
from samtykke.models import Samtykke
from samtykke.queries import get_samtykke, has_said_yes_to_take_over, require_familie
from samtykke.services import narrow_samtykke
from samtykke.views_familie.trekk import sidelesning_for


def _get_samtykke(samtykke_id: Any) -> Samtykke:
    return require_familie(get_samtykke(samtykke_id))


@require_http_methods(["GET", "POST"])
@requires(Permission.WITHDRAW_SAMTYKKE, load=_get_samtykke, les="samtykke.lest")
def samtykke_narrow(request: Forespoersel, samtykke: Samtykke) -> HttpResponse:
    """Choose what is left of the yes. Nobody makes it larger here, and a second tap changes nothing."""
    if samtykke.giver_id != request.aktoer.bruker_id:
        raise PermissionDenied
    les = sidelesning_for(request, samtykke)
    if samtykke.gjelder_ansvar:  # the whole case or nothing
        return redirect("familie:samtykke", sak_id=samtykke.sak_id)
    if samtykke.is_ended or samtykke.gyldig_til < timezone.localdate():
        if request.method == "POST":
            messages.warning(request, les.begge("feil_var_endret"))
        return redirect("familie:samtykke", sak_id=samtykke.sak_id)
    form = SnevreForm(posted(request), samtykke=samtykke, les=les)
    if request.method == "POST" and form.is_valid() and _narrow(request, samtykke, form):
        return redirect("familie:samtykke", sak_id=samtykke.sak_id)
    context = {
        "sak": samtykke.sak,
        "samtykke": samtykke,
        "form": form,
        "ansvar_faller": has_said_yes_to_take_over(samtykke),
        "les": les,
        "innsyn": innsyn_in(samtykke.sak),
    }
    return TemplateResponse(
        request, "familie/samtykke_snevre.html", context, status=422 if form.is_bound else 200
    )


def _narrow(request: Forespoersel, samtykke: Samtykke, form: SnevreForm) -> bool:
    try:
        narrow_samtykke(samtykke, **form.mindre, by=request.aktoer.bruker_id)
    except IkkeMindre:
        form.add_error(None, form.les.begge("feil_snevre_ingen"))
        return False
    except AltSlutt:
        messages.warning(request, form.les.begge("feil_var_endret"))
        return True
    messages.success(request, form.les.begge("kv_snevret"))
    return True
