"""Waiting for others' locks, and no longer than said: for acts that nobody may hold up."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable


class OpptattForLenge(Exception):
    """Somebody held what was waited for, past the time that was set. What the block had done is undone."""


@contextmanager
def waiting_at_most(millisekunder: int) -> Iterator[None]:
    """Let no statement of the block wait longer than this for a lock. Call it in a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('lock_timeout'), set_config('lock_timeout', %s, true)",
            [str(millisekunder)],
        )
        (before, _) = cursor.fetchone()
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [before])


@contextmanager
def giving_up_when_busy() -> Iterator[None]:
    """A savepoint round what may have to be given up. Raises OpptattForLenge.

    Foreign keys are checked before it ends: left for the commit, they would wait there, and undo it all.
    """
    try:
        with transaction.atomic():
            yield
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except OperationalError as problem:
        if isinstance(problem.__cause__, LockNotAvailable):
            raise OpptattForLenge from problem
        raise
