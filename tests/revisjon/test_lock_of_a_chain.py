"""Whoever comes second to a chain waits for the first, and takes the next number: decided by order, not by luck."""

import threading
import time

from django.db import connection, connections

from bti.revisjon.services import flush, record
from bti.tilgang.aktoer import acting_as
from tests.eier import as_owner

FRIST = 60


def waiting() -> bool:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks l JOIN pg_database d ON d.datname = current_database()"
            " WHERE NOT l.granted AND (l.database = d.oid OR l.locktype = 'transactionid'))"
        )
        return cursor.fetchone()[0]


def test_the_second_takes_the_number_after_the_firsts(verden_committed):
    verden, faults = verden_committed, []
    sak = verden.nora_sak.pk
    with acting_as(verden.jonas.pk):
        record("prøve.hode", sak_id=sak)  # so that the chain has a head that both find

    def second() -> None:
        try:
            with acting_as(verden.kari.pk):
                record("prøve.andre", sak_id=sak)
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    with acting_as(verden.jonas.pk):
        record("prøve.første", sak_id=sak)
        flush()
        thread = threading.Thread(target=second)
        thread.start()
        end = time.monotonic() + FRIST
        while not waiting() and time.monotonic() < end:
            time.sleep(0.02)
    thread.join(timeout=FRIST)

    assert faults == []
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT handling FROM revisjon_hendelse WHERE sak_id = %s ORDER BY nr", [sak])
        assert [handling for (handling,) in cursor.fetchall()] == [
            "prøve.hode",
            "prøve.første",
            "prøve.andre",
        ]
