"""One page that breaks with a whole case in its hands, beside the real map."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path

from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import open_view
from bti.tilgang.saken import get_sak
from bti.urls import handler403, handler404, handler500
from bti.urls import urlpatterns as real

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]


@open_view
def break_down(request: Forespoersel, sak_id: UUID) -> HttpResponse:
    navn = get_sak(sak_id).hovedperson.navn
    return HttpResponse(navn * (1 // 0))


urlpatterns = [path("brekk/<uuid:sak_id>/", break_down), *real]
