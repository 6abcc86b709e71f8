"""Goals, measures and the staircase."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from bti.innstillinger import get_innstilling
from bti.kvittering import confirm
from bti.models import Sak
from bti.skjema import KladdForm, Konflikt, posted, refusals, show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.saken import get_sak
from bti.tilgang.tillatelser import Permission
from tiltak.feil import FremmedMaal, FremmedTiltakskort, IkkeDeltaker
from tiltak.forms import EndreMaalForm, EndreTiltakForm, EvalueringForm, MaalForm, TiltakForm, TrappForm
from tiltak.models import Grad, Maal, Tiltak, Tiltakskort
from tiltak.queries import find_tiltakskort, get_maal, get_tiltak, trapp_of
from tiltak.services import change_maal, change_tiltak, evaluate_tiltak, set_maal, start_tiltak

SETNINGER = {
    FremmedMaal: gettext_lazy("Målet hører ikke til denne saken. Velg et annet."),
    FremmedTiltakskort: gettext_lazy(
        "Dette tiltaket står ikke i tiltakstrappen til kommunen. Velg et annet."
    ),
    IkkeDeltaker: gettext_lazy("Den ansvarlige må være med i saken. Velg en annen."),
}


def _saved(form: KladdForm, rad: Maal | Tiltak, tekst: str) -> HttpResponse:
    """Back to the case, with a receipt that leads to the goal or the measure."""
    form.discard_kladd()
    lenketekst = _("Se målet") if isinstance(rad, Maal) else _("Se tiltaket")
    confirm(form.request, tekst, anker=f"{rad._meta.model_name}-{rad.pk}", lenketekst=lenketekst)
    return redirect("stafettlogg:sak", sak_id=rad.sak_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_MAAL, load=get_sak, les=None)
def maal_new(request: Forespoersel, sak: Sak) -> HttpResponse:
    form = MaalForm(posted(request), request=request, objekt_id=sak.pk)
    if request.method == "POST" and form.is_valid():
        with refusals(form, SETNINGER):
            tekst = form.cleaned_data["tekst"]
            maal = set_maal(sak, tekst=tekst, noekkel=form.noekkel, by=request.aktoer.bruker_id)
            return _saved(form, maal, _("Målet er lagret."))
    return show_form(request, "tiltak/maal.html", form, sak=sak)


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_MAAL, load=get_maal)
def maal_edit(request: Forespoersel, maal: Maal) -> HttpResponse:
    initial = {"tekst": maal.tekst, "naadd_dato": maal.naadd_dato, "versjon": maal.versjon}
    form = EndreMaalForm(
        posted(request),
        request=request,
        objekt_id=maal.pk,
        initial=initial,
    )
    konflikt = None
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in ("tekst", "naadd_dato", "versjon")}
        with refusals(form, SETNINGER):
            try:
                change_maal(maal, **fields, by=request.aktoer.bruker_id)
                return _saved(form, maal, _("Målet er lagret."))
            except Konflikt as feil:
                konflikt = form.meet_konflikt(feil)
    return show_form(request, "tiltak/maal.html", form, sak=maal.sak, maal=maal, konflikt=konflikt)


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_TILTAK, load=get_sak, les="maal.lest")
def tiltak_new(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Free, or with a card from the staircase as the beginning."""
    kort = find_tiltakskort(request.GET.get("kort", ""), sak.kommune_id) if request.method == "GET" else None
    if "kort" in request.GET and kort is None and request.method == "GET":
        messages.warning(request, _("Dette tiltaket står ikke i tiltakstrappen til kommunen. Velg et annet."))
    form = TiltakForm(
        posted(request),
        request=request,
        objekt_id=sak.pk,
        initial=_first_dates(sak),
        sak=sak,
    )
    if kort:
        form.initial.update(navn=kort.navn, kort=kort.pk)
    if request.method == "POST" and form.is_valid():
        with refusals(form, SETNINGER):
            tiltak = start_tiltak(
                sak,
                **form.fields_for_service(),
                kort_id=form.cleaned_data["kort"],
                noekkel=form.noekkel,
                by=request.aktoer.bruker_id,
            )
            return _saved(form, tiltak, _("Tiltaket er lagret."))
    return show_form(request, "tiltak/tiltak.html", form, sak=sak, kort=_chosen_kort(form))


def _chosen_kort(form: TiltakForm) -> Tiltakskort | None:
    """The card that the measure begins from: just chosen, kept in a draft, or sent with something to put right."""
    kort_id = form["kort"].value()
    return find_tiltakskort(str(kort_id), form.sak.kommune_id) if kort_id else None


def _first_dates(sak: Sak) -> dict[str, Any]:
    i_dag = timezone.localdate()
    uker = get_innstilling(sak.kommune_id, "tiltak_evaluering_uker")
    return {"starter": i_dag, "evalueres": i_dag + timedelta(weeks=uker)}


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_TILTAK, load=get_tiltak)
def tiltak_edit(request: Forespoersel, tiltak: Tiltak) -> HttpResponse:
    initial = EndreTiltakForm.initial_of(tiltak)
    form = EndreTiltakForm(
        posted(request),
        request=request,
        objekt_id=tiltak.pk,
        initial=initial,
        tiltak=tiltak,
    )
    konflikt = None
    if request.method == "POST" and form.is_valid():
        with refusals(form, SETNINGER):
            try:
                versjon = form.cleaned_data["versjon"]
                change_tiltak(
                    tiltak, **form.fields_for_service(), versjon=versjon, by=request.aktoer.bruker_id
                )
                return _saved(form, tiltak, _("Tiltaket er lagret."))
            except Konflikt as feil:
                konflikt = form.meet_konflikt(feil)
    return show_form(request, "tiltak/tiltak.html", form, sak=tiltak.sak, tiltak=tiltak, konflikt=konflikt)


@require_http_methods(["GET", "POST"])
@requires(Permission.EVALUATE_TILTAK, load=get_tiltak)
def tiltak_evaluate(request: Forespoersel, tiltak: Tiltak) -> HttpResponse:
    uker = get_innstilling(tiltak.sak.kommune_id, "tiltak_evaluering_uker")
    form = EvalueringForm(posted(request), request=request, objekt_id=tiltak.pk, uker=uker)
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("grad", "ord", "barnets_ord")}
        with refusals(form, SETNINGER):
            evaluate_tiltak(
                tiltak, **words, evalueres=form.evalueres, noekkel=form.noekkel, by=request.aktoer.bruker_id
            )
            return _saved(form, tiltak, _("Evalueringen er lagret."))
    grader = [
        (Grad.HJALP, _("Det hjalp")), (Grad.DELVIS, _("Det hjalp litt")), (Grad.IKKE, _("Det hjalp ikke"))
    ]  # fmt: skip
    return show_form(request, "tiltak/evaluer.html", form, sak=tiltak.sak, tiltak=tiltak, grader=grader)


@require_GET
@requires(Permission.VIEW_TRAPP)
def trapp(request: Forespoersel) -> HttpResponse:
    """The municipality's staircase; with a case in the address, each card can be taken into it."""
    form = TrappForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    sak = Sak.objects.filter(pk=chosen["sak"]).first() if chosen.get("sak") else None
    kommune_id = sak.kommune_id if sak else request.aktoer.kommune_id
    if kommune_id is None:
        raise Http404
    trinnene = trapp_of(kommune_id, q=chosen.get("q", ""), nivaa=chosen.get("nivaa", ""))
    kontekst = {
        "form": form,
        "sak": sak,
        "trinnene": trinnene,
        "antall": sum(len(trinn.tiltakskort.all()) for trinn in trinnene),
        "filtrert": bool(chosen.get("q") or chosen.get("nivaa")),
    }
    return TemplateResponse(request, "tiltak/trapp.html", kontekst)
