"""Forty-two seeded faults are put into a copy of the project, one at a time, and found (bti/drift/mutanter).

The copy is of files, of a migrated database and of a process: the work tree, this run's database and this process are
not touched. `./stafett mutanter`, and so the night, tries all of them with nothing shared between them; these,
spread evenly over the list, are what a run of all tests has time for.
"""

from collections.abc import Iterator

import pytest

from bti.drift.mutanter.liste import ALLE
from bti.drift.mutanter.mutant import Mutant
from bti.drift.mutanter.stand import ENKEL, VarmStand

ANTALL = 42
HER = [ALLE[number * len(ALLE) // ANTALL] for number in range(ANTALL)]


@pytest.fixture(scope="session")
def stand() -> Iterator[VarmStand]:
    """One for each worker: made once, used by one mutant after the other."""
    with VarmStand() as stand:
        yield stand


@pytest.mark.nightly
def test_without_a_fault_the_same_tests_pass(stand):
    """Otherwise that they fail would mean nothing."""
    utfall = stand.try_whole(sorted({test for mutant in HER for test in mutant.tester}))
    assert utfall.bestod, utfall


@pytest.mark.parametrize("mutant", HER, ids=str)
def test_the_fault_is_found(stand, mutant, record_property):
    utfall = stand.try_mutant(mutant)
    record_property("tall:mutanter", 1)
    record_property("tall:mutanter_funnet", int(utfall.funnet))
    assert utfall.funnet, utfall


def test_the_runner_tells_what_lives_and_what_proves_nothing(stand):
    """A fault that no test asks about lives; one that keeps the tests from their question proves nothing."""
    harmless = Mutant("uten følger", "README.md", "# Stafett\n", "# Stafetten\n", (ENKEL,))
    broken = Mutant(
        "ødelagt oppsett",
        "tests/cast.py",
        "    with as_owner():\n        return make_or",
        "    return 1 / 0\n    make_or",
        (ENKEL,),
    )
    unread = Mutant("ødelagt fil", "tests/cast.py", "def make_verden() ->", "def make_verde() ->", (ENKEL,))

    lives = stand.try_mutant(harmless)
    assert (lives.funnet, lives.feil) == (False, "")
    for nothing in (broken, unread):
        utfall = stand.try_mutant(nothing)
        assert not utfall.funnet
        assert utfall.feil
