"""Holding a meeting: minutes, who was there, the decision, and then the next evaluation."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bti.models import Felttype, Nivaa, Sak, Saksstatus, Skjemagjelder, Skjemamal
from bti.queries import deltakere_in
from bti.queries_skjema import maler_in
from bti.skjema import Konflikt, posted, refusals, say_too_late, show_form
from bti.stafettord import in_readers_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import may, requires
from bti.tilgang.tillatelser import Permission
from stafettlogg.feil import NivaaErEndret
from stafettlogg.forms import HoldMoeteForm
from stafettlogg.models import Beslutning, Moete, Moetestatus
from stafettlogg.queries import find_nabonivaaer
from stafettlogg.services import hold_moete
from stafettlogg.views.felles import NIVAA_ER_ENDRET, SETNINGER, get_moete_for_staff
from tiltak.queries import active_tiltak_in

BARNETS_ORD = "barnet-sier"  # the key of the question that the page asks itself, first


@require_http_methods(["GET", "POST"])
@requires(Permission.HOLD_MOETE, load=get_moete_for_staff)
def moete_hold(request: Forespoersel, moete: Moete) -> HttpResponse:
    if request.method == "GET" and moete.status != Moetestatus.PLANLAGT:
        return redirect("stafettlogg:moete-detail", moete_id=moete.pk)
    form = _form(request, moete)
    alle = maler_in(moete.sak.kommune_id, Skjemagjelder.MOETE, Skjemagjelder.AVSLUTNING)
    maler = {str(one.pk): one for one in alle if one.gjelder == Skjemagjelder.MOETE}
    if request.method == "GET" and (valgt := maler.get(request.GET.get("mal", ""))):
        add_questions(form, valgt)
    konflikt = None
    if "utkast" in request.POST:
        form.keep_kladd()
        if (mal := request.POST["utkast"]) in maler:
            return redirect(f"{request.path}?mal={mal}#id_referat")
        messages.success(request, _("Utkastet er lagret. Bare du ser det før møtet er avsluttet."))
        return redirect("stafettlogg:moete-hold", moete_id=moete.pk)
    if request.method == "POST" and form.is_valid():
        with refusals(form, SETNINGER):
            try:
                hold_moete(moete, **_answers(form), noekkel=form.noekkel, by=request.aktoer.bruker_id)
                form.discard_kladd()
                return redirect("stafettlogg:moete-holdt", moete_id=moete.pk)
            except Konflikt as feil:
                konflikt = form.meet_konflikt(feil)
            except NivaaErEndret:
                say_too_late(request, form, NIVAA_ER_ENDRET)
                return redirect("stafettlogg:moete-hold", moete_id=moete.pk)
    kontekst = {
        "moete": moete, "sak": moete.sak, "konflikt": konflikt, "tiltak_list": active_tiltak_in(moete.sak),
        "maler": maler.values(), "har_notat": len(alle) > len(maler),
    }  # fmt: skip
    return show_form(request, "stafettlogg/moete_hold.html", form, **kontekst)


def add_questions(form: HoldMoeteForm, mal: Skjemamal) -> None:
    """Put the questions of a meeting in the minutes, below what stands there. What the child says has its own field."""
    text = str(form.initial.get("referat") or "").rstrip()
    written = (Felttype.TEKST, Felttype.LANGTEKST)
    asked = [felt for felt in mal.felter.all() if felt.felttype in written and felt.noekkel != BARNETS_ORD]
    questions = [in_readers_form(felt.ledetekst) for felt in asked]
    parts = [text] * bool(text) + [f"{one}\n" for one in questions if one not in text]
    form.initial["referat"] = "\n\n".join(parts)


def _form(request: Forespoersel, moete: Moete) -> HoldMoeteForm:
    """Those asked and those who take part may have been there; the decisions are those that lead somewhere."""
    valg = list({str(d.bruker_id): d.navn_og_sted for d in deltakere_in(moete.sak)}.items())
    return HoldMoeteForm(
        posted(request),
        request=request,
        objekt_id=moete.pk,
        initial={
            "versjon": moete.versjon,
            "fra": moete.sak.nivaa_id,
            "referat": moete.referat,
            "barnets_ord": moete.barnets_ord,
        },
        valg=valg,
        nivaaer=_leads_to(moete.sak),
    )


def _leads_to(sak: Sak) -> dict[str, str]:
    """What each decision means, in the municipality's own names of the levels, in the reader's form."""
    under, over = find_nabonivaaer(sak)
    til = _("Til nivå {nr}: {navn}")
    choices = {Beslutning.FORTSETT.value: _name(_("Nivå {nr}: {navn}"), sak.nivaa)}
    if over:
        choices[Beslutning.OPP.value] = _name(til, over)
    if under:
        choices[Beslutning.NED.value] = _name(til, under)
    choices[Beslutning.AVSLUTT.value] = _(
        "Ingen kan skrive mer i saken etterpå. Møter som er avtalt, blir avlyst."
    )
    return choices


def _name(words: str, nivaa: Nivaa) -> str:
    return words.format(nr=nivaa.nummer, navn=in_readers_form(nivaa.navn))


def _answers(form: HoldMoeteForm) -> dict[str, Any]:
    fields = ("referat", "barnets_ord", "beslutning", "begrunnelse", "versjon", "fra")
    return {name: form.cleaned_data[name] for name in fields} | {"til_stede": form.til_stede_ider}


@require_GET
@requires(Permission.HOLD_MOETE, load=get_moete_for_staff)
def moete_holdt(request: Forespoersel, moete: Moete) -> HttpResponse:
    """What has been decided, and the next evaluation before one leaves the page."""
    if moete.status != Moetestatus.HOLDT:
        return redirect("stafettlogg:moete-detail", moete_id=moete.pk)
    lukket = moete.sak.status == Saksstatus.LUKKET
    kontekst = {
        "moete": moete,
        "sak": moete.sak,
        "lukket": lukket,
        "kan_kalle_inn": may(moete, Permission.CALL_MOETE),
    }
    return TemplateResponse(request, "stafettlogg/moete_holdt.html", kontekst)
