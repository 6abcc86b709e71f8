"""The stafettholder registers whom the family has invited, once everybody has said yes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bti.feil import EgetBarn, SakErLukket
from bti.models import Sak
from bti.queries import enhetsledere_of
from bti.skjema import posted, show_form
from bti.tilgang.familieinvitasjon import Invitasjon, list_invitasjoner
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.saken import get_sak
from bti.tilgang.tillatelser import Permission
from samtykke.feil import ErAltRegistrert
from samtykke.forms_invitasjon import InvitertForm
from samtykke.services import register_invitert


@require_http_methods(["GET", "POST"])
@requires(Permission.INVITE_DELTAKER, load=get_sak, les="familieinvitasjon.lest")
def invitert_new(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Who it is; a leader confirms, as for a parent who is added by hand."""
    wanted = request.GET.get("invitasjon", "")
    staar = (one for one in list_invitasjoner(sak.pk) if not one.registrert and wanted in (str(one.id), ""))
    invitasjon = next(staar, None)
    if invitasjon is None:
        messages.info(request, _("Familien har ombestemt seg, eller personen er alt lagt inn."))
        return redirect("bti:sak-deltakere", sak_id=sak.pk)
    form = InvitertForm(posted(request), request=request, objekt_id=sak.pk, invitasjon=invitasjon)
    if request.method == "POST" and form.is_valid() and _register(request, sak, invitasjon, form):
        form.discard_kladd()
        messages.success(request, _("Personen er lagt til. En leder må bekrefte før de får se saken."))
        return redirect("bti:sak-deltakere", sak_id=sak.pk)
    return show_form(
        request,
        "samtykke/invitert_new.html",
        form,
        sak=sak,
        invitasjon=invitasjon,
        ledere=enhetsledere_of(sak.tjeneste_id),
    )


def _register(request: Forespoersel, sak: Sak, invitasjon: Invitasjon, form: InvitertForm) -> bool:
    """Register, or say in the form why not."""
    try:
        register_invitert(
            sak, invitasjon=invitasjon, foresatt=form.to_foresatt(), by=request.aktoer.bruker_id
        )
    except EgetBarn:
        form.add_error("foedselsnummer", _("Fødselsnummeret er ditt eget. Du kan ikke legge til deg selv."))
    except ErAltRegistrert:
        form.add_error("foedselsnummer", _("Denne personen er alt med i familien på en annen måte."))
    except SakErLukket:
        form.keep_kladd()
        form.add_error(None, _("Saken er avsluttet. Ingen kan inviteres."))
    else:
        return True
    return False
