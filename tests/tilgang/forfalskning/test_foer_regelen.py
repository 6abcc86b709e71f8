"""What is compared before the policy is asked. PostgreSQL moves «leakproof» comparisons ahead of it, and that can be seen."""

# ruff: noqa: E501 (one attempt a line)

import re

import pytest

from tests.tilgang.forfalskning.angriper import ask, eier_som_app, one, som
from tests.tilgang.forfalskning.nabo import HEMMELIG

FINNES = "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF) "
# Every column under row security that holds anything but an id, and that the app may read.
KOLONNER = """
SELECT c.relname, a.attname, format_type(a.atttypid, NULL)
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity AND has_table_privilege('stafett_app', c.oid, 'SELECT')
   AND c.relname <> 'bti_sakuserobjectpermission'  -- nothing but the ids of rights
   AND a.atttypid <> ALL ('{uuid,boolean}'::regtype[])
 ORDER BY 1, 2
"""
# A value of the type that no row has.
INGEN = {
    "text": "INGENHARDETTE", "character varying": "INGENHARDETTE", "date": "1800-01-01", "timestamp with time zone": "1800-01-01T00:00Z",
    "bytea": "\\x00", "integer": "2147483647", "smallint": "32767", "bigint": "9223372036854775807", "jsonb": '{"ingen": 1}',
    "text[]": "{INGENHARDETTE}", "character varying[]": "{INGENHARDETTE}", "tsvector": "ingen",
}  # fmt: skip
PLANER = (
    "",
    "SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_indexonlyscan = off",
    "SET LOCAL enable_seqscan = off",
    "SET LOCAL cpu_operator_cost = 0",
)


@pytest.fixture
def skjulte(verden, innhold, nabo) -> list[tuple[str, str, str, str]]:
    """One value that stands only in rows Jonas does not see, for each column: table, column, type, value."""
    found = []
    with eier_som_app() as owner, owner.transaction(force_rollback=True):
        for table, column, slag in owner.execute(KOLONNER).fetchall():
            values = f"SELECT DISTINCT {column}::text FROM {table} WHERE {column} IS NOT NULL"
            every = {value for (value,) in owner.execute(values).fetchall()}
            owner.execute("SET LOCAL ROLE stafett_app")
            with som(owner, verden.jonas):
                seen = {value for (value,) in owner.execute(values).fetchall()}
            owner.execute("SET LOCAL ROLE stafett_owner")
            found += [(table, column, slag, value) for value in sorted(every - seen)[:1]]
    assert ("stafettlogg_innlegg", "tekst", "text", HEMMELIG) in found
    assert {"bti_hovedperson", "bti_bruker", "utskrift_utskrift", "bti_kladd"} <= {
        table for table, *_ in found
    }
    return found


def told(con, verden, sql: str, value: str, plan: str) -> tuple[str, bool]:
    """What the plan shows of a question, and whether the policy was asked at all."""
    with som(con, verden.jonas):
        if plan:
            con.execute(plan)
        ask(con, sql, [value])
        was_asked = bool(one(con, "SELECT current_setting('stafett.saker', true)"))
        shown = ask(con, FINNES + sql.replace("%s", "'" + value.replace("'", "''") + "'"))
        assert not shown.feil, shown
        plan_text = "\n".join(line for (line,) in shown.rader)
        return re.sub(r"'(?:[^']|'')*'::|(?<= = )-?\d+(?=\))", "VERDI", plan_text), was_asked


def test_a_hidden_value_and_one_that_nobody_has_answer_alike(con, verden, skjulte, record_property):
    """In whatever order the planner is made to put things: text, names, dates, numbers, files and JSON."""
    differ, tried = [], 0
    for table, column, slag, value in skjulte:
        sql = f"SELECT 1 FROM {table} WHERE {column} = %s::{slag}"
        for plan in PLANER:
            tried += 1
            real, none = told(con, verden, sql, value, plan), told(con, verden, sql, INGEN[slag], plan)
            if real != none:
                differ.append(f"{table}.{column} [{plan}]: {real} / {none}")
    assert not differ, "\n".join(differ[:3])
    record_property("tall:forfalskede_foer_regelen", tried)


def test_a_text_is_not_read_letter_by_letter(con, verden, nabo):
    """The attack itself: «does any entry begin with H», and so on, seen by whether the policy was asked."""
    sql = "SELECT 1 FROM stafettlogg_innlegg WHERE tekst ^@ %s"
    for plan in PLANER:
        answers = {
            told(con, verden, sql, start, plan)
            for start in (HEMMELIG[:1], HEMMELIG[:7], HEMMELIG, "QX", "ZZZZ")
        }
        assert len(answers) == 1


def test_the_planners_guess_says_nothing_of_names(con, verden, nabo):
    """Statistics hold real values. They are used before the policy for what is leakproof, and for nothing else."""
    with eier_som_app() as owner:
        owner.execute("ANALYZE bti_hovedperson, stafettlogg_innlegg, bti_bruker")
    with som(con, verden.jonas):
        for table, column, names in (
            ("bti_hovedperson", "navn", ("Ola Strand", "Ola Strane", "A", "Z")),
            ("bti_bruker", "navn", ("Pia Strand", "Pia Strane", "A", "Z")),
            ("stafettlogg_innlegg", "tekst", (HEMMELIG, "QX", "A", "Z")),
            ("bti_hovedperson", "foedselsdato", ("2016-03-04", "2016-03-05", "1900-01-01", "2026-01-01")),
        ):
            for sign in ("=", "<", ">"):
                guesses = {
                    re.search(
                        r"rows=(\d+)",
                        ask(con, f"EXPLAIN SELECT 1 FROM {table} WHERE {column} {sign} '{name}'").rader[-0][
                            0
                        ],
                    )[1]
                    for name in names
                }
                assert len(guesses) == 1, (table, column, sign, guesses)


def test_the_attack_works_where_the_comparison_comes_first(con, verden, nabo):
    """The check itself: uuid stays leakproof, and there the same question is answered (docs/tilgang.md says so)."""
    sql = "SELECT 1 FROM stafettlogg_innlegg WHERE created_by_id = %s::uuid"
    real = told(con, verden, sql, str(verden.siri.pk), PLANER[1])
    none = told(con, verden, sql, "00000000-0000-0000-0000-000000000000", PLANER[1])
    assert real != none
