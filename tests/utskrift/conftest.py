"""A case with something in every part of the summary, made by the owner."""

import datetime as dt
from dataclasses import dataclass

import pytest

from bti.models import (
    Ansettelse,
    Bruker,
    Deltaker,
    Familierelasjon,
    Hovedperson,
    Kommune,
    Nivaa,
    Nivaaendring,
    Sak,
    Tjeneste,
    TjenesteKommune,
    Veileder,
)
from bti.tilgang.klargjoering import prepare_tilgang
from samtykke.models import Samtykke, Samtykkekrav, Samtykketekst
from stafettlogg.models import Innlegg, Melding, Moete, Moetedeltaker
from tests.eier import as_owner
from tiltak.models import Evaluering, Maal, Tiltak

DAG = dt.date(2026, 3, 2)
NAA = dt.datetime(2026, 11, 21, 14, 32, tzinfo=dt.UTC)


@dataclass
class Innhold:
    """The case and the people in it."""

    sak: Sak
    jonas: Bruker
    amina: Bruker
    kari: Bruker
    erik: Bruker


@pytest.fixture
def saken(db) -> Innhold:
    """Nora's case: Jonas holds the baton, Amina is let in by Kari's consent, Erik has nothing to do with it."""
    with as_owner():
        innhold = _make_sak()
        _fill_sak(innhold)
        prepare_tilgang()
    return innhold


def _make_sak() -> Innhold:
    kommune = Kommune.objects.create(navn="Solvik kommune", kommunenummer="9901")
    veileder = Veileder.objects.create(
        kommune=kommune,
        navn="Veileder",
        versjon=1,
        eier="Oppvekst",
        revideres_innen=DAG + dt.timedelta(days=700),
    )
    navn = ["Undring", "Egen tjeneste", "Flere tjenester", "Utenfor kommunen"]
    nivaaer = [
        Nivaa.objects.create(veileder=veileder, nummer=i, navn=n, beskrivelse=n) for i, n in enumerate(navn)
    ]
    skole = Tjeneste.objects.create(navn="Solvik skole", tjenestetype="skole")
    ppt = Tjeneste.objects.create(navn="PPT Solvik", tjenestetype="ppt")
    for tjeneste in (skole, ppt):
        TjenesteKommune.objects.create(tjeneste=tjeneste, kommune=kommune)
    jonas, amina, kari, erik = (
        Bruker.objects.create(navn=navn)
        for navn in ("Jonas Berge", "Amina Yusuf", "Kari Nordlie", "Erik Moen")
    )
    for bruker, tjeneste in ((jonas, skole), (amina, ppt), (erik, skole)):
        Ansettelse.objects.create(bruker=bruker, tjeneste=tjeneste, tittel="ansatt", gyldig_fra=DAG)
    nora = Hovedperson.objects.create(
        kommune=kommune,
        navn="Nora Nordlie",
        kalles="Nora",
        foedselsdato=dt.date(2016, 4, 11),
        created_by=jonas,
    )
    Familierelasjon.objects.create(
        hovedperson=nora, bruker=kari, relasjon="mor", verifisering="register", registered_by=jonas
    )
    sak = Sak.objects.create(
        kommune=kommune,
        hovedperson=nora,
        tjeneste=skole,
        veileder=veileder,
        nivaa=nivaaer[2],
        hva_saken_gjelder="Nora strever med å lese, og gruer seg til å gå på skolen.",
        opened_at=dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC),
        opened_by=jonas,
        sist_endret=NAA,
    )
    for bruker, rolle, tjeneste in (
        (jonas, "stafettholder", skole),
        (amina, "fagperson", ppt),
        (kari, "foresatt", None),
    ):
        Deltaker.objects.create(
            sak=sak,
            bruker=bruker,
            rolle=rolle,
            tjeneste=tjeneste,
            gyldig_fra=DAG,
            invited_at=NAA,
            invited_by=jonas,
        )
    _give_samtykke(sak, ppt, kari, jonas)
    for fra, til, dato, hvorfor in (
        (None, nivaaer[1], DAG, "Undringen er avklart sammen med familien."),
        (nivaaer[1], nivaaer[2], dt.date(2026, 5, 20), "PPT skal være med."),
    ):
        Nivaaendring.objects.create(
            sak=sak,
            fra_nivaa=fra,
            til_nivaa=til,
            dato=dato,
            begrunnelse=hvorfor,
            til_stede="Kari og Jonas",
            decided_by=jonas,
        )
    return Innhold(sak, jonas, amina, kari, erik)


def _give_samtykke(sak: Sak, tjeneste: Tjeneste, giver: Bruker, av: Bruker) -> None:
    tekst = Samtykketekst.objects.create(
        kommune=sak.kommune,
        versjon=1,
        spraak="nb",
        innledning="x",
        hva_skjer_ved_ja="x",
        hva_skjer_ved_nei="x",
        hva_skjer_ved_trekk="x",
    )
    krav = Samtykkekrav.objects.create(
        sak=sak,
        tjeneste=tjeneste,
        giver=giver,
        hvorfor="PPT kan hjelpe.",
        temaer=["skole", "laering"],
        foreslaatt_til=dt.date(2030, 6, 30),
        requested_at=NAA,
        requested_by=av,
    )
    Samtykke.objects.create(
        krav=krav,
        sak=sak,
        tjeneste=tjeneste,
        giver=giver,
        temaer=["skole", "laering"],
        tekst=tekst,
        gyldig_fra=DAG,
        gyldig_til=dt.date(2030, 6, 30),
        granted_at=NAA,
        granted_by=giver,
    )


def _fill_sak(innhold: Innhold) -> None:
    sak, jonas, amina, kari = innhold.sak, innhold.jonas, innhold.amina, innhold.kari
    maal = Maal.objects.create(sak=sak, tekst="Nora skal like å lese høyt for klassen.", created_by=amina)
    tiltak = Tiltak.objects.create(
        sak=sak,
        maal=maal,
        tittel="Lesekurs",
        hva="20 minutter hver dag.",
        arena="tjeneste",
        ansvarlig=amina,
        starter=DAG,
        evalueres=DAG + dt.timedelta(days=90),
        created_by=amina,
    )
    Evaluering.objects.create(
        sak=sak,
        tiltak=tiltak,
        grad="delvis",
        ord="Hun leser mer.",
        barnets_ord="Det er litt gøy.",
        evaluated_by=amina,
    )
    moete = Moete.objects.create(
        sak=sak,
        moetetype="evaluering",
        starter_at=dt.datetime(2026, 5, 20, 11, 0, tzinfo=dt.UTC),
        sted="Møterom 2",
        hensikt="Se på tiltakene.",
        status="holdt",
        referat="Vi ble enige om å spørre PPT.",
        beslutning="opp",
        barnets_ord="Jeg vil ha Amina.",
        called_by=jonas,
        held_at=NAA,
        held_by=jonas,
        nivaaendring=sak.nivaaendringer.last(),
    )
    for bruker in (jonas, kari):
        Moetedeltaker.objects.create(sak=sak, moete=moete, bruker=bruker, svar="kommer", var_til_stede=True)
    for tekst in ("Blåbærsyltetøy på Ørlandet.", "<b>Dette er ikke fet skrift</b> & ikke kode."):
        Innlegg.objects.create(sak=sak, tekst=tekst, created_by=jonas)
    Melding.objects.create(sak=sak, tekst="Takk for praten!", sent_by=kari)
