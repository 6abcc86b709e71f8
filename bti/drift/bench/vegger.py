"""What row-level security costs: the app's list and detail page with the policies on and off, in turn, in one run.

Two things to compare with; all else (the actor, the gate, the record) works as always. *The cases alone*: only the
table of cases keeps its policy, so that the page finds the same rows, as any app must that shows people their own
cases; what remains is what the policies of all other tables cost. *Open*: no table has any, so that nobody asks the
rule: the list is then the newest cases of others, found by their date.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from bti.drift.bench.kjoering import BOLK, OPPVARMING, Loep, Vev
from bti.drift.bench.miljoe import Base
from bti.drift.bench.oppgaver import Oppgave

OPPGAVER = ("liste", "detalj")
SAKENE = "bti_sak"
BOLKER_PER_SKIFTE = 3
GAARD = """
SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'public' AND c.relrowsecurity"""


def measure_vegger(
    base: Base, server: Vev, oppgaver: list[Oppgave], runder: int
) -> dict[str, tuple[float, float]]:
    """Return for each page how much more it costs than with the cases alone guarded, and than with open tables.

    Both as shares of what it costs without.
    """
    return {
        oppgave.navn: _measure(base, server, oppgave, runder)
        for oppgave in oppgaver
        if oppgave.navn in OPPGAVER
    }


def _measure(base: Base, server: Vev, oppgave: Oppgave, runder: int) -> tuple[float, float]:
    med, sakene, aapent = (Loep(base, server, oppgave) for _ in range(3))
    bolk = BOLK * BOLKER_PER_SKIFTE
    for begin in range(0, runder, bolk):
        _send(med, begin, bolk)
        with _open(base, but=SAKENE):
            _send(sakene, begin, bolk)
        with _open(base):
            _send(aapent, begin, bolk)
    return med.cpu_ms / sakene.cpu_ms - 1, med.cpu_ms / aapent.cpu_ms - 1


def _send(run: Loep, begin: int, bolk: int) -> None:
    """A change of the tables makes every plan anew: the first requests after it are not counted."""
    counted = (run.cpu, run.database, list(run.tider))
    run.send(range(begin, begin + OPPVARMING))
    run.cpu, run.database, run.tider = counted
    run.send(range(begin, begin + bolk))


@contextmanager
def _open(base: Base, *, but: str = "") -> Iterator[None]:
    """Take the policies away for a while, in this database alone; those of one table may stay."""
    with psycopg.connect(base.admin_url, autocommit=True) as connection:
        tables = [row[0] for row in connection.execute(GAARD) if row[0] != but]
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
