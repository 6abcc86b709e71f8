"""Read what is asked, and answer it."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bti.feil import SakErLukket
from bti.models import Sak
from bti.skjema import posted
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from samtykke.familie import Spoersmaal, innsyn_in, samtykkeside, spoersmaal_of
from samtykke.feil import AltSagtNei, AltSvartJa, DatoUtenforPerioden, TemaIkkeSpurtOm
from samtykke.forms import SamtykkesvarForm
from samtykke.lesing import lesespraak_of
from samtykke.models import Samtykkekrav
from samtykke.queries import get_krav, get_sak_for_familie, get_tekst, require_familie
from samtykke.services import ask_for_call, decline_samtykke, grant_samtykke


def _get_krav(krav_id: Any) -> Samtykkekrav:
    return require_familie(get_krav(krav_id))


@require_GET
@requires(Permission.VIEW_SAMTYKKE, load=get_sak_for_familie, les="samtykke.lest")
def samtykke_list(request: Forespoersel, sak: Sak) -> HttpResponse:
    """What I have been asked, what I have said, and what I can change."""
    side = samtykkeside(sak, bruker_id=request.aktoer.bruker_id)
    return TemplateResponse(
        request, "familie/samtykke.html", {"sak": sak, "side": side, "innsyn": innsyn_in(sak)}
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ANSWER_SAMTYKKE, load=_get_krav, les="samtykke.lest")
def samtykke_answer(request: Forespoersel, krav: Samtykkekrav) -> HttpResponse:
    """Read what is asked and answer it: yes, no, or «jeg er ikke sikker»."""
    if krav.giver_id != request.aktoer.bruker_id:
        raise PermissionDenied
    spoersmaal = spoersmaal_of(krav, lesespraak=lesespraak_of(request.aktoer.bruker_id))
    if spoersmaal.les is None or spoersmaal.er_besvart_ja or not spoersmaal.kan_besvares:
        _say_why_closed(request, spoersmaal)
        return redirect("familie:samtykke", sak_id=krav.sak_id)
    form = SamtykkesvarForm(
        posted(request),
        krav=krav,
        les=spoersmaal.les,
        latest=spoersmaal.siste_dag,
    )
    if request.method == "POST" and _answer(request, spoersmaal, form):
        return redirect("familie:samtykke", sak_id=krav.sak_id)
    status = 422 if form.is_bound else 200
    context = {
        "sak": krav.sak,
        "krav": krav,
        "spoersmaal": spoersmaal,
        "les": spoersmaal.les,
        "er_meg": krav.sak.hovedperson.bruker_id == request.aktoer.bruker_id,
        "form": form,
        "innsyn": innsyn_in(krav.sak),
    }
    return TemplateResponse(request, "familie/samtykke_svar.html", context, status=status)


def _say_why_closed(request: Forespoersel, spoersmaal: Spoersmaal) -> None:
    """An answer came to a question that takes none now: never leave a person thinking that it counted."""
    if request.method != "POST" or (spoersmaal.er_besvart_ja and request.POST.get("svar") == "ja"):
        return  # the second tap of the same yes
    if spoersmaal.er_besvart_ja:
        messages.warning(
            request, _("Du har allerede sagt ja. Vil du ombestemme deg, kan du trekke samtykket her.")
        )
    else:
        messages.warning(request, _("Svaret ble ikke lagret. Spørsmålet gjelder ikke lenger."))


def _answer(request: Forespoersel, spoersmaal: Spoersmaal, form: SamtykkesvarForm) -> bool:
    krav, by = spoersmaal.krav, request.aktoer.bruker_id
    match request.POST.get("svar"):
        case "ja":
            return _grant(request, krav, form)
        case "nei":
            try:
                return _decline(request, krav)
            except AltSvartJa:
                form.add_error(None, _("Du har allerede sagt ja. Trekk samtykket hvis du har ombestemt deg."))
                return False
        case "usikker":
            ask_for_call(krav, by=by)
            text = _("Du har ikke svart ennå. {navn} får beskjed om å ringe deg.")
            messages.info(request, text.format(navn=krav.requested_by.navn))
            return True
    form.add_error(None, _("Velg ja eller nei, eller at du ikke er sikker."))
    return False


def _grant(request: Forespoersel, krav: Samtykkekrav, form: SamtykkesvarForm) -> bool:
    if form.is_outdated:
        form.add_error(None, _("Spørsmålet er endret mens du leste. Les det en gang til før du svarer."))
    tekst = get_tekst(form.cleaned_data["tekst"], kommune_id=krav.sak.kommune_id) if form.is_valid() else None
    if tekst is None:
        return False
    fields = {name: form.cleaned_data[name] for name in ("temaer", "til")}
    try:
        grant_samtykke(krav, **fields, tekst=tekst, by=request.aktoer.bruker_id)
    except AltSvartJa:
        pass  # a double tap on a phone is no error
    except (TemaIkkeSpurtOm, DatoUtenforPerioden):
        form.add_error(None, _("Spørsmålet er endret mens du leste. Les det en gang til før du svarer."))
        return False
    except SakErLukket:
        form.add_error(None, _("Saken er avsluttet. Du trenger ikke svare."))
        return False
    text = _("Takk. Du har sagt ja til at {tjeneste} får være med. Du kan trekke det når du vil.")
    messages.success(request, text.format(tjeneste=krav.tjeneste.navn))
    return True


def _decline(request: Forespoersel, krav: Samtykkekrav) -> bool:
    with suppress(AltSagtNei):  # a double tap on a phone is no error
        decline_samtykke(krav, by=request.aktoer.bruker_id)
    text = _("Takk. Du har sagt nei. {tjeneste} får ikke se saken. Du kan ombestemme deg når du vil.")
    messages.success(request, text.format(tjeneste=krav.tjeneste.navn))
    return True
