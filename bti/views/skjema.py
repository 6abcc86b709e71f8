"""Forms in a case: which there are, filling one in, reading it, on paper. Those about a worry: undringsskjema.py."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bti.feil import SakErLukket, SkjemaErFerdig, SkjemaErKastet, UndringErAvklart
from bti.forms.skjemautfylling import StartForm, Utfyllingsskjema
from bti.models import Sak, Saksstatus, Skjemautfylling
from bti.queries_skjema import find_ny_mal, get_utfylling, maler_in, skjemaer_before, utfyllinger_in
from bti.services.skjemaer import drop_skjema, save_skjema, start_in_sak
from bti.skjema import Konflikt, posted, refusals, show_form
from bti.skjema.visning import Setninger
from bti.skjemamaler.papir import answer_with_papir
from bti.skjemamaler.svar import list_linjer
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import may, requires
from bti.tilgang.saken import get_sak
from bti.tilgang.tillatelser import Permission

REFUSED: Setninger = {
    SkjemaErFerdig: gettext_lazy("Skjemaet er allerede ferdig. Teksten din er lagret som kladd."),
    SkjemaErKastet: gettext_lazy(
        "Skjemaet er kastet av den som begynte på det. Teksten din er lagret som kladd."
    ),
    UndringErAvklart: gettext_lazy(
        "Undringen er avklart og kan ikke endres. Teksten din er lagret som kladd."
    ),
}
IKKE_KASTES = gettext_lazy("Bare den som begynte på et skjema, kan kaste det, og bare før det er ferdig.")


@require_GET
@requires(Permission.VIEW_SAK, load=get_sak, les="skjema.lest")
def skjema_sak(request: Forespoersel, sak: Sak) -> HttpResponse:
    """The forms of the case, and those that one can begin on."""
    kontekst = {
        "sak": sak,
        "utfyllinger": utfyllinger_in(sak),
        "tidligere": skjemaer_before(sak),
        "maler": maler_in(sak.kommune_id),
        "kan_skrive": may(sak, Permission.ADD_INNLEGG) and sak.status == Saksstatus.AAPEN,
    }
    return TemplateResponse(request, "bti/skjema_sak.html", kontekst)


@require_POST
@requires(Permission.ADD_INNLEGG, load=get_sak)
def skjema_sak_new(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Begin on a form, or go on with the one that one has begun on."""
    maler = maler_in(sak.kommune_id)
    tidligere = [en for en in (*utfyllinger_in(sak), *skjemaer_before(sak)) if en.er_ferdig]
    form = StartForm(request.POST, maler=maler, tidligere=tidligere)
    if not form.is_valid():
        messages.warning(request, _("Skjemaet er ikke i bruk lenger. Velg et annet."))
        return redirect("bti:skjema-sak", sak_id=sak.pk)
    try:
        utfylling = start_in_sak(sak, mal=form.valgt_mal, fra=form.valgt_fra, by=request.aktoer.bruker_id)
    except SakErLukket:
        messages.warning(request, _("Saken er avsluttet. Du kan ikke skrive mer i den."))
        return redirect("bti:skjema-sak", sak_id=sak.pk)
    return redirect("bti:utfylling-edit", utfylling_id=utfylling.pk)


@require_GET
@requires(Permission.VIEW_SAK, load=get_utfylling, les="skjema.lest")
def utfylling(request: Forespoersel, utfylling: Skjemautfylling) -> HttpResponse:
    """What is answered, and the ways on."""
    sak = utfylling.sak
    if sak is None:
        raise Http404
    skriver = may(utfylling, Permission.ADD_INNLEGG) and sak.status == Saksstatus.AAPEN
    kontekst = {
        "sak": sak,
        "utfylling": utfylling,
        "linjer": list_linjer(utfylling),
        "kan_skrive": skriver,
        "kan_skrive_ut": may(utfylling, Permission.ORDER_UTSKRIFT),
        "kan_kaste": skriver and not utfylling.er_ferdig and is_mine(request, utfylling),
        "ny_mal": find_ny_mal(utfylling, maler_in(sak.kommune_id) if skriver else []),
    }
    return TemplateResponse(request, "bti/skjema_utfylling.html", kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_INNLEGG, load=get_utfylling, les="skjema.lest")
def utfylling_edit(request: Forespoersel, utfylling: Skjemautfylling) -> HttpResponse:
    """Fill it in: saved as far as one has come, or done."""
    if utfylling.er_ferdig and request.method == "GET":
        return redirect("bti:utfylling", utfylling_id=utfylling.pk)
    form = Utfyllingsskjema(posted(request), request=request, utfylling=utfylling)
    konflikt: list[Any] = []
    if request.method == "POST" and form.is_valid() and save_or_say(request, utfylling, form, konflikt):
        return redirect("bti:utfylling", utfylling_id=utfylling.pk)
    kontekst = {"sak": utfylling.sak, "utfylling": utfylling, "konflikt": konflikt}
    return show_form(request, "bti/skjema_utfylling_edit.html", form, **kontekst)


def save_or_say(
    request: Forespoersel, utfylling: Skjemautfylling, form: Utfyllingsskjema, konflikt: list[Any]
) -> bool:
    """Save the form, or say on it why not; ``konflikt`` gets the answers that somebody else has saved."""
    with refusals(form, REFUSED):
        try:
            save_skjema(
                utfylling, svar=form.answers(), versjon=form.cleaned_data["versjon"], ferdig=form.er_ferdig,
                by=request.aktoer.bruker_id,
            )  # fmt: skip
        except Konflikt as problem:
            konflikt += list_linjer(form.meet_konflikt(problem))
            return False
        form.discard_kladd()
        messages.success(request, _said(utfylling, ferdig=form.er_ferdig))
        return True
    return False


def _said(utfylling: Skjemautfylling, *, ferdig: bool) -> str:
    if utfylling.sak_id is None:
        return _("Skjemaet er ferdig.") if ferdig else _("Skjemaet er lagret. Du kan skrive videre senere.")
    if ferdig:
        return _("Skjemaet er ferdig. Alle som er med i saken, kan lese det.")
    return _("Skjemaet er lagret. Familien ser det ikke før det er ferdig.")


def is_mine(request: Forespoersel, utfylling: Skjemautfylling) -> bool:
    """Whether the one who asks has begun on it."""
    return utfylling.created_by_id == request.aktoer.bruker_id


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_INNLEGG, load=get_utfylling, les="skjema.lest")
def utfylling_kast(request: Forespoersel, utfylling: Skjemautfylling) -> HttpResponse:
    """Throw away what one has begun on oneself, and not made done."""
    if utfylling.er_ferdig or utfylling.sak is None or not is_mine(request, utfylling):
        messages.warning(request, IKKE_KASTES)
        return redirect("bti:utfylling", utfylling_id=utfylling.pk)
    if request.method == "GET":
        kontekst = {"sak": utfylling.sak, "utfylling": utfylling}
        return TemplateResponse(request, "bti/skjema_kast.html", kontekst)
    try:
        drop_skjema(utfylling, by=request.aktoer.bruker_id)
        messages.success(request, _("Skjemaet er kastet."))
    except SakErLukket:
        messages.warning(request, _("Saken er avsluttet. Du kan ikke skrive mer i den."))
    except SkjemaErFerdig:  # a colleague, or another tab, between the look and the lock
        messages.warning(request, IKKE_KASTES)
        return redirect("bti:utfylling", utfylling_id=utfylling.pk)
    return redirect("bti:skjema-sak", sak_id=utfylling.sak.pk)


@require_GET
@requires(Permission.ORDER_UTSKRIFT, load=get_utfylling, les="skjema.skrevet_ut")
def utfylling_papir(request: Forespoersel, utfylling: Skjemautfylling) -> HttpResponse:
    """The form on paper. Not for whoever broke the glass: they read, and take nothing with them."""
    avsender = utfylling.sak.tjeneste.navn if utfylling.sak else ""
    return answer_with_papir(request, utfylling, avsender=avsender, tilbake="bti:utfylling")
