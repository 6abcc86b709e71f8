"""The baton: the holder asks the next one, and who is asked answers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bti.feil import SakErLukket
from bti.models import Sak, Saksstatus
from bti.skjema import posted, refusals, say_too_late, show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from samtykke.queries import require_ansatt
from stafettlogg.feil import (
    ErTilbudt,
    KanIkkeFaaPinnen,
    VekslingErBesvart,
    VekslingErBorte,
    VekslingErTrukket,
)
from stafettlogg.forms_stafett import StafettForm, StafettsvarForm
from stafettlogg.models import Stafettveksling, Vekslingssvar
from stafettlogg.queries import get_veksling, is_asked_of_others, is_veksling_waiting, read_stafett, skifte_of
from stafettlogg.services import answer_stafett, offer_stafett, take_back_stafett
from stafettlogg.views.felles import get_sak_for_staff

SETNINGER = {
    ErTilbudt: gettext_lazy("Noen er alt spurt om å ta over. Ingen ny er spurt. Se over siden."),
    KanIkkeFaaPinnen: gettext_lazy("Den du valgte, kan ikke få stafettpinnen lenger. Velg en annen."),
}
FOR_SENT = {
    VekslingErBesvart: gettext_lazy("Du har alt svart på dette. Det første svaret gjelder."),
    VekslingErTrukket: gettext_lazy("Du trenger ikke svare lenger. Den som spurte, har trukket spørsmålet."),
    VekslingErBorte: gettext_lazy("Du trenger ikke svare lenger. Spørsmålet gjelder ikke nå."),
    SakErLukket: gettext_lazy("Du trenger ikke svare lenger. Saken er avsluttet."),
}


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_SAK, load=get_sak_for_staff, les="stafettveksling.lest")
def stafett_gi(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Who holds the baton, who is asked, who said no, and one form to ask the next one."""
    if request.method == "POST" and "trekk" in request.POST:
        return _take_back(request, sak)
    stafett = read_stafett(sak)
    form = StafettForm(posted(request), request=request, objekt_id=sak.pk, kandidater=stafett.kandidater)
    if request.method == "POST" and form.is_valid():
        with refusals(form, SETNINGER):
            data = form.cleaned_data
            offer_stafett(
                sak,
                til=UUID(data["til"]),
                svarfrist=data["svarfrist"],
                beskjed=data["beskjed"],
                noekkel=form.noekkel,
            )
            form.discard_kladd()
            messages.success(request, _("Spørsmålet er sendt. Du holder stafettpinnen til du har fått ja."))
            return redirect("stafettlogg:stafett-gi", sak_id=sak.pk)
    lukket = sak.status == Saksstatus.LUKKET
    return show_form(request, "stafettlogg/stafett_gi.html", form, sak=sak, stafett=stafett, lukket=lukket)


def _take_back(request: Forespoersel, sak: Sak) -> HttpResponse:
    """The offer that the page showed. An answer that came first stands, and the page shows it."""
    try:
        done = take_back_stafett(sak, UUID(request.POST["trekk"]))
    except (ValueError, SakErLukket):
        done = False
    if done:
        messages.success(request, _("Spørsmålet er trukket. Du holder stafettpinnen."))
    else:
        messages.info(request, _("Det var ikke noe spørsmål å trekke. Se hva som står her nå."))
    return redirect("stafettlogg:stafett-gi", sak_id=sak.pk)


def _get_veksling(veksling_id: UUID) -> Stafettveksling:
    return require_ansatt(get_veksling(veksling_id))


@require_http_methods(["GET", "POST"])
@requires(Permission.TAKE_STAFETT, load=_get_veksling, les="stafettveksling.lest")
def stafett_svar(request: Forespoersel, veksling: Stafettveksling) -> HttpResponse:
    """What it is to hold the baton, what the holder wrote, and yes or no. For who is asked alone."""
    if veksling.til_id != request.aktoer.bruker_id:
        raise Http404
    form = StafettsvarForm(posted(request), request=request, objekt_id=veksling.pk)
    if request.method == "POST" and form.is_valid():
        _answer(request, veksling, form)
        return redirect("stafettlogg:stafett-svar", veksling.pk)
    return show_form(
        request,
        "stafettlogg/stafett_svar.html",
        form,
        sak=veksling.sak,
        veksling=veksling,
        venter=is_veksling_waiting(veksling),
        flere=is_asked_of_others(veksling),
        skifte=skifte_of(veksling),
        lukket=veksling.sak.status == Saksstatus.LUKKET,
    )


def _answer(request: Forespoersel, veksling: Stafettveksling, form: StafettsvarForm) -> None:
    """Keep the answer, and say what it means now; or say why it came too late."""
    data = form.cleaned_data
    try:
        answer_stafett(veksling, svar=data["svar"], grunn=data["grunn"], by=request.aktoer.bruker_id)
    except tuple(FOR_SENT) as feil:
        say_too_late(request, form, FOR_SENT[type(feil)])
        return
    form.discard_kladd()
    if data["svar"] == Vekslingssvar.JA:
        messages.success(request, _("Takk. Nå er du stafettholder. Det står i loggen."))
    else:
        messages.success(request, _("Takk for svaret. Stafettholderen får beskjed."))
