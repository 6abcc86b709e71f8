"""The stafettholder has called somebody who asked for it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bti.feil import SakErLukket
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from samtykke.models import Samtykkekrav
from samtykke.paa_vegne import get_krav_to_answer_for
from samtykke.services import mark_called


@require_POST
@requires(Permission.REQUEST_SAMTYKKE, load=get_krav_to_answer_for, les="samtykke.lest")
def samtykke_ringt(request: Forespoersel, krav: Samtykkekrav) -> HttpResponse:
    """«Jeg har ringt»: the wish that stood on the page is met, and the question waits on."""
    try:
        bedt = parse_datetime(request.POST.get("bedt", ""))
    except ValueError:
        bedt = None
    try:
        is_met = bedt is not None and bedt.tzinfo is not None and mark_called(krav, bedt=bedt)
    except SakErLukket:
        is_met = False
    if is_met:
        text = _("Lagret. Spørsmålet om {tjeneste} venter fortsatt på svar fra {navn}.")
        messages.success(request, text.format(tjeneste=krav.tjeneste.navn, navn=krav.giver_navn))
    else:
        messages.info(request, _("Ingenting ble endret. Noen kan alt ha ringt, eller personen kan ha svart."))
    return redirect("samtykke:list", sak_id=krav.sak_id)
