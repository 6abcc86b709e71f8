"""The nudge after commit: quick, once, and never in the way of a page."""

import logging
import os
import socket
import time
import warnings
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import transaction

from bti import dytt
from bti.drift.prosess import wait_until
from tests.varsling.hjelp import tell


@pytest.fixture
def sent(monkeypatch):
    """What a fresh thread sends, batch by batch."""
    batches: list[list[tuple[str, ...]]] = []
    monkeypatch.setattr(dytt, "_dytter", dytt.Dytter())
    monkeypatch.setattr(dytt, "PAUSE", 0.05)
    monkeypatch.setattr(dytt, "send_on", lambda line, batch: batches.append(batch))
    return batches


def test_many_nudges_in_a_row_are_few_messages(sent):
    for _ in range(500):
        dytt.kick("varsling.toem_utboks")
    dytt.kick("utskrift.make", "7")

    assert wait_until(lambda: ("utskrift.make", "7") in [job for batch in sent for job in batch], seconds=5)
    assert len(sent) <= 3
    assert all(batch.count(("varsling.toem_utboks",)) <= 1 for batch in sent)


def test_the_nudge_leaves_after_commit_and_only_then(sent, verden, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        tell(verden.sak, verden.jonas, verden.kari)
    assert sent == []
    assert len(callbacks) == 1

    callbacks[0]()
    assert wait_until(lambda: bool(sent), seconds=5)


def test_work_that_is_rolled_back_nudges_nobody(sent, verden, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks, transaction.atomic():
        tell(verden.sak, verden.jonas, verden.kari)
        transaction.set_rollback(True)
    assert callbacks == []


@contextmanager
def a_queue_that_hangs(folder: Path):
    """A socket that accepts and never answers, as a stopped Valkey does."""
    path = folder / "henger.sock"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen(50)
        yield path


def kick_and_measure() -> float:
    began = time.perf_counter()
    for nummer in range(20):
        dytt.kick("utskrift.make", nummer)
    return time.perf_counter() - began


def point_queue_at(path: Path, monkeypatch) -> None:
    from bti.celery import app

    monkeypatch.setattr(app.conf, "broker_url", f"redis+socket://{quote(str(path))}?virtual_host=0")
    monkeypatch.setattr(app.conf, "broker_write_url", app.conf.broker_url)
    app.pool.force_close_all()


@pytest.fixture
def fresh(monkeypatch):
    dytter = dytt.Dytter()
    monkeypatch.setattr(dytt, "_dytter", dytter)
    monkeypatch.setattr(dytt, "PAUSE", 0.01)
    return dytter


def test_a_queue_that_is_away_is_said_once_and_without_data(fresh, monkeypatch, tmp_path, caplog):
    point_queue_at(tmp_path / "finnes-ikke.sock", monkeypatch)
    with caplog.at_level(logging.WARNING, "bti.dytt"):
        assert kick_and_measure() < 0.2
        assert wait_until(lambda: fresh.is_down, seconds=10)
        kick_and_measure()
        assert wait_until(lambda: not fresh.waiting, seconds=10)
    assert [record.name for record in caplog.records].count("bti.dytt") == 1
    assert "finnes-ikke" not in caplog.text


def test_a_queue_that_hangs_holds_up_nobody(fresh, monkeypatch, tmp_path):
    with a_queue_that_hangs(tmp_path) as path:
        point_queue_at(path, monkeypatch)
        assert kick_and_measure() < 0.2
        assert wait_until(lambda: fresh.is_down, seconds=15), "the thread gave up and goes on"


def test_what_waits_is_bounded(monkeypatch):
    dytter = dytt.Dytter()
    monkeypatch.setattr(dytt, "send_on", lambda line, batch: time.sleep(0.3))
    for nummer in range(3 * dytt.FLEST):
        dytter.add("utskrift.make", (str(nummer),))
        assert len(dytter.waiting) <= dytt.FLEST


def test_without_a_queue_nothing_is_started(fresh, settings):
    settings.REDIS_URL = ""
    dytt.kick("varsling.toem_utboks")
    assert fresh.thread is None


def test_a_fork_begins_anew(sent):
    """granian and Celery fork after import: the child has its own thread, not a dead copy of the parent's."""
    dytt.kick("varsling.toem_utboks")
    assert wait_until(lambda: bool(sent), seconds=5)
    read, write = os.pipe()
    with warnings.catch_warnings(
        action="ignore"
    ):  # Python warns of forks beside threads; here that is the point
        child = os.fork()
    if child == 0:
        dytt.kick("varsling.toem_utboks")
        alive = wait_until(lambda: len(sent) > 1, seconds=5)
        os.write(write, b"1" if alive else b"0")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(read, 1) == b"1"
