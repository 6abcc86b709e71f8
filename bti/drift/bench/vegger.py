"""What row-level security costs: the app's list and detail page with the policies on and off, in turn, in one run.

Off means that the tables of the measured database are opened for a while; all else (the actor, the rule as functions
ask it, the gate, the record) works as always. The list is then somebody else's rows, but as many of them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from bti.drift.bench.kjoering import BOLK, OPPVARMING, Loep, Vev
from bti.drift.bench.miljoe import Base
from bti.drift.bench.oppgaver import Oppgave

OPPGAVER = ("liste", "detalj")
BOLKER_PER_SKIFTE = 3
GAARD = """
SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'public' AND c.relrowsecurity"""


def measure_vegger(base: Base, server: Vev, oppgaver: list[Oppgave], runder: int) -> dict[str, float]:
    """Return for each page how much more it costs with the policies on, as a share of what it costs without."""
    return {
        oppgave.navn: _measure(base, server, oppgave, runder)
        for oppgave in oppgaver
        if oppgave.navn in OPPGAVER
    }


def _measure(base: Base, server: Vev, oppgave: Oppgave, runder: int) -> float:
    med, uten = Loep(base, server, oppgave), Loep(base, server, oppgave)
    bolk = BOLK * BOLKER_PER_SKIFTE
    for begin in range(0, runder, bolk):
        _send(med, begin, bolk)
        with _open(base):
            _send(uten, begin, bolk)
    return med.cpu_ms / uten.cpu_ms - 1


def _send(run: Loep, begin: int, bolk: int) -> None:
    """A change of the tables makes every plan anew: the first requests after it are not counted."""
    counted = (run.cpu, run.database, list(run.tider))
    run.send(range(begin, begin + OPPVARMING))
    run.cpu, run.database, run.tider = counted
    run.send(range(begin, begin + bolk))


@contextmanager
def _open(base: Base) -> Iterator[None]:
    """Take the policies away for a while, in this database alone."""
    with psycopg.connect(base.admin_url, autocommit=True) as connection:
        tables = [row[0] for row in connection.execute(GAARD)]
        _alter(connection, tables, "DISABLE")
        try:
            yield
        finally:
            _alter(connection, tables, "ENABLE")


def _alter(connection: psycopg.Connection, tables: list[str], verb: str) -> None:
    for table in tables:
        connection.execute(
            sql.SQL("ALTER TABLE {} " + verb + " ROW LEVEL SECURITY").format(sql.Identifier(table))
        )
