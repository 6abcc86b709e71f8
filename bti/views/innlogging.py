"""Log in and out. One click logs in as anybody in the cast, in the demo settings alone."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bti.demo_rolleliste import load_rolleliste
from bti.revisjon.services import record
from bti.skjema.vern import VENTENDE, give_back_unsent
from bti.tilgang.aktoer import acting_as
from bti.tilgang.fersk import mark_login
from bti.tilgang.innlogging import DEMO_ISSUER
from bti.tilgang.personer import get_aktoer
from bti.tilgang.porten import IKKE_GJORT, open_view
from bti.views.spraak import set_spraak_cookie

GITT_TILBAKE = "gitt-tilbake"  # templates/skall.html leaves it out where the form itself says so


@require_GET
@open_view
def velg(request: HttpRequest) -> HttpResponse:
    rolleliste = load_rolleliste() if settings.DEMO_INNLOGGING else []
    kontekst = {
        "rolleliste": rolleliste,
        "neste": request.GET.get("next", ""),
        "paa_nytt": "paa_nytt" in request.GET,
        "ikke_gjort": IKKE_GJORT in request.GET,
        "har_tekst": VENTENDE in request.session,
    }
    return TemplateResponse(request, "innlogging/velg.html", kontekst)


@require_POST
@open_view
def demo_inn(request: HttpRequest) -> HttpResponse:
    """Log in as one of the made-up people."""
    if not settings.DEMO_INNLOGGING:
        raise Http404
    bruker = authenticate(request, issuer=DEMO_ISSUER, subject=request.POST.get("subject", ""))
    if bruker is None:
        raise Http404
    ventende = request.session.pop(VENTENDE, {})
    login(request, bruker)
    mark_login(request)
    with acting_as(bruker.pk):
        record(
            "tilgang.innlogget"
        )  # who has been in since the last mail gets the next one (docs/varsling.md)
        rest = give_back_unsent(ventende, bruker_id=bruker.pk)
        target = _start_side()
    _tell_given_back(request, len(ventende) - len(rest))
    _hold(request, rest)
    if IKKE_GJORT in request.POST:
        messages.warning(request, _("Det du trykket på, ble ikke gjort. Trykk igjen."))
    response = HttpResponseRedirect(_safe_next(request) or target)
    set_spraak_cookie(response, bruker.maalform)
    return response


@require_POST
@open_view
def logg_ut(request: HttpRequest) -> HttpResponse:
    """End the session, and ask the browser to forget. Others' unsent texts go on waiting for them."""
    ventende = request.session.get(VENTENDE, {})
    logout(request)
    _hold(request, ventende)
    response = redirect("innlogging:velg")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _hold(request: HttpRequest, ventende: dict[str, Any]) -> None:
    if ventende:
        request.session[VENTENDE] = ventende


def _tell_given_back(request: HttpRequest, antall: int) -> None:
    if antall == 1:
        text = _("Teksten du skrev, er her fortsatt. Se over den og lagre på nytt.")
        messages.info(request, text, extra_tags=GITT_TILBAKE)
    elif antall:
        messages.info(request, _("Tekstene du skrev, er her fortsatt. Du finner dem under «Mine kladder»."))


def _safe_next(request: HttpRequest) -> str:
    """Return where to go, as a path: a name of a view or a page is not one."""
    target = request.POST.get("neste", "")
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if allowed and target.startswith("/") else ""


def _start_side() -> str:
    aktoer = get_aktoer()
    if aktoer and not aktoer.er_ansatt:
        if aktoer.er_familie:
            return reverse("familie:hjem")
        if aktoer.er_leder:
            return reverse("statistikk:oversikt")
        if aktoer.er_personvernombud:
            return reverse("bti:noedtilgang-list")
        if aktoer.er_koordinator:
            return reverse("bti:veileder")
    return reverse("stafettlogg:hjem")
