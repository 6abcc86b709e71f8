"""The demo's own processes: brought back when they die, given up when they always die, never left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bti.drift.barn import FLEST_OMSTARTER, Barn, stop_all
from bti.drift.prosess import is_alive, wait_until
from bti.drift.steder import ROT, Feil

SOVER = [sys.executable, "-c", "import time; time.sleep(60)"]
DOEV = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("klar", flush=True)
time.sleep(60)
"""
FORELDER = """
import os, pathlib, sys, time
from bti.drift.barn import Barn
sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
barn = Barn("Prøven", sleep, dict(os.environ), pathlib.Path(sys.argv[1]))
barn.start()
print(barn.process.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def make_barn(tmp_path):
    made = []

    def make(command):
        barn = Barn("Prøven", command, dict(os.environ), tmp_path / "prøve.log")
        made.append(barn)
        barn.start()
        return barn

    yield make
    stop_all(made)


def test_a_dead_process_is_started_again(make_barn, capsys):
    barn = make_barn(SOVER)
    first = barn.process.pid
    os.kill(first, signal.SIGKILL)
    assert wait_until(lambda: not barn.is_alive(), seconds=5)
    barn.revive()

    assert barn.is_alive()
    assert barn.process.pid != first
    assert "Prøven stoppet og startes på nytt" in capsys.readouterr().out


def test_one_that_always_dies_is_given_up_with_its_last_words(make_barn):
    barn = make_barn([sys.executable, "-c", "raise SystemExit('finner ikke nøkkelen')"])
    while len(barn.starts) < FLEST_OMSTARTER:
        barn.process.wait(10)
        barn.revive()
    barn.process.wait(10)

    with pytest.raises(Feil, match=r"(?s)Prøven stopper hele tiden.*finner ikke nøkkelen"):
        barn.revive()
    assert len(barn.starts) == FLEST_OMSTARTER


def test_one_that_will_not_stop_is_ended(make_barn):
    barn = make_barn([sys.executable, "-c", DOEV])
    assert wait_until(lambda: "klar" in barn.log.read_text(), seconds=10)
    barn.ask_to_stop()
    barn.wait(seconds=0.3)

    assert not barn.is_alive()


def test_stopping_all_takes_as_long_as_the_slowest(make_barn):
    children = [make_barn(SOVER) for _ in range(3)]
    began = time.monotonic()
    stop_all(children)

    assert time.monotonic() - began < 3
    assert not any(child.is_alive() for child in children)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
def test_children_follow_a_start_script_that_is_killed(tmp_path):
    command = [sys.executable, "-c", FORELDER, str(tmp_path / "prøve.log")]
    parent = subprocess.Popen(command, cwd=ROT, stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    name = Path(f"/proc/{child}/comm").read_text().strip()
    parent.kill()
    parent.communicate()

    assert wait_until(lambda: not is_alive(child, name), seconds=10)


ETTERLATER = """
import subprocess, sys
rest = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(rest.pid, flush=True)
"""


def test_what_it_has_started_and_left_behind_ends_with_it(make_barn):
    barn = make_barn([sys.executable, "-c", ETTERLATER])
    barn.process.wait(10)
    rest = int(barn.log.read_text())
    name = Path(f"/proc/{rest}/comm").read_text().strip()
    barn.wait()

    assert wait_until(lambda: not is_alive(rest, name), seconds=5)
