"""Factories of audit, notices and print-outs."""

import uuid

import factory

from bti.revisjon.models import Hendelse, Kjede
from bti.utskrift.models import Utskrift
from bti.varsling.models import Paaminnelse, Slag, Utboks, Varsel
from tests.factories.bti import BrukerFactory, SakFactory
from tests.factories.hus import HusFactory, naa


class KjedeFactory(HusFactory):
    class Meta:
        model = Kjede

    kjede_id = factory.LazyFunction(uuid.uuid4)
    nr = 0
    hash = b"0" * 32


class HendelseFactory(HusFactory):
    """A row outside its chain: for tests of reading, never of verifying."""

    class Meta:
        model = Hendelse

    kjede_id = factory.LazyFunction(uuid.uuid4)
    nr = 1
    tidspunkt = factory.LazyFunction(naa)
    aktoer_navn = "Prøve Person"
    handling = "sak.lest"
    salt = innhold_hash = forrige_hash = hash = b"0" * 32


class UtboksFactory(HusFactory):
    class Meta:
        model = Utboks

    mottaker = factory.SubFactory(BrukerFactory)
    slag = Slag.INNLEGG
    noekkel = factory.Sequence(lambda n: f"innlegg:{n}")
    queued_at = factory.LazyFunction(naa)
    send_etter = factory.LazyFunction(naa)


class VarselFactory(HusFactory):
    class Meta:
        model = Varsel

    mottaker = factory.SubFactory(BrukerFactory)
    slag = Slag.INNLEGG
    noekkel = factory.Sequence(lambda n: f"innlegg:{n}")
    told_at = factory.LazyFunction(naa)


class PaaminnelseFactory(HusFactory):
    class Meta:
        model = Paaminnelse

    regel = Slag.MOETE_SNART
    mottaker = factory.SubFactory(BrukerFactory)
    objekt_id = factory.LazyFunction(uuid.uuid4)
    forekomst = "1"
    due_at = factory.LazyFunction(lambda: naa(minutes=-1))
    planned_at = factory.LazyFunction(naa)


class UtskriftFactory(HusFactory):
    class Meta:
        model = Utskrift

    sak = factory.SubFactory(SakFactory)
    ordered_at = factory.LazyFunction(naa)
    ordered_by = factory.SelfAttribute("sak.opened_by")
    valg = factory.LazyFunction(lambda: {"deler": ["grunnopplysninger"]})
