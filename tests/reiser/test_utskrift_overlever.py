"""Print-outs with the real worker: what dies on the way loses nothing and doubles nothing."""

import json
import os
import signal
from uuid import uuid4

import pytest
import redis

from bti.drift.prosess import wait_until
from tests.reiser.stakk import Stakk

VALG = {"deler": ["deltakere", "tiltak", "moeter", "logg"], "leser": "arkivet", "fra": None, "til": None}


def order(stakk: Stakk, antall: int) -> list[str]:
    """Put orders in the table as the web does, without a word to the worker."""
    (holder,) = stakk.query(
        "SELECT sak_id, bruker_id FROM bti_deltaker WHERE rolle = 'stafettholder' LIMIT 1"
    )
    ider = [str(uuid4()) for _i in range(antall)]
    for ny in ider:
        stakk.execute(
            "INSERT INTO utskrift_utskrift (id, sak_id, ordered_by_id, ordered_at, valg, status, fremdrift,"
            " steg_tekst, forsoek, feil, filstoerrelse) VALUES (%s, %s, %s, now(), %s, 'bestilt', 0, '', 0, '', 0)",
            ny,
            holder["sak_id"],
            holder["bruker_id"],
            json.dumps(VALG | {"underskrift": False}),
        )
    return ider


def count(stakk: Stakk, status: str) -> int:
    return stakk.query("SELECT count(*) AS n FROM utskrift_utskrift WHERE status = %s", status)[0]["n"]


def kill_worker(stakk: Stakk) -> None:
    """End the worker, its children and beat, as a power cut does."""
    worker = stakk.children[1].process
    assert worker is not None
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def check_once_each(stakk: Stakk, ider: list[str]) -> None:
    """Every order has one file, one line on the record and one notice."""
    filer = stakk.query(
        "SELECT count(*) AS n FROM utskrift_utskrift WHERE status = 'ferdig' AND fil IS NOT NULL"
    )
    laget = stakk.query(
        "SELECT objekt_id::text AS id FROM revisjon_hendelse WHERE handling = 'utskrift.laget'"
    )
    fortalt = stakk.query("SELECT objekt_id::text AS id FROM varsling_utboks WHERE slag = 'utskrift_klar'")
    assert filer[0]["n"] == len(ider)
    assert sorted(rad["id"] for rad in laget) == sorted(ider)
    assert sorted(rad["id"] for rad in fortalt) == sorted(ider)


@pytest.fixture
def uten_arbeider(stakk: Stakk):
    """No worker at first; whatever happens, the next journey has one."""
    kill_worker(stakk)
    yield stakk
    if not stakk.children[1].is_alive():
        stakk.children[1].start()


@pytest.mark.nightly
def test_emptied_valkey_loses_no_order(uten_arbeider: Stakk):
    stakk = uten_arbeider
    ider = order(stakk, 3)
    with redis.Redis(unix_socket_path=str(stakk.valkey.sokkel)) as valkey:
        valkey.flushall()
    stakk.children[1].start()
    assert wait_until(lambda: count(stakk, "ferdig") == len(ider), seconds=60, step=0.2)
    check_once_each(stakk, ider)


@pytest.mark.nightly
def test_killed_worker_loses_and_doubles_nothing(uten_arbeider: Stakk):
    stakk = uten_arbeider
    ider = order(stakk, 6)
    stakk.children[1].start()
    assert wait_until(lambda: count(stakk, "paagaar") > 0, seconds=60, step=0.01)
    kill_worker(stakk)
    assert count(stakk, "ferdig") < len(ider)
    stakk.execute(
        "UPDATE utskrift_utskrift SET claimed_at = claimed_at - interval '3 minutes' WHERE status = 'paagaar'"
    )
    stakk.children[1].start()
    assert wait_until(lambda: count(stakk, "ferdig") == len(ider), seconds=90, step=0.2)
    check_once_each(stakk, ider)
