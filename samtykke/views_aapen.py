"""The open page about consent: who must say yes, for whoever comes."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from bti.grunnmal import grunnmal_for
from bti.models import Kommune
from bti.tilgang.forespoersel import AapenForespoersel
from bti.tilgang.porten import open_view
from samtykke.hvem_side import aldersregler


@require_GET
@open_view
def hvem_maa_si_ja(request: AapenForespoersel) -> HttpResponse:
    """For one's own municipality, or the only one there is; else what holds where nobody has set anything."""
    kommuner = list(Kommune.objects.order_by("navn")[:50])
    egen = request.aktoer.kommune_id if request.aktoer else None
    kommune = next((one for one in kommuner if one.pk == egen), kommuner[0] if len(kommuner) == 1 else None)
    return _show(request, kommune, kommuner)


@require_GET
@open_view
def hvem_maa_si_ja_kommune(request: AapenForespoersel, kommune_id: UUID) -> HttpResponse:
    """The same for one municipality, to be linked to. Raises Http404."""
    return _show(request, get_object_or_404(Kommune, pk=kommune_id), [])


def _show(request: AapenForespoersel, kommune: Kommune | None, kommuner: list[Kommune]) -> HttpResponse:
    kontekst = {
        "grunnmal": grunnmal_for(request),
        "kommune": kommune,
        "andre": [] if kommune else kommuner,
        "regler": aldersregler(kommune.pk if kommune else None),
    }
    return TemplateResponse(request, "samtykke/hvem_maa_si_ja.html", kontekst)
