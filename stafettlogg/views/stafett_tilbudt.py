"""What one is asked to take over by colleagues, in several cases, and one answer about them all."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bti.feil import SakErLukket
from bti.revisjon.services import record
from bti.skjema import posted, show_form
from bti.tilgang.feil import SakTapt
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from stafettlogg.forms_stafett import TilbudtForm
from stafettlogg.models import Stafettveksling
from stafettlogg.queries import list_tilbudte
from stafettlogg.services import answer_stafetter
from stafettlogg.views.flere_svar import FOR_SENT, is_second_yes, say_none_was_sent, say_stafettholder


@require_http_methods(["GET", "POST"])
@requires(Permission.LIST_SAK)
def stafett_tilbudt(request: Forespoersel) -> HttpResponse:
    """Every offer that waits for the reader, what whoever holds the baton wrote, and one answer.

    One that takes the case to another service is answered on its own page, where it says what that means.
    """
    tilbudte = list_tilbudte(request.aktoer.bruker_id)
    valg = [en.veksling for en in tilbudte if not en.skifter]
    form = TilbudtForm(posted(request), request=request, objekt_id=request.aktoer.bruker_id, tilbudte=valg)
    if request.method == "POST" and is_second_yes(request):
        return redirect("bti:sak-list")
    if request.method == "POST" and form.is_valid() and _answer(request, form, valg):
        return redirect("bti:sak-list" if form.is_yes else "stafettlogg:hjem")
    for en in tilbudte:
        record("stafettveksling.lest", sak_id=en.veksling.sak_id, objekt=en.veksling)
    return show_form(request, "stafettlogg/stafett_tilbudt.html", form, tilbudte=tilbudte, valg=valg)


def _answer(request: Forespoersel, form: TilbudtForm, valg: list[Stafettveksling]) -> bool:
    data = form.cleaned_data
    ider = {UUID(pk) for pk in data["saker"]}
    try:
        antall = answer_stafetter(
            [en for en in valg if en.pk in ider],
            svar=data["svar"],
            grunn=data["grunn"],
            by=request.aktoer.bruker_id,
        )
    except (*FOR_SENT, SakErLukket, SakTapt):
        say_none_was_sent(request, form)
        return False
    form.discard_kladd()
    if form.is_yes:
        say_stafettholder(request, antall)
    else:
        messages.success(request, _("Takk for svaret. Den som spurte, får beskjed."))
    return True
