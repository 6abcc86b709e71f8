"""Nora's case with a word in everything, PPT in it by two parents' yes, and Kari who may take hers back any moment."""

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.cast import Verden, give_consent, make_verden
from tests.lagret import committed
from tests.tilgang.innhold import make_innhold
from tests.tilgang.kapploep.innsmett import Loep


@pytest.fixture(scope="module")
def transactional_db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """As in tests/conftest.py, once for the file: each try gives the consent back."""
    with committed(django_db_blocker):
        yield


@pytest.fixture(scope="module")
def verden(transactional_db) -> Verden:
    verden = make_verden()
    give_consent(verden, verden.kari, verden.tom)
    make_innhold(verden)
    return verden


@pytest.fixture
def loep(verden, record_property) -> Iterator[Loep]:
    """Each try is said when it is done: what is said after the test is not counted (tests/tall.py)."""
    loep = Loep(verden, record_property)
    yield loep
    loep.give_back()
    loep.close()


@pytest.fixture
def amina(verden) -> Client:
    client = Client()
    client.force_login(verden.amina)
    return client
