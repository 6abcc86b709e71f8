"""Our own Valkey: answers, is reused, keeps its queue over a crash."""

import os
import signal

import pytest
import redis

from bti.drift.prosess import wait_until
from bti.drift.valkey import Valkey


@pytest.fixture
def valkey(tmp_path):
    server = Valkey(tmp_path)
    server.start()
    yield server
    server.stop()


def test_start_answers_on_a_socket_only_we_may_open(valkey):
    with redis.Redis(unix_socket_path=str(valkey.sokkel)) as client:
        assert client.ping()

    assert valkey.sokkel.stat().st_mode & 0o077 == 0


def test_second_start_reuses_the_server(valkey):
    again = Valkey(valkey.folder.parent)
    again.start()

    assert again.read_pid() == valkey.read_pid()
    assert not again.startet_her


def test_the_queue_survives_a_kill(valkey):
    with redis.Redis(unix_socket_path=str(valkey.sokkel)) as client:
        client.rpush("celery", "jobb")
    os.kill(valkey.read_pid(), signal.SIGKILL)
    assert wait_until(lambda: not valkey.is_running(), seconds=10)
    valkey.start()

    with redis.Redis(unix_socket_path=str(valkey.sokkel)) as client:
        assert client.lrange("celery", 0, -1) == [b"jobb"]


def test_stop_ends_it(valkey):
    valkey.stop()

    assert not valkey.is_running()
