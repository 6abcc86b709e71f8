"""The steps are those of the staff's workplace."""

import pytest

from tests.cast import give_consent
from tests.stafettlogg.conftest import amina, fill_in, jonas, login, maal, tiltak
from tests.tiltak.spurt import let_lise_in, make_tiltak
from tiltak.models import Tiltak

__all__ = ["amina", "fill_in", "jonas", "login", "maal", "tiltak"]


@pytest.fixture
def ledig(verden) -> Tiltak:
    """Lise and, by the family's yes, Amina are in the case; nobody has the measure."""
    let_lise_in(verden)
    give_consent(verden, verden.kari, verden.tom)
    return make_tiltak(verden)
