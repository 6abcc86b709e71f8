"""Who takes over a measure without an owner: the stafettholder asks, and who is asked answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from bti.feil import SakErLukket
from bti.models import Sak, Saksstatus
from bti.skjema import posted, refusals, say_too_late, show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.saken import get_sak
from bti.tilgang.tillatelser import Permission
from samtykke.familie import innsyn_in
from samtykke.queries import require_ansatt, require_familie
from tiltak.feil import AltBesvart, ErSpurt, HarAnsvarlig, KanIkkeTa, TiltaketErEndret, Trukket
from tiltak.forms_forespoersel import SpoerForm, TiltakssvarForm
from tiltak.models import Forespoerselsvar, Tiltaksforespoersel
from tiltak.queries import get_forespoersel, is_waiting, list_ledige
from tiltak.services import answer_forespoersel, ask_to_take, take_back

SETNINGER = {
    ErSpurt: gettext_lazy("Noen er alt spurt om ett av tiltakene. Ingen nye er spurt. Se over siden."),
    HarAnsvarlig: gettext_lazy(
        "Ett av tiltakene trenger ikke noen ny lenger. Ingen er spurt. Se over siden."
    ),
    KanIkkeTa: gettext_lazy("En av dem du valgte, kan ikke ta over lenger. Ingen er spurt. Se over siden."),
}
FOR_SENT = {
    AltBesvart: gettext_lazy("Du har alt svart på dette. Det første svaret gjelder."),
    Trukket: gettext_lazy("Du trenger ikke svare lenger. Den som spurte, har trukket spørsmålet."),
    HarAnsvarlig: gettext_lazy("Du trenger ikke svare lenger. Tiltaket trenger ikke noen ny ansvarlig."),
    SakErLukket: gettext_lazy("Du trenger ikke svare lenger. Saken er avsluttet."),
}
ENDRET = gettext_lazy("Tiltaket er endret etter at du åpnet siden. Les det på nytt før du svarer.")


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_SAK, load=get_sak, les="tiltak.lest")
def tiltak_spoer(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Every measure without an owner: who is asked, who said no, and one form to ask about all of them."""
    if request.method == "POST" and "trekk" in request.POST:
        return _take_back(request, sak)
    ledige = list_ledige(sak)
    form = SpoerForm(posted(request), request=request, objekt_id=sak.pk, ledige=ledige)
    if request.method == "POST" and form.is_valid():
        with refusals(form, SETNINGER):
            ask_to_take(sak, valg=form.valg, svarfrist=form.cleaned_data["svarfrist"], noekkel=form.noekkel)
            form.discard_kladd()
            antall = len(form.valg)
            messages.success(
                request,
                ngettext("Spørsmålet er sendt.", "Spørsmålene om {antall} tiltak er sendt.", antall).format(
                    antall=antall
                ),
            )
            return redirect("tiltak:spoer", sak_id=sak.pk)
    return show_form(request, "tiltak/spoer.html", form, sak=sak, ledige=ledige)


def _take_back(request: Forespoersel, sak: Sak) -> HttpResponse:
    """The one that the page showed. An answer that came first stands, and the page shows it."""
    try:
        done = take_back(sak, UUID(request.POST["trekk"]))
    except (ValueError, SakErLukket):
        done = False
    if done:
        messages.success(request, _("Spørsmålet er trukket. Du kan spørre en annen."))
    else:
        messages.info(request, _("Det var ikke noe spørsmål å trekke. Se hva som står her nå."))
    return redirect("tiltak:spoer", sak_id=sak.pk)


def _get_for_ansatt(forespoersel_id: UUID) -> Tiltaksforespoersel:
    return require_ansatt(get_forespoersel(forespoersel_id))


def _get_for_familie(min_forespoersel_id: UUID) -> Tiltaksforespoersel:
    return require_familie(get_forespoersel(min_forespoersel_id))


@require_http_methods(["GET", "POST"])
@requires(Permission.ANSWER_TILTAK, load=_get_for_ansatt)
def tiltak_svar(request: Forespoersel, forespoersel: Tiltaksforespoersel) -> HttpResponse:
    """What is asked, and yes or no."""
    return _answer_page(request, forespoersel, "tiltak:svar", "tiltak/svar.html")


@require_http_methods(["GET", "POST"])
@requires(Permission.ANSWER_TILTAK, load=_get_for_familie)
def familie_tiltak_svar(request: Forespoersel, forespoersel: Tiltaksforespoersel) -> HttpResponse:
    """The same for a parent or the young person, about what is done at home."""
    innsyn = innsyn_in(forespoersel.sak)
    return _answer_page(
        request, forespoersel, "familie:tiltak-svar", "familie/tiltak_svar.html", innsyn=innsyn
    )


def _answer_page(
    request: Forespoersel, forespoersel: Tiltaksforespoersel, side: str, mal: str, **kontekst: Any
) -> HttpResponse:
    """Others who see that somebody is asked have nothing to answer here."""
    if forespoersel.bruker_id != request.aktoer.bruker_id:
        raise Http404
    form = TiltakssvarForm(
        posted(request),
        request=request,
        objekt_id=forespoersel.pk,
        initial={"versjon": forespoersel.tiltak.versjon},
    )
    if request.method == "POST" and form.is_valid() and _answer(request, forespoersel, form):
        return redirect(side, forespoersel.pk)
    kontekst |= {
        "sak": forespoersel.sak,
        "forespoersel": forespoersel,
        "tiltak": forespoersel.tiltak,
        "venter": is_waiting(forespoersel),
        "lukket": forespoersel.sak.status == Saksstatus.LUKKET,
    }
    return show_form(request, mal, form, **kontekst)


def _answer(request: Forespoersel, forespoersel: Tiltaksforespoersel, form: TiltakssvarForm) -> bool:
    """Whether the page has nothing more to ask: answered now, before, or too late."""
    data = {navn: form.cleaned_data[navn] for navn in ("svar", "grunn", "versjon")}
    try:
        answer_forespoersel(forespoersel, **data)
    except TiltaketErEndret:
        forespoersel.tiltak.refresh_from_db()
        form.replace_data(versjon=str(forespoersel.tiltak.versjon))
        form.add_error(None, str(ENDRET))
        form.keep_kladd()
        return False
    except tuple(FOR_SENT) as feil:
        say_too_late(request, form, FOR_SENT[type(feil)])
        return True
    form.discard_kladd()
    if data["svar"] == Forespoerselsvar.JA:
        messages.success(request, _("Takk. Nå har du ansvaret for tiltaket."))
    else:
        messages.success(request, _("Takk for svaret. Stafettholderen spør en annen."))
    return True
