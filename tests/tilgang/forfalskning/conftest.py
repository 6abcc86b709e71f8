"""One committed world for each file, since the attacker comes by a connection of their own."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.cast import Verden, give_consent, make_verden
from tests.lagret import committed
from tests.tilgang.forfalskning.angriper import logget_inn
from tests.tilgang.forfalskning.nabo import make_nabo
from tests.tilgang.innhold import Innhold, make_innhold


@pytest.fixture(scope="module")
def transactional_db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """As in tests/conftest.py, once for the file: every probe here is rolled back, or cleans up after itself."""
    with committed(django_db_blocker):
        yield


@pytest.fixture(scope="module")
def verden(transactional_db) -> Verden:
    """Everybody has said yes to PPT in Nora's case; Ola's is full of what nobody in hers may know."""
    verden = make_verden()
    give_consent(verden, verden.kari, verden.tom)
    return verden


@pytest.fixture(scope="module")
def innhold(verden) -> Innhold:
    """One of everything in Nora's case, which Jonas, Amina, Kari and Tom see."""
    return make_innhold(verden)


@pytest.fixture(scope="module")
def nabo(verden, innhold) -> dict[str, object]:
    """One of everything in Ola's case, by table."""
    return make_nabo(verden, verden.ola_sak, verden.siri)


@pytest.fixture
def con(transactional_db) -> Iterator[psycopg.Connection]:
    with logget_inn() as connection:
        yield connection
