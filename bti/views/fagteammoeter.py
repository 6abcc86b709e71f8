"""A team's meetings for those who sit in it, and taking a case up for who leads the case."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from bti.feil import MoetetErHoldt, TeametMoetesAlt
from bti.forms.fagteammoeter import MoeteForm, NyttMoeteForm, PunktForm
from bti.models import Fagteammoete, Sak
from bti.queries_samordning import get_fagteam, get_moete, get_punkt, next_dato, punkter_i
from bti.services import fagteammoeter as services
from bti.skjema import Konflikt, is_same, posted, refusals, say_sent_again, show_form
from bti.tilgang.fagteam import list_medlemmer
from bti.tilgang.fagteammoeter import count_skjulte, list_moeter_for
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.saken import get_sak
from bti.tilgang.tillatelser import Permission

REFUSED: dict[type[Exception], str | Promise] = {
    TeametMoetesAlt: gettext_lazy("Teamet har et annet møte den dagen. Velg en annen dag.")
}
HOLDT = gettext_lazy("Møtet er holdt og kan ikke endres.")
HOLDT_MED_ORD = gettext_lazy("Møtet er holdt og kan ikke endres. Teksten din er lagret som kladd.")


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_FAGTEAM)
def moete_new(request: Forespoersel, fagteam_id: UUID) -> HttpResponse:
    """Agree on a meeting; the rhythm says when."""
    fagteam = get_fagteam(fagteam_id)
    if request.aktoer.bruker_id not in {one.bruker_id for one in list_medlemmer(fagteam.pk)}:
        messages.info(request, _("Bare de som er med i teamet, avtaler møter."))
        return redirect("bti:team-detail", fagteam_id=fagteam.pk)
    form = NyttMoeteForm(
        posted(request),
        request=request,
        objekt_id=fagteam.pk,
        initial={"dato": next_dato(fagteam)},
    )
    if request.method == "POST" and form.is_valid():
        with refusals(form, REFUSED):
            moete_id = services.plan_moete(fagteam, noekkel=form.noekkel, dato=form.cleaned_data["dato"])
            form.discard_kladd()
            messages.success(request, _("Møtet er avtalt."))
            return redirect("bti:teammoete-detail", fagteammoete_id=moete_id)
    return show_form(request, "bti/fagteammoete_new.html", form, fagteam=fagteam)


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_FAGTEAM)
def moete_detail(request: Forespoersel, fagteammoete_id: UUID) -> HttpResponse:
    """The agenda, and the note until the meeting is held. Two who write at once see both texts."""
    moete = get_moete(fagteammoete_id)
    if moete.held_at and request.method == "GET":
        return TemplateResponse(request, "bti/fagteammoete_detail.html", _agenda(moete))
    form = MoeteForm(posted(request), request=request, moete=moete)
    if moete.held_at:
        return _is_held(request, moete, form)
    konflikt = None
    if form.is_valid():
        try:
            with refusals(form, REFUSED):
                services.write_moete(moete, **form.to_moete())
        except Konflikt as problem:
            konflikt = form.meet_konflikt(problem)
        except MoetetErHoldt:  # between the look and the lock
            return _is_held(request, get_moete(moete.pk), form)
        if not form.errors:
            form.discard_kladd()
            messages.success(request, _("Møtet er lagret."))
            return redirect("bti:teammoete-detail", fagteammoete_id=moete.pk)
    return show_form(request, "bti/fagteammoete_detail.html", form, konflikt=konflikt, **_agenda(moete))


def _is_held(request: Forespoersel, moete: Fagteammoete, form: MoeteForm) -> HttpResponse:
    """The same note again is the second click of two; another is kept as a draft."""
    as_it_stands = form.is_valid() and form.cleaned_data["holdt"] and is_same(moete, form.innhold())
    gjort, for_sent = _("Møtet er lagret."), _("Møtet er holdt. Notatet kan ikke endres.")
    say_sent_again(request, form, is_same=as_it_stands, gjort=gjort, for_sent=for_sent)
    return redirect("bti:teammoete-detail", fagteammoete_id=moete.pk)


def _agenda(moete: Fagteammoete) -> dict[str, object]:
    return {"moete": moete, "punkter": list(punkter_i(moete)), "skjulte": count_skjulte(moete.pk)}


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_FAGTEAM)
def punkt_new(request: Forespoersel, fagteammoete_id: UUID) -> HttpResponse:
    """Take up a question without a name, or a topic."""
    moete = get_moete(fagteammoete_id)
    if moete.held_at and request.method == "GET":
        messages.info(request, HOLDT)
        return redirect("bti:teammoete-detail", fagteammoete_id=moete.pk)
    form = PunktForm(posted(request), request=request, moete=moete)
    if form.is_valid():
        with refusals(form, {MoetetErHoldt: HOLDT_MED_ORD}):
            services.add_punkt(moete, noekkel=form.noekkel, **form.to_punkt())
            form.discard_kladd()
            return redirect("bti:teammoete-detail", fagteammoete_id=moete.pk)
    return show_form(request, "bti/fagteampunkt_new.html", form, moete=moete)


@require_POST
@requires(Permission.VIEW_FAGTEAM)
def punkt_flytt(request: Forespoersel, fagteampunkt_id: UUID) -> HttpResponse:
    """One place up, or down."""
    punkt = get_punkt(fagteampunkt_id)
    try:
        services.move_punkt(punkt, opp=request.POST.get("vei") == "opp")
    except MoetetErHoldt:
        messages.info(request, HOLDT)
    return redirect("bti:teammoete-detail", fagteammoete_id=punkt.moete_id)


@require_POST
@requires(Permission.VIEW_FAGTEAM)
def punkt_ta_av(request: Forespoersel, fagteampunkt_id: UUID) -> HttpResponse:
    """A question or a topic off the agenda."""
    punkt = get_punkt(fagteampunkt_id)
    try:
        services.remove_punkt(punkt)
        messages.success(request, _("Punktet er tatt av."))
    except MoetetErHoldt:
        messages.info(request, HOLDT)
    return redirect("bti:teammoete-detail", fagteammoete_id=punkt.moete_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_SAK, load=get_sak)
def sak_team(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Where the case can be taken up, and why not elsewhere; onto an agenda and off it."""
    moeter = list_moeter_for(sak.pk)
    valgt = next((one for one in moeter if str(one.id) == request.POST.get("moete")), None)
    kontekst = {"sak": sak, "moeter": moeter, "nektet": None}
    if request.method == "GET" or valgt is None:
        return TemplateResponse(request, "bti/sak_team.html", kontekst)
    if request.POST.get("gjoer") == "av":
        services.remove_sak(sak, moete_id=valgt.id)
        messages.success(request, _("Saken er tatt av møtet."))
    elif valgt.kan_settes_opp:
        services.add_sak(sak, noekkel=uuid4(), moete_id=valgt.id)
        messages.success(request, _("Saken er satt opp. Familien kan lese det i «Hvem har sett»."))
    elif not valgt.er_satt_opp:
        return TemplateResponse(request, "bti/sak_team.html", kontekst | {"nektet": valgt}, status=422)
    return redirect("bti:sak-team", sak_id=sak.pk)
