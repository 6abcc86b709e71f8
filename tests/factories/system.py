"""Factories of audit, notices and print-outs."""

import uuid

import factory

from bti.revisjon.models import Ankerledd, Ankerpunkt, Hendelse, Kjede, Kontrollgrunn, Loggkontroll
from bti.utskrift.models import Utskrift
from bti.varsling.models import Paaminnelse, Slag, Utboks, Varsel
from tests.factories.bti import BrukerFactory, KommuneFactory, SakFactory, TjenesteFactory
from tests.factories.hus import HusFactory, i_dag, naa


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
    salt = salt_hash = innhold_hash = forrige_hash = hash = b"0" * 32


class AnkerpunktFactory(HusFactory):
    """An anchor that binds nothing: for tests of the model, never of verifying."""

    class Meta:
        model = Ankerpunkt

    nr = factory.Sequence(lambda n: n + 1)
    dag = factory.Sequence(lambda n: i_dag(-1000 - n))
    made_at = factory.LazyFunction(naa)
    kjeder = ledd = 0
    hode = forrige_hash = hash = noekkel = signatur = b"0" * 32


class AnkerleddFactory(HusFactory):
    class Meta:
        model = Ankerledd

    anker = factory.SubFactory(AnkerpunktFactory)
    kjede_id = factory.LazyFunction(uuid.uuid4)
    fra_nr = 0
    nr = 1
    hash = b"0" * 32


class LoggkontrollFactory(HusFactory):
    """One reading that waits for an answer."""

    class Meta:
        model = Loggkontroll

    kommune = factory.SubFactory(KommuneFactory)
    tjeneste = factory.SubFactory(TjenesteFactory)
    uke = factory.LazyFunction(lambda: i_dag(-7 - i_dag().weekday()))
    grunn = Kontrollgrunn.UTENFOR_TID
    leser_id = factory.LazyFunction(uuid.uuid4)
    leser_navn = "Prøve Person"
    sak_id = factory.LazyFunction(uuid.uuid4)
    antall = 1
    foerst_at = sist_at = factory.LazyFunction(lambda: naa(days=-7))
    picked_at = factory.LazyFunction(naa)
    svarfrist = factory.LazyFunction(lambda: i_dag(14))


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
