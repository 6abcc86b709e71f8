"""Sharing a worry with one colleague or one's leader, and ending it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bti.forms import DelUndringForm, SoekMottakerForm
from bti.models import Undring
from bti.queries import enhetsledere_of, get_own_undring, get_undring
from bti.services import end_deling, share_undring
from bti.skjema import AltSendt, posted, show_form
from bti.skjema.tekst import read_soek
from bti.tilgang.adgang import list_kolleger
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from bti.tilgang.undringer import find_deling
from bti.views.undring import is_closed

MAKS_TREFF = 30


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_UNDRING)
def undring_del(request: Forespoersel, undring_id: UUID) -> HttpResponse:
    """Choose one who works in the same unit. Where many work, the name is searched for."""
    undring = get_own_undring(undring_id)
    if undring.is_avklart:
        return is_closed(request, undring)
    if undring.tjeneste_id not in {one.tjeneste_id for one in request.aktoer.ansettelser}:
        messages.info(request, _("Du arbeider ikke lenger der undringen ble skrevet. Da kan den ikke deles."))
        return redirect("bti:undring-detail", undring_id=undring.pk)
    navn = read_soek(request.GET)
    kolleger = list_kolleger(tjeneste_id=undring.tjeneste_id, navn=navn, antall=MAKS_TREFF + 1)
    form = DelUndringForm(
        posted(request),
        request=request,
        objekt_id=undring.pk,
        kolleger=kolleger[:MAKS_TREFF],
        ledere=enhetsledere_of(undring.tjeneste_id),
    )
    if request.method == "POST" and form.is_valid() and _share(request, undring, form):
        return redirect("bti:undring-detail", undring_id=undring.pk)
    kontekst = {
        "undring": undring,
        "deling": find_deling(undring.pk),
        "soek": SoekMottakerForm(initial={"navn": navn}),
        "for_mange": bool(navn) or len(kolleger) > MAKS_TREFF,
    }
    return show_form(request, "bti/undring_del.html", form, **kontekst)


def _share(request: Forespoersel, undring: Undring, form: DelUndringForm) -> bool:
    try:
        share_undring(undring, noekkel=form.noekkel, mottaker_id=UUID(form.cleaned_data["mottaker"]))
    except AltSendt:
        form.refuse_sent()
        return False
    except PermissionDenied:
        form.add_error(None, _("Det gikk ikke. Dere må arbeide på samme sted, og undringen må være åpen."))
        return False
    form.discard_kladd()
    messages.success(request, _("Undringen er delt. Vi har bedt kollegaen din ta kontakt med deg."))
    return True


@require_POST
@requires(Permission.ADD_UNDRING)
def undring_del_avslutt(request: Forespoersel, undring_id: UUID) -> HttpResponse:
    """End the sharing, as either of the two."""
    undring = get_undring(undring_id)
    end_deling(undring)
    messages.success(request, _("Delingen er avsluttet."))
    if undring.er_min:
        return redirect("bti:undring-detail", undring_id=undring.pk)
    return redirect("bti:undring-list")
