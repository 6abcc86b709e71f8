"""The staircase, open to whoever comes: what the municipality has to offer, about nobody."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from bti.grunnmal import grunnmal_for
from bti.tilgang.forespoersel import AapenForespoersel
from bti.tilgang.porten import open_view
from tiltak.trapp import read_trapp


@require_GET
@open_view
def trapp_aapen(request: AapenForespoersel, kommune_id: UUID) -> HttpResponse:
    """The whole staircase of one municipality. Raises Http404."""
    trapp = read_trapp(kommune_id)
    if trapp is None:
        raise Http404
    kontekst = {"trapp": trapp, "kommune_id": kommune_id, "grunnmal": grunnmal_for(request)}
    return TemplateResponse(request, "tiltak/trapp_aapen.html", kontekst)
