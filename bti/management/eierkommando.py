"""What the commands share that only the owner of the database may carry out."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import CommandError
from django.db import ProgrammingError
from psycopg.errors import InsufficientPrivilege


@contextmanager
def owner_only(refusal: str) -> Iterator[None]:
    """Turn the database's refusal into a sentence and the way out; ``refusal`` says what was not done."""
    try:
        yield
    except ProgrammingError as problem:
        if not isinstance(problem.__cause__, InsufficientPrivilege):
            raise
        raise CommandError(f"{refusal}: sett STAFETT_SOM_EIER=1 først.") from problem
