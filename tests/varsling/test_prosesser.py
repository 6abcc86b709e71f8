"""The real processes: a worker killed in mid-work, a queue emptied, a queue away. Nothing is lost, nothing doubled."""

import time

import pytest

from bti import dytt
from bti.drift.prosess import wait_until
from bti.drift.valkey import Valkey
from bti.varsling import jobb
from bti.varsling.models import Paaminnelse, Utboks, Varsel
from bti.varsling.services import TOEM_UTBOKS
from tests.lagret import at_once
from tests.varsling.ekte import Verk, forget_everything, make_world, own_base
from tests.varsling.hjelp import rows, tell

pytestmark = pytest.mark.prosess
ANTALL = 16


@pytest.fixture(scope="module")
def _verk(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), own_base() as base:
        verden, familien = make_world(ANTALL)
        yield lambda folder: Verk(folder, base, verden, familien, Valkey(folder))


@pytest.fixture
def db(_verk):
    """In place of pytest-django's transaction: other processes must see what is written here."""


@pytest.fixture
def verk(db, _verk, tmp_path, django_db_blocker):
    """Database, Valkey and an empty mail folder; the test starts the workers it wants."""
    with django_db_blocker.unblock():
        forget_everything()
        verk = _verk(tmp_path)
        verk.postboks.mkdir()
        verk.valkey.start()
        yield verk
        verk.stop()


def kill_in_the_middle(verk: Verk, after_mails: int) -> None:
    antall = verk.remind_everybody()
    worker = verk.start_worker(treg_post=0.1)
    verk.wait_for_post(after_mails)
    verk.kill(worker)
    assert len(verk.read_post()) < antall, "the kill came in the middle"

    verk.start_worker()
    verk.wait_until_done(antall)
    assert verk.assert_nothing_lost_or_doubled(antall) <= 2, "at most one mail in the hand of each child"


def test_a_killed_worker_loses_and_doubles_nothing(verk):
    kill_in_the_middle(verk, after_mails=3)


def test_an_emptied_queue_loses_and_doubles_nothing(verk):
    verk.start_worker(treg_post=0.02)
    antall = verk.remind_everybody()
    verk.wait_for_post(1)
    for _ in range(5):
        verk.flush()
        time.sleep(0.1)
    verk.wait_until_done(antall)

    assert verk.assert_nothing_lost_or_doubled(antall) == 0
    assert len(verk.read_post()) == antall


def test_a_queue_that_is_stopped_and_comes_back(verk):
    verk.start_worker(treg_post=0.02)
    antall = verk.remind_everybody()
    verk.wait_for_post(1)
    verk.valkey.stop()
    tell(verk.verden.ola_sak, verk.verden.siri, verk.verden.pia)
    time.sleep(1)
    verk.valkey.start()
    verk.wait_until_done(antall + 1)

    assert len(verk.read_post()) == antall + 1
    assert len(rows(Varsel)) == antall + 1


def test_a_mail_server_that_is_away_and_comes_back(verk):
    (verk.postboks / "stengt").touch()
    antall = verk.remind_everybody()
    verk.start_worker()
    assert wait_until(lambda: len(rows(Varsel)) == antall, seconds=60, step=0.2), verk.log_tail()
    assert verk.read_post() == []

    (verk.postboks / "stengt").unlink()
    verk.wait_until_done(antall)
    assert verk.assert_nothing_lost_or_doubled(antall) == 0
    assert "stafett.invalid" not in verk.log_tail(), "no address in the log"


def test_a_nudge_reaches_the_worker_long_before_the_ticker(verk, monkeypatch):
    from bti.celery import app

    verk.start_worker(tikk=3600)
    monkeypatch.setattr(app.conf, "broker_write_url", verk.valkey.url())
    monkeypatch.setattr(app.conf, "broker_url", verk.valkey.url())
    monkeypatch.setattr(dytt, "_dytter", dytt.Dytter())  # an earlier test's line leads to another queue
    tell(verk.verden.ola_sak, verk.verden.siri, verk.verden.pia)
    dytt.kick(TOEM_UTBOKS)

    verk.wait_for_post(1)


def in_parallel(work, threads: int) -> None:
    """Run it in several threads at once, each with a connection of its own."""
    results = at_once([(None, work)] * threads)
    assert [one for one in results if isinstance(one, Exception)] == []


def test_sweeps_at_once_take_each_row_once(verk, monkeypatch, settings):
    settings.MAILERS = {"default": {"BACKEND": "tests.varsling.postboks.Postboks"}}
    monkeypatch.setenv("STAFETT_EPOSTMAPPE", str(verk.postboks))
    monkeypatch.setattr(jobb, "PER_RUNDE", 3)
    antall = verk.remind_everybody()

    in_parallel(jobb.sweep_paaminnelser, 4)
    assert len(rows(Utboks)) == antall
    assert [p.status for p in rows(Paaminnelse)] == ["utfoert"] * antall
    in_parallel(jobb.empty_utboks, 4)
    jobb.empty_utboks()

    assert verk.assert_nothing_lost_or_doubled(antall) == 0


@pytest.mark.nightly
@pytest.mark.parametrize("runde", range(15))
def test_killed_at_any_moment(verk, runde):
    kill_in_the_middle(verk, after_mails=runde % (ANTALL - 4))
