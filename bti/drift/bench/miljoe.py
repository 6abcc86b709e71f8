"""A PostgreSQL of its own for the measurements, and the environment of the two web servers."""

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from bti.drift import forvaltning, hemmeligheter, roller, systembibliotek
from bti.drift.miljoe import as_owner, own
from bti.drift.postgres import Postgres
from bti.drift.steder import ROT, Feil, ensure_folder
from bti.drift.valkey import Valkey

# A server the size of a small municipality's; durability off, since the measure is CPU.
INNSTILLINGER = {
    "shared_buffers": "2GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "2GB",
    "max_wal_size": "8GB",
    "pg_stat_statements.track_utility": "off",
}


@dataclass
class Benk:
    """The servers of the measurements."""

    folder: Path
    postgres: Postgres
    valkey: Valkey
    laas: IO[str]

    def stop(self) -> None:
        self.valkey.stop()
        self.postgres.stop()
        self.laas.close()


@dataclass
class Base:
    """One database of one size, and the environment of the processes that use it."""

    servers: Benk
    navn: str
    miljoe: dict[str, str]

    @property
    def admin_url(self) -> str:
        return self.servers.postgres.url(database=self.navn)


def start() -> Benk:
    """Start the measurement servers in a folder of their own."""
    folder = ensure_folder(ROT / ".stafett-bench", passable=True)
    laas = (folder / "i-bruk").open("a")
    try:
        fcntl.flock(laas, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Feil("En annen måling går i denne mappen. Vent til den er ferdig.") from None
    postgres = Postgres(folder, varig=False, innstillinger=INNSTILLINGER)
    valkey = Valkey(folder)
    postgres.start()
    valkey.start()
    return Benk(folder, postgres, valkey, laas)


def prepare_database(servers: Benk, saker: int, *, afresh: bool) -> Base:
    """Make the database of that size with its tables, unless it is there."""
    name = f"stafett_bench_{saker}"
    admin = servers.postgres.url()
    if afresh:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )
    is_new = roller.prepare(admin, passord=roller.Passord(), base=name)
    base = Base(servers, name, _environment(servers, admin, name))
    # Only a new one is made ready: in a filled one it would give back guardian's rows that the filling left out.
    commands = [("klargjoer", "-v", "0")] if is_new else []
    for command in (*commands, ("collectstatic", "--noinput", "-v", "0")):
        if forvaltning.run(as_owner(base.miljoe), *command):
            raise Feil(f"«{command[0]}» gikk ikke. Meldingen står over.")
    with psycopg.connect(base.admin_url, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
    return base


def _environment(servers: Benk, admin: str, name: str) -> dict[str, str]:
    return (
        own()
        | systembibliotek.environment()
        | hemmeligheter.ensure(servers.folder)
        | {
            "DATABASE_URL": roller.address(admin, roller.APP, "", name),
            "DATABASE_OWNER_URL": roller.address(admin, roller.EIER, "", name),
            "REDIS_URL": servers.valkey.url(),
            "DJANGO_SETTINGS_MODULE": "bti.settings.demo",
            "STAFETT_MAPPE": str(servers.folder),
            "PATH": os.environ["PATH"],
        }
    )
