"""The municipality's own forms: drafts, their questions, publishing. For the BTI coordinator and the administrator."""

from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bti.forms.skjemamal import FeltForm, FlyttFeltForm, NyttSkjemaForm, OmSkjemaForm, PubliserSkjemaForm
from bti.forms.veiledere import UtkastForm
from bti.models import Skjemamal
from bti.queries_skjema import get_egen_mal, oppsett_maler
from bti.services.skjemamaler import (
    drop_skjemamal,
    publish_skjemamal,
    save_skjemamal,
    set_skjemamal_bruk,
    start_skjemamal,
    start_versjon,
)
from bti.skjema import Konflikt, posted, refusals, show_form
from bti.skjemamaler.svar import list_blank
from bti.skjemamaler.utkast import FLEST, find_felt, move_felt, put_felt, read_utkast
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from bti.views.fagteam import oppsettskommuner
from bti.views.utkast import number_in


@require_GET
@requires(Permission.EDIT_SKJEMAMAL)
def skjemamal_admin(request: Forespoersel) -> HttpResponse:
    """Every form that one keeps, the newest version first."""
    maler = list(oppsett_maler(oppsettskommuner(request)))
    newest = {(mal.kommune_id, mal.noekkel): mal.pk for mal in reversed(maler) if mal.published_at}
    kontekst = {"maler": maler, "gjelder_naa": set(newest.values())}
    return TemplateResponse(request, "bti/skjemamal_admin.html", kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_SKJEMAMAL)
def skjemamal_new(request: Forespoersel) -> HttpResponse:
    """A form of the municipality's own."""
    form = NyttSkjemaForm(posted(request), request=request)
    if form.is_valid():
        with refusals(form, {}):
            utkast = start_skjemamal(
                noekkel=form.noekkel,
                kommune_id=oppsettskommuner(request)[0],
                navn=form.cleaned_data["navn"],
                gjelder=form.cleaned_data["gjelder"],
                by=request.aktoer.bruker_id,
            )
            form.discard_kladd()
            return redirect("bti:skjemamal-edit", skjemautkast_id=utkast.pk)
    return show_form(request, "bti/skjemamal_new.html", form)


@require_POST
@requires(Permission.EDIT_SKJEMAMAL)
def skjemamal_versjon(request: Forespoersel, skjemamal_id: UUID) -> HttpResponse:
    """Begin on the next version, or go on with the draft of it."""
    mal = get_egen_mal(skjemamal_id, oppsettskommuner(request), utkast=False)
    utkast = start_versjon(mal, by=request.aktoer.bruker_id)
    return redirect("bti:skjemamal-edit", skjemautkast_id=utkast.pk)


@require_POST
@requires(Permission.EDIT_SKJEMAMAL)
def skjemamal_bruk(request: Forespoersel, skjemamal_id: UUID) -> HttpResponse:
    """Take the form out of use, or into use again."""
    mal = get_egen_mal(skjemamal_id, oppsettskommuner(request), utkast=False)
    set_skjemamal_bruk(mal, i_bruk=not mal.is_active, by=request.aktoer.bruker_id)
    messages.success(
        request,
        _("Skjemaet er tatt ut av bruk. Det som er fylt ut, blir stående.")
        if mal.is_active
        else _("Skjemaet er i bruk igjen."),
    )
    return redirect("bti:skjemamal-admin")


@require_GET
@requires(Permission.EDIT_SKJEMAMAL)
def skjemamal_edit(request: Forespoersel, skjemautkast_id: UUID) -> HttpResponse:
    """The draft as a list of what can be changed."""
    utkast = _get(request, skjemautkast_id)
    felter = list(utkast.felter.all())
    kontekst = {"utkast": utkast, "felter": felter, "er_full": len(felter) >= FLEST}
    return TemplateResponse(request, "bti/skjemamal_edit.html", kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_SKJEMAMAL)
def skjemamal_om(request: Forespoersel, skjemautkast_id: UUID) -> HttpResponse:
    """What the form is called, what it is used in, and what stands above it."""
    utkast = _get(request, skjemautkast_id)
    innhold = read_utkast(utkast)
    form = OmSkjemaForm(
        posted(request), request=request, objekt_id=utkast.pk, initial=innhold | {"redigert": utkast.redigert}
    )
    if form.is_valid() and _save(request, utkast, form, innhold | form.innhold()):
        return redirect("bti:skjemamal-edit", skjemautkast_id=utkast.pk)
    return show_form(request, "bti/skjemamal_om.html", form, utkast=utkast)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_SKJEMAMAL)
def skjemamal_felt(request: Forespoersel, skjemautkast_id: UUID) -> HttpResponse:
    """One question, by its number in ``nr``; without one, a new one last. Raises Http404."""
    utkast = _get(request, skjemautkast_id)
    innhold, nummer = read_utkast(utkast), number_in(request)
    if nummer is None and len(innhold["felter"]) >= FLEST:
        return redirect("bti:skjemamal-edit", skjemautkast_id=utkast.pk)
    felt = find_felt(innhold, nummer) if nummer is not None else {"valg": []}
    initial = felt | {"valg": "\n".join(felt["valg"]), "redigert": utkast.redigert}
    plass = uuid5(utkast.pk, str(felt.get("noekkel", "")))  # each question has a draft of its own
    form = FeltForm(posted(request), request=request, objekt_id=plass, initial=initial)
    if form.is_valid() and _save(request, utkast, form, put_felt(innhold, nummer, form.innhold())):
        return redirect("bti:skjemamal-edit", skjemautkast_id=utkast.pk)
    return show_form(request, "bti/skjemamal_felt.html", form, utkast=utkast, nummer=nummer)


@require_POST
@requires(Permission.EDIT_SKJEMAMAL)
def skjemamal_flytt(request: Forespoersel, skjemautkast_id: UUID) -> HttpResponse:
    """Move a question, or take it away. Raises Http404."""
    utkast = _get(request, skjemautkast_id)
    form = FlyttFeltForm(request.POST)
    if form.is_valid():
        redigert = form.cleaned_data.pop("redigert")
        innhold = move_felt(read_utkast(utkast), **form.cleaned_data)
        try:
            save_skjemamal(utkast, redigert=redigert, innhold=innhold, by=request.aktoer.bruker_id)
        except Konflikt:
            messages.warning(
                request, _("Noen andre har lagret siden du åpnet siden. Se over, og prøv igjen.")
            )
    return redirect("bti:skjemamal-edit", skjemautkast_id=utkast.pk)


@require_GET
@requires(Permission.EDIT_SKJEMAMAL)
def skjemamal_vis(request: Forespoersel, skjemautkast_id: UUID) -> HttpResponse:
    """The draft as it will look, empty."""
    utkast = _get(request, skjemautkast_id)
    kontekst = {
        "mal": utkast,
        "linjer": list_blank(utkast.felter.all()),
        "tall": range(11),
        "tilbake": reverse("bti:skjemamal-edit", args=[utkast.pk]),
    }
    return TemplateResponse(request, "bti/skjema_papir.html", kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_SKJEMAMAL)
def skjemamal_publiser(request: Forespoersel, skjemautkast_id: UUID) -> HttpResponse:
    """The button that makes the draft count."""
    utkast = _get(request, skjemautkast_id)
    mangler = not utkast.felter.exists()
    form = PubliserSkjemaForm(
        posted(request), request=request, objekt_id=utkast.pk, initial={"redigert": utkast.redigert}
    )
    if mangler and form.is_bound:
        form.add_error(None, _("Skjemaet har ingen spørsmål ennå. Lag minst ett først."))
    if form.is_valid():
        try:
            redigert = form.cleaned_data["redigert"]
            publish_skjemamal(utkast, redigert=redigert, by=request.aktoer.bruker_id)
        except Konflikt as problem:
            form.meet_endret(problem)
        else:
            form.discard_kladd()
            messages.success(request, _("Skjemaet er publisert. Det kan fylles ut nå."))
            return redirect("bti:skjemamal-admin")
    return show_form(request, "bti/skjemamal_publiser.html", form, utkast=utkast, mangler=mangler)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_SKJEMAMAL)
def skjemamal_slett(request: Forespoersel, skjemautkast_id: UUID) -> HttpResponse:
    """Throw a draft away. What is published stays."""
    utkast = _get(request, skjemautkast_id)
    if request.method == "POST":
        drop_skjemamal(utkast, by=request.aktoer.bruker_id)
        messages.success(request, _("Utkastet er kastet."))
        return redirect("bti:skjemamal-admin")
    return TemplateResponse(request, "bti/skjemamal_slett.html", {"utkast": utkast})


def _get(request: Forespoersel, utkast_id: UUID) -> Skjemamal:
    """Return a draft of a municipality that the actor sets up. Raises Http404."""
    return get_egen_mal(utkast_id, oppsettskommuner(request))


def _save(request: Forespoersel, utkast: Skjemamal, form: UtkastForm, innhold: dict[str, Any]) -> bool:
    """Save the whole draft, or say on the form that somebody else has."""
    redigert = form.cleaned_data["redigert"]
    try:
        save_skjemamal(utkast, redigert=redigert, innhold=innhold, by=request.aktoer.bruker_id)
    except Konflikt as problem:
        form.meet_endret(problem)
        return False
    form.discard_kladd()
    messages.success(request, _("Utkastet er lagret."))
    return True
