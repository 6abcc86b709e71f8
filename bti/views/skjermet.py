"""The shielded concern: write it down, say what was advised, let somebody read, let the notices go.

No address here lies under a case, and nothing is recorded in one: the family reads the record of a case.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bti.forms.skjermet import (
    KnyttForm,
    MeldtForm,
    NavngiForm,
    RaadForm,
    SkjermetEndreForm,
    SkjermetForm,
)
from bti.models import Frigivelse, SkjermetBekymring
from bti.paginering import get_utsnitt
from bti.queries_skjermet import (
    find_sletting,
    get_skjermet,
    get_tilbakehold,
    is_own_undring,
    meldinger_i,
    raad_i,
    skjermede,
)
from bti.revisjon.services import record
from bti.services import skjermet as services
from bti.skjema import AltSendt, Konflikt, posted, refusals, show_form
from bti.skjema.tekst import read_soek
from bti.telefoner import telefoner_for
from bti.templatetags.stafett import tidspunkt
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.skjermet import (
    Sluppet,
    has_ended,
    list_ansvar,
    list_holdte,
    list_lesere,
    list_saker,
    list_sluppet,
    list_valgbare,
    may_be_about,
)
from bti.tilgang.tillatelser import Permission
from bti.varsling.models import Slag
from bti.views.trygg import carried, read_id

FLEST_KOLLEGER = 30
UTEN_SAK = "uten-sak"


@dataclass(frozen=True)
class Om:
    """What one came from. What is not one's own to write about is as if it had not been there."""

    objekt_id: UUID | None
    sak_id: UUID | None = None
    undring_id: UUID | None = None
    mistet: bool = False  # not from a case that one may write about, though it seemed to be: no notice waits


def read_om(request: Forespoersel) -> Om:
    """Read what the address says. An unknown id, another's case and one's own child's give the same page."""
    objekt_id = read_id(request, "sak") or read_id(request, "undring") or read_id(request, "om")
    if objekt_id is None:
        return Om(None)
    sak_id = objekt_id if may_be_about(objekt_id) else None
    undring_id = objekt_id if is_own_undring(objekt_id, request.aktoer.bruker_id) else None
    fra_undring = read_id(request, "sak") is None and read_id(request, "undring") is not None
    return Om(objekt_id, sak_id, undring_id, mistet=not (sak_id or undring_id or fra_undring))


@require_GET
@requires(Permission.WRITE_SKJERMET)
def skjermet_list(request: Forespoersel) -> HttpResponse:
    """What one has written and been let into; no word of what is in it."""
    kontekst = {"utsnitt": get_utsnitt(request, skjermede()), "ansvar": list_ansvar()}
    return TemplateResponse(request, "bti/skjermet_list.html", kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_SKJERMET)
def skjermet_new(request: Forespoersel) -> HttpResponse:
    """Write down what was seen. With a case, its family is told nothing by itself from then on."""
    om = read_om(request)
    form = SkjermetForm(posted(request), request=request, objekt_id=om.objekt_id)
    if request.method == "POST" and form.is_valid():
        try:
            med_saken = services.write_skjermet(
                form.to_skjermet(),
                noekkel=form.noekkel,
                tjeneste_id=form.sted_valgt.tjeneste_id,
                sak_id=om.sak_id,
                undring_id=om.undring_id,
            )
        except AltSendt:
            form.refuse_sent()
        else:
            form.discard_kladd()
            return _written(request, form.noekkel, om, med_saken=med_saken)
    kontekst = {"sak_id": om.sak_id, "mistet": om.mistet, "trygg_om": carried(request)}
    return show_form(request, "bti/skjermet_new.html", form, **kontekst)


def _written(request: Forespoersel, skjermet_id: UUID, om: Om, *, med_saken: bool) -> HttpResponse:
    """Lead on to what was written, and say it at once when no notice waits although one came from a case."""
    messages.success(request, _("Lagret. Bare du leser det."))
    adresse = reverse("bti:skjermet-detail", args=[skjermet_id])
    if om.mistet or (om.sak_id and not med_saken):
        adresse += f"?{UTEN_SAK}=1"
    return redirect(adresse)


@require_GET
@requires(Permission.WRITE_SKJERMET)
def skjermet_detail(request: Forespoersel, skjermet_id: UUID) -> HttpResponse:
    """Have you rung? Have you reported? Then what was written, who reads it, and what waits."""
    skjermet = get_skjermet(skjermet_id)
    record("skjermet.lest", objekt=skjermet)
    kontekst = show_all(request, skjermet)
    kontekst["mistet"] = UTEN_SAK in request.GET and kontekst["er_min"] and kontekst["hold"] is None
    return TemplateResponse(request, "bti/skjermet_detail.html", kontekst)


def show_all(request: Forespoersel, skjermet: SkjermetBekymring) -> dict[str, Any]:
    """Return everything that the page and the paper show."""
    lesere = list_lesere(skjermet.pk)
    navn = {one.bruker_id: one.navn for one in lesere}
    er_min = skjermet.created_by_id == request.aktoer.bruker_id
    hold = get_tilbakehold(skjermet)
    jeg = next((one for one in lesere if one.leser_naa and one.bruker_id == request.aktoer.bruker_id), None)
    return {
        "skjermet": skjermet,
        "er_min": er_min,
        "jeg": jeg,
        "forfatter": navn[skjermet.created_by_id],
        **list_ord(skjermet, navn),
        "lesere": [one for one in lesere if one.leser_naa],
        "hold": hold,
        "kan_frigi": hold is not None
        and (er_min or bool(jeg and jeg.kan_frigi) or hold.ansvarlig_id == request.aktoer.bruker_id),
        "holdte": list_waiting(hold.pk) if hold else [],
        "sluppet": [tell_sluppet(one, request.aktoer.bruker_id) for one in list_sluppet(skjermet.pk)],
        "slettes": find_sletting(skjermet),
        "telefoner": telefoner_for(request.aktoer.kommune_id),
    }


def list_ord(skjermet: SkjermetBekymring, navn: dict[UUID, str]) -> dict[str, Any]:
    """Return what was advised and what was reported, each with who wrote it."""
    return {
        "raadene": [(one, navn.get(one.written_by_id, "")) for one in raad_i(skjermet)],
        "meldingene": [(one, navn.get(one.written_by_id, "")) for one in meldinger_i(skjermet)],
    }


def list_waiting(tilbakehold_id: UUID) -> list[tuple[str, int]]:
    """Return what has come to wait since one began to hold back, in words."""
    return [(str(Slag(slag).label), antall) for slag, antall in list_holdte(tilbakehold_id)]


def tell_sluppet(sluppet: Sluppet, leser_id: UUID) -> str:
    """Say who let the notices go, when, and what they chose: what was sent only the one who sends knows."""
    setning = {
        Frigivelse.SEND: _("{hvem} sluttet å holde varslene tilbake {tid}, og valgte å sende dem."),
        Frigivelse.KAST: _("{hvem} sluttet å holde varslene tilbake {tid}, og valgte å kaste dem."),
        Frigivelse.TOMT: _("{hvem} sluttet å holde varsler tilbake {tid}. Ingenting ventet."),
    }[Frigivelse(sluppet.valg)]
    hvem = _("Du") if sluppet.bruker_id == leser_id else sluppet.navn or _("En kollega")
    return setning.format(hvem=hvem, tid=tidspunkt(sluppet.released_at))


@require_POST
@requires(Permission.WRITE_SKJERMET)
def skjermet_keep(request: Forespoersel, skjermet_id: UUID) -> HttpResponse:
    """Whoever reads it says that it is still needed."""
    skjermet = get_skjermet(skjermet_id)
    services.keep_skjermet(skjermet)
    messages.success(request, _("Notatet blir ikke slettet nå."))
    return redirect("bti:skjermet-detail", skjermet_id=skjermet.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_SKJERMET)
def skjermet_edit(request: Forespoersel, skjermet_id: UUID) -> HttpResponse:
    """Correct one's own text; two tabs see both texts."""
    skjermet = _get_own(request, skjermet_id)
    form = SkjermetEndreForm(posted(request), request=request, skjermet=skjermet)
    konflikt = None
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_skjermet(skjermet, form.to_skjermet(), versjon=form.cleaned_data["versjon"])
        except Konflikt as problem:
            konflikt = form.meet_konflikt(problem)
        else:
            return _saved(request, form, skjermet)
    return show_form(request, "bti/skjermet_edit.html", form, skjermet=skjermet, konflikt=konflikt)


def _get_own(request: Forespoersel, skjermet_id: UUID) -> SkjermetBekymring:
    skjermet = get_skjermet(skjermet_id)
    if skjermet.created_by_id != request.aktoer.bruker_id:
        raise Http404
    return skjermet


def _saved(request: Forespoersel, form: Any, skjermet: SkjermetBekymring) -> HttpResponse:
    form.discard_kladd()
    messages.success(request, _("Lagret."))
    return redirect("bti:skjermet-detail", skjermet_id=skjermet.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_SKJERMET)
def skjermet_raad(request: Forespoersel, skjermet_id: UUID) -> HttpResponse:
    """Write down what barnevern, police or somebody else said."""
    skjermet = get_skjermet(skjermet_id)
    form = RaadForm(posted(request), request=request, objekt_id=skjermet.pk)
    if request.method == "POST" and form.is_valid():
        with refusals(form, {}):
            services.add_raad(skjermet, form.to_raad(), noekkel=form.noekkel)
            return _saved(request, form, skjermet)
    return show_form(request, "bti/skjermet_raad.html", form, skjermet=skjermet)


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_SKJERMET)
def skjermet_meldt(request: Forespoersel, skjermet_id: UUID) -> HttpResponse:
    """Say to whom one has reported it, or why not: beside what others have said."""
    skjermet = get_skjermet(skjermet_id)
    form = MeldtForm(posted(request), request=request, objekt_id=skjermet.pk)
    if request.method == "POST" and form.is_valid():
        with refusals(form, {}):
            services.report_skjermet(skjermet, form.to_meldt(), noekkel=form.noekkel)
            return _saved(request, form, skjermet)
    navn = {one.bruker_id: one.navn for one in list_lesere(skjermet.pk)}
    kontekst = {
        "skjermet": skjermet,
        "telefoner": telefoner_for(request.aktoer.kommune_id),
        **list_ord(skjermet, navn),
    }
    return show_form(request, "bti/skjermet_meldt.html", form, **kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_SKJERMET)
def skjermet_navngi(request: Forespoersel, skjermet_id: UUID) -> HttpResponse:
    """Choose who reads it. The search is posted: a name does not go into an address."""
    skjermet = _get_own(request, skjermet_id)
    navn = read_soek(request.POST)
    valgbare = list_valgbare(skjermet.pk, navn=navn, antall=FLEST_KOLLEGER)
    finner = "finn" in request.POST
    data = None if finner or not request.POST else request.POST
    initial = {"navn": navn} if finner else None
    form = NavngiForm(data, request=request, objekt_id=skjermet.pk, valgbare=valgbare, initial=initial)
    if data and _is_named(skjermet, form):
        return _saved(request, form, skjermet)
    if data and form.is_valid():
        try:
            services.name_leser(
                skjermet,
                noekkel=form.noekkel,
                bruker_id=UUID(form.cleaned_data["bruker"]),
                kan_frigi=form.cleaned_data["kan_frigi"],
            )
        except AltSendt:
            form.refuse_sent()
        except PermissionDenied:  # has left, or is family, since the page was opened
            form.add_error("bruker", _("Denne personen kan ikke velges. Velg en annen."))
        else:
            return _saved(request, form, skjermet)
    return show_form(
        request, "bti/skjermet_navngi.html", form, skjermet=skjermet, valgbare=valgbare, flest=FLEST_KOLLEGER
    )


def _is_named(skjermet: SkjermetBekymring, form: NavngiForm) -> bool:
    """Whether the form says again what it has done: who is let in is no longer among its choices."""
    sagt = (form["bruker"].value(), form["kan_frigi"].value())
    return any(
        one.id == form.noekkel and one.leser_naa and (str(one.bruker_id), one.kan_frigi) == sagt
        for one in list_lesere(skjermet.pk)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_SKJERMET)
def skjermet_sak(request: Forespoersel, skjermet_id: UUID) -> HttpResponse:
    """Say which case it is about, afterwards. The search is posted: a name does not go into an address."""
    skjermet = _get_own(request, skjermet_id)
    if get_tilbakehold(skjermet):
        return redirect("bti:skjermet-detail", skjermet_id=skjermet.pk)
    navn = read_soek(request.POST)
    saker = list_saker(navn=navn, antall=FLEST_KOLLEGER)
    data = request.POST if request.method == "POST" and "finn" not in request.POST else None
    initial = {"navn": navn, "sak": str(skjermet.sak_id or "")}
    form = KnyttForm(data, request=request, objekt_id=skjermet.pk, saker=saker, initial=initial)
    if data and form.is_valid():
        try:
            services.connect_sak(skjermet, sak_id=UUID(form.cleaned_data["sak"]))
        except PermissionDenied:  # the case was lost since the page was opened
            form.add_error("sak", _("Velg en sak i listen."))
        else:
            return _saved(request, form, skjermet)
    kontekst = {"skjermet": skjermet, "saker": saker, "flest": FLEST_KOLLEGER}
    return show_form(request, "bti/skjermet_sak.html", form, **kontekst)


@require_POST
@requires(Permission.WRITE_SKJERMET)
def leser_end(request: Forespoersel, skjermet_id: UUID, leser_id: UUID) -> HttpResponse:
    """The author ends it, or the reader, for whom it is gone then. A second click changes nothing."""
    try:
        skjermet = get_skjermet(skjermet_id)
    except Http404:
        if not has_ended(leser_id):
            raise
        return redirect("bti:skjermet-list")
    leser = next((one for one in list_lesere(skjermet.pk) if one.id == leser_id), None)
    meg = request.aktoer.bruker_id
    if leser is None or meg not in (leser.bruker_id, skjermet.created_by_id):
        raise Http404
    services.end_leser(skjermet, leser_id=leser_id)
    messages.success(request, _("Lagret."))
    if leser.bruker_id == meg:
        return redirect("bti:skjermet-list")
    return redirect("bti:skjermet-detail", skjermet_id=skjermet.pk)
