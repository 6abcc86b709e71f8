"""Blocks: the stafettholder sets them in the case, the head of the unit lifts them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bti.forms.sperring import FinnAnsattForm, SperreForm
from bti.models import Deltaker, Sak, Sperregrunn
from bti.queries import deltakere_in
from bti.services.sperring import block_person, lift_sperring, reopen_tilgang
from bti.skjema import posted, show_form
from bti.skjema.tekst import read_soek
from bti.skjema.vern import TOKEN
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.saken import get_sak
from bti.tilgang.sperring import LevendeSperring, list_ansatte_to_block, list_sperringer
from bti.tilgang.tillatelser import Permission

MAKS_TREFF = 20


@require_http_methods(["GET", "POST"])
@requires(Permission.BLOCK_PERSON, load=get_sak, les="deltaker.lest")
def sperring_list(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Who is blocked, who has closed their own way in, and whom one may block. The search is a POST."""
    every = list_sperringer(sak.pk)
    sok = FinnAnsattForm(posted(request))
    treff = None
    if sok.is_bound and sok.is_valid():
        treff = list_ansatte_to_block(sak_id=sak.pk, navn=sok.cleaned_data["navn"], antall=MAKS_TREFF)
    kontekst = {
        "sak": sak,
        "sperret": [(one, Sperregrunn(one.grunn).label) for one in every if one.grunn != Sperregrunn.EGEN],
        "stengt": [one for one in every if one.grunn == Sperregrunn.EGEN],
        "kan_sperres": _others(sak, every),
        "form": sok,
        "treff": treff,
        "maks": MAKS_TREFF,
    }
    return TemplateResponse(request, "bti/sperring_list.html", kontekst, status=422 if sok.errors else 200)


def _others(sak: Sak, every: list[LevendeSperring]) -> list[Deltaker]:
    """Those in the case who may be blocked: not who holds the baton, and not who is blocked."""
    blocked = {one.bruker_id for one in every}
    return [one for one in deltakere_in(sak) if not one.holder_pinnen and one.bruker_id not in blocked]


@require_http_methods(["GET", "POST"])
@requires(Permission.BLOCK_PERSON, load=get_sak, les="deltaker.lest")
def sperring_new(request: Forespoersel, sak: Sak) -> HttpResponse:
    """What it means, why, and the button."""
    bruker_id, navn = _whom(request, sak)
    if bruker_id is None:
        messages.info(request, _("Velg hvem du vil sperre i listen."))
        return redirect("bti:sperring-list", sak_id=sak.pk)
    # The button in the list sends the name alone, the form its token as well.
    is_sent = request.method == "POST" and TOKEN in request.POST
    form = SperreForm(request.POST if is_sent else None, request=request, objekt_id=sak.pk)
    if is_sent and form.is_valid():
        block_person(sak, noekkel=form.noekkel, bruker_id=bruker_id, grunn=form.cleaned_data["grunn"])
        form.discard_kladd()
        messages.success(request, _("{navn} er sperret og ser ikke saken lenger.").format(navn=navn))
        return redirect("bti:sperring-list", sak_id=sak.pk)
    return show_form(request, "bti/sperring_new.html", form, sak=sak, bruker_id=bruker_id, navn=navn)


def _whom(request: Forespoersel, sak: Sak) -> tuple[UUID | None, str]:
    """Return who was chosen, and the name: somebody in the case, or an employee whom the search has found."""
    data = request.POST if request.method == "POST" else request.GET
    try:
        bruker_id = UUID(data.get("hvem", ""))
    except ValueError:
        return None, ""
    for one in deltakere_in(sak):
        if one.bruker_id == bruker_id:
            return bruker_id, one.vist_navn
    found = list_ansatte_to_block(sak_id=sak.pk, navn=read_soek(data), antall=MAKS_TREFF)
    return next(((one.bruker_id, one.navn) for one in found if one.bruker_id == bruker_id), (None, ""))


@require_POST
@requires(Permission.BLOCK_PERSON, load=get_sak)
def tilgang_reopen(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Open what a family member has closed, after talking with them."""
    chosen = request.POST.get("hvem", "")
    stengt = [one for one in list_sperringer(sak.pk) if one.grunn == Sperregrunn.EGEN]
    if one := next((one for one in stengt if str(one.bruker_id) == chosen), None):
        reopen_tilgang(sak, bruker_id=one.bruker_id)
        messages.success(request, _("Tilgangen til {navn} er åpnet igjen.").format(navn=one.hvem))
    return redirect("bti:sperring-list", sak_id=sak.pk)


@require_GET
@requires(Permission.LIFT_SPERRING)
def sperringer(request: Forespoersel) -> HttpResponse:
    """The living blocks in the cases of the units that one heads."""
    rader = [(one, Sperregrunn(one.grunn).label) for one in list_sperringer()]
    return TemplateResponse(request, "bti/sperringer.html", {"sperringer": rader})


@require_http_methods(["GET", "POST"])
@requires(Permission.LIFT_SPERRING)
def sperring_lift(request: Forespoersel, sperring_id: UUID) -> HttpResponse:
    """Lift one, after being asked once. One's own, another unit's, or an unknown one leads back alike."""
    en = next((one for one in list_sperringer() if one.id == sperring_id), None)
    if en is None:
        messages.info(request, _("Denne sperringen er ikke din å oppheve. Den kan være opphevet allerede."))
        return redirect("bti:sperringer")
    if request.method == "POST":
        lift_sperring(sperring_id)
        messages.success(request, _("Sperringen av {navn} er opphevet.").format(navn=en.hvem))
        return redirect("bti:sperringer")
    return TemplateResponse(
        request, "bti/sperring_opphev.html", {"en": en, "grunn": Sperregrunn(en.grunn).label}
    )
