"""Database roles: what they may, what they may not, and a server that is not our own."""

import socket

import psycopg
import pytest

from bti.drift import roller, tjenere
from bti.drift.postgres import Postgres
from bti.drift.roller import Passord
from bti.drift.steder import Feil


@pytest.fixture(scope="module")
def server(make_folder):
    """A server that also listens on the loopback address, where passwords count."""
    folder = make_folder("roller")
    port = _free_port()
    postgres = Postgres(
        folder, varig=False, innstillinger={"listen_addresses": "127.0.0.1", "port": str(port)}
    )
    postgres.start()
    with psycopg.connect(postgres.url() + f"&port={port}", autocommit=True) as connection:
        connection.execute("CREATE ROLE sjef LOGIN CREATEROLE CREATEDB PASSWORD 'sjefens ord'")
        connection.execute("ALTER ROLE postgres PASSWORD 'postgres sitt'")
    yield f"127.0.0.1:{port}"
    postgres.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def admin_url(server):
    return f"postgresql://postgres:postgres%20sitt@{server}/postgres"


PASSORD = Passord(eier="eier:/@ord", app="app%ord")


def test_prepare_is_safe_to_repeat(admin_url):
    first = roller.prepare(admin_url, passord=PASSORD, base="gjentatt")
    second = roller.prepare(admin_url, passord=PASSORD, base="gjentatt")

    assert (first, second) == (True, False)


def test_what_a_role_has_set_for_itself_does_not_outlive_a_start(admin_url):
    """The app may alter its own role: read-only for good would be a stop until somebody found it."""
    roller.prepare(admin_url, passord=PASSORD)
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute("SET ROLE stafett_app")
        connection.execute("ALTER ROLE stafett_app SET default_transaction_read_only = on")

    roller.prepare(admin_url, passord=PASSORD)

    with psycopg.connect(admin_url) as connection:
        assert connection.execute(
            "SELECT rolconfig FROM pg_roles WHERE rolname = 'stafett_app'"
        ).fetchone() == (None,)


def test_app_owns_nothing_and_passes_no_policy(admin_url):
    roller.prepare(admin_url, passord=PASSORD)
    with psycopg.connect(admin_url) as connection:
        rows = connection.execute(
            "SELECT rolname, rolcanlogin, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb FROM pg_roles"
            " WHERE rolname LIKE 'stafett%' ORDER BY rolname"
        ).fetchall()

    assert rows == [
        ("stafett_app", True, False),
        ("stafett_lese", False, False),
        ("stafett_owner", True, False),
    ]


def test_app_becomes_reader_but_never_inherits(admin_url):
    roller.prepare(admin_url, passord=PASSORD)
    with psycopg.connect(roller.address(admin_url, roller.APP, PASSORD.app)) as connection:
        inherits, may_set = connection.execute(
            "SELECT pg_has_role('stafett_lese', 'USAGE'), pg_has_role('stafett_lese', 'SET')"
        ).fetchone()

    assert (inherits, may_set) == (False, True)


def test_app_makes_neither_tables_nor_temporary_tables(admin_url):
    roller.prepare(admin_url, passord=PASSORD)
    url = roller.address(admin_url, roller.APP, PASSORD.app)
    for statement in ("CREATE TABLE min (id int)", "CREATE TEMP TABLE min (id int)", "CREATE SCHEMA mitt"):
        with psycopg.connect(url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


def test_transactions_of_the_app_are_bounded(admin_url):
    roller.prepare(admin_url, passord=PASSORD)
    with psycopg.connect(roller.address(admin_url, roller.APP, PASSORD.app)) as connection:
        limit = connection.execute("SELECT current_setting('idle_in_transaction_session_timeout')").fetchone()

    assert limit == ("1min",)


def test_others_do_not_come_in(admin_url, server):
    roller.prepare(admin_url, passord=PASSORD)
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute("CREATE ROLE fremmed LOGIN PASSWORD 'fremmed'")

    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(f"postgresql://fremmed:fremmed@{server}/stafett")


def test_an_app_that_can_pass_the_policies_is_refused(admin_url):
    roller.prepare(admin_url, passord=PASSORD)
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute("ALTER ROLE stafett_app BYPASSRLS")
        try:
            with pytest.raises(Feil, match="stafett_app kan omgå radvern"):
                roller.prepare(admin_url, passord=PASSORD)
        finally:
            connection.execute("ALTER ROLE stafett_app NOBYPASSRLS")


def test_an_administrator_who_is_no_superuser_can_do_it(admin_url, server):
    with psycopg.connect(admin_url, autocommit=True) as connection:
        for name in ("stafett", "gjentatt"):
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        for role in (roller.APP, roller.LESE, roller.EIER):
            connection.execute(f"DROP ROLE IF EXISTS {role}")
    sjef = f"postgresql://sjef:sjefens%20ord@{server}/postgres"

    assert roller.prepare(sjef, passord=PASSORD)
    roller.verify(roller.address(sjef, roller.EIER, PASSORD.eier))


def test_a_refused_login_is_explained(admin_url):
    roller.prepare(admin_url, passord=PASSORD)

    with pytest.raises(Feil, match="Rollen stafett_app får ikke logget inn"):
        roller.verify(roller.address(admin_url, roller.APP, "feil"))


def test_database_url_makes_us_use_that_server(admin_url, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", admin_url)
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    servers = tjenere.start(tmp_path, varig=True)
    try:
        with psycopg.connect(servers.miljoe["DATABASE_URL"]) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("stafett_app",)
        assert servers.miljoe["REDIS_URL"] == "redis://127.0.0.1:1/0"
        assert (servers.postgres, servers.valkey) == (None, None)
    finally:
        servers.release()


def test_a_server_that_is_away_is_explained(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://postgres@127.0.0.1:1/postgres")

    with pytest.raises(Feil, match="kommer ikke inn på databaseserveren"):
        tjenere.start(tmp_path, varig=True)
