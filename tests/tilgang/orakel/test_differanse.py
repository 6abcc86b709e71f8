"""The oracle and the database, asked the same about random worlds: no answer differs.

Which seed, which rows and what the oracle means stand in the message of a difference.
"""

import pytest
from django.utils import timezone

from tests.tilgang.orakel.froe import FROE_NAA, FROE_SIDER
from tests.tilgang.orakel.innsetting import Innsetter
from tests.tilgang.orakel.maater import Maater
from tests.tilgang.orakel.sammenlikning import Sammenlikning
from tests.tilgang.orakel.sider import Sider
from tests.tilgang.orakel.verdener import make_verden

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("froe", FROE_NAA)
def test_a_world(froe, record_property):
    verden = make_verden(froe)
    inne = Innsetter(verden)
    inne.put_in()
    sammenlikning = Sammenlikning(froe, verden)

    Maater(sammenlikning, inne).ask_everybody()

    sammenlikning.finish(record_property)


@pytest.mark.parametrize("froe", FROE_SIDER)
def test_the_pages_of_a_world(froe, record_property):
    """By the real clock: sessions and pages have no other. The borders of age are as close as everywhere."""
    verden = make_verden(froe, timezone.now())
    inne = Innsetter(verden)
    inne.put_in()
    sammenlikning = Sammenlikning(froe, verden)

    sider = Sider(sammenlikning, inne)
    sider.ask(personer=14, par=20)

    sammenlikning.finish(record_property)
    assert sider.sette >= {200, 403, 404}
