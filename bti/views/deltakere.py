"""Who takes part in a case, and who is asked in."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bti.feil import AdresseErSperret, EgetBarn, SakErLukket
from bti.forms import FinnFagpersonForm, ForesattForm, VelgFagpersonForm
from bti.models import (
    INVITERES,
    STENGT_DIGITALT,
    Adressesperre,
    Ansettelse,
    Deltaker,
    Familierelasjon,
    Kanal,
    Rolle,
    Sak,
    Sperregrunn,
    Tjeneste,
    Verifisering,
)
from bti.queries import (
    avviste_relasjoner_in,
    deltakere_in,
    enhetsledere_of,
    get_relasjon,
    relasjoner_in,
    tjenester_to_invite,
)
from bti.services import add_foresatt, has_turned, invite_fagperson, invite_foresatt
from bti.skjema import AltSendt, posted
from bti.tilgang.deltakelse import (
    list_ansatte_to_invite,
    tjenester_med_innsyn,
)
from bti.tilgang.familieinvitasjon import Invitasjon, list_hvilende, list_invitasjoner
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import may, requires
from bti.tilgang.saken import get_sak
from bti.tilgang.sperring import LevendeSperring, list_sperringer
from bti.tilgang.tillatelser import Permission

MAKS_TREFF = 50


@dataclass(frozen=True)
class Deltakerlinje:
    """One line of the list: who, in what role, and whether they see the case now."""

    navn: str
    rolle: str
    sted: str
    ser_saken: bool
    hvorfor: str = ""
    relasjon_id: UUID | None = None  # may be invited now
    valg_id: UUID | None = None  # the relation that can be set
    paa_papir: bool = False


@require_GET
@requires(Permission.VIEW_SAK, load=get_sak)
def deltakere(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Who takes part, and what each of them sees."""
    rader = list(deltakere_in(sak))
    relasjoner = list(relasjoner_in(sak))
    har_innsyn = tjenester_med_innsyn(sak.pk) | {sak.tjeneste_id}
    invites = may(sak, Permission.INVITE_DELTAKER)
    blocks = may(sak, Permission.BLOCK_PERSON)
    sperret = {one.bruker_id: one for one in list_sperringer(sak.pk)} if blocks else {}
    kontekst = {
        "sak": sak,
        "ansatte": [_ansatt_line(one, har_innsyn) for one in rader if not one.is_familie],
        "familie": _familie_lines(sak, rader, relasjoner, sperret),
        "ungdom_inne": sak.hovedperson.bruker_id in sperret
        or any(one.rolle == Rolle.UNGDOM for one in rader),
        # What a leader has said of somebody who is no parent is for those who can put it right.
        "avviste": avviste_relasjoner_in(sak) if invites else [],
        "invitert_av_familien": _to_register(sak) if invites and sak.status == "aapen" else [],
        "may_invite": invites and sak.status == "aapen",
        "may_block": blocks,
    }
    return TemplateResponse(request, "bti/deltakere.html", kontekst)


def _to_register(sak: Sak) -> list[Invitasjon]:
    """Whom the family has invited, and everybody has said yes to, and nobody has registered yet."""
    return [one for one in list_invitasjoner(sak.pk) if one.alle and not one.registrert]


def _ansatt_line(deltaker: Deltaker, har_innsyn: set[UUID]) -> Deltakerlinje:
    ser = deltaker.tjeneste_id in har_innsyn
    return Deltakerlinje(
        navn=deltaker.bruker.navn,
        rolle=deltaker.rolle_naa,
        sted=deltaker.sted,
        ser_saken=ser,
        hvorfor="" if ser else _("Ser ingenting før alle med foreldreansvar har samtykket."),
    )


def _familie_lines(
    sak: Sak, rader: list[Deltaker], relasjoner: list[Familierelasjon], sperret: dict[UUID, LevendeSperring]
) -> list[Deltakerlinje]:
    """The family's lines: whoever is registered, let in or not, and the young person. Who is blocked is not invited."""
    invited = {one.bruker_id for one in rader if one.is_familie}
    registered = {one.bruker_id for one in relasjoner}
    bare_invitert = any(one.relasjon in INVITERES for one in relasjoner)
    hviler = list_hvilende(sak.pk) if bare_invitert else set()
    lines = []
    for one in relasjoner:
        line = _foresatt_line(sak, one, is_invited=one.bruker_id in invited)
        if one.bruker_id in hviler:
            line = replace(line, ser_saken=False, hvorfor=_("Ikke alle i familien har sagt ja nå."))
        if one.bruker_id in sperret:
            line = replace(line, ser_saken=False, relasjon_id=None, hvorfor=_why_out(sperret[one.bruker_id]))
        lines.append(line)
    ung_id = sak.hovedperson.bruker_id
    if ung_id and (ung := sperret.get(ung_id)):
        lines.append(
            Deltakerlinje(ung.hvem, str(Rolle.UNGDOM.label), "", ser_saken=False, hvorfor=_why_out(ung))
        )
    return lines + [
        Deltakerlinje(one.vist_navn, one.get_rolle_display(), "", ser_saken=True)
        for one in rader
        if one.is_familie and one.bruker_id not in registered
    ]


def _why_out(sperring: LevendeSperring) -> str:
    if sperring.grunn == Sperregrunn.EGEN:
        return _("Har stengt tilgangen sin selv.")
    return _("Er sperret fra saken.")


def _foresatt_line(sak: Sak, relasjon: Familierelasjon, *, is_invited: bool) -> Deltakerlinje:
    hovedperson = sak.hovedperson
    sperre = hovedperson.adressesperre
    confirmed = relasjon.verifisering == Verifisering.TO_PERSONER or (
        relasjon.verifisering == Verifisering.REGISTER and sperre == Adressesperre.INGEN
    )
    hvorfor = ""
    if sperre == Adressesperre.UKJENT:
        hvorfor = _("En leder må først si om barnet har sperret adresse.")
    elif sperre == Adressesperre.STRENGT_FORTROLIG:
        hvorfor = _("Barnet har strengt fortrolig adresse. Ingen slippes inn digitalt.")
    elif has_turned(hovedperson, "foresatt_innsyn_til_alder"):
        hvorfor = _("Ser ikke saken lenger: Barnet er myndig.")
    elif hovedperson.overtatt_at and has_turned(hovedperson, "overta_alder"):
        hvorfor = _("Den unge har stengt saken for foreldrene.")
    elif relasjon.gyldig_til and relasjon.gyldig_til < timezone.localdate():
        hvorfor = _("Er ikke med lenger.")
    elif not is_invited:
        hvorfor = _("Er ikke invitert.")
    elif not confirmed:
        hvorfor = _("Venter på at en leder bekrefter hvem dette er. Da vises navnet.")
    return Deltakerlinje(
        navn=relasjon.vist_navn,
        rolle=relasjon.get_relasjon_display(),
        sted=_("Har foreldreansvar") if relasjon.har_foreldreansvar else _("Har ikke foreldreansvar"),
        ser_saken=not hvorfor,
        hvorfor=hvorfor,
        relasjon_id=None if is_invited or sperre in STENGT_DIGITALT else relasjon.pk,
        valg_id=relasjon.pk,
        paa_papir=relasjon.kanal == Kanal.PAPIR,
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.INVITE_DELTAKER, load=get_sak, les=None)
def deltaker_new(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Find an employee by service and name, and ask them in."""
    alle = Tjeneste.objects.filter(kommuner=sak.kommune_id)
    sok = FinnFagpersonForm(request.GET or None, tjenester=tjenester_to_invite(sak), alle=alle)
    kontekst = {"sak": sak, "sok": sok, "form": None}
    status = 200
    if sok.is_bound and sok.is_valid():
        treff = list_ansatte_to_invite(
            sak_id=sak.pk,
            tjeneste_id=sok.cleaned_data["tjeneste"].pk,
            navn=sok.cleaned_data["navn"],
            antall=MAKS_TREFF + 1,
        )
        form = VelgFagpersonForm(
            posted(request),
            request=request,
            objekt_id=sak.pk,
            ansatte=treff[:MAKS_TREFF],
        )
        if request.method == "POST" and (svar := _send(request, sak, form)):
            return svar
        status = 422 if form.is_bound else 200
        kontekst |= {
            "form": form,
            "treff": treff[:MAKS_TREFF],
            "for_mange": len(treff) > MAKS_TREFF,
            "tjeneste": sok.cleaned_data["tjeneste"],
            "trenger_samtykke": sok.cleaned_data["tjeneste"].pk
            not in {sak.tjeneste_id, *tjenester_med_innsyn(sak.pk)},
        }
    return TemplateResponse(request, "bti/deltaker_new.html", kontekst, status=status)


def _send(request: Forespoersel, sak: Sak, form: VelgFagpersonForm) -> HttpResponse | None:
    """Invite, and return where to go; None when the form must be shown again."""
    if sent := Deltaker.objects.filter(pk=form.noekkel, sak=sak).first():
        if _is_same_ansatt(sent, request.POST.get("ansettelse", "")):
            return redirect("bti:sak-deltakere", sak_id=sak.pk)  # the second click of two
        form.refuse_sent()
    elif form.is_valid():
        return _invite(request, sak, form)
    return None


def _is_same_ansatt(sent: Deltaker, ansettelse: str) -> bool:
    """Whether the form says again what it has done: whoever is invited is no longer among its choices."""
    if sent.tjeneste_id is None:
        return False
    rows = Ansettelse.objects.filter(bruker_id=sent.bruker_id, tjeneste_id=sent.tjeneste_id)
    return ansettelse in map(str, rows.values_list("pk", flat=True))


def _invite(request: Forespoersel, sak: Sak, form: VelgFagpersonForm) -> HttpResponse | None:
    ansatt = form.to_ansatt()
    try:
        invite_fagperson(
            sak, noekkel=form.noekkel, bruker_id=ansatt.bruker_id, tjeneste_id=ansatt.tjeneste_id
        )
    except AltSendt:
        form.refuse_sent()
        return None
    except SakErLukket:
        messages.error(request, _("Saken er avsluttet. Ingen kan inviteres."))
    else:
        form.discard_kladd()
        messages.success(request, _("{navn} er invitert.").format(navn=ansatt.navn))
    return redirect("bti:sak-deltakere", sak_id=sak.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.INVITE_DELTAKER, load=get_sak, les="deltaker.lest")
def foresatt_new(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Add a parent by hand; a leader must then confirm."""
    form = ForesattForm(posted(request), request=request, objekt_id=sak.pk)
    if request.method == "POST" and form.is_valid():
        try:
            add_foresatt(sak, foresatt=form.to_foresatt(), by=request.aktoer.bruker_id)
        except EgetBarn:
            form.add_error(
                "foedselsnummer", _("Fødselsnummeret er ditt eget. Du kan ikke legge til deg selv.")
            )
        except SakErLukket:
            form.keep_kladd()
            form.add_error(None, _("Saken er avsluttet. Ingen kan inviteres."))
        else:
            form.discard_kladd()
            messages.success(
                request, _("Den foresatte er lagt til. En leder må bekrefte før de får se saken.")
            )
            return redirect("bti:sak-deltakere", sak_id=sak.pk)
    kontekst = {"sak": sak, "form": form, "ledere": enhetsledere_of(sak.tjeneste_id)}
    return TemplateResponse(request, "bti/foresatt_new.html", kontekst, status=422 if form.is_bound else 200)


@require_POST
@requires(Permission.INVITE_DELTAKER, load=get_sak)
def foresatt_invite(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Let in a parent who was registered, but not invited."""
    try:
        relasjon = get_relasjon(sak, UUID(request.POST.get("relasjon", "")))
    except ValueError:
        return redirect("bti:sak-deltakere", sak_id=sak.pk)
    try:
        invite_foresatt(sak, relasjon=relasjon, by=request.aktoer.bruker_id)
    except AdresseErSperret:
        messages.error(request, _("Barnet har strengt fortrolig adresse. Ingen slippes inn digitalt."))
    except SakErLukket:
        messages.error(request, _("Saken er avsluttet. Ingen kan inviteres."))
    else:
        messages.success(request, _("{navn} er invitert.").format(navn=relasjon.vist_navn))
    return redirect("bti:sak-deltakere", sak_id=sak.pk)
