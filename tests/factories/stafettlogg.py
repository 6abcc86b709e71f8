"""Factories of the log, meetings and messages."""

import factory

from stafettlogg import models as m
from tests.factories.bti import BrukerFactory, SakFactory
from tests.factories.hus import HusFactory, i_dag, naa


class StafettloggFactory(HusFactory):
    class Meta:
        model = m.Stafettlogg

    sak = factory.SubFactory(SakFactory)
    opened_by = factory.SelfAttribute("sak.opened_by")


class InnleggFactory(HusFactory):
    class Meta:
        model = m.Innlegg

    sak = factory.SubFactory(SakFactory)
    tekst = "Vi har prøvd en fast plass ved vinduet."
    temaer = factory.LazyFunction(list)
    created_by = factory.SelfAttribute("sak.opened_by")


class MoeteFactory(HusFactory):
    class Meta:
        model = m.Moete

    sak = factory.SubFactory(SakFactory)
    starter_at = factory.LazyFunction(lambda: naa(days=14))
    sted = "Møterom 2"
    called_by = factory.SelfAttribute("sak.opened_by")


class MoetedeltakerFactory(HusFactory):
    class Meta:
        model = m.Moetedeltaker

    moete = factory.SubFactory(MoeteFactory)
    sak = factory.SelfAttribute("moete.sak")
    bruker = factory.SubFactory(BrukerFactory)


class StafettvekslingFactory(HusFactory):
    class Meta:
        model = m.Stafettveksling

    sak = factory.SubFactory(SakFactory)
    fra = factory.SelfAttribute("sak.opened_by")
    til = factory.SubFactory(BrukerFactory)
    svarfrist = factory.LazyFunction(lambda: i_dag(7))
    offered_at = factory.LazyFunction(naa)
    offered_by = factory.SelfAttribute("fra")


class LesemerkeFactory(HusFactory):
    class Meta:
        model = m.Lesemerke

    sak = factory.SubFactory(SakFactory)
    bruker = factory.SelfAttribute("sak.opened_by")
    sist_her = factory.LazyFunction(naa)


class MeldingFactory(HusFactory):
    class Meta:
        model = m.Melding

    sak = factory.SubFactory(SakFactory)
    tekst = "Takk for møtet."
    sent_by = factory.SelfAttribute("sak.opened_by")
