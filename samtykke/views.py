"""The staff's pages about consent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from bti.feil import SakErLukket
from bti.models import Sak, Saksstatus, Tjeneste
from bti.queries import deltakere_in, employed_in
from bti.skjema import posted
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import may, requires
from bti.tilgang.tillatelser import Permission
from samtykke.feil import AlleHarSagtJa, AltSpurt, DenUngeMaaInviteres, IngenAaSpoerre, TekstMangler
from samtykke.forms import SamtykkekravForm
from samtykke.oversikt import samtykkeoversikt, words_of
from samtykke.paa_vegne import krav_to_answer_for, svar_paa_vegne_in
from samtykke.queries import get_sak_for_ansatt, givere_in
from samtykke.services import request_samtykke


@require_GET
@requires(Permission.VIEW_SAMTYKKE, load=get_sak_for_ansatt, les="samtykke.lest")
def samtykke_list(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Givers × services: who was asked, what they answered, and who sees the case."""
    deltakere = list(deltakere_in(sak))
    named = {d.tjeneste.pk: d.tjeneste for d in deltakere if d.tjeneste and d.tjeneste_id != sak.tjeneste_id}
    return TemplateResponse(
        request,
        "samtykke/list.html",
        {
            "sak": sak,
            "oversikt": samtykkeoversikt(sak, named=list(named.values())),
            "stafettholder": next((d.bruker.navn for d in deltakere if d.holder_pinnen), ""),
            "svar_paa_vegne": svar_paa_vegne_in(sak),
            "krav_list": krav_to_answer_for(sak) if may(sak, Permission.REQUEST_SAMTYKKE) else [],
            "kan_spoerre": may(sak, Permission.REQUEST_SAMTYKKE),
            "kan_invitere": may(sak, Permission.INVITE_DELTAKER) and sak.status == Saksstatus.AAPEN,
        },
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.REQUEST_SAMTYKKE, load=get_sak_for_ansatt, les="samtykke.lest")
def samtykke_request(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Choose a service, themes and a last day, say why, and ask every parent."""
    form = SamtykkekravForm(
        posted(request),
        request=request,
        sak=sak,
        initial={"tjeneste": request.GET.get("tjeneste")},
    )
    if request.method == "POST" and form.is_valid() and _request(request, sak, form):
        return redirect("samtykke:list", sak_id=sak.pk)
    status = 422 if form.is_bound else 200
    context = {"sak": sak, "form": form, "givere": givere_in(sak)}
    if form.alt_spurt:
        context["alt_spurt_temaer"] = words_of(form.alt_spurt.temaer)
    return TemplateResponse(request, "samtykke/request.html", context, status=status)


def _request(request: Forespoersel, sak: Sak, form: SamtykkekravForm) -> bool:
    fields = {name: form.cleaned_data[name] for name in ("tjeneste", "hvorfor", "temaer", "til")}
    erstatt = form.cleaned_data.get("erstatt", False)
    try:
        antall = request_samtykke(
            sak, **fields, erstatt=erstatt, noekkel=form.noekkel, by=request.aktoer.bruker_id
        )
    except AltSpurt as spurt:
        form.meet_alt_spurt(spurt.krav)
    except DenUngeMaaInviteres:
        form.add_error(None, _("Ungdommen må selv si ja. Inviter ungdommen til Stafett først."))
    except IngenAaSpoerre:
        form.add_error(None, _("Ingen med foreldreansvar er registrert i saken. Legg til foreldrene først."))
    except AlleHarSagtJa:
        form.add_error(
            "tjeneste", _("Alle har allerede sagt ja til denne tjenesten. Dere trenger ikke spørre igjen.")
        )
    except TekstMangler:
        form.add_error(
            None,
            _(
                "Kommunen har ikke lagt inn samtykketeksten ennå. Si fra til den som styrer Stafett i kommunen."
            ),
        )
    except SakErLukket:
        form.add_error(None, _("Saken er avsluttet. Det kan ikke bes om samtykke i den."))
    else:
        form.discard_kladd()
        tjeneste = fields["tjeneste"]
        messages.success(request, _sent(antall, tjeneste.navn, mangler_folk=_mangler_folk(sak, tjeneste)))
        return True
    return False


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
