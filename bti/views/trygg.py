"""The first screen when somebody fears violence: whom to ring now. Open to anybody; it writes nothing."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from bti.telefoner import telefoner_for
from bti.tilgang.forespoersel import AapenForespoersel
from bti.tilgang.porten import open_view

# What may be carried on to the next page, and where it stands; nothing is looked up here.
OM = {"sak": "stafettlogg:sak", "undring": "bti:undring-detail"}


@require_safe
@open_view
def trygg(request: AapenForespoersel) -> HttpResponse:
    """Whom to ring. Nothing is stored, and no row of a case is read: it looks alike whatever it was opened from."""
    kommune_id = request.aktoer.kommune_id if request.aktoer else None
    kontekst = {
        "telefoner": telefoner_for(kommune_id),
        "trygg_om": carried(request),
        "lukk": find_way_back(request),
    }
    return TemplateResponse(request, "bti/trygg.html", kontekst)


def carried(request: AapenForespoersel) -> str:
    """Return what the address says it was opened from, as a query for the next one; anything but an id is dropped."""
    for navn in OM:
        if funnet := read_id(request, navn):
            return "?" + urlencode({navn: funnet})
    return ""


def find_way_back(request: AapenForespoersel) -> str:
    """Return where «Lukk siden» leads: to what it was opened from, else to the front page."""
    if request.aktoer and request.aktoer.er_ansatt:
        for navn, side in OM.items():
            if funnet := read_id(request, navn):
                return reverse(side, args=[funnet])
    return reverse("stafettlogg:hjem")


def read_id(request: AapenForespoersel, navn: str) -> UUID | None:
    """Return the id in the address, or None when there is none."""
    try:
        return UUID(request.GET.get(navn, ""))
    except ValueError:
        return None
