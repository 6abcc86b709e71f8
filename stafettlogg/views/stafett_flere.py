"""Handing over many cases at once: one page with all of one's own, and one form to ask a colleague about them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from bti.feil import SakErLukket
from bti.skjema import posted, refusals, show_form
from bti.tilgang.feil import SakTapt
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from stafettlogg.feil import SakenKanIkkeGis
from stafettlogg.forms_stafett import FlereForm
from stafettlogg.queries import MinPinne, list_mine_pinner
from stafettlogg.services import offer_stafetter
from stafettlogg.views.enheter import choose_enhet, kolleger_in

IKKE_LENGER = gettext_lazy("En av sakene er ikke din å gi fra deg lenger. Ingen er spurt. Se over siden.")
SETNINGER = {SakErLukket: IKKE_LENGER, SakTapt: IKKE_LENGER}


@require_http_methods(["GET", "POST"])
@requires(Permission.LIST_SAK)
def stafett_flere(request: Forespoersel) -> HttpResponse:
    """The cases of one unit that one holds the baton in, all chosen; and who is asked to take them."""
    alle = list_mine_pinner(request.aktoer.bruker_id)
    enheter = {en.sak.tjeneste_id: en.sak.tjeneste.navn for en in alle}
    enhet = choose_enhet(request, enheter)
    mine = [en for en in alle if en.sak.tjeneste_id == enhet]
    kolleger = kolleger_in(enhet, uten=[request.aktoer.bruker_id])
    form = FlereForm(posted(request), request=request, objekt_id=enhet, mine=mine, kolleger=kolleger)
    if request.method == "POST" and form.is_valid() and _offer(request, form, mine):
        return redirect("stafettlogg:stafett-flere")
    return show_form(
        request,
        "stafettlogg/stafett_flere.html",
        form,
        mine=mine,
        venter=[en for en in mine if en.venter],
        kan_gis=any(en.kan_gis for en in mine),
        enheter=enheter,
        enhet=enhet,
    )


def _offer(request: Forespoersel, form: FlereForm, mine: list[MinPinne]) -> bool:
    data = form.cleaned_data
    saker = [en.sak for en in mine if str(en.sak.pk) in data["saker"]]
    try:
        with refusals(form, SETNINGER):
            antall = offer_stafetter(
                saker, til=UUID(data["til"]), svarfrist=data["svarfrist"], beskjed=data["beskjed"],
                noekkel=form.noekkel,
            )  # fmt: skip
            form.discard_kladd()
            _say_sent(request, antall)
            return True
    except SakenKanIkkeGis as feil:
        form.add_error("saker", _why_not(feil))
    return False


def _say_sent(request: Forespoersel, antall: int) -> None:
    text = ngettext(
        "Spørsmålet om saken er sendt. Du holder stafettpinnen til du har fått ja.",
        "Spørsmålet om {antall} saker er sendt. Du holder stafettpinnene til du har fått ja.",
        antall,
    )
    messages.success(request, text.format(antall=antall))


def _why_not(feil: SakenKanIkkeGis) -> str:
    barn = feil.sak.hovedperson.navn
    if feil.er_tilbudt:
        text = _("Noen er alt spurt om å ta over for {barn}. Ingen ny er spurt. Ta bort haken ved {barn}.")
    else:
        text = _(
            "Den du valgte, kan ikke ta over for {barn}. Ingen er spurt. Ta bort haken ved {barn}, eller velg en annen."
        )
    return text.format(barn=barn)
