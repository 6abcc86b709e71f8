"""The page of those who answer for many cases: what runs out, what waits, what was taken back."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from bti.revisjon.services import record
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from samtykke.koordinator import choose, deler_of, enheter_in, list_linjer


@require_GET
@requires(Permission.FOLLOW_SAMTYKKE)
def samtykke_linjer(request: Forespoersel) -> HttpResponse:
    """Case numbers, services and days; one unit at a time when the address says which. Never a name, never why."""
    linjer = list_linjer()
    valgt = request.GET.get("enhet", "")
    chosen = choose(linjer, valgt)
    record("samtykkelinjer.lest")
    kontekst = {
        "deler": deler_of(chosen),
        "enheter": enheter_in(linjer),
        "valgt": valgt if len(chosen) < len(linjer) else "",
        "noen_skjult": any(linje.enhet is None for linje in chosen),
        "er_tom": not chosen,
    }
    return TemplateResponse(request, "samtykke/linjer.html", kontekst)
