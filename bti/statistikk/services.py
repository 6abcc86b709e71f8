"""Becoming the role that may count, and only for as long as it takes."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper


@contextmanager
def as_leserolle() -> Iterator[CursorWrapper]:
    """Run SQL as stafett_lese, which sees no table and may call the counting functions alone; then be the app again.

    The functions themselves ask the signed actor whether they may count in this municipality.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        before = cursor.fetchone()[0]
        cursor.execute("SET LOCAL ROLE stafett_lese")
        yield cursor
        cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(before)}")
