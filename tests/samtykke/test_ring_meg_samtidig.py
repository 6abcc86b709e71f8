"""Two at once: the same wish to be called, from two phones."""

import threading

from django.db import connections
from django.test import Client

from bti.revisjon.models import Hendelse
from bti.varsling.models import Slag, Utboks
from samtykke.models import Samtykkekrav
from tests.eier import as_owner
from tests.samtykke.hjelp import ask, svar_url


def test_two_phones_at_once_are_one_wish(verden_committed):
    verden = verden_committed
    krav = ask(verden)[verden.kari]
    start, answers = threading.Barrier(2), []

    def press():
        try:
            kari = Client()
            kari.force_login(verden.kari)
            start.wait(30)
            answers.append(kari.post(svar_url(krav), {"svar": "usikker"}).status_code)
        finally:
            connections.close_all()

    phones = [threading.Thread(target=press) for _ in range(2)]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join(60)
    assert answers == [302, 302]
    with as_owner():
        assert Utboks.objects.filter(slag=Slag.SAMTYKKE_USIKKER).count() == 1
        assert Hendelse.objects.filter(handling="samtykke.usikker").count() == 1
        assert Samtykkekrav.objects.get(pk=krav.pk).vil_ringes
