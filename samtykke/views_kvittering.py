"""What one keeps of the cases that one's service has lost sight of."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from bti.paginering import get_utsnitt
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from samtykke.queries import my_kvitteringer


@require_GET
@requires(Permission.LIST_SAK)
def kvittering_list(request: Forespoersel) -> HttpResponse:
    """«Du har vært med i»: when, for which service and how much one wrote, and nothing of what or about whom."""
    utsnitt = get_utsnitt(request, my_kvitteringer())
    return TemplateResponse(request, "samtykke/kvitteringer.html", {"utsnitt": utsnitt})
