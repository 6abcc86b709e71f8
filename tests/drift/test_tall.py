"""The figures that a run prints: gathered from workers, added up, and written as Norwegians write numbers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tall import add_up, say, show

ROT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (42, "42"), (100_352, "100 352"), (1_000_000, "1 000 000"), (2.51, "2,51"), ("12 %", "12 %")],
)
def test_numbers_are_written_in_norwegian(value, text):
    assert show(value).replace("\N{NO-BREAK SPACE}", " ") == text


def test_whole_numbers_are_added_and_words_are_kept():
    said = [("svar", 40), ("svar", 2), ("kost", "12 %"), ("kost", "14 %"), ("kost", "12 %"), ("ms", 2.5)]

    assert add_up(said) == {"svar": 42, "kost": ["12 %", "14 %"], "ms": ["2,5"]}
    assert add_up([("x", 1), ("x", "to"), ("x", 3)]) == {"x": ["1", "to", "3"]}


def test_a_sentence_says_what_was_not_measured():
    assert say({"avgjoerelser": 7, "noe_annet": 3}) == [
        "7 avgjørelser, ikke målt svar sammenliknet med orakelet, ikke målt avvik",
        "noe annet: 3",
    ]
    assert say({"mutanter": 42, "mutanter_funnet": 41}) == ["41 av 42 mutanter funnet"]
    assert say({}) == []


SUITE = """
import pytest

@pytest.mark.parametrize("nr", range(4))
def test_measures(record_property, nr):
    record_property("tall:avgjoerelser", 25_088)
    record_property("tall:avvik", 0)
    record_property("tall:svar_sammenliknet", 9 if nr == 1 else 0)

def test_fails_and_says_so(record_property):
    record_property("tall:mutanter", 2)
    record_property("tall:mutanter_funnet", 1)
    record_property("annet", "står ikke i blokken")
    assert False

def test_measures_nothing():
    pass
"""
PYTEST = [sys.executable, "-m", "pytest", "-q", "--tb=no", "-p", "no:django", "-p", "no:cacheprovider"]


@pytest.fixture
def run(tmp_path):
    """Run a suite of its own with the plugin, and return what it prints."""
    (tmp_path / "conftest.py").write_text(
        "from tests.tall import pytest_runtest_logreport, pytest_terminal_summary\n"
    )
    (tmp_path / "test_maaler.py").write_text(SUITE)

    def start(*words: str, code: int = 1) -> str:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        ran = subprocess.run(
            [*PYTEST, *words],
            cwd=tmp_path,
            env=environment | {"PYTHONPATH": str(ROT)},
            capture_output=True,
            text=True,
        )
        assert ran.returncode == code, ran.stdout + ran.stderr
        return ran.stdout.replace("\N{NO-BREAK SPACE}", " ")

    return start


@pytest.mark.parametrize("words", [(), ("-n", "2")], ids=["one process", "two workers"])
def test_a_run_ends_with_its_figures(run, words):
    text = run(*words)

    assert "Tilgang, målt i denne kjøringen" in text
    assert "100 352 avgjørelser, 9 svar sammenliknet med orakelet, 0 avvik\n" in text
    assert "1 av 2 mutanter funnet\n" in text
    assert "står ikke" not in text


def test_a_run_without_figures_prints_no_block(run):
    assert "målt i denne kjøringen" not in run("-k", "nothing", code=0)
