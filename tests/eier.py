"""Writing as the owner inside a test: set-up that no user of the app may do."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

_is_eier: ContextVar[bool] = ContextVar("is_eier", default=False)


@contextmanager
def as_owner() -> Iterator[None]:
    """Run the block as the table owner, then be the app again. Inside itself it does nothing."""
    if _is_eier.get():
        yield
        return
    token = _is_eier.set(True)
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_user")
                before = cursor.fetchone()[0]
                cursor.execute("SET LOCAL ROLE stafett_owner")
            yield
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(before)}")
    finally:
        _is_eier.reset(token)
