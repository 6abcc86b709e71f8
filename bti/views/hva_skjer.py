"""«What happens when somebody is worried?»: for families, open to whoever comes. Nothing here is about anybody."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from bti.grunnmal import grunnmal_for
from bti.telefoner import telefoner_for
from bti.tilgang.forespoersel import AapenForespoersel
from bti.tilgang.porten import open_view


@require_GET
@open_view
def hva_skjer(request: AapenForespoersel) -> HttpResponse:
    """With the numbers of one's own municipality, or of the only one there is."""
    return _show(request, request.aktoer.kommune_id if request.aktoer else None)


@require_GET
@open_view
def hva_skjer_kommune(request: AapenForespoersel, kommune_id: UUID) -> HttpResponse:
    """The same for one municipality, to be linked to and printed. Raises Http404."""
    return _show(request, kommune_id, must_exist=True)


def _show(request: AapenForespoersel, kommune_id: UUID | None, *, must_exist: bool = False) -> HttpResponse:
    telefoner = telefoner_for(kommune_id)
    if must_exist and not telefoner.kommune:
        raise Http404
    kontekst = {
        "grunnmal": grunnmal_for(request),
        "telefoner": telefoner,
        "kommune_id": kommune_id,
    }
    return TemplateResponse(request, "bti/hva_skjer.html", kontekst)
