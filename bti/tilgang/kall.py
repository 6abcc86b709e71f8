"""Calling the SQL functions that decide for themselves: what the database refuses is a 403."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connection, transaction
from psycopg.errors import InsufficientPrivilege


@contextmanager
def refusal_is_403() -> Iterator[None]:
    """Turn the refusal of a SQL function into PermissionDenied; the transaction goes on."""
    try:
        with transaction.atomic():
            yield
    except ProgrammingError as problem:
        if isinstance(problem.__cause__, InsufficientPrivilege):
            raise PermissionDenied(str(problem)) from problem
        raise


def call(sql: str, *arguments: Any) -> Any:
    """Return the one value that the function gives."""
    with refusal_is_403(), connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        return cursor.fetchone()[0]


def fetch(sql: str, *arguments: Any) -> list[tuple[Any, ...]]:
    """Return the rows that the function gives. For reading: what is refused here, a page should not have asked."""
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        return cursor.fetchall()
