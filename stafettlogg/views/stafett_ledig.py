"""Cases that nobody holds the baton in: the head of the unit asks, an employee answers. Neither page opens a case."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from bti.revisjon.services import record
from bti.skjema import posted, refusals, show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from stafettlogg.feil import ErTilbudt, HarStafettholder, KanIkkeFaaPinnen
from stafettlogg.forms_stafett import LedersvarForm, LedigForm
from stafettlogg.queries import list_lederspoersmaal, list_ledige_saker
from stafettlogg.services import answer_head, ask_to_hold
from stafettlogg.views.enheter import choose_enhet, kolleger_in
from stafettlogg.views.flere_svar import FOR_SENT, is_second_yes, say_none_was_sent, say_stafettholder

SETNINGER = {
    HarStafettholder: gettext_lazy("En av sakene har fått en stafettholder. Ingen er spurt. Se over siden."),
    ErTilbudt: gettext_lazy("Noen er alt spurt om en av sakene. Ingen ny er spurt. Se over siden."),
    KanIkkeFaaPinnen: gettext_lazy(
        "Den du valgte, kan ikke få stafettpinnen i alle sakene. Ingen er spurt. Velg færre saker, eller en annen."
    ),
}


@require_http_methods(["GET", "POST"])
@requires(Permission.ASSIGN_STAFETT)
def stafett_ledig(request: Forespoersel) -> HttpResponse:
    """The cases of one unit without a holder, by number; and one form to ask about all of them at once."""
    alle = list_ledige_saker()
    enheter = {en.tjeneste_id: en.tjeneste for en in alle}
    enhet = choose_enhet(request, enheter)
    ledige = [en for en in alle if en.tjeneste_id == enhet]
    form = LedigForm(
        posted(request), request=request, objekt_id=enhet, ledige=ledige, kolleger=kolleger_in(enhet)
    )
    if request.method == "POST" and form.is_valid() and _ask(request, form):
        return redirect("stafettlogg:stafett-ledig")
    if request.method == "GET":
        record("stafettpinnen.ledige")
    return show_form(
        request, "stafettlogg/stafett_ledig.html", form, ledige=ledige, enheter=enheter, enhet=enhet
    )


def _ask(request: Forespoersel, form: LedigForm) -> bool:
    data = form.cleaned_data
    with refusals(form, SETNINGER):
        saker = [UUID(pk) for pk in data["saker"]]
        ask_to_hold(saker, til=UUID(data["til"]), svarfrist=data["svarfrist"], noekkel=form.noekkel)
        form.discard_kladd()
        antall = len(saker)
        messages.success(
            request,
            ngettext(
                "Spørsmålet om saken er sendt.", "Spørsmålet om {antall} saker er sendt.", antall
            ).format(antall=antall),
        )
        return True
    return False


@require_http_methods(["GET", "POST"])
@requires(Permission.ANSWER_STAFETT)
def stafett_spurt(request: Forespoersel) -> HttpResponse:
    """What a head has asked, by unit and number, and one answer."""
    spoersmaal = list_lederspoersmaal()
    form = LedersvarForm(
        posted(request), request=request, objekt_id=request.aktoer.bruker_id, spoersmaal=spoersmaal
    )
    if request.method == "POST" and is_second_yes(request):
        return redirect("bti:sak-list")
    if request.method == "POST" and form.is_valid() and _answer(request, form):
        return redirect("bti:sak-list" if form.is_yes else "stafettlogg:hjem")
    return show_form(request, "stafettlogg/stafett_spurt.html", form, spoersmaal=spoersmaal)


def _answer(request: Forespoersel, form: LedersvarForm) -> bool:
    """Keep the answer and say what it means; or say that it came too late, and keep the words."""
    data = form.cleaned_data
    try:
        antall = answer_head(
            [UUID(pk) for pk in data["saker"]],
            svar=data["svar"],
            grunn=data["grunn"],
            by=request.aktoer.bruker_id,
        )
    except FOR_SENT:
        say_none_was_sent(request, form)
        return False
    form.discard_kladd()
    if form.is_yes:
        say_stafettholder(request, antall)
    else:
        messages.success(request, str(gettext_lazy("Takk for svaret. Lederen får beskjed.")))
    return True
