"""The individual plan of a case: a live view of it, with the family's own words on top."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from bti.models import Individuellplan, Rettighetsslag, Sak
from bti.queries_rettigheter import rettigheter_in
from bti.skjema import Konflikt, posted, refusals, say_sent_again, show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.sted import hides_sted
from bti.tilgang.tillatelser import Permission
from stafettlogg.forms_plan import PlanForm, PlanSluttForm
from stafettlogg.planpapir import SKREVET_UT, answer_with_plan
from stafettlogg.saksside import Saksside
from stafettlogg.services import end_plan, save_plan
from stafettlogg.views.felles import SETNINGER, get_sak_for_staff

AVSLUTTET = gettext_lazy("Planen er avsluttet. Saken fortsetter.")


@require_GET
@requires(Permission.VIEW_SAK, load=get_sak_for_staff)
def plan(request: Forespoersel, sak: Sak) -> HttpResponse:
    """The plan, or what it is and how it begins."""
    side = Saksside(sak)
    rettigheter = rettigheter_in(sak.kommune_id)
    kontekst = {
        "sak": sak,
        "side": side,
        "moeter": side.coming_moeter(request.aktoer.bruker_id),
        "rett": next((one for one in rettigheter if one.slag == Rettighetsslag.INDIVIDUELL_PLAN), None),
        "kan_skrive_ut": side.may(Permission.ORDER_UTSKRIFT),
        "kan_endre": side.may(Permission.CHANGE_SAK) and not side.lukket,
    }
    return TemplateResponse(request, "stafettlogg/plan.html", kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_SAK, load=get_sak_for_staff)
def plan_edit(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Start the plan, or change the family's words in it."""
    naa = Individuellplan.objects.filter(sak=sak).first()
    form = PlanForm(posted(request), request=request, sak=sak, plan=naa)
    andres: Individuellplan | None = None
    if request.method == "POST" and form.is_valid():
        with refusals(form, SETNINGER):
            try:
                save_plan(sak, **form.answers(), noekkel=form.noekkel, by=request.aktoer.bruker_id)
            except Konflikt as problem:
                andres = form.meet_konflikt(problem)
            else:
                form.discard_kladd()
                messages.success(request, _("Planen er lagret."))
                return redirect("stafettlogg:plan", sak_id=sak.pk)
    return show_form(request, "stafettlogg/plan_edit.html", form, sak=sak, plan=naa, andres=andres)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_SAK, load=get_sak_for_staff)
def plan_end(request: Forespoersel, sak: Sak) -> HttpResponse:
    """End the plan, with the reason; where there is none, back to its page."""
    naa = Individuellplan.objects.filter(sak=sak, ended_at=None).first()
    form = PlanSluttForm(posted(request), request=request, objekt_id=sak.pk)
    if naa is None:
        return _is_ended(request, sak, form)
    naa.sak = sak
    if form.is_valid():
        with refusals(form, SETNINGER):
            avslutning = form.cleaned_data["avslutning"]
            if not end_plan(naa, avslutning=avslutning, by=request.aktoer.bruker_id):
                return _is_ended(request, sak, form)
            form.discard_kladd()
            messages.success(request, AVSLUTTET)
            return redirect("stafettlogg:plan", sak_id=sak.pk)
    return show_form(request, "stafettlogg/plan_slutt.html", form, sak=sak)


def _is_ended(request: Forespoersel, sak: Sak, form: PlanSluttForm) -> HttpResponse:
    """There is no plan to end. The same words again are the second click of two; others are kept as a draft."""
    if form.is_bound:
        avslutning = form.cleaned_data["avslutning"] if form.is_valid() else ""
        same = Individuellplan.objects.filter(sak=sak, avslutning=avslutning)
        is_same, for_sent = bool(avslutning) and same.exists(), _("Planen er avsluttet fra før.")
        say_sent_again(request, form, is_same=is_same, gjort=AVSLUTTET, for_sent=for_sent)
    return redirect("stafettlogg:plan", sak_id=sak.pk)


@require_GET
@requires(Permission.ORDER_UTSKRIFT, load=get_sak_for_staff, les=SKREVET_UT)
def plan_papir(request: Forespoersel, sak: Sak) -> HttpResponse:
    """The family's paper, printed at work: it goes home with whoever is given it."""
    return answer_with_plan(request, sak, tilbake="stafettlogg:plan", uten_sted=hides_sted(sak.pk))
