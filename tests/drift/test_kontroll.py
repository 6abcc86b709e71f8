"""`./stafett check --nightly`: what is longer at night is found by itself; a failure of any part is the command's."""

import os

import pytest

from bti.drift import kontroll, testkjoering, testserver
from bti.drift.mutanter import kjoering as mutanter


@pytest.fixture
def ran(monkeypatch) -> list[list[str]]:
    """Nothing is run: the words that would have been are kept, and everything answers that it is well."""
    words: list[list[str]] = []
    monkeypatch.setattr(testserver, "start", lambda: None)
    monkeypatch.setattr(kontroll, "_all", lambda: iter(()))
    monkeypatch.setattr(kontroll, "_audit", lambda: True)
    monkeypatch.setattr(testkjoering, "main", lambda arguments: words.append(arguments) or 0)
    monkeypatch.setattr(mutanter, "main", lambda arguments: words.append(["mutanter", *arguments]) or 0)
    monkeypatch.setenv(kontroll.NATT, "")
    return words


def test_the_day_runs_none_of_the_long_ones(ran):
    assert kontroll.main([]) == 0
    assert ran == []


def test_the_night_runs_all_of_them_and_says_that_it_is_night(ran, capsys):
    assert kontroll.main(["--nightly"]) == 0
    slow, long, mutants = ran
    assert slow == ["-m", "nightly"]
    assert long[: len(kontroll.folders_of_the_night())] == kontroll.folders_of_the_night()
    assert mutants == ["mutanter"]
    assert os.environ[kontroll.NATT] == "1"
    assert "Alt er i orden." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("module", "name"), [(mutanter, "mutantene"), (testkjoering, "de lange prøvene av tilgangen")]
)
def test_what_fails_is_named_and_the_rest_is_run(ran, monkeypatch, capsys, module, name):
    monkeypatch.setattr(module, "main", lambda arguments: ran.append(arguments) or 1)
    assert kontroll.main(["--nightly"]) == 1
    assert len(ran) == 3
    assert name in capsys.readouterr().out.rpartition("Feil i:")[2]


def test_the_folders_that_ask_whether_it_is_night_are_found():
    found = kontroll.folders_of_the_night()
    assert "tests/tilgang/orakel" in found
    assert all(folder.startswith("tests/") for folder in found)
