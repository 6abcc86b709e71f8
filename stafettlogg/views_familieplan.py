"""The family's page of the individual plan, and of what they can have a right to."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from bti.models import Sak
from bti.queries_rettigheter import koordineringer_in, living_in, rettigheter_in
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from samtykke.familie import innsyn_in
from samtykke.queries import get_sak_for_familie
from stafettlogg.planpapir import SKREVET_UT, answer_with_plan
from stafettlogg.saksside import Saksside


@require_GET
@requires(Permission.VIEW_FAMILIEPLAN, load=get_sak_for_familie)
def familie_plan(request: Forespoersel, sak: Sak) -> HttpResponse:
    """The plan as the staff read it, who coordinates and why, and the rights in plain words."""
    side = Saksside(sak)
    context = {
        "sak": sak,
        "side": side,
        "innsyn": innsyn_in(sak),
        "er_meg": sak.hovedperson.bruker_id == request.aktoer.bruker_id,
        "koordinering": living_in(koordineringer_in(sak)),
        "moeter": side.coming_moeter(request.aktoer.bruker_id),
        "rettigheter": rettigheter_in(sak.kommune_id),
    }
    return TemplateResponse(request, "familie/plan.html", context)


@require_GET
@requires(Permission.VIEW_FAMILIEPLAN, load=get_sak_for_familie, les=SKREVET_UT)
def familie_plan_papir(request: Forespoersel, sak: Sak) -> HttpResponse:
    return answer_with_plan(request, sak, tilbake="familie:plan")
