"""Every test runs on real PostgreSQL as the app's own role: the owner migrates, then the connection becomes the app."""

from collections.abc import Iterator

from bti.drift import testserver

testserver.start()

import django  # noqa: E402

django.setup()

import pytest  # noqa: E402
from django.utils import translation  # noqa: E402

from tests.cast import Verden, make_verden  # noqa: E402
from tests.eier import as_owner  # noqa: E402
from tests.lagret import committed  # noqa: E402
from tests.rekkefoelge import pytest_collection_modifyitems, pytest_xdist_make_scheduler  # noqa: E402, F401
from tests.rolle import become_app, become_owner  # noqa: E402
from tests.tall import pytest_runtest_logreport, pytest_terminal_summary  # noqa: E402, F401


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings) -> None:
    become_owner()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    from bti.tilgang.klargjoering import prepare_tilgang

    with django_db_blocker.unblock():
        prepare_tilgang()
        become_app()
    yield
    with django_db_blocker.unblock():
        become_owner()


@pytest.fixture(autouse=True)
def in_bokmaal() -> Iterator[None]:
    """A page that was read in another language leaves it on: no test begins in the language of the one before."""
    with translation.override("nb"):
        yield


@pytest.fixture
def eier(db):
    """The table owner, for set-up that no user of the app may do: ``with eier():``."""
    return as_owner


@pytest.fixture
def transactional_db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """In place of pytest-django's, which would empty the walls too (tests/lagret.py).

    By its name pytest-django knows that the test needs the test database, also when it is run alone.
    """
    with committed(django_db_blocker):
        yield


@pytest.fixture
def verden_committed(transactional_db) -> Verden:
    """The same world, in rows that other connections can see. Not together with ``db``."""
    return make_verden()


@pytest.fixture
def verden(db) -> Verden:
    """Solvik and Fjellvik with everybody in them (tests/cast.py)."""
    return make_verden()
