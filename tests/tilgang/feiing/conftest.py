"""One world for a whole file: it takes a second to make, and each test undoes what it does in it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.tilgang.feiing.felt import Felt, make_felt, undone


@pytest.fixture(scope="module")
def felt_i_filen(django_db_setup: None, django_db_blocker: Any) -> Iterator[Felt]:
    """The world, in a transaction that is never committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_felt()
        transaction.set_rollback(True)


@pytest.fixture
def db(felt_i_filen: Felt) -> Iterator[None]:
    """In place of pytest-django's, which would begin with an empty database: what the test writes is undone.

    By its name pytest-django knows that the test needs the test database.
    """
    with undone():
        yield


@pytest.fixture
def felt(db: None, felt_i_filen: Felt) -> Felt:
    """The world as it was made, whatever another test did to it."""
    return felt_i_filen
