"""The named cast that every test knows: two municipalities, two cases, so that leaks have somewhere to go."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from bti.models import (
    Bruker,
    Kommune,
    Kommunerolletype,
    Nivaa,
    Relasjonstype,
    Rolle,
    Sak,
    Tjeneste,
    Tjenestetype,
    Veileder,
)
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import naa
from tests.opptak import make_or_play

NIVAAER = {
    0: "Avklare grunn til uro",
    1: "Innsats i egen tjeneste",
    2: "Samarbeid mellom tjenester",
    3: "Samarbeid utenfor kommunen",
}
STEG_PAA_NIVAA_0 = ("Definer undringen", "Del med leder", "Snakk med familien", "Avklar veien videre")


@dataclass
class Verden:
    """Everybody and everything; names as in the demo."""

    solvik: Kommune
    fjellvik: Kommune
    skole: Tjeneste
    ppt: Tjeneste
    nav: Tjeneste
    fjellvik_skole: Tjeneste
    veileder: Veileder
    nivaaer: dict[int, Nivaa]
    jonas: Bruker  # teacher, stafettholder in Nora's case
    siri: Bruker  # head of the school, stafettholder in Ola's case
    lise: Bruker  # colleague at the school, in no case
    amina: Bruker  # PPT adviser, named in Nora's case, without consent
    kari: Bruker  # Nora's mother
    tom: Bruker  # Nora's father
    pia: Bruker  # Ola's mother
    berit: Bruker  # leader: counts only
    adm: Bruker  # municipal administrator
    ragna: Bruker  # BTI coordinator: keeps the guide, in no case
    erik: Bruker  # teacher in the other municipality
    fremmed: Bruker  # has a login and nothing else
    nora_sak: Sak
    ola_sak: Sak

    @property
    def sak(self) -> Sak:
        return self.nora_sak


def _kontakt(bruker: Bruker, navn: str) -> Bruker:
    f.KontaktopplysningFactory(bruker=bruker, epost=f"{navn}@stafett.invalid")
    f.IdentitetFactory(bruker=bruker, subject=navn)
    return bruker


def _person(navn: str, full: str) -> Bruker:
    return _kontakt(f.BrukerFactory(navn=full), navn)


def _ansatt(navn: str, full: str, tjeneste: Tjeneste, tittel: str, *, is_leder: bool = False) -> Bruker:
    bruker = _person(navn, full)
    f.AnsettelseFactory(bruker=bruker, tjeneste=tjeneste, tittel=tittel, is_leder=is_leder)
    return bruker


def _med_rolle(navn: str, full: str, kommune: Kommune, rolle: Kommunerolletype) -> Bruker:
    bruker = _person(navn, full)
    f.KommunerolleFactory(bruker=bruker, kommune=kommune, rolle=rolle)
    return bruker


def _tjeneste(kommune: Kommune, navn: str, tjenestetype: Tjenestetype) -> Tjeneste:
    tjeneste = f.TjenesteFactory(navn=navn, tjenestetype=tjenestetype)
    f.TjenesteKommuneFactory(tjeneste=tjeneste, kommune=kommune)
    return tjeneste


def make_sak(
    *,
    kommune: Kommune,
    tjeneste: Tjeneste,
    nivaa: Nivaa,
    holder: Bruker,
    barn: str,
    foresatte: dict[Bruker, str],
) -> Sak:
    """A case with its stafettholder and confirmed parents, and guardian's rows as the roles say."""
    hovedperson = f.HovedpersonFactory(
        kommune=kommune, navn=barn, foedselsdato=date(2016, 3, 4), created_by=holder
    )
    sak = f.SakFactory(
        kommune=kommune,
        tjeneste=tjeneste,
        veileder=nivaa.veileder,
        nivaa=nivaa,
        hovedperson=hovedperson,
        opened_by=holder,
        av=holder,
        opened_at=naa(days=-10),
        hva_saken_gjelder="Trivsel og lesing.",
    )
    f.DeltakerFactory(sak=sak, bruker=holder, rolle=Rolle.STAFETTHOLDER)
    f.NivaaendringFactory(sak=sak, til_nivaa=nivaa, decided_by=holder)
    for bruker, relasjon in foresatte.items():
        f.FamilierelasjonFactory(
            hovedperson=hovedperson, bruker=bruker, relasjon=relasjon, registered_by=holder
        )
        f.DeltakerFactory(sak=sak, bruker=bruker, rolle=Rolle.FORESATT)
    grant_from_roles()
    return sak


def grant_from_roles() -> None:
    """Guardian's rows made from the participants, as klargjoer does."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT tilgang_rett_opp_tillatelser()")


def make_veileder(kommune: Kommune) -> tuple[Veileder, dict[int, Nivaa]]:
    """A published guide with levels 0 to 3, and the four steps of level 0."""
    veileder = f.VeilederFactory(kommune=kommune)
    nivaaer = {
        nummer: f.NivaaFactory(veileder=veileder, nummer=nummer, navn=navn)
        for nummer, navn in NIVAAER.items()
    }
    for nummer, navn in enumerate(STEG_PAA_NIVAA_0, start=1):
        f.StegFactory(nivaa=nivaaer[0], nummer=nummer, navn=navn)
    f.StegFactory(nivaa=nivaaer[1], nummer=1, navn="Møte med foresatte og barn")
    f.StegFactory(nivaa=nivaaer[2], nummer=1, navn="Tverrfaglig samarbeidsmøte")
    for nummer in (2, 3):
        f.VilkaarFactory(
            nivaa=nivaaer[nummer], slag="samtykke", naar="inngang", krav="kreves",
            setning="Familien må ha sagt ja til en tjeneste til.",
        )  # fmt: skip
    return veileder, nivaaer


def make_verden() -> Verden:
    """Build the world, as the owner; the same one for the tests of an hour (tests/opptak.py)."""
    with as_owner():
        return make_or_play(_make_verden, grant_from_roles)


def _make_verden() -> Verden:
    solvik = f.KommuneFactory(navn="Solvik", kommunenummer="9901")
    fjellvik = f.KommuneFactory(navn="Fjellvik", kommunenummer="9902")
    skole = _tjeneste(solvik, "Solvik skole", Tjenestetype.SKOLE)
    ppt = _tjeneste(solvik, "PPT Solvik", Tjenestetype.PPT)
    nav = _tjeneste(solvik, "NAV Solvik", Tjenestetype.NAV)
    fjellvik_skole = _tjeneste(fjellvik, "Fjellvik skole", Tjenestetype.SKOLE)
    veileder, nivaaer = make_veileder(solvik)
    make_veileder(fjellvik)
    for kommune in (solvik, fjellvik):
        f.SamtykketekstFactory(kommune=kommune)
    jonas = _ansatt("jonas", "Jonas Berge", skole, "kontaktlærer")
    siri = _ansatt("siri", "Siri Holm", skole, "rektor", is_leder=True)
    kari, tom, pia = (
        _person(n, full)
        for n, full in [("kari", "Kari Nordlie"), ("tom", "Tom Nordlie"), ("pia", "Pia Strand")]
    )
    amina = _ansatt("amina", "Amina Yusuf", ppt, "rådgiver")
    berit = _med_rolle("berit", "Berit Aas", solvik, Kommunerolletype.LEDER)
    adm = _med_rolle("adm", "Odd Vik", solvik, Kommunerolletype.KOMMUNEADMINISTRATOR)
    ragna = _med_rolle("ragna", "Ragna Sve", solvik, Kommunerolletype.BTI_KOORDINATOR)
    nora_sak = make_sak(
        kommune=solvik, tjeneste=skole, nivaa=nivaaer[1], holder=jonas, barn="Nora Nordlie",
        foresatte={kari: Relasjonstype.MOR, tom: Relasjonstype.FAR},
    )  # fmt: skip
    f.DeltakerFactory(sak=nora_sak, bruker=amina, rolle=Rolle.FAGPERSON, tjeneste=ppt)
    ola_sak = make_sak(
        kommune=solvik, tjeneste=skole, nivaa=nivaaer[1], holder=siri, barn="Ola Strand",
        foresatte={pia: Relasjonstype.MOR},
    )  # fmt: skip
    grant_from_roles()
    return Verden(
        solvik=solvik, fjellvik=fjellvik, skole=skole, ppt=ppt, nav=nav, fjellvik_skole=fjellvik_skole,
        veileder=veileder, nivaaer=nivaaer, jonas=jonas, siri=siri,
        lise=_ansatt("lise", "Lise Dahl", skole, "kontaktlærer"), amina=amina, kari=kari, tom=tom, pia=pia,
        berit=berit, adm=adm, ragna=ragna, erik=_ansatt("erik", "Erik Moen", fjellvik_skole, "lærer"),
        fremmed=_person("fremmed", "Per Fremmed"), nora_sak=nora_sak, ola_sak=ola_sak,
    )  # fmt: skip


def give_consent(verden: Verden, *givere: Bruker, tjeneste: Tjeneste | None = None) -> None:
    """Let parents say yes to a service (PPT unless another is named) in Nora's case."""
    tjeneste = tjeneste or verden.ppt
    for giver in (verden.kari, verden.tom):
        krav = f.SamtykkekravFactory(sak=verden.nora_sak, tjeneste=tjeneste, giver=giver)
        if giver in givere:
            f.SamtykkeFactory(krav=krav, tekst__versjon=100 + givere.index(giver))
