"""Search: asked by POST, so that no name of a child stands in an address, a history or a server's log."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from bti.revisjon.services import record
from bti.skjema import posted
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from stafettlogg.forms import SoekForm
from stafettlogg.soek import MAKS_TREFF, is_full, render_treff, search


@require_http_methods(["GET", "POST"])
@requires(Permission.SEARCH_SAK)
def soek(request: Forespoersel) -> HttpResponse:
    """The words are hashed in the record and not kept; the cases that were shown are named there.

    Where something from the log was shown, the case has been read: its family sees that too.
    """
    form = SoekForm(posted(request))
    saker, treff = None, ""
    if request.method == "POST" and form.is_valid():
        saker = search(form.cleaned_data["q"])
        shown = ",".join(str(sak.sak_id) for sak in saker)
        treff = render_treff(saker)
        record("sak.sokt", innhold=form.cleaned_data["q"], antall=len(saker), saker=shown)
        for sak in saker:
            if sak.linjer:
                record("sak.sett_i_soek", sak_id=sak.sak_id)
    kontekst = {
        "form": form,
        "saker": saker,
        "treff": treff,
        "flest": MAKS_TREFF if is_full(saker or []) else 0,
    }
    return TemplateResponse(request, "stafettlogg/soek.html", kontekst, status=422 if form.errors else 200)
