"""Factories of goals, measures and the staircase."""

import factory

from tests.factories.bti import BrukerFactory, KommuneFactory, SakFactory
from tests.factories.hus import HusFactory, i_dag, naa
from tiltak import models as m


class TrinnFactory(HusFactory):
    class Meta:
        model = m.Trinn

    kommune = factory.SubFactory(KommuneFactory)
    nummer = 3
    navn = "Tidlig støtte"
    forebyggingsnivaa = m.Forebyggingsnivaa.SELEKTIV


class TiltakskortFactory(HusFactory):
    class Meta:
        model = m.Tiltakskort

    kommune = factory.SubFactory(KommuneFactory)
    trinn = factory.SubFactory(TrinnFactory, kommune=factory.SelfAttribute("..kommune"))
    noekkel = factory.Sequence(lambda n: f"leksehjelp-{n}")
    navn = "Leksehjelp"
    maalgruppe = "6-13 år"
    ansvarlig = "Grunnskolene"
    forebyggingsnivaa = m.Forebyggingsnivaa.SELEKTIV
    kilde = "Prøvekatalog, tabell 1"


class MaalFactory(HusFactory):
    class Meta:
        model = m.Maal

    sak = factory.SubFactory(SakFactory)
    tekst = "Gå på skolen med en god mage hver dag."
    created_by = factory.SelfAttribute("sak.opened_by")


class TiltakFactory(HusFactory):
    class Meta:
        model = m.Tiltak

    sak = factory.SubFactory(SakFactory)
    maal = factory.SubFactory(MaalFactory, sak=factory.SelfAttribute("..sak"))
    tittel = "Leksehjelp"
    hva = "To ganger i uka, sammen med en venn."
    arena = m.Arena.TJENESTE
    ansvarlig = factory.SelfAttribute("sak.opened_by")
    starter = factory.LazyFunction(i_dag)
    evalueres = factory.LazyFunction(lambda: i_dag(42))
    created_by = factory.SelfAttribute("sak.opened_by")


class EvalueringFactory(HusFactory):
    class Meta:
        model = m.Evaluering

    tiltak = factory.SubFactory(TiltakFactory)
    sak = factory.SelfAttribute("tiltak.sak")
    grad = m.Grad.HJALP
    evaluated_by = factory.SelfAttribute("tiltak.created_by")


class TiltaksforespoerselFactory(HusFactory):
    class Meta:
        model = m.Tiltaksforespoersel

    tiltak = factory.SubFactory(TiltakFactory)
    sak = factory.SelfAttribute("tiltak.sak")
    bruker = factory.SubFactory(BrukerFactory)
    svarfrist = factory.LazyFunction(lambda: i_dag(7))
    asked_at = factory.LazyFunction(naa)
    asked_by = factory.SelfAttribute("tiltak.sak.opened_by")
