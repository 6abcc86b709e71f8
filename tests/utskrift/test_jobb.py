"""The job: who may have it made, and what happens when things go wrong on the way."""

import logging
from uuid import UUID, uuid4

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.models import F

from bti.celery import app
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.tilgang.feil import SakTapt
from bti.utskrift import deler, jobb, motor, services, tasks
from bti.utskrift.models import Utskrift
from bti.utskrift.services import MAKS_UFERDIGE, ForMange
from bti.varsling.models import Utboks
from samtykke.models import Samtykke
from tests.eier import as_owner
from tests.factories.hus import naa
from tests.utskrift.bestilling import fetch, order


def withdraw() -> None:
    with as_owner():
        Samtykke.objects.filter(giver__navn="Kari Nordlie").update(
            withdrawn_at=naa(), withdrawn_by=F("giver")
        )


def read_row(utskrift_id) -> dict:
    with as_owner():
        return Utskrift.objects.values("status", "feil", "fil", "forsoek", "ready_at", "valg").get(
            pk=utskrift_id
        )


def test_order_and_file_are_on_record(saken):
    utskrift_id = order(saken, saken.jonas)
    assert jobb.make_utskrift(utskrift_id)
    with as_owner():
        hendelser = Hendelse.objects.filter(sak_id=saken.sak.pk).order_by("nr")
        handlinger = list(hendelser.values_list("handling", "aktoer_id", "objekt_id"))
    assert handlinger == [
        ("utskrift.bestilt", saken.jonas.pk, utskrift_id),
        ("utskrift.laget", saken.jonas.pk, utskrift_id),
    ]


def test_person_is_told_when_it_is_ready(saken):
    utskrift_id = order(saken, saken.jonas)
    jobb.make_utskrift(utskrift_id)
    with as_owner():
        assert list(Utboks.objects.values_list("slag", "mottaker_id", "objekt_id")) == [
            ("utskrift_klar", saken.jonas.pk, utskrift_id)
        ]


def test_twice_makes_one_file(saken):
    utskrift_id = order(saken, saken.jonas)
    assert jobb.make_utskrift(utskrift_id)
    foer = read_row(utskrift_id)
    assert not jobb.make_utskrift(utskrift_id)
    assert read_row(utskrift_id) == foer


def test_unknown_order_makes_nothing(saken):
    assert not jobb.make_utskrift(uuid4())


def test_stranger_cannot_order(saken):
    with pytest.raises(SakTapt), transaction.atomic():
        order(saken, saken.erik)
    with as_owner():
        assert not Utskrift.objects.exists()


def test_only_who_ordered_sees_it(saken):
    utskrift_id = order(saken, saken.jonas)
    jobb.make_utskrift(utskrift_id)
    assert fetch(saken.jonas, utskrift_id).status == "ferdig"
    for hvem in (saken.amina, saken.kari, saken.erik):
        assert fetch(hvem, utskrift_id) is None


def test_file_is_out_of_sight_with_the_case(saken):
    utskrift_id = order(saken, saken.amina)
    assert jobb.make_utskrift(utskrift_id)
    assert fetch(saken.amina, utskrift_id).fil
    withdraw()
    assert fetch(saken.amina, utskrift_id) is None


def test_withdrawn_before_the_job_gives_no_file(saken):
    utskrift_id = order(saken, saken.amina)
    withdraw()
    assert not jobb.make_utskrift(utskrift_id)
    assert read_row(utskrift_id) | {"forsoek": 1, "valg": {}} == {
        "status": "feilet",
        "feil": "ingen_tilgang",
        "fil": None,
        "forsoek": 1,
        "ready_at": None,
        "valg": {},
    }


@pytest.mark.parametrize("noekkel", [del_.noekkel for del_ in deler.list_deler()])
def test_withdrawn_half_way_gives_no_file(saken, monkeypatch, noekkel):
    ekte = deler._deler[noekkel]

    def hent(sak_id, valg):
        data = ekte.hent(sak_id, valg)
        withdraw()
        return data

    endret = deler.Del(ekte.noekkel, ekte.tittel, ekte.mal, hent, ekte.plass, ekte.alltid)
    monkeypatch.setitem(deler._deler, noekkel, endret)
    utskrift_id = order(saken, saken.amina)
    assert not jobb.make_utskrift(utskrift_id)
    assert read_row(utskrift_id)["fil"] is None


def test_withdrawn_while_drawing_gives_no_file(saken, monkeypatch):
    def render(*args, **kwargs):
        withdraw()
        return b"%PDF-1.7"

    monkeypatch.setattr(jobb, "render_pdf", render)
    utskrift_id = order(saken, saken.amina)
    assert not jobb.make_utskrift(utskrift_id)
    assert read_row(utskrift_id)["fil"] is None


def test_nothing_is_drawn_inside_a_transaction(saken, monkeypatch):
    dybde = len(connection.savepoint_ids)
    sett = []
    monkeypatch.setattr(
        jobb, "render_pdf", lambda *a, **k: sett.append(len(connection.savepoint_ids)) or b"%PDF-1.7"
    )
    assert jobb.make_utskrift(order(saken, saken.jonas))
    assert sett == [dybde]


def test_dead_worker_is_replaced_after_two_minutes(saken):
    utskrift_id = order(saken, saken.jonas)
    assert jobb._claim(utskrift_id, uuid4()) == saken.jonas.pk  # and the worker is killed here
    assert not jobb.make_utskrift(utskrift_id)
    grow_old(utskrift_id)
    assert jobb.make_utskrift(utskrift_id)
    assert read_row(utskrift_id)["forsoek"] == 2


def test_worker_that_wakes_up_late_changes_nothing(saken):
    utskrift_id = order(saken, saken.jonas)
    sen = uuid4()
    jobb._claim(utskrift_id, sen)
    grow_old(utskrift_id)
    assert jobb.make_utskrift(utskrift_id)
    foer = read_row(utskrift_id)
    with pytest.raises(jobb.IkkeMinLenger), acting_as(saken.jonas.pk):
        jobb._report(utskrift_id, sen, 50, "Logg")
    jobb._stop(utskrift_id, sen, "feil")
    assert read_row(utskrift_id) == foer


def test_job_that_kills_three_workers_is_given_up(saken, monkeypatch):
    dyttet = catch_nudges(monkeypatch)
    utskrift_id = order(saken, saken.jonas)
    for _forsoek in range(3):
        assert jobb._claim(utskrift_id, uuid4())
        grow_old(utskrift_id)
    assert jobb._claim(utskrift_id, uuid4()) is None
    tasks.sweep()
    assert dyttet == []
    assert (read_row(utskrift_id)["status"], read_row(utskrift_id)["feil"]) == ("feilet", "avbrutt")


def test_sweep_finds_what_no_worker_heard_of(saken, monkeypatch):
    dyttet = catch_nudges(monkeypatch)
    glemt, paabegynt, doed, ferdig = (order(saken, saken.jonas) for _i in range(4))
    jobb._claim(paabegynt, uuid4())
    jobb._claim(doed, uuid4())
    grow_old(doed)
    jobb.make_utskrift(ferdig)
    tasks.sweep()
    assert set(dyttet) == {glemt, doed}


def test_worker_is_nudged_after_commit(saken, monkeypatch, django_capture_on_commit_callbacks):
    dyttet = []
    monkeypatch.setattr(services, "kick", lambda oppgave, *ider: dyttet.append((oppgave, *ider)))
    with django_capture_on_commit_callbacks(execute=True):
        utskrift_id = order(saken, saken.jonas)
        assert dyttet == []
    assert dyttet == [("utskrift.make", utskrift_id)]


def test_tasks_exist_and_call_the_job(saken):
    assert {"utskrift.make", "utskrift.sweep", "utskrift.expire"} <= set(app.tasks)
    utskrift_id = order(saken, saken.jonas)
    tasks.make(str(utskrift_id))
    assert read_row(utskrift_id)["status"] == "ferdig"


@pytest.mark.parametrize(
    ("feil", "kode"),
    [
        (motor.UtskriftUtilgjengelig("x"), "utilgjengelig"),
        (SoftTimeLimitExceeded(), "for_stor"),
        (ValueError("Nora Nordlie"), "feil"),
    ],
)
def test_fault_is_told_and_not_quoted(saken, monkeypatch, caplog, feil, kode):
    def fail(*args, **kwargs):
        raise feil

    monkeypatch.setattr(jobb, "render_pdf", fail)
    utskrift_id = order(saken, saken.jonas)
    with caplog.at_level(logging.DEBUG):
        assert not jobb.make_utskrift(utskrift_id)
    assert (read_row(utskrift_id)["status"], read_row(utskrift_id)["feil"]) == ("feilet", kode)
    assert "Nora" not in caplog.text


def test_nothing_from_the_case_is_logged(saken, caplog):
    with caplog.at_level(logging.INFO):
        assert jobb.make_utskrift(order(saken, saken.jonas))
    for ord_ in ("Nora", "Jonas", "Blåbær", "Lesekurs"):
        assert ord_ not in caplog.text


def test_database_that_goes_away_leaves_the_job_to_the_sweep(saken, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr(jobb, "_make", fail)
    utskrift_id = order(saken, saken.jonas)
    with pytest.raises(OperationalError):
        jobb.make_utskrift(utskrift_id)
    assert read_row(utskrift_id)["status"] == "paagaar"


def test_file_is_emptied_after_24_hours(saken):
    utskrift_id = order(saken, saken.jonas)
    jobb.make_utskrift(utskrift_id)
    tasks.expire()
    assert read_row(utskrift_id)["fil"]
    with as_owner():
        Utskrift.objects.update(expires_at="2026-01-01T00:00Z")
    tasks.expire()
    rad = read_row(utskrift_id)
    assert (rad["status"], rad["fil"], rad["valg"]) == ("utloept", None, {})


def test_nobody_waits_for_more_than_five(saken):
    for _i in range(MAKS_UFERDIGE):
        order(saken, saken.jonas)
    with pytest.raises(ForMange):
        order(saken, saken.jonas)
    order(saken, saken.amina)


@pytest.mark.parametrize(
    "kall",
    [
        "utskrift_claim('{id}', gen_random_uuid())",
        "utskrift_waiting(1)",
        "utskrift_stop('{id}', gen_random_uuid(), 'x')",
        "utskrift_expire()",
    ],
)
def test_workers_ways_in_are_closed_to_people(saken, kall):
    utskrift_id = order(saken, saken.jonas)
    with (
        pytest.raises(DatabaseError, match="feil formål"),
        acting_as(saken.jonas.pk),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT " + kall.format(id=utskrift_id))


def grow_old(utskrift_id) -> None:
    with as_owner():
        Utskrift.objects.filter(pk=utskrift_id).update(claimed_at="2026-01-01T00:00Z")


def catch_nudges(monkeypatch) -> list[UUID]:
    dyttet: list[UUID] = []
    monkeypatch.setattr(tasks, "kick", lambda oppgave, utskrift_id: dyttet.append(utskrift_id))
    return dyttet
