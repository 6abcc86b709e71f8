"""The stafettholder asks the family whether another service can take over the case."""

from django.contrib import messages
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
from samtykke.feil import AlleHarSagtJa, AltSpurt
from samtykke.forms import AnsvarForm
from samtykke.omraader import omraader_of
from samtykke.queries import get_sak_for_ansatt, givere_in, services_to_take_over
from samtykke.services import request_samtykker
from samtykke.temaliste import offered_temaer
from samtykke.views import GRUNNER


@require_http_methods(["GET", "POST"])
@requires(Permission.REQUEST_SAMTYKKE, load=get_sak_for_ansatt, les="samtykke.lest")
def ansvar_request(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Choose the service, say why, and ask every giver. Nothing moves before somebody has taken the baton."""
    form = AnsvarForm(posted(request), request=request, sak=sak)
    if request.method == "POST" and form.is_valid() and _request(request, sak, form):
        return redirect("samtykke:list", sak_id=sak.pk)
    context = {
        "sak": sak,
        "form": form,
        "givere": givere_in(sak, omraader_of([kode for kode, _navn in offered_temaer(sak.kommune_id)], "")),
        "kan_spoerre": services_to_take_over(sak).exists(),
    }
    return TemplateResponse(
        request, "samtykke/request_ansvar.html", context, status=422 if form.is_bound else 200
    )


def _request(request: Forespoersel, sak: Sak, form: AnsvarForm) -> bool:
    by, erstatt = request.aktoer.bruker_id, form.cleaned_data.get("erstatt", False)
    try:
        request_samtykker(sak, form.tjenester, form.oenske, erstatt=erstatt, noekkel=form.noekkel, by=by)
    except AltSpurt as spurt:
        form.meet_alt_spurt(spurt.krav)
    except AlleHarSagtJa as ja:
        form.meet_alle_ja(ja.tjeneste)
    except tuple(GRUNNER) as grunn:
        form.add_error(None, GRUNNER[type(grunn)])
    else:
        form.discard_kladd()
        text = _("Familien er spurt om {tjeneste} kan ta over. {hjem} har saken til alle har sagt ja.")
        messages.success(request, text.format(tjeneste=form.tjenester[0].navn, hjem=sak.tjeneste.navn))
        return True
    return False
