"""Several services asked about: each answered by itself on one page, and sent with one button."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bti.models import Sak
from bti.skjema import posted
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from samtykke.familie import Spoersmaal, innsyn_in, open_questions_in
from samtykke.forms import SamtykkesvarForm
from samtykke.lesing import lesespraak_of
from samtykke.models import Samtykkekrav
from samtykke.queries import get_sak_for_familie
from samtykke.svarord import words_of_question
from samtykke.views_familie.besvare import Kvittering, answer


@dataclass
class Svar:
    """One of the questions on the page, with its part of the form."""

    spoersmaal: Spoersmaal
    form: SamtykkesvarForm
    ord: dict[str, str]

    @property
    def krav(self) -> Samtykkekrav:
        return self.spoersmaal.krav

    @property
    def er_besvart(self) -> bool:
        return bool(self.form.data.get(self.form.add_prefix("svar")))


class _KanIkkeLagres(Exception):
    """One of the answers cannot be kept: none of them is."""


@require_http_methods(["GET", "POST"])
@requires(Permission.ANSWER_SAMTYKKE, load=get_sak_for_familie, les="samtykke.lest")
def samtykke_answer_all(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Every question that waits for me in the case. What is left without an answer goes on waiting."""
    svar_list = _read(request, sak)
    if not svar_list:
        messages.info(request, _("Ingen spørsmål venter på svar fra deg."))
        return redirect("familie:samtykke", sak_id=sak.pk)
    answered = [svar for svar in svar_list if svar.er_besvart]
    if answered and (said := _keep(answered, request)):
        for kvittering in said:
            messages.add_message(request, kvittering.nivaa, kvittering.tekst)
        return redirect("familie:samtykke", sak_id=sak.pk)
    is_post = request.method == "POST"
    context = {
        "sak": sak,
        "svar_list": svar_list,
        "les": svar_list[0].spoersmaal.les,
        "innsyn": innsyn_in(sak),
        "mangler_svar": is_post and not answered,
    }
    return TemplateResponse(
        request, "familie/samtykke_svar_flere.html", context, status=422 if is_post else 200
    )


def _read(request: Forespoersel, sak: Sak) -> list[Svar]:
    by, svar_list = request.aktoer.bruker_id, []
    data = posted(request)
    for spoersmaal in open_questions_in(sak, bruker_id=by, lesespraak=lesespraak_of(by)):
        if spoersmaal.les is None:
            continue
        words = words_of_question(spoersmaal, bruker_id=by)
        prefix = spoersmaal.krav.pk.hex
        form = SamtykkesvarForm(data, krav=spoersmaal.krav, les=spoersmaal.les, latest=spoersmaal.siste_dag,
                                words=words, prefix=prefix)  # fmt: skip
        svar_list.append(Svar(spoersmaal, form, words))
    return svar_list


def _keep(answered: list[Svar], request: Forespoersel) -> list[Kvittering]:
    """Keep every answer, or none: the page then says which one it was."""
    said = []
    try:
        with transaction.atomic():
            for svar in answered:
                kvittering = answer(svar.spoersmaal, svar.form, by=request.aktoer.bruker_id)
                if kvittering is None:
                    raise _KanIkkeLagres
                said.append(kvittering)
    except _KanIkkeLagres:
        return []
    return said
