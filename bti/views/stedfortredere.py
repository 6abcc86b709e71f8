"""«Når jeg er borte»: who stands in for whom, set by oneself or by the head of the unit."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bti.forms import FravaerForm, SoekKollegaForm
from bti.innstillinger import get_innstilling
from bti.services import end_stedfortreder, set_stedfortreder
from bti.skjema import AltSendt, posted, show_form
from bti.skjema.tekst import read_soek
from bti.tilgang.adgang import Fravaer, list_fravaer, list_kolleger
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.personer import Arbeidssted
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission

MAKS_TREFF = 100


@require_GET
@requires(Permission.SET_STEDFORTREDER)
def stedfortreder_list(request: Forespoersel) -> HttpResponse:
    """Who stands in for me, whom I stand in for, and, for the head, who is away in the unit."""
    meg = request.aktoer.bruker_id
    every = list_fravaer()
    kontekst = {
        "for_meg": [one for one in every if one.bruker_id == meg],
        "jeg_er_vikar": [one for one in every if one.vikar_id == meg],
        "andre": [one for one in every if meg not in (one.bruker_id, one.vikar_id)],
        "er_leder": any(one.er_leder for one in request.aktoer.ansettelser),
        "i_dag": timezone.localdate(),
    }
    return TemplateResponse(request, "bti/stedfortreder_list.html", kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.SET_STEDFORTREDER)
def stedfortreder_new(request: Forespoersel) -> HttpResponse:
    """One form: who, from and to. The name is searched for where many work."""
    sted = _sted(request)
    navn = read_soek(request.GET)
    kolleger = list_kolleger(tjeneste_id=sted.tjeneste_id, navn=navn, antall=MAKS_TREFF + 1)
    fravaer = [one for one in list_fravaer() if one.tjeneste == sted.tjeneste]
    form = FravaerForm(
        posted(request),
        request=request,
        objekt_id=sted.tjeneste_id,
        kolleger=kolleger[:MAKS_TREFF],
        fravaer=fravaer,
        er_leder=sted.er_leder,
        maks_dager=get_innstilling(sted.kommune_id, "stedfortreder_maks_dager"),
    )
    if form.is_valid() and _set(request, form, sted):
        return redirect("bti:stedfortreder-list")
    kontekst = {
        "sted": sted,
        "steder": request.aktoer.ansettelser,
        "soek": SoekKollegaForm(initial={"tjeneste": sted.tjeneste_id, "navn": navn}),
        "for_mange": bool(navn) or len(kolleger) > MAKS_TREFF,
    }
    return show_form(request, "bti/stedfortreder_new.html", form, **kontekst)


def _sted(request: Forespoersel) -> Arbeidssted:
    """The unit it is about: the one named in the address, or the first of one's own. Raises Http404."""
    steder = request.aktoer.ansettelser
    chosen = request.GET.get("tjeneste") or str(steder[0].tjeneste_id)
    sted = next((one for one in steder if str(one.tjeneste_id) == chosen), None)
    if sted is None:
        raise Http404
    return sted


def _set(request: Forespoersel, form: FravaerForm, sted: Arbeidssted) -> bool:
    try:
        set_stedfortreder(form.to_fravaer(sted.tjeneste_id), noekkel=form.noekkel)
    except PermissionDenied:
        form.keep_kladd()
        form.add_error(None, _("Det gikk ikke. Begge må arbeide her, og datoene må være i dag eller senere."))
        return False
    except AltSendt:
        form.refuse_sent()
        return False
    form.discard_kladd()
    messages.success(request, _("Vikaren er satt inn og får beskjed."))
    return True


@require_http_methods(["GET", "POST"])
@requires(Permission.SET_STEDFORTREDER)
def stedfortreder_end(request: Forespoersel, stedfortreder_id: UUID) -> HttpResponse:
    """End it early: what it means, then the button."""
    fravaer = _get_fravaer(stedfortreder_id)
    if request.method == "POST":
        end_stedfortreder(fravaer)
        messages.success(request, _("Vikariatet er avsluttet."))
        return redirect("bti:stedfortreder-list")
    return TemplateResponse(request, "bti/stedfortreder_avslutt.html", {"fravaer": fravaer})


def _get_fravaer(stedfortreder_id: UUID) -> Fravaer:
    fravaer = next((one for one in list_fravaer() if one.id == stedfortreder_id), None)
    if fravaer is None:
        raise Http404
    return fravaer
