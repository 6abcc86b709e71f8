"""Celery: carries work out, holds none of it. What must not be lost lies in PostgreSQL (docs/varsling.md)."""

import logging
import os
from collections.abc import Callable
from functools import cache, wraps
from typing import Any
from uuid import UUID

from celery import Celery
from kombu.transport.redis import Channel

from bti.tilgang.aktoer import Formaal

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bti.settings.demo")

app = Celery("stafett")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["bti.varsling", "bti.utskrift", "bti.revisjon", "samtykke"])
# A worker that loses Valkey while it works would die of trying to give its messages back (kombu 5.7). There is no need:
# the ticker finds the work in PostgreSQL. For the same reason settings turn the bookkeeping of acknowledgements off.
Channel.do_restore = False
logger = logging.getLogger(__name__)


class OppgaveFeilet(Exception):
    """A task failed. Names the task and the kind of error, never its words: they may quote what people have written."""


def house_task(name: str, *, formaal: Formaal, **options: Any) -> Callable[[Callable[..., None]], Any]:
    """Make a task: a door into a service. Only ids go in, nothing comes out, and a second run changes nothing.

    ``formaal`` is the purpose that the task may act for (``acting_for``); it opens its own transactions.
    The message is acknowledged after the work: a child that is killed has its task taken up by another.
    """
    options = {
        "acks_late": True,
        "reject_on_worker_lost": True,
        "ignore_result": True,
        "max_retries": 0,
    } | options

    def decorate(function: Callable[..., None]) -> Any:
        @wraps(function)
        def run(*ids: str) -> None:
            for value in ids:
                UUID(value)
            _refuse_unsafe_connection()
            try:
                function(*ids)
            except Exception as fault:
                raise OppgaveFeilet(f"{name}: {type(fault).__name__}") from None

        task = app.task(name=name, **options)(run)
        task.formaal = formaal  # read by tests/husregler
        return task

    return decorate


@cache
def _refuse_unsafe_connection() -> None:
    """Ask once per process, as the web does: a role that passes the policies does no work."""
    from bti.tilgang.feil import UsikkerTilkobling
    from bti.tilgang.sjekker import find_connection_faults

    if faults := find_connection_faults():
        raise UsikkerTilkobling("; ".join(faults))
