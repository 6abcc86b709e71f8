"""That one of the family wants the case closed: their page, and the stafettholder's.

Both are recorded as any look at the case is. A name of its own would tell the rest of the family that somebody asked.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bti.innstillinger import get_innstilling
from bti.models import Sak, Saksstatus
from bti.skjema import AltSendt, posted, refusals, say_sent_again, say_too_late, show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from samtykke.familie import innsyn_in
from samtykke.feil import LukkeoenskeErBesvart, LukkeoenskeErTrukket
from samtykke.forms_lukking import LukkeoenskeForm, LukkesvarForm
from samtykke.models import Lukkeoenske
from samtykke.queries import get_sak_for_ansatt, get_sak_for_familie
from samtykke.services.lukking import answer_lukking, ask_lukking, withdraw_lukking

SOM_SAKEN = "sak.lest"
STAAR_ALT = gettext_lazy("Du har alt sendt et ønske. Det venter på svar, eller har fått et ja.")
BESVART = gettext_lazy("Svaret er sendt til den som ønsket det.")
BESVART_FOER = gettext_lazy("Ønsket er besvart etter at du åpnet siden. Se hva som ble svart.")
TRUKKET_FOER = gettext_lazy("Ønsket er trukket tilbake. Du trenger ikke svare.")


@require_http_methods(["GET", "POST"])
@requires(Permission.ASK_LUKKING, load=get_sak_for_familie, les=SOM_SAKEN)
def familie_lukkeoenske(request: Forespoersel, sak: Sak) -> HttpResponse:
    """What it means first, then one button; what one has asked before, and the answers. Nobody else's."""
    mine = list(Lukkeoenske.objects.filter(sak=sak).order_by("-requested_at"))
    staar = next((one for one in mine if one.staar), None)
    form = LukkeoenskeForm(posted(request), request=request, objekt_id=sak.pk)
    if request.method == "POST" and "trekk" in request.POST:
        return _withdraw(request, sak, mine)
    if request.method == "POST" and form.is_valid():
        with refusals(form, {}):
            _ask(request, sak, form)
            return redirect("familie:lukkeoenske", sak_id=sak.pk)
    kontekst = {
        "sak": sak,
        "lukket": sak.status == Saksstatus.LUKKET,
        "staar": staar,
        "foer": [one for one in mine if one is not staar],
        "dager": get_innstilling(sak.kommune_id, "lukkeoenske_svarfrist_dager"),
        "innsyn": innsyn_in(sak),
    }
    return show_form(request, "familie/lukkeoenske.html", form, **kontekst)


def _ask(request: Forespoersel, sak: Sak, form: LukkeoenskeForm) -> None:
    """A wish that stands already is shown instead of a second; the words of the second are kept."""
    try:
        ask_lukking(sak, hvorfor=form.cleaned_data["hvorfor"], noekkel=form.noekkel)
    except AltSendt:
        say_too_late(request, form, STAAR_ALT)
        return
    form.discard_kladd()
    messages.success(request, _("Takk. Ønsket ditt er sendt til stafettholderen."))


def _withdraw(request: Forespoersel, sak: Sak, mine: list[Lukkeoenske]) -> HttpResponse:
    """The one that the page showed, for another may stand by now."""
    oenske = next((one for one in mine if str(one.pk) == request.POST["trekk"]), None)
    if oenske is not None and withdraw_lukking(oenske):
        messages.success(request, _("Du har trukket ønsket. Stafettloggen går videre som før."))
    else:
        messages.info(request, _("Det var ikke noe ønske å trekke. Se hva som står her nå."))
    return redirect("familie:lukkeoenske", sak_id=sak.pk)


def _get_sak_of_oenske(sak_id: UUID, lukkeoenske_id: UUID) -> Sak:
    """Return the case of one that the actor answers. The row itself is not what is recorded as read."""
    sak = get_sak_for_ansatt(sak_id)
    if not Lukkeoenske.objects.filter(pk=lukkeoenske_id, sak=sak).exists():
        raise Http404
    return sak


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_SAK, load=_get_sak_of_oenske, les=SOM_SAKEN)
def lukkeoenske(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Read one wish and answer it; a yes shows how a case is closed."""
    match = request.resolver_match
    oenske_id = match.kwargs["lukkeoenske_id"] if match else sak.pk
    oenske = get_object_or_404(Lukkeoenske.objects.select_related("requested_by"), pk=oenske_id, sak=sak)
    oenske.sak = sak
    form = LukkesvarForm(posted(request), request=request, objekt_id=oenske.pk)
    if request.method == "POST" and form.is_valid():
        with refusals(form, {}):
            _answer(request, oenske, form)
            return redirect("samtykke:lukkeoenske", sak_id=sak.pk, lukkeoenske_id=oenske.pk)
    lukket = sak.status == Saksstatus.LUKKET
    return show_form(request, "samtykke/lukkeoenske.html", form, sak=sak, oenske=oenske, lukket=lukket)


def _answer(request: Forespoersel, oenske: Lukkeoenske, form: LukkesvarForm) -> None:
    """Of two answers the first counts: the same one again is a second click, another is kept as a draft."""
    sagt: dict[str, Any] = {navn: form.cleaned_data[navn] for navn in ("svar", "begrunnelse")}
    try:
        answer_lukking(oenske, **sagt)
    except LukkeoenskeErTrukket:
        say_too_late(request, form, TRUKKET_FOER)
    except LukkeoenskeErBesvart:
        oenske.refresh_from_db()
        is_same = sagt == {"svar": oenske.svar, "begrunnelse": oenske.begrunnelse}
        say_sent_again(request, form, is_same=is_same, gjort=BESVART, for_sent=BESVART_FOER)
    else:
        form.discard_kladd()
        messages.success(request, BESVART)
