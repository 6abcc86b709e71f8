"""A nudge to the worker after commit. Best effort, and never in the way of a page.

A thread of its own sends the nudges, at most twice a second and each only once a turn, on a connection that gives up
early. When Valkey is away or hangs, the nudge is dropped: the ticker finds the work within a minute.
"""

import logging
import os
import threading
from contextlib import suppress
from typing import Any

from django.conf import settings
from kombu import Connection

PAUSE = 0.5
FLEST = 1000  # what waits in one process; the ticker takes the rest
UTLOEPER = 55  # seconds: a nudge that nobody has taken by then has been overtaken by the ticker
FRISTER = {"socket_connect_timeout": 1, "socket_timeout": 2, "retry_on_timeout": False, "max_retries": 0}
logger = logging.getLogger(__name__)


class Dytter:
    """The thread of one process, and what it has to send. Started by the first nudge; a fork begins anew."""

    def __init__(self) -> None:
        self.waiting: dict[tuple[str, ...], None] = {}
        self.lock = threading.Lock()
        self.wake = threading.Event()
        self.thread: threading.Thread | None = None
        self.line: Connection | None = None
        self.is_down = False

    def add(self, task: str, ids: tuple[str, ...]) -> None:
        """Note it and return at once."""
        with self.lock:
            if len(self.waiting) < FLEST:
                self.waiting[(task, *ids)] = None
            if self.thread is None:
                self.thread = threading.Thread(target=self._run, name="dytt", daemon=True)
                self.thread.start()
        self.wake.set()

    def _run(self) -> None:
        while self.wake.wait():
            self.wake.clear()
            with self.lock:
                batch, self.waiting = list(self.waiting), {}
            self._send(batch)
            threading.Event().wait(PAUSE)

    def _send(self, batch: list[tuple[str, ...]]) -> None:
        try:
            self._send_on_line(batch)
        except Exception as fault:  # whatever is wrong with the queue, the page has been served
            if not self.is_down:
                logger.warning("The queue does not answer (%s); the ticker takes over.", type(fault).__name__)
            self.is_down = True
        else:
            self.is_down = False

    def _send_on_line(self, batch: list[tuple[str, ...]]) -> None:
        """Use the line that is open: opening one costs as much as a page. One that has gone dead is opened anew."""
        was_open = self.line is not None
        try:
            self.line = self.line or open_line()
            send_on(self.line, batch)
        except Exception:
            self._hang_up()
            if not was_open:
                raise
            self._send_on_line(batch)

    def _hang_up(self) -> None:
        line, self.line = self.line, None
        if line is not None:
            with suppress(Exception):  # it is dead already
                line.release()


def open_line() -> Connection:
    """Return a connection to the queue that gives up early."""
    from bti.celery import app

    options: dict[str, Any] = {
        "connect_timeout": 1,
        "transport_options": app.conf.broker_transport_options | FRISTER,
    }
    return app.connection_for_write(**options)


def send_on(line: Connection, batch: list[tuple[str, ...]]) -> None:
    """Send the nudges. Raises whatever the queue raises."""
    from bti.celery import app

    for task, *ids in batch:
        app.send_task(task, args=ids, connection=line, retry=False, expires=UTLOEPER, ignore_result=True)


_dytter = Dytter()


def _begin_anew() -> None:
    global _dytter
    _dytter = Dytter()


os.register_at_fork(after_in_child=_begin_anew)


def kick(task: str, *ids: object) -> None:
    """Ask for a task to be run soon. Never waits, never raises. Call it from ``transaction.on_commit``."""
    if settings.REDIS_URL:
        _dytter.add(task, tuple(str(value) for value in ids))
