"""When those who are asked do not answer alike: pages for whoever comes. Nothing here is about anybody."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from bti.grunnmal import grunnmal_for
from bti.tilgang.forespoersel import AapenForespoersel
from bti.tilgang.porten import open_view
from samtykke.uenighet import UENIGHETER


@require_GET
@open_view
def uenig(request: AapenForespoersel) -> HttpResponse:
    """The list of pages."""
    kontekst = {"grunnmal": grunnmal_for(request), "sider": UENIGHETER}
    return TemplateResponse(request, "samtykke/uenig.html", kontekst)


@require_GET
@open_view
def uenig_side(request: AapenForespoersel, navn: str) -> HttpResponse:
    """One of them; the name is the address's own."""
    side = next(en for en in UENIGHETER if en.navn == navn)
    andre = [en for en in UENIGHETER if en is not side]
    kontekst = {"grunnmal": grunnmal_for(request), "side": side, "andre": andre}
    return TemplateResponse(request, "samtykke/uenig_side.html", kontekst)
