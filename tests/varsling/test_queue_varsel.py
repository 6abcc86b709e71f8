"""What a person may put in the outbox, and that nothing is told twice."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from bti.models import Familierelasjon
from bti.tilgang.aktoer import Formaal, acting_as, acting_for
from bti.varsling import jobb
from bti.varsling.models import Slag, Utboks, Utboksstatus, Varsel
from bti.varsling.services import queue_varsel
from tests.varsling.hjelp import change, rows, tell


def test_one_row_per_recipient_and_none_for_the_actor(verden):
    assert tell(verden.sak, verden.jonas, verden.kari, verden.tom, verden.jonas) == 2

    assert {rad.mottaker_id for rad in rows(Utboks)} == {verden.kari.pk, verden.tom.pk}


def test_queued_twice_is_told_once(verden):
    tell(verden.sak, verden.jonas, verden.kari)
    assert tell(verden.sak, verden.jonas, verden.kari) == 0

    jobb.empty_utboks()
    assert tell(verden.sak, verden.jonas, verden.kari) == 0
    jobb.empty_utboks()

    assert len(rows(Varsel)) == 1


def test_own_print_out_is_the_one_thing_told_to_oneself(verden):
    assert tell(verden.sak, verden.jonas, verden.jonas, slag=Slag.UTSKRIFT_KLAR) == 1


def test_a_stopped_notice_may_be_tried_again(verden):
    tell(verden.sak, verden.jonas, verden.amina)
    jobb.empty_utboks()
    assert [rad.status for rad in rows(Utboks)] == [Utboksstatus.STANSET]

    assert tell(verden.sak, verden.jonas, verden.amina) == 1
    assert [rad.status for rad in rows(Utboks)] == [Utboksstatus.VENTER]


@pytest.mark.parametrize("hvem", ["pia", "erik", "fremmed", "amina", "berit"])
def test_who_does_not_see_the_case_tells_nobody(verden, hvem):
    with pytest.raises(ProgrammingError, match="ikke er din"):
        tell(verden.sak, getattr(verden, hvem), verden.kari)
    assert rows(Utboks) == []


def test_nobody_and_a_system_purpose_tell_nobody(verden):
    for door in (acting_as(None), acting_for(Formaal.UTBOKS)):
        with pytest.raises(ProgrammingError), door:
            queue_varsel(
                Slag.INNLEGG, mottakere=[verden.kari.pk], sak_id=verden.sak.pk, objekt_id=None, noekkel="x"
            )
    assert rows(Utboks) == []


def test_without_a_case_one_tells_colleagues_only(verden):
    def tell_without_sak(mottaker):
        with transaction.atomic(), acting_as(verden.jonas.pk):
            return queue_varsel(
                Slag.RELASJON,
                mottakere=[mottaker.pk],
                sak_id=None,
                objekt_id=None,
                noekkel=f"relasjon:{verden.sak.pk}:1",
            )

    assert tell_without_sak(verden.siri) == 1
    for fremmed in (verden.kari, verden.amina, verden.erik):
        with pytest.raises(ProgrammingError, match="kollega"):
            tell_without_sak(fremmed)


@pytest.mark.parametrize("tabell", ["varsling_utboks", "varsling_paaminnelse"])
def test_the_app_cannot_read_or_write_the_tables_itself(verden, tabell):
    for sql in (f"SELECT * FROM {tabell}", f"DELETE FROM {tabell}", f"INSERT INTO {tabell} DEFAULT VALUES"):
        with pytest.raises(ProgrammingError, match="permission denied"), acting_as(verden.jonas.pk):
            connection.cursor().execute(sql)


def test_a_person_sees_own_notices_only_while_they_see_the_case(verden):
    tell(verden.sak, verden.jonas, verden.kari, verden.tom)
    jobb.empty_utboks()

    with acting_as(verden.kari.pk):
        assert [varsel.mottaker_id for varsel in Varsel.objects.all()] == [verden.kari.pk]
    change(Familierelasjon, {"verifisering": "ingen"}, bruker=verden.kari)
    with acting_as(verden.kari.pk):
        assert not Varsel.objects.exists()


def test_one_that_waits_longer_comes_forward(verden):
    """Nobody can hold a notice back by queueing its key first, to be sent in a hundred years."""
    later = timezone.now() + timedelta(days=36_500)
    tell(verden.sak, verden.jonas, verden.kari, send_etter=later)

    assert tell(verden.sak, verden.jonas, verden.kari) == 1
    assert [rad.send_etter < later for rad in rows(Utboks)] == [True]
    assert tell(verden.sak, verden.jonas, verden.kari, send_etter=later) == 0
