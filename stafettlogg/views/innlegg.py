"""Writing in the log, and correcting what one wrote."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bti.kvittering import confirm
from bti.models import Sak
from bti.skjema import posted, refusals, show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from stafettlogg.forms import InnleggForm, RettInnleggForm
from stafettlogg.logg import innleggstype_navn, may_correct_innlegg, render_innlegg
from stafettlogg.models import Innlegg
from stafettlogg.saksside import Saksside
from stafettlogg.services import add_innlegg, correct_innlegg
from stafettlogg.views.felles import SETNINGER, get_innlegg_for_staff, get_sak_for_staff


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_INNLEGG, load=get_sak_for_staff, les=None)
def innlegg_new(request: Forespoersel, sak: Sak) -> HttpResponse:
    """A page of its own without JavaScript; with it, a form that opens above the log and gives back the entry."""
    form = InnleggForm(posted(request), request=request, objekt_id=sak.pk, sak=sak)
    if request.method == "POST" and form.is_valid():
        with refusals(form, SETNINGER):
            innlegg = add_innlegg(
                sak,
                **_fields(form),
                skjul=form.to_skjul(),
                noekkel=form.noekkel,
                by=request.aktoer.bruker_id,
            )
            form.discard_kladd()
            return _added(request, sak, innlegg)
    template = "stafettlogg/innlegg_new.html" + ("#skjema" if request.htmx else "")
    side = Saksside(sak)
    mitt_samtykke = side.themes_of(request.aktoer.bruker_id)
    if mitt_samtykke:
        form.limit_temaer(mitt_samtykke.koder)
    return show_form(
        request,
        template,
        form,
        sak=sak,
        side=None if request.htmx else side,
        mitt_samtykke=mitt_samtykke,
        temalesere=[one for one in side.samtykker if one.tjeneste_id],
    )


def _fields(form: InnleggForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("tekst", "innleggstype", "temaer")}


def _added(request: Forespoersel, sak: Sak, innlegg: Innlegg) -> HttpResponse:
    if not request.htmx:
        anker = f"innlegg-{innlegg.pk}"
        confirm(request, _("Innlegget er lagret i loggen."), anker=anker, lenketekst=_("Se innlegget"))
        return redirect("stafettlogg:sak", sak_id=sak.pk)
    linje = render_innlegg(innlegg, Saksside(sak), request.aktoer.bruker_id)
    kontekst = {"sak": sak, "linje": linje}
    response = TemplateResponse(request, "stafettlogg/innlegg_new.html#lagret", kontekst)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#logg", "afterbegin"
    return response


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_INNLEGG, load=get_innlegg_for_staff)
def innlegg_rett(request: Forespoersel, innlegg: Innlegg) -> HttpResponse:
    """The correction is a new entry; the old one stays, and both are shown."""
    if not may_correct_innlegg(innlegg, request.aktoer.bruker_id):
        raise PermissionDenied
    form = RettInnleggForm(
        posted(request),
        request=request,
        objekt_id=innlegg.pk,
        initial={"tekst": innlegg.tekst},
    )
    if request.method == "POST" and form.is_valid():
        with refusals(form, SETNINGER):
            tekst = form.cleaned_data["tekst"]
            rettelse = correct_innlegg(
                innlegg, tekst=tekst, noekkel=form.noekkel, by=request.aktoer.bruker_id
            )
            form.discard_kladd()
            anker = f"innlegg-{rettelse.pk}"
            confirm(request, _("Rettelsen er lagret i loggen."), anker=anker, lenketekst=_("Se rettelsen"))
            return redirect("stafettlogg:sak", sak_id=innlegg.sak_id)
    kontekst = {"innlegg": innlegg, "sak": innlegg.sak, "type": innleggstype_navn(innlegg.innleggstype)}
    return show_form(request, "stafettlogg/innlegg_rett.html", form, **kontekst)
