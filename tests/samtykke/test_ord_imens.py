"""Two at once: the question is put in other words while an answer to it is on its way."""

import threading
import time

from django.db import connections
from django.test import Client

from bti.tilgang.aktoer import acting_as
from samtykke.models import Samtykke
from samtykke.services import request_samtykke
from tests.eier import as_owner
from tests.samtykke.hjelp import answer_fields, ask, svar_url


def test_an_answer_to_other_words_does_not_count(verden_committed):
    """Jonas changes what he asks about and is not done yet; Kari's yes to the old words waits for its turn."""
    verden = verden_committed
    krav = ask(verden)[verden.kari]
    kari = Client()
    kari.force_login(verden.kari)
    data = answer_fields(kari.get(svar_url(krav)))
    changed, go, answers = threading.Event(), threading.Event(), []

    def change():
        try:
            with acting_as(verden.jonas.pk):
                request_samtykke(
                    verden.nora_sak, tjeneste=verden.ppt, hvorfor="Noe helt annet.", temaer=["skole", "laering"],
                    til=krav.foreslaatt_til, erstatt=True, by=verden.jonas.pk,
                )  # fmt: skip
                changed.set()
                go.wait(30)
        finally:
            connections.close_all()

    def answer():
        try:
            answers.append(kari.post(svar_url(krav), data).status_code)
        finally:
            connections.close_all()

    first, second = threading.Thread(target=change), threading.Thread(target=answer)
    first.start()
    assert changed.wait(30)
    second.start()
    time.sleep(2)
    go.set()
    first.join(30)
    second.join(60)
    assert answers == [422]
    with as_owner():
        assert not Samtykke.objects.filter(giver=verden.kari).exists()
