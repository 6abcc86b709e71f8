"""The thread of a case, on the staff's side."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bti.kvittering import confirm
from bti.models import Sak
from bti.skjema import posted, refusals, show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from stafettlogg.forms import MeldingForm
from stafettlogg.queries import meldinger_in
from stafettlogg.saksside import Saksside
from stafettlogg.services import send_melding
from stafettlogg.views.felles import SETNINGER, get_sak_for_staff


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_MELDING, load=get_sak_for_staff, les="melding.lest")
def melding_new(request: Forespoersel, sak: Sak) -> HttpResponse:
    form = MeldingForm(posted(request), request=request, objekt_id=sak.pk)
    if request.method == "POST" and form.is_valid():
        with refusals(form, SETNINGER):
            tekst = form.cleaned_data["tekst"]
            melding = send_melding(sak, tekst=tekst, noekkel=form.noekkel, by=request.aktoer.bruker_id)
            form.discard_kladd()
            confirm(request, _("Meldingen er sendt."), anker=melding.anker, lenketekst=_("Se meldingen"))
            return redirect("stafettlogg:melding-new", sak_id=sak.pk)
    side = Saksside(sak)
    kontekst = {"sak": sak, "side": side, "meldinger": meldinger_in(sak), "meg": request.aktoer.bruker_id}
    return show_form(request, "stafettlogg/melding_new.html", form, **kontekst)
