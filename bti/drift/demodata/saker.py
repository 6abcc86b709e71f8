"""The cases of Solvik, made by their own people through the services, under the access rule.

One transaction a case: a load that was interrupted goes on where it stopped.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bti.drift.demodata import key_of, read_solvik
from bti.drift.demodata.samordning import load_samordning
from bti.models import (
    Ansettelse,
    Sak,
    SkjermetBekymring,
    Styrke,
    Tjeneste,
    Undring,
    Undringsutfall,
    Verifisering,
)
from bti.queries import deltaker_ider, steg_for
from bti.queries_skjema import maler_in
from bti.register import Registerperson
from bti.register.demo import DemoRegister
from bti.services import (
    Avklaring,
    Barn,
    Foresatt,
    Ungdomsvei,
    add_notat,
    create_undring,
    find_ungdomsvei,
    invite_fagperson,
    invite_ungdom,
    open_sak,
    set_skalaer,
    set_steg,
    share_undring,
)
from bti.services.skjemaer import save_skjema, start_in_sak
from bti.services.skjermet import add_raad, write_skjermet
from bti.tilgang.aktoer import acting_as
from bti.tilgang.personer import Arbeidssted, get_aktoer
from bti.tilgang.skjermet import Raad, Skjermet
from samtykke.models import Samtykkekrav, Tema
from samtykke.queries import current_tekst
from samtykke.services import grant_samtykke, request_samtykke
from stafettlogg.models import Beslutning, Innleggstype, Moete, Moetetype
from stafettlogg.services import add_innlegg, call_moete, hold_moete
from tiltak.models import Tiltakskort
from tiltak.services import set_maal, start_tiltak

RAADGIVER = "amina"
SAMTYKKE_DAGER = 300


@dataclass(frozen=True)
class Demosak:
    """One case of the file, with its story and its child looked up."""

    rad: dict[str, Any]
    historie: dict[str, Any]
    barn: Registerperson

    @property
    def holder(self) -> UUID:
        return key_of("person", self.rad["holder"])

    @property
    def er_skoleaar(self) -> bool:
        """Whether it is the one that is lived through step by step (skoleaar.py)."""
        return bool(self.rad.get("skoleaar"))

    @property
    def noekkel(self) -> UUID:
        return key_of("sak", self.rad["barn"])

    @property
    def undring(self) -> UUID:
        return key_of("undring", self.rad["barn"])


def list_demosaker() -> list[Demosak]:
    """Return the cases in the file."""
    data, register = read_solvik(), DemoRegister()
    return [
        Demosak(rad=rad, historie=data["historier"][rad["historie"]], barn=register.find_navn(rad["barn"]))
        for rad in data["saker"]
    ]


def load_undring(rad: dict[str, Any]) -> None:
    """Write an open worry with a note and some numbers, shared with a colleague, if it is not there."""
    person = key_of("person", rad["av"])
    with acting_as(person):
        sted = _sted()
        undring = create_undring(
            noekkel=key_of("undring", rad["noekkel"]),
            sted=sted,
            observert=rad["observert"],
            observert_dato=day_back(rad["dager_siden"]),
            styrke=rad["styrke"],
            merkelapp=rad["merkelapp"],
            by=person,
        )
        set_steg(undring, steg=steg_for(undring, sted.kommune_id)[0], is_done=True, by=person)
        for nr, notat in enumerate(rad["notater"]):
            add_notat(
                undring,
                noekkel=key_of("notat", f"{rad['noekkel']}/{nr}"),
                tekst=notat["tekst"],
                dato=day_back(notat["dager_siden"]),
                hvor_ofte=notat["hvor_ofte"],
                by=person,
            )
        set_skalaer(undring, noekkel=key_of("skala", rad["noekkel"]), verdier=rad["skala"], by=person)
        share_undring(
            undring,
            noekkel=key_of("deling", rad["noekkel"]),
            mottaker_id=key_of("person", rad["delt_med"]),
        )


def load_skjermet(rad: dict[str, Any]) -> None:
    """Write a shielded concern that is about no case, with the advice that was given."""
    person = key_of("person", rad["av"])
    with acting_as(person):
        noekkel = key_of("skjermet", rad["noekkel"])
        write_skjermet(
            Skjermet(
                observert=rad["observert"],
                observert_dato=day_back(rad["dager_siden"]),
                barnets_ord=rad["barnets_ord"],
                barnet_naa=rad["barnet_naa"],
                hvem_er_til_fare=rad["hvem_er_til_fare"],
                merkelapp=rad["merkelapp"],
            ),
            noekkel=noekkel,
            tjeneste_id=_sted().tjeneste_id,
            sak_id=None,
            undring_id=None,
        )
        add_raad(
            SkjermetBekymring.objects.get(pk=noekkel),
            Raad(
                rad["raad_fra"],
                rad["raad_hvem"],
                timezone.make_aware(datetime.combine(day_back(rad["dager_siden"]), time(10))),
                rad["raad"],
            ),
            noekkel=key_of("skjermet-raad", rad["noekkel"]),
        )


@transaction.atomic
def load_sak(demosak: Demosak) -> None:
    """Live a case through: worry, opening, entries, goal, measure, meetings, and for some the way to level 2."""
    with acting_as(demosak.holder):
        sak = open_demosak(demosak)
        _invite_ungdom(sak, demosak)
        _write_first_log(sak, demosak)
    if demosak.rad.get("til_nivaa_2"):
        _let_raadgiver_in(sak, demosak)
        with acting_as(demosak.holder):
            _fill_maalark(sak, demosak)
            _hold_evaluering(sak, demosak)
            _let_samordne(sak, demosak)
    with acting_as(demosak.holder):
        plan_next_moete(sak, demosak, by=demosak.holder)


def open_demosak(demosak: Demosak) -> Sak:
    """Open the case with its worry, as its holder."""
    sted = _sted()
    undring = create_undring(
        noekkel=demosak.undring,
        sted=sted,
        observert=demosak.historie["observert"],
        observert_dato=timezone.localdate(),
        styrke=Styrke.URO,
        by=demosak.holder,
    )
    for steg in steg_for(undring, sted.kommune_id):
        set_steg(undring, steg=steg, is_done=True, by=demosak.holder)
    barn = demosak.barn
    return open_sak(
        Undring.objects.get(pk=undring.pk),
        noekkel=demosak.noekkel,
        kommune_id=sted.kommune_id,
        barn=Barn(
            navn=barn.navn,
            foedselsdato=barn.foedselsdato,
            foedselsnummer=barn.foedselsnummer,
            adressesperre=barn.adressesperre,
            registeret_svarte=True,
        ),
        foresatte=[
            Foresatt(
                navn=one.navn,
                foedselsnummer=one.foedselsnummer,
                relasjon=one.relasjon,
                har_foreldreansvar=one.har_foreldreansvar,
                barnet_bor_her=one.barnet_bor_her,
            )
            for one in barn.foreldre
        ],
        verifisering=Verifisering.REGISTER,
        avklaring=Avklaring(Undringsutfall.NIVAA_1, demosak.historie["begrunnelse"], timezone.localdate()),
        hva_saken_gjelder=demosak.historie["gjelder"],
        by=demosak.holder,
    )


def _invite_ungdom(sak: Sak, demosak: Demosak) -> None:
    """Who is old enough follows their own case, and from the age of consent is asked too."""
    if find_ungdomsvei(sak) == Ungdomsvei.AAPEN:
        invite_ungdom(sak, foedselsnummer=demosak.barn.foedselsnummer)


def _write_first_log(sak: Sak, demosak: Demosak) -> None:
    historie, holder = demosak.historie, demosak.holder
    add_innlegg(sak, tekst=historie["innlegg"][0], by=holder)
    maal = set_maal(sak, tekst=historie["maal"], by=holder)
    kort = Tiltakskort.objects.get(kommune=sak.kommune_id, noekkel=historie["kort"])
    start_tiltak(
        sak,
        tittel=kort.navn,
        hva="Vi prøver dette i seks uker, og ser så om det hjelper.",
        arena=historie["arena"],
        ansvarlig_id=holder,
        starter=timezone.localdate(),
        evalueres=day_back(-21),
        maal_id=maal.pk,
        kort_id=kort.pk,
        by=holder,
    )
    add_innlegg(sak, tekst=historie["innlegg"][1], innleggstype=Innleggstype.LYSGLIMT, by=holder)


def _let_raadgiver_in(sak: Sak, demosak: Demosak) -> None:
    ansettelse = Ansettelse.objects.get(pk=key_of("ansettelse", RAADGIVER))
    with acting_as(demosak.holder):
        invite_fagperson(
            sak,
            noekkel=key_of("deltaker", demosak.rad["barn"]),
            bruker_id=ansettelse.bruker_id,
            tjeneste_id=ansettelse.tjeneste_id,
        )
        request_samtykke(
            sak,
            tjeneste=Tjeneste.objects.get(pk=ansettelse.tjeneste_id),
            hvorfor="PPT kan se sammen med oss hva som hjelper.",
            temaer=[Tema.SKOLE, Tema.LAERING],
            til=day_back(-SAMTYKKE_DAGER),
            by=demosak.holder,
        )
        givere = list(Samtykkekrav.objects.filter(sak=sak).values_list("giver_id", flat=True))
    for giver in givere:
        with acting_as(giver):
            krav = Samtykkekrav.objects.select_related("sak").get(sak=sak, giver=giver)
            tekst = sure(current_tekst(sak.kommune_id))
            grant_samtykke(krav, temaer=krav.temaer, til=krav.foreslaatt_til, tekst=tekst, by=giver)


def _let_samordne(sak: Sak, demosak: Demosak) -> None:
    if rad := demosak.rad.get("samordning"):
        raadgiver = Ansettelse.objects.get(pk=key_of("ansettelse", RAADGIVER))
        load_samordning(
            sak, rad, koordinator=raadgiver.bruker_id, tjeneste_id=raadgiver.tjeneste_id, by=demosak.holder
        )


def _fill_maalark(sak: Sak, demosak: Demosak) -> None:
    """One of the ready forms, done: the family can read it."""
    mal = next(one for one in maler_in(sak.kommune_id) if one.noekkel == "maalark")
    said = {
        "maal": demosak.historie["maal"],
        "barnet-vil": "Jeg vil at noen skal si fra når vi skal begynne.",
        "hvordan": 4,
        "oensket": 7,
        "hvem-gjoer": "Kontaktlæreren følger opp på skolen. Foreldrene snakker om det hjemme.",
    }
    utfylling = start_in_sak(sak, mal=mal, by=demosak.holder)
    svar = {felt.pk: said[felt.noekkel] for felt in mal.felter.all() if felt.noekkel in said}
    save_skjema(utfylling, svar=svar, versjon=utfylling.versjon, ferdig=True, by=demosak.holder)


def _hold_evaluering(sak: Sak, demosak: Demosak) -> None:
    moete = call_moete(
        sak,
        moetetype=Moetetype.EVALUERING,
        starter_at=timezone.now() - timedelta(minutes=5),
        sted="Møterommet",
        hensikt="Se på tiltaket, og om PPT skal være med videre.",
        innkalte=deltaker_ider(sak.pk),
        by=demosak.holder,
    )
    hold_moete(
        Moete.objects.get(pk=moete.pk),
        referat="Tiltaket hjelper litt. Vi vil ha råd fra PPT om hva vi gjør videre.",
        barnets_ord="Det er bedre når jeg vet hva som skal skje.",
        til_stede=deltaker_ider(sak.pk),
        beslutning=Beslutning.OPP,
        begrunnelse="Det trengs flere tjenester. Begge parter er enige.",
        versjon=moete.versjon,
        fra=sak.nivaa_id,
        by=demosak.holder,
    )


def plan_next_moete(sak: Sak, demosak: Demosak, *, by: UUID) -> None:
    """The next meeting lies some days ahead, at nine in the morning."""
    days = 6 + len(demosak.rad["barn"]) % 12
    start = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=days)
    call_moete(
        sak,
        moetetype=Moetetype.EVALUERING,
        starter_at=start,
        sted="Møterommet",
        hensikt="Se om tiltaket hjelper, og avtale veien videre.",
        innkalte=deltaker_ider(sak.pk),
        by=by,
    )


def _sted() -> Arbeidssted:
    return sure(get_aktoer()).ansettelser[0]


def sure[T](value: T | None) -> T:
    """What the demo's own people and texts always have; without it the load stops."""
    if value is None:
        raise LookupError("The demo's base data is not complete.")
    return value


def day_back(ago: int) -> date:
    return timezone.localdate() - timedelta(days=ago)
