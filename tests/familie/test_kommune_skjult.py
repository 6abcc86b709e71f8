"""A parent who is kept out is not told where: the municipality's name may be what the protected address hides."""

import pytest

from bti.models import Adressesperre, Familierelasjon, Hovedperson, Verifisering
from tests import factories as f
from tests.eier import as_owner

pytestmark = pytest.mark.django_db
SIDER = ("/familie/", "/varsler/", "/finnes-ikke/")


def texts(client, bruker) -> str:
    client.force_login(bruker)
    return "".join(client.get(side, follow=True).content.decode() for side in SIDER)


def test_the_family_reads_whose_service_it_is(client, verden):
    """Otherwise the tests below would prove nothing."""
    assert "Solvik" in texts(client, verden.kari)


@pytest.mark.parametrize("sperre", [Adressesperre.FORTROLIG, Adressesperre.STRENGT_FORTROLIG])
def test_a_protected_address_hides_the_municipality(client, verden, sperre):
    with as_owner():
        Hovedperson.objects.filter(sak=verden.nora_sak).update(adressesperre=sperre)

    assert "Solvik" not in texts(client, verden.kari)


def test_a_parent_who_is_not_confirmed_is_not_told(client, verden):
    with as_owner():
        Familierelasjon.objects.filter(bruker=verden.tom).update(verifisering=Verifisering.INGEN)

    assert "Solvik" not in texts(client, verden.tom)


def test_a_parent_who_is_blocked_is_not_told(client, verden):
    f.SperringFactory(sak=verden.nora_sak, bruker=verden.tom)

    assert "Solvik" not in texts(client, verden.tom)
