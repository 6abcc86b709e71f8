"""The language that consent is read in, what was read before a yes, word for word, and both on paper."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from bti.utskrift.models import Utskrift
from bti.utskrift.queries import get_ark
from samtykke.familie import innsyn_in
from samtykke.lesing import choose_lesespraak, lesespraak_of, lest_of, sidelesning_of
from samtykke.models import Samtykke, Samtykkekrav
from samtykke.papir import SKREVET_UT, answer_with_ark, order_samtykkepapir, word_for
from samtykke.queries import get_krav, require_familie
from samtykke.views_familie.trekk import get_own_samtykke


@require_POST
@requires(Permission.VIEW_FAMILIEHJEM)
def lesespraak_choose(request: Forespoersel) -> HttpResponse:
    """Keep the language I read consent in, and lead back to the page I chose it on."""
    if not choose_lesespraak(request.aktoer.bruker_id, request.POST.get("spraak", "")):
        messages.warning(request, _("Velg et av språkene i listen."))
    neste = request.POST.get("neste", "")
    hjem = reverse("familie:hjem")
    is_ours = neste.startswith(hjem) and url_has_allowed_host_and_scheme(neste, allowed_hosts=None)
    return redirect(neste if is_ours else hjem)


@require_GET
@requires(Permission.VIEW_SAMTYKKE, load=get_own_samtykke, les="samtykke.lest")
def samtykke_lest(request: Forespoersel, samtykke: Samtykke) -> HttpResponse:
    """What I read before I said yes: that version and that language, whatever has come since."""
    if samtykke.giver_id != request.aktoer.bruker_id:
        raise PermissionDenied
    les, krav = lest_of(samtykke), samtykke.krav
    context = {
        "sak": samtykke.sak,
        "samtykke": samtykke,
        "les": les,
        "er_meg": samtykke.sak.hovedperson.bruker_id == request.aktoer.bruker_id,
        # Put in other words since, the question says no longer what was read.
        "hvorfor": krav.hvorfor if krav.put_at <= samtykke.granted_at else "",
        "temaer": [les.temaer[tema] for tema in samtykke.temaer],
        "innsyn": innsyn_in(samtykke.sak),
    }
    return TemplateResponse(request, "familie/samtykke_lest.html", context)


def _get_krav(krav_id: UUID) -> Samtykkekrav:
    return require_familie(get_krav(krav_id))


def _get_ark(samtykkeark_id: UUID) -> Utskrift:
    return require_familie(get_ark(samtykkeark_id))


@require_POST
@requires(Permission.PRINT_SAMTYKKE, load=_get_krav)
def samtykke_papir(request: Forespoersel, krav: Samtykkekrav) -> HttpResponse:
    """Order my question or my yes as a PDF, in the language I read it in, beside Norwegian."""
    if krav.giver_id != request.aktoer.bruker_id:
        raise PermissionDenied
    return order_samtykkepapir(request, krav)


@require_GET
@requires(Permission.PRINT_SAMTYKKE, load=_get_ark, les=None)
def samtykke_ark(request: Forespoersel, ark: Utskrift) -> HttpResponse:
    """How it is with my sheet; asked again and again, it shows nothing from the case and is no read of it."""
    les = sidelesning_of(ark.sak, lesespraak=lesespraak_of(request.aktoer.bruker_id))
    context = {
        "sak": ark.sak,
        "ark": ark,
        "les": les,
        "ord": word_for(ark),
        "tittel": les.begge("ark_tittel"),
        "beskjed": les.begge(word_for(ark)),
        "vern": les.begge("ark_vern"),
    }
    mal = "familie/samtykke_ark.html#fremdrift" if request.htmx else "familie/samtykke_ark.html"
    return TemplateResponse(request, mal, context)


@require_GET
@requires(Permission.PRINT_SAMTYKKE, load=_get_ark, les=SKREVET_UT)
def samtykke_ark_fil(request: Forespoersel, ark: Utskrift) -> HttpResponse:
    """Hand my sheet over, within its 24 hours."""
    return answer_with_ark(ark)
