"""Asking the young person into their own case."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bti.feil import SakErLukket
from bti.forms import InviterUngdomForm
from bti.identitetsnummer import open_nummer
from bti.innstillinger import get_innstilling
from bti.models import Sak
from bti.services import Ungdomsvei, find_ungdomsvei, invite_ungdom
from bti.skjema import show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.saken import get_sak
from bti.tilgang.tillatelser import Permission


@require_http_methods(["GET", "POST"])
@requires(Permission.INVITE_DELTAKER, load=get_sak, les="deltaker.lest")
def ungdom_invite(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Plainly from one age, as a choice from another, and below that a sentence that says why not."""
    vei = find_ungdomsvei(sak)
    kan = vei in (Ungdomsvei.AAPEN, Ungdomsvei.TIDLIG) and sak.status == "aapen"
    forseglet = sak.hovedperson.foedselsnummer_kryptert
    form = InviterUngdomForm(
        request.POST if request.method == "POST" and kan else None,
        hovedperson=sak.hovedperson,
        er_tidlig=vei == Ungdomsvei.TIDLIG,
        har_nummer=bool(forseglet),
    )
    if form.is_valid():
        fields = {name: form.cleaned_data[name] for name in ("epost", "mobil")}
        nummer = open_nummer(forseglet) if forseglet else form.cleaned_data["foedselsnummer"]
        return _invite(request, sak, foedselsnummer=nummer, tidlig=vei == Ungdomsvei.TIDLIG, **fields)
    return show_form(request, "bti/ungdom_invite.html", form, sak=sak, vei=str(vei), kan=kan, **_aldre(sak))


def _aldre(sak: Sak) -> dict[str, int]:
    noekler = {"egen": "egen_innsyn_alder", "tidligst": "tidlig_innsyn_alder", "overta": "overta_alder"}
    return {navn: get_innstilling(sak.kommune_id, noekkel) for navn, noekkel in noekler.items()}


def _invite(request: Forespoersel, sak: Sak, **fields: Any) -> HttpResponse:
    try:
        invite_ungdom(sak, **fields)
    except SakErLukket:
        messages.error(request, _("Saken er avsluttet. Ingen kan inviteres."))
    else:
        messages.success(request, _("{navn} er invitert.").format(navn=sak.hovedperson.kallenavn))
    return redirect("bti:sak-deltakere", sak_id=sak.pk)
