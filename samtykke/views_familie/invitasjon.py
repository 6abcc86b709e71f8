"""Whom the family wants with them: ask for somebody, answer what another has asked for, take a yes back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bti.feil import SakErLukket
from bti.models import Sak
from bti.skjema import posted, refusals, show_form
from bti.tilgang.familieinvitasjon import Invitasjon, list_invitasjoner
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from samtykke.familie import innsyn_in
from samtykke.feil import InvitasjonErBorte
from samtykke.forms_invitasjon import FamilieinvitasjonForm
from samtykke.queries import get_sak_for_familie, givere_in
from samtykke.services import answer_invitasjon, invite_familie, take_back_invitasjon

LEST = "familieinvitasjon.lest"


@require_http_methods(["GET", "POST"])
@requires(Permission.INVITE_FAMILIE, load=get_sak_for_familie, les=LEST)
def invitasjoner(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Those that stand, each with a yes and a no of equal weight; who is not to answer reads none of them."""
    if request.method == "POST":
        _answer(request, sak)
        return redirect("familie:invitasjoner", sak_id=sak.pk)
    context = {
        "sak": sak,
        "invitasjoner": list_invitasjoner(sak.pk),
        "er_giver": _is_giver(request, sak),
        "innsyn": innsyn_in(sak),
    }
    return TemplateResponse(request, "familie/invitasjoner.html", context)


def _is_giver(request: Forespoersel, sak: Sak) -> bool:
    return request.aktoer.bruker_id in {giver.bruker_id for giver in givere_in(sak)}


def find_invitasjon(request: Forespoersel, sak: Sak) -> Invitasjon | None:
    """The one that the form or the link names, if the reader may know of it."""
    data = request.POST if request.method == "POST" else request.GET
    wanted = data.get("invitasjon", "")
    return next((one for one in list_invitasjoner(sak.pk) if str(one.id) == wanted), None)


def _answer(request: Forespoersel, sak: Sak) -> None:
    invitasjon = find_invitasjon(request, sak)
    if invitasjon is None:
        messages.info(request, _("Svaret ble ikke lagret. Forespørselen er tatt bort."))
        return
    svar = request.POST.get("svar")
    if svar not in ("ja", "nei"):
        messages.warning(request, _("Velg ja eller nei."))
        return
    try:
        answer_invitasjon(sak, invitasjon_id=invitasjon.id, ja=svar == "ja")
    except InvitasjonErBorte:
        messages.info(request, _("Svaret ble ikke lagret. Forespørselen er tatt bort."))
    except SakErLukket:
        messages.warning(request, _("Saken er avsluttet. Svaret ble ikke lagret."))
    else:
        messages.success(request, _("Takk. Svaret ditt er lagret."))


@require_http_methods(["GET", "POST"])
@requires(Permission.INVITE_FAMILIE, load=get_sak_for_familie, les=LEST)
def invitasjon_new(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Ask for somebody to follow the plan."""
    givere = givere_in(sak)
    if request.aktoer.bruker_id not in {giver.bruker_id for giver in givere}:
        messages.info(request, _("Bare de som må si ja, kan be om å få med noen."))
        return redirect("familie:invitasjoner", sak_id=sak.pk)
    form = FamilieinvitasjonForm(posted(request), request=request, objekt_id=sak.pk)
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("relasjonstype", "navn", "hvorfor")}
        with refusals(form, {PermissionDenied: _("Du kan ikke be om dette lenger. Teksten er lagret.")}):
            invite_familie(sak, noekkel=form.noekkel, **data)
            form.discard_kladd()
            messages.success(request, _("Takk. Forespørselen er lagret, og du har sagt ja."))
            return redirect("familie:invitasjoner", sak_id=sak.pk)
    return show_form(
        request,
        "familie/invitasjon_new.html",
        form,
        sak=sak,
        er_alene=len(givere) == 1,
        innsyn=innsyn_in(sak),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.INVITE_FAMILIE, load=get_sak_for_familie, les=LEST)
def invitasjon_trekk(request: Forespoersel, sak: Sak) -> HttpResponse:
    """First what it means, then the one button; a second tap changes nothing."""
    invitasjon = find_invitasjon(request, sak)
    if invitasjon is None or not invitasjon.mitt_svar:
        return redirect("familie:invitasjoner", sak_id=sak.pk)
    if request.method == "POST":
        take_back_invitasjon(sak, invitasjon_id=invitasjon.id)
        messages.success(request, _("Du har tatt ja-et tilbake. Det gjelder fra nå."))
        return redirect("familie:invitasjoner", sak_id=sak.pk)
    context = {
        "sak": sak,
        "invitasjon": invitasjon,
        "er_min": invitasjon.invited_by_id == request.aktoer.bruker_id,
        "innsyn": innsyn_in(sak),
    }
    return TemplateResponse(request, "familie/invitasjon_trekk.html", context)
