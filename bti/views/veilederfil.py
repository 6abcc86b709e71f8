"""A guide from a file: checked whole, put in a draft, or refused with every place named."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bti.forms.veilederfil import HentInnForm
from bti.katalog.feil import Radfeil
from bti.services.veiledere import import_veileder
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from bti.veileder.format import read_fil
from bti.views.veiledere import kommuner_of

VIST = 30  # faults on the page; the rest are counted


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_VEILEDER)
def veileder_import(request: Forespoersel) -> HttpResponse:
    """Fetch a guide that has been exported, here or in another municipality. Nothing is published by it."""
    posted = request.method == "POST"
    kommuner = kommuner_of(request)
    form = HentInnForm(request.POST if posted else None, request.FILES if posted else None, kommuner=kommuner)
    feil: list[Radfeil] = []
    if posted and form.is_valid():
        innhold, feil = read_fil(form.cleaned_data["fil"].read(), fil=_("fila"))
        if not feil:
            utkast = import_veileder(
                kommune_id=UUID(form.cleaned_data["kommune"]),
                tjenestetype=form.cleaned_data["tjenestetype"],
                innhold=innhold,
                by=request.aktoer.bruker_id,
            )
            messages.success(request, _("Fila er hentet inn som utkast. Les gjennom før du publiserer."))
            return redirect("bti:veileder-edit", veileder_id=utkast.pk)
    kontekst = {"form": form, "feil": feil[:VIST], "flere": max(0, len(feil) - VIST)}
    return TemplateResponse(
        request, "bti/veileder_import.html", kontekst, status=422 if feil or form.errors else 200
    )
