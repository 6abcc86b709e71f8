"""Two people in one case at the same time: one chain, no fork."""

from functools import partial

import pytest
from django.db import connection

from bti.revisjon.services import record
from bti.tilgang.aktoer import acting_as
from tests.eier import as_owner
from tests.lagret import at_once

TRANSAKSJONER = 15


def write_many(bruker_id, sak_id) -> None:
    for n in range(TRANSAKSJONER):
        with acting_as(bruker_id):
            record("prøve.en", sak_id=sak_id, n=n)
            record("prøve.to", sak_id=sak_id, n=n)


def write_all_at_once(verden) -> list[object]:
    """Let four people write in one case at the same time; return what went wrong."""
    people = [verden.jonas, verden.kari, verden.tom, verden.jonas]
    results = at_once([(None, partial(write_many, person.pk, verden.nora_sak.pk)) for person in people])
    return [one for one in results if one is not None]


def test_four_writers_make_one_chain(verden_committed):
    assert write_all_at_once(verden_committed) == []
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(DISTINCT nr), max(nr), count(DISTINCT forrige_hash) FROM revisjon_hendelse"
        )
        assert cursor.fetchone() == (120, 120, 120, 120)
        cursor.execute("SELECT * FROM revisjon_feil()")
        assert cursor.fetchall() == []


@pytest.fixture
def no_lock(verden_committed):
    """The recording function without the lock on the chain's head, for as long as the test lasts."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('revisjon_record(jsonb)'::regprocedure)")
        whole = cursor.fetchone()[0]
        weak = whole.replace("DO UPDATE SET nr = excluded.nr WHERE false;", "DO NOTHING;")
        assert weak != whole
        # Read a little later what the other has read too: the fork that the lock prevents.
        slow = weak.replace(
            "clock_timestamp() AS tid,", "(SELECT clock_timestamp() FROM pg_sleep(0.01)) AS tid,"
        )
        assert slow != weak
        cursor.execute(slow)
    yield verden_committed
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(whole)


def test_without_the_lock_the_chain_would_fork(no_lock):
    """Two would take the same number; the table refuses, and somebody's page fails. So the lock is needed."""
    assert any("hendelse_once_per_nr" in str(error) for error in write_all_at_once(no_lock))
