"""Every table and every verb, made from the catalogue: what goes through is what rettigheter.py says, and no row of others."""

# ruff: noqa: E501 (one attempt a line)

import re
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from bti.revisjon.models import HendelseManager
from bti.tilgang.rettigheter import APP_RETTIGHETER
from tests.tilgang.forfalskning.angriper import Svar, ask, eier_som_app, som
from tests.tilgang.forfalskning.nabo import HEMMELIG

KOLONNER = """
SELECT c.relname, array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '')
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') GROUP BY c.relname
"""
# What no right in rettigheter.py gives: tried on every table, and on the sequences.
ALDRI = (
    "TRUNCATE {}",
    "TRUNCATE {} CASCADE",
    "COPY {} TO PROGRAM 'cat'",
    "COPY {} FROM PROGRAM 'true'",
    "COPY {} TO '/tmp/ut'",
    "COPY {} FROM '/etc/passwd'",
    "LOCK TABLE {} IN SHARE MODE NOWAIT",
    "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE {} NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE {} DISABLE TRIGGER ALL",
    "ALTER TABLE {} OWNER TO stafett_app",
    "ALTER TABLE {} ADD COLUMN min integer",
    "ALTER TABLE {} SET SCHEMA pg_catalog",
    "DROP TABLE {} CASCADE",
    "CREATE POLICY min ON {} USING (true)",
    "CREATE INDEX ON {} ((1))",
    "CREATE STATISTICS min ON tableoid, ctid FROM {}",
    "CREATE TRIGGER min BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE RULE min AS ON SELECT TO {} DO INSTEAD SELECT 1",
    "CREATE VIEW min AS SELECT 1 FROM {}",
    "CREATE MATERIALIZED VIEW min AS SELECT 1 FROM {}",
    "CREATE TABLE min (LIKE {})",
    "CREATE TABLE min AS SELECT 1 FROM {}",
    "CREATE TEMP TABLE {} (id uuid)",
    "CREATE PUBLICATION min FOR TABLE {}",
    "COMMENT ON TABLE {} IS 'min'",
    "REINDEX TABLE {}",
    "CLUSTER {}",
)
# VACUUM and ANALYZE pass over what they may not do, with a warning. The lock that ends sessions: see DELVIS.
DELVIS = {
    "django_session": {"LOCK TABLE {} IN SHARE MODE NOWAIT"},
    "bti_kladd": {"LOCK TABLE {} IN SHARE MODE NOWAIT"},
    "bti_skjemautfylling": {"LOCK TABLE {} IN SHARE MODE NOWAIT"},
    "bti_skjemasvar": {"LOCK TABLE {} IN SHARE MODE NOWAIT"},
    "bti_undringskjennetegn": {"LOCK TABLE {} IN SHARE MODE NOWAIT"},
}


@pytest.fixture
def tabeller(con) -> dict[str, list[str]]:
    tables = dict(con.execute(KOLONNER).fetchall())
    assert set(tables) == set(APP_RETTIGHETER), "every table is in rettigheter.py"
    return tables


def is_refused(svar: Svar) -> bool:
    """Refused for want of a right. What a policy refuses has passed that."""
    return svar.er_nektet and "row-level security" not in svar.tekst


def verbs_of(con: psycopg.Connection, table: str, columns: list[str]) -> set[str]:
    """Return the verbs that are not refused, each tried in every way that PostgreSQL has for it."""
    first = columns[0]
    ways = {
        "INSERT": [f"INSERT INTO {table} DEFAULT VALUES", f"COPY {table} FROM STDIN", f"INSERT INTO {table} ({first}) VALUES (NULL)",
                   f"WITH x AS (INSERT INTO {table} DEFAULT VALUES) SELECT 1"],
        "DELETE": [f"DELETE FROM {table}", f"WITH x AS (DELETE FROM {table}) SELECT 1",
                   f"MERGE INTO {table} USING (SELECT 1) x ON true WHEN MATCHED THEN DELETE"],
    }  # fmt: skip
    found = set()
    for verb, statements in ways.items():
        refused = {is_refused(ask(con, statement)) for statement in statements}
        assert len(refused) == 1, f"{table}: the ways of {verb} differ"
        found |= set() if refused.pop() else {verb}
    found |= read_of(con, table, columns)
    for column in columns:
        assign = f"UPDATE {table} SET {column} = DEFAULT"
        merge = (
            f"MERGE INTO {table} USING (SELECT 1) x ON true WHEN MATCHED THEN UPDATE SET {column} = DEFAULT"
        )
        refused = {is_refused(ask(con, statement)) for statement in (assign, merge)}
        assert len(refused) == 1, f"{table}.{column}: the ways of UPDATE differ"
        found |= set() if refused.pop() else {f"UPDATE {column}"}
    return found


def read_of(con: psycopg.Connection, table: str, columns: list[str]) -> set[str]:
    """Return the columns that may be read, each asked for in several ways; who may not read all cannot read the row."""
    found = set()
    for column in columns:
        ways = (f"SELECT {column} FROM {table}", f"COPY {table} ({column}) TO STDOUT", f"SELECT 1 FROM {table} WHERE {column} IS NULL",
                f"SELECT 1 FROM {table} ORDER BY {column}", f"SELECT max({column}::text) FROM {table}")  # fmt: skip
        refused = {is_refused(ask(con, statement)) for statement in ways}
        assert len(refused) == 1, f"{table}.{column}: the ways of SELECT differ"
        found |= set() if refused.pop() else {f"SELECT {column}"}
    whole = (f"SELECT * FROM {table}", f"TABLE {table}", f"COPY {table} TO STDOUT", f"COPY (SELECT * FROM {table}) TO STDOUT",
             f"SELECT x FROM {table} x", f"SELECT to_jsonb(x) FROM {table} x", f"DECLARE c_{table} CURSOR WITH HOLD FOR SELECT * FROM {table}",
             f"PREPARE p_{table} AS SELECT * FROM {table}; EXECUTE p_{table}")  # fmt: skip
    assert {is_refused(ask(con, statement)) for statement in whole} == {len(found) < len(columns)}, table
    count = (f"SELECT count(*) FROM {table}", f"SELECT FROM {table} TABLESAMPLE SYSTEM (100)")
    assert {is_refused(ask(con, statement)) for statement in count} == {not found}, table
    return found


def written(table: str, columns: list[str]) -> set[str]:
    """What rettigheter.py says, columns taken apart."""
    found: set[str] = set()
    for verb in APP_RETTIGHETER[table]:
        word, _, names = verb.partition(" (")
        if word in {"UPDATE", "SELECT"}:
            found |= {
                f"{word} {name.strip()}" for name in (names.rstrip(")").split(",") if names else columns)
            }
        else:
            found.add(word)
    return found


def test_each_table_takes_exactly_the_verbs_written_down(con, verden, innhold, tabeller, record_property):
    tried, wrong = 0, {}
    with som(con, verden.jonas):
        for table, columns in sorted(tabeller.items()):
            got, says = verbs_of(con, table, columns), written(table, columns)
            tried += 18 + 7 * len(columns)
            if got != says:
                wrong[table] = got ^ says
    assert wrong == {}
    record_property("tall:forfalskede_verb", tried)


def test_what_holds_the_chain_together_is_not_read(con, verden, innhold, tabeller):
    """Not by one of the family either, in a case of their own: a gap in the numbers would tell that something is hidden."""
    with som(con, verden.kari):
        read = read_of(con, "revisjon_hendelse", tabeller["revisjon_hendelse"])
    assert {name.removeprefix("SELECT ") for name in read} >= {"handling", "tidspunkt", "aktoer_navn"}
    assert not read & {f"SELECT {name}" for name in HendelseManager.LEDDET}


def test_what_no_right_gives_is_refused_for_every_table(con, verden, tabeller, record_property):
    through = []
    with som(con, verden.jonas):
        for table in tabeller:
            for statement in ALDRI:
                svar = ask(con, statement.format(table))
                if not svar.feil and statement not in DELVIS.get(table, ()):
                    through.append(statement.format(table))
    assert through == []
    record_property("tall:forfalskede_ddl", len(tabeller) * len(ALDRI))


def test_nothing_is_given_on(con, verden, tabeller):
    """GRANT and REVOKE without the right to them are no error in PostgreSQL: nothing comes of them."""
    rights = "SELECT c.relname, c.relacl::text, array_agg(a.attacl::text ORDER BY a.attnum) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid GROUP BY c.oid"
    with som(con, verden.jonas):
        before = set(map(repr, con.execute(rights).fetchall()))
        for table in tabeller:
            for statement in (
                "GRANT ALL ON {} TO PUBLIC",
                "GRANT SELECT ON {} TO stafett_lese",
                "REVOKE ALL ON {} FROM stafett_app",
            ):
                ask(con, statement.format(table))
        assert set(map(repr, con.execute(rights).fetchall())) == before


def test_no_sequence_is_read_or_moved(con, verden):
    rows = con.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace"
    )
    sequences = [name for (name,) in rows.fetchall()]
    assert sequences
    with som(con, verden.jonas):
        for name in sequences:
            for statement in (
                f"SELECT nextval('{name}')",
                f"SELECT last_value FROM {name}",
                f"SELECT setval('{name}', 1)",
            ):
                assert is_refused(ask(con, statement)), statement
            assert ask(con, f"SELECT pg_sequence_last_value('{name}')").rader == ((None,),)
            assert ask(con, "SELECT last_value FROM pg_sequences WHERE last_value IS NOT NULL").rader == ()


@pytest.fixture
def fingeravtrykk(verden, innhold, nabo) -> Iterator[psycopg.Connection]:
    """A connection of the owner's that becomes the app for the attack, and itself again to see what came of it."""
    with eier_som_app() as connection:
        yield connection


def hidden_rows(con: psycopg.Connection, tables: dict[str, list[str]], bruker) -> dict[str, list[str]]:
    """Return the rows, as text, that exist and that the actor does not see: no list by hand."""
    found = {}
    for table in tables:
        every = {row for (row,) in con.execute(f"SELECT md5(t::text) FROM {table} t").fetchall()}
        con.execute("SET LOCAL ROLE stafett_app")
        with som(con, bruker):
            svar = ask(con, f"SELECT md5(t::text) FROM {table} t")
        con.execute("SET LOCAL ROLE stafett_owner")
        found[table] = sorted(every - {row for (row,) in svar.rader})
    return found


def test_what_goes_through_touches_no_row_of_others(fingeravtrykk, tabeller, verden, record_property):
    """Every write without a WHERE, in the app's role; then every row that the actor did not see stands as it stood."""
    con, through = fingeravtrykk, 0
    with con.transaction(force_rollback=True):
        before = hidden_rows(con, tabeller, verden.jonas)
        assert sum(len(rows) > 0 for rows in before.values()) > 20
        con.execute("SET LOCAL ROLE stafett_app")
        with som(con, verden.jonas):
            pass
        con.execute("SET LOCAL ROLE stafett_owner")
        for table, columns in sorted(tabeller.items()):
            if table == "django_session":
                continue  # no row security: a row is found by the digest of a cookie (docs/tilgang.md)
            statements = [
                f"DELETE FROM {table}",
                f"MERGE INTO {table} USING (SELECT 1) x ON true WHEN MATCHED THEN DELETE",
            ]
            for column in columns:
                statements += [f"UPDATE {table} SET {column} = {column}", f"UPDATE {table} SET {column} = DEFAULT",
                               f"UPDATE {table} SET {column} = NULL"]  # fmt: skip
            for statement in statements:
                through += _lands(con, statement, table, verden.jonas, before[table])
    record_property("tall:forfalskede_skriv", through)


def _lands(con: psycopg.Connection, statement: str, table: str, bruker, before: list[str]) -> int:
    with con.transaction(force_rollback=True):
        con.execute("SET LOCAL ROLE stafett_app")
        with_actor(con, bruker)
        svar = ask(con, statement)
        con.execute("SET LOCAL ROLE stafett_owner")
        if svar.feil:
            return 0
        rows = {row for (row,) in con.execute(f"SELECT md5(t::text) FROM {table} t").fetchall()}
        assert set(before) <= rows, f"{statement} changed a row that is not the actor's"
        return 1


def with_actor(con: psycopg.Connection, bruker) -> None:
    from bti.tilgang.aktoer import sign_aktoer
    from tests.tilgang.forfalskning.angriper import name_aktoer

    name_aktoer(con, sign_aktoer(str(bruker.pk)))


@pytest.mark.parametrize("navn", ["jonas", "amina", "kari", "lise", "erik", "fremmed", None])
def test_nothing_of_the_case_next_door_comes_out(con, verden, innhold, nabo, tabeller, navn):
    """Every table as a whole, in every way of reading; nothing of Ola's case stands in it."""
    ids = {str(row.pk) for row in nabo.values()}
    with som(con, getattr(verden, navn) if navn else None):
        for table in tabeller:
            for statement in (f"SELECT * FROM {table}", f"COPY {table} TO STDOUT", f"SELECT to_jsonb(t) FROM {table} t",
                              f"SELECT t.*::text FROM {table} t", f"SELECT * FROM {table} FOR KEY SHARE"):  # fmt: skip
                said = repr(ask(con, statement))
                assert HEMMELIG not in said, statement
                assert not re.search("|".join(ids), said), statement


def test_a_missing_policy_would_be_seen(verden, nabo, con):
    """The check itself: a table without its wall tells of Ola."""
    with eier_som_app() as owner, owner.transaction(force_rollback=True):
        owner.execute(sql.SQL("ALTER TABLE stafettlogg_innlegg DISABLE ROW LEVEL SECURITY"))
        owner.execute("SET LOCAL ROLE stafett_app")
        with_actor(owner, verden.jonas)
        assert HEMMELIG in repr(ask(owner, "SELECT tekst FROM stafettlogg_innlegg"))
