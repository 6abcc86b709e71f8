"""What is old goes: after those who read it have been told, and never while it holds anything back."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from bti.models import Ansettelse, SkjermetBekymring
from bti.tilgang.aktoer import acting_as
from bti.varsling.jobb import tidy
from bti.varsling.models import Utboks
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.trygg.hjelp import let_go, name_reader, seen_by, sql, write
from tests.trygg.test_skjermet import one_url, send

pytestmark = pytest.mark.django_db


def grow_old(*ider, dager: int = 400) -> None:
    """Nobody has written in these for so long; a warning, where there is one, is as much older."""
    with as_owner():
        for en in SkjermetBekymring.objects.filter(pk__in=ider):
            en.sist_skrevet = timezone.now() - timedelta(days=dager)
            en.slettes_varslet = en.slettes_varslet and en.slettes_varslet - timedelta(days=dager)
            en.save()


def warned() -> list[tuple]:
    with as_owner():
        rader = Utboks.objects.filter(slag="skjermet_slettes").values_list("mottaker", "sak", "objekt_id")
        return sorted(rader, key=str)


def test_nothing_goes_before_those_who_read_it_have_been_told(client, verden):
    egen, ny = write(verden, verden.jonas), write(verden, verden.jonas)
    f.SkjermetraadFactory(skjermet_id=egen, skjermet=None, written_by=verden.jonas)
    f.SkjermetmeldingFactory(skjermet_id=egen, skjermet=None, written_by=verden.jonas)
    name_reader(egen, verden.jonas, verden.siri)
    grow_old(egen)
    for _night in range(2):
        tidy()
    assert seen_by(verden.jonas) == {egen, ny}
    assert warned() == sorted([(one.pk, None, egen) for one in (verden.jonas, verden.siri)], key=str)
    client.force_login(verden.jonas)
    html = client.get(one_url("detail", egen)).content.decode()
    assert "Det blir slettet" in html
    assert "Det blir slettet" not in client.get(one_url("detail", ny)).content.decode()
    grow_old(egen)
    tidy()

    assert seen_by(verden.jonas) == {ny}
    assert seen_by(verden.siri) == set()
    assert len(warned()) == 2


def test_it_is_warned_of_some_days_ahead(verden):
    egen = write(verden, verden.jonas)
    grow_old(egen, dager=350)
    tidy()
    assert warned() == []
    grow_old(egen, dager=352)
    tidy()
    assert [hvem for hvem, *_ in warned()] == [verden.jonas.pk]


@pytest.mark.parametrize("hvordan", ["behold", "raad", "edit", "meldt"])
def test_who_reads_it_keeps_it(client, verden, hvordan):
    egen = write(verden, verden.jonas)
    grow_old(egen)
    tidy()
    client.force_login(verden.jonas)
    if hvordan == "behold":
        html = client.post(one_url("behold", egen), follow=True).content.decode()
        assert "Notatet blir ikke slettet nå." in html
        assert "Det blir slettet" not in html
    else:
        dag = {"snakket_dato": i_dag(-1).isoformat(), "snakket_klokke": "09:30"}
        felter = {
            "raad": {"fra": "politi", "raad": "Vent.", **dag},
            "edit": {"observert": "Rettet.", "observert_dato": i_dag().isoformat(), "versjon": "1"},
            "meldt": {"meldt_til": "politi", "meldt_dato": i_dag(-1).isoformat(), "meldt_klokke": "09:30"},
        }
        assert send(client, one_url(hvordan, egen), **felter[hvordan]).status_code == 302
    tidy()
    with as_owner():
        rad = SkjermetBekymring.objects.get()
        assert (rad.slettes_varslet, rad.sist_skrevet.date()) == (None, timezone.now().date())


def test_while_something_is_held_back_it_is_neither_told_of_nor_deleted(verden):
    egen = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
    grow_old(egen)
    tidy()
    with as_owner():
        SkjermetBekymring.objects.update(slettes_varslet=timezone.now() - timedelta(days=400))
    tidy()
    assert warned() == []
    assert seen_by(verden.jonas) == {egen}

    let_go(egen, verden.jonas)  # that is to write in it: a whole year begins
    tidy()
    assert seen_by(verden.jonas) == {egen}
    grow_old(egen)
    tidy()
    assert len(warned()) == 1


def test_who_has_left_is_not_told(verden):
    egen = write(verden, verden.jonas)
    name_reader(egen, verden.jonas, verden.siri)
    with as_owner():
        Ansettelse.objects.filter(bruker=verden.jonas).update(gyldig_til=i_dag(-1))
    grow_old(egen)
    tidy()
    assert [hvem for hvem, *_ in warned()] == [verden.siri.pk]


def test_nobody_deletes_by_hand(verden):
    write(verden, verden.jonas)
    with acting_as(verden.jonas.pk), pytest.raises(ProgrammingError), transaction.atomic():
        sql("SELECT skjermet_rydd()")
