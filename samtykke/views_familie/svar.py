"""Read what is asked, and answer it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods

from bti.models import Sak
from bti.skjema import posted
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from samtykke.familie import Spoersmaal, innsyn_in, open_questions_in, samtykkeside, spoersmaal_of
from samtykke.forms import SamtykkesvarForm
from samtykke.lesing import lesespraak_of, sidelesning_of
from samtykke.models import Samtykkekrav
from samtykke.queries import get_krav, get_sak_for_familie, require_familie
from samtykke.skrevet_inn import list_skrevet_inn
from samtykke.svarliste import Svarliste
from samtykke.svarord import words_of_question
from samtykke.uenighet import is_uenig_for
from samtykke.views_familie.besvare import answer


def _get_krav(krav_id: Any) -> Samtykkekrav:
    return require_familie(get_krav(krav_id))


@require_GET
@requires(Permission.VIEW_SAMTYKKE, load=get_sak_for_familie, les="samtykke.lest")
def samtykke_list(request: Forespoersel, sak: Sak) -> HttpResponse:
    """What I have been asked, what I have said, and what I can change."""
    by = request.aktoer.bruker_id
    les = sidelesning_of(sak, lesespraak=lesespraak_of(by))
    side = samtykkeside(sak, bruker_id=by)
    innsyn = innsyn_in(sak)
    holder = innsyn.stafettholder.bruker.navn if innsyn.stafettholder else ""
    skrevet_inn = list_skrevet_inn(side, sak.pk)
    return TemplateResponse(
        request,
        "familie/samtykke.html",
        {
            "sak": sak,
            "side": side,
            "les": les,
            "liste": Svarliste(side, skrevet_inn, les, sak.hovedperson.bruker_id == by, holder),
            "innsyn": innsyn,
            "er_uenig": is_uenig_for(side),
        },
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ANSWER_SAMTYKKE, load=_get_krav, les="samtykke.lest")
def samtykke_answer(request: Forespoersel, krav: Samtykkekrav) -> HttpResponse:
    """Read what is asked and answer it: yes, no, «jeg vil vente», or «jeg er ikke sikker»."""
    if krav.giver_id != request.aktoer.bruker_id:
        raise PermissionDenied
    spoersmaal = spoersmaal_of(krav, lesespraak=lesespraak_of(request.aktoer.bruker_id))
    if spoersmaal.les is None or not spoersmaal.tar_imot_svar:
        _say_why_closed(request, spoersmaal)
        return redirect("familie:samtykke", sak_id=krav.sak_id)
    words = words_of_question(spoersmaal, bruker_id=request.aktoer.bruker_id)
    form = SamtykkesvarForm(
        posted(request),
        krav=krav,
        les=spoersmaal.les,
        latest=spoersmaal.siste_dag,
        words=words,
    )
    if request.method == "POST" and (said := answer(spoersmaal, form, by=request.aktoer.bruker_id)):
        messages.add_message(request, said.nivaa, said.tekst)
        return redirect("familie:samtykke", sak_id=krav.sak_id)
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "familie/samtykke_svar.html", {
        "sak": krav.sak,
        "krav": krav,
        "spoersmaal": spoersmaal,
        "les": spoersmaal.les,
        "er_meg": krav.sak.hovedperson.bruker_id == request.aktoer.bruker_id,
        "form": form,
        "ord": words,
        "antall": len(open_questions_in(krav.sak, bruker_id=request.aktoer.bruker_id)),
        "innsyn": innsyn_in(krav.sak),
    }, status=status)  # fmt: skip


def _say_why_closed(request: Forespoersel, spoersmaal: Spoersmaal) -> None:
    """An answer came to a question that takes none now: never leave a person thinking that it counted."""
    is_yes = spoersmaal.samtykke is not None
    if is_yes and request.method == "POST" and request.POST.get("svar") == "ja":
        return  # the second tap of the same yes
    les = spoersmaal.les or sidelesning_of(spoersmaal.krav.sak)
    if is_yes:
        messages.warning(request, les.begge("feil_alt_ja"))
    elif request.method == "POST":
        messages.warning(request, les.begge("feil_borte"))
    else:
        messages.info(request, les.begge("gjelder_ikke_lenger"))
