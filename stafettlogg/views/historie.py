"""The history of a case, page after page: all, a part, or what holds some words. They never stand in an address."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from bti.models import Sak
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from stafettlogg.logg import PER_SIDE, render_logg
from stafettlogg.saksside import Saksside
from stafettlogg.tidslinje import Utvalg, read_tidslinje
from stafettlogg.views.felles import get_sak_for_staff


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_SAK, load=get_sak_for_staff)
def historie(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Everything, newest first, or what the reader asked for."""
    saksside, meg = Saksside(sak), request.aktoer.bruker_id
    tidslinje = read_tidslinje(sak, Utvalg.of(request), antall=PER_SIDE, leser=meg)
    kontekst = {
        "sak": sak,
        "side": saksside,
        "tidslinje": tidslinje,
        "logg": render_logg(tidslinje, saksside, meg),
    }
    return TemplateResponse(request, "stafettlogg/historie.html", kontekst)
