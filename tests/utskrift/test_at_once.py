"""Several clicks in the same second, on connections of their own: one order, and never more than five."""

from uuid import uuid4

from bti.utskrift.deler import Leser, Valg
from bti.utskrift.models import Utskrift
from bti.utskrift.services import MAKS_UFERDIGE, ForMange, order_utskrift
from tests.eier import as_owner
from tests.lagret import at_once


def order(verden, noekkel):
    valg = Valg(deler=("logg",), leser=Leser.FAMILIEN)
    return order_utskrift(verden.sak, valg=valg, noekkel=noekkel, by=verden.jonas.pk).pk


def test_four_presses_of_one_button_are_one_order(verden_committed):
    verden, noekkel = verden_committed, uuid4()

    results = at_once([(verden.jonas.pk, lambda: order(verden, noekkel))] * 4)

    assert results == [noekkel] * 4
    with as_owner():
        assert Utskrift.objects.count() == 1


def test_eight_orders_at_once_are_five(verden_committed):
    verden = verden_committed

    results = at_once([(verden.jonas.pk, lambda: order(verden, uuid4()))] * 8)

    assert [type(one) for one in results].count(ForMange) == 8 - MAKS_UFERDIGE
    with as_owner():
        assert Utskrift.objects.count() == MAKS_UFERDIGE
