"""Committed rows: for tests in which several connections or processes meet. Slower than a transaction.

Django's own TransactionTestCase cannot empty this database: it would empty the walls and the audit, which refuse it.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any
from uuid import UUID

from django.db import connection, connections

from bti.tilgang.aktoer import acting_as
from tests.eier import as_owner

BLIR = {"django_migrations", "django_content_type", "auth_permission"}
ROERES_IKKE = ("revisjon_hendelse", "revisjon_ankerpunkt", "revisjon_ankerledd")
BLIR_VEGGER = {"tilgang_noekkel", "tilgang_innstilling", "tilgang_rolletillatelse"}


@contextmanager
def committed(django_db_blocker: Any) -> Iterator[None]:
    """What is written is seen by other connections; everything is emptied afterwards."""
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            toem()
            connection.close()


def toem() -> None:
    """Empty every table but the walls, as the owner and past the audit's own trigger."""
    tables = set(connection.introspection.table_names()) - BLIR - BLIR_VEGGER
    names = ", ".join(connection.ops.quote_name(table) for table in sorted(tables))
    with as_owner(), connection.cursor() as cursor:
        for table in ROERES_IKKE:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {names}")
        for table in ROERES_IKKE:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def at_once(acts: Sequence[tuple[UUID | None, Callable[[], object]]]) -> list[object]:
    """Let each person act on a connection of their own at the same moment; return results and errors.

    Without a person the act is nobody's, and names its own.
    """
    ready, results = threading.Barrier(len(acts)), []

    def run(bruker_id: UUID | None, act: Callable[[], object]) -> None:
        try:
            with acting_as(bruker_id) if bruker_id else nullcontext():
                ready.wait(timeout=20)
                results.append(act())
        except Exception as error:
            results.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results
