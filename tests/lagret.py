"""Committed rows: for tests in which several connections or processes meet. Slower than a transaction.

Django's own TransactionTestCase cannot empty this database: it would empty the walls and the audit, which refuse it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from tests.cast import Verden, make_verden
from tests.eier import as_owner

BLIR = {"django_migrations", "django_content_type", "auth_permission"}
BLIR_VEGGER = {"tilgang_noekkel", "tilgang_innstilling", "tilgang_rolletillatelse"}


@contextmanager
def lagret_verden(django_db_blocker: Any) -> Iterator[Verden]:
    """The cast, committed; everything is emptied afterwards. Not together with the fixture ``db``."""
    with django_db_blocker.unblock():
        try:
            yield make_verden()
        finally:
            toem()
            connection.close()


def toem() -> None:
    """Empty every table but the walls, as the owner and past the audit's own trigger."""
    tables = set(connection.introspection.table_names()) - BLIR - BLIR_VEGGER
    names = ", ".join(connection.ops.quote_name(table) for table in sorted(tables))
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE revisjon_hendelse DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {names}")
        cursor.execute("ALTER TABLE revisjon_hendelse ENABLE TRIGGER USER")
