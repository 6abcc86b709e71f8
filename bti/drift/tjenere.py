"""The servers that the app needs: our own under a folder, or those that DATABASE_URL and REDIS_URL name."""

import fcntl
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import psycopg

from bti.drift import hemmeligheter, roller
from bti.drift.postgres import Postgres
from bti.drift.prosess import one_at_a_time
from bti.drift.steder import Feil, ensure_folder
from bti.drift.valkey import Valkey


@dataclass
class Tjenere:
    """A hold on the servers of one folder. The last one to let go stops them.

    `alone` says that nobody else held them when we came.
    """

    folder: Path
    postgres: Postgres | None = None
    valkey: Valkey | None = None
    miljoe: dict[str, str] = field(default_factory=dict)
    alone: bool = False
    is_new: bool = False
    _hold: IO[str] | None = None

    def release(self) -> None:
        """Let go, and stop the servers when nobody else holds them."""
        if self._hold is None:
            return
        with one_at_a_time(self.folder / "start.lock"):
            if _try_lock(self._hold):
                self.stop()
            self._hold.close()
            self._hold = None

    def stop(self) -> None:
        """Stop our own servers; those that came from outside are left alone."""
        for server in (self.valkey, self.postgres):
            if server:
                server.stop()


def start(folder: Path, *, varig: bool, makes_databases: bool = False) -> Tjenere:
    """Start what is not given from outside, make roles and database, and return the environment to use."""
    ensure_folder(folder, passable=True)
    with one_at_a_time(folder / "start.lock"):
        hold = (folder / "i-bruk").open("a")
        servers = Tjenere(folder, alone=_try_lock(hold), _hold=hold)
        fcntl.flock(hold, fcntl.LOCK_SH)
        try:
            _start_database(servers, varig=varig, makes_databases=makes_databases)
            _start_queue(servers)
        except BaseException:
            if servers.alone:
                servers.stop()
            hold.close()
            raise
    return servers


def halt(folder: Path) -> bool:
    """Stop the folder's own servers whoever holds them. Return whether any ran."""
    if not folder.exists():
        return False
    servers: list[Valkey | Postgres] = [Valkey(folder), Postgres(folder, varig=True)]
    running = [server for server in servers if server.is_running()]
    for server in running:
        server.stop()
    return bool(running)


def _try_lock(hold: IO[str]) -> bool:
    """Say whether nobody else holds the servers."""
    try:
        fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _start_database(servers: Tjenere, *, varig: bool, makes_databases: bool) -> None:
    passord = roller.Passord()
    admin_url = os.environ.get("DATABASE_URL")
    if admin_url:
        passord = hemmeligheter.ensure_passwords(servers.folder)
    else:
        servers.postgres = Postgres(servers.folder, varig=varig)
        servers.postgres.start()
        admin_url = servers.postgres.url()
    try:
        servers.is_new = roller.prepare(admin_url, passord=passord, makes_databases=makes_databases)
    except psycopg.OperationalError as error:
        raise Feil(f"Jeg kommer ikke inn på databaseserveren:\n{error}") from None
    urls = {
        "DATABASE_URL": roller.address(admin_url, roller.APP, passord.app),
        "DATABASE_OWNER_URL": roller.address(admin_url, roller.EIER, passord.eier),
    }
    if not servers.postgres:
        for url in urls.values():
            roller.verify(url)
    servers.miljoe |= urls


def _start_queue(servers: Tjenere) -> None:
    if given := os.environ.get("REDIS_URL"):
        servers.miljoe["REDIS_URL"] = given
        return
    servers.valkey = Valkey(servers.folder)
    servers.valkey.start()
    servers.miljoe["REDIS_URL"] = servers.valkey.url()
