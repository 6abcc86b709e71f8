"""Order a case summary, see how it goes, and fetch it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bti.revisjon.services import record
from bti.skjema import AltSendt, posted
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.saken import get_sak
from bti.tilgang.tillatelser import Permission
from bti.utskrift.feil import explain_fault
from bti.utskrift.forms import UtskriftForm
from bti.utskrift.models import Utskrift
from bti.utskrift.queries import get_fil, get_utskrift
from bti.utskrift.services import ForMange, order_utskrift


@require_http_methods(["GET", "POST"])
@requires(Permission.ORDER_UTSKRIFT, load=get_sak)
def utskrift_new(request: Forespoersel, sak: Any) -> HttpResponse:
    """Choose what the summary holds, and order it."""
    svarslipp = "svarslipp" in request.GET
    form = UtskriftForm(posted(request), request=request, objekt_id=sak.pk, svarslipp=svarslipp)
    if request.method == "POST" and form.is_valid():
        try:
            utskrift = order_utskrift(
                sak, valg=form.to_valg(), noekkel=form.noekkel, by=request.aktoer.bruker_id
            )
        except AltSendt:
            form.refuse_sent()
        except ForMange:
            form.add_error(None, _("Du venter på fem utskrifter allerede. Prøv igjen når de er ferdige."))
        else:
            form.discard_kladd()
            return redirect("utskrift:detail", utskrift_id=utskrift.pk)
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "utskrift/new.html", {"sak": sak, "form": form}, status=status)


@require_GET
@requires(Permission.ORDER_UTSKRIFT, load=get_utskrift, les=None)
def utskrift_detail(request: Forespoersel, utskrift: Utskrift) -> HttpResponse:
    """Show how far it has come; asked again and again, it shows nothing from the case and is no read of it."""
    mal = "utskrift/detail.html#fremdrift" if request.htmx else "utskrift/detail.html"
    return TemplateResponse(request, mal, {"utskrift": utskrift, "forklaring": explain_fault(utskrift)})


@require_GET
@requires(Permission.ORDER_UTSKRIFT, load=get_utskrift, les=None)
def utskrift_fil(request: Forespoersel, utskrift: Utskrift) -> HttpResponse:
    """Hand the file over, if the person still sees the case and the 24 hours are not over."""
    fil = get_fil(utskrift)
    if fil is None:
        return redirect("utskrift:detail", utskrift_id=utskrift.pk)
    record("utskrift.hentet", sak_id=utskrift.sak_id, objekt=utskrift)
    navn = f"saksoppsummering-{timezone.localdate(utskrift.ready_at):%Y-%m-%d}.pdf"
    return HttpResponse(
        fil,
        headers={
            "Content-Type": "application/pdf",
            "Content-Disposition": f'attachment; filename="{navn}"',
            "Cache-Control": "no-store, private",
        },
    )
