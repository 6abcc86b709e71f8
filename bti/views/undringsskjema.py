"""Forms about a worry: its author fills them in, and who it is shared with reads them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bti.feil import SkjemaErFerdig, UndringErAvklart
from bti.forms.skjemautfylling import StartForm, Undringsskjema
from bti.models import Skjemagjelder, Skjemautfylling
from bti.queries import get_own_undring, get_undring
from bti.queries_skjema import find_ny_mal, get_published_mal, get_undringsskjema, maler_in, skjemaer_om
from bti.revisjon.services import record
from bti.services.skjemaer import drop_skjema, start_om_undring
from bti.skjema import posted, show_form
from bti.skjemamaler.papir import answer_with_papir
from bti.skjemamaler.svar import list_blank, list_linjer
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from bti.views.skjema import IKKE_KASTES, save_or_say
from bti.views.undring import is_closed, kommune_of


@require_GET
@requires(Permission.VIEW_SKJEMAMAL)
def skjema_list(request: Forespoersel) -> HttpResponse:
    """The forms of one's municipality, to print empty."""
    kontekst = {"maler": maler_in(request.aktoer.kommune_id)}
    return TemplateResponse(request, "bti/skjema_list.html", kontekst)


@require_GET
@requires(Permission.VIEW_SKJEMAMAL)
def skjemamal_papir(request: Forespoersel, skjemamal_id: UUID) -> HttpResponse:
    """A form with room for the answers, to fill in by hand."""
    mal = get_published_mal(skjemamal_id)
    kontekst = {"mal": mal, "linjer": list_blank(mal.felter.all()), "tall": range(11)}
    return TemplateResponse(request, "bti/skjema_papir.html", kontekst)


@require_GET
@requires(Permission.ADD_UNDRING)
def skjema_undring(request: Forespoersel, undring_id: UUID) -> HttpResponse:
    """The forms of the worry, and those that one can begin on."""
    undring = get_undring(undring_id)
    kontekst = {
        "undring": undring,
        "utfyllinger": skjemaer_om(undring),
        "maler": maler_in(kommune_of(request, undring), Skjemagjelder.UNDRING),
        "kan_skrive": undring.er_min and not undring.is_avklart,
    }
    return TemplateResponse(request, "bti/skjema_undring.html", kontekst)


@require_POST
@requires(Permission.ADD_UNDRING)
def skjema_undring_new(request: Forespoersel, undring_id: UUID) -> HttpResponse:
    """Begin on a form, or go on with the one that one has begun on."""
    undring = get_own_undring(undring_id)
    maler = maler_in(kommune_of(request, undring), Skjemagjelder.UNDRING)
    tidligere = [en for en in skjemaer_om(undring) if en.er_ferdig]
    form = StartForm(request.POST, maler=maler, tidligere=tidligere)
    if not form.is_valid():
        messages.warning(request, _("Skjemaet er ikke i bruk lenger. Velg et annet."))
        return redirect("bti:skjema-undring", undring_id=undring.pk)
    try:
        utfylling = start_om_undring(
            undring, mal=form.valgt_mal, fra=form.valgt_fra, by=request.aktoer.bruker_id
        )
    except UndringErAvklart:
        return is_closed(request, undring)
    return redirect("bti:undringsutfylling-edit", undringsutfylling_id=utfylling.pk)


@require_GET
@requires(Permission.ADD_UNDRING)
def undringsutfylling(request: Forespoersel, undringsutfylling_id: UUID) -> HttpResponse:
    """What is answered, and the ways on."""
    utfylling = _get(undringsutfylling_id)
    undring = utfylling.undring
    if undring and not undring.er_min:
        record("undring.lest", objekt=undring)
    skriver = undring is not None and undring.er_min and not undring.is_avklart
    maler = maler_in(kommune_of(request, undring), Skjemagjelder.UNDRING) if undring and skriver else []
    kontekst = {
        "undring": undring,
        "utfylling": utfylling,
        "linjer": list_linjer(utfylling),
        "kan_skrive": skriver,
        "kan_kaste": skriver and not utfylling.er_ferdig,
        "ny_mal": find_ny_mal(utfylling, maler),
    }
    return TemplateResponse(request, "bti/skjema_utfylling.html", kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_UNDRING)
def undringsutfylling_edit(request: Forespoersel, undringsutfylling_id: UUID) -> HttpResponse:
    """Fill it in: saved as far as one has come, or done."""
    utfylling = _get(undringsutfylling_id, egen=True)
    undring = utfylling.undring
    form = Undringsskjema(posted(request), request=request, utfylling=utfylling)
    if undring and undring.is_avklart:
        return is_closed(request, undring, form)
    if utfylling.er_ferdig and request.method == "GET":
        return redirect("bti:undringsutfylling", undringsutfylling_id=utfylling.pk)
    konflikt: list[Any] = []
    if request.method == "POST" and form.is_valid() and save_or_say(request, utfylling, form, konflikt):
        return redirect("bti:undringsutfylling", undringsutfylling_id=utfylling.pk)
    kontekst = {"undring": undring, "utfylling": utfylling, "konflikt": konflikt}
    return show_form(request, "bti/skjema_utfylling_edit.html", form, **kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_UNDRING)
def undringsutfylling_kast(request: Forespoersel, undringsutfylling_id: UUID) -> HttpResponse:
    """Throw away what one has begun on, before it is done. Raises Http404."""
    utfylling = _get(undringsutfylling_id, egen=True)
    undring = utfylling.undring
    if undring and undring.is_avklart:
        return is_closed(request, undring)
    if undring is None or utfylling.er_ferdig:
        return redirect("bti:undringsutfylling", undringsutfylling_id=utfylling.pk)
    if request.method == "GET":
        return TemplateResponse(request, "bti/skjema_kast.html", {"undring": undring, "utfylling": utfylling})
    try:
        drop_skjema(utfylling, by=request.aktoer.bruker_id)
    except UndringErAvklart:  # in another tab, between the look and the lock
        return is_closed(request, undring)
    except SkjemaErFerdig:
        messages.warning(request, IKKE_KASTES)
        return redirect("bti:undringsutfylling", undringsutfylling_id=utfylling.pk)
    messages.success(request, _("Skjemaet er kastet."))
    return redirect("bti:skjema-undring", undring_id=undring.pk)


@require_GET
@requires(Permission.ADD_UNDRING)
def undringsutfylling_papir(request: Forespoersel, undringsutfylling_id: UUID) -> HttpResponse:
    utfylling = _get(undringsutfylling_id, egen=True)
    avsender = utfylling.undring.tjeneste.navn if utfylling.undring else ""
    return answer_with_papir(request, utfylling, avsender=avsender, tilbake="bti:undringsutfylling")


def _get(utfylling_id: UUID, *, egen: bool = False) -> Skjemautfylling:
    """Return a form about a worry that one reads, or with ``egen`` has written. Raises Http404."""
    utfylling = get_undringsskjema(utfylling_id)
    if utfylling.undring_id is None:
        raise Http404
    utfylling.undring = (get_own_undring if egen else get_undring)(utfylling.undring_id)
    return utfylling
