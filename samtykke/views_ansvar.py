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
from samtykke.forms import AnsvarForm
from samtykke.omraader import areas_of_case
from samtykke.oversikt import samtykkeoversikt
from samtykke.queries import get_sak_for_ansatt, givere_in
from samtykke.views import put_question


@require_http_methods(["GET", "POST"])
@requires(Permission.REQUEST_SAMTYKKE, load=get_sak_for_ansatt, les="samtykke.lest")
def ansvar_request(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Choose the service, say why, and ask every giver. Nothing moves before somebody has taken the baton."""
    form = AnsvarForm(posted(request), request=request, sak=sak)
    is_put = request.method == "POST" and form.is_valid()
    if is_put and put_question(form, by=request.aktoer.bruker_id) is not None:
        text = _("Familien er spurt om {tjeneste} kan ta over. {hjem} har saken til alle har sagt ja.")
        messages.success(request, text.format(tjeneste=form.tjenester[0].navn, hjem=sak.tjeneste.navn))
        return redirect("samtykke:list", sak_id=sak.pk)
    context = {
        "sak": sak,
        "form": form,
        "givere": givere_in(sak, areas_of_case()),
        "kan_spoerre": form.kan_spoerre,
        "spurte": [rad for rad in samtykkeoversikt(sak).rader if rad.gjelder_ansvar and rad.er_stilt],
    }
    return TemplateResponse(
        request, "samtykke/request_ansvar.html", context, status=422 if form.is_bound else 200
    )
