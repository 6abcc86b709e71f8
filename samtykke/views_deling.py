"""What was shared without consent: the case's list, writing it down, putting it right, judging it; the family's list.

The list is recorded as any look at the case is. A name of its own would tell the family that there is one to read.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from bti.models import Sak, Saksstatus
from bti.skjema import posted, refusals, say_sent_again, show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import may, requires
from bti.tilgang.tillatelser import Permission
from samtykke.deling import TilVurdering, delinger_in, get_deling, get_til_vurdering, list_til_vurdering
from samtykke.familie import innsyn_in
from samtykke.feil import AltRettet, VurdertAvAndre
from samtykke.forms_deling import DelingForm, DelingsvurderingForm
from samtykke.models import Lovligdeling
from samtykke.queries import get_sak_for_ansatt, get_sak_for_familie
from samtykke.services.deling import assess_deling, write_deling

SOM_SAKEN = "sak.lest"
VURDERT = gettext_lazy("Vurderingen er lagret.")
VURDERT_FOER = gettext_lazy("Noen har vurdert denne etter at du åpnet siden. Se hva de svarte.")
REFUSED: dict[type[Exception], Any] = {
    AltRettet: gettext_lazy("Noen har rettet denne nettopp. Se hva de skrev, og rett den nye hvis du må."),
}


@require_GET
@requires(Permission.VIEW_SAK, load=get_sak_for_ansatt, les=SOM_SAKEN)
def deling_list(request: Forespoersel, sak: Sak) -> HttpResponse:
    """What was shared, as far as it exists for the reader, and what was judged."""
    kontekst = {
        "sak": sak,
        "rader": delinger_in(sak),
        "kan_skrive": may(sak, Permission.CHANGE_SAK) and sak.status == Saksstatus.AAPEN,
    }
    return TemplateResponse(request, "samtykke/deling_list.html", kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_SAK, load=get_sak_for_ansatt, les=None)
def deling_new(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Write down what was shared. A leader says later whether the family can see it."""
    return _write(request, sak, DelingForm(posted(request), request=request, sak=sak), None)


def _get_sak_of_deling(sak_id: UUID, egen_deling_id: UUID) -> Sak:
    """Return the case of one that exists for the actor. The row itself is not what is recorded as read."""
    sak = get_sak_for_ansatt(sak_id)
    get_deling(sak, egen_deling_id)
    return sak


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_SAK, load=_get_sak_of_deling, les=SOM_SAKEN)
def deling_correct(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Write a new one on top of one that was wrong; both are kept."""
    match = request.resolver_match
    retter = get_deling(sak, match.kwargs["egen_deling_id"] if match else sak.pk)
    form = DelingForm(posted(request), request=request, sak=sak, retter=retter)
    return _write(request, sak, form, retter)


def _write(request: Forespoersel, sak: Sak, form: DelingForm, retter: Lovligdeling | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        with refusals(form, REFUSED):
            write_deling(sak, form.to_deling(), noekkel=form.noekkel, retter_id=retter.pk if retter else None)
            form.discard_kladd()
            messages.success(request, _("Det er skrevet ned. En leder vurderer om familien kan se det."))
            return redirect("samtykke:deling-list", sak_id=sak.pk)
    return show_form(request, "samtykke/deling_new.html", form, sak=sak, retter=retter)


@require_GET
@requires(Permission.ASSESS_DELING)
def vurdering_list(request: Forespoersel) -> HttpResponse:
    """What waits to be judged, what the family is not shown, and what was shown in the last year."""
    alle = list_til_vurdering()
    kontekst = {
        "venter": [en for en in alle if en.familien_ser is None],
        "skjult": [en for en in alle if en.familien_ser is False],
        "vist": [en for en in alle if en.familien_ser],
    }
    return TemplateResponse(request, "samtykke/deling_vurderinger.html", kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.ASSESS_DELING)
def vurdering_new(request: Forespoersel, deling_id: UUID) -> HttpResponse:
    """Read one and say whether the family can see it; what has been shown is not asked about again."""
    en = get_til_vurdering(deling_id)
    form = DelingsvurderingForm(
        posted(request), request=request, objekt_id=deling_id, initial={"antall": en.antall}
    )
    if form.is_bound and form.is_valid():
        try:
            assess_deling(deling_id, **form.to_vurdering())
        except VurdertAvAndre:
            return _is_assessed(request, get_til_vurdering(deling_id), form)
        form.discard_kladd()
        messages.success(request, VURDERT)
        return redirect("samtykke:deling-vurderinger")
    return show_form(request, "samtykke/deling_vurder.html", form, en=en)


def _is_assessed(request: Forespoersel, en: TilVurdering, form: DelingsvurderingForm) -> HttpResponse:
    """The same answer again is the second click of two; another's words are kept as a draft."""
    sagt = form.to_vurdering()
    is_same = (sagt["familien_ser"], sagt["begrunnelse"]) == (en.familien_ser, en.begrunnelse)
    say_sent_again(request, form, is_same=is_same, gjort=VURDERT, for_sent=VURDERT_FOER)
    return redirect("samtykke:deling-vurder", deling_id=en.id)


@require_GET
@requires(Permission.VIEW_SAMTYKKE, load=get_sak_for_familie, les="samtykke.lest")
def familie_deling_list(request: Forespoersel, sak: Sak) -> HttpResponse:
    """What was shared without asking, as far as it is safe that the family sees it; the page says that it may wait."""
    kontekst = {"sak": sak, "rader": delinger_in(sak), "innsyn": innsyn_in(sak)}
    return TemplateResponse(request, "familie/deling_list.html", kontekst)
