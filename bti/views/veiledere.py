"""Keeping the guide: drafts, their levels and steps, and publishing. For the BTI coordinator and the administrator."""

import json
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bti.forms.veiledere import (
    FlyttForm,
    NivaaForm,
    NyttStegForm,
    OmVeilederForm,
    PubliserForm,
    StegForm,
    UtkastForm,
    ValgForm,
)
from bti.models import Veileder
from bti.queries import get_veileder
from bti.services.veiledere import drop_utkast, publish_veileder, save_utkast, start_utkast
from bti.skjema import Konflikt, posted, show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission, Personslag
from bti.veileder.endringer import find_endringer
from bti.veileder.format import export_veileder, find_feil
from bti.veileder.redigering import find_nivaa, find_steg, move, put_nivaa, put_steg
from bti.veileder.side import read_guide
from bti.views.utkast import number_in

REDAKTOERER = {Personslag.BTI_KOORDINATOR, Personslag.KOMMUNEADMINISTRATOR}


def kommuner_of(request: Forespoersel) -> dict[str, str]:
    """Return the municipalities whose guide the actor keeps."""
    mine = [one for one in request.aktoer.kommuneroller if one.rolle in REDAKTOERER]
    return {str(one.kommune_id): one.kommune for one in mine}


def get_own(request: Forespoersel, veileder_id: UUID, *, utkast: bool = True) -> Veileder:
    """Return a guide of a municipality whose guide the actor keeps. Raises Http404."""
    mine = Veileder.objects.filter(kommune_id__in=kommuner_of(request))
    return get_object_or_404(mine.filter(published_at=None) if utkast else mine, pk=veileder_id)


@require_GET
@requires(Permission.EDIT_VEILEDER)
def veileder_admin(request: Forespoersel) -> HttpResponse:
    """Every guide that one keeps: what applies, what is being written, when it is to be read through."""
    kommuner = kommuner_of(request)
    rader = Veileder.objects.filter(kommune_id__in=kommuner).select_related("kommune")
    rader = rader.order_by("kommune__navn", "tjenestetype", "-versjon")
    kontekst = {"veiledere": list(rader), "form": ValgForm(kommuner=kommuner), "kommuner": kommuner}
    return TemplateResponse(request, "bti/veileder_admin.html", kontekst)


@require_POST
@requires(Permission.EDIT_VEILEDER)
def veileder_new(request: Forespoersel) -> HttpResponse:
    """Begin a draft, or go on with the one that is there."""
    form = ValgForm(request.POST, kommuner=kommuner_of(request))
    if not form.is_valid():
        return redirect("bti:veileder-admin")
    utkast = start_utkast(
        kommune_id=UUID(form.cleaned_data["kommune"]),
        tjenestetype=form.cleaned_data["tjenestetype"],
        by=request.aktoer.bruker_id,
    )
    return redirect("bti:veileder-edit", veileder_id=utkast.pk)


@require_GET
@requires(Permission.EDIT_VEILEDER)
def veileder_edit(request: Forespoersel, veileder_id: UUID) -> HttpResponse:
    """The draft as a list of what can be changed."""
    utkast = get_own(request, veileder_id)
    innhold = export_veileder(utkast)
    return TemplateResponse(request, "bti/veileder_edit.html", {"utkast": utkast, "innhold": innhold})


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_VEILEDER)
def veileder_om(request: Forespoersel, veileder_id: UUID) -> HttpResponse:
    """What the guide is called, who owns it, when it is to be read through."""
    utkast = get_own(request, veileder_id)
    initial = {
        "navn": utkast.navn, "eier": utkast.eier, "kilde": utkast.kilde, "redigert": utkast.redigert,
        "gjennomlesingsdato": utkast.revideres_innen,
    }  # fmt: skip
    form = OmVeilederForm(posted(request), request=request, objekt_id=utkast.pk, initial=initial)
    if form.is_valid() and _save(request, utkast, form, export_veileder(utkast) | form.innhold()):
        return redirect("bti:veileder-edit", veileder_id=utkast.pk)
    return show_form(request, "bti/veileder_om.html", form, utkast=utkast)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_VEILEDER)
def veileder_nivaa_edit(request: Forespoersel, veileder_id: UUID) -> HttpResponse:
    """One level, by its number; without one, a new level last."""
    utkast = get_own(request, veileder_id)
    innhold, nummer = export_veileder(utkast), number_in(request)
    nivaa = find_nivaa(innhold, nummer) if nummer is not None else {}
    initial = nivaa | NivaaForm.initial_of(nivaa.get("vilkaar", [])) | {"redigert": utkast.redigert}
    plass = uuid5(utkast.pk, str(nummer))  # each level has a draft of its own
    form = NivaaForm(posted(request), request=request, objekt_id=plass, initial=initial)
    if form.is_valid() and _save(request, utkast, form, put_nivaa(innhold, nummer, form.innhold())):
        return redirect("bti:veileder-edit", veileder_id=utkast.pk)
    return show_form(request, "bti/veileder_nivaa_edit.html", form, utkast=utkast, nummer=nummer)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_VEILEDER)
def veileder_steg_new(request: Forespoersel, veileder_id: UUID) -> HttpResponse:
    """A new step last on the level in ``nr``."""
    utkast = get_own(request, veileder_id)
    innhold = export_veileder(utkast)
    nivaa = find_nivaa(innhold, number_in(request) or 0)
    form = NyttStegForm(
        posted(request),
        request=request,
        objekt_id=utkast.pk,
        initial={"redigert": utkast.redigert, "sikkerhet": "kommunen"},
    )
    if form.is_valid():
        whole = put_steg(innhold, varig=None, nivaa=nivaa["nummer"], verdier=form.innhold())
        if _save(request, utkast, form, whole):
            return redirect("bti:veileder-edit", veileder_id=utkast.pk)
    return show_form(request, "bti/veileder_steg_edit.html", form, utkast=utkast, nivaa=nivaa)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_VEILEDER)
def veileder_steg_edit(request: Forespoersel, veileder_id: UUID, steg_varig: UUID) -> HttpResponse:
    """One step of the draft, with its tools."""
    utkast = get_own(request, veileder_id)
    innhold = export_veileder(utkast)
    nivaa, steg = find_steg(innhold, steg_varig)
    initial = steg | StegForm.initial_of(steg["verktoey"]) | {"redigert": utkast.redigert}
    form = StegForm(posted(request), request=request, objekt_id=steg_varig, initial=initial)
    if form.is_valid():
        whole = put_steg(innhold, varig=steg_varig, nivaa=nivaa["nummer"], verdier=form.innhold())
        if _save(request, utkast, form, whole):
            return redirect("bti:veileder-edit", veileder_id=utkast.pk)
    return show_form(request, "bti/veileder_steg_edit.html", form, utkast=utkast, nivaa=nivaa, steg=steg)


@require_GET
@requires(Permission.EDIT_VEILEDER)
def veileder_steg_utkast(request: Forespoersel, steg_varig: UUID) -> HttpResponse:
    """The way back to a step that one was writing: it is in the draft that has it. Raises Http404."""
    drafts = Veileder.objects.filter(kommune_id__in=kommuner_of(request), published_at=None)
    utkast = get_object_or_404(drafts, nivaaer__steg__varig=steg_varig)
    return redirect("bti:veileder-steg-edit", veileder_id=utkast.pk, steg_varig=steg_varig)


@require_POST
@requires(Permission.EDIT_VEILEDER)
def veileder_flytt(request: Forespoersel, veileder_id: UUID) -> HttpResponse:
    """Move or take away a level or a step; a whole level is not taken away unasked. Raises Http404."""
    utkast = get_own(request, veileder_id)
    form = FlyttForm(request.POST)
    if not form.is_valid():
        return redirect("bti:veileder-edit", veileder_id=utkast.pk)
    redigert, nivaa = form.cleaned_data["redigert"], form.cleaned_data["nivaa"]
    if form.must_ask:
        one = find_nivaa(export_veileder(utkast), nivaa)
        kontekst = {"utkast": utkast, "nivaa": one, "redigert": redigert}
        return TemplateResponse(request, "bti/veileder_nivaa_bort.html", kontekst)
    steg, gjoer = form.cleaned_data["steg"], form.cleaned_data["gjoer"]
    try:
        innhold = move(export_veileder(utkast), nivaa=nivaa, steg=steg, gjoer=gjoer)
        save_utkast(utkast, redigert=redigert, innhold=innhold, by=request.aktoer.bruker_id)
    except Konflikt:
        messages.warning(request, _("Noen andre har lagret siden du åpnet siden. Se over, og prøv igjen."))
    return redirect("bti:veileder-edit", veileder_id=utkast.pk)


@require_GET
@requires(Permission.EDIT_VEILEDER)
def veileder_forhaandsvis(request: Forespoersel, veileder_id: UUID) -> HttpResponse:
    """The draft as its readers will see it, whole."""
    utkast = get_own(request, veileder_id)
    kontekst = {"guide": read_guide(utkast=utkast.pk), "utkast": utkast, "vert": request.get_host()}
    return TemplateResponse(request, "bti/veileder_papir.html", kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_VEILEDER)
def veileder_publiser(request: Forespoersel, veileder_id: UUID) -> HttpResponse:
    """What is new, what is missing, and the button that makes it count."""
    utkast = get_own(request, veileder_id)
    innhold = export_veileder(utkast)
    feil = find_feil(innhold)
    form = PubliserForm(
        posted(request), request=request, objekt_id=utkast.pk, initial={"redigert": utkast.redigert}
    )
    if not feil and form.is_valid() and _publish(request, utkast, form):
        return redirect("bti:veileder-serie", serie_id=utkast.serie)
    before = get_veileder(utkast.kommune_id, utkast.tjenestetype)
    foer = export_veileder(before) if before and before.serie == utkast.serie else None
    kontekst = {
        "utkast": utkast,
        "feil": feil,
        "er_ny": foer is None,
        "endringer": find_endringer(foer, innhold),
    }
    return show_form(request, "bti/veileder_publiser.html", form, **kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_VEILEDER)
def veileder_slett(request: Forespoersel, veileder_id: UUID) -> HttpResponse:
    """Throw a draft away. What is published stays."""
    utkast = get_own(request, veileder_id)
    if request.method == "POST":
        drop_utkast(utkast, by=request.aktoer.bruker_id)
        messages.success(request, _("Utkastet er kastet."))
        return redirect("bti:veileder-admin")
    return TemplateResponse(request, "bti/veileder_slett.html", {"utkast": utkast})


@require_GET
@requires(Permission.EDIT_VEILEDER)
def veileder_eksport(request: Forespoersel, veileder_id: UUID) -> HttpResponse:
    """The whole guide as one file, to be kept or carried to another municipality."""
    veileder = get_own(request, veileder_id, utkast=False)
    text = json.dumps(export_veileder(veileder), ensure_ascii=False, indent=2)
    name = f"veileder-versjon-{veileder.versjon}.json"
    return HttpResponse(
        text + "\n",
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _save(request: Forespoersel, utkast: Veileder, form: UtkastForm, innhold: dict[str, Any]) -> bool:
    """Save the whole draft, or say on the form that somebody else has."""
    redigert = form.cleaned_data["redigert"]
    try:
        save_utkast(utkast, redigert=redigert, innhold=innhold, by=request.aktoer.bruker_id)
    except Konflikt as problem:
        form.meet_endret(problem)
        return False
    form.discard_kladd()
    messages.success(request, _("Utkastet er lagret."))
    return True


def _publish(request: Forespoersel, utkast: Veileder, form: PubliserForm) -> bool:
    felter = form.cleaned_data
    try:
        publish_veileder(
            utkast, redigert=felter["redigert"], endringer=felter["endringer"], by=request.aktoer.bruker_id
        )
    except Konflikt as problem:
        form.meet_endret(problem)
        return False
    form.discard_kladd()
    messages.success(request, _("Veilederen er publisert. Nye saker følger den fra nå av."))
    return True
