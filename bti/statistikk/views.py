"""The leader's overview."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from bti.models import Kommune, Kommunerolletype
from bti.revisjon.services import record
from bti.statistikk.queries import get_oversikt
from bti.statistikk.stolper import make_stolper
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission


@require_GET
@requires(Permission.VIEW_STATISTIKK)
def oversikt(request: Forespoersel) -> HttpResponse:
    """Counts of one municipality that the person leads; with several, the address says which."""
    steder = [r for r in request.aktoer.kommuneroller if r.rolle == Kommunerolletype.LEDER]
    valgt = request.GET.get("kommune") or steder[0].kommune_id
    sted = next((s for s in steder if str(s.kommune_id) == str(valgt)), None)
    kommune = get_object_or_404(Kommune, pk=sted.kommune_id if sted else None)
    tall = get_oversikt(kommune.pk)
    record("statistikk.lest", objekt=kommune)
    delinger = [(deling, make_stolper(deling)) for deling in tall.delinger]
    kontekst = {"kommune": kommune, "steder": steder, "tall": tall, "delinger": delinger}
    return TemplateResponse(request, "statistikk/oversikt.html", kontekst)
