"""Who has looked at a case: the staff's page. The family's stands in stafettlogg/views_familie.py."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from bti.models import Sak
from bti.revisjon.papir import SKREVET_UT, answer_with_papir
from bti.revisjon.queries import get_sak_for_innsyn, innsynsside
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import may, requires
from bti.tilgang.tillatelser import Permission


@require_GET
@requires(Permission.VIEW_INNSYN, load=get_sak_for_innsyn, les="innsyn.lest")
def sak_hvem_har_sett(request: Forespoersel, sak: Sak) -> HttpResponse:
    innhold = innsynsside(sak, bruker_id=request.aktoer.bruker_id, side=request.GET.get("side"))
    kontekst = {"sak": sak, "may_print": may(sak, Permission.ORDER_UTSKRIFT), **innhold}
    return TemplateResponse(request, "revisjon/hvem_har_sett.html", kontekst)


@require_GET
@requires(Permission.ORDER_UTSKRIFT, load=get_sak_for_innsyn, les=SKREVET_UT)
def sak_hvem_har_sett_papir(request: Forespoersel, sak: Sak) -> HttpResponse:
    """The same list on paper. Not for whoever broke the glass: they read, and take nothing with them."""
    return answer_with_papir(request, sak, tilbake="bti:hvem-har-sett")
