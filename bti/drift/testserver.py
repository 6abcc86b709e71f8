"""Servers for the tests: quick, forgetful, shared by runs that go on at the same time.

`tests/conftest.py` calls `start()` before the settings are read, so plain `pytest` works as `./stafett test` does.
"""

import atexit
import os

import psycopg
from psycopg import sql

from bti.drift import tjenere
from bti.drift.steder import test_folder
from bti.drift.tjenere import Tjenere

_STARTET = "STAFETT_TESTSERVER"


def start() -> None:
    """Start the test servers unless a parent process has, and put their addresses in the environment.

    Two runs at once share the servers and have a database each; workers of pytest-xdist inherit their parent's.
    The last run to end stops the servers.
    """
    if os.environ.get(_STARTET):
        return
    servers = tjenere.start(test_folder(), varig=False, makes_databases=True)
    atexit.register(servers.release)
    if servers.alone:
        _drop_leftovers(servers)
    os.environ |= environment(servers)


def environment(servers: Tjenere) -> dict[str, str]:
    """Return what a test process must have in its environment to use these servers."""
    name = "test_stafett" if servers.alone else f"test_stafett_{os.getpid()}"
    return servers.miljoe | {
        _STARTET: "1",
        "STAFETT_TESTBASE": name,
        "STAFETT_MAPPE": str(servers.folder),
        "DJANGO_SETTINGS_MODULE": "bti.settings.test",
    }


def _drop_leftovers(servers: Tjenere) -> None:
    """Remove databases of runs that were killed."""
    with psycopg.connect(servers.miljoe["DATABASE_OWNER_URL"], autocommit=True) as connection:
        rows = connection.execute(
            "SELECT datname FROM pg_database JOIN pg_roles ON pg_roles.oid = datdba"
            " WHERE rolname = current_user AND starts_with(datname, 'test_stafett')"
        ).fetchall()
        for (name,) in rows:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )
