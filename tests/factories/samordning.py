"""Rights, who coordinates, and the individual plan."""

import factory

from bti import models as m
from tests.factories.bti import BrukerFactory, KommuneFactory, SakFactory
from tests.factories.hus import HusFactory, i_dag, naa


class RettighetFactory(HusFactory):
    class Meta:
        model = m.Rettighet
        django_get_or_create = ("kommune", "slag")

    kommune = factory.SubFactory(KommuneFactory)
    slag = m.Rettighetsslag.BARNEKOORDINATOR
    navn = "Barnekoordinator"
    hvem = "Familier som trenger hjelp fra flere tjenester over lang tid."
    hva = "En person i kommunen som har oversikten."
    hvordan = "Spør familien om de vil ha det."
    lovtekst = "Kommunen skal tilby barnekoordinator."
    lovhenvisning = "Helse- og omsorgstjenesteloven § 7-2 a"
    sist_lest = factory.LazyFunction(lambda: i_dag(-30))


class KoordineringFactory(HusFactory):
    class Meta:
        model = m.Koordinering

    sak = factory.SubFactory(SakFactory)
    rettighet = factory.SubFactory(RettighetFactory, kommune=factory.SelfAttribute("..sak.kommune"))
    tjeneste = factory.SelfAttribute("sak.tjeneste")
    gjelder_fra = factory.LazyFunction(i_dag)
    familien_vil = True
    begrunnelse = "Barnet får hjelp fra mange."
    decided_at = factory.LazyFunction(naa)
    decided_by = factory.SubFactory(BrukerFactory)


class IndividuellplanFactory(HusFactory):
    class Meta:
        model = m.Individuellplan

    sak = factory.SubFactory(SakFactory)
    oensket_dato = factory.LazyFunction(i_dag)
    viktig_for_meg = "Å ha noen å være sammen med."
    started_by = factory.SubFactory(BrukerFactory)
