"""The family's pages about forms: those that are done, and nothing of those being written."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from bti.models import Sak, Skjemautfylling
from bti.queries_skjema import ferdige_in, get_utfylling
from bti.skjemamaler.svar import list_linjer
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from samtykke.familie import innsyn_in
from samtykke.queries import get_sak_for_familie


@require_GET
@requires(Permission.VIEW_FAMILIEPLAN, load=get_sak_for_familie, les="skjema.lest")
def familie_skjema_list(request: Forespoersel, sak: Sak) -> HttpResponse:
    kontekst = {"sak": sak, "skjemaer": ferdige_in(sak.pk).order_by("-ferdig_at"), "innsyn": innsyn_in(sak)}
    return TemplateResponse(request, "familie/skjema_list.html", kontekst)


@require_GET
@requires(Permission.VIEW_FAMILIEPLAN, load=get_utfylling, les="skjema.lest")
def familie_skjema(request: Forespoersel, utfylling: Skjemautfylling) -> HttpResponse:
    """One form with its answers. PostgreSQL shows the family only what is done."""
    sak = utfylling.sak
    if sak is None or not utfylling.er_ferdig:
        raise Http404
    kontekst = {
        "sak": sak,
        "utfylling": utfylling,
        "linjer": list_linjer(utfylling),
        "innsyn": innsyn_in(sak),
    }
    return TemplateResponse(request, "familie/skjema.html", kontekst)
