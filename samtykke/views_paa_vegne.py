"""Answers on paper or spoken: the sheet, the one who writes down, and the second employee."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bti.skjema import posted, refusals, show_form
from bti.templatetags.stafett import dato
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.sted import hides_sted, hiding_sted
from bti.tilgang.tillatelser import Permission
from samtykke.feil import (
    AlleredeAvgjort,
    AltSagtNei,
    AltSvartJa,
    FeilKode,
    ForMangeFeilKoder,
    HarSkann,
    IngenJaAaTrekke,
    SpoersmaaletGjelderIkke,
    SvaretErEldre,
    SvarVenterAlt,
)
from samtykke.forms_paa_vegne import SvarPaaVegneForm
from samtykke.lesing import lesning_of
from samtykke.models import Paavegnesvar, Samtykkekrav
from samtykke.paa_vegne import clean_kode, get_krav_to_answer_for, kode_of, svar_to_confirm
from samtykke.queries import current_tekst, name_to_turn_to
from samtykke.services.paa_vegne import confirm_svar, register_svar, reject_svar
from samtykke.services.skann import attach_skann
from samtykke.temaliste import words_of

NOT_YOURS = gettext_lazy("Dette svaret venter ikke på deg. Det kan være avgjort allerede.")
SETNINGER = {
    AltSvartJa: gettext_lazy("Personen har alt sagt ja. Vil personen trekke det, velger du det i stedet."),
    SvarVenterAlt: gettext_lazy(
        "Et svar fra denne personen er alt skrevet inn. En kollega må se på det først."
    ),
    HarSkann: gettext_lazy("Svaret er alt skrevet inn, med et annet ark. Se på det fra siden om samtykker."),
    SvaretErEldre: gettext_lazy(
        "Personen har sagt nei eller trukket et ja samme dag eller senere. Det gjelder. Be om et nytt svar."
    ),
    AltSagtNei: gettext_lazy("Personen har sagt nei. Det gjelder til personen sier noe annet."),
    IngenJaAaTrekke: gettext_lazy("Personen har ikke noe ja som gjelder nå."),
    SpoersmaaletGjelderIkke: gettext_lazy("Spørsmålet gjelder ikke lenger. Svaret er ikke lagret."),
}


@require_GET
@requires(Permission.REQUEST_SAMTYKKE, load=get_krav_to_answer_for, les="samtykke.lest")
def svarark(request: Forespoersel, krav: Samtykkekrav) -> HttpResponse:
    """The question on paper, with a code and a reply slip, for who does not answer by login."""
    with hiding_sted(hides_sted(krav.sak_id)):  # the sheet goes home with the giver, and travels
        krav = get_krav_to_answer_for(krav.pk)
    tekst = current_tekst(krav.sak.kommune_id)
    kode = kode_of(krav, tekst) if tekst else ""
    context = {
        "sak": krav.sak,
        "krav": krav,
        "tekst": tekst,
        "les": lesning_of(krav),
        "kode": f"{kode[:4]}-{kode[4:]}",
        "temaer": words_of(krav.temaer),
        "mottaker": name_to_turn_to(krav),  # who asked may have left the case since
    }
    return TemplateResponse(request, "samtykke/svarark.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.REQUEST_SAMTYKKE, load=get_krav_to_answer_for, les="samtykke.lest")
def svar_register(request: Forespoersel, krav: Samtykkekrav) -> HttpResponse:
    """Write down an answer that came on paper or spoken."""
    form = SvarPaaVegneForm(posted(request), files=request.FILES or None, request=request, krav=krav)
    if request.method == "POST" and form.is_valid() and _register(form):
        form.discard_kladd()
        messages.success(request, _receipt(form))
        if form.cleaned_data["skann"]:
            return redirect("samtykke:skann", paa_vegne_id=form.noekkel)
        return redirect("samtykke:list", sak_id=krav.sak_id)
    return show_form(request, "samtykke/svar_paa_vegne.html", form, sak=krav.sak, krav=krav)


def _register(form: SvarPaaVegneForm) -> bool:
    with refusals(form, SETNINGER):
        fil = form.cleaned_data["skann"]
        with transaction.atomic():  # both are kept, or neither
            register_svar(form.krav, noekkel=form.noekkel, **form.rad)
            if fil:
                attach_skann(form.krav, svar_id=form.noekkel, noekkel=uuid4(), fil=fil.read())
        return True
    form.ask_for_file_again()
    return False


def _receipt(form: SvarPaaVegneForm) -> str:
    match form.cleaned_data["svar"]:
        case Paavegnesvar.VENT:
            text = _("Lagret. Personen har ikke svart ennå, og vil svare senest {dato}.")
            return text.format(dato=dato(form.cleaned_data["vent_til"]))
        case Paavegnesvar.RING:
            return _("Lagret. Personen har ikke svart ennå, og vil bli ringt.")
        case Paavegnesvar.JA | Paavegnesvar.NEI:
            return _("Svaret er skrevet inn. Det gjelder når en kollega har bekreftet det.")
    text = _("Samtykket er trukket. {tjeneste} kan ikke se saken lenger.")
    if form.krav.gjelder_ansvar:
        text = _("Samtykket er trukket. {tjeneste} kan ikke ta over.")
    return text.format(tjeneste=form.krav.tjeneste.navn)


@require_GET
@requires(Permission.CONFIRM_RELASJON)
def svar_to_confirm_list(request: Forespoersel) -> HttpResponse:
    """What waits for the actor as the second employee."""
    return TemplateResponse(request, "samtykke/svar_bekreft.html", {"svar_list": svar_to_confirm()})


@require_POST
@requires(Permission.CONFIRM_RELASJON)
def svar_confirm(request: Forespoersel, svar_id: UUID) -> HttpResponse:
    """Confirm or refuse. One that is decided, not the actor's, or unknown answers alike."""
    one = next((one for one in svar_to_confirm() if one.id == svar_id), None)
    try:
        if one is None:
            messages.info(request, NOT_YOURS)
        elif request.POST.get("valg") == "nei":
            reject_svar(svar_id)
            messages.success(request, _("Lagret. Svaret gjelder ikke."))
        elif "sett" not in request.POST:
            messages.error(request, _("Ikke lagret. Kryss av for at du selv har kontrollert svaret."))
        elif confirm_svar(svar_id, kode=clean_kode(request.POST.get("kode", "")[:20])):
            messages.success(request, _("Bekreftelsen er lagret. Svaret gjelder nå."))
        else:
            messages.warning(
                request,
                _("Svaret gjelder ikke. Spørsmålet er endret eller besvart siden det ble skrevet inn."),
            )
    except FeilKode:
        messages.error(request, _("Ikke lagret. Koden er ikke den som ble skrevet inn. Les den av arket."))
    except ForMangeFeilKoder:
        messages.error(
            request,
            _(
                "Ikke lagret. Du har skrevet feil kode mange ganger. Vent en time, eller be en kollega om å bekrefte."
            ),
        )
    except AlleredeAvgjort:
        messages.info(request, NOT_YOURS)
    return redirect("samtykke:svar-bekreft")
