"""What row-level security costs: the app's list and detail page with the policies on and off, in turn, in one run.

Two things to compare with; all else (the actor, the gate, the record) works as always. *Open*: a second web server, on
the same database, whose role goes past the policies: nobody asks the rule, and the list is the newest cases of others,
found by their date. The two are asked by turns, so that a noisy minute strikes both, and no table is altered in
between, which would make every plan anew. *The cases alone*: only the table of cases keeps its policy, so that the page
finds the same rows, as any app must that shows people their own cases; what remains is what the policies of all other
tables cost.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import psycopg
from psycopg import sql

from bti.drift import roller
from bti.drift.bench.kjoering import BOLK, OPPVARMING, Loep, Vev, running
from bti.drift.bench.miljoe import Base
from bti.drift.bench.oppgaver import Oppgave

OPPGAVER = ("liste", "detalj")
SAKENE = "bti_sak"
AAPEN = "stafett_bench_aapen"
BOLKER_PER_SKIFTE = 3
GAARD = """
SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'public' AND c.relrowsecurity"""
INNSTILLINGER = """
SELECT unnest(s.setconfig) FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
 WHERE s.setrole = %s::regrole AND d.datname = current_database()"""


def measure_vegger(
    base: Base, server: Vev, oppgaver: list[Oppgave], runder: int
) -> dict[str, tuple[float, float]]:
    """Return for each page how much more it costs than with the cases alone guarded, and than without policies.

    Both as shares of what it costs without.
    """
    asked = [oppgave for oppgave in oppgaver if oppgave.navn in OPPGAVER]
    with running("aapen", _as_another_role(base)) as open_server:
        if asked:
            Loep(base, open_server, asked[0]).send(range(1))
        _past_the_policies(base)
        aapent = {o.navn: _by_turns(base, (server, open_server), o, runder) for o in asked}
    return {o.navn: (_with_the_cases(base, server, o, runder), aapent[o.navn]) for o in asked}


def _by_turns(base: Base, servers: tuple[Vev, Vev], oppgave: Oppgave, runder: int) -> float:
    med, uten = (Loep(base, server, oppgave) for server in servers)
    for run in (med, uten):
        run.send(range(OPPVARMING))
        run.forget()
    for begin in range(OPPVARMING, OPPVARMING + runder, BOLK):
        for run in (med, uten):
            run.send(range(begin, begin + BOLK))
    return med.cpu_ms / uten.cpu_ms - 1


def _past_the_policies(base: Base) -> None:
    """Let the other role go past the policies, after the first request: at that the app refuses such a role."""
    with psycopg.connect(base.admin_url, autocommit=True) as connection:
        connection.execute(sql.SQL("ALTER ROLE {} BYPASSRLS").format(sql.Identifier(AAPEN)))
        # Plans that are made already still ask the policies.
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [AAPEN]
        )


def _as_another_role(base: Base) -> Base:
    """Return the same database for a role that is the app's in everything but its name."""
    me, app = sql.Identifier(AAPEN), sql.Identifier(roller.APP)
    with psycopg.connect(base.admin_url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [AAPEN]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(me))
        connection.execute(sql.SQL("ALTER ROLE {} NOBYPASSRLS").format(me))
        connection.execute(sql.SQL("GRANT {} TO {}").format(app, me))
        for (line,) in connection.execute(INNSTILLINGER, [roller.APP]).fetchall():
            name, _, value = line.partition("=")
            connection.execute(
                sql.SQL("ALTER ROLE {} IN DATABASE {} SET {} = {}").format(
                    me, sql.Identifier(base.navn), sql.Identifier(name), sql.Literal(value)
                )
            )
    address = roller.address(base.servers.postgres.url(), AAPEN, "", base.navn)
    return replace(base, miljoe=base.miljoe | {"DATABASE_URL": address})


def _with_the_cases(base: Base, server: Vev, oppgave: Oppgave, runder: int) -> float:
    med, sakene = (Loep(base, server, oppgave) for _ in range(2))
    bolk = BOLK * BOLKER_PER_SKIFTE
    for begin in range(0, runder, bolk):
        _send(med, begin, bolk)
        with _open(base, but=SAKENE):
            _send(sakene, begin, bolk)
    return med.cpu_ms / sakene.cpu_ms - 1


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
