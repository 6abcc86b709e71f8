"""The worker's clock: everything once at the start, then each in its time, and nothing kept between two starts."""

import os
import time

import pytest

from bti.celery import app
from bti.drift import helsesjekk
from bti.takt import Takt


@pytest.fixture
def sent(monkeypatch):
    """The names that the clock sends, instead of sending them."""
    names: list[str] = []
    monkeypatch.setattr(Takt, "apply_entry", lambda self, entry, producer=None: names.append(entry.name))
    monkeypatch.setattr(Takt, "producer", None)
    return names


def run(takt: Takt) -> float:
    """Let the clock go until it has nothing to do; return for how long."""
    for _ in range(50):
        if pause := takt.tick():
            return pause
    raise AssertionError("the clock never rests")


def test_all_that_the_time_may_have_passed_by_is_sent_at_the_start_and_once(sent):
    pause = run(Takt(app))

    assert sorted(sent) == sorted(app.conf.beat_schedule)
    assert 0 < pause <= 60, "some ticker is due every minute"


def test_a_clock_that_starts_again_has_nothing_to_open(sent, tmp_path):
    puls = tmp_path / "puls"
    run(Takt(app, schedule_filename=str(puls)))
    run(Takt(app, schedule_filename=str(puls)))

    assert [path.name for path in tmp_path.iterdir()] == ["puls"]
    assert puls.read_bytes() == b""
    assert sorted(sent) == sorted([*app.conf.beat_schedule] * 2)


def test_the_health_check_sees_a_clock_that_stands_still(sent, tmp_path, monkeypatch):
    puls = tmp_path / "puls"
    monkeypatch.setattr(helsesjekk, "PULS", puls)
    assert not helsesjekk.check_beat()

    takt = Takt(app, schedule_filename=str(puls))
    takt.tick()
    assert helsesjekk.check_beat()

    then = time.time() - helsesjekk.ELDSTE_PULS - 1
    os.utime(puls, (then, then))
    assert not helsesjekk.check_beat()
    takt.tick()
    assert helsesjekk.check_beat()


def test_celery_is_told_to_use_it():
    assert app.conf.beat_scheduler == "bti.takt.Takt"
