"""Factories of what narrows or widens access beside taking part."""

from uuid import uuid4

import factory

from bti import models as m
from tests.factories.bti import BrukerFactory, SakFactory, TjenesteFactory
from tests.factories.hus import HusFactory, i_dag, naa


class SperringFactory(HusFactory):
    class Meta:
        model = m.Sperring

    sak = factory.SubFactory(SakFactory)
    bruker = factory.SubFactory(BrukerFactory)
    grunn = m.Sperregrunn.FAMILIEN
    blocked_at = factory.LazyFunction(naa)
    blocked_by = factory.SelfAttribute("sak.opened_by")


class StedfortrederFactory(HusFactory):
    class Meta:
        model = m.Stedfortreder

    bruker = factory.SubFactory(BrukerFactory)
    vikar = factory.SubFactory(BrukerFactory)
    tjeneste = factory.SubFactory(TjenesteFactory)
    gyldig_fra = factory.LazyFunction(lambda: i_dag(-1))
    gyldig_til = factory.LazyFunction(lambda: i_dag(10))
    registered_at = factory.LazyFunction(naa)
    registered_by = factory.SelfAttribute("bruker")


class NoedtilgangFactory(HusFactory):
    class Meta:
        model = m.Noedtilgang

    sak = factory.SubFactory(SakFactory)
    bruker = factory.SubFactory(BrukerFactory)
    tjeneste = factory.SubFactory(TjenesteFactory)
    grunn = m.Noedgrunn.LIV_HELSE
    tekst = "Barnet er på vei til legevakten, og ingen i saken svarer."
    opened_at = factory.LazyFunction(lambda: naa(minutes=-1))
    expires_at = factory.LazyFunction(lambda: naa(minutes=59))


class InnsynsspoersmaalFactory(HusFactory):
    class Meta:
        model = m.Innsynsspoersmaal

    sak = factory.SubFactory(SakFactory)
    dag = factory.LazyFunction(i_dag)
    gjelder = factory.SubFactory(BrukerFactory)
    tekst = "Hvorfor så du på saken?"
    asked_at = factory.LazyFunction(naa)
    asked_by = factory.SelfAttribute("sak.opened_by")
    svarfrist = factory.LazyFunction(lambda: i_dag(14))


class SkjermingFactory(HusFactory):
    class Meta:
        model = m.Skjerming

    sak = factory.SubFactory(SakFactory)
    objekt_id = factory.LazyFunction(uuid4)
    bruker = factory.SubFactory(BrukerFactory)
    grunn = m.Skjermgrunn.BARNET_BER
    shielded_at = factory.LazyFunction(naa)
    shielded_by = factory.SelfAttribute("sak.opened_by")


class SkjermetBekymringFactory(HusFactory):
    class Meta:
        model = m.SkjermetBekymring

    tjeneste = factory.SubFactory(TjenesteFactory)
    observert = "Et blått merke på armen."
    observert_dato = factory.LazyFunction(i_dag)
    created_at = factory.LazyFunction(naa)
    sist_skrevet = factory.SelfAttribute("created_at")
    created_by = factory.SubFactory(BrukerFactory)


class SkjermetleserFactory(HusFactory):
    class Meta:
        model = m.Skjermetleser

    skjermet = factory.SubFactory(SkjermetBekymringFactory)
    bruker = factory.SubFactory(BrukerFactory)
    named_at = factory.LazyFunction(naa)
    named_by = factory.SelfAttribute("skjermet.created_by")


class SkjermetraadFactory(HusFactory):
    class Meta:
        model = m.Skjermetraad

    skjermet = factory.SubFactory(SkjermetBekymringFactory)
    fra = m.Raadgiver.BARNEVERN
    snakket_at = factory.LazyFunction(naa)
    raad = "Skriv ned det barnet sier."
    written_at = factory.LazyFunction(naa)
    written_by = factory.SelfAttribute("skjermet.created_by")


class SkjermetmeldingFactory(HusFactory):
    class Meta:
        model = m.Skjermetmelding

    skjermet = factory.SubFactory(SkjermetBekymringFactory)
    til = m.Meldtil.BARNEVERN
    meldt_at = factory.LazyFunction(naa)
    written_at = factory.LazyFunction(naa)
    written_by = factory.SelfAttribute("skjermet.created_by")


class TilbakeholdFactory(HusFactory):
    class Meta:
        model = m.Tilbakehold

    skjermet = factory.SubFactory(SkjermetBekymringFactory)
    sak = factory.SubFactory(SakFactory)
    ansvarlig = factory.SelfAttribute("skjermet.created_by")
    held_at = factory.LazyFunction(naa)
    held_by = factory.SelfAttribute("skjermet.created_by")
