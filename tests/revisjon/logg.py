"""A record with an anchor that has left the house, and ways to do it harm. Shared by the tests of the chain."""

# ruff: noqa: E501 (SQL and long rows on one line)

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management import CommandError, call_command
from django.db import connection

from bti.revisjon.jobb import make_anker, send_ankere
from bti.revisjon.sending import FILNAVN
from bti.revisjon.services import record
from bti.tilgang.aktoer import acting_as
from tests.eier import as_owner

TABELLER = ("revisjon_hendelse", "revisjon_ankerpunkt", "revisjon_ankerledd")

# Every hash of a chain worked out anew, and its head: what somebody does who knows the method and has the database.
REGN_UT_PAA_NYTT = """
DO $$
DECLARE
    forrige bytea := revisjon_start('{kjede}');
    rad record;
BEGIN
    FOR rad IN SELECT * FROM revisjon_hendelse WHERE kjede_id = '{kjede}' ORDER BY nr LOOP
        UPDATE revisjon_hendelse h SET forrige_hash = forrige, hash = revisjon_hash(
                   forrige, h.id, h.kjede_id, h.nr, h.tidspunkt, h.sak_id, h.aktoer_id, h.aktoer_navn, h.aktoer_tjeneste,
                   h.formaal, h.handling, h.objekt_type, h.objekt_id, h.detaljer, h.innhold_hash, h.salt_hash)
         WHERE h.id = rad.id RETURNING hash INTO forrige;
    END LOOP;
    UPDATE revisjon_kjede k SET hash = forrige, nr = (SELECT coalesce(max(nr), 0) FROM revisjon_hendelse WHERE kjede_id = '{kjede}')
     WHERE k.kjede_id = '{kjede}';
END $$
"""
# The anchors made to fit what the chains say now, all but the signature.
REGN_UT_ANKERET = """
UPDATE revisjon_ankerledd l SET hash = h.hash FROM revisjon_hendelse h WHERE h.kjede_id = l.kjede_id AND h.nr = l.nr;
UPDATE revisjon_ankerpunkt a SET hode = (
    SELECT sha256(string_agg(revisjon_ankerdel(l.kjede_id, l.nr, l.hash), '' ORDER BY l.kjede_id))
      FROM revisjon_ankerledd l WHERE l.anker_id = a.id);
UPDATE revisjon_ankerpunkt a SET hash = sha256(convert_to(
    revisjon_ankertekst(nr, dag, made_at, kjeder, ledd, hode, forrige_hash), 'UTF8'))
"""


@contextmanager
def guards_asleep() -> Iterator[Any]:
    """As the owner, with the triggers off. What waits for the end of the transaction is looked at before and after."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABELLER:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        for table in TABELLER:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@dataclass
class Logg:
    """Nora's chain has eight links, five of them bound by the anchor; Ola's has two, bound."""

    nora: UUID
    ola: UUID
    fil: Path

    def tamper(self, *statements: str) -> None:
        """As the owner, past the guards, which are in place again afterwards."""
        with guards_asleep() as cursor:
            for statement in statements:
                cursor.execute(statement.format(kjede=self.nora, ola=self.ola))

    def faults(self, *arguments: str) -> list[str]:
        """Return what verify_revisjon says is wrong, compared with the file outside."""
        out = StringIO()
        with as_owner():
            try:
                call_command(
                    "verify_revisjon", f"--ankere={self.fil}", *arguments, stdout=StringIO(), stderr=out
                )
            except CommandError as refusal:
                assert "Revisjonen holder ikke" in str(refusal), refusal  # noqa: PT017
        return out.getvalue().splitlines()


def write_events(sak_id: UUID, bruker_id: UUID, antall: int) -> None:
    for n in range(antall):
        with acting_as(bruker_id):
            record("prøve.skrevet", sak_id=sak_id, innhold=f"tekst {n}", nr=n)


def make_logg(verden, mappe: Path) -> Logg:
    logg = Logg(verden.nora_sak.pk, verden.ola_sak.pk, mappe / FILNAVN)
    write_events(logg.nora, verden.jonas.pk, 5)
    write_events(logg.ola, verden.siri.pk, 2)
    make_anker()
    assert send_ankere() == 0
    write_events(logg.nora, verden.jonas.pk, 3)
    return logg
