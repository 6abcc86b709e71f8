"""The second employee: whether somebody who was registered by hand is a parent of the child."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bti.forms import AvvisRelasjonForm
from bti.relasjoner import Relasjonskort, relasjoner_to_confirm
from bti.services import confirm_relasjon, decline_relasjon
from bti.skjema import posted, say_too_late
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.relasjonsendring import endringer_to_confirm
from bti.tilgang.tillatelser import Permission

NOT_YOURS = gettext_lazy("Denne venter ikke på deg. Den kan være avgjort allerede.")


@require_GET
@requires(Permission.CONFIRM_RELASJON)
def relasjoner(request: Forespoersel) -> HttpResponse:
    """What waits for the leader, with what one needs to judge it."""
    kontekst = {
        "relasjoner": relasjoner_to_confirm(request.aktoer.kommune_id),
        "endringer": endringer_to_confirm(),
    }
    return TemplateResponse(request, "bti/relasjoner.html", kontekst)


@require_POST
@requires(Permission.CONFIRM_RELASJON)
def relasjon_confirm(request: Forespoersel, relasjon_id: UUID) -> HttpResponse:
    """Confirm as the second employee. One that is confirmed, not the actor's, or unknown answers alike."""
    kort = _find(request, relasjon_id)
    if kort is None:
        return _not_yours(request)
    svar = request.POST.get("adressesperre", "")
    if mangler := _what_is_missing(kort, svar, ingen_mangler="ingen_mangler" in request.POST):
        messages.error(request, mangler)
        return redirect("bti:relasjoner")
    confirm_relasjon(relasjon_id, adressesperre=svar if kort.svar_paa_sperre else "")
    messages.success(request, _("Bekreftelsen er lagret."))
    return redirect("bti:relasjoner")


@require_http_methods(["GET", "POST"])
@requires(Permission.CONFIRM_RELASJON)
def relasjon_decline(request: Forespoersel, relasjon_id: UUID) -> HttpResponse:
    """Say why it is not confirmed; the one who registered is told."""
    kort = _find(request, relasjon_id)
    form = AvvisRelasjonForm(posted(request), request=request, objekt_id=relasjon_id)
    if kort is None:
        return _not_yours(request, form)
    if form.is_valid():
        decline_relasjon(relasjon_id, grunn=form.cleaned_data["grunn"])
        form.discard_kladd()
        text = _("Lagret. {navn} får beskjed om hvorfor.")
        messages.success(request, text.format(navn=kort.rad.registrert_av))
        return redirect("bti:relasjoner")
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "bti/relasjon_avvis.html", {"form": form, "en": kort}, status=status)


def _what_is_missing(kort: Relasjonskort, svar: str, *, ingen_mangler: bool) -> str:
    """Return what the leader has not answered; without the register only a person knows if a parent is missing."""
    if not kort.rad.registeret_svarte and not ingen_mangler:
        return _(
            "Ikke lagret. Kryss av for at ingen med foreldreansvar mangler. Mangler noen, svarer du nei."
        )
    if kort.svar_paa_sperre and svar not in dict(kort.svar_paa_sperre):
        return _("Ikke lagret. Svar på om barnet har sperret adresse.")
    return ""


def _find(request: Forespoersel, relasjon_id: UUID) -> Relasjonskort | None:
    waiting = relasjoner_to_confirm(request.aktoer.kommune_id)
    return next((one for one in waiting if one.rad.id == relasjon_id), None)


def _not_yours(request: Forespoersel, form: AvvisRelasjonForm | None = None) -> HttpResponse:
    """What is unknown, another's, or decided meanwhile; what was written about it is kept as a draft."""
    if form is None:
        messages.info(request, NOT_YOURS)
    else:
        say_too_late(request, form, NOT_YOURS)
    return redirect("bti:relasjoner")
