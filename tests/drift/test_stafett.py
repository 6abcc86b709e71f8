"""The shell script's own part: choosing Python, one at a time, plain words."""

import os
import shutil
import subprocess

import pytest

from bti.drift.steder import ROT


@pytest.fixture
def project(tmp_path):
    """A checkout where nothing has been made yet."""
    for name in ("stafett", "requirements.txt", "requirements-dev.txt", "requirements-uv.txt"):
        shutil.copy(ROT / name, tmp_path / name)
    return tmp_path


def run(folder, *words, **environment):
    return subprocess.run(
        [str(folder / "stafett"), *words],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_help_names_every_command():
    ran = run(ROT, "help")

    assert ran.returncode == 0
    for word in ("demo", "test", "check", "fix", "bench", "manage", "lock", "stopp"):
        assert f"./stafett {word} " in ran.stdout


def test_an_unknown_word_shows_the_help_and_fails():
    ran = run(ROT, "demoo")

    assert ran.returncode == 2
    assert "./stafett demo " in ran.stdout


@pytest.mark.parametrize("chosen", ["/bin/false", "/finnes/ikke", "/bin/sh"])
def test_a_wrong_python_is_named(project, chosen):
    ran = run(project, "demo", PYTHON=chosen)

    assert ran.returncode == 1
    assert f"PYTHON er satt til {chosen}, men det er ikke en Python fra 3.12 til 3.15." in ran.stderr


def test_a_lock_left_by_a_dead_start_is_taken_over(project):
    (project / ".venv.lock").mkdir()
    gone = subprocess.Popen(["true"])
    gone.wait()
    (project / ".venv.lock" / "pid").write_text(str(gone.pid))
    ran = run(project, "demo", PYTHON="/finnes/ikke")

    assert "PYTHON er satt til" in ran.stderr
    assert not (project / ".venv.lock").exists()


def test_it_is_read_by_any_posix_shell():
    assert subprocess.run(["sh", "-n", str(ROT / "stafett")]).returncode == 0
