"""Break-glass: opening a case in an emergency, ending it, and the second person who judges it."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bti.forms.noedtilgang import NoedtilgangForm, VurderingForm
from bti.innstillinger import get_innstilling
from bti.models import Noedgrunn, Noedtilgang
from bti.revisjon.ord import words_for
from bti.services.noedtilgang import end_noedtilgang, open_noedtilgang, review_noedtilgang, tell_familie
from bti.skjema import posted, say_sent_again, show_form
from bti.telefoner import telefoner_for
from bti.templatetags.stafett import tidspunkt
from bti.tilgang.fersk import is_fresh, logged_in_at, login_again_url
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.noedtilgang import Vurderingssak, list_vurderingssaker
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission

VURDERT = gettext_lazy("Vurderingen er lagret. Den som åpnet saken, får beskjed.")
VENTER_IKKE = gettext_lazy("Denne nødtilgangen venter ikke på deg.")
# What one may press about telling the family. Nothing else tells them: it cannot be taken back.
SVAR_OM_FAMILIEN = {
    "vent": gettext_lazy("Varselet til familien er utsatt."),
    "fortell": gettext_lazy("Lagret. Familien kan se det i saken nå."),
}


@require_http_methods(["GET", "POST"])
@requires(Permission.OPEN_NOEDTILGANG)
def noedtilgang_new(request: Forespoersel) -> HttpResponse:
    """Say whom it is about and why, with a login that is fresh. What is not opened answers in the same words."""
    kommune_id = request.aktoer.kommune_id
    kontekst = {
        "minutter": get_innstilling(kommune_id, "noedtilgang_minutter"),
        "dager": get_innstilling(kommune_id, "noedtilgang_vent_dager"),
        "telefoner": telefoner_for(kommune_id),
        "mine": _mine(),
    }
    if not is_fresh(request):
        return _ask_for_fresh_login(request, kontekst)
    form = NoedtilgangForm(posted(request), request=request)
    if request.method == "POST" and form.is_valid():
        saker = open_noedtilgang(
            form.to_noedtilgang(),
            noekkel=form.noekkel,
            logget_inn=logged_in_at(request),
            by=request.aktoer.bruker_id,
        )
        if not saker:
            form.keep_kladd()  # «Prøv igjen» starts from what was written: it is urgent
            return TemplateResponse(request, "bti/noedtilgang_ingen.html", kontekst)
        form.discard_kladd()
        _tell_opened(request, len(saker))
        return redirect("stafettlogg:sak", sak_id=saker[0])
    return show_form(request, "bti/noedtilgang_new.html", form, **kontekst)


def _ask_for_fresh_login(request: Forespoersel, kontekst: dict) -> HttpResponse:
    """What has been written is kept as a draft, and is there again after the login."""
    if request.method == "POST":
        NoedtilgangForm(request.POST, request=request).keep_kladd()
        return redirect("bti:noedtilgang-new")
    return TemplateResponse(
        request, "bti/noedtilgang_start.html", kontekst | {"innlogging_url": login_again_url(request)}
    )


def _tell_opened(request: Forespoersel, antall: int) -> None:
    if antall == 1:
        messages.warning(request, _("Saken er åpen for deg nå. Alt du åpner, blir skrevet ned."))
    else:
        text = _("Barnet har {antall} saker. De er åpne for deg nå. Alt du åpner, blir skrevet ned.")
        messages.warning(request, text.format(antall=antall))


@require_POST
@requires(Permission.OPEN_NOEDTILGANG)
def noedtilgang_end(request: Forespoersel, noedtilgang_id: UUID) -> HttpResponse:
    """«Avslutt nå». A second click, or one that has run out, answers alike."""
    if any(one.id == noedtilgang_id for one in request.aktoer.noedtilganger):
        end_noedtilgang(noedtilgang_id)
    messages.success(request, _("Nødtilgangen er avsluttet."))
    return redirect("stafettlogg:hjem")


@require_GET
@requires(Permission.REVIEW_NOEDTILGANG)
def noedtilgang_list(request: Forespoersel) -> HttpResponse:
    """What waits to be judged, and what has been."""
    every = list_vurderingssaker()
    kontekst = {
        "venter": [one for one in every if not one.er_vurdert],
        "vurdert": [one for one in every if one.er_vurdert],
    }
    return TemplateResponse(request, "bti/noedtilgang_list.html", kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.REVIEW_NOEDTILGANG)
def noedtilgang_review(request: Forespoersel, noedtilgang_id: UUID) -> HttpResponse:
    """Judge one opening. One's own, another's to judge, or an unknown one leads back alike."""
    sak = _find(noedtilgang_id)
    form = VurderingForm(posted(request), request=request, objekt_id=noedtilgang_id)
    if sak is None or (form.is_bound and sak.er_vurdert):
        return _is_judged(request, sak, form)
    if form.is_valid():
        if not review_noedtilgang(noedtilgang_id, **form.to_vurdering()):
            return _is_judged(request, _find(noedtilgang_id), form)
        form.discard_kladd()
        messages.success(request, VURDERT)
        return redirect("bti:noedtilgang-list")
    kontekst = {
        "en": sak,
        "fakta": _facts(sak),
        "lest": [(words_for(handling), tid) for handling, tid in sak.lest_naar],
    }
    return show_form(request, "bti/noedtilgang_vurder.html", form, **kontekst)


def _is_judged(request: Forespoersel, sak: Vurderingssak | None, form: VurderingForm) -> HttpResponse:
    """The same judgement again is the second click of two; the words of another are kept as a draft."""
    staar = {"vurdering": sak.vurdering, "tekst": sak.vurdering_tekst} if sak else None
    is_same = form.is_valid() and form.to_vurdering() == staar
    say_sent_again(request, form, is_same=is_same, gjort=VURDERT, for_sent=VENTER_IKKE)
    return redirect("bti:noedtilgang-list")


@require_POST
@requires(Permission.REVIEW_NOEDTILGANG)
def noedtilgang_familie(request: Forespoersel, noedtilgang_id: UUID) -> HttpResponse:
    """Tell the family now, or wait one more period."""
    sak = _find(noedtilgang_id)
    if sak is None:
        messages.info(request, VENTER_IKKE)
        return redirect("bti:noedtilgang-list")
    hva = request.POST.get("hva")
    if hva == "vent" and sak.er_forlenget:
        messages.error(request, _("Varselet er utsatt én gang før. Familien kan se det når fristen går ut."))
    elif hva in SVAR_OM_FAMILIEN:
        outcome = tell_familie(noedtilgang_id, forleng=hva == "vent")
        messages.success(request, SVAR_OM_FAMILIEN["vent" if outcome == "utsatt" else "fortell"])
    return redirect("bti:noedtilgang-vurder", noedtilgang_id=noedtilgang_id)


def _facts(sak: Vurderingssak) -> list[tuple[str, str]]:
    return [
        (_("Hvem"), f"{sak.hvem}, {sak.tjeneste}"),
        (_("Saken hører til"), sak.ansvarlig),
        (_("Når"), f"{tidspunkt(sak.opened_at)}–{timezone.localtime(sak.slutt):%H.%M}"),
        (_("Grunnen som ble valgt"), capfirst(str(Noedgrunn(sak.grunn).label))),
    ]


def _mine() -> list[Noedtilgang]:
    """One's own openings in the last year, with how they were judged: the rows exist for nobody else."""
    siden = timezone.now() - timedelta(days=365)
    return list(Noedtilgang.objects.filter(opened_at__gte=siden).order_by("-opened_at"))


def _find(noedtilgang_id: UUID) -> Vurderingssak | None:
    return next((one for one in list_vurderingssaker() if one.id == noedtilgang_id), None)
