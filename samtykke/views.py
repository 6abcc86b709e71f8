"""The staff's pages about consent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from bti.feil import SakErLukket
from bti.models import Sak, Saksstatus, Tjeneste
from bti.queries import deltakere_in, employed_in
from bti.skjema import posted
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import may, requires
from bti.tilgang.tillatelser import Permission
from samtykke.bursdag import words_before_birthday
from samtykke.feil import (
    AlleHarSagtJa,
    AltSpurt,
    DenUngeMaaInviteres,
    IngenAaSpoerre,
    TekstMangler,
    TjenestenErNedlagt,
)
from samtykke.forms import FamiliespoersmaalForm, SamtykkekravForm
from samtykke.historie import list_historie
from samtykke.oversikt import other_services_with_access, samtykkeoversikt
from samtykke.paa_vegne import krav_to_answer_for, svar_paa_vegne_in
from samtykke.queries import get_sak_for_ansatt, givere_in, latest_krav, reads_every_answer
from samtykke.services import request_samtykker
from samtykke.temaliste import words_of
from samtykke.uenighet import is_uenig

GRUNNER: dict[type[Exception], Any] = {
    DenUngeMaaInviteres: gettext_lazy("Ungdommen må selv si ja. Inviter ungdommen til Stafett først."),
    IngenAaSpoerre: gettext_lazy(
        "Ingen med foreldreansvar er registrert i saken. Legg til foreldrene først."
    ),
    TekstMangler: gettext_lazy(
        "Kommunen har ikke lagt inn samtykketeksten ennå. Si fra til den som styrer Stafett i kommunen."
    ),
    TjenestenErNedlagt: gettext_lazy("Tjenesten er lagt ned. Velg en annen."),
    SakErLukket: gettext_lazy("Saken er avsluttet. Det kan ikke bes om samtykke i den."),
}


@require_GET
@requires(Permission.VIEW_SAMTYKKE, load=get_sak_for_ansatt, les="samtykke.lest")
def samtykke_list(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Givers × services: who was asked, what they answered, and who sees the case."""
    deltakere = list(deltakere_in(sak))
    ser_alle_svar = reads_every_answer(sak, deltakere, request.aktoer.bruker_id)
    named = {d.tjeneste.pk: d.tjeneste for d in deltakere if d.tjeneste and d.tjeneste_id != sak.tjeneste_id}
    oversikt = samtykkeoversikt(sak, named=list(named.values()))
    andre: list[Tjeneste] = []
    if not ser_alle_svar:  # what is unseen may be a no: nothing is said of it, not even that nobody was asked
        oversikt.rader = [rad for rad in oversikt.rader if rad.krav_list]
        andre = list(other_services_with_access(sak, oversikt))
    svar_paa_vegne = svar_paa_vegne_in(sak)
    written = {svar.krav_id for svar in svar_paa_vegne if svar.venter}
    return TemplateResponse(
        request,
        "samtykke/list.html",
        {
            "sak": sak,
            "oversikt": oversikt,
            "ser_alle_svar": ser_alle_svar,
            "andre_med_innsyn": andre,
            "bursdag": words_before_birthday(sak),
            "er_uenig": is_uenig(oversikt),
            "historie": list_historie(oversikt, sak),
            "stafettholder": next((d.bruker.navn for d in deltakere if d.holder_pinnen), ""),
            "svar_paa_vegne": svar_paa_vegne,
            "skrevet_inn": written,
            "paa_papir": [c for c in oversikt.paa_papir if c.krav and c.krav.pk not in written],
            "krav_list": krav_to_answer_for(sak) if may(sak, Permission.REQUEST_SAMTYKKE) else [],
            "kan_spoerre": may(sak, Permission.REQUEST_SAMTYKKE),
            "kan_ringe": may(sak, Permission.REQUEST_SAMTYKKE) and sak.status == Saksstatus.AAPEN,
            "kan_invitere": may(sak, Permission.INVITE_DELTAKER) and sak.status == Saksstatus.AAPEN,
        },
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.REQUEST_SAMTYKKE, load=get_sak_for_ansatt, les="samtykke.lest")
def samtykke_request(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Choose services, themes and a last day, say why, and ask every giver."""
    form = SamtykkekravForm(posted(request), request=request, sak=sak, initial=_initial(request, sak))
    if request.method == "POST" and form.is_valid():
        antall = put_question(form, by=request.aktoer.bruker_id)
        if antall is not None:
            _say_sent(request, sak, form.tjenester, antall)
            return redirect("samtykke:list", sak_id=sak.pk)
    status = 422 if form.is_bound else 200
    context = {"sak": sak, "form": form, "givere": givere_in(sak)}
    if form.alt_spurt:
        context["alt_spurt_temaer"] = words_of(form.alt_spurt.temaer)
    return TemplateResponse(request, "samtykke/request.html", context, status=status)


def _initial(request: Forespoersel, sak: Sak) -> dict[str, Any]:
    """What the link names: the service; and for a renewal what was asked last, so that it is not written again."""
    tjeneste = request.GET.get("tjeneste")
    if "fornye" not in request.GET:
        return {"tjeneste": tjeneste}
    krav = latest_krav(sak, tjeneste)
    if krav is None:
        return {"tjeneste": tjeneste}
    return {"tjeneste": tjeneste, "fornye": True, "hvorfor": krav.hvorfor, "temaer": krav.temaer,
            "bare_lese": not krav.kan_skrive}  # fmt: skip


def put_question(form: FamiliespoersmaalForm, *, by: UUID) -> int | None:
    """Put what the form asks to every giver; return how many were asked, None when the form says why not."""
    erstatt = form.cleaned_data.get("erstatt", False)
    try:
        antall = request_samtykker(
            form.sak, form.tjenester, form.oenske, erstatt=erstatt, noekkel=form.noekkel, by=by
        )
    except AltSpurt as spurt:
        form.meet_alt_spurt(spurt.krav)
    except AlleHarSagtJa as ja:
        form.meet_alle_ja(ja.tjeneste)
    except tuple(GRUNNER) as grunn:
        form.add_error(None, GRUNNER[type(grunn)])
    else:
        form.discard_kladd()
        return antall
    return None


def _say_sent(request: Forespoersel, sak: Sak, tjenester: list[Tjeneste], antall: int) -> None:
    if len(tjenester) == 1:
        [tjeneste] = tjenester
        messages.success(request, _sent(antall, tjeneste.navn, mangler_folk=_mangler_folk(sak, tjeneste)))
        return
    text = _("Familien er spurt om {tjenester}. Hver tjeneste ser saken først når alle har sagt ja til den.")
    messages.success(request, text.format(tjenester=", ".join(one.navn for one in tjenester)))


def _mangler_folk(sak: Sak, tjeneste: Tjeneste) -> bool:
    """Whether somebody from the service can be invited and nobody is: the yes of the family opens the case for none."""
    is_in = deltakere_in(sak).filter(tjeneste_id=tjeneste.pk).exists()
    return not is_in and employed_in(tjeneste.pk).exists() and may(sak, Permission.INVITE_DELTAKER)


def _sent(antall: int, tjeneste: str, *, mangler_folk: bool) -> str:
    if not antall:
        return _("Spørsmålet til den som ikke ble bekreftet, er tatt bort. Alle andre har sagt ja.")
    text = ngettext(
        "Spørsmålet står i saken, og {antall} person er spurt. {tjeneste} ser saken først når alle har sagt ja.",
        "Spørsmålet står i saken, og {antall} personer er spurt. {tjeneste} ser saken først når alle har sagt ja.",
        antall,
    )
    if mangler_folk:
        text += " " + _("Inviter den som skal være med fra {tjeneste} nå.")
    return text.format(antall=antall, tjeneste=tjeneste)
