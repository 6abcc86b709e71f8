"""Factories of what hangs on a worry."""

import factory

from bti import models as m
from tests.factories.bti import BrukerFactory, UndringFactory
from tests.factories.hus import HusFactory, i_dag, naa


class UndringsnotatFactory(HusFactory):
    class Meta:
        model = m.Undringsnotat

    undring = factory.SubFactory(UndringFactory)
    tekst = "Satt alene i garderoben i dag også."
    dato = factory.LazyFunction(i_dag)
    created_by = factory.SelfAttribute("undring.created_by")


class UndringsskalaFactory(HusFactory):
    class Meta:
        model = m.Undringsskala

    undring = factory.SubFactory(UndringFactory)
    tema = m.Skalatema.TRYGGHET
    verdi = 4
    dato = factory.LazyFunction(i_dag)
    created_by = factory.SelfAttribute("undring.created_by")


class KjennetegnFactory(HusFactory):
    class Meta:
        model = m.Kjennetegn

    noekkel = factory.Sequence(lambda n: f"tegn-{n}")
    nummer = 1
    slag = "tegn"
    tekst = "Barnet er mye alene"
    tekst_nn = "Barnet er mykje åleine"
    kilde = "Skrevet for Stafett."


class UndringskjennetegnFactory(HusFactory):
    class Meta:
        model = m.Undringskjennetegn

    undring = factory.SubFactory(UndringFactory)
    kjennetegn = factory.SubFactory(KjennetegnFactory)
    created_by = factory.SelfAttribute("undring.created_by")


class UndringsdelingFactory(HusFactory):
    class Meta:
        model = m.Undringsdeling

    undring = factory.SubFactory(UndringFactory)
    mottaker = factory.SubFactory(BrukerFactory)
    shared_at = factory.LazyFunction(naa)
    shared_by = factory.SelfAttribute("undring.created_by")


class SamtaleFactory(HusFactory):
    class Meta:
        model = m.Samtale

    undring = factory.SubFactory(UndringFactory)
    med = "foresatte"
    vil_si = "Jeg har lagt merke til at maten er urørt."
    created_by = factory.SelfAttribute("undring.created_by")


class UndringsendringFactory(HusFactory):
    class Meta:
        model = m.Undringsendring

    undring = factory.SubFactory(UndringFactory)
    til = m.Undringsutfall.AVSLUTTET
    begrunnelse = "Vi er enige med foreldrene."
    decided_by = factory.SelfAttribute("undring.created_by")
