"""Calling a meeting, moving it, calling it off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bti.feil import SakErLukket
from bti.models import Sak
from bti.skjema import Konflikt, posted, refusals, show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import may, requires
from bti.tilgang.tillatelser import Permission
from stafettlogg.feil import IkkeInnkalt, MoeteErAvsluttet
from stafettlogg.forms import EndreMoeteForm, HoldtMoeteForm, MoeteForm
from stafettlogg.models import Moete, Moetestatus, Svar
from stafettlogg.queries import moetedeltakere_in
from stafettlogg.saksside import Saksside
from stafettlogg.services import answer_moete, call_moete, cancel_moete, has_time_for_reminder, move_moete
from stafettlogg.views.felles import SETNINGER, get_moete_for_staff, get_sak_for_staff


@require_http_methods(["GET", "POST"])
@requires(Permission.CALL_MOETE, load=get_sak_for_staff, les=None)
def moete_new(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Call people to a meeting; with ``?holdt=1``, write down one that was held, and go on to its minutes."""
    side = Saksside(sak)
    er_holdt = "holdt" in request.GET
    form = (HoldtMoeteForm if er_holdt else MoeteForm)(
        posted(request),
        request=request,
        objekt_id=sak.pk,
        sak=sak,
        seere=side.seere,
    )
    if request.method == "POST" and form.is_valid():
        with refusals(form, SETNINGER):
            moete = call_moete(
                sak,
                moetetype=form.cleaned_data["moetetype"],
                starter_at=form.starter_at,
                sted=form.cleaned_data["sted"],
                hensikt=form.cleaned_data["hensikt"],
                innkalte=form.innkalte_ider,
                noekkel=form.noekkel,
                by=request.aktoer.bruker_id,
            )
            form.discard_kladd()
            return _called(request, moete)
    return show_form(request, "stafettlogg/moete_new.html", form, sak=sak, side=side, er_holdt=er_holdt)


def _called(request: Forespoersel, moete: Moete) -> HttpResponse:
    if moete.starter_at <= timezone.now():
        return redirect("stafettlogg:moete-hold", moete_id=moete.pk)
    messages.success(request, _("Møtet står i saken. De som skal være med, ser det der.") + _if_near(moete))
    return redirect("stafettlogg:moete-detail", moete_id=moete.pk)


def _if_near(moete: Moete) -> str:
    """What is said of a meeting that nobody will be reminded of: the notice of now is the only one."""
    if moete.starter_at <= timezone.now() or has_time_for_reminder(moete.starter_at, moete.sak.kommune_id):
        return ""
    return " " + _("Møtet er så nær at det ikke kommer noen påminnelse.")


@require_GET
@requires(Permission.VIEW_MOETE, load=get_moete_for_staff)
def moete_detail(request: Forespoersel, moete: Moete) -> HttpResponse:
    side = Saksside(moete.sak)
    deltakere = list(moetedeltakere_in(moete))
    for deltaker in deltakere:
        deltaker.svar_tekst = side.svar_of(deltaker.bruker_id, deltaker.svar)
    mine = [deltaker.svar for deltaker in deltakere if deltaker.bruker_id == request.aktoer.bruker_id]
    planlagt = moete.status == Moetestatus.PLANLAGT
    kontekst = {
        "moete": moete,
        "sak": moete.sak,
        "deltakere": deltakere,
        "planlagt": planlagt,
        "mitt_svar": mine[0] if mine and planlagt and not side.lukket else "",
        "kan_endre": may(moete, Permission.HOLD_MOETE) and planlagt,
        "har_vaert": moete.starter_at <= timezone.now(),
    }
    return TemplateResponse(request, "stafettlogg/moete_detail.html", kontekst)


SVARORD = {
    Svar.KOMMER: gettext_lazy("Svaret er lagret: Du kommer."),
    Svar.KAN_IKKE: gettext_lazy("Svaret er lagret: Du kan ikke komme."),
}


@require_POST
@requires(Permission.ANSWER_MOETE, load=get_moete_for_staff)
def moete_svar(request: Forespoersel, moete: Moete) -> HttpResponse:
    """Say whether one comes; the last answer counts, and everybody in the case sees it."""
    svar = request.POST.get("svar")
    try:
        if svar in SVARORD:
            answer_moete(moete, svar=svar, by=request.aktoer.bruker_id)
            messages.success(request, SVARORD[Svar(svar)])
        else:
            messages.warning(request, _("Velg om du kommer eller ikke."))
    except IkkeInnkalt:
        messages.warning(request, _("Du er ikke innkalt til dette møtet. Spør stafettholderen."))
    except (MoeteErAvsluttet, SakErLukket):
        messages.warning(request, _("Møtet er holdt eller avlyst. Du trenger ikke svare."))
    if request.POST.get("fra") == "sak":
        return redirect("stafettlogg:sak", sak_id=moete.sak_id)
    return redirect("stafettlogg:moete-detail", moete_id=moete.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOLD_MOETE, load=get_moete_for_staff)
def moete_flytt(request: Forespoersel, moete: Moete) -> HttpResponse:
    """Change time and place. Who was asked is told, and the reminders follow."""
    initial = EndreMoeteForm.initial_of(moete)
    form = EndreMoeteForm(
        posted(request),
        request=request,
        objekt_id=moete.pk,
        sak=moete.sak,
        initial=initial,
    )
    konflikt = None
    if request.method == "POST" and form.is_valid():
        with refusals(form, SETNINGER):
            try:
                moved = move_moete(
                    moete,
                    starter_at=form.starter_at,
                    sted=form.cleaned_data["sted"],
                    hensikt=form.cleaned_data["hensikt"],
                    versjon=form.cleaned_data["versjon"],
                    by=request.aktoer.bruker_id,
                )
                form.discard_kladd()
                messages.success(
                    request, _("Møtet er endret. De som skal være med, ser det i saken.") + _if_near(moved)
                )
                return redirect("stafettlogg:moete-detail", moete_id=moete.pk)
            except Konflikt as feil:
                konflikt = form.meet_konflikt(feil)
    return show_form(
        request, "stafettlogg/moete_flytt.html", form, moete=moete, sak=moete.sak, konflikt=konflikt
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.HOLD_MOETE, load=get_moete_for_staff, les=None)
def moete_avlys(request: Forespoersel, moete: Moete) -> HttpResponse:
    """Ask once, then call it off."""
    if request.method == "POST":
        try:
            cancel_moete(moete, by=request.aktoer.bruker_id)
            messages.success(request, _("Møtet er avlyst. Det står ikke lenger som neste møte i saken."))
        except (MoeteErAvsluttet, SakErLukket):
            messages.warning(request, _("Møtet er allerede holdt, eller saken er avsluttet."))
        return redirect("stafettlogg:sak", sak_id=moete.sak_id)
    return TemplateResponse(request, "stafettlogg/moete_avlys.html", {"moete": moete, "sak": moete.sak})
