"""The weekly control of the record: what waits for a leader, and the answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from bti.revisjon.forms import KontrollForm
from bti.revisjon.loggkontroll import KontrollErAvgjort, close_kontroll, get_kontroll, list_kontroller
from bti.skjema import posted, refusals, show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission

ALT_AVGJORT = gettext_lazy("Denne er alt avgjort, eller gitt til en annen. Svaret ditt er ikke lagret.")


@require_GET
@requires(Permission.VIEW_LOGGKONTROLL)
def kontroll_list(request: Forespoersel) -> HttpResponse:
    side = list_kontroller(request.aktoer, avgjorte=False, side=request.GET.get("side"))
    return TemplateResponse(request, "revisjon/kontroll_list.html", {"side": side, "avgjorte": False})


@require_GET
@requires(Permission.VIEW_LOGGKONTROLL)
def kontroll_avgjort(request: Forespoersel) -> HttpResponse:
    side = list_kontroller(request.aktoer, avgjorte=True, side=request.GET.get("side"))
    return TemplateResponse(request, "revisjon/kontroll_list.html", {"side": side, "avgjorte": True})


@require_http_methods(["GET", "POST"])
@requires(Permission.CLOSE_LOGGKONTROLL)
def kontroll_detail(request: Forespoersel, kontroll_id: UUID) -> HttpResponse:
    """What was read and why it was picked; the named leader answers, the personvernombud reads along."""
    linje = get_kontroll(kontroll_id, request.aktoer)
    form = KontrollForm(posted(request), request=request, objekt_id=kontroll_id)
    if request.method == "POST" and form.is_valid():
        with refusals(form, {KontrollErAvgjort: ALT_AVGJORT}):
            close_kontroll(
                linje.rad, avgjoerelse=form.cleaned_data["avgjoerelse"], ord_=form.cleaned_data["ord"]
            )
            form.discard_kladd()
            messages.success(request, _("Svaret er lagret."))
            return redirect("revisjon:kontroll-list")
    return show_form(request, "revisjon/kontroll_detail.html", form, linje=linje)
