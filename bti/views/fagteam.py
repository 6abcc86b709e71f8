"""Teams: which there are and who sits in them; and setting them up."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bti.feil import NavnetErTatt, PeriodenErOver
from bti.forms.fagteam import NAVNET_ER_TATT, FagteamForm, FinnAnsattForm, MedlemForm, PeriodeForm
from bti.models import Fagteam
from bti.queries_samordning import fagteam_list, get_eget_fagteam, get_eget_medlem, get_fagteam, moeter_in
from bti.services.fagteam import change_periode, end_medlem, put_medlem, save_fagteam
from bti.skjema import Konflikt, posted, refusals, show_form
from bti.skjema.visning import Setninger
from bti.templatetags.stafett import dato
from bti.tilgang.fagteam import list_ansatte, list_medlemmer, list_perioder
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import OPPSETTSROLLER, Permission

REFUSED: Setninger = {
    PermissionDenied: gettext_lazy(
        "Personen arbeider ikke lenger i tjenesten, og kan ikke være med i teamet."
    ),
    PeriodenErOver: gettext_lazy(
        "Perioden er over og kan ikke endres. Skal personen være med igjen, legger du til personen på nytt."
    ),
}


def oppsettskommuner(request: Forespoersel) -> list[UUID]:
    """Return where this one sets up what the municipality has."""
    return [
        one.kommune_id
        for one in request.aktoer.kommuneroller
        if one.rolle in OPPSETTSROLLER and one.kommune_id
    ]


@require_GET
@requires(Permission.VIEW_FAGTEAM)
def team_list(request: Forespoersel) -> HttpResponse:
    kontekst = {"teamene": fagteam_list(), "kan_endre": request.aktoer.may(Permission.EDIT_FAGTEAM)}
    return TemplateResponse(request, "bti/fagteam_list.html", kontekst)


@require_GET
@requires(Permission.VIEW_FAGTEAM)
def team_detail(request: Forespoersel, fagteam_id: UUID) -> HttpResponse:
    """What the team does, who sits in it, and the way to ask it."""
    fagteam = get_fagteam(fagteam_id)
    medlemmer, kan_endre = list_medlemmer(fagteam.pk), fagteam.kommune_id in oppsettskommuner(request)
    kontekst = {
        "fagteam": fagteam,
        "medlemmer": medlemmer,
        "perioder": list_perioder(fagteam.pk) if kan_endre else [],
        "er_med": request.aktoer.bruker_id in {one.bruker_id for one in medlemmer},
        "moeter": list(moeter_in(fagteam)[:10]),
        "kan_spoerre": request.aktoer.er_ansatt
        and fagteam.is_active
        and fagteam.tar_uten_navn
        and bool(medlemmer),
        "kan_endre": kan_endre,
    }
    return TemplateResponse(request, "bti/fagteam_detail.html", kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_FAGTEAM)
def team_new(request: Forespoersel) -> HttpResponse:
    return _edit(request, oppsettskommuner(request)[0], None)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_FAGTEAM)
def team_edit(request: Forespoersel, fagteam_id: UUID) -> HttpResponse:
    fagteam = get_eget_fagteam(fagteam_id, oppsettskommuner(request))
    return _edit(request, fagteam.kommune_id, fagteam)


def _edit(request: Forespoersel, kommune_id: UUID, fagteam: Fagteam | None) -> HttpResponse:
    form = FagteamForm(
        posted(request),
        request=request,
        kommune_id=kommune_id,
        fagteam=fagteam,
    )
    andres: Fagteam | None = None
    if form.is_valid():
        try:
            with refusals(form, {NavnetErTatt: NAVNET_ER_TATT}):
                lagret = save_fagteam(fagteam, noekkel=form.noekkel, kommune_id=kommune_id, **form.answers())
                form.discard_kladd()
                messages.success(request, _("Teamet er lagret."))
                return redirect("bti:team-detail", fagteam_id=lagret.pk)
        except Konflikt as problem:
            andres = form.meet_konflikt(problem)
    return show_form(request, "bti/fagteam_edit.html", form, fagteam=fagteam, andres=andres)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_FAGTEAM)
def team_medlem(request: Forespoersel, fagteam_id: UUID) -> HttpResponse:
    """First a part of the name, then who and in what role. What is typed is posted: it stays out of the address."""
    fagteam = get_eget_fagteam(fagteam_id, oppsettskommuner(request))
    soek = FinnAnsattForm(posted(request))
    kontekst = {"fagteam": fagteam, "soek": soek}
    if request.method == "GET" or not soek.is_valid():
        return show_form(request, "bti/fagteam_medlem.html", soek, **kontekst)
    kandidater = list_ansatte(fagteam.pk, navn=soek.cleaned_data["navn"])
    perioder = [one for one in list_perioder(fagteam.pk) if not one.er_over]
    valgt = request.POST if "medlem" in request.POST or "rolle" in request.POST else None
    initial = {"navn": soek.cleaned_data["navn"]}
    form = MedlemForm(
        valgt,
        request=request,
        objekt_id=fagteam.pk,
        kandidater=kandidater,
        med={one.bruker_id for one in perioder},
        initial=initial,
    )
    if valgt and form.is_valid():
        ny = form.valgt
        with refusals(form, REFUSED):
            put_medlem(
                fagteam, noekkel=form.noekkel, bruker_id=ny.bruker_id, tjeneste_id=ny.tjeneste_id, **form.to_periode()
            )  # fmt: skip
            form.discard_kladd()
            messages.success(
                request,
                _tell_medlem(
                    ny.navn,
                    fra=form.cleaned_data["fradato"],
                    var_med=ny.bruker_id in {one.bruker_id for one in perioder if one.id != form.noekkel},
                ),
            )
            return redirect("bti:team-detail", fagteam_id=fagteam.pk)
    return show_form(request, "bti/fagteam_medlem.html", form, **kontekst, kandidater=kandidater)


def _tell_medlem(navn: str, *, fra: date, var_med: bool) -> str:
    """Say what came of it: who sat there already has a new role, and who begins later does not sit there yet."""
    if var_med:
        return _("{navn} var med i teamet fra før. Rollen og perioden er endret.").format(navn=navn)
    if fra > timezone.localdate():
        return _("{navn} blir med i teamet fra {dato}.").format(navn=navn, dato=dato(fra))
    return _("{navn} er med i teamet.").format(navn=navn)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_FAGTEAM)
def team_medlem_edit(request: Forespoersel, fagteammedlem_id: UUID) -> HttpResponse:
    """The role and the period of somebody who sits in the team, or is to."""
    medlem = get_eget_medlem(fagteammedlem_id, oppsettskommuner(request))
    periode = next(one for one in list_perioder(medlem.fagteam_id) if one.id == medlem.pk)
    form = PeriodeForm(posted(request), request=request, objekt_id=medlem.pk, periode=periode)
    if form.is_valid():
        with refusals(form, REFUSED):
            change_periode(medlem, **form.to_periode())
            form.discard_kladd()
            messages.success(request, _("Perioden er lagret."))
            return redirect("bti:team-detail", fagteam_id=medlem.fagteam_id)
    return show_form(request, "bti/fagteam_periode.html", form, fagteam=medlem.fagteam, periode=periode)


@require_POST
@requires(Permission.EDIT_FAGTEAM)
def team_medlem_slutt(request: Forespoersel, fagteammedlem_id: UUID) -> HttpResponse:
    """Take somebody out of the team."""
    medlem = get_eget_medlem(fagteammedlem_id, oppsettskommuner(request))
    end_medlem(medlem)
    messages.success(request, _("Personen er ikke lenger med i teamet."))
    return redirect("bti:team-detail", fagteam_id=medlem.fagteam_id)
