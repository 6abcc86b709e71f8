"""The action guide, to be read."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from bti.queries import barnevern_in, get_veileder, nivaaer_in
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission


@require_GET
@requires(Permission.VIEW_VEILEDER)
def veileder(request: Forespoersel) -> HttpResponse:
    """The municipality's guide: each level with its steps and tools."""
    guide = get_veileder(request.aktoer.kommune_id)
    kontekst = {
        "veileder": guide,
        "nivaaer": nivaaer_in(guide) if guide else [],
        "barnevern": barnevern_in(request.aktoer.kommune_id),
    }
    return TemplateResponse(request, "bti/veileder.html", kontekst)
