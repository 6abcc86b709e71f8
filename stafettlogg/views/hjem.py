"""The start page of an employee."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from bti.tilgang.adgang import Fravaer, list_fravaer
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.personer import Aktoer
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from bti.varsling.queries import my_varsler
from bti.varsling.tekster import write_tekst
from stafettlogg.hjem import latest_saker, list_oppgaver, list_utkast, read_fra_andre

if TYPE_CHECKING:
    from bti.varsling.queries import MittVarsel

ANTALL_VARSLER = 5


@require_GET
@requires(Permission.VIEW_HJEM)
def hjem(request: Forespoersel) -> HttpResponse:
    """The employee's own day. «Gå til forsiden» leads others on to theirs."""
    if not request.aktoer.er_ansatt:
        return _start_side(request.aktoer)
    bruker_id = request.aktoer.bruker_id
    fra_andre = read_fra_andre(bruker_id, fordeler=request.aktoer.may(Permission.ASSIGN_TILBAKEHOLD))
    kontekst = {
        "fornavn": request.aktoer.navn.partition(" ")[0],
        "oppgaver": list_oppgaver(
            bruker_id, fra_andre=fra_andre.oppgaver, er_enhetsleder=request.aktoer.er_enhetsleder
        ),
        "delte": fra_andre.delte,
        "utkast": list_utkast(),
        "varsler": _unread() if request.aktoer.antall_uleste else [],
        "saker": latest_saker(bruker_id),
        **_vikariater(bruker_id),
    }
    return TemplateResponse(request, "stafettlogg/hjem.html", kontekst)


def _vikariater(bruker_id: UUID) -> dict[str, list[Fravaer]]:
    """Whose work one does today, and who does one's own."""
    naa = [one for one in list_fravaer() if one.gyldig_fra <= timezone.localdate()]
    return {
        "vikar_for": [one for one in naa if one.vikar_id == bruker_id],
        "min_vikar": [one for one in naa if one.bruker_id == bruker_id],
    }


def _unread() -> "list[MittVarsel]":
    varsler = list(my_varsler().filter(read_at=None)[:ANTALL_VARSLER])
    for varsel in varsler:
        varsel.tekst = write_tekst(varsel)
    return varsler


def _start_side(aktoer: Aktoer) -> HttpResponse:
    if aktoer.er_familie:
        return redirect("familie:hjem")
    if aktoer.er_leder:
        return redirect("statistikk:oversikt")
    if aktoer.er_personvernombud:
        return redirect("bti:noedtilgang-list")
    if aktoer.er_koordinator:
        return redirect("bti:veileder")
    return redirect("tiltak:trapp" if aktoer.may(Permission.VIEW_TRAPP) else "varsling:list")
