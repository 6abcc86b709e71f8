"""Filling a database with made-up cases, inside PostgreSQL: minutes for a million.

Four people to a case (stafettholder and a colleague of the responsible service, an adviser of another service with the
parent's consent, the parent), each person in about 40 cases, 20 log entries to a case and 200 for the measured ones.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bti.drift.bench.miljoe import Base

SQL = Path(__file__).parent / "fylling.sql"
MAALTE = 8
# guardian's rows are 49 to a case. Above this size every tenth case has them, and each case of the measured people:
# one row is found by its unique index, so the others only make that index higher.
ALLE_TILLATELSER_TIL = 100_000
STORE = (
    "bti_bruker", "bti_ansettelse", "bti_hovedperson", "bti_familierelasjon", "bti_sak", "bti_deltaker",
    "bti_sakuserobjectpermission", "samtykke_samtykkekrav", "samtykke_samtykke", "stafettlogg_innlegg",
    "varsling_paaminnelse",
)  # fmt: skip


def fill(base: Base, saker: int) -> None:
    """Fill the database unless it is full; prints how long it took."""
    with psycopg.connect(base.admin_url, autocommit=True) as connection:
        row = connection.execute("SELECT count(*) FROM bti_kommune WHERE kommunenummer = '9999'").fetchone()
        if row and row[0]:
            return
        began = time.monotonic()
        connection.execute("SET session_replication_role = replica")  # foreign keys hold by construction
        connection.execute("SET synchronous_commit = off")
        with _without_indexes(connection):
            for part in SQL.read_text(encoding="utf-8").split("\n---\n"):
                connection.execute(_fill_in(part, saker))
        connection.execute("VACUUM (ANALYZE)")
        print(f"Fylte {saker:,} saker på {time.monotonic() - began:.0f} s.".replace(",", " "), flush=True)


def _fill_in(part: str, saker: int) -> str:
    values = {
        "saker": saker,
        "folk": saker // 10,
        "maalte": MAALTE,
        "tynning": 1 if saker <= ALLE_TILLATELSER_TIL else 10,
    }
    for name, value in values.items():
        part = part.replace(f":{name}", str(value))
    return part


@contextmanager
def _without_indexes(connection: psycopg.Connection) -> Iterator[None]:
    """Take the plain indexes of the large tables away while filling; constraints stay."""
    rows = connection.execute(
        """SELECT i.indexdef, i.indexname FROM pg_indexes i
            WHERE i.schemaname = 'public' AND i.tablename = ANY(%s)
              AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)""",
        [list(STORE)],
    ).fetchall()
    for _, name in rows:
        connection.execute(f'DROP INDEX "{name}"')
    yield
    for definition, _ in rows:
        connection.execute(definition)
