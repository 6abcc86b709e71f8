"""The doors for Celery, the nightly tidying, and what a sweep costs."""

import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection
from django.utils import timezone

from bti import celery, dytt
from bti.celery import OppgaveFeilet, app, house_task
from bti.models import Kladd
from bti.tilgang.aktoer import Formaal, acting_for
from bti.tilgang.feil import UsikkerTilkobling
from bti.varsling import tasks
from bti.varsling.models import Paaminnelse, Slag, Utboks, Varsel
from tests import factories as f
from tests.cast import Verden
from tests.eier import as_owner
from tests.varsling.ekte import make_family
from tests.varsling.hjelp import change, plan, rows, tell


@pytest.fixture(autouse=True)
def unasked():
    """Each test is a new process, as far as the question about the connection goes."""
    celery._refuse_unsafe_connection.cache_clear()
    yield
    celery._refuse_unsafe_connection.cache_clear()


def test_the_tickers_carry_a_reminder_all_the_way(verden, monkeypatch, mailoutbox):
    nudges: list[str] = []
    monkeypatch.setattr(tasks, "kick", nudges.append)
    plan(verden.sak, verden.jonas, verden.kari)
    tasks.feie_paaminnelser.apply()
    assert nudges == ["varsling.toem_utboks"]
    tasks.toem_utboks.apply()

    assert len(rows(Varsel, mottaker=verden.kari)) == 1
    assert [brev.to for brev in mailoutbox] == [["kari@stafett.invalid"]]
    tasks.feie_paaminnelser.apply()
    assert len(nudges) == 1, "nothing was due"


def test_every_ticker_is_a_task_that_exists_and_names_its_purpose(settings, db):
    app.loader.import_default_modules()
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        assert app.tasks[entry["task"]].formaal in Formaal, name


def test_a_task_says_what_kind_of_fault_and_never_its_words(db):
    @house_task("prøve.feiler", formaal=Formaal.OPPRYDDING)
    def fails() -> None:
        raise DatabaseError("Key (navn)=(Nora Nordlie) already exists")

    result = fails.apply()
    assert isinstance(result.result, OppgaveFeilet)
    assert str(result.result) == "prøve.feiler: DatabaseError"
    assert "Nora" not in str(result.traceback)
    del app.tasks["prøve.feiler"]


def test_only_ids_go_in(db):
    @house_task("prøve.tar_imot", formaal=Formaal.OPPRYDDING)
    def takes(noe: str) -> None:
        raise AssertionError("should not have been let in")

    assert isinstance(takes.apply(["Nora Nordlie"]).result, ValueError)
    del app.tasks["prøve.tar_imot"]


def test_a_role_that_passes_the_policies_does_no_work(verden):
    with as_owner():
        result = tasks.toem_utboks.apply()

    assert isinstance(result.result, UsikkerTilkobling)


def test_the_night_forgets_what_has_done_its_work_and_nothing_else(verden):
    old, fresh = timezone.now() - timedelta(days=31), timezone.now() - timedelta(days=29)
    with as_owner():
        for saved_at in (old, fresh):
            Kladd.objects.create(bruker=verden.jonas, skjema=str(saved_at), felter={}, saved_at=saved_at)
        Session.objects.create(
            session_key="gammel", session_data="", expire_date=timezone.now() - timedelta(seconds=1)
        )
        Session.objects.create(
            session_key="levende", session_data="", expire_date=timezone.now() + timedelta(hours=1)
        )
        for naar in (old, fresh):
            f.UtboksFactory(mottaker=verden.kari, status="sendt", sent_at=naar, queued_at=naar)
            f.UtboksFactory(mottaker=verden.kari, status="stanset", queued_at=naar)
            f.UtboksFactory(mottaker=verden.kari, status="venter", queued_at=naar)
            f.PaaminnelseFactory(mottaker=verden.kari, status="utfoert", done_at=naar)
            f.PaaminnelseFactory(mottaker=verden.kari, status="venter", due_at=naar)
        f.VarselFactory(mottaker=verden.kari, read_at=timezone.now() - timedelta(days=366))
        f.VarselFactory(mottaker=verden.kari, read_at=old)
    tasks.rydd.apply()

    assert [kladd.saved_at for kladd in rows(Kladd)] == [fresh]
    assert {rad.session_key for rad in rows(Session)} == {"levende"}
    assert sorted(rad.status for rad in rows(Utboks)) == ["sendt", "stanset", "venter", "venter"]
    assert sorted(rad.status for rad in rows(Paaminnelse)) == ["utfoert", "venter", "venter"]
    assert [varsel.read_at for varsel in rows(Varsel)] == [old]


def fill_with_reminders(verden: Verden, waiting: int, due: int) -> None:
    """``due`` reminders that have fallen due among many that have not, spread over the parents of a case."""
    people = make_family(verden, 20)
    naa = timezone.now()

    def row(number: int, due_at) -> Paaminnelse:
        return Paaminnelse(
            regel=Slag.MOETE_SNART, sak=verden.ola_sak, mottaker=people[number % 20], objekt_id=uuid4(),
            forekomst="1", due_at=due_at, planned_at=naa,
        )  # fmt: skip

    with as_owner():
        Paaminnelse.objects.bulk_create([row(n, naa + timedelta(days=30)) for n in range(waiting)])
        Paaminnelse.objects.bulk_create([row(n, naa - timedelta(minutes=1)) for n in range(due)])
        connection.cursor().execute("ANALYZE varsling_paaminnelse")


def test_a_sweep_of_a_hundred_among_many_is_cheap(verden):
    """The goal is 50 ms of CPU; the limit here leaves room for a busy machine."""
    fill_with_reminders(verden, waiting=20_000, due=100)
    with acting_for(Formaal.PAAMINNELSE), connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) SELECT * FROM varsling_feie_paaminnelser(200)"
        )
        (plan_,) = cursor.fetchone()[0]

    assert len(rows(Utboks)) == 100
    assert plan_["Execution Time"] < 200


def test_an_idle_tick_is_nearly_free(verden):
    fill_with_reminders(verden, waiting=20_000, due=0)
    tasks.feie_paaminnelser.apply()
    began = time.thread_time()
    for _ in range(5):
        tasks.feie_paaminnelser.apply()
        tasks.toem_utboks.apply()

    assert (time.thread_time() - began) / 5 < 0.05


def test_a_nudge_that_is_lost_costs_nothing(
    verden, monkeypatch, mailoutbox, django_capture_on_commit_callbacks
):
    """A queue that refuses everything: the work is saved, the page goes on, the ticker sends."""

    def refuse(line, batch):
        raise ConnectionError

    monkeypatch.setattr(dytt, "_dytter", dytt.Dytter())
    monkeypatch.setattr(dytt, "send_on", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        tell(verden.sak, verden.jonas, verden.kari)
    change(Utboks, {"send_etter": timezone.now() - timedelta(minutes=1)})
    tasks.toem_utboks.apply()

    assert len(mailoutbox) == 1
