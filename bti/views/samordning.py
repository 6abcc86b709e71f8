"""Who coordinates the help by law: the page, the decision, its end; and the municipality's words about rights."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from bti.feil import KoordinatorErEndret, KoordinatorErIkkeMed
from bti.forms.samordning import KoordineringForm, KoordineringSluttForm, RettighetForm
from bti.models import Koordinering, Rettighet, Sak, Saksstatus
from bti.queries_rettigheter import get_egen_rettighet, koordineringer_in, living_in, rettigheter_in
from bti.services.samordning import decide_koordinering, end_koordinering, save_rettighet
from bti.skjema import Konflikt, posted, refusals, say_sent_again, show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import may, requires
from bti.tilgang.saken import get_sak
from bti.tilgang.tillatelser import Permission
from bti.views.fagteam import oppsettskommuner

AVSLUTTET = gettext_lazy("Det er avsluttet. Alle som er med, ser det i saken.")
REFUSED = {
    KoordinatorErIkkeMed: gettext_lazy(
        "Inviter koordinatoren først. Den du valgte, ser ikke saken, eller arbeider ikke der lenger."
    ),
    KoordinatorErEndret: gettext_lazy(
        "Noen andre har nettopp bestemt hvem som samordner. Se hvem det er, og lagre på nytt hvis du vil bytte."
    ),
}


@require_GET
@requires(Permission.VIEW_SAK, load=get_sak)
def koordinering(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Who coordinates now and who has, and what the family can have a right to."""
    alle = koordineringer_in(sak)
    kontekst = {
        "sak": sak,
        "naa": living_in(alle),
        "tidligere": [one for one in alle if one.ended_at],
        "rettigheter": rettigheter_in(sak.kommune_id),
        "kan_endre": may(sak, Permission.CHANGE_SAK) and sak.status == Saksstatus.AAPEN,
    }
    return TemplateResponse(request, "bti/koordinering.html", kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_SAK, load=get_sak)
def koordinering_new(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Which right, who, why; what the law says stands beside."""
    rettigheter = rettigheter_in(sak.kommune_id)
    naa = living_in(koordineringer_in(sak))
    form = KoordineringForm(
        posted(request),
        request=request,
        sak=sak,
        rettigheter=rettigheter,
        initial={"erstatter": naa.pk if naa else None},
    )
    if request.method == "POST" and form.is_valid():
        with refusals(form, REFUSED):
            decide_koordinering(sak, **form.answers(), noekkel=form.noekkel)
            form.discard_kladd()
            messages.success(request, _("Det er bestemt. Alle som er med, ser det i saken."))
            return redirect("bti:koordinering", sak_id=sak.pk)
        # Somebody was first, a colleague or oneself with Back: the page says who has it, and the next press takes over.
        if not form.mangler_invitasjon:
            form.replace_data(erstatter=str(naa.pk) if naa else "")
    kontekst = {"sak": sak, "naa": naa, "rettigheter": list(form.rettigheter.values())}
    return show_form(request, "bti/koordinering_new.html", form, **kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_SAK, load=get_sak)
def koordinering_end(request: Forespoersel, sak: Sak) -> HttpResponse:
    """End it without naming another; who has nobody to end is led back."""
    alle = koordineringer_in(sak)
    naa = living_in(alle)
    if naa is None:
        return _is_ended(request, sak, alle)
    naa.sak = sak
    form = KoordineringSluttForm(posted(request), request=request, koordinering=naa)
    if form.is_valid():
        with refusals(form, REFUSED):
            if not end_koordinering(naa, avslutning=form.cleaned_data["avslutning"]):
                return _is_ended(request, sak, koordineringer_in(sak))
            form.discard_kladd()
            messages.success(request, AVSLUTTET)
            return redirect("bti:koordinering", sak_id=sak.pk)
    return show_form(request, "bti/koordinering_slutt.html", form, sak=sak, naa=naa)


def _is_ended(request: Forespoersel, sak: Sak, alle: list[Koordinering]) -> HttpResponse:
    """Nobody coordinates. The same words again are the second click of two; others are kept as a draft."""
    if request.method == "POST" and alle:
        form = KoordineringSluttForm(request.POST, request=request, koordinering=alle[0])
        is_same = form.is_valid() and form.cleaned_data["avslutning"] == alle[0].avslutning
        for_sent = _("Noen andre har avsluttet det.")
        say_sent_again(request, form, is_same=is_same, gjort=AVSLUTTET, for_sent=for_sent)
    return redirect("bti:koordinering", sak_id=sak.pk)


@require_GET
@requires(Permission.EDIT_RETTIGHET)
def rettighet_list(request: Forespoersel) -> HttpResponse:
    """What the municipality says of each right, and when it was read."""
    rettigheter = [one for kommune in oppsettskommuner(request) for one in rettigheter_in(kommune)]
    return TemplateResponse(request, "bti/rettighet_list.html", {"rettigheter": rettigheter})


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_RETTIGHET)
def rettighet_edit(request: Forespoersel, rettighet_id: UUID) -> HttpResponse:
    """Change the words; with them goes the day somebody read them against the law."""
    rettighet = get_egen_rettighet(rettighet_id, oppsettskommuner(request))
    form = RettighetForm(posted(request), request=request, rettighet=rettighet)
    andres: Rettighet | None = None
    if request.method == "POST" and form.is_valid():
        try:
            save_rettighet(rettighet, **form.answers())
        except Konflikt as problem:
            andres = form.meet_konflikt(problem)
        else:
            form.discard_kladd()
            messages.success(request, _("Teksten er lagret."))
            return redirect("bti:rettighet-list")
    return show_form(request, "bti/rettighet_edit.html", form, rettighet=rettighet, andres=andres)
