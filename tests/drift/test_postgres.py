"""Our own PostgreSQL: from nothing, twice, at once, after a crash, and as root below a closed folder."""

import os
import signal
import subprocess
import sys

import psycopg
import pytest

from bti.drift import kjoerer
from bti.drift.postgres import Postgres
from bti.drift.prosess import is_alive, wait_until
from bti.drift.steder import LENGSTE_SOKKEL, ROT, Feil


@pytest.fixture
def mappe(make_folder):
    """A folder whose server is stopped at the end."""
    folder = make_folder("pg")
    yield folder
    Postgres(folder, varig=False).stop()


def pid_of(server: Postgres) -> int:
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def test_start_makes_a_server_that_answers_and_is_not_root(mappe):
    server = Postgres(mappe, varig=False)
    server.start()

    with psycopg.connect(server.url()) as connection:
        version, directory = connection.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('data_directory')"
        ).fetchone()

    assert version >= 180000
    assert directory == str(server.data)
    assert server.data.stat().st_uid == server.kjoerer.eier


def test_the_log_holds_the_fault_and_not_the_statement(mappe):
    server = Postgres(mappe, varig=False)
    server.start()

    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE proeve (tekst text CHECK (length(tekst) < 3))")
        with pytest.raises(psycopg.errors.CheckViolation):
            connection.execute("INSERT INTO proeve VALUES (%s)", ["noe noen har skrevet"])
        with pytest.raises(psycopg.errors.CheckViolation):
            connection.execute("INSERT INTO proeve VALUES ('skrevet rett i setningen')")

    log = server.log.read_text()
    assert "proeve_tekst_check" in log
    assert "skrevet" not in log


def test_second_start_reuses_the_running_server(mappe):
    first = Postgres(mappe, varig=False)
    first.start()
    second = Postgres(mappe, varig=False)
    second.start()

    assert first.startet_her
    assert not second.startet_her
    assert second.is_running()


def test_two_starts_at_once_make_one_server(mappe):
    code = (
        "import pathlib; from bti.drift.postgres import Postgres;"
        f"s = Postgres(pathlib.Path({str(mappe)!r}), varig=False); s.start(); print(s.startet_her)"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROT, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    answers = sorted(run.communicate(timeout=60)[0].strip() for run in runs)

    assert answers == ["False", "True"]


def test_start_after_a_kill_keeps_committed_rows(mappe):
    server = Postgres(mappe, varig=True)
    server.start()
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE ord (tekst text)")
        connection.execute("INSERT INTO ord VALUES ('stafett')")
    killed = pid_of(server)
    os.kill(killed, signal.SIGKILL)
    assert wait_until(lambda: not is_alive(killed, "postgres"), seconds=10)

    again = Postgres(mappe, varig=True)
    # Children of the killed server let go of its memory a moment later.
    assert wait_until(lambda: _starts(again), seconds=20, step=0.2)
    with psycopg.connect(again.url()) as connection:
        assert connection.execute("SELECT tekst FROM ord").fetchone() == ("stafett",)


def _starts(server: Postgres) -> bool:
    try:
        server.start()
    except Feil:
        return False
    return True


def test_stop_leaves_nothing_behind(mappe):
    server = Postgres(mappe, varig=False)
    server.start()
    pid = pid_of(server)
    server.stop()

    assert not is_alive(pid, "postgres")
    assert not server.is_running()
    assert list(server.sokkel.glob(".s.PGSQL.*")) == []


def test_a_long_path_gets_a_short_socket(mappe):
    deep = mappe / ("dyp" * 20) / ("mappe" * 12)
    server = Postgres(deep, varig=False)

    assert len(str(server.sokkel / ".s.PGSQL.5432")) <= LENGSTE_SOKKEL
    assert server.sokkel.stat().st_mode & 0o077 == 0


def test_a_database_of_another_version_is_explained(mappe):
    server = Postgres(mappe, varig=False)
    server.data.mkdir(parents=True)
    (server.data / "PG_VERSION").write_text("12\n")

    with pytest.raises(Feil, match=r"(?s)laget av PostgreSQL 12.*PG_BINDIR"):
        server.start()


def test_a_wrong_pg_bindir_is_explained(tmp_path, monkeypatch):
    monkeypatch.setenv("PG_BINDIR", "/finnes/ikke")

    with pytest.raises(Feil, match="PG_BINDIR er satt til /finnes/ikke"):
        Postgres(tmp_path, varig=False)


def test_the_callers_pg_variables_do_not_lead_us_astray(monkeypatch, mappe):
    monkeypatch.setenv("PGDATA", "/finnes/ikke")
    monkeypatch.setenv("PGPORT", "1")
    server = Postgres(mappe, varig=False)
    server.start()

    assert server.is_running()


def test_root_uses_a_namespace_below_a_closed_folder(mappe):
    """An ordinary user needs no such thing, and runs the server as it stands."""
    closed = mappe / "lukket"
    closed.mkdir(mode=0o700)
    program = Postgres(mappe, varig=False).program
    chosen, _, folder = kjoerer.pick(program, closed / "inni" / "postgres")

    if os.geteuid() != 0:
        assert chosen == kjoerer.Kjoerer()
    else:
        assert chosen.prefiks or folder.parent == kjoerer.DELT
    assert chosen.works(program) or folder.parent == kjoerer.DELT
