"""The family's pages about who has looked, and about one's own access."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bti.forms.innsynsspoersmaal import InnsynsspoersmaalForm
from bti.models import Sak
from bti.revisjon.papir import SKREVET_UT, answer_with_papir
from bti.revisjon.queries import Innsynslinje, find_linje, innsynsside
from bti.services.innsynsspoersmaal import ask_innsyn
from bti.services.sperring import close_own_tilgang
from bti.skjema import posted, refusals, show_form
from bti.templatetags.stafett import dato
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from samtykke.familie import innsyn_in
from samtykke.queries import get_sak_for_familie


@require_GET
@requires(Permission.VIEW_INNSYN, load=get_sak_for_familie, les="innsyn.lest")
def familie_hvem_har_sett(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Who has looked, from which service, why and when; each line can be asked about."""
    innhold = innsynsside(sak, bruker_id=request.aktoer.bruker_id, side=request.GET.get("side"))
    context = {"sak": sak, "innsyn": innsyn_in(sak), **innhold}
    return TemplateResponse(request, "familie/hvem_har_sett.html", context)


@require_GET
@requires(Permission.VIEW_INNSYN, load=get_sak_for_familie, les=SKREVET_UT)
def familie_hvem_har_sett_papir(request: Forespoersel, sak: Sak) -> HttpResponse:
    """The same list on paper, with what shows that the record has not been changed since."""
    return answer_with_papir(request, sak, tilbake="familie:hvem-har-sett")


@require_http_methods(["GET", "POST"])
@requires(Permission.ASK_INNSYN, load=get_sak_for_familie, les="innsyn.lest")
def familie_innsyn_spoer(request: Forespoersel, sak: Sak) -> HttpResponse:
    """«Spør om dette»: the line, who will answer, and one button. The words are optional."""
    linje = _find_linje(request, sak)
    if linje is None or linje.bruker_id is None or not linje.kan_spoerres_om:
        return redirect("familie:hvem-har-sett", sak_id=sak.pk)
    form = InnsynsspoersmaalForm(posted(request), request=request, objekt_id=sak.pk)
    if request.method == "POST" and form.is_valid():
        with refusals(form, {}):
            frist = ask_innsyn(
                sak,
                noekkel=form.noekkel,
                gjelder=linje.bruker_id,
                dag=linje.dag,
                tekst=form.cleaned_data["tekst"],
            )
            form.discard_kladd()
            messages.success(
                request, _("Vi har fått spørsmålet. Du får svar innen {dato}.").format(dato=dato(frist))
            )
            return redirect("familie:hvem-har-sett", sak_id=sak.pk)
    return show_form(request, "familie/innsyn_spoer.html", form, sak=sak, linje=linje, innsyn=innsyn_in(sak))


def _find_linje(request: Forespoersel, sak: Sak) -> Innsynslinje | None:
    """The line that the address names; one that the reader is not shown is none."""
    data = request.POST if request.method == "POST" else request.GET
    try:
        gjelder, dag = UUID(data.get("hvem", "")), date.fromisoformat(data.get("dag", ""))
    except ValueError:
        return None
    return find_linje(sak, bruker_id=request.aktoer.bruker_id, gjelder=gjelder, dag=dag)


@require_http_methods(["GET", "POST"])
@requires(Permission.CLOSE_TILGANG, load=get_sak_for_familie)
def familie_steng_tilgang(request: Forespoersel, sak: Sak) -> HttpResponse:
    """«Steng min tilgang»: what it means, then the button. From the next click the case does not exist here."""
    if request.method == "POST":
        close_own_tilgang(sak)
        messages.success(
            request,
            _("Tilgangen din er stengt nå. Vil du inn igjen, snakk med den du har kontakt med i tjenesten."),
        )
        return redirect("familie:hjem")
    context = {"sak": sak, "innsyn": innsyn_in(sak)}
    return TemplateResponse(request, "familie/steng_tilgang.html", context)
