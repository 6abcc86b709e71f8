"""The list of seeded faults fits the code as it stands: what has drifted fails here at once, before anything is run."""

from collections import Counter

import pytest

from bti.drift.mutanter.bytte import KanIkkeByttes, change, split
from bti.drift.mutanter.kopi import applied
from bti.drift.mutanter.liste import ALLE
from bti.drift.mutanter.mutant import Mutant, Utfall
from tests.husregler.kode import ROT


@pytest.mark.parametrize("mutant", ALLE, ids=str)
def test_the_fault_can_be_put_in(mutant):
    """Its text stands exactly once, and the tests that are to find it exist."""
    mutant.check(ROT)
    assert mutant.tester
    for test in mutant.tester:
        assert (ROT / test.partition("::")[0]).exists(), test


def test_there_are_enough_and_each_is_its_own():
    assert len(ALLE) >= 40
    assert [navn for navn, antall in Counter(m.navn for m in ALLE).items() if antall > 1] == []
    assert [m for m, antall in Counter((m.fil, m.gammel, m.ny) for m in ALLE).items() if antall > 1] == []


@pytest.mark.parametrize(
    ("gammel", "ny", "hvorfor"),
    [("to", "tre", "2 ganger"), ("fire", "fem", "0 ganger"), ("én", "én", "endrer ingenting")],
)
def test_a_fault_that_has_drifted_is_refused(gammel, ny, hvorfor):
    with pytest.raises(ValueError, match=hvorfor):
        Mutant("prøve", "fil.py", gammel, ny, ("tests",)).put_into("én to to")


def test_the_fault_is_in_the_copy_and_taken_out_again(tmp_path):
    file = tmp_path / "fil.py"
    file.write_text("én to", encoding="utf-8")
    before = file.stat().st_mtime
    with applied(Mutant("prøve", "fil.py", "to", "tre", ("tests",)), tmp_path):
        assert file.read_text(encoding="utf-8") == "én tre"
        assert file.stat().st_mtime != before  # else Python would go on with what it compiled
    assert (file.read_text(encoding="utf-8"), file.stat().st_mtime) == ("én to", before)


BODY = "CREATE FUNCTION f(a integer) RETURNS text LANGUAGE sql AS $$ SELECT 'a;b' -- c;\n $$"


def test_statements_are_told_apart():
    assert split(f"-- først; dette\n{BODY};\nCREATE POLICY p ON t USING (x = 'd''e;');\n") == [
        BODY,
        "CREATE POLICY p ON t USING (x = 'd''e;')",
    ]


@pytest.mark.parametrize(
    ("before", "after", "statements"),
    [
        (BODY, BODY, []),
        (BODY, BODY.replace("a;b", "x"), [BODY.replace("a;b", "x").replace("CREATE", "CREATE OR REPLACE", 1)]),
        ("CREATE POLICY p ON t USING (a)", "CREATE POLICY p ON t USING (b)",
         ["DROP POLICY p ON t", "CREATE POLICY p ON t USING (b)"]),
        ("CREATE POLICY p ON t USING (a)", "", ["DROP POLICY p ON t"]),
        ("", "CREATE POLICY p ON t USING (b)", ["CREATE POLICY p ON t USING (b)"]),
        ("ALTER TABLE t ENABLE ROW LEVEL SECURITY", "", ["ALTER TABLE t DISABLE ROW LEVEL SECURITY"]),
        ("CREATE TRIGGER g BEFORE UPDATE ON t EXECUTE FUNCTION f()", "", ["DROP TRIGGER g ON t"]),
        ("", "CREATE VIEW v AS SELECT 1", ["CREATE VIEW v AS SELECT 1"]),
    ],
)  # fmt: skip
def test_the_difference_is_what_is_carried_out(before, after, statements):
    assert change([before], [after]) == statements


def test_a_difference_that_takes_a_migration_is_refused():
    with pytest.raises(KanIkkeByttes):
        change(["CREATE TABLE t (a integer)"], ["CREATE TABLE t (b integer)"])


@pytest.mark.parametrize(
    ("utfall", "funnet", "ord"),
    [
        (Utfall("m", test="t"), True, "funnet"),
        (Utfall("m"), False, "OVERLEVDE"),
        (Utfall("m", test="t", feil="kom ikke i gang"), False, "UGYLDIG"),
    ],
)
def test_only_a_test_that_failed_has_found(utfall, funnet, ord):
    assert (utfall.funnet, str(utfall).split()[0]) == (funnet, ord)
