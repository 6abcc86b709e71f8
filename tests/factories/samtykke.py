"""Factories of consent."""

from uuid import uuid4

import factory

from bti.models import Relasjonstype
from samtykke import models as m
from samtykke.katalog import read_samtykketekst
from tests.factories.bti import BrukerFactory, KommuneFactory, SakFactory, TjenesteFactory
from tests.factories.hus import HusFactory, i_dag, naa


class SamtykketekstFactory(HusFactory):
    class Meta:
        model = m.Samtykketekst

    kommune = factory.SubFactory(KommuneFactory)
    versjon = 1
    spraak = "nb"
    innledning = "Skolen vil gjerne ha med PPT."
    hva_skjer_ved_ja = "PPT kan lese og skrive i stafettloggen."
    hva_skjer_ved_nei = "PPT ser ingenting. Skolen hjelper videre."
    hva_skjer_ved_trekk = "PPT mister tilgangen med en gang."
    rettigheter = "Du kan få tolk."
    temaer = factory.LazyAttribute(lambda tekst: read_samtykketekst(tekst.spraak).temaer)
    ord = factory.LazyAttribute(lambda tekst: read_samtykketekst(tekst.spraak).ord)
    oversatt_av = "Stafett"
    published_at = factory.LazyFunction(naa)


class SamtykkekravFactory(HusFactory):
    class Meta:
        model = m.Samtykkekrav

    sak = factory.SubFactory(SakFactory)
    tjeneste = factory.SubFactory(TjenesteFactory)
    giver = factory.SubFactory(BrukerFactory)
    slag = m.Samtykkeslag.INNSYN
    hvorfor = "Vi ønsker råd om lesing."
    temaer = factory.LazyFunction(lambda: [m.Tema.SKOLE, m.Tema.LAERING])
    omraader = factory.LazyFunction(list)
    kan_skrive = True
    foreslaatt_til = factory.LazyFunction(lambda: i_dag(180))
    barnet_hoert = m.BarnetHoert.IKKE_SPURT
    requested_at = factory.LazyFunction(naa)
    requested_by = factory.SelfAttribute("sak.opened_by")


class SamtykkeFactory(HusFactory):
    class Meta:
        model = m.Samtykke

    krav = factory.SubFactory(SamtykkekravFactory)
    sak = factory.SelfAttribute("krav.sak")
    tjeneste = factory.SelfAttribute("krav.tjeneste")
    giver = factory.SelfAttribute("krav.giver")
    slag = factory.SelfAttribute("krav.slag")
    temaer = factory.SelfAttribute("krav.temaer")
    kan_skrive = factory.SelfAttribute("krav.kan_skrive")
    tekst = factory.SubFactory(SamtykketekstFactory, kommune=factory.SelfAttribute("..sak.kommune"))
    gyldig_fra = factory.LazyFunction(lambda: i_dag(-1))
    gyldig_til = factory.LazyFunction(lambda: i_dag(180))
    granted_at = factory.LazyFunction(naa)
    granted_by = factory.SelfAttribute("giver")


class DeltakelseskvitteringFactory(HusFactory):
    class Meta:
        model = m.Deltakelseskvittering

    bruker = factory.SubFactory(BrukerFactory)
    tjeneste = factory.SubFactory(TjenesteFactory)
    sak_nr = factory.LazyFunction(uuid4)
    gyldig_fra = factory.LazyFunction(lambda: i_dag(-90))
    gyldig_til = factory.LazyFunction(lambda: i_dag(-1))
    antall_innlegg = 3
    issued_at = factory.LazyFunction(naa)


class FamilieinvitasjonFactory(HusFactory):
    class Meta:
        model = m.Familieinvitasjon

    sak = factory.SubFactory(SakFactory)
    relasjonstype = Relasjonstype.BESTEFORELDER
    navn_oppgitt = "Prøve Farmor"
    hvorfor = "Barnet er der hver onsdag."
    invited_at = factory.LazyFunction(naa)
    invited_by = factory.SubFactory(BrukerFactory)


class InvitasjonssvarFactory(HusFactory):
    class Meta:
        model = m.Invitasjonssvar

    invitasjon = factory.SubFactory(FamilieinvitasjonFactory)
    sak = factory.SelfAttribute("invitasjon.sak")
    giver = factory.SubFactory(BrukerFactory)
    ja = True
    answered_at = factory.LazyFunction(naa)
    answered_by = factory.SelfAttribute("giver")


class SvarPaaVegneFactory(HusFactory):
    class Meta:
        model = m.SvarPaaVegne

    krav = factory.SubFactory(SamtykkekravFactory)
    sak = factory.SelfAttribute("krav.sak")
    svar = m.Paavegnesvar.NEI
    kan_skrive = factory.LazyAttribute(lambda svar: True if svar.svar == m.Paavegnesvar.JA else None)
    maate = m.Svarmaate.MUNTLIG
    svart_dato = factory.LazyFunction(i_dag)
    hoert_av = "Prøve Hører, rådgiver"
    lest_opp = True
    tolk = ""
    registered_at = factory.LazyFunction(naa)
    registered_by = factory.SelfAttribute("krav.requested_by")


class LukkeoenskeFactory(HusFactory):
    class Meta:
        model = m.Lukkeoenske

    sak = factory.SubFactory(SakFactory)
    hvorfor = "Vi klarer oss fint nå."
    requested_at = factory.LazyFunction(naa)
    requested_by = factory.SubFactory(BrukerFactory)
    svarfrist = factory.LazyFunction(lambda: i_dag(14))


class SvarskannFactory(HusFactory):
    class Meta:
        model = m.Svarskann

    svar = factory.SubFactory(SvarPaaVegneFactory)
    sak = factory.SelfAttribute("svar.sak")
    status = m.Skannstatus.KLAR
    bilde = b"\xff\xd8\xff et ark"
    avtrykk = "0" * 64
    sider = 1
    uploaded_at = factory.LazyFunction(naa)
    uploaded_by = factory.SelfAttribute("svar.registered_by")


class KommunetemaFactory(HusFactory):
    class Meta:
        model = m.Kommunetema

    id = factory.LazyFunction(uuid4)
    kommune = factory.SubFactory(KommuneFactory)
    kode = factory.LazyAttribute(lambda tema: f"k{tema.id.hex[:18]}")
    navn_nb = factory.Sequence(lambda nr: f"søvn {nr}")
    navn_nn = factory.Sequence(lambda nr: f"søvn nn {nr}")
    omraade = ""
    rekkefoelge = 70


class RegelendringFactory(HusFactory):
    class Meta:
        model = m.Regelendring

    kommune = factory.SubFactory(KommuneFactory)
    versjon = 1
    foer = factory.LazyFunction(dict)
    etter = factory.LazyFunction(dict)
    begrunnelse = "Vedtatt i kommunestyret."
    changed_at = factory.LazyFunction(naa)
    changed_by = factory.SubFactory(BrukerFactory)
