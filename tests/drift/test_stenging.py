"""What the server gives everybody is taken away, from the app and in every database of ours."""

import psycopg
import pytest

from bti.drift import roller, stenging
from bti.drift.postgres import Postgres
from bti.drift.roller import Passord

STENGT = (
    "lo_create(0)", "lo_creat(1)", "lo_from_bytea(0, 'x')", "lo_get(1)", "lo_put(1, 0, 'x')", "lo_open(1, 262144)",
    "lo_unlink(1)", "loread(0, 1)", "lowrite(0, 'x')",
    "pg_stat_get_activity(NULL)", "pg_stat_get_live_tuples('pg_class'::regclass)", "pg_stat_get_db_tuples_inserted(1)",
    "pg_relation_size('pg_class')", "pg_total_relation_size('pg_class')", "pg_database_size(current_database())",
    "pg_terminate_backend(1)", "pg_cancel_backend(1)", "pg_advisory_lock(1)", "pg_advisory_unlock_all()",
    "query_to_xml('SELECT 1', true, true, '')", "database_to_xml(true, true, '')", "pg_read_file('/etc/passwd')",
    "pg_ls_dir('.')", "pg_lock_status()",
)  # fmt: skip
VISNINGER = (
    "pg_stat_activity",
    "pg_stat_user_tables",
    "pg_stat_all_tables",
    "pg_stats",
    "pg_locks",
    "pg_largeobject_metadata",
)


@pytest.fixture(scope="module")
def postgres(make_folder):
    server = Postgres(make_folder("stenging"), varig=False)
    server.start()
    roller.prepare(server.url(), passord=Passord(), makes_databases=True)
    yield server
    server.stop()


def refused(postgres, statement: str, base: str = "stafett") -> bool:
    """Whether the app is refused for want of a right, and for nothing else."""
    try:
        with psycopg.connect(postgres.url(roller.APP, base)) as connection:
            connection.execute(statement)
    except psycopg.errors.InsufficientPrivilege:
        return True
    except psycopg.Error:
        return False
    return False


def test_the_app_calls_none_of_it(postgres):
    open_ones = [call for call in STENGT if not refused(postgres, f"SELECT {call}")]
    open_ones += [view for view in VISNINGER if not refused(postgres, f"SELECT * FROM {view}")]
    assert open_ones == []
    assert not refused(postgres, "SELECT pg_advisory_xact_lock(1), set_config('a.b', 'c', true)")


def test_the_app_runs_no_code_and_adds_no_extension(postgres):
    assert refused(postgres, "DO $$ BEGIN PERFORM 1; END $$")
    with psycopg.connect(postgres.url(database="stafett")) as connection:
        rows = connection.execute("SELECT name FROM pg_available_extensions WHERE installed_version IS NULL")
        names = [name for (name,) in rows]
    assert names
    assert [name for name in names if not refused(postgres, f'CREATE EXTENSION "{name}" CASCADE')] == []


def test_a_database_that_was_open_is_closed_at_the_next_start(postgres):
    with psycopg.connect(postgres.url(database="stafett"), autocommit=True) as connection:
        connection.execute("GRANT EXECUTE ON FUNCTION lo_create(oid) TO PUBLIC")
        connection.execute("GRANT SELECT ON pg_stat_activity TO PUBLIC")
        connection.execute("ALTER FUNCTION texteq LEAKPROOF")
        assert set(stenging.find_open(connection)) == {
            "lo_create(oid)",
            "pg_stat_activity",
            "texteq(text,text)",
        }
        roller.prepare(postgres.url(), passord=Passord(), makes_databases=True)
        assert stenging.find_open(connection) == []


def test_the_databases_of_a_test_run_are_born_closed(postgres):
    with psycopg.connect(postgres.url(roller.EIER, "stafett"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE av_malen")
    assert refused(postgres, "SELECT lo_create(0)", "av_malen")


def test_the_owner_and_those_who_watch_keep_what_they_use(postgres):
    with psycopg.connect(postgres.url(database="stafett"), autocommit=True) as connection:
        connection.execute("CREATE ROLE vakt LOGIN")
        connection.execute("GRANT pg_monitor TO vakt")
        connection.execute("GRANT CONNECT ON DATABASE stafett TO vakt")
    for role in (roller.EIER, "vakt"):
        with psycopg.connect(postgres.url(role, "stafett")) as connection:
            assert connection.execute("SELECT count(*) > 0 FROM pg_stat_activity").fetchone() == (True,)


def test_without_a_superuser_it_says_what_is_open(postgres):
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute("CREATE ROLE sjef LOGIN CREATEROLE CREATEDB")
        connection.execute("CREATE DATABASE annen OWNER sjef TEMPLATE template0")
    assert "lo_create(oid)" in stenging.close(postgres.url("sjef", "annen"), roller.EIER)
