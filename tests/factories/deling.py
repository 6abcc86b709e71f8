"""Factories of what was shared without consent."""

import factory

from samtykke import models as m
from tests.factories.bti import BrukerFactory, SakFactory
from tests.factories.hus import HusFactory, i_dag, naa


class LovligdelingFactory(HusFactory):
    class Meta:
        model = m.Lovligdeling

    sak = factory.SubFactory(SakFactory)
    til = m.Delttil.BARNEVERN
    mottaker = "Barneverntjenesten i Solvik"
    opplysninger = factory.LazyFunction(lambda: [m.Opplysningsslag.HVEM, m.Opplysningsslag.HJEMME])
    delt_dato = factory.LazyFunction(lambda: i_dag(-2))
    hjemmel = "opplysningsplikt"
    lovhenvisning = "Barnevernsloven § 13-2"
    lovtekst = "Plikten går foran taushetsplikten."
    bestemt_av = "Jonas Lie, lærer"
    begrunnelse = "Det var grunn til å tro at barnet var i fare."
    registered_at = factory.LazyFunction(lambda: naa(hours=-2))
    registered_by = factory.SelfAttribute("sak.opened_by")


class DelingsvurderingFactory(HusFactory):
    class Meta:
        model = m.Delingsvurdering

    deling = factory.SubFactory(LovligdelingFactory)
    sak = factory.SelfAttribute("deling.sak")
    nummer = 1
    familien_ser = False
    begrunnelse = "Faren er ikke over."
    assessed_at = factory.LazyFunction(lambda: naa(hours=-1))
    assessed_by = factory.SubFactory(BrukerFactory)
