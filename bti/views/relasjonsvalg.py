"""The settings of one of the family, and the head who confirms what changes who must say yes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from bti.feil import EndringVenter, SakErLukket
from bti.forms.relasjon import RelasjonForm
from bti.models import BEKREFTET, Familierelasjon, Kanal
from bti.queries import endringer_of, enhetsledere_of, get_relasjon_to_set
from bti.services.relasjoner import decide_endring, set_relasjon
from bti.skjema import Konflikt, posted, refusals, show_form
from bti.tilgang import relasjonsendring as sql
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.sperring import list_sperringer
from bti.tilgang.tillatelser import Permission
from bti.views.relasjoner import NOT_YOURS

SETNINGER = {
    EndringVenter: gettext_lazy(
        "Ikke lagret. En endring av bosted eller siste dag venter alt på en leder. Vent til den er avgjort."
    ),
    SakErLukket: gettext_lazy("Ikke lagret. Saken er avsluttet."),
}
KVITTERINGER = {
    sql.LAGRET: gettext_lazy("Lagret. Det gjelder fra nå."),
    sql.UENDRET: gettext_lazy("Ingenting er endret."),
    sql.VENTER: gettext_lazy("Lagret. Bosted og siste dag gjelder først når en leder har bekreftet."),
}


@require_http_methods(["GET", "POST"])
@requires(Permission.INVITE_DELTAKER, load=get_relasjon_to_set, les="deltaker.lest")
def relasjon_edit(request: Forespoersel, relasjon: Any) -> HttpResponse:
    """How somebody is reached, where the child lives, until when they are with."""
    form = RelasjonForm(posted(request), request=request, relasjon=relasjon)
    andres: Familierelasjon | None = None
    if request.method == "POST" and form.is_valid():
        try:
            utfall = _save(form, relasjon, by=request.aktoer.bruker_id)
        except Konflikt as problem:
            andres = form.meet_konflikt(problem)
        else:
            if utfall:
                form.discard_kladd()
                messages.success(request, KVITTERINGER[utfall])
                return redirect("bti:sak-deltakere", sak_id=relasjon.sak_id)
    ledere = enhetsledere_of(relasjon.sak.tjeneste_id)
    return show_form(
        request,
        "bti/relasjon_edit.html",
        form,
        sak=relasjon.sak,
        relasjon=relasjon,
        andres=andres,
        endringer=endringer_of(relasjon),
        kan_faa_papir=relasjon.kanal == Kanal.PAPIR and _is_in(relasjon),
        ingen_leder=not [leder for leder in ledere if leder != request.aktoer.bruker_id],
    )


def _is_in(relasjon: Any) -> bool:
    """Whether what stands in the case may be handed to this one: confirmed, still with, and not blocked."""
    is_over = relasjon.gyldig_til and relasjon.gyldig_til < timezone.localdate()
    blocked = {one.bruker_id for one in list_sperringer(relasjon.sak_id)}
    return relasjon.verifisering in BEKREFTET and not is_over and relasjon.bruker_id not in blocked


def _save(form: RelasjonForm, relasjon: Any, *, by: UUID) -> str:
    """Return what came of it; nothing when it was refused with a sentence."""
    with refusals(form, SETNINGER):
        return set_relasjon(relasjon.sak, relasjon, noekkel=form.noekkel, by=by, **form.valg)
    return ""


@require_POST
@requires(Permission.CONFIRM_RELASJON)
def relasjonsendring_decide(request: Forespoersel, endring_id: UUID) -> HttpResponse:
    """Confirm or refuse as the head. One that is decided, not the actor's, or unknown answers alike."""
    ja = request.POST.get("valg") == "ja"
    if endring_id not in {one.id for one in sql.endringer_to_confirm()}:
        messages.info(request, NOT_YOURS)
    elif ja and "sett" not in request.POST:
        messages.error(request, _("Ikke lagret. Kryss av for at du selv har kontrollert det."))
    else:
        _tell(request, decide_endring(endring_id, ja=ja))
    return redirect("bti:relasjoner")


def _tell(request: Forespoersel, utfall: str) -> None:
    if utfall == sql.BEKREFTET:
        messages.success(request, _("Bekreftelsen er lagret. Endringen gjelder nå."))
    elif utfall == sql.FORKASTET:
        messages.success(request, _("Lagret. Endringen gjelder ikke."))
    elif utfall == sql.GJELDER_IKKE:
        messages.warning(
            request, _("Endringen gjelder ikke. Opplysningene er endret siden den ble skrevet inn.")
        )
    else:
        messages.info(request, NOT_YOURS)
