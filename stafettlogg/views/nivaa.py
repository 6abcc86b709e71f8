"""Moving a case to another level outside a meeting."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bti.models import Sak
from bti.skjema import posted, refusals, say_too_late, show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from stafettlogg.feil import IngenNivaa, NivaaErEndret
from stafettlogg.forms_nivaa import NivaaForm
from stafettlogg.saksside import Saksside
from stafettlogg.services import move_nivaa
from stafettlogg.views.felles import NIVAA_ER_ENDRET, SETNINGER, get_sak_for_staff
from stafettlogg.vilkaar import missing_for

REFUSED = SETNINGER | {IngenNivaa: gettext_lazy("Saken er allerede på dette nivået. Velg et annet.")}


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_SAK, load=get_sak_for_staff)
def nivaa_move(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Any level of the case's own guide; what the municipality demands first is said, with the way to it."""
    form = NivaaForm(posted(request), request=request, sak=sak)
    if request.method == "POST" and form.is_valid():
        with refusals(form, REFUSED):
            try:
                move_nivaa(sak, **form.answers(), noekkel=form.noekkel, by=request.aktoer.bruker_id)
            except NivaaErEndret:
                say_too_late(request, form, NIVAA_ER_ENDRET)
                return redirect("stafettlogg:nivaa-move", sak_id=sak.pk)
            form.discard_kladd()
            messages.success(request, _("Saken er flyttet. Alle som er med, ser det i saken."))
            return redirect("stafettlogg:sak", sak_id=sak.pk)
    return show_form(request, "stafettlogg/nivaa_move.html", form, sak=sak, **_what_is_missing(sak, form))


def _what_is_missing(sak: Sak, form: NivaaForm) -> dict[str, Any]:
    """What the level one is on lacks, and what each one above wants first: nothing stands in the way down."""
    side = Saksside(sak)
    over = [one for one in form.nivaaer.values() if one.nummer > sak.nivaa.nummer]
    return {
        "mangler_paa_nivaaet": side.mangler_paa_nivaaet,
        "mangler_naa": side.mangler_naa,
        "nivaaene": [(one, mangler) for one in over if (mangler := missing_for(side, one.nummer))],
    }
