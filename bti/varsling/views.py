"""What has happened since last, for staff and family alike."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_POST

from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from bti.varsling.lenker import find_side
from bti.varsling.queries import get_varsel, my_varsler
from bti.varsling.services import read_alle, read_varsel
from bti.varsling.tekster import write_tekst

PER_SIDE = 30


@require_GET
@requires(Permission.VIEW_VARSEL)
def varsel_list(request: Forespoersel) -> HttpResponse:
    side = Paginator(my_varsler(), PER_SIDE).get_page(request.GET.get("side"))
    for varsel in side.object_list:
        varsel.tekst = write_tekst(varsel)
    kontekst = {"side": side, "grunnmal": _base_for(request), "antall_uleste": request.aktoer.antall_uleste}
    return TemplateResponse(request, "varsling/list.html", kontekst)


@require_GET
@requires(Permission.VIEW_VARSEL)
def varsel_read(request: Forespoersel, varsel_id: UUID) -> HttpResponse:
    """Open what the notice is about, and count it as read."""
    varsel = get_varsel(varsel_id)
    read_varsel(varsel)
    return redirect(find_side(varsel))


@require_POST
@requires(Permission.VIEW_VARSEL)
def varsel_read_all(request: Forespoersel) -> HttpResponse:
    read_alle()
    return redirect("varsling:list")


def _base_for(request: Forespoersel) -> str:
    """The family's frame for who is only family; a parent who also works here keeps the menu of their work."""
    return "familie/base.html" if request.aktoer.er_familie and not request.aktoer.er_ansatt else "base.html"
